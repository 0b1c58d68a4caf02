"""Going there and talking: trips, meetings with who came, the minutes both sides agreed, and leaflets."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from shanhai.apps.audit.models import Record
from shanhai.apps.regions.models import Pairing, Region
from shanhai.core.desk import Desk, Power


class JointQuerySet[R: models.Model](models.QuerySet[R]):
    """Rows that belong to a pairing: both sides and those above read them, nobody else."""

    def visible_to(self, desk: Desk) -> Self:
        """Under a pairing in force that the seat belongs to."""
        return self.filter(pairing__in=desk.pairings) if desk.may(Power.READ_PARTNERSHIP) else self.none()


class MeetingRowQuerySet[R: models.Model](models.QuerySet[R]):
    """Rows that hang on a meeting, and are read with it."""

    def visible_to(self, desk: Desk) -> Self:
        """Those of a meeting of one's pairings in force."""
        return self.filter(meeting__pairing__in=desk.pairings) if desk.may(Power.READ_PARTNERSHIP) else self.none()


class Trip(Record):
    """One journey of a working group from one side to the other."""

    pairing = models.ForeignKey(Pairing, on_delete=models.PROTECT, related_name="trips")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="trips", help_text="whose group it is")
    purpose = models.CharField(max_length=80)
    set_out_at = models.DateTimeField()
    arrived_at = models.DateTimeField()
    returned_on = models.DateField(null=True)
    members = models.CharField(max_length=200)

    objects = JointQuerySet["Trip"].as_manager()

    class Meta:
        ordering = ("-arrived_at",)
        constraints = [models.CheckConstraint(condition=Q(arrived_at__gte=F("set_out_at")), name="trip_in_order")]

    def __str__(self) -> str:
        return self.purpose


class LeafletRun(Record):
    """宣传画页: printed and left over are counted; handed out is their difference (bundles, not people)."""

    pairing = models.ForeignKey(Pairing, on_delete=models.PROTECT, related_name="leaflets")
    trip = models.ForeignKey(Trip, null=True, on_delete=models.PROTECT, related_name="leaflets")
    title = models.CharField(max_length=60)
    printed = models.PositiveIntegerField()
    left_over = models.PositiveIntegerField(null=True)
    counted_on = models.DateField(null=True)

    objects = JointQuerySet["LeafletRun"].as_manager()

    class Meta:
        ordering = ("title",)
        constraints = [
            models.UniqueConstraint(fields=["pairing", "title"], name="leaflet_run_once"),
            models.CheckConstraint(
                condition=Q(left_over=None) | Q(left_over__lte=F("printed")),
                name="leaflets_left_of_printed",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Meeting(Record):
    """座谈会, 宣讲会 or 会谈. The host may be a third party (the city above)."""

    class Kind(models.TextChoices):
        """What kind of meeting."""

        SYMPOSIUM = "symposium"
        BRIEFING = "briefing"
        TALKS = "talks"

    pairing = models.ForeignKey(Pairing, on_delete=models.PROTECT, related_name="meetings")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    title = models.CharField(max_length=60)
    theme = models.CharField(max_length=80, blank=True)
    host = models.CharField(max_length=60)
    place = models.CharField(max_length=60)
    held_on = models.DateField()

    objects = JointQuerySet["Meeting"].as_manager()

    class Meta:
        ordering = ("-held_on", "title")
        constraints = [models.UniqueConstraint(fields=["pairing", "title", "held_on"], name="meeting_once")]

    def __str__(self) -> str:
        return self.title


class Attendance(Record):
    """Who came to a meeting, as whom. `code` is a township's or an organisation's code where it has one."""

    class Kind(models.TextChoices):
        """What a participant comes as."""

        TOWNSHIP = "township"
        AGENCY = "agency"
        STATION = "station"
        EMPLOYER = "employer"
        BUREAU = "bureau"

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendance")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.CharField(max_length=60)
    code = models.CharField(max_length=18, blank=True)
    people = models.PositiveSmallIntegerField(default=1)
    signed = models.BooleanField(default=True)

    objects = MeetingRowQuerySet["Attendance"].as_manager()

    class Meta:
        ordering = ("kind", "code", "name")
        constraints = [models.UniqueConstraint(fields=["meeting", "kind", "name"], name="attendance_once")]

    def __str__(self) -> str:
        return self.name


class Opinion(Record):
    """What somebody said at a meeting and what follows from it, by whom and until when."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="opinions")
    said_by = models.CharField(max_length=10, choices=Attendance.Kind.choices)
    text = models.CharField(max_length=200)
    follow_up = models.CharField(max_length=120, blank=True)
    responsible = models.ForeignKey(Region, null=True, on_delete=models.PROTECT, related_name="follow_ups")
    due_on = models.DateField(null=True)
    done_on = models.DateField(null=True)

    objects = MeetingRowQuerySet["Opinion"].as_manager()

    class Meta:
        ordering = ("due_on", "id")

    def __str__(self) -> str:
        return self.text


class Minutes(Record):
    """会谈纪要: what two bureaus agreed at talks; not an agreement."""

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="minutes")
    title = models.CharField(max_length=60)
    sending_confirmed_at = models.DateTimeField(null=True)
    receiving_confirmed_at = models.DateTimeField(null=True)

    objects = MeetingRowQuerySet["Minutes"].as_manager()

    class Meta:
        verbose_name_plural = "minutes"

    def __str__(self) -> str:
        return self.title


class AgreedItemQuerySet(models.QuerySet["AgreedItem"]):
    """Words for asking after agreed items."""

    def visible_to(self, desk: Desk) -> Self:
        """With the minutes."""
        return self.filter(minutes__in=Minutes.objects.visible_to(desk))


class AgreedItem(Record):
    """One agreed field of the minutes, with the responsible person of each side and the day it is due."""

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="items")
    ordinal = models.PositiveSmallIntegerField()
    field = models.CharField(max_length=20)
    text = models.CharField(max_length=200)
    sending_person = models.CharField(max_length=40)
    receiving_person = models.CharField(max_length=40)
    due_on = models.DateField()
    done_on = models.DateField(null=True)

    objects = AgreedItemQuerySet.as_manager()

    class Meta:
        ordering = ("ordinal",)
        constraints = [models.UniqueConstraint(fields=["minutes", "field"], name="agreed_field_once")]

    def __str__(self) -> str:
        return self.field
