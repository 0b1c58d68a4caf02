"""用人单位: employers with their official grade, the wage-arrears list they may stand on, and the papers they showed."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from shanhai.apps.audit.models import Record
from shanhai.apps.regions.models import Region
from shanhai.core.desk import Desk, Power, Role

OWN = frozenset({Role.OFFICER, Role.CITY, Role.AUDITOR})


class EmployerQuerySet(models.QuerySet["Employer"]):
    """Words for asking after employers."""

    def listed(self) -> "EmployerQuerySet":
        """Those that are in the base."""
        return self.exclude(listed_on=None)

    def in_arrears(self, *, on: date) -> "EmployerQuerySet":
        """Those that stand on the wage-arrears list on a day."""
        return self.filter(credit_code__in=Arrears.objects.standing(on=on).order_by().values("credit_code"))

    def clear(self, *, on: date) -> "EmployerQuerySet":
        """Those that do not: only they are listed, offered to the public and taken to a fair."""
        return self.exclude(credit_code__in=Arrears.objects.standing(on=on).order_by().values("credit_code"))

    def visible_to(self, desk: Desk) -> "EmployerQuerySet":
        """The receiving side reads all of its own; partners read what is listed; an employer reads itself."""
        if not desk.may(Power.READ_EMPLOYERS):
            return self.none()
        if desk.role == Role.EMPLOYER:
            return self.filter(credit_code__in=desk.organisations)
        listed = Q(region__in=desk.receivers | desk.regions, listed_on__isnull=False)
        if desk.role in OWN | {Role.BOOTH}:
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


class ArrearsQuerySet(models.QuerySet["Arrears"]):
    """Words for asking after the wage-arrears list."""

    def standing(self, *, on: date) -> "ArrearsQuerySet":
        """Listed on or before a day and not removed by then."""
        return self.filter(Q(removed_on=None) | Q(removed_on__gt=on), listed_on__lte=on)

    def visible_to(self, desk: Desk) -> "ArrearsQuerySet":
        """The office that keeps it, the city above and the auditor."""
        return self.filter(region__in=desk.regions) if desk.role in OWN else self.none()


class Arrears(Record):
    """拖欠农民工工资失信联合惩戒名单 (until 2021 “黑名单”): one firm on it, by credit code, whether or not it is in our base.

    Source: 拖欠农民工工资“黑名单”管理暂行办法 (人社部规 2017 年 16 号, from 2018-01-01), since 2022-01-01
    拖欠农民工工资失信联合惩戒对象名单管理暂行办法 (人社部令第45号).
    """

    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="arrears", help_text="who entered it")
    credit_code = models.CharField(max_length=18, db_index=True)
    name = models.CharField(max_length=60)
    source = models.CharField(max_length=120, help_text="who published the list, and where")
    listed_on = models.DateField()
    removed_on = models.DateField(null=True)
    removed_source = models.CharField(max_length=120, blank=True)

    objects = ArrearsQuerySet.as_manager()

    class Meta:
        ordering = ("-listed_on", "credit_code")
        verbose_name_plural = "arrears"
        constraints = [
            models.UniqueConstraint(fields=["credit_code", "listed_on"], name="arrears_once"),
            models.CheckConstraint(
                condition=Q(removed_on=None) | Q(removed_on__gte=F("listed_on")), name="arrears_dates_in_order"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class DocumentQuerySet(models.QuerySet["Document"]):
    """Words for asking after papers."""

    def visible_to(self, desk: Desk) -> "DocumentQuerySet":
        """The office whose employer it is, the city above and the auditor; partners never."""
        return self.filter(employer__region__in=desk.regions) if desk.role in OWN else self.none()


class Document(Record):
    """A paper an employer showed: what it says of itself; the file lies sealed beside the database, under this row's id."""

    KINDS = ("licence", "dispatch", "dormitory", "safety", "other")

    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=12, choices=[(k, k) for k in KINDS])
    title = models.CharField(max_length=60)
    number = models.CharField(max_length=40, blank=True)
    valid_until = models.DateField(null=True)
    filename = models.CharField(max_length=80)
    media = models.CharField(max_length=20)
    size = models.PositiveIntegerField(help_text="bytes")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the file")
    added_by = models.CharField(max_length=40)
    added_at = models.DateTimeField()

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ("kind", "-added_at")
        constraints = [models.UniqueConstraint(fields=["employer", "digest"], name="document_once")]

    def __str__(self) -> str:
        return self.title
