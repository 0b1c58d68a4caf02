"""建档立卡劳动力: households, the people in them, and dated facts about both. No ethnicity, no religion, no sex, no health."""

from datetime import date

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from shanhai.apps.audit.keys import keyring
from shanhai.apps.audit.models import Record
from shanhai.apps.regions.models import Region
from shanhai.core.dates import age_on
from shanhai.core.desk import Desk, Power, Role
from shanhai.core.vault import blind_index, unseal


def within(desk: Desk) -> Q | None:
    """The part of the roll a seat reads by where people live; None for a seat that reads nobody by place."""
    if not desk.may(Power.READ_WORKERS):
        return None
    if desk.role in {Role.TOWNSHIP, Role.VILLAGE}:
        return Q(region=desk.actor.region, unit__startswith=desk.unit) if desk.unit else None
    if desk.role in {Role.OFFICER, Role.CITY, Role.AUDITOR}:
        return Q(region__in=desk.regions)
    return None


class HouseholdQuerySet(models.QuerySet["Household"]):
    """Words for asking after households."""

    def visible_to(self, desk: Desk) -> "HouseholdQuerySet":
        """Households of the places one reads; nobody else's."""
        inside = within(desk)
        return self.none() if inside is None else self.filter(inside)

    def having(self, kinds: frozenset[str], *, on: date) -> "HouseholdQuerySet":
        """Households with a status of one of the kinds standing on a day."""
        return self.filter(Exists(StatusFact.objects.standing(on).filter(household=OuterRef("pk"), kind__in=kinds)))


class Household(Record):
    """户: as the village roll numbers it. `unit` is the township (9 digits) or the village (12)."""

    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="households")
    number = models.CharField(max_length=20)
    unit = models.CharField(max_length=12, db_index=True)
    village = models.CharField(max_length=40)

    objects = HouseholdQuerySet.as_manager()

    class Meta:
        ordering = ("number",)
        constraints = [models.UniqueConstraint(fields=["region", "number"], name="household_once")]

    def __str__(self) -> str:
        return self.number


class StatusFactQuerySet(models.QuerySet["StatusFact"]):
    """Words for asking what stands when."""

    def standing(self, on: date) -> "StatusFactQuerySet":
        """Begun and not over on a day."""
        return self.filter(Q(until=None) | Q(until__gt=on), since__lte=on)

    def visible_to(self, desk: Desk) -> "StatusFactQuerySet":
        """With the household."""
        return self.filter(household__in=Household.objects.visible_to(desk))


class StatusFact(Record):
    """One dated fact of a household's status. Facts run in parallel; none is ever overwritten by a later one."""

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="statuses")
    kind = models.CharField(max_length=20, help_text="a code of data/status_kinds.csv")
    since = models.DateField()
    until = models.DateField(null=True, help_text="first day it no longer stands")
    paper = models.CharField(max_length=80, blank=True)

    objects = StatusFactQuerySet.as_manager()

    class Meta:
        ordering = ("since",)
        constraints = [
            models.UniqueConstraint(fields=["household", "kind", "since"], name="status_once"),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gt=F("since")), name="status_dates_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.since}"


class WorkerQuerySet(models.QuerySet["Worker"]):
    """Words for asking after people."""

    def visible_to(self, desk: Desk) -> "WorkerQuerySet":
        """Those who live where one reads; and those who agreed to be known to one's region or organisation."""
        if not desk.may(Power.READ_WORKERS):
            return self.none()
        recipients = set(desk.organisations)
        if desk.role in {Role.OFFICER, Role.AUDITOR, Role.CITY}:
            recipients |= desk.regions
        agreed = Q(pk__in=Consent.objects.standing().filter(recipient__in=recipients).values("worker"))
        inside = within(desk)
        return self.filter(agreed if inside is None else agreed | inside)

    def search(self, text: str) -> "WorkerQuerySet":
        """By name, by pinyin initials, or by the last four characters of the citizen number."""
        text = text.strip()
        if len(text) == 4 and text[:3].isdigit():
            return self.filter(tail_index=blind_index(keyring(), text.upper(), purpose="citizen.tail"))
        if text.isascii():
            return self.filter(initials__startswith=text.lower())
        return self.filter(name__contains=text)

    def standing(self) -> "WorkerQuerySet":
        """One row a person: those whose row has not been linked to another of theirs."""
        return self.filter(merged_into=None)


