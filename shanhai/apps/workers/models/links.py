"""本人链接: what opens the page of one person on their own phone, without an account. Given, dated, taken back."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q

from shanhai.apps.audit.models import Record
from shanhai.apps.workers.models.households import within
from shanhai.core.desk import Actor, Desk, Role


def own_login(worker_id: str) -> str:
    """The name under which what a person says through the own link stands in the log."""
    return f"worker-{worker_id}"


class OwnLinkQuerySet(models.QuerySet["OwnLink"]):
    """Words for asking after links."""

    def open(self, on: date) -> "OwnLinkQuerySet":
        """Not taken back and not run out on a day."""
        return self.filter(ended_at=None, until__gte=on)

    def visible_to(self, desk: Desk) -> "OwnLinkQuerySet":
        """With the person, on their own side only; a workstation of that side counts as it."""
        if within(desk) is None and desk.role != Role.STATION:
            return self.none()
        home = desk.regions if desk.role != Role.STATION else {desk.actor.region}
        return self.filter(worker__region__in=home, worker__unit__startswith=desk.unit)


class OwnLink(Record):
    """One link of one person. Whoever has it is taken for the person, so it says little, runs out, and is taken back in one act."""

    PRIVATE: ClassVar[frozenset[str]] = frozenset({"key"})

    worker = models.ForeignKey("workers.Worker", on_delete=models.PROTECT, related_name="own_links")
    key = models.CharField(max_length=32, unique=True)
    until = models.DateField(help_text="last day on which it opens")
    given_at = models.DateTimeField()
    given_by = models.CharField(max_length=40)
    ended_at = models.DateTimeField(null=True)

    objects = OwnLinkQuerySet.as_manager()

    class Meta:
        ordering = ("-given_at",)
        constraints = [
            models.UniqueConstraint(fields=["worker"], condition=Q(ended_at=None), name="own_link_standing_once")
        ]

    def __str__(self) -> str:
        return f"{self.worker_id} {self.until}"

    @property
    def address(self) -> str:
        """Where it leads on this site."""
        return f"/w/{self.key}/"

    def actor(self) -> Actor:
        """The person, as acts through this link are recorded."""
        who = self.worker
        return Actor(login=own_login(who.pk), name=who.masked_name, role=Role.WORKER, region=who.region_id)
