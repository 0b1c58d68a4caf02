"""在岗 as spells: who works where, since when, how they came, with which contract, and how and why it ended."""

from datetime import date, timedelta

from django.apps import apps
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from shanhai.apps.audit.models import Record
from shanhai.apps.employers.models import Employer
from shanhai.apps.placements.models.transfers import OPEN, Transfer
from shanhai.apps.workers.models import REACH, Consent, Worker
from shanhai.apps.workers.models.consents import KNOWN_BY
from shanhai.core.desk import Desk, Role
from shanhai.core.following import LOST_TRIES, silent_since
from shanhai.core.months import last_day


class PlacementQuerySet(models.QuerySet["Placement"]):
    """Words for asking after spells of work."""

    def standing(self, on: date) -> "PlacementQuerySet":
        """Begun and not ended on a day."""
        return self.filter(Q(ended_on=None) | Q(ended_on__gt=on), started_on__lte=on)

    def in_month(self, month: date) -> "PlacementQuerySet":
        """At work there on any day of a month."""
        return self.filter(Q(ended_on=None) | Q(ended_on__gt=month), started_on__lte=last_day(month))

    def known_to(self, employer: Employer) -> "PlacementQuerySet":
        """Of one employer, whose people agreed that it may know them from us: what its roster is prefilled with."""
        told = Consent.objects.standing().filter(
            worker=OuterRef("worker"), recipient=employer.credit_code, purpose__in=KNOWN_BY
        )
        return self.filter(Exists(told), employer=employer)

    def lost(self, on: date) -> "PlacementQuerySet":
        """失联 by the rule of `core.following`: tried often enough, and no word of any kind for long enough."""
        silent = silent_since(on)
        rows = self.standing(on).filter(tries__gte=LOST_TRIES, heard_on__lt=silent)
        heard = apps.get_model("placements.Attestation")._default_manager.filter(
            placement=OuterRef("pk"), worked=True, month__gte=silent.replace(day=1)
        )
        return rows.exclude(Exists(heard))

    def due(self, on: date) -> "PlacementQuerySet":
        """Whose next call is due by a day."""
        return self.standing(on).filter(next_on__lte=on)

    def visible_to(self, desk: Desk) -> "PlacementQuerySet":
        """With the person: where somebody works is known to whoever may know the person, and to nobody else."""
        known = Worker.objects.visible_to(desk).filter(pk=OuterRef("worker"))
        rows = self.filter(employer__region__in=desk.receivers) if desk.role == Role.STATION else self
        return rows.filter(Exists(known))  # asked of each spell: those at work are few beside the roll


class Placement(Record):
    """One spell of one person at one employer. `started_on` is the day work began (用工之日, 劳动合同法 §7).

    A contract is noted when it is known and gates nothing. `heard_on`, `tries` and `next_on` repeat what the contacts say, kept by the actions
    that note those, so that a call list is read from one index.
    """

    class Way(models.TextChoices):
        """How the person came there."""

        ORGANISED = "organised"
        OWN = "own"

    AFTER = ("home", "moved", "unknown")
    CONTRACTS = ("fixed", "open_ended", "task")

    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="placements")
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="placements")
    work = models.CharField(max_length=40, blank=True)
    place = models.CharField(
        max_length=6,
        blank=True,
        help_text="division code of where the work is done, where that is not the employer's own",
    )
    way = models.CharField(max_length=10, choices=Way.choices)
    started_on = models.DateField()
    ended_on = models.DateField(null=True, help_text="first day not at work there")
    ended_why = models.CharField(max_length=12, blank=True, help_text="code of data/ended_why.csv")
    after = models.CharField(max_length=8, blank=True, choices=[(a, a) for a in AFTER])
    pay = models.PositiveIntegerField(null=True, help_text="fen a month, as stated")
    transfer = models.OneToOneField(Transfer, null=True, on_delete=models.PROTECT, related_name="placement")
    contract_on = models.DateField(null=True, help_text="the day the written contract was signed")
    contract_kind = models.CharField(max_length=12, blank=True, choices=[(k, k) for k in CONTRACTS])
    contract_months = models.PositiveSmallIntegerField(null=True, help_text="of a fixed term")
    probation_months = models.PositiveSmallIntegerField(null=True)
    insured_on = models.DateField(null=True, help_text="the day social insurance was registered")
    heard_on = models.DateField(null=True, help_text="last day of which we know that the person worked there")
    tries = models.PositiveSmallIntegerField(default=0, help_text="days in a row on which nobody was reached")
    next_on = models.DateField(null=True, help_text="day of the next call")

    objects = PlacementQuerySet.as_manager()

    class Meta:
        ordering = ("-started_on", "id")
        constraints = [
            models.UniqueConstraint(fields=["worker", "employer", "started_on"], name="placement_once"),
            models.UniqueConstraint(fields=["worker"], condition=Q(ended_on=None), name="one_place_at_a_time"),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gt=F("started_on")), name="placement_in_order"
            ),
        ]
        indexes = [
            models.Index(fields=["next_on"], condition=Q(ended_on=None), name="calls_by_day"),
            models.Index(fields=["employer", "ended_on", "started_on"], name="staff_of_a_month"),
            models.Index(fields=["-started_on", "id"], name="newest_spells"),
        ]

    def __str__(self) -> str:
        return f"{self.started_on} {self.work}"

    @property
    def there(self) -> str:
        """Division code of the county where the work is done."""
        return self.place or self.employer.region_id


AFTERCARE = timedelta(
    days=90
)  # so long after the end of a spell, or after a way that came to nothing, somebody may still be helped on


def near_a_station(desk: Desk) -> Q:
    """Whom a workstation has to do with on a day: people on their way under its pairings, at work in the receiving counties, or just out of it."""
    since = desk.today - AFTERCARE
    ways = Transfer.objects.filter(pairing__in=desk.pairings)
    coming = ways.filter(Q(state__in=OPEN) | Q(fell_on__gt=since))
    there = Placement.objects.filter(employer__region__in=desk.receivers)
    there = there.filter(Q(ended_on=None) | Q(ended_on__gt=since))
    return Q(pk__in=coming.values("worker")) | Q(pk__in=there.values("worker"))


REACH[Role.STATION] = near_a_station
