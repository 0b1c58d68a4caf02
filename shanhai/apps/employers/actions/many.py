"""One act on many positions or employers of one's own office."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from shanhai.apps.audit.actions.many import Why, do_many
from shanhai.apps.employers.actions.positions import close_position, verify_position
from shanhai.apps.employers.actions.visits import add_to_round
from shanhai.apps.employers.models import Employer, Position, SurveyRound, ToVisit
from shanhai.core.desk import Actor, Power
from shanhai.core.refusal import Refusal


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
    """Without the power everything is refused, not left out."""
    by.require(Power.WRITE_EMPLOYERS)
    return do_many(action, rows, why, act, by=by, at=at)
