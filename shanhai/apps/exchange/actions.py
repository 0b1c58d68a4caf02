"""Sending positions to the partner bureau, telling what changed, taking one back; receiving, answering and passing on."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from shanhai.apps.audit.actions import Pen, settled, writing
from shanhai.apps.employers.models import Position
from shanhai.apps.exchange.facts import differences, stated
from shanhai.apps.exchange.models import Answer, Dispatch, Forward, Notice, NoticeLine, Receipt
from shanhai.apps.regions.models import Pairing, Region
from shanhai.core.desk import Actor, Power
from shanhai.core.refusal import Refusal

MOST = 500  # positions a dispatch
NAMED = 5  # positions a refusal names


def _sender(by: Actor, pairing: Pairing) -> None:
    by.require(Power.WRITE_PARTNERSHIP, owners=frozenset({pairing.receiving_id}))


def _receiver(by: Actor, pairing: Pairing) -> None:
    by.require(Power.WRITE_PARTNERSHIP, owners=frozenset({pairing.sending_id}))


@settled
def send(
    *, pairing: Pairing, title: str, positions: Sequence[Position], answer_by: date, note: str = "", by: Actor, at: datetime
) -> Dispatch:  # fmt: skip
    """Send positions of one's own county to the bureau that sends workers, to be answered by a day.

    The same title with the same positions again is the same dispatch; other positions under it are refused: `dispatch.differs`.
    Refuses `dispatch.empty`, `dispatch.too_many`, `dispatch.answer_by` (before today), `dispatch.pairing` (not in force) and
    `dispatch.not_open` (closed, not listed, not verified lately, or another county's).
    """
    _sender(by, pairing)
    title = title.strip()
    known = Dispatch.objects.filter(pairing=pairing, title=title).first()
    if known is not None:
        _refuse_other(known, positions)
        return known
    _refuse(pairing, title, positions, answer_by, by, at.date())
    with writing("dispatch.send", by=by, at=at) as pen:
        row = pen.add(Dispatch(pairing=pairing, title=title, note=note.strip(), sent_at=at, answer_by=answer_by))
        notice = _next_notice(pen, row, by, at)
        pen.add_all(
            NoticeLine(notice=notice, position=one, verb=NoticeLine.Verb.OFFERED, stated=stated(one))
            for one in positions
        )
        pen.facts["dispatch"] = title
        return row


def _refuse_other(known: Dispatch, positions: Sequence[Position]) -> None:
    first = NoticeLine.objects.filter(notice__dispatch=known, notice__number=1)
    if {one.pk for one in positions} != set(first.values_list("position", flat=True)):
        raise Refusal("dispatch.differs", title=known.title)


def _refuse(
    pairing: Pairing, title: str, positions: Sequence[Position], answer_by: date, by: Actor, today: date
) -> None:
    if not title or not positions:
        raise Refusal("dispatch.empty")
    if len(positions) > MOST:
        raise Refusal("dispatch.too_many", most=MOST, given=len(positions))
    if answer_by < today:
        raise Refusal("dispatch.answer_by", day=answer_by.isoformat())
    if not Pairing.objects.in_force(today).filter(pk=pairing.pk).exists():
        raise Refusal("dispatch.pairing")
    public = Position.objects.public(on=today).filter(employer__region=by.region, pk__in=[one.pk for one in positions])
    standing = set(public.values_list("pk", flat=True))
    shut = [one.title for one in positions if one.pk not in standing]
    if shut:
        raise Refusal("dispatch.not_open", titles=shut[:NAMED], n=len(shut))


def _next_notice(pen: Pen, dispatch: Dispatch, by: Actor, at: datetime) -> Notice:
    number = dispatch.notices.count() + 1
    return pen.add(Notice(dispatch=dispatch, number=number, told_at=at, told_by=by.login))


@settled
def tell_changes(*, dispatch: Dispatch, by: Actor, at: datetime) -> Notice | None:
    """Tell what changed since the other side was last told, computed from the rows. Nothing changed: no notice, no entry."""
    _sender(by, dispatch.pairing)
    found = differences(dispatch, on=at.date())
    if not found:
        return None
    with writing("dispatch.tell", by=by, at=at, about=dispatch) as pen:
        notice = _next_notice(pen, dispatch, by, at)
        pen.add_all(
            NoticeLine(notice=notice, position=one.position, verb=one.verb, stated=stated(one.position))
            for one in found
        )
        return notice


@settled
def withdraw_position(*, dispatch: Dispatch, position: Position, reason: str, by: Actor, at: datetime) -> Notice:
    """Take one position back from a dispatch and say why. Twice is once.

    Refuses `dispatch.unknown_position` and, without a reason, `dispatch.reason`.
    """
    _sender(by, dispatch.pairing)
    line = (
        NoticeLine.objects.filter(notice__dispatch=dispatch, position=position)
        .newest()
        .select_related("notice")
        .first()
    )
    if line is None:
        raise Refusal("dispatch.unknown_position", title=position.title)
    if line.verb == NoticeLine.Verb.WITHDRAWN:
        return line.notice
    if not reason.strip():
        raise Refusal("dispatch.reason")
    with writing("dispatch.withdraw", by=by, at=at, about=dispatch) as pen:
        notice = _next_notice(pen, dispatch, by, at)
        told = {"stated": stated(position), "reason": reason.strip()}
        pen.add(NoticeLine(notice=notice, position=position, verb=NoticeLine.Verb.WITHDRAWN, **told))
        return notice


@settled
def acknowledge(*, dispatch: Dispatch, by: Actor, at: datetime) -> list[Receipt]:
    """Confirm that every notice so far was received. What is confirmed already stays as it was."""
    _receiver(by, dispatch.pairing)
    waiting = list(dispatch.notices.filter(receipt=None))
    if not waiting:
        return []
    with writing("dispatch.acknowledge", by=by, at=at, about=dispatch) as pen:
        return [pen.add(Receipt(notice=notice, received_at=at, received_by=by.login)) for notice in waiting]


@settled
def answer(
    *, dispatch: Dispatch, may_come: int, text: str = "", townships: Iterable[Region] = (), by: Actor, at: datetime
) -> Answer:
    """Answer how many people may come, and pass the dispatch on to townships of one's own county. Answering is receiving, too.

    Again corrects number and text; the time of the first answer stays. Refuses `dispatch.township` (another county's).
    """
    _receiver(by, dispatch.pairing)
    chosen = list(townships)
    foreign = [one.name for one in chosen if one.parent_id != dispatch.pairing.sending_id]
    if foreign:
        raise Refusal("dispatch.township", names=foreign[:NAMED])
    known = Answer.objects.filter(dispatch=dispatch).first()
    with writing("dispatch.answer", by=by, at=at, about=dispatch) as pen:
        acknowledge(dispatch=dispatch, by=by, at=at)
        _pass_on(pen, dispatch, chosen, at)
        said = {"may_come": may_come, "text": text.strip(), "answered_by": by.login}
        if known is not None:
            return pen.change(known, **said)
        return pen.add(Answer(dispatch=dispatch, answered_at=at, **said))


def _pass_on(pen: Pen, dispatch: Dispatch, townships: Iterable[Region], at: datetime) -> None:
    there = set(dispatch.forwards.values_list("township", flat=True))
    for township in townships:
        if township.pk not in there:
            pen.add(Forward(dispatch=dispatch, township=township, forwarded_at=at))


def receive_forward(*, forward: Forward, by: Actor, at: datetime) -> Forward:
    """Confirm in a township that what the county passed on has arrived."""
    owners = frozenset({forward.dispatch.pairing.sending_id})
    by.require(Power.READ_PARTNERSHIP, owners=owners, unit=forward.township_id)
    if not by.unit:
        raise Refusal("desk.not_allowed", power="receive_forward", role=str(by.role))
    if forward.received_at is not None:
        return forward
    with writing("dispatch.arrive", by=by, at=at, about=forward.dispatch) as pen:
        return pen.change(forward, received_at=at, received_by=by.login)
