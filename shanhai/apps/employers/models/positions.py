"""岗位: one kind of job at one employer; fresh for 60 days after it was verified, hidden from others after 90."""

from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q, Sum

from shanhai.apps.audit.models import Record
from shanhai.apps.employers.models.employers import Arrears, Employer
from shanhai.core.desk import Desk, Role

STALE = timedelta(days=60)
HIDDEN = timedelta(days=90)


def may_be_offered(on: date) -> Q:
    """Open, verified within 90 days, the employer on no wage-arrears list. One condition on the row: nothing is asked a row at a time."""
    standing = (Q(closed_on=None) | Q(closed_on__gt=on)) & Q(opened_on__lte=on, verified_on__gte=on - HIDDEN)
    return standing & ~Q(employer__credit_code__in=Arrears.objects.standing(on=on).order_by().values("credit_code"))


class PositionQuerySet(models.QuerySet["Position"]):
    """Words for asking after positions."""

    def open(self, *, on: date) -> "PositionQuerySet":
        """Opened and not closed on a day."""
        return self.filter(Q(closed_on=None) | Q(closed_on__gt=on), opened_on__lte=on)

    def current(self, *, on: date) -> "PositionQuerySet":
        """Verified within the last 90 days: what may still be shown and offered to others."""
        return self.filter(verified_on__gte=on - HIDDEN)

    def stale(self, *, on: date) -> "PositionQuerySet":
        """Open, and nobody has confirmed it with the employer for more than 60 days."""
        return self.open(on=on).filter(Q(verified_on=None) | Q(verified_on__lt=on - STALE))

    def hidden(self, *, on: date) -> "PositionQuerySet":
        """Open, and nobody has confirmed it for more than 90 days: others no longer see it."""
        return self.open(on=on).filter(Q(verified_on=None) | Q(verified_on__lt=on - HIDDEN))

    def offered(self, *, on: date) -> "PositionQuerySet":
        """What may be offered to anybody on a day: open, verified within 90 days, the employer on no wage-arrears list."""
        return self.filter(may_be_offered(on))

    def visible_to(self, desk: Desk) -> "PositionQuerySet":
        """With the employer."""
        return self.filter(employer__in=Employer.objects.visible_to(desk))

    def shown_to(self, desk: Desk) -> "PositionQuerySet":
        """As `visible_to`, without what is hidden from everybody but the employer and its own office."""
        rows = self.visible_to(desk)
        if desk.role == Role.EMPLOYER:
            return rows
        own = Q(employer__region__in=desk.regions)
        return rows.filter(own | Q(closed_on__lte=desk.today) | may_be_offered(desk.today))

    def public(self, *, on: date) -> "PositionQuerySet":
        """What anybody may read: what listed employers offer on a day."""
        return self.offered(on=on).filter(employer__listed_on__lte=on)

    def seats(self) -> int:
        """How many people the positions take: seats, not rows."""
        return self.aggregate(seats=Sum("seats"))["seats"] or 0


class Position(Record):
    """岗位: one kind of job at one employer, with its seats and what it pays and includes. Pay in fen a month.

    The employer of the base is where the work is done (用工单位). Where the worker is dispatched (劳务派遣), `dispatcher` names who signs
    the contract and pays (用人单位, 劳动合同法 §58, 59). `limits` are tags of the table of lawful limits; a limit without a tag is refused.
    """

    CANTEEN = ("none", "common", "halal")
    CONTRACT = ("", "fixed", "open_ended", "task")
    RELATION = ("", "labour", "service")

    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="positions")
    title = models.CharField(max_length=40)
    occupation = models.CharField(max_length=12, blank=True, help_text="职业分类大典 code")
    seats = models.PositiveIntegerField()
    pay_min = models.PositiveIntegerField(help_text="fen a month")
    pay_max = models.PositiveIntegerField(help_text="fen a month")
    pay_includes = models.CharField(max_length=60, blank=True)
    hours = models.PositiveSmallIntegerField(default=8, help_text="hours a day")
    shifts = models.CharField(max_length=20, blank=True)
    overtime_hours = models.PositiveSmallIntegerField(null=True, help_text="hours a month; empty = not stated")
    overtime_note = models.CharField(max_length=200, blank=True, help_text="why an officer let more than 36 stand")
    contract = models.CharField(max_length=12, blank=True, choices=[(c, c) for c in CONTRACT])
    relation = models.CharField(max_length=10, blank=True, choices=[(r, r) for r in RELATION])
    dispatcher = models.CharField(max_length=60, blank=True)
    dispatcher_code = models.CharField(max_length=18, blank=True)
    dormitory = models.BooleanField(default=False)
    couples_room = models.BooleanField(default=False)
    canteen = models.CharField(max_length=10, default="none", choices=[(c, c) for c in CANTEEN])
    insured = models.BooleanField(default=True)
    requirements = models.CharField(max_length=100, blank=True)
    limits = models.CharField(max_length=120, blank=True, help_text="tags of the table of lawful limits, by commas")
    age_min = models.PositiveSmallIntegerField(null=True, help_text="full years; only under a tag that allows it")
    age_max = models.PositiveSmallIntegerField(null=True, help_text="full years; only under a tag that allows it")
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)
    verified_on = models.DateField(null=True)
    verified_by = models.CharField(max_length=40, blank=True)

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

    def is_open(self, on: date) -> bool:
        """Opened and not closed on a day."""
        return self.opened_on <= on and (self.closed_on is None or self.closed_on > on)

    def is_stale(self, on: date) -> bool:
        """Open and not confirmed for more than 60 days."""
        return self.is_open(on) and (self.verified_on is None or self.verified_on < on - STALE)

    def is_hidden(self, on: date) -> bool:
        """Open and not confirmed for more than 90 days."""
        return self.is_open(on) and (self.verified_on is None or self.verified_on < on - HIDDEN)

    def hides_on(self) -> date | None:
        """The first day on which others no longer see it unless somebody verifies it."""
        return self.verified_on + HIDDEN + timedelta(days=1) if self.verified_on else None
