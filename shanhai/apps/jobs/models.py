"""Work that outlasts a click: what it is, how far it is, and what came of it. Progress is not an act, so it is not in the log.

Its times are the machine's own, also in a demo world, whose day stands still.
"""

from datetime import datetime, timedelta

from django.db import models

from shanhai.core.desk import Desk
from shanhai.core.lifecycle import LifeCycle

SILENCE = timedelta(seconds=60)
LIFE = LifeCycle(
    start="queued",
    moves={
        "start": (("queued",), "running"),
        "stop": (("queued", "running"), "stopped"),
        "resume": (("stopped", "failed", "running"), "queued"),  # running: whoever worked on it is gone
        "finish": (("running",), "done"),
        "fail": (("running",), "failed"),
    },
)


class JobQuerySet(models.QuerySet["Job"]):
    """Words for asking after work."""

    def visible_to(self, desk: Desk) -> "JobQuerySet":
        """Whoever started a job sees it."""
        return self.filter(login=desk.actor.login)

    def unfinished(self) -> "JobQuerySet":
        """Queued or running."""
        return self.filter(state__in=("queued", "running"))

    def silent(self, now: datetime) -> "JobQuerySet":
        """Said to be running, but nobody has been heard of for a minute: the machine or the worker went down."""
        return self.filter(state="running", heard_at__lt=now - SILENCE)


class Job(models.Model):
    """One piece of background work: stage, done of total, and when it was last heard of."""

    id = models.CharField(primary_key=True, max_length=12, editable=False)
    kind = models.CharField(max_length=40)
    login = models.CharField(max_length=40)
    about_key = models.CharField(max_length=12, blank=True)
    state = models.CharField(max_length=10, default=LIFE.start)
    stage = models.CharField(max_length=60, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    queued_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    heard_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=200, blank=True)
    told = models.JSONField(default=dict, blank=True, help_text="what it was asked to do; all it needs to begin again")

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ("-queued_at",)
        constraints = [models.CheckConstraint(condition=models.Q(state__in=LIFE.states), name="job_state_known")]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"

    def is_silent(self, now: datetime) -> bool:
        """Whether it says to be running and nobody has been heard of for a minute."""
        return self.state == "running" and self.heard_at is not None and self.heard_at < now - SILENCE

    def seconds_left(self, now: datetime) -> int | None:
        """Estimate from the measured rate; None before anything is done."""
        if not (self.started_at and self.done and self.total):
            return None
        return round((now - self.started_at).total_seconds() * (self.total - self.done) / self.done)
