"""小组 and 留名额: people who go together, as an officer formed them from what they said; seats kept out of a run for groups or for later."""

from typing import Self

from django.db import models
from django.db.models import Q

from shanhai.apps.audit.models import Record
from shanhai.apps.employers.models import Position
from shanhai.apps.placements.models import Group as Formed
from shanhai.apps.regions.models import Pairing, Region
from shanhai.apps.workers.models import Worker
from shanhai.core.desk import Desk, Power

GROUP_KINDS = ("couple", "team")
RESERVE_FOR = ("groups", "later")


class GroupQuerySet(models.QuerySet["Group"]):
    """Words for asking after groups."""

    def visible_to(self, desk: Desk) -> Self:
        """The county that sends them; a township those of whom somebody lives there."""
        if not desk.may(Power.READ_MATCHES):
            return self.none()
        rows = self.filter(region__in=desk.regions)
        own = Member.objects.filter(worker__unit__startswith=desk.unit).values("group")
        return rows.filter(pk__in=own) if desk.unit else rows

    def standing(self) -> Self:
        """Not dissolved."""
        return self.filter(dissolved_at=None)


class Group(Record):
    """小组: a couple or a team that goes whole to one employer or nowhere. Who is in it does not change; another is formed instead."""

    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="groups")
    kind = models.CharField(max_length=6, choices=[(k, k) for k in GROUP_KINDS])
    name = models.CharField(max_length=40)
    leader = models.ForeignKey(Worker, null=True, on_delete=models.PROTECT, related_name="leads_groups")
    vehicle_seats = models.PositiveSmallIntegerField(
        null=True, help_text="seats of the vehicle they go by, where it is known"
    )
    formed_by = models.CharField(max_length=40)
    formed_at = models.DateTimeField()
    dissolved_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=100, blank=True, help_text="why it was dissolved")
    travels = models.OneToOneField(
        Formed, null=True, on_delete=models.PROTECT, related_name="was", help_text="the formed group it became"
    )

    objects = GroupQuerySet.as_manager()

    class Meta:
        ordering = ("kind", "name", "id")
        constraints = [models.CheckConstraint(condition=Q(kind__in=GROUP_KINDS), name="group_kind_known")]

    def __str__(self) -> str:
        return self.name


class MemberQuerySet(models.QuerySet["Member"]):
    """Words for asking who is in which group."""

    def visible_to(self, desk: Desk) -> Self:
        """One's own people."""
        if not desk.may(Power.READ_MATCHES):
            return self.none()
        return self.filter(group__region__in=desk.regions, worker__unit__startswith=desk.unit)

    def standing(self) -> Self:
        """Of groups that were not dissolved."""
        return self.filter(ended_at=None)


class Member(Record):
    """One person in one group; in one at a time."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="members")
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="memberships")
    ended_at = models.DateTimeField(null=True)

    objects = MemberQuerySet.as_manager()

    class Meta:
        ordering = ("group", "worker__unit", "worker__initials", "id")
        constraints = [
            models.UniqueConstraint(fields=["group", "worker"], name="member_once"),
            models.UniqueConstraint(fields=["worker"], condition=Q(ended_at=None), name="member_of_one_group"),
        ]

    def __str__(self) -> str:
        return f"{self.group_id} {self.worker_id}"


class ReserveQuerySet(models.QuerySet["Reserve"]):
    """Words for asking after seats kept back."""

    def visible_to(self, desk: Desk) -> Self:
        """The side that sends decides on its runs, and reads them."""
        if not desk.may(Power.READ_MATCHES):
            return self.none()
        return self.filter(pairing__sending__in=desk.regions)

    def standing(self) -> Self:
        """Not given free again."""
        return self.filter(ended_at=None)


class Reserve(Record):
    """留名额: seats of a position kept out of runs: for members of groups only, or for people who come later."""

    pairing = models.ForeignKey(Pairing, on_delete=models.PROTECT, related_name="reserves")
    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="reserves")
    purpose = models.CharField(max_length=6, choices=[(p, p) for p in RESERVE_FOR])
    seats = models.PositiveIntegerField()
    why = models.CharField(max_length=100)
    set_by = models.CharField(max_length=40)
    set_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = ReserveQuerySet.as_manager()

    class Meta:
        ordering = ("position__employer__name", "position__title", "purpose", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["pairing", "position", "purpose"], condition=Q(ended_at=None), name="reserve_once"
            ),
            models.CheckConstraint(condition=Q(purpose__in=RESERVE_FOR), name="reserve_purpose_known"),
            models.CheckConstraint(condition=Q(seats__gte=1), name="reserve_keeps_a_seat"),
        ]

    def __str__(self) -> str:
        return f"{self.position_id} {self.purpose} {self.seats}"
