"""Trips, meetings, minutes and leaflets: recorded once, confirmed by both sides where both must."""

from collections.abc import Iterable
from datetime import date, datetime

from shanhai.apps.audit.actions import settled, writing
from shanhai.apps.outreach.models import (
    AgreedItem,
    Attendance,
    LeafletRun,
    Meeting,
    Minutes,
    Opinion,
    Trip,
)
from shanhai.apps.regions.models import Pairing, Region
from shanhai.core.desk import Actor, Power
from shanhai.core.refusal import Refusal


def _joint(by: Actor, pairing: Pairing) -> None:
    by.require(Power.WRITE_PARTNERSHIP, owners=pairing.owners)


def travel(
    *,
    pairing: Pairing,
    purpose: str,
    set_out_at: datetime,
    arrived_at: datetime,
    members: str,
    by: Actor,
    at: datetime,
) -> Trip:
    """Record a journey of the acting side's working group. The same setting out again is the same journey; refuses `trip.order`."""
    _joint(by, pairing)
    if arrived_at < set_out_at:
        raise Refusal("trip.order")
    known = Trip.objects.filter(pairing=pairing, region=by.region, set_out_at=set_out_at, purpose=purpose).first()
    if known is not None:
        return known
    with writing("trip.record", by=by, at=at) as pen:
        return pen.add(
            Trip(
                pairing=pairing,
                region_id=by.region,
                purpose=purpose,
                set_out_at=set_out_at,
                arrived_at=arrived_at,
                members=members,
            )
        )


def print_leaflets(
    *, pairing: Pairing, trip: Trip | None, title: str, printed: int, by: Actor, at: datetime
) -> LeafletRun:
    """Record a print run of leaflets. The same title again is the same run; another number of it is refused: `leaflets.differs`."""
    _joint(by, pairing)
    known = LeafletRun.objects.filter(pairing=pairing, title=title).first()
    if known is not None:
        if known.printed != printed:
            raise Refusal("leaflets.differs", title=title, standing=known.printed, given=printed)
        return known
    with writing("leaflets.print", by=by, at=at) as pen:
        return pen.add(LeafletRun(pairing=pairing, trip=trip, title=title, printed=printed))


def count_leaflets(*, run: LeafletRun, left_over: int, by: Actor, at: datetime) -> LeafletRun:
    """Count what came back; the rest was handed out. Refuses `leaflets.more_left` than were printed."""
    _joint(by, run.pairing)
    if not 0 <= left_over <= run.printed:
        raise Refusal("leaflets.more_left", printed=run.printed, left_over=left_over)
    with writing("leaflets.count", by=by, at=at, about=run) as pen:
        return pen.change(run, left_over=left_over, counted_on=at.date())


@settled
def meet(
    *,
    pairing: Pairing,
    kind: str,
    title: str,
    theme: str = "",
    host: str,
    place: str,
    held_on: date,
    by: Actor,
    at: datetime,
) -> Meeting:
    """Record a meeting; the same title on the same day is the same meeting."""
    _joint(by, pairing)
    known = Meeting.objects.filter(pairing=pairing, title=title, held_on=held_on).first()
    if known is not None:
        return known
    with writing("meeting.hold", by=by, at=at) as pen:
        return pen.add(
            Meeting(
                pairing=pairing,
                kind=kind,
                title=title,
                theme=theme,
                host=host,
                place=place,
                held_on=held_on,
            )
        )


@settled
def attend(
    *,
    meeting: Meeting,
    kind: str,
    name: str,
    code: str = "",
    people: int = 1,
    signed: bool = True,
    by: Actor,
    at: datetime,
) -> Attendance:
    """Note who came. The same participant twice is one attendance; a signature found later is added."""
    _joint(by, meeting.pairing)
    with writing("meeting.attend", by=by, at=at, about=meeting) as pen:
        known = Attendance.objects.filter(meeting=meeting, kind=kind, name=name).first()
        if known is not None:
            return pen.change(known, people=max(people, known.people), signed=known.signed or signed)
        return pen.add(Attendance(meeting=meeting, kind=kind, name=name, code=code, people=people, signed=signed))


