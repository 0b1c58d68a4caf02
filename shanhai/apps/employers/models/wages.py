"""最低工资标准: the dated lowest pay of a region, proposed by one officer and confirmed by another; rows are only ever added."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from shanhai.apps.audit.models import Record
from shanhai.apps.employers.models.employers import OWN
from shanhai.apps.regions.models import Region
from shanhai.core.desk import Desk
from shanhai.core.money import Fen
from shanhai.core.wages import Wage, above, least


class MinimumWageQuerySet(models.QuerySet["MinimumWage"]):
    """Words for asking what the lowest pay is."""

    def confirmed(self) -> "MinimumWageQuerySet":
        """Those a second person has compared with the document."""
        return self.exclude(confirmed_at=None)

    def least(self, region: str, *, on: date) -> Wage | None:
        """The lowest pay of a region on a day: confirmed rows over the shipped examples; None where nothing is known."""
        rows = self.confirmed().filter(region__in=above(region)).order_by("confirmed_at")
        known = [Wage(row.region_id, row.since, Fen(row.monthly), row.source, example=False) for row in rows]
        return least(region, on=on, known=known)

    def visible_to(self, desk: Desk) -> "MinimumWageQuerySet":
        """The office whose region it is, the city above and the auditor."""
        return self.filter(region__in=desk.regions) if desk.role in OWN else self.none()


class MinimumWage(Record):
    """One dated value. It counts once somebody other than the proposer confirms it; a wrong one is followed by a right one."""

    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="minimum_wages")
    since = models.DateField()
    monthly = models.PositiveIntegerField(help_text="fen a month, full time")
    source = models.CharField(max_length=120)
    proposed_by = models.CharField(max_length=40)
    proposed_at = models.DateTimeField()
    confirmed_by = models.CharField(max_length=40, blank=True)
    confirmed_at = models.DateTimeField(null=True)

    objects = MinimumWageQuerySet.as_manager()

    class Meta:
        ordering = ("region", "-since", "-proposed_at")
        constraints = [
            models.UniqueConstraint(fields=["region", "since", "monthly"], name="minimum_wage_once"),
            models.CheckConstraint(condition=~Q(confirmed_by=F("proposed_by")), name="minimum_wage_second_person"),
            models.CheckConstraint(condition=Q(monthly__gt=0), name="minimum_wage_above_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.region_id} {self.since} {self.monthly}"
