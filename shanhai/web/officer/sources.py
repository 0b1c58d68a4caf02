"""Where tasks come from: one function a source, each asking one question of one app within what the desk reads and may do."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shanhai.apps.employers.models import STALE, Position
from shanhai.apps.fairs.models import AgreedAnswer, Question
from shanhai.apps.imports.models import Import
from shanhai.apps.outreach.models import AgreedItem, Meeting, Minutes, Opinion
from shanhai.apps.regions.models import Statistic
from shanhai.core.desk import Desk, Power
from shanhai.web.kit.links import link_to

SOON = 3  # days


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One thing to do: what, where, how much of it, and by when (None: as soon as may be)."""

    title: str
    url: str
    amount: str = ""
    hint: str = ""
    due: date | None = None

    def countdown(self, today: date) -> tuple[str, str]:
        """The days left in words, and the class of the tag that says them."""
        if self.due is None:
            return _("待办"), "do"
        left = (self.due - today).days
        if left < 0:
            return ngettext("过期 %(n)s 天", "过期 %(n)s 天", -left) % {"n": -left}, "bad"
        if left == 0:
            return _("今天截止"), "soon"
        return ngettext("还剩 %(n)s 天", "还剩 %(n)s 天", left) % {"n": left}, "soon" if left <= SOON else "plain"


type Source = Callable[[Desk], Iterator[Task]]


def staged_imports(desk: Desk) -> Iterator[Task]:
    """Workbooks that were read and wait for somebody's decision."""
    bad = Count("rows", filter=Q(rows__outcome__in=("rejected", "review")))
    staged = Import.objects.visible_to(desk).waiting().annotate(total=Count("rows"), bad=bad)
    for pk, title, total, wrong in staged.values_list("pk", "title", "total", "bad"):
        hint = _("表里 {total} 行，其中 {bad} 行要看；核对前什么都没有入库。")
        yield Task(
            title=_("核对{title}").format(title=title),
            url=link_to("imports.import", pk),
            amount=_("{n} 行").format(n=f"{total:,}"),
            hint=hint.format(total=f"{total:,}", bad=f"{wrong:,}"),
        )


def call_backs(desk: Desk) -> Iterator[Task]:
    """People who asked at a fair and were promised a call; by the side they live on, and by either where nobody is named."""
    if not desk.may(Power.RUN_FAIR):
        return
    ours = Q(worker=None) | Q(worker__region__in=desk.regions)
    waiting = Question.objects.visible_to(desk).filter(ours, called_at=None, call_back_on__isnull=False)
    rows = waiting.order_by().values("delegation__fair", "delegation__fair__name")
    for row in rows.annotate(n=Count("pk"), due=Min("call_back_on")):
        yield Task(
            title=_("给问过话的人回电话"),
            url=link_to("fairs.fair", row["delegation__fair"]),
            amount=_("{n} 个").format(n=row["n"]),
            hint=row["delegation__fair__name"],
            due=row["due"],
        )


def agreed_items(desk: Desk) -> Iterator[Task]:
    """What the talks agreed and nobody has ticked off."""
    if not desk.may(Power.WRITE_PARTNERSHIP):
        return
    talks = Meeting.objects.visible_to(desk)
    items = AgreedItem.objects.visible_to(desk).filter(minutes__meeting__in=talks, done_on=None)
    for item in items.select_related("minutes__meeting__pairing"):
        sending = item.minutes.meeting.pairing.sending_id in desk.regions
        person = item.sending_person if sending else item.receiving_person
        yield Task(
            title=_("落实纪要：{field}").format(field=item.field),
            url=link_to("outreach.meeting", item.minutes.meeting_id),
            hint=_("{text}　我方负责：{person}").format(text=item.text, person=person),
            due=item.due_on,
        )


def opinions(desk: Desk) -> Iterator[Task]:
    """What somebody said at a meeting, for us to see to."""
    if not desk.may(Power.WRITE_PARTNERSHIP):
        return
    heard = Opinion.objects.filter(meeting__in=Meeting.objects.visible_to(desk), responsible__in=desk.regions)
    for one in heard.filter(done_on=None).exclude(follow_up="").select_related("meeting"):
        yield Task(
            title=one.follow_up,
            url=link_to("outreach.meeting", one.meeting_id),
            hint=_("{meeting}：{text}").format(meeting=one.meeting.title, text=one.text),
            due=one.due_on,
        )


def unconfirmed_minutes(desk: Desk) -> Iterator[Task]:
    """Minutes that bind only when our side has confirmed them too."""
    if not desk.may(Power.WRITE_PARTNERSHIP):
        return
    sending = Q(meeting__pairing__sending__in=desk.regions, sending_confirmed_at=None)
    receiving = Q(meeting__pairing__receiving__in=desk.regions, receiving_confirmed_at=None)
    for one in Minutes.objects.filter(sending | receiving, meeting__in=Meeting.objects.visible_to(desk)):
        yield Task(
            title=_("确认纪要：{title}").format(title=one.title),
            url=link_to("outreach.meeting", one.meeting_id),
            hint=_("两边都确认后才算数。"),
        )


def answers(desk: Desk) -> Iterator[Task]:
    """Wordings the other side proposed: they are used once we agree."""
    if not desk.may(Power.WRITE_PARTNERSHIP):
        return
    sending = Q(pairing__sending__in=desk.regions, sending_agreed_at=None)
    receiving = Q(pairing__receiving__in=desk.regions, receiving_agreed_at=None)
    n = AgreedAnswer.objects.visible_to(desk).filter(sending | receiving).count()
    if n:
        yield Task(
            title=_("看对方拟的答疑口径"),
            url=link_to("fairs.agreedanswer"),
            amount=_("{n} 条").format(n=n),
            hint=_("两边都同意，现场才能用。"),
        )


def unchecked_statistics(desk: Desk) -> Iterator[Task]:
    """Published numbers that a colleague entered and a second person has to compare with the document."""
    if not desk.may(Power.WRITE_STATISTICS):
        return
    waiting = Statistic.objects.visible_to(desk).filter(region__in=desk.regions, checked_at=None)
    n = waiting.exclude(entered_by=desk.actor.login).count()
    if n:
        yield Task(
            title=_("核对同事录入的统计数"),
            url="/statistics/",
            amount=_("{n} 个").format(n=n),
            hint=_("对照原文看一眼；第二个人核对过才进简报。"),
        )


def stale_positions(desk: Desk) -> Iterator[Task]:
    """Our open positions that nobody has confirmed with the employer for 60 days."""
    if not desk.may(Power.WRITE_EMPLOYERS):
        return
    old = Q(verified_on=None) | Q(verified_on__lt=desk.today - STALE)
    n = Position.objects.visible_to(desk).open(on=desk.today).filter(old, employer__region__in=desk.regions).count()
    if n:
        yield Task(
            title=_("和企业核实岗位"),
            url=link_to("employers.position", query={"fresh": "stale"}),
            amount=_("{n} 个").format(n=n),
            hint=_("60 天没有核实过，可能已经招满。"),
        )


SOURCES: tuple[Source, ...] = (
    staged_imports,
    call_backs,
    agreed_items,
    opinions,
    unconfirmed_minutes,
    answers,
    unchecked_statistics,
    stale_positions,
)
