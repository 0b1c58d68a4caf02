"""Every write on the employer base: enter, survey, grade, list; offer, verify and close positions."""

from dataclasses import asdict
from datetime import date, datetime

from shanhai.apps.audit.actions import settled, writing
from shanhai.apps.employers.facts import Firm, Job
from shanhai.apps.employers.models import Employer, Grade, Position, Survey
from shanhai.apps.regions.models import Region
from shanhai.core.desk import Actor, Power
from shanhai.core.refusal import Refusal
from shanhai.core.spelling import initials


def _own(by: Actor, region_code: str) -> None:
    by.require(Power.WRITE_EMPLOYERS, owners=frozenset({region_code}))


@settled
def enter(*, firm: Firm, region: Region, by: Actor, at: datetime) -> Employer:
    """Put an employer into the base, or bring its columns to what is now stated (known by credit code).

    Refuses `employer.elsewhere` when another region holds the code.
    """
    _own(by, region.code)
    stated = {k: v for k, v in asdict(firm).items() if k != "code" and v not in ("", None)}
    known = Employer.objects.filter(credit_code=firm.code.value).first()
    if known is not None and known.region_id != region.code:
        raise Refusal("employer.elsewhere")
    with writing("employer.enter", by=by, at=at, about=known) as pen:
        if known is not None:
            return pen.change(known, initials=initials(firm.name), **stated)
        return pen.add(Employer(region=region, credit_code=firm.code.value, initials=initials(firm.name), **stated))


@settled
def survey(
    *,
    employer: Employer,
    round: str,
    on: date,
    outcome: str,
    willing: str = "unknown",
    found: str = "",
    by: Actor,
    at: datetime,
) -> Survey:
    """Record one visit of a round, also when nobody was there or the door stayed shut. Once a round; again changes it."""
    _own(by, employer.region_id)
    if outcome not in {"visited", "refused", "not_reached"}:
        raise Refusal("survey.outcome", given=outcome)
    if outcome != "visited":
        willing = "unknown"
    with writing("employer.survey", by=by, at=at, about=employer) as pen:
        known = Survey.objects.filter(employer=employer, round=round).first()
        values = {
            "on": on,
            "outcome": outcome,
            "willing": willing,
            "found": found,
            "visited_by": by.login,
        }
        row = pen.change(known, **values) if known else pen.add(Survey(employer=employer, round=round, **values))
        if outcome == "visited":
            pen.change(employer, willing=willing, operations=found or employer.operations)
        return row


@settled
def grade(*, employer: Employer, grade: str, year: int, assessor: str, by: Actor, at: datetime) -> Grade:
    """Record the official labour-credit grade of a year. A different grade of the same year is refused: `grade.differs`."""
    _own(by, employer.region_id)
    known = Grade.objects.filter(employer=employer, year=year).first()
    if known is not None:
        if known.grade != grade:
            raise Refusal("grade.differs", year=year)
        return known
    with writing("employer.grade", by=by, at=at, about=employer) as pen:
        return pen.add(Grade(employer=employer, grade=grade, year=year, assessor=assessor))


def enlist(*, employer: Employer, on: date, by: Actor, at: datetime) -> Employer:
    """Take a willing employer into the 对口支援企业信息库. Refuses `employer.not_willing`."""
    _own(by, employer.region_id)
    if employer.willing != "yes":
        raise Refusal("employer.not_willing", name=employer.name)
    if employer.listed_on is not None:
        return employer
    with writing("employer.list", by=by, at=at, about=employer) as pen:
        return pen.change(employer, listed_on=on)


@settled
def offer(*, employer: Employer, job: Job, on: date, by: Actor, at: datetime) -> Position:
    """Open a position, or bring a standing one (same title) to what is now stated."""
    _own(by, employer.region_id)
    stated = {k: v for k, v in asdict(job).items() if k != "employer"}
    known = Position.objects.filter(employer=employer, title=job.title).first()
    with writing("position.offer", by=by, at=at, about=employer) as pen:
        if known is not None:
            return pen.change(known, closed_on=None, **stated)
        return pen.add(Position(employer=employer, opened_on=on, verified_on=on, **stated))


def verify_position(*, position: Position, by: Actor, at: datetime) -> Position:
    """Note that the position was confirmed with the employer today."""
    _own(by, position.employer.region_id)
    with writing("position.verify", by=by, at=at, about=position) as pen:
        return pen.change(position, verified_on=at.date())


def close_position(*, position: Position, by: Actor, at: datetime) -> Position:
    """Close a position from today. Intents given for it stand until somebody talks to the person."""
    _own(by, position.employer.region_id)
    with writing("position.close", by=by, at=at, about=position) as pen:
        return pen.change(position, closed_on=at.date())
