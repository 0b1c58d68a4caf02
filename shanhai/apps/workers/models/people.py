"""劳动力: one person of working age, whose number and phone are sealed to the row."""

from collections.abc import Callable
from datetime import date
from typing import Final

from django.db import models
from django.db.models import Q

from shanhai.apps.audit.keys import keyring
from shanhai.apps.audit.models import Record
from shanhai.apps.regions.models import Region
from shanhai.apps.workers.models.consents import KNOWN_BY, Consent
from shanhai.apps.workers.models.households import Household, within
from shanhai.core.dates import age_on
from shanhai.core.desk import Desk, Power, Role
from shanhai.core.vault import blind_index, unseal

REACH: Final[
    dict[Role, Callable[[Desk], Q]]
] = {}  # of seats whose people an upper ledger knows; it fills this, and else they see nobody
BY_REACH: Final = frozenset({Role.STATION})


class WorkerQuerySet(models.QuerySet["Worker"]):
    """Words for asking after people."""

    def visible_to(self, desk: Desk) -> "WorkerQuerySet":
        """Those who live where one reads; and those who agreed to be known to one's region or organisation.

        A workstation reads of those who agreed only whom it has to do with today: `REACH` says who they are.
        """
        if not desk.may(Power.READ_WORKERS):
            return self.none()
        recipients = set(desk.organisations)
        if desk.role in {Role.OFFICER, Role.AUDITOR, Role.CITY}:
            recipients |= desk.regions
        told = Consent.objects.standing().filter(recipient__in=recipients, purpose__in=KNOWN_BY)
        agreed = Q(pk__in=told.values("worker"))
        if desk.role in BY_REACH:
            reach = REACH.get(desk.role)
            return self.none() if reach is None else self.filter(agreed, reach(desk))
        inside = within(desk)
        return self.filter(agreed if inside is None else inside | agreed)  # one's own first: consents need not be read

    def search(self, text: str) -> "WorkerQuerySet":
        """By name, by pinyin initials, or by the last four characters of the citizen number."""
        text = text.strip()
        if len(text) == 4 and text[:3].isdigit():
            return self.filter(tail_index=blind_index(keyring(), text.upper(), purpose="citizen.tail"))
        if text.isascii():
            return self.filter(initials__startswith=text.lower())
        return self.filter(name__contains=text)

    def standing(self) -> "WorkerQuerySet":
        """One row a person: those whose row has not been linked to another of theirs, nor reduced to what statistics need."""
        return self.filter(merged_into=None, reduced_on=None)


class Worker(Record):
    """One person of working age on the roll. The citizen number is sealed to its row and found through a keyed index.

    `willing`, `lowest_pay` and `status` repeat what the latest dated facts say, kept by the actions that state those, so that a list of
    164,000 people is counted from one index (`roll`, which covers the list's every question) and never from the facts.
    """

    PRIVATE = frozenset(
        {"number_sealed", "number_index", "tail_index", "sequence_index", "phone_sealed", "phone_index", "birth"}
    )

    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="workers")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="workers", db_index=False)
    unit = models.CharField(max_length=12, db_index=True)
    name = models.CharField(max_length=40)
    initials = models.CharField(max_length=20, db_index=True, help_text="pinyin initials, lower case")
    birth = models.DateField()
    number_sealed = models.BinaryField()
    number_index = models.CharField(max_length=32)
    tail_index = models.CharField(max_length=32, db_index=True)
    sequence_index = models.CharField(
        max_length=32, blank=True, help_text="of the three digits of order: compared, never searched"
    )
    phone_sealed = models.BinaryField(null=True)
    phone_index = models.CharField(max_length=32, blank=True, db_index=True)
    education = models.CharField(max_length=2, blank=True, help_text="GB/T 4658 two-digit code")
    skill = models.CharField(max_length=40, blank=True)
    ability = models.CharField(max_length=10, blank=True, help_text="labour ability as the roll states it")
    willing = models.CharField(max_length=10, blank=True, help_text="of the latest wish; empty = not asked yet")
    lowest_pay = models.PositiveIntegerField(null=True, help_text="of the latest wish: fen a month")
    status = models.CharField(max_length=20, blank=True, help_text="the household's newest standing status kind")
    relation = models.CharField(max_length=2, blank=True, help_text="to the head of the household: GB/T 4761 code")
    ask_from = models.DateField(null=True, help_text="said no: first day on which to ask again")
    reduced_on = models.DateField(null=True, help_text="from this day on only what statistics need is kept")
    merged_into = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="aliases", db_index=False, db_constraint=False
    )  # no constraint: without an index of its own the database would search the whole roll for each row that goes

    objects = WorkerQuerySet.as_manager()

    class Meta:
        ordering = ("unit", "initials", "id")
        # The first index orders the list and finds a name, the second counts its facets: neither opens a row. `region` and `merged_into`
        # have none of their own: one in which nearly all rows are alike would only be chosen by mistake.
        indexes = [
            models.Index(fields=["unit", "initials", "id", "region", "merged_into", "reduced_on", "name"], name="roll"),
            models.Index(
                fields=["unit", "region", "willing", "ask_from", "status", "birth", "merged_into", "reduced_on", "lowest_pay", "id", "name", "initials"], name="roll_facets"
            ),
            models.Index(fields=["merged_into"], condition=~Q(merged_into=None), name="roll_aliases"),
        ]  # fmt: skip
        constraints = [models.UniqueConstraint(fields=["number_index", "region"], name="person_once_a_region")]

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
        if not self.number_sealed:
            return ""
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
        return f"{whole[:3]}***********{whole[-4:]}" if whole else ""

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
