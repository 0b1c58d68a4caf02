"""What matching leaves to be done today: proposals to go over, people to ask face to face after confirming."""

from collections.abc import Iterator

from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext as _

from shanhai.apps.fairs.models import Intent
from shanhai.apps.matches.models import Proposal, Run
from shanhai.apps.placements.models import Placement
from shanhai.core.desk import Desk, Power
from shanhai.web.officer.sources import Task


def to_review(desk: Desk) -> Iterator[Task]:
    """The newest proposed run, while something of it is undecided."""
    if not desk.may(Power.RUN_MATCH):
        return
    undecided = Q(proposals__state__in=("proposed", "locked", "swapped"))
    runs = (
        Run.objects.visible_to(desk)
        .filter(pairing__sending__in=desk.regions, state="proposed")
        .annotate(n=Count("proposals", filter=undecided))
    )
    for pk, number, n in runs.filter(n__gt=0).order_by("-number").values_list("pk", "number", "n")[:1]:
        yield Task(
            title=_("核对对接方案第 {n} 号").format(n=number),
            url=f"/match/{pk}/",
            amount=_("{n} 人").format(n=f"{n:,}"),
            hint=_("是建议，确认之前不通知任何人。先看要人看的。"),
        )


def to_ask(desk: Desk) -> Iterator[Task]:
    """People whose proposal was confirmed and who have not been asked face to face yet: no intent, not at work."""
    if not desk.may(Power.CALL):
        return
    going = Exists(Intent.objects.filter(worker=OuterRef("worker"), withdrawn_at=None))
    working = Exists(Placement.objects.standing(desk.today).filter(worker=OuterRef("worker")))
    rows = Proposal.objects.visible_to(desk).filter(run__pairing__sending__in=desk.regions, state="confirmed")
    found = rows.filter(~going, ~working).order_by().values("run", "run__number").annotate(n=Count("pk"))
    for row in found.order_by("-run__number"):
        yield Task(
            title=_("当面问本人去不去"),
            url=f"/match/{row['run']}/?state=confirmed#each",
            amount=_("{n} 人").format(n=f"{row['n']:,}"),
            hint=_("第 {n} 号方案里确认过的；本人同意了再记意向。").format(n=row["run__number"]),
        )


SOURCES = (to_review, to_ask)
