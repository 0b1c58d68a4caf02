"""政策: packs as stored for ever by their hash, when each was put in force, and values that two people changed after it was written.

The effective policy at a moment is the newest adopted pack with every value laid over it that had been approved by then.
"""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q

from shanhai.apps.audit.models import Record
from shanhai.apps.regions.models import Region
from shanhai.core.desk import Desk, Power


class OfIssuerQuerySet[P: models.Model](models.QuerySet[P]):
    """Rows of one issuing government: read by it and by its partners."""

    def visible_to(self, desk: Desk) -> Self:
        """Of one's own government and of partners."""
        if not desk.may(Power.READ_PARTNERSHIP):
            return self.none()
        return self.filter(issuer__in=desk.regions | desk.senders | desk.receivers)


class Policy(Record):
    """一份政策的存根: the canonical form of a pack with the values in force, found by its SHA-256. Never changed, never removed."""

    ONLY_ADDED = True

    pack = models.CharField(max_length=40, db_index=True)
    issuer = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="policies")
    title = models.CharField(max_length=120)
    digest = models.CharField(max_length=64, unique=True)
    canonical = models.TextField(help_text="canonical JSON; its SHA-256 is the digest")
    stored_at = models.DateTimeField()

    objects = OfIssuerQuerySet["Policy"].as_manager()

    class Meta:
        ordering = ("pack", "stored_at")
        verbose_name_plural = "policies"

    def __str__(self) -> str:
        return f"{self.pack} {self.digest[:8]}"


class TwoHandsQuerySet[P: models.Model](OfIssuerQuerySet[P]):
    """Rows that one person proposes and another decides."""

    def approved(self, by: datetime) -> Self:
        """Approved by a moment."""
        return self.filter(state="approved", decided_at__lte=by)

    def waiting(self) -> Self:
        """Proposed and not decided."""
        return self.filter(state="proposed")


STATES = ("proposed", "approved", "refused")


class TwoHands(Record):
    """What both the adoption of a pack and a changed value have: a maker with a reason, and another person who decides."""

    reason = models.CharField(max_length=200)
    maker = models.CharField(max_length=40)
    made_at = models.DateTimeField()
    checker = models.CharField(max_length=40, blank=True)
    decided_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, default="proposed", choices=[(s, s) for s in STATES])

    class Meta:
        abstract = True


class Adoption(TwoHands):
    """启用: a whole pack put in force from the moment a second person approved it; a later one takes its place."""

    pack = models.CharField(max_length=40)
    issuer = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="adoptions")
    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="adoptions")

    objects = TwoHandsQuerySet["Adoption"].as_manager()

    class Meta:
        ordering = ("pack", "-made_at")
        constraints = [
            models.UniqueConstraint(fields=["policy"], condition=~Q(state="refused"), name="adopted_once"),
            models.CheckConstraint(condition=~Q(checker=F("maker")), name="adoption_by_two"),
        ]

    def __str__(self) -> str:
        return f"{self.pack} {self.state}"


class ParamValue(TwoHands):
    """参数值: a number of a pack from a day on, with the paper and clause that say so. Only added; a wrong one is followed by a right one."""

    pack = models.CharField(max_length=40)
    issuer = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="param_values")
    key = models.CharField(max_length=40)
    valid_from = models.DateField()
    value = models.JSONField(help_text="as the pack's text writes it: whole numbers as text, bands as lists of text")
    paper = models.CharField(max_length=20)
    clause = models.CharField(max_length=40)

    objects = TwoHandsQuerySet["ParamValue"].as_manager()

    class Meta:
        ordering = ("pack", "key", "valid_from", "made_at")
        constraints = [
            models.CheckConstraint(condition=~Q(checker=F("maker")), name="value_by_two"),
            models.UniqueConstraint(
                fields=["pack", "key", "valid_from"], condition=Q(state="approved"), name="value_once_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pack} {self.key} {self.valid_from}"

    @property
    def ref(self) -> str:
        """The clause as packs write it: A/3."""
        return f"{self.paper}/{self.clause}"
