"""电话名单: what came of a call to one person about one position."""

from typing import Self

from django.db import models
from django.db.models import Q

from shanhai.apps.audit.models import Record
from shanhai.apps.employers.models import Position
from shanhai.apps.matches.models.runs import Run
from shanhai.apps.workers.models import Worker
from shanhai.core.desk import Desk, Power

OUTCOMES = ("not_reached", "will_go", "will_think", "no")


class CallQuerySet(models.QuerySet["Call"]):
    """Words for asking after calls."""

    def visible_to(self, desk: Desk) -> Self:
        """The sending side's own people."""
        if not desk.may(Power.READ_MATCHES):
            return self.none()
        return self.filter(run__pairing__sending__in=desk.regions, worker__unit__startswith=desk.unit)


class Call(Record):
    """One call: reached or not, and what the person said. A later call about the same position is another row."""

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="calls")
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="calls")
    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="calls")
    outcome = models.CharField(max_length=12, choices=[(o, o) for o in OUTCOMES])
    note = models.CharField(max_length=100, blank=True)
    called_by = models.CharField(max_length=40)
    called_at = models.DateTimeField()

    objects = CallQuerySet.as_manager()

    class Meta:
        ordering = ("called_at", "id")
        constraints = [
            models.UniqueConstraint(fields=["run", "worker", "position", "called_at"], name="call_once"),
            models.CheckConstraint(condition=Q(outcome__in=OUTCOMES), name="call_outcome_known"),
        ]

    def __str__(self) -> str:
        return f"{self.worker_id} {self.outcome}"
