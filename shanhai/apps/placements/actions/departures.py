"""出发: a vehicle is planned, people get seats, somebody ticks who came, who did not and who goes instead; it leaves and arrives."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Max

from shanhai.apps.audit.actions import settled, writing
from shanhai.apps.audit.keys import secret_name
from shanhai.apps.placements.actions.letters import must_be_of_age
from shanhai.apps.placements.facts.journeys import Journey, items
from shanhai.apps.placements.models import (
    BOARDING_LIFE,
    DEPARTURE_LIFE,
    TRANSFER_LIFE,
    Boarding,
    Departure,
    Given,
    Transfer,
)
from shanhai.apps.regions.models import Pairing
from shanhai.core.desk import Actor, Power
from shanhai.core.refusal import Refusal


@settled
def plan_departure(*, pairing: Pairing, journey: Journey, by: Actor, at: datetime) -> Departure:
    """Plan a vehicle; the same name at the same hour again is brought to what is now stated while it has not left."""
    by.require(Power.RUN_TRANSFER, owners=pairing.owners)
    stated = journey.columns()
    known = Departure.objects.filter(pairing=pairing, name=journey.name, leaves_at=journey.leaves_at).first()
    with writing("departure.plan", by=by, at=at) as pen:
        if known is not None:
            _must_be(known, "planned")
            return pen.change(known, **stated)
        row = Departure(pairing=pairing, **stated)
        pen.name(row)
        row.link = secret_name(row.id, purpose="departure.link")
        return pen.add(row)


def add_to_roster(*, departure: Departure, transfers: Sequence[Transfer], by: Actor, at: datetime) -> list[Boarding]:
    """Put people on the roster in their order; when the seats are out the rest wait for one. Who is on it already stays.

    Refuses departure.other_pairing, departure.no_letter, departure.elsewhere (on another vehicle that has not left).
    """
    by.require(Power.RUN_TRANSFER, owners=departure.pairing.owners)
    _must_be(departure, "planned")
    on_it = set(departure.boardings.values_list("transfer", flat=True))
    new = [one for one in transfers if one.pk not in on_it]
    elsewhere = Boarding.objects.filter(transfer__in=new, departure__state="planned").first()
    if elsewhere is not None:
        raise Refusal("departure.elsewhere", name=elsewhere.transfer.worker.masked_name)
    for one in new:
        if one.pairing_id != departure.pairing_id:
            raise Refusal("departure.other_pairing")
        if one.state != "letter":
            raise Refusal("departure.no_letter", name=one.worker.masked_name)
        must_be_of_age(one.worker, departure.leaves_at.date())
    last = departure.boardings.aggregate(last=Max("seat"))["last"] or 0
    with writing("departure.list", by=by, at=at, about=departure) as pen:
        numbered = [(last + place + 1, one) for place, one in enumerate(new)]
        return pen.add_all(
            Boarding(departure=departure, transfer=one, seat=seat if seat <= departure.seats else None)
            for seat, one in numbered
        )


def take_off(*, boarding: Boarding, by: Actor, at: datetime) -> None:
    """Take somebody off a roster before it leaves; the letter stands and another vehicle may take them.

    Refuses departure.aboard (first note that the person did not come), audit.in_use (something was handed out, somebody went instead).
    """
    departure = boarding.departure
    by.require(Power.RUN_TRANSFER, owners=departure.pairing.owners)
    _must_be(departure, "planned")
    if boarding.state == "aboard":
        raise Refusal("departure.aboard", name=boarding.transfer.worker.masked_name)
    with writing("boarding.take_off", by=by, at=at, about=departure) as pen:
        pen.remove(boarding)


def cancel(*, departure: Departure, by: Actor, at: datetime) -> Departure:
    """Call it off before it leaves: the escort's link ends, letters stand. Twice is once."""
    by.require(Power.RUN_TRANSFER, owners=departure.pairing.owners)
    if departure.state == "cancelled":
        return departure
    state = DEPARTURE_LIFE.after(departure.state, "cancel")
    with writing("departure.cancel", by=by, at=at, about=departure) as pen:
        return pen.change(departure, state=state)


@settled
def board(*, boarding: Boarding, by: Actor, at: datetime) -> Boarding:
    """Somebody came. Twice is once; who came late after all is taken back on board. Refuses departure.full: no seat left."""
    return _mark(boarding, "board", by, at)


@settled
def miss(*, boarding: Boarding, by: Actor, at: datetime) -> Boarding:
    """Somebody did not come: the seat is free, the letter stands."""
    return _mark(boarding, "miss", by, at)


def _mark(boarding: Boarding, verb: str, by: Actor, at: datetime) -> Boarding:
    departure = boarding.departure
    by.require(Power.BOARD, owners=departure.pairing.owners)
    state = "aboard" if verb == "board" else "absent"
    if boarding.state == state:
        return boarding  # a tap that was sent again, perhaps after the vehicle left
    _must_be(departure, "planned")
    BOARDING_LIFE.after(boarding.state, verb)
    with writing(f"boarding.{verb}", by=by, at=at, about=departure) as pen:
        seat = boarding.seat if verb == "miss" else _seat(boarding)
        return pen.change(boarding, state=state, seat=seat)


