"""对接建议 and what stands beside them: three positions for everybody, why somebody has none, who moved since the run before."""

from typing import Self

from django.db import models
from django.db.models import Q

from shanhai.apps.audit.models import Record
from shanhai.apps.employers.models import Position
from shanhai.apps.matches.models.groups import Group
from shanhai.apps.matches.models.runs import Run
from shanhai.apps.workers.models import Worker
from shanhai.core.desk import Desk, Power, Role
from shanhai.core.lifecycle import LifeCycle

PROPOSAL_LIFE = LifeCycle(
    start="proposed",
    moves={
        "confirm": (("proposed", "locked", "swapped"), "confirmed"),
        "lock": (("proposed",), "locked"),
        "unlock": (("locked", "swapped"), "proposed"),
        "swap": (("proposed", "locked", "swapped"), "swapped"),
        "send_back": (("proposed", "locked", "swapped"), "sent_back"),
        "decline": (("proposed", "locked", "swapped", "confirmed"), "declined"),
    },
)
HELD = ("locked", "swapped")  # what a person decided: a later run leaves it alone
WITH_REASON = ("swap", "send_back", "decline")


class OfRunQuerySet[R: models.Model](models.QuerySet[R]):
    """Rows about one person in one run: the sending side reads its own people; nobody else before consent."""

    def own_to(self, desk: Desk) -> Self:
        """Of people who live where one reads, on the side that sends them."""
        if not desk.may(Power.READ_MATCHES):
            return self.none()
        return self.filter(run__pairing__sending__in=desk.regions, worker__unit__startswith=desk.unit)

    def visible_to(self, desk: Desk) -> Self:
        """The sending side's own people."""
        return self.own_to(desk)


class ProposalQuerySet(OfRunQuerySet["Proposal"]):
    """Words for asking after proposals."""

    def visible_to(self, desk: Desk) -> Self:
        """The sending side's own people; the receiving office a confirmed one of somebody who has agreed to be known to it."""
        if not desk.may(Power.READ_MATCHES):
            return self.none()
        ours = Q(run__pairing__sending__in=desk.regions, worker__unit__startswith=desk.unit)
        if desk.role == Role.OFFICER:
            known = Worker.objects.visible_to(desk).values("pk")
            ours |= Q(run__pairing__receiving__in=desk.regions, state="confirmed", worker__in=known)
        return self.filter(ours)

    def held(self) -> Self:
        """Locked or swapped by a person: a later run leaves them alone."""
        return self.filter(state__in=HELD)


class Proposal(Record):
    """One person proposed for one position. It is a proposal: nobody is told of it before somebody confirms it.

    `reasons` are [code, points, facts]; `first` is the position the run itself had chosen; `why` is the reason of whoever overrode it.
    `group`: the group this person goes with; its proposals are decided on together.
    """

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="proposals")
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="proposals")
    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="proposals")
    first = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey(Group, null=True, on_delete=models.PROTECT, related_name="proposals")
    points = models.PositiveIntegerField()
    reasons = models.JSONField(default=list, blank=True)
    looks = models.JSONField(default=list, blank=True, help_text="codes of what a person should look at")
    state = models.CharField(max_length=10, default=PROPOSAL_LIFE.start)
    why = models.CharField(max_length=200, blank=True)
    decided_by = models.CharField(max_length=40, blank=True)
    decided_at = models.DateTimeField(null=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ("worker__unit", "worker__initials", "id")
        constraints = [
            models.UniqueConstraint(fields=["run", "worker"], name="proposal_once_a_run"),
            models.CheckConstraint(condition=Q(state__in=PROPOSAL_LIFE.states), name="proposal_state_known"),
            models.CheckConstraint(
                condition=~Q(state__in=("swapped", "sent_back", "declined")) | ~Q(why=""),
                name="an_override_has_its_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.worker_id} → {self.position_id}"

    @property
    def verbs(self) -> tuple[str, ...]:
        """What may be done with it now."""
        return PROPOSAL_LIFE.verbs(self.state)


class Recommendation(Record):
    """推荐: one of up to three positions for a person in a run; the first is the proposed one where there is one."""

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="recommendations")
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="recommendations")
    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="recommendations")
    place = models.PositiveSmallIntegerField()
    points = models.PositiveIntegerField()
    reasons = models.JSONField(default=list, blank=True)
    price = models.PositiveBigIntegerField(default=0)
    short = models.PositiveBigIntegerField(default=0, help_text="points short of getting in")

    objects = OfRunQuerySet["Recommendation"].as_manager()

    class Meta:
        ordering = ("worker__unit", "worker__initials", "worker", "place")
        constraints = [
            models.UniqueConstraint(fields=["run", "worker", "place"], name="recommendation_place_once"),
            models.UniqueConstraint(fields=["run", "worker", "position"], name="recommendation_once"),
        ]
        indexes = [models.Index(fields=["run", "position"], name="call_list")]

    def __str__(self) -> str:
        return f"{self.worker_id} {self.place}"


class Unplaced(Record):
    """没配上: somebody without a seat in a run, the cause that binds, and the facts of what would change it."""

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="unplaced")
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="unplaced")
    cause = models.CharField(max_length=20)
    facts = models.JSONField(default=dict, blank=True)

    objects = OfRunQuerySet["Unplaced"].as_manager()

    class Meta:
        ordering = ("worker__unit", "worker__initials", "id")
        constraints = [models.UniqueConstraint(fields=["run", "worker"], name="unplaced_once_a_run")]

    def __str__(self) -> str:
        return f"{self.worker_id} {self.cause}"


class Move(Record):
    """差别: somebody for whom a run says something else than the run before, and why."""

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="moves")
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="moves")
    was = models.ForeignKey(Position, null=True, on_delete=models.PROTECT, related_name="+")
    now = models.ForeignKey(Position, null=True, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=20)
    facts = models.JSONField(default=dict, blank=True)

    objects = OfRunQuerySet["Move"].as_manager()

    class Meta:
        ordering = ("worker__unit", "worker__initials", "id")
        constraints = [models.UniqueConstraint(fields=["run", "worker"], name="move_once_a_run")]

    def __str__(self) -> str:
        return f"{self.worker_id} {self.why}"
