"""转移就业 as spells: who works where, since when, organised or on their own. Only what stands already; the way there comes later."""

from datetime import date

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from shanhai.apps.audit.models import Record
from shanhai.apps.employers.models import Employer
from shanhai.apps.workers.models import Worker
from shanhai.core.desk import Desk


class PlacementQuerySet(models.QuerySet["Placement"]):
    """Words for asking after spells of work."""

    def standing(self, on: date) -> "PlacementQuerySet":
        """Begun and not ended on a day."""
        return self.filter(Q(ended_on=None) | Q(ended_on__gt=on), started_on__lte=on)

    def visible_to(self, desk: Desk) -> "PlacementQuerySet":
        """With the person: where somebody works is known to whoever may know the person, and to nobody else."""
        known = Worker.objects.visible_to(desk).filter(pk=OuterRef("worker"))
        return self.filter(Exists(known))  # asked of each spell: those at work are few beside the roll


class Placement(Record):
    """One spell of one person at one employer. `started_on` is the day work began (用工之日, 劳动合同法 §7)."""

    class Way(models.TextChoices):
        """How the person came there."""

        ORGANISED = "organised"
        OWN = "own"

    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="placements")
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="placements")
    work = models.CharField(max_length=40, blank=True)
    way = models.CharField(max_length=10, choices=Way.choices)
    started_on = models.DateField()
    ended_on = models.DateField(null=True, help_text="first day not at work there")
    pay = models.PositiveIntegerField(null=True, help_text="fen a month, as stated")

    objects = PlacementQuerySet.as_manager()

    class Meta:
        ordering = ("-started_on", "id")
        constraints = [
            models.UniqueConstraint(fields=["worker", "employer", "started_on"], name="placement_once"),
            models.UniqueConstraint(fields=["worker"], condition=Q(ended_on=None), name="one_place_at_a_time"),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gt=F("started_on")), name="placement_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.started_on} {self.work}"
