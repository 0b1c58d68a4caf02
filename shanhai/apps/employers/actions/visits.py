"""Visits: rounds with the list of whom to visit, and what came of every try."""

from collections.abc import Iterable
from datetime import date, datetime

from shanhai.apps.audit.actions import settled, writing
from shanhai.apps.employers.actions.office import own
from shanhai.apps.employers.facts import Visit, weigh
from shanhai.apps.employers.models import Employer, Survey, SurveyRound, ToVisit
from shanhai.apps.regions.models import Region
from shanhai.core.desk import Actor
from shanhai.core.refusal import Refusal

OUTCOMES = frozenset({"visited", "refused", "not_reached"})


@settled
def plan_round(
    *,
    region: Region,
    title: str,
    starts_on: date,
    ends_on: date,
    employers: Iterable[Employer] = (),
    note: str = "",
    by: Actor,
    at: datetime,
) -> SurveyRound:
    """Plan a round and put employers on its list; the same title again brings its days to what is now stated and adds who is missing.

    Refuses `round.dates` when it ends before it starts.
    """
    own(by, region.code)
    if ends_on < starts_on:
        raise Refusal("round.dates")
    with writing("round.plan", by=by, at=at) as pen:
        known = SurveyRound.objects.filter(region=region, title=title).first()
        values = {"starts_on": starts_on, "ends_on": ends_on, "note": note}
        row = pen.change(known, **values) if known else pen.add(SurveyRound(region=region, title=title, **values))
        add_to_round(of=row, employers=employers, by=by, at=at)
        return row


@settled
def add_to_round(*, of: SurveyRound, employers: Iterable[Employer], by: Actor, at: datetime) -> list[ToVisit]:
    """Put employers of one's own region on the list of a round; who is on it already stays once."""
    own(by, of.region_id)
    named = {employer.pk: employer for employer in employers if employer.region_id == of.region_id}
    standing = set(ToVisit.objects.filter(of=of, employer__in=named).values_list("employer", flat=True))
    with writing("round.add", by=by, at=at, about=of) as pen:
        return pen.add_all(ToVisit(of=of, employer=one) for pk, one in named.items() if pk not in standing)


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
    """Record one visit of a round, also when nobody was there or the door stayed shut. Once a round; again changes it.

    Refuses survey.outcome, and survey.future for a day that has not come.
    """
    own(by, employer.region_id)
    if outcome not in OUTCOMES:
        raise Refusal("survey.outcome", given=outcome)
    if on > at.date():
        raise Refusal("survey.future", on=on.isoformat())
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
        planned = SurveyRound.objects.filter(region=employer.region_id, title=round).first()
        if planned is not None:
            add_to_round(of=planned, employers=[employer], by=by, at=at)
        if outcome == "visited":
            pen.change(employer, operations=found or employer.operations, **_stance(employer, willing))
        return row


def _stance(employer: Employer, willing: str) -> dict[str, object]:
    """What the answer about willingness moves: a listed employer that is not sure stays; one that no longer wants to leaves the base."""
    if employer.listed_on is None:
        return {"willing": willing}
    return {"willing": "no", "listed_on": None} if willing == "no" else {}


@settled
def visit(*, employer: Employer, round: str, on: date, said: Visit, by: Actor, at: datetime) -> Survey:
    """Record the nine answers of a visit, and bring the employer and its positions to them.

    A position answered as open is verified with its seats and pay; one no longer offered is closed. The same answers again change nothing.
    Refuses what `survey` refuses, visit.position (not this employer's), and what is wrong with a position (see `faults`).
    """
    own(by, employer.region_id)
    jobs = weigh(employer, said, on=on)
    with writing("employer.survey", by=by, at=at, about=employer) as pen:
        known = Survey.objects.filter(employer=employer, round=round, on=on, outcome="visited").first()
        kept = {"answers": said.answers(), "contact": said.contact, "contact_phone": said.contact_phone}
        if known is not None and all(getattr(known, name) == value for name, value in kept.items()) and known.willing == said.willing:  # fmt: skip
            return known
        row = survey(employer=employer, round=round, on=on, outcome="visited", willing=said.willing, found=said.operations, by=by, at=at)  # fmt: skip
        pen.change(row, **kept)
        stated = {"headcount": said.headcount, "contact": said.contact, "contact_phone": said.contact_phone}
        pen.change(employer, **{name: value for name, value in stated.items() if value not in ("", None)})
        for position, job in jobs:
            if job is None:
                pen.change(position, closed_on=min(position.closed_on or on, on))
            else:
                seen = max(position.verified_on or on, on)
                pen.change(position, **job.stated(), closed_on=None, verified_on=seen, verified_by=by.login)
        return row
