"""Positions: offer, amend, verify, close, reopen. Every text, wage and hour passes the same checks on every way in."""

from datetime import date, datetime

from shanhai.apps.audit.actions import settled, writing
from shanhai.apps.employers.actions.office import own
from shanhai.apps.employers.facts import Job, faults, job_of
from shanhai.apps.employers.models import Employer, MinimumWage, Position
from shanhai.core.desk import Actor
from shanhai.core.refusal import Refusal


def _check(job: Job, employer: Employer, on: date) -> None:
    """Refuse the first of the position's faults."""
    for _column, no in faults(job, wage=MinimumWage.objects.least(employer.region_id, on=on), on=on):
        raise no


@settled
def offer(*, employer: Employer, job: Job, on: date, by: Actor, at: datetime) -> Position:
    """Open a position, or bring a standing one (same title) to what is now stated. Refuses the position's faults (see `faults`)."""
    own(by, employer.region_id)
    _check(job, employer, on)
    known = Position.objects.filter(employer=employer, title=job.title).first()
    with writing("position.offer", by=by, at=at, about=employer) as pen:
        if known is None:
            return pen.add(
                Position(employer=employer, opened_on=on, verified_on=on, verified_by=by.login, **job.stated())
            )
        again = {"closed_on": None, "verified_on": on, "verified_by": by.login} if known.closed_on else {}
        return pen.change(known, **again, **job.stated())


@settled
def amend(*, position: Position, job: Job, by: Actor, at: datetime) -> Position:
    """Bring a position to what is now stated, its title too. Refuses `position.title_taken` and the position's faults."""
    own(by, position.employer.region_id)
    _check(job, position.employer, at.date())
    others = Position.objects.filter(employer=position.employer_id, title=job.title).exclude(pk=position.pk)
    if others.exists():
        raise Refusal("position.title_taken", title=job.title)
    with writing("position.amend", by=by, at=at, about=position) as pen:
        return pen.change(position, **job.stated())


def verify_position(*, position: Position, by: Actor, at: datetime) -> Position:
    """Note that the position was confirmed with the employer today: fresh for 60 days, shown for 90."""
    own(by, position.employer.region_id)
    with writing("position.verify", by=by, at=at, about=position) as pen:
        return pen.change(position, verified_on=at.date(), verified_by=by.login)


def close_position(*, position: Position, by: Actor, at: datetime) -> Position:
    """Close a position from today; closed once, it keeps its day. Intents given for it stand until somebody talks to the person."""
    own(by, position.employer.region_id)
    if not position.is_open(at.date()):
        return position
    with writing("position.close", by=by, at=at, about=position) as pen:
        return pen.change(position, closed_on=at.date())


def reopen(*, position: Position, by: Actor, at: datetime) -> Position:
    """Open a closed position again as it stands, verified today; an open one stays. Refuses the position's faults of today."""
    own(by, position.employer.region_id)
    if position.is_open(at.date()):
        return position
    _check(job_of(position), position.employer, at.date())
    with writing("position.reopen", by=by, at=at, about=position) as pen:
        return pen.change(position, closed_on=None, verified_on=at.date(), verified_by=by.login)