def attend_all(
    *, meeting: Meeting, kind: str, who: Iterable[tuple[str, str]], by: Actor, at: datetime
) -> list[Attendance]:
    """Note in one act that several came, each by name and code."""
    _joint(by, meeting.pairing)
    with writing("meeting.attend", by=by, at=at, about=meeting):
        return [attend(meeting=meeting, kind=kind, name=name, code=code, by=by, at=at) for name, code in who]


def hear(
    *,
    meeting: Meeting,
    said_by: str,
    text: str,
    follow_up: str = "",
    responsible: Region | None = None,
    due_on: date | None = None,
    by: Actor,
    at: datetime,
) -> Opinion:
    """Note an opinion; what follows from it has somebody responsible and a day, or is refused: `opinion.unowned`.

    The same words from the same kind of participant are the same opinion; what follows from it is then brought to what is now said.
    """
    _joint(by, meeting.pairing)
    if follow_up and (responsible is None or due_on is None):
        raise Refusal("opinion.unowned")
    with writing("meeting.hear", by=by, at=at, about=meeting) as pen:
        known = Opinion.objects.filter(meeting=meeting, said_by=said_by, text=text).first()
        if known is not None:
            return pen.change(known, follow_up=follow_up, responsible=responsible, due_on=due_on)
        return pen.add(
            Opinion(
                meeting=meeting,
                said_by=said_by,
                text=text,
                follow_up=follow_up,
                responsible=responsible,
                due_on=due_on,
            )
        )


def follow_up_done(*, opinion: Opinion, by: Actor, at: datetime) -> Opinion:
    """Tick off what followed from an opinion; only the responsible side may."""
    by.require(Power.WRITE_PARTNERSHIP, owners=frozenset({opinion.responsible_id or ""}))
    with writing("opinion.done", by=by, at=at, about=opinion) as pen:
        return pen.change(opinion, done_on=at.date())


def draw_up_minutes(*, meeting: Meeting, title: str, by: Actor, at: datetime) -> Minutes:
    """Open the minutes of talks; they bind when both sides have confirmed them. A meeting has one set of minutes."""
    _joint(by, meeting.pairing)
    with writing("minutes.draw_up", by=by, at=at, about=meeting) as pen:
        known = Minutes.objects.filter(meeting=meeting).first()
        return known or pen.add(Minutes(meeting=meeting, title=title))


def agree_item(
    *,
    minutes: Minutes,
    field: str,
    text: str,
    sending_person: str,
    receiving_person: str,
    due_on: date,
    by: Actor,
    at: datetime,
) -> AgreedItem:
    """Add one agreed field with both sides' responsible persons and its day, or reword the field that stands.

    Minutes that a side has confirmed take no more: `minutes.confirmed`.
    """
    _joint(by, minutes.meeting.pairing)
    if minutes.sending_confirmed_at or minutes.receiving_confirmed_at:
        raise Refusal("minutes.confirmed")
    if not sending_person or not receiving_person:
        raise Refusal("minutes.responsible", field=field)
    stated = {"text": text, "sending_person": sending_person, "receiving_person": receiving_person, "due_on": due_on}
    with writing("minutes.agree", by=by, at=at, about=minutes) as pen:
        known = AgreedItem.objects.filter(minutes=minutes, field=field).first()
        if known is not None:
            return pen.change(known, **stated)
        ordinal = minutes.items.count() + 1
        return pen.add(AgreedItem(minutes=minutes, ordinal=ordinal, field=field, **stated))


def confirm_minutes(*, minutes: Minutes, by: Actor, at: datetime) -> Minutes:
    """Confirm for the acting side; both must. Confirming again changes nothing."""
    pairing = minutes.meeting.pairing
    _joint(by, pairing)
    side = "sending_confirmed_at" if by.region == pairing.sending_id else "receiving_confirmed_at"
    if getattr(minutes, side):
        return minutes
    with writing("minutes.confirm", by=by, at=at, about=minutes) as pen:
        return pen.change(minutes, **{side: at})


def item_done(*, item: AgreedItem, by: Actor, at: datetime) -> AgreedItem:
    """Tick off an agreed item."""
    _joint(by, item.minutes.meeting.pairing)
    with writing("minutes.item_done", by=by, at=at, about=item) as pen:
        return pen.change(item, done_on=at.date())
