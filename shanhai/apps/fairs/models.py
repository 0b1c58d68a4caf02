"""招聘会 seen from our delegation 参会团: whose fair it is, who travels, seats offered, questions asked, intents given."""

from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import F, Q, Sum

from shanhai.apps.audit.models import Record
from shanhai.apps.employers.models import Employer, Position
from shanhai.apps.outreach.models import Trip
from shanhai.apps.regions.models import Pairing, Region
from shanhai.apps.workers.models import Worker
from shanhai.core.desk import Desk, Power, Role
from shanhai.core.lifecycle import LifeCycle

DELEGATION_LIFE = LifeCycle(start="planned", moves={"open": (("planned",), "open"), "close": (("open",), "closed")})


class FairQuerySet(models.QuerySet["Fair"]):
    """Words for asking after fairs."""

    def visible_to(self, desk: Desk) -> "FairQuerySet":
        """Fairs that a delegation of one's pairings goes to, or that one's own office organises."""
        if not desk.may(Power.READ_FAIRS):
            return self.none()
        gone_to = Q(delegations__pairing__in=desk.pairings)
        return self.filter(gone_to | Q(organiser_region=desk.actor.region)).distinct()


class Fair(Record):
    """A job fair; often a third party's."""

    name = models.CharField(max_length=60)
    organiser = models.CharField(max_length=60)
    organiser_region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="fairs")
    held_on = models.DateField()
    place = models.CharField(max_length=60)

    objects = FairQuerySet.as_manager()

    class Meta:
        ordering = ("-held_on",)
        constraints = [models.UniqueConstraint(fields=["name", "held_on"], name="fair_once")]

    def __str__(self) -> str:
        return self.name


class DelegationQuerySet(models.QuerySet["Delegation"]):
    """Words for asking after delegations."""

    def visible_to(self, desk: Desk) -> Self:
        """Those under a pairing in force that the seat belongs to."""
        return self.filter(pairing__in=desk.pairings) if desk.may(Power.READ_FAIRS) else self.none()


class Delegation(Record):
    """参会团: one pairing's group at one fair."""

    fair = models.ForeignKey(Fair, on_delete=models.PROTECT, related_name="delegations")
    pairing = models.ForeignKey(Pairing, on_delete=models.PROTECT, related_name="delegations")
    trip = models.ForeignKey(Trip, null=True, on_delete=models.PROTECT, related_name="delegations")
    leader = models.CharField(max_length=40)
    state = models.CharField(max_length=10, default=DELEGATION_LIFE.start)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    objects = DelegationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["fair", "pairing"], name="delegation_once"),
            models.CheckConstraint(condition=Q(state__in=DELEGATION_LIFE.states), name="delegation_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.fair} {self.leader}"


class DelegationRowQuerySet[R: models.Model](models.QuerySet[R]):
    """What the delegation brought, counted and heard: both sides of its pairing read it."""

    def visible_to(self, desk: Desk) -> Self:
        """Under a pairing in force that the seat belongs to."""
        return self.filter(delegation__pairing__in=desk.pairings) if desk.may(Power.READ_FAIRS) else self.none()


class Booth(Record):
    """An employer at the fair: present in person, or represented by the delegation."""

    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="booths")
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="booths")
    present = models.BooleanField(default=False)

    objects = DelegationRowQuerySet["Booth"].as_manager()

    class Meta:
        ordering = ("-present", "employer__initials")
        constraints = [models.UniqueConstraint(fields=["delegation", "employer"], name="booth_once")]

    def __str__(self) -> str:
        return str(self.employer)


class SeatOffer(Record):
    """The seats of a position as offered at opening: a snapshot, so that later changes do not rewrite the fair."""

    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="offers")
    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="offers")
    seats = models.PositiveIntegerField()

    objects = DelegationRowQuerySet["SeatOffer"].as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["delegation", "position"], name="offer_once")]

    def __str__(self) -> str:
        return f"{self.position} {self.seats}"


class EnquiryQuerySet(DelegationRowQuerySet["Enquiry"]):
    """Words for counting enquiries."""

    def counted(self) -> "EnquiryQuerySet":
        """Taps not taken back."""
        return self.filter(void_at=None)

    def times(self) -> int:
        """人次: how many times somebody asked. Never people, never divided by people."""
        return self.counted().aggregate(times=Sum("times"))["times"] or 0


