"""One act on many rows: those that can are done, the others are left out with the reason. All of it is one entry, so that it is undone as one."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from shanhai.apps.audit.actions import writing
from shanhai.apps.employers.actions.positions import close_position, verify_position
from shanhai.apps.employers.actions.visits import add_to_round
from shanhai.apps.employers.models import Employer, Position, SurveyRound, ToVisit
from shanhai.core.desk import Actor, Power
from shanhai.core.refusal import Refusal

MOST = 2000  # rows of one act
type Why[R] = Callable[[R], Refusal | None]


@dataclass(frozen=True, slots=True)
class Sorted[R]:
    """What one act will do, or did: the rows that can, and those that cannot with the reason of each."""

    can: tuple[R, ...]
    left: tuple[tuple[R, Refusal], ...]


def sort_out[R](rows: Iterable[R], why: Why[R]) -> Sorted[R]:
    """Ask each row whether it can; nothing is written."""
    can: list[R] = []
    left: list[tuple[R, Refusal]] = []
    for row in rows:
        no = why(row)
        if no is None:
            can.append(row)
        else:
            left.append((row, no))
    return Sorted(tuple(can), tuple(left))


def may_verify(by: Actor, on: date) -> Why[Position]:
    """A position can be verified by its own office while it is open, once a day."""

    def why(one: Position) -> Refusal | None:
        if one.employer.region_id != by.region:
            return Refusal("bulk.elsewhere")
        if not one.is_open(on):
            return Refusal("bulk.closed")
        return Refusal("bulk.verified_today") if one.verified_on == on else None

    return why


def may_close(by: Actor, on: date) -> Why[Position]:
    """A position can be closed by its own office while it is open."""

    def why(one: Position) -> Refusal | None:
        if one.employer.region_id != by.region:
            return Refusal("bulk.elsewhere")
        return None if one.is_open(on) else Refusal("bulk.closed")

    return why


def may_join(by: Actor, of: SurveyRound) -> Why[Employer]:
    """An employer can be put on the list of a round of its own office, once."""
    standing = set(ToVisit.objects.filter(of=of).values_list("employer", flat=True))

    def why(one: Employer) -> Refusal | None:
        if one.region_id != by.region or one.region_id != of.region_id:
            return Refusal("bulk.elsewhere")
        return Refusal("bulk.on_round", title=of.title) if one.pk in standing else None

    return why


def verify_many(*, positions: Iterable[Position], by: Actor, at: datetime) -> int:
    """Note that all of these were confirmed with their employers today. Answers the entry's number, 0 where nothing was done."""
    return _do("position.verify_many", positions, may_verify(by, at.date()), lambda one: verify_position(position=one, by=by, at=at), by, at)  # fmt: skip


def close_many(*, positions: Iterable[Position], by: Actor, at: datetime) -> int:
    """Close all of these from today. Answers the entry's number, 0 where nothing was done."""
    return _do("position.close_many", positions, may_close(by, at.date()), lambda one: close_position(position=one, by=by, at=at), by, at)  # fmt: skip


def join_many(*, of: SurveyRound, employers: Iterable[Employer], by: Actor, at: datetime) -> int:
    """Put all of these on the list of a round. Answers the entry's number, 0 where nothing was done."""
    return _do("round.add_many", employers, may_join(by, of), lambda one: add_to_round(of=of, employers=[one], by=by, at=at), by, at)  # fmt: skip


def _do[R: (Position, Employer)](
    action: str, rows: Iterable[R], why: Why[R], act: Callable[[R], Any], by: Actor, at: datetime
) -> int:
    """Refuses `bulk.too_many`; without the power everything is refused, not left out."""
    by.require(Power.WRITE_EMPLOYERS)
    sorted_out = sort_out(rows, why)
    if len(sorted_out.can) > MOST:
        raise Refusal("bulk.too_many", most=MOST, given=len(sorted_out.can))
    if not sorted_out.can:
        return 0
    with writing(action, by=by, at=at) as pen:
        for row in sorted_out.can:
            act(row)
        if not pen.changes:
            return 0
        pen.facts |= {
            "done": [row.pk for row in sorted_out.can],
            "left": [[row.pk, no.code, no.facts] for row, no in sorted_out.left],
        }
        return pen.number
