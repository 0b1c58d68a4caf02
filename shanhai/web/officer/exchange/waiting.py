"""What the exchange of positions puts on the task list: to receive, to answer, to tell, to note as arrived."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from shanhai.apps.exchange.facts import compare
from shanhai.apps.exchange.models import Dispatch, Forward, NoticeLine
from shanhai.core.desk import Desk, Power
from shanhai.web.kit.columns import Rows
from shanhai.web.kit.links import link_to
from shanhai.web.officer.sources import Source, Task

WATCHED = timedelta(days=180)  # a sending older than this is asked for on its own page only


def _may(desk: Desk) -> bool:
    return desk.may(Power.WRITE_PARTNERSHIP) and not desk.unit


def to_answer(desk: Desk) -> Iterator[Task]:
    """What the partner sent: unanswered until its day, and each later notice until it is received."""
    if not _may(desk) or not desk.receivers:
        return
    unread = Count("notices", filter=Q(notices__receipt=None))
    rows: Rows = Dispatch.objects.visible_to(desk).filter(pairing__sending__in=desk.regions).annotate(unread=unread)
    for one in rows.filter(Q(answer=None) | Q(unread__gt=0)).select_related("pairing__receiving", "answer"):
        side, answered = one.pairing.receiving.name, hasattr(one, "answer")
        if one.unread:
            said = _("签收{side}告知的岗位变动") if answered else _("签收{side}发来的岗位")
        else:
            said = _("答复{side}发来的岗位")
        yield Task(
            title=said.format(side=side),
            url=link_to("exchange.dispatch", one.pk),
            hint=one.title,
            due=None if answered else one.answer_by,
        )


def to_tell(desk: Desk) -> Iterator[Task]:
    """Positions of ours that are no longer what the partner was told."""
    if not _may(desk) or not desk.senders:
        return
    lines = NoticeLine.objects.visible_to(desk).filter(
        notice__dispatch__pairing__receiving__in=desk.regions, notice__dispatch__sent_at__date__gt=desk.today - WATCHED
    )
    rows = lines.newest().select_related("position__employer", "notice__dispatch")
    found = Counter(one.told.notice.dispatch for one in compare(rows, on=desk.today))
    for dispatch, n in found.items():
        yield Task(
            title=_("告知对方岗位变动"),
            url=link_to("exchange.dispatch", dispatch.pk),
            amount=_("{n} 个").format(n=n),
            hint=dispatch.title,
        )


def to_arrive(desk: Desk) -> Iterator[Task]:
    """What the county passed on to this township and nobody has said to have arrived."""
    if not desk.unit or not desk.may(Power.READ_PARTNERSHIP):
        return
    rows = Forward.objects.visible_to(desk).filter(township=desk.unit[:9], received_at=None)
    for one in rows.select_related("dispatch"):
        yield Task(
            title=_("看县里转来的岗位，做通知"),
            url=link_to("exchange.dispatch", one.dispatch_id),
            hint=one.dispatch.title,
        )


SOURCES: tuple[Source, ...] = (to_answer, to_tell, to_arrive)