class Worker(Record):
    """One person of working age on the roll. The citizen number is sealed to its row and found through a keyed index.

    `willing`, `lowest_pay` and `status` repeat what the latest dated facts say, kept by the actions that state those, so that a list of
    164,000 people is counted from one index (`roll`, which covers the list's every question) and never from the facts.
    """

    PRIVATE = frozenset({"number_sealed", "number_index", "tail_index", "phone_sealed", "phone_index", "birth"})

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="workers")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="workers", db_index=False)
    unit = models.CharField(max_length=12, db_index=True)
    name = models.CharField(max_length=40)
    initials = models.CharField(max_length=20, db_index=True, help_text="pinyin initials, lower case")
    birth = models.DateField()
    number_sealed = models.BinaryField()
    number_index = models.CharField(max_length=32)
    tail_index = models.CharField(max_length=32, db_index=True)
    phone_sealed = models.BinaryField(null=True)
    phone_index = models.CharField(max_length=32, blank=True, db_index=True)
    education = models.CharField(max_length=2, blank=True, help_text="GB/T 4658 two-digit code")
    skill = models.CharField(max_length=40, blank=True)
    ability = models.CharField(max_length=10, blank=True, help_text="labour ability as the roll states it")
    willing = models.CharField(max_length=10, blank=True, help_text="of the latest wish; empty = not asked yet")
    lowest_pay = models.PositiveIntegerField(null=True, help_text="of the latest wish: fen a month")
    status = models.CharField(max_length=20, blank=True, help_text="the household's newest standing status kind")
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="aliases", db_index=False)

    objects = WorkerQuerySet.as_manager()

    class Meta:
        ordering = ("unit", "initials", "id")
        # The first index orders the list and finds a name, the second counts its facets: neither opens a row. `region` and `merged_into`
        # have none of their own: one in which nearly all rows are alike would only be chosen by mistake.
        indexes = [
            models.Index(fields=["unit", "initials", "id", "region", "merged_into", "name"], name="roll"),
            models.Index(
                fields=["unit", "region", "willing", "status", "birth", "merged_into", "lowest_pay", "id"], name="roll_facets"
            ),
            models.Index(fields=["merged_into"], condition=~Q(merged_into=None), name="roll_aliases"),
        ]  # fmt: skip
        constraints = [models.UniqueConstraint(fields=["region", "number_index"], name="person_once_a_region")]

    def __str__(self) -> str:
        return self.name

    def age(self, on: date) -> int:
        """Full years on a day."""
        return age_on(self.birth, on)

    @property
    def masked_name(self) -> str:
        """Surname, stars, last character: 马*成."""
        return self.name[0] + "*" * max(1, len(self.name) - 2) + (self.name[-1] if len(self.name) > 2 else "")

    def number(self) -> str:
        """Open the citizen number. Pages show `masked_number`; whoever shows it whole records a reveal first."""
        return unseal(
            keyring(),
            bytes(self.number_sealed),
            table="workers.worker",
            column="number",
            row=self.pk,
        )

    @property
    def masked_number(self) -> str:
        """First three, stars, last four."""
        whole = self.number()
        return f"{whole[:3]}***********{whole[-4:]}"

    def phone(self) -> str:
        """Open the phone number; empty when there is none."""
        if not self.phone_sealed:
            return ""
        return unseal(
            keyring(),
            bytes(self.phone_sealed),
            table="workers.worker",
            column="phone",
            row=self.pk,
        )

    @property
    def masked_phone(self) -> str:
        """First three, stars, last four."""
        whole = self.phone()
        return f"{whole[:3]}****{whole[-4:]}" if whole else ""


class Wish(Record):
    """What a person said they want, and when. The latest stands; earlier ones are kept."""

    class Willing(models.TextChoices):
        """Whether to go away for work."""

        YES = "yes"
        NO = "no"
        UNDECIDED = "undecided"

    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="wishes")
    willing = models.CharField(max_length=10, choices=Willing.choices)
    work = models.CharField(max_length=40, blank=True)
    lowest_pay = models.PositiveIntegerField(null=True, help_text="fen a month")
    stated_on = models.DateField()

    class Meta:
        ordering = ("-stated_on",)
        constraints = [models.UniqueConstraint(fields=["worker", "stated_on"], name="wish_once_a_day")]

    def __str__(self) -> str:
        return f"{self.willing} {self.stated_on}"


class ConsentQuerySet(models.QuerySet["Consent"]):
    """Words for asking what a person agreed to."""

    def standing(self) -> "ConsentQuerySet":
        """Given and not withdrawn."""
        return self.filter(withdrawn_at=None)


class Consent(Record):
    """What a person agreed may be known, by whom and for what; withdrawn, never deleted."""

    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="consents")
    purpose = models.CharField(max_length=20, choices=[("intent", "intent")])
    recipient = models.CharField(max_length=18, help_text="division code of an office or credit code of an employer")
    given_by = models.CharField(max_length=20, default="self", choices=[("self", "self"), ("helper", "helper")])
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["worker", "purpose", "recipient"],
                condition=Q(withdrawn_at=None),
                name="consent_standing_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.recipient}"
