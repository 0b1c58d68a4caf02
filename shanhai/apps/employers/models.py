"""对口支援企业信息库: employers surveyed and willing, their official grade, and the positions they offer."""

from datetime import date

from django.db import models
from django.db.models import F, Q, Sum

from shanhai.apps.audit.models import Record
from shanhai.apps.regions.models import Region
from shanhai.core.desk import Desk, Power, Role


class EmployerQuerySet(models.QuerySet["Employer"]):
    """Words for asking after employers."""

    def listed(self) -> "EmployerQuerySet":
        """Those that are in the base."""
        return self.exclude(listed_on=None)

    def visible_to(self, desk: Desk) -> "EmployerQuerySet":
        """The receiving side reads all of its own; partners read what is listed; an employer reads itself."""
        if not desk.may(Power.READ_EMPLOYERS):
            return self.none()
        if desk.role == Role.EMPLOYER:
            return self.filter(credit_code__in=desk.organisations)
        listed = Q(region__in=desk.receivers | desk.regions, listed_on__isnull=False)
        if desk.role in {Role.OFFICER, Role.CITY, Role.AUDITOR, Role.BOOTH}:
            return self.filter(Q(region__in=desk.regions) | listed)
        return self.filter(listed)

    def search(self, text: str) -> "EmployerQuerySet":
        """By name, pinyin initials or credit code."""
        text = text.strip()
        if text.isascii():
            return self.filter(Q(initials__startswith=text.lower()) | Q(credit_code__startswith=text.upper()))
        return self.filter(name__contains=text)


class Employer(Record):
    """用人单位. `listed_on` is the day it entered the base; empty = surveyed only."""

    PRIVATE = frozenset({"contact_phone"})

    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="employers")
    credit_code = models.CharField(max_length=18, unique=True)
    name = models.CharField(max_length=60)
    initials = models.CharField(max_length=40, db_index=True)
    industry = models.CharField(max_length=30, blank=True)
    address = models.CharField(max_length=100, blank=True)
    headcount = models.PositiveIntegerField(null=True)
    operations = models.CharField(max_length=200, blank=True, help_text="经营状况 as the survey found it")
    contact = models.CharField(max_length=40, blank=True)
    contact_phone = models.CharField(max_length=20, blank=True)
    willing = models.CharField(max_length=10, default="unknown", choices=[(w, w) for w in ("yes", "no", "unknown")])
    listed_on = models.DateField(null=True)

    objects = EmployerQuerySet.as_manager()

    class Meta:
        ordering = ("initials", "id")
        constraints = [
            models.CheckConstraint(condition=Q(listed_on=None) | Q(willing="yes"), name="only_the_willing_are_listed")
        ]

    def __str__(self) -> str:
        return self.name


class Survey(Record):
    """One try to visit one employer in one round: visited, refused, or not reached (never left out)."""

    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="surveys")
    round = models.CharField(max_length=30)
    on = models.DateField()
    outcome = models.CharField(max_length=12, choices=[(o, o) for o in ("visited", "refused", "not_reached")])
    willing = models.CharField(max_length=10, default="unknown", choices=[(w, w) for w in ("yes", "no", "unknown")])
    found = models.CharField(max_length=200, blank=True)
    visited_by = models.CharField(max_length=40)

    class Meta:
        ordering = ("-on",)
        constraints = [models.UniqueConstraint(fields=["employer", "round"], name="survey_once_a_round")]

    def __str__(self) -> str:
        return f"{self.round} {self.outcome}"


class Grade(Record):
    """劳动保障诚信等级: the official labour-credit grade, with who assessed it and for which year."""

    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="grades")
    grade = models.CharField(max_length=1, choices=[(g, g) for g in "ABC"])
    year = models.PositiveSmallIntegerField()
    assessor = models.CharField(max_length=60)

    class Meta:
        ordering = ("-year",)
        constraints = [models.UniqueConstraint(fields=["employer", "year"], name="grade_once_a_year")]

    def __str__(self) -> str:
        return f"{self.grade} {self.year}"


class PositionQuerySet(models.QuerySet["Position"]):
    """Words for asking after positions."""

    def open(self, *, on: date) -> "PositionQuerySet":
        """Opened and not closed on a day."""
        return self.filter(Q(closed_on=None) | Q(closed_on__gt=on), opened_on__lte=on)

    def visible_to(self, desk: Desk) -> "PositionQuerySet":
        """With the employer."""
        return self.filter(employer__in=Employer.objects.visible_to(desk))

    def public(self, *, on: date) -> "PositionQuerySet":
        """What anybody may read: open positions of listed employers."""
        return self.open(on=on).filter(employer__listed_on__lte=on)

    def seats(self) -> int:
        """How many people the positions take: seats, not rows."""
        return self.aggregate(seats=Sum("seats"))["seats"] or 0


class Position(Record):
    """岗位: one kind of job at one employer, with its seats and what it pays and includes. Pay in fen a month."""

    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="positions")
    title = models.CharField(max_length=40)
    occupation = models.CharField(max_length=12, blank=True, help_text="职业分类大典 code")
    seats = models.PositiveIntegerField()
    pay_min = models.PositiveIntegerField(help_text="fen a month")
    pay_max = models.PositiveIntegerField(help_text="fen a month")
    pay_includes = models.CharField(max_length=60, blank=True)
    hours = models.PositiveSmallIntegerField(default=8, help_text="hours a day")
    shifts = models.CharField(max_length=20, blank=True)
    dormitory = models.BooleanField(default=False)
    couples_room = models.BooleanField(default=False)
    canteen = models.CharField(max_length=10, default="none", choices=[(c, c) for c in ("none", "common", "halal")])
    insured = models.BooleanField(default=True)
    requirements = models.CharField(max_length=100, blank=True)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)
    verified_on = models.DateField(null=True)

    objects = PositionQuerySet.as_manager()

    class Meta:
        ordering = ("employer__initials", "title", "id")
        constraints = [
            models.UniqueConstraint(fields=["employer", "title"], name="position_once"),
            models.CheckConstraint(condition=Q(seats__gt=0), name="position_has_seats"),
            models.CheckConstraint(condition=Q(pay_max__gte=F("pay_min")), name="position_pay_in_order"),
        ]

    def __str__(self) -> str:
        return self.title