class Enquiry(Record):
    """咨询: a tap at a booth, or a bundle of strokes from a paper tally."""

    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="enquiries")
    source = models.CharField(max_length=5, choices=[("tap", "tap"), ("paper", "paper")])
    device = models.CharField(max_length=20)
    times = models.PositiveSmallIntegerField(default=1)
    at = models.DateTimeField()
    void_at = models.DateTimeField(null=True)

    objects = EnquiryQuerySet.as_manager()

    class Meta:
        ordering = ("at", "device")
        constraints = [
            models.UniqueConstraint(fields=["delegation", "device", "at"], name="tap_once"),
            models.CheckConstraint(condition=Q(source="paper") | Q(times=1), name="a_tap_is_one"),
        ]

    def __str__(self) -> str:
        return f"{self.device} {self.times}"


class AnswerQuerySet(models.QuerySet["AgreedAnswer"]):
    """Words for asking after agreed answers."""

    def visible_to(self, desk: Desk) -> Self:
        """Both sides of the pairing, and the booth that answers with them."""
        return self.filter(pairing__in=desk.pairings) if desk.may(Power.READ_FAIRS) else self.none()


class AgreedAnswer(Record):
    """答疑口径: how a question is answered; both sides agree to it before it is used."""

    pairing = models.ForeignKey(Pairing, on_delete=models.PROTECT, related_name="answers")
    topic = models.CharField(max_length=20)
    question = models.CharField(max_length=100)
    answer = models.CharField(max_length=300)
    sending_agreed_at = models.DateTimeField(null=True)
    receiving_agreed_at = models.DateTimeField(null=True)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        ordering = ("topic", "id")
        constraints = [models.UniqueConstraint(fields=["pairing", "question"], name="answer_once")]

    def __str__(self) -> str:
        return self.question

    @property
    def agreed(self) -> bool:
        """Whether both sides stand behind it."""
        return bool(self.sending_agreed_at and self.receiving_agreed_at)


class Question(Record):
    """A question put on the spot, answered there or to be called back about."""

    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="questions")
    topic = models.CharField(max_length=20)
    text = models.CharField(max_length=200)
    asked_at = models.DateTimeField()
    answer = models.ForeignKey(AgreedAnswer, null=True, on_delete=models.PROTECT, related_name="used_for")
    worker = models.ForeignKey(Worker, null=True, on_delete=models.PROTECT, related_name="questions")
    call_back_on = models.DateField(null=True)
    called_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=100, blank=True)

    objects = DelegationRowQuerySet["Question"].as_manager()

    class Meta:
        ordering = ("asked_at",)

    def __str__(self) -> str:
        return self.text


class IntentQuerySet(models.QuerySet["Intent"]):
    """Words for asking after intents."""

    def standing(self, at: datetime) -> "IntentQuerySet":
        """Given by then and not withdrawn by then."""
        return self.filter(Q(withdrawn_at=None) | Q(withdrawn_at__gt=at), taken_at__lte=at)

    def on_site(self, day: date) -> "IntentQuerySet":
        """Taken at the fair on its day."""
        return self.filter(taken_at__date=day)

    def visible_to(self, desk: Desk) -> "IntentQuerySet":
        """The two sides; a township its own people; an employer its own positions while consent stands."""
        if desk.role == Role.EMPLOYER:
            return self.filter(position__employer__credit_code__in=desk.organisations, withdrawn_at=None)
        if not desk.may(Power.READ_FAIRS):
            return self.none()
        rows = self.filter(delegation__pairing__in=desk.pairings)
        return rows.filter(worker__unit__startswith=desk.unit) if desk.role == Role.TOWNSHIP else rows


class Intent(Record):
    """就业意向: a person agrees, face to face, to go to one position. Withdrawable until departure."""

    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="intents")
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="intents")
    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="intents")
    source = models.CharField(max_length=6, choices=[("scan", "scan"), ("paper", "paper")])
    device = models.CharField(max_length=20, blank=True)
    taken_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_why = models.CharField(max_length=60, blank=True)

    objects = IntentQuerySet.as_manager()

    class Meta:
        ordering = ("taken_at",)
        constraints = [
            models.UniqueConstraint(
                fields=["delegation", "worker", "position"],
                condition=Q(withdrawn_at=None),
                name="intent_standing_once",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(withdrawn_at__gte=F("taken_at")),
                name="intent_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.worker} → {self.position}"
