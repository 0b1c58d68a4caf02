"""更正: a person asks that something held about them be put right, and is answered with a reason (个人信息保护法 第四十五至四十七条)."""

from django.db import models

from shanhai.apps.audit.models import Record
from shanhai.apps.workers.models.households import within
from shanhai.core.desk import Desk
from shanhai.core.lifecycle import LifeCycle

LIFE = LifeCycle(start="asked", moves={"accept": (("asked",), "accepted"), "decline": (("asked",), "declined")})
WHAT = ("name", "number", "phone", "household", "status", "wish", "erase", "other")


class CorrectionQuerySet(models.QuerySet["Correction"]):
    """Words for asking after corrections."""

    def visible_to(self, desk: Desk) -> "CorrectionQuerySet":
        """With the person, on their own side only."""
        if within(desk) is None:
            return self.none()
        return self.filter(worker__region__in=desk.regions, worker__unit__startswith=desk.unit)

    def waiting(self) -> "CorrectionQuerySet":
        """Not answered yet."""
        return self.filter(state="asked")


class Correction(Record):
    """One request: what is wrong as the person says it, and what was decided and why."""

    worker = models.ForeignKey("workers.Worker", on_delete=models.PROTECT, related_name="corrections")
    what = models.CharField(max_length=10, choices=[(w, w) for w in WHAT])
    says = models.CharField(max_length=200)
    asked_on = models.DateField()
    due_on = models.DateField(help_text="fifteen working days after")
    state = models.CharField(max_length=10, default=LIFE.start)
    reason = models.CharField(max_length=200, blank=True)
    decided_by = models.CharField(max_length=40, blank=True)
    decided_at = models.DateTimeField(null=True)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        ordering = ("due_on", "id")
        constraints = [models.CheckConstraint(condition=models.Q(state__in=LIFE.states), name="correction_state_known")]

    def __str__(self) -> str:
        return f"{self.what} {self.asked_on}"
