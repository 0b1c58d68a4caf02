"""户: households as the village roll numbers them, and dated facts of their status that run in parallel."""

from datetime import date

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from shanhai.apps.audit.models import Record
from shanhai.apps.regions.models import Region
from shanhai.core.desk import Desk, Power, Role


def within(desk: Desk) -> Q | None:
    """The part of the roll a seat reads by where people live; None for a seat that reads nobody by place."""
    if not desk.may(Power.READ_WORKERS):
        return None
    if desk.role in {Role.TOWNSHIP, Role.VILLAGE}:
        return Q(region=desk.actor.region, unit__startswith=desk.unit) if desk.unit else None
    if desk.role in {Role.OFFICER, Role.CITY, Role.AUDITOR}:
        return Q(region__in=desk.regions)
    return None


class HouseholdQuerySet(models.QuerySet["Household"]):
    """Words for asking after households."""

    def visible_to(self, desk: Desk) -> "HouseholdQuerySet":
        """Households of the places one reads; nobody else's."""
        inside = within(desk)
        return self.none() if inside is None else self.filter(inside)

    def having(self, kinds: frozenset[str], *, on: date) -> "HouseholdQuerySet":
        """Households with a status of one of the kinds standing on a day."""
        return self.filter(Exists(StatusFact.objects.standing(on).filter(household=OuterRef("pk"), kind__in=kinds)))


class Household(Record):
    """户: as the village roll numbers it. `unit` is the township (9 digits) or the village (12)."""

    region = models.ForeignKey(
        Region, on_delete=models.PROTECT, related_name="households", db_index=False
    )  # the index of `household_once` begins with it; one of its own would be walked to the end while a roll grows
    number = models.CharField(max_length=20)
    unit = models.CharField(max_length=12, db_index=True)
    village = models.CharField(max_length=40)

    objects = HouseholdQuerySet.as_manager()

    class Meta:
        ordering = ("number",)
        constraints = [models.UniqueConstraint(fields=["region", "number"], name="household_once")]

    def __str__(self) -> str:
        return self.number


class StatusFactQuerySet(models.QuerySet["StatusFact"]):
    """Words for asking what stands when."""

    def standing(self, on: date) -> "StatusFactQuerySet":
        """Begun and not over on a day."""
        return self.filter(Q(until=None) | Q(until__gt=on), since__lte=on)

    def visible_to(self, desk: Desk) -> "StatusFactQuerySet":
        """With the household."""
        return self.filter(household__in=Household.objects.visible_to(desk))


class StatusFact(Record):
    """One dated fact of a household's status. Facts run in parallel; none is ever overwritten by a later one."""

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="statuses")
    kind = models.CharField(max_length=20, help_text="a code of data/status_kinds.csv")
    since = models.DateField()
    until = models.DateField(null=True, help_text="first day it no longer stands")
    paper = models.CharField(max_length=80, blank=True)

    objects = StatusFactQuerySet.as_manager()

    class Meta:
        ordering = ("since",)
        constraints = [
            models.UniqueConstraint(fields=["household", "kind", "since"], name="status_once"),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gt=F("since")), name="status_dates_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.since}"
