"""出发: one vehicle on one day, who has a seat in it, who came, who did not and who went instead, and what each was given."""

from django.db import models
from django.db.models import Q

from shanhai.apps.audit.models import Record
from shanhai.apps.placements.models.transfers import BY_PAIRING, Transfer
from shanhai.apps.regions.models import Pairing
from shanhai.core.desk import Desk, Power, Role
from shanhai.core.lifecycle import LifeCycle

DEPARTURE_LIFE = LifeCycle(
    start="planned",
    moves={"leave": (("planned",), "left"), "arrive": (("left",), "arrived"), "cancel": (("planned",), "cancelled")},
)
BOARDING_LIFE = LifeCycle(
    start="listed",
    moves={
        "board": (("listed", "waiting", "absent"), "aboard"),
        "miss": (("listed", "aboard"), "absent"),
    },
)
WHOLE = BY_PAIRING | {Role.STATION}
KINDS = ("train", "coach", "plane", "car")


class DepartureQuerySet(models.QuerySet["Departure"]):
    """Words for asking after departures."""

    def visible_to(self, desk: Desk) -> "DepartureQuerySet":
        """Those somebody one may read has a seat in; the two sides read every one of their pairing."""
        if desk.may(Power.READ_TRANSFERS) and desk.role in WHOLE:
            return self.filter(pairing__in=desk.pairings)
        theirs = Boarding.objects.visible_to(desk)
        return self.filter(pk__in=theirs.values("departure"))


class Departure(Record):
    """One vehicle on one day. `link` is what the escort's phone page is reached by; it ends with the arrival."""

    PRIVATE = frozenset({"link"})

    pairing = models.ForeignKey(Pairing, on_delete=models.PROTECT, related_name="departures")
    name = models.CharField(max_length=40)
    kind = models.CharField(max_length=6, choices=[(k, k) for k in KINDS])
    number = models.CharField(max_length=20, blank=True, help_text="of the train, the flight or the plate")
    seats = models.PositiveSmallIntegerField()
    leaves_at = models.DateTimeField()
    from_place = models.CharField(max_length=40)
    to_place = models.CharField(max_length=40)
    escort = models.CharField(max_length=40)
    link = models.CharField(max_length=32, unique=True)
    state = models.CharField(max_length=10, default=DEPARTURE_LIFE.start)
    left_at = models.DateTimeField(null=True)
    arrived_at = models.DateTimeField(null=True)

    objects = DepartureQuerySet.as_manager()

    class Meta:
        ordering = ("-leaves_at",)
        constraints = [
            models.UniqueConstraint(fields=["pairing", "name", "leaves_at"], name="departure_once"),
            models.CheckConstraint(condition=Q(state__in=DEPARTURE_LIFE.states), name="departure_state_known"),
            models.CheckConstraint(condition=Q(seats__gt=0), name="departure_has_seats"),
        ]

    def __str__(self) -> str:
        return self.name


class BoardingQuerySet(models.QuerySet["Boarding"]):
    """Words for asking after a roster."""

    def visible_to(self, desk: Desk) -> "BoardingQuerySet":
        """With the person's way."""
        return self.filter(transfer__in=Transfer.objects.visible_to(desk))


class Boarding(Record):
    """One person on the roster of one vehicle. `seat` is empty for who waits for one; `instead_of` is whose seat a substitute took."""

    departure = models.ForeignKey(Departure, on_delete=models.PROTECT, related_name="boardings")
    transfer = models.ForeignKey(Transfer, on_delete=models.PROTECT, related_name="boardings")
    seat = models.PositiveSmallIntegerField(null=True)
    state = models.CharField(max_length=8, default=BOARDING_LIFE.start)
    instead_of = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="taken_by")

    objects = BoardingQuerySet.as_manager()

    class Meta:
        ordering = ("seat", "id")
        constraints = [
            models.UniqueConstraint(fields=["departure", "transfer"], name="on_a_roster_once"),
            models.UniqueConstraint(
                fields=["departure", "seat"], condition=~Q(state="absent") & ~Q(seat=None), name="one_person_a_seat"
            ),
            models.CheckConstraint(condition=Q(state__in=BOARDING_LIFE.states), name="boarding_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.seat or '-'} {self.transfer}"


class Given(Record):
    """One thing handed to one person on the way, once: an insurance policy, a card with the numbers to ring."""

    boarding = models.ForeignKey(Boarding, on_delete=models.PROTECT, related_name="given")
    item = models.CharField(max_length=12)
    number = models.CharField(max_length=40, blank=True, help_text="of the policy or the ticket")
    given_at = models.DateTimeField()

    class Meta:
        ordering = ("item",)
        verbose_name_plural = "given"
        constraints = [models.UniqueConstraint(fields=["boarding", "item"], name="given_once")]

    def __str__(self) -> str:
        return f"{self.item} {self.number}"
