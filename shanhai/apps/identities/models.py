"""一人一档: pairs of rows that may be one person, and links between rows that are. A link can be taken apart; nothing is deleted."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from shanhai.apps.audit.models import Record
from shanhai.apps.regions.models import Pairing
from shanhai.apps.workers.models import Worker
from shanhai.core.desk import Actor, Desk, Power, Role
from shanhai.core.lifecycle import LifeCycle

LIFE = LifeCycle(
    start="open",
    moves={
        "ask": (("open",), "asked"),
        "agree": (("asked",), "comparing"),
        "say_same": (("comparing",), "half"),
        "link": (("open", "half"), "linked"),
        "refuse": (("open", "asked", "comparing", "half"), "refused"),
        "separate": (("linked",), "separated"),
    },
)
TO_DO = ("open", "asked", "comparing", "half")
SHOWN_TO_BOTH = ("comparing", "half", "linked", "separated")


class SuspectQuerySet(models.QuerySet["Suspect"]):
    """Words for asking after pairs."""

    def visible_to(self, desk: Desk) -> "SuspectQuerySet":
        """An office: pairs with a row of its county. A township: pairs that lie wholly in its own unit."""
        if not desk.may(Power.ADJUDICATE):
            return self.none()
        if desk.role == Role.TOWNSHIP:
            ours = Q(a__region=desk.actor.region, b__region=desk.actor.region)
            return self.filter(ours, a__unit__startswith=desk.unit, b__unit__startswith=desk.unit)
        return self.filter(Q(a__region__in=desk.regions) | Q(b__region__in=desk.regions))

    def waiting_for(self, region: str) -> "SuspectQuerySet":
        """Pairs about which a county still has to say something."""
        inside = Q(state="open", across=False)
        unsaid = Q(state__in=TO_DO, across=True) & ~Q(agreed_by__region=region, state="asked")
        return self.filter(inside | unsaid).exclude(state="half", said_same__region=region)


class Suspect(Record):
    """Two rows that may be one person. `a` has the smaller id. `agreed_by` asked first to compare, `said_same` first said it is one."""

    PRIVATE: ClassVar[frozenset[str]] = frozenset({"grounds", "score"})  # they tell something of a row not yet shown

    a = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    b = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    across = models.BooleanField(help_text="the rows are on the rolls of two counties")
    score = models.IntegerField(help_text="points of likeness at the time")
    grounds = models.JSONField(default=list, help_text="[[reason, points]]")
    found_at = models.DateTimeField()
    state = models.CharField(max_length=10, default=LIFE.start)
    agreed_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    said_same = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    decided_by = models.ForeignKey("accounts.User", null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=80, blank=True)

    objects = SuspectQuerySet.as_manager()

    class Meta:
        ordering = ("-score", "id")
        indexes = [models.Index(fields=["state", "-score"])]
        constraints = [
            models.UniqueConstraint(fields=["a", "b"], name="suspect_once"),
            models.CheckConstraint(condition=Q(a__lt=F("b")), name="suspect_in_order"),
            models.CheckConstraint(condition=Q(state__in=LIFE.states), name="suspect_state_known"),
        ]

    def __str__(self) -> str:
        return self.id

    @property
    def owners(self) -> frozenset[str]:
        """The counties whose rolls the two rows are on."""
        return frozenset({self.a.region_id, self.b.region_id})

    def own(self, who: Desk | Actor) -> Worker:
        """The row of one's own county; of two, the first."""
        region = who.actor.region if isinstance(who, Desk) else who.region
        return self.a if self.a.region_id == region else self.b

    def may_compare(self) -> bool:
        """Whether both rows may be looked at side by side: at home always, across two counties once both agreed."""
        return not self.across or self.state in SHOWN_TO_BOTH

    def home(self, on: date) -> Worker:
        """The row that stays when the two are of two counties: that of the sending side, where people are registered."""
        sends = Pairing.objects.in_force(on).filter(sending__in=self.owners, receiving__in=self.owners).first()
        return self.b if sends is not None and sends.sending_id == self.b.region_id else self.a


class LinkQuerySet(models.QuerySet["Link"]):
    """Words for asking after links."""

    def standing(self) -> "LinkQuerySet":
        """Not taken apart."""
        return self.filter(ended_at=None)

    def visible_to(self, desk: Desk) -> "LinkQuerySet":
        """With the pair it was decided on."""
        return self.filter(suspect__in=Suspect.objects.visible_to(desk))


class Link(Record):
    """并档: one row (`alias`) counts as another (`kept`) from a moment on, until it is taken apart."""

    suspect = models.ForeignKey(Suspect, on_delete=models.PROTECT, related_name="links")
    kept = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="kept_links")
    alias = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="alias_links")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = LinkQuerySet.as_manager()

    class Meta:
        ordering = ("made_at",)
        constraints = [
            models.UniqueConstraint(fields=["alias"], condition=Q(ended_at=None), name="linked_once"),
            models.CheckConstraint(condition=~Q(kept=F("alias")), name="link_of_two"),
        ]

    def __str__(self) -> str:
        return f"{self.alias_id} → {self.kept_id}"
