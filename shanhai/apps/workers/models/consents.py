"""同意: what a person agreed to, for which purpose and whom; and the one wish that is kept only while its consent stands."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from shanhai.apps.audit.keys import keyring
from shanhai.apps.audit.models import Record
from shanhai.apps.workers.models.households import within
from shanhai.core.desk import Desk
from shanhai.core.vault import unseal

PURPOSES = ("intent", "contact", "training", "canteen")
KNOWN_BY = ("intent",)  # only such a consent lets the recipient read the person's row
WAYS = ("spoken", "signed", "scan", "phone")


class ConsentQuerySet(models.QuerySet["Consent"]):
    """Words for asking what a person agreed to."""

    def standing(self) -> "ConsentQuerySet":
        """Given and not withdrawn."""
        return self.filter(withdrawn_at=None)

    def visible_to(self, desk: Desk) -> "ConsentQuerySet":
        """With the person, on their own side only."""
        if within(desk) is None:
            return self.none()
        return self.filter(worker__region__in=desk.regions, worker__unit__startswith=desk.unit)


class Consent(Record):
    """What a person agreed may be known, by whom and for what; withdrawn, never deleted."""

    worker = models.ForeignKey("workers.Worker", on_delete=models.PROTECT, related_name="consents")
    purpose = models.CharField(max_length=20, choices=[(p, p) for p in PURPOSES])
    recipient = models.CharField(max_length=18, help_text="division code of an office or credit code of an employer")
    given_by = models.CharField(max_length=20, default="self", choices=[("self", "self"), ("helper", "helper")])
    giver = models.CharField(
        max_length=40, blank=True, help_text="name of the helper who gave it on the person's behalf"
    )
    way = models.CharField(max_length=10, default="spoken", choices=[(w, w) for w in WAYS])
    paper = models.CharField(max_length=80, blank=True)
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
        indexes = [  # whom a seat may know is asked by every list; it is answered from here without opening a row
            models.Index(fields=["recipient", "purpose", "worker"], condition=Q(withdrawn_at=None), name="told_to")
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.recipient}"


class ObjectionQuerySet(models.QuerySet["Objection"]):
    """Words for asking who wants no proposals made by a machine."""

    def standing(self, on: date) -> "ObjectionQuerySet":
        """Said by a day and not taken back by then."""
        return self.filter(Q(ended_on=None) | Q(ended_on__gt=on), since__lte=on)

    def visible_to(self, desk: Desk) -> "ObjectionQuerySet":
        """With the person, on their own side only."""
        if within(desk) is None:
            return self.none()
        return self.filter(worker__region__in=desk.regions, worker__unit__startswith=desk.unit)


class Objection(Record):
    """不用电脑配: from a day on a person wants no positions proposed by a machine (个人信息保护法 §24); an officer helps in person.

    A dated fact, not a wish: a wish stated later does not end it.
    """

    worker = models.ForeignKey("workers.Worker", on_delete=models.PROTECT, related_name="objections")
    since = models.DateField()
    ended_on = models.DateField(null=True, help_text="first day on which it no longer stands")

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        ordering = ("since",)
        constraints = [
            models.UniqueConstraint(fields=["worker"], condition=Q(ended_on=None), name="objection_standing_once"),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("since")), name="objection_dates_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.worker_id} {self.since}"


class CanteenWish(Record):
    """A wish about the canteen: sealed, only while a consent of that purpose stands, never listed, counted or exported."""

    PRIVATE: ClassVar[frozenset[str]] = frozenset({"said_sealed"})

    worker = models.OneToOneField("workers.Worker", on_delete=models.PROTECT, related_name="canteen_wish")
    said_sealed = models.BinaryField()

    def __str__(self) -> str:
        return self.worker_id

    def said(self) -> str:
        """Open it: for the person, and for whoever settles in one place whether a job suits."""
        return unseal(keyring(), bytes(self.said_sealed), table="workers.canteenwish", column="said", row=self.pk)
