"""期限: what the law asks of an employer after the first day of work, for one spell as of a day, with its law and article."""

from dataclasses import dataclass
from datetime import date, timedelta

from shanhai.apps.placements.models import Placement
from shanhai.core.clocks import Clock, clock, probation_limit

DUTIES = (("contract", "contract_on"), ("insurance", "insured_on"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One duty: until when, whether it was done and when, how many days are left or over (negative) as of the day it is asked."""

    law: Clock
    due: date
    done_on: date | None
    left: int

    @property
    def state(self) -> str:
        """done · late (done after the day) · due · overdue."""
        if self.done_on is not None:
            return "done" if self.done_on <= self.due else "late"
        return "overdue" if self.left < 0 else "due"


def duties(placement: Placement, *, on: date) -> list[Duty]:
    """The clocks of a spell as of a day; one that ended before a clock ran out owes it no more, but what was late stays told."""
    found = []
    for code, column in DUTIES:
        law = clock(code, placement.started_on)
        due, done_on = law.due(placement.started_on), getattr(placement, column)
        if done_on is not None and done_on > on:
            done_on = None
        gone = placement.ended_on is not None and placement.ended_on <= due and done_on is None
        if not gone:
            end = min(on, placement.ended_on) if placement.ended_on else on
            found.append(Duty(law=law, due=due, done_on=done_on, left=(due - end).days))
    return found


def law_of(code: str, start: date) -> Clock:
    """The version of a duty's clock that counts for a first day of work."""
    return clock(code, start)


def latest_start(code: str, *, by: date) -> date:
    """The latest first day of work whose duty is due by a day: whoever began then or earlier and has not done it is near or over."""
    start = by
    while clock(code, start).due(start) > by:
        start -= timedelta(days=1)
    return start


def most_probation(placement: Placement) -> int | None:
    """The longest trial in months its contract allows (劳动合同法 §19); None before a contract is noted."""
    if not placement.contract_kind:
        return None
    return probation_limit(months=placement.contract_months, kind=placement.contract_kind)
