"""比对和失信: what lists of other offices say against claims, and who is not paid for a time."""

from datetime import date

from django.db import models
from django.db.models import Q

from shanhai.apps.audit.models import Record
from shanhai.apps.regions.models import Region
from shanhai.apps.subsidies.models.claims import Claim, OfClaimQuerySet
from shanhai.core.desk import Desk, Power

KINDS = ("anti_poverty", "insurance", "business", "payroll", "deaths")


class ComparisonQuerySet(models.QuerySet["Comparison"]):
    """Words for asking after comparisons."""

    def visible_to(self, desk: Desk) -> "ComparisonQuerySet":
        """Of one's own office."""
        return self.filter(region__in=desk.regions) if desk.may(Power.COMPARE) else self.none()


class Comparison(Record):
    """One list of another office compared with the claims of a day. Of the list nothing is kept but its digest and how long it was."""

    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="comparisons")
    kind = models.CharField(max_length=14, choices=[(k, k) for k in KINDS])
    source = models.CharField(max_length=80, help_text="which office, of which day")
    listed_on = models.DateField()
    rows = models.PositiveIntegerField()
    unread = models.PositiveIntegerField(help_text="rows without a readable number")
    digest = models.CharField(max_length=64)
    compared_by = models.CharField(max_length=40)
    compared_at = models.DateTimeField()

    objects = ComparisonQuerySet.as_manager()

    class Meta:
        ordering = ("-compared_at",)
        constraints = [models.UniqueConstraint(fields=["region", "kind", "digest"], name="compared_once")]

    def __str__(self) -> str:
        return self.source


class Difference(Record):
    """One claim that a list speaks against: somebody looks into it before anything is paid."""

    comparison = models.ForeignKey(Comparison, on_delete=models.PROTECT, related_name="differences")
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="differences")
    kind = models.CharField(max_length=14, choices=[(k, k) for k in KINDS])
    settled_at = models.DateTimeField(null=True)
    settled_by = models.CharField(max_length=40, blank=True)
    how = models.CharField(max_length=100, blank=True)

    objects = OfClaimQuerySet["Difference"].as_manager()

    class Meta:
        ordering = ("settled_at", "id")
        constraints = [models.UniqueConstraint(fields=["comparison", "claim"], name="difference_once")]

    def __str__(self) -> str:
        return self.kind


class BarredQuerySet(models.QuerySet["Barred"]):
    """Words for asking who is barred."""

    def standing(self, on: date) -> "BarredQuerySet":
        """Barred on a day."""
        return self.filter(Q(until=None) | Q(until__gt=on), since__lte=on)

    def visible_to(self, desk: Desk) -> "BarredQuerySet":
        """Of one's own government."""
        return self.filter(region__in=desk.regions) if desk.may(Power.READ_FUNDS) else self.none()


class Barred(Record):
    """失信名单: somebody, person or organisation, to whom nothing is paid for a time, with the paper that says so."""

    PRIVATE = frozenset({"subject"})

    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="barred")
    subject = models.CharField(
        max_length=32, db_index=True, help_text="a person's number index, or an organisation's code"
    )
    name = models.CharField(max_length=60)
    why = models.CharField(max_length=100)
    paper = models.CharField(max_length=80)
    since = models.DateField()
    until = models.DateField(null=True, help_text="first day on which it no longer stands")

    objects = BarredQuerySet.as_manager()

    class Meta:
        ordering = ("-since",)
        verbose_name_plural = "barred"
        constraints = [
            models.UniqueConstraint(fields=["region", "subject"], condition=Q(until=None), name="barred_standing_once")
        ]

    def __str__(self) -> str:
        return self.name