def _seat(boarding: Boarding) -> int:
    """The person's own seat where nobody has taken it, else the first free one."""
    departure = boarding.departure
    others = departure.boardings.exclude(pk=boarding.pk).exclude(state="absent").exclude(seat=None)
    taken = set(others.values_list("seat", flat=True))
    free = [seat for seat in range(1, departure.seats + 1) if seat not in taken]
    if not free:
        raise Refusal("departure.full", seats=departure.seats)
    return boarding.seat if boarding.seat in free else free[0]


@settled
def substitute(*, absent: Boarding, waiting: Boarding, by: Actor, at: datetime) -> Boarding:
    """Who waits takes the seat of who did not come. The same again is once.

    Refuses departure.not_absent, departure.not_waiting, departure.seat_gone (somebody else has taken it).
    """
    departure = absent.departure
    by.require(Power.BOARD, owners=departure.pairing.owners)
    if waiting.instead_of_id == absent.pk:
        return waiting
    _must_be(departure, "planned")
    if waiting.departure_id != departure.pk or waiting.state != "listed" or waiting.seat is not None:
        raise Refusal("departure.not_waiting", name=waiting.transfer.worker.masked_name)
    if absent.state != "absent" or absent.seat is None:
        raise Refusal("departure.not_absent", name=absent.transfer.worker.masked_name)
    if departure.boardings.filter(seat=absent.seat).exclude(state="absent").exists():
        raise Refusal("departure.seat_gone", seat=absent.seat)
    with writing("boarding.substitute", by=by, at=at, about=departure) as pen:
        return pen.change(waiting, state="aboard", seat=absent.seat, instead_of=absent)


def hand_over(*, boardings: Sequence[Boarding], item: str, number: str = "", by: Actor, at: datetime) -> list[Given]:
    """Note one thing handed to each of some people; who has it already keeps it, and may get the number that was not noted then.

    Refuses departure.item, departure.number (one number, many people), departure.numbered (another number is noted).
    """
    if item not in items():
        raise Refusal("departure.item", given=item)
    if number and len(boardings) > 1:
        raise Refusal("departure.number")
    for departure in {one.departure_id: one.departure for one in boardings}.values():
        by.require(Power.BOARD, owners=departure.pairing.owners)
    have = {one.boarding_id: one for one in Given.objects.filter(boarding__in=boardings, item=item)}
    other = next((one.number for one in have.values() if number and one.number not in {"", number}), "")
    if other:
        raise Refusal("departure.numbered", number=other)
    about = boardings[0].departure if boardings else None
    with writing("boarding.give", by=by, at=at, about=about) as pen:
        if number:
            for one in have.values():
                pen.change(one, number=number)
        return pen.add_all(
            Given(boarding=one, item=item, number=number, given_at=at) for one in boardings if one.pk not in have
        )


def leave(*, departure: Departure, by: Actor, at: datetime) -> Departure:
    """It leaves: everybody aboard has departed; who did not come keeps a letter and stays to be asked. Twice is once.

    Refuses departure.unchecked while somebody with a seat is neither aboard nor absent, departure.empty, departure.too_early.
    """
    by.require(Power.BOARD, owners=departure.pairing.owners)
    if departure.state == "left":
        return departure
    state = DEPARTURE_LIFE.after(departure.state, "leave")
    rows = list(departure.boardings.select_related("transfer__worker"))
    unchecked = [one for one in rows if one.state == "listed" and one.seat is not None]
    if unchecked:
        raise Refusal("departure.unchecked", left=len(unchecked))
    aboard = [one.transfer for one in rows if one.state == "aboard"]
    if not aboard:
        raise Refusal("departure.empty")
    if at.date() < departure.leaves_at.astimezone(at.tzinfo).date():
        raise Refusal("departure.too_early", day=departure.leaves_at.date().isoformat())
    with writing("departure.leave", by=by, at=at, about=departure) as pen:
        for one in aboard:
            must_be_of_age(one.worker, at.date())
            pen.change(one, state=TRANSFER_LIFE.after(one.state, "depart"), departed_on=at.date())
        return pen.change(departure, state=state, left_at=at)


def arrive(*, departure: Departure, by: Actor, at: datetime) -> Departure:
    """It has come; the escort's link ends. Twice is once."""
    by.require(Power.BOARD, owners=departure.pairing.owners)
    if departure.state == "arrived":
        return departure
    state = DEPARTURE_LIFE.after(departure.state, "arrive")
    with writing("departure.arrive", by=by, at=at, about=departure) as pen:
        return pen.change(departure, state=state, arrived_at=at)


def _must_be(departure: Departure, state: str) -> None:
    if departure.state != state:
        raise Refusal("departure.state", state=departure.state)
