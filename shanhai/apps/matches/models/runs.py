"""对接方案: one computed proposal for one pairing and day, with everything that somebody else needs to compute it again."""

from datetime import date

from django.db import models
from django.db.models import Q

from shanhai.apps.audit.models import Record
from shanhai.apps.regions.models import Pairing
from shanhai.core.desk import Desk, Power, Role
from shanhai.core.lifecycle import LifeCycle

RUN_LIFE = LifeCycle(
    start="queued",
    moves={
        "begin": (("queued", "running"), "running"),  # running: whoever worked on it is gone
        "propose": (("running",), "proposed"),
        "confirm": (("proposed",), "confirmed"),
        "withdraw": (("queued", "running", "proposed"), "withdrawn"),
    },
)
OBJECTIVES = ("lexicographic", "score", "stable")


class RunQuerySet(models.QuerySet["Run"]):
    """Words for asking after runs."""

    def visible_to(self, desk: Desk) -> "RunQuerySet":
        """One's own side's; the office that receives reads, of runs that are proposed or confirmed, counts a position and no person."""
        if not desk.may(Power.READ_MATCHES):
            return self.none()
        ours = Q(pairing__sending__in=desk.regions)
        if desk.role in {Role.OFFICER, Role.CITY}:
            ours |= Q(pairing__receiving__in=desk.regions, state__in=("proposed", "confirmed"))
        return self.filter(ours)

    def standing(self) -> "RunQuerySet":
        """Computed and not withdrawn."""
        return self.filter(state__in=("proposed", "confirmed"))

    def newest(self, pairing: str) -> "Run | None":
        """The newest that stands for a pairing."""
        return self.standing().filter(pairing=pairing).order_by("-number").first()


class Run(Record):
    """One run. `weights` is the digest of the table of points; together with the published inputs and the seed it makes the same plan."""

    pairing = models.ForeignKey(Pairing, on_delete=models.PROTECT, related_name="runs")
    number = models.PositiveIntegerField(help_text="counted within the pairing")
    day = models.DateField()
    seed = models.PositiveIntegerField()
    objective = models.CharField(max_length=15, default="lexicographic", choices=[(o, o) for o in OBJECTIVES])
    group_rule = models.CharField(
        max_length=24, blank=True, help_text="what a placed group is worth; empty: everybody goes alone"
    )
    floor = models.CharField(
        max_length=40, blank=True, help_text="at least so many of some people, or at some employers"
    )
    state = models.CharField(max_length=10, default=RUN_LIFE.start)
    weights = models.CharField(max_length=64)
    previous = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="followers")
    started_by = models.CharField(max_length=40)
    started_at = models.DateTimeField()
    proposed_at = models.DateTimeField(null=True)
    households = models.PositiveIntegerField(default=0, help_text="households without an earner that get one")
    score = models.PositiveBigIntegerField(default=0)
    bound = models.BigIntegerField(default=0, help_text="what no plan can exceed, in the objective")
    priority_weight = models.PositiveBigIntegerField(default=0)
    people = models.PositiveIntegerField(default=0)
    placed = models.PositiveIntegerField(default=0)
    seats = models.PositiveIntegerField(default=0)

    objects = RunQuerySet.as_manager()

    class Meta:
        ordering = ("-number",)
        constraints = [
            models.UniqueConstraint(fields=["pairing", "number"], name="run_number_once"),
            models.CheckConstraint(condition=Q(state__in=RUN_LIFE.states), name="run_state_known"),
            models.CheckConstraint(
                condition=Q(placed__lte=models.F("people")), name="run_places_no_more_people_than_there_are"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.day}"

    @property
    def gap(self) -> int:
        """How much better a plan might be: 0 where it is proven that none is. A stable plan has no better, and its bound is its worth."""
        return self.bound - self.households * self.priority_weight - self.score

    def is_over(self, on: date) -> bool:
        """Whether the day it was made for is past."""
        return self.day < on


class Computed(Record):
    """What a run found beside its proposals: prices, certificate, the inputs as solved, and counts of fairness and of limits."""

    run = models.OneToOneField(Run, on_delete=models.PROTECT, related_name="computed")
    prices = models.JSONField(default=dict, blank=True, help_text="position → price of a seat")
    certificate = models.JSONField(default=dict, blank=True)
    fairness = models.JSONField(default=list, blank=True, help_text="[kind, group, took part, matched, share, low]")
    limits = models.JSONField(
        default=list, blank=True, help_text="[position, limit, people only it keeps away, candidates]"
    )
    short = models.JSONField(default=dict, blank=True)
    groups = models.JSONField(
        default=list, blank=True, help_text="[group, people, employer or empty, employers that could take it whole]"
    )
    costs = models.JSONField(
        default=list, blank=True, help_text="[what, households, score, facts]: what a floor, or seats kept, cost"
    )
    by_officer = models.JSONField(default=list, blank=True, help_text="positions that an officer settles in person")
    inputs = models.BinaryField(help_text="the market and the tables as solved, compressed")

    def __str__(self) -> str:
        return self.run_id
