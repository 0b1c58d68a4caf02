"""劳务对接合作协议: what two bureaus signed, and the commitments in it. The minutes of talks are something else (outreach)."""

from django.db import models
from django.db.models import Q

from shanhai.apps.audit.models import Record
from shanhai.apps.outreach.models import JointQuerySet
from shanhai.apps.regions.models import Pairing
from shanhai.core.desk import Desk, Power


class Agreement(Record):
    """A signed agreement. Where only the year is known, `signed_on` is empty and pages say so."""

    pairing = models.ForeignKey(Pairing, on_delete=models.PROTECT, related_name="agreements")
    title = models.CharField(max_length=60)
    signed_year = models.PositiveSmallIntegerField()
    signed_on = models.DateField(null=True)
    sending_signatory = models.CharField(max_length=60)
    receiving_signatory = models.CharField(max_length=60)
    text = models.TextField(blank=True)

    objects = JointQuerySet["Agreement"].as_manager()

    class Meta:
        ordering = ("-signed_year",)
        constraints = [
            models.UniqueConstraint(fields=["pairing", "title"], name="agreement_once"),
            models.CheckConstraint(
                condition=Q(signed_on=None) | Q(signed_on__year=models.F("signed_year")),
                name="agreement_day_in_year",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    """Words for asking after commitments."""

    def visible_to(self, desk: Desk) -> "CommitmentQuerySet":
        """With the agreement."""
        if not desk.may(Power.READ_PARTNERSHIP):
            return self.none()
        return self.filter(agreement__pairing__in=desk.pairings)


class Commitment(Record):
    """One thing a side undertook, with a quota where there is one."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="commitments")
    ordinal = models.PositiveSmallIntegerField()
    side = models.CharField(max_length=10, choices=[(s, s) for s in ("sending", "receiving", "both")])
    text = models.CharField(max_length=200)
    quota = models.PositiveIntegerField(null=True)
    unit = models.CharField(max_length=10, blank=True)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        ordering = ("ordinal",)
        constraints = [models.UniqueConstraint(fields=["agreement", "ordinal"], name="commitment_once")]

    def __str__(self) -> str:
        return self.text
