"""在岗名单: what an employer, the person and a third party say about one month of one spell."""

from django.db import models
from django.db.models import Exists, OuterRef, Q

from shanhai.apps.audit.models import Record
from shanhai.apps.employers.models import Employer
from shanhai.apps.placements.models.spells import Placement
from shanhai.apps.workers.models import Worker
from shanhai.core.attest import SOURCES
from shanhai.core.desk import Desk, Power, Role


class RosterQuerySet(models.QuerySet["Roster"]):
    """Words for asking after rosters."""

    def visible_to(self, desk: Desk) -> "RosterQuerySet":
        """The employer its own; the bureaus those of employers that people of theirs, or employers of theirs, stand on."""
        if not desk.may(Power.READ_ROSTERS):
            return self.none()
        if desk.role == Role.EMPLOYER:
            return self.filter(employer__credit_code__in=desk.organisations)
        return self.filter(employer__region__in=desk.regions | desk.receivers)


class Roster(Record):
    """One employer's list for one month, confirmed once. Its lines are `Attestation` rows: one act, three uses."""

    WAYS = ("page", "sheet", "paper")

    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="rosters")
    month = models.DateField(help_text="the first of the month")
    way = models.CharField(max_length=6, choices=[(w, w) for w in WAYS])
    confirmed_at = models.DateTimeField()
    confirmed_by = models.CharField(max_length=40)

    objects = RosterQuerySet.as_manager()

    class Meta:
        ordering = ("-month", "employer__initials")
        constraints = [
            models.UniqueConstraint(fields=["employer", "month"], name="roster_once_a_month"),
            models.CheckConstraint(condition=Q(month__day=1), name="roster_month_begins_on_the_first"),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.employer}"


class AttestationQuerySet(models.QuerySet["Attestation"]):
    """Words for asking who says what."""

    def visible_to(self, desk: Desk) -> "AttestationQuerySet":
        """With the spell; an employer its own rosters only, never what its people say."""
        rows = self.filter(placement__in=Placement.objects.visible_to(desk))
        if desk.role == Role.EMPLOYER:
            return rows.filter(source="roster", placement__employer__credit_code__in=desk.organisations)
        return rows

    def disputed(self) -> "AttestationQuerySet":
        """Words against which another word about the same month stands."""
        others = Attestation.objects.filter(placement=OuterRef("placement"), month=OuterRef("month"))
        against = Exists(others.filter(worked=True)) & Exists(others.filter(worked=False))
        return self.filter(against, settled_at=None)


class Attestation(Record):
    """证明: one source's word that somebody worked in a month or did not. Pay in fen for that month, as that source has it.

    An employer's line carries what the written wage ledger must hold (保障农民工工资支付条例 §15): days and hours, pay due and paid.
    """

    placement = models.ForeignKey(Placement, on_delete=models.PROTECT, related_name="attestations")
    month = models.DateField(help_text="the first of the month")
    source = models.CharField(max_length=8, choices=[(s, s) for s in SOURCES])
    worked = models.BooleanField()
    pay_due = models.PositiveIntegerField(null=True, help_text="fen earned for the month, before anything is taken off")
    pay = models.PositiveIntegerField(null=True, help_text="fen paid for the month")
    paid_on = models.DateField(null=True)
    days = models.PositiveSmallIntegerField(null=True, help_text="days worked")
    overtime = models.PositiveSmallIntegerField(null=True, help_text="overtime hours")
    roster = models.ForeignKey(Roster, null=True, on_delete=models.PROTECT, related_name="lines")
    paper = models.CharField(max_length=60, blank=True, help_text="of evidence: what it is and its number")
    noted_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, help_text="a disagreement somebody has looked into")
    settled_how = models.CharField(max_length=100, blank=True)

    objects = AttestationQuerySet.as_manager()

    class Meta:
        ordering = ("-month", "source")
        constraints = [
            models.UniqueConstraint(fields=["placement", "month", "source"], name="one_word_a_source"),
            models.CheckConstraint(condition=Q(month__day=1), name="month_begins_on_the_first"),
        ]
        indexes = [models.Index(fields=["month", "source", "worked", "placement"], name="words_of_a_month")]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.source}"


class UnlistedQuerySet(models.QuerySet["Unlisted"]):
    """Words for asking after people whom a roster names and we do not know there."""

    def open(self) -> "UnlistedQuerySet":
        """Nobody has decided yet."""
        return self.filter(decided_at=None)

    def visible_to(self, desk: Desk) -> "UnlistedQuerySet":
        """With the roster; who they are on our roll is nobody's but the bureau's."""
        return self.filter(roster__in=Roster.objects.visible_to(desk))


class Unlisted(Record):
    """名单外的人: somebody on an employer's list whom we do not have at work there; an officer looks into it."""

    PRIVATE = frozenset({"tail"})

    roster = models.ForeignKey(Roster, on_delete=models.PROTECT, related_name="unlisted")
    name = models.CharField(max_length=40)
    tail = models.CharField(max_length=4, blank=True, help_text="last four of the citizen number, as the list has them")
    started_on = models.DateField(null=True)
    decided_at = models.DateTimeField(null=True)
    placement = models.ForeignKey(Placement, null=True, on_delete=models.PROTECT, related_name="recognised")
    worker = models.ForeignKey(Worker, null=True, on_delete=models.PROTECT, related_name="recognised")
    why = models.CharField(max_length=60, blank=True)

    objects = UnlistedQuerySet.as_manager()

    class Meta:
        ordering = ("roster", "name", "id")
        verbose_name_plural = "unlisted"
        constraints = [models.UniqueConstraint(fields=["roster", "name", "tail"], name="unlisted_once")]

    def __str__(self) -> str:
        return self.name
