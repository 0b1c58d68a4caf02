"""A spell of work: who works where already, the contract and the insurance of it, and its end. Nobody under sixteen, nobody in two places."""

from datetime import date, datetime

from django.db.models import Q

from shanhai.apps.audit.actions import settled, writing
from shanhai.apps.employers.models import Employer
from shanhai.apps.placements.facts import WORKING_AGE, Spell
from shanhai.apps.placements.facts.journeys import reasons
from shanhai.apps.placements.models import Placement
from shanhai.apps.workers.models import Worker
from shanhai.core.clocks import probation_limit
from shanhai.core.dates import age_on
from shanhai.core.desk import Actor, Power, Role
from shanhai.core.following import next_call
from shanhai.core.refusal import Refusal

BELOW = frozenset({Role.TOWNSHIP, Role.VILLAGE, Role.STATION})


@settled
def note_placement(*, worker: Worker, employer: Employer, spell: Spell, by: Actor, at: datetime) -> Placement:
    """Note a spell of work that stands already, or bring the same one (employer and first day) to what is now stated.

    Refuses placement.under_age, placement.future, placement.overlaps (`since`), desk.not_allowed.
    """
    by.require(Power.WRITE_WORKERS, owners=frozenset({worker.region_id}), unit=worker.unit)
    refuse_spell(worker=worker, employer=employer, spell=spell, at=at)
    stated = {"work": spell.work, "way": spell.way, "ended_on": spell.ended_on, "pay": spell.pay, "place": spell.place}
    with writing("placement.note", by=by, at=at, about=worker) as pen:
        known = Placement.objects.filter(worker=worker, employer=employer, started_on=spell.started_on).first()
        if known is not None:
            return pen.change(known, **stated)
        calls = {"heard_on": spell.started_on, "next_on": next_call(spell.started_on, after=at.date())}
        return pen.add(Placement(worker=worker, employer=employer, started_on=spell.started_on, **stated, **calls))


def refuse_spell(*, worker: Worker, employer: Employer, spell: Spell, at: datetime) -> None:
    """Refuse what `note_placement` would, writing nothing."""
    if age_on(worker.birth, spell.started_on) < WORKING_AGE:
        raise Refusal("placement.under_age", least=WORKING_AGE)
    if spell.started_on > at.date():
        raise Refusal("placement.future")
    others = Placement.objects.filter(worker=worker).exclude(employer=employer, started_on=spell.started_on)
    beside = others.filter(Q(ended_on=None) | Q(ended_on__gt=spell.started_on))
    if spell.ended_on is not None:
        beside = beside.filter(started_on__lt=spell.ended_on)
    if (other := beside.first()) is not None:
        raise Refusal("placement.overlaps", since=other.started_on.isoformat())


def note_contract(
    *,
    placement: Placement,
    signed_on: date,
    kind: str,
    months: int | None = None,
    probation: int = 0,
    by: Actor,
    at: datetime,
) -> Placement:
    """Note the written contract of a spell; it gates nothing and is told late when it is late (劳动合同法 §10, 82).

    `probation` in months. Refuses contract.kind, contract.months, contract.probation (§19: `most`), contract.future, contract.after_end.
    """
    at_work(placement, by)
    if kind not in Placement.CONTRACTS:
        raise Refusal("contract.kind", given=kind)
    most = probation_limit(months=months, kind=kind)
    if not 0 <= probation <= most:
        raise Refusal("contract.probation", most=most, given=probation)
    if signed_on > at.date():
        raise Refusal("contract.future")
    if placement.ended_on is not None and signed_on >= placement.ended_on:
        raise Refusal("contract.after_end", day=placement.ended_on.isoformat())
    term = months if kind == "fixed" else None
    stated = {"contract_on": signed_on, "contract_kind": kind, "contract_months": term, "probation_months": probation}
    with writing("placement.contract", by=by, at=at, about=placement) as pen:
        return pen.change(placement, **stated)


def note_insurance(*, placement: Placement, registered_on: date, by: Actor, at: datetime) -> Placement:
    """Note when social insurance was registered (社会保险法 §58). Refuses insurance.day: in the future or before the first day of work."""
    at_work(placement, by)
    if not placement.started_on <= registered_on <= at.date():
        raise Refusal("insurance.day", first=placement.started_on.isoformat())
    with writing("placement.insure", by=by, at=at, about=placement) as pen:
        return pen.change(placement, insured_on=registered_on)


def end_placement(
    *, placement: Placement, ended_on: date, why: str, after: str = "unknown", by: Actor, at: datetime
) -> Placement:
    """A spell ends, for a coded reason. `ended_on` is the first day not at work. The same end twice is one.

    Refuses placement.why, placement.after, placement.order, placement.future, placement.ended (on another day).
    """
    at_work(placement, by)
    if why not in reasons():
        raise Refusal("placement.why", given=why)
    if after not in Placement.AFTER:
        raise Refusal("placement.after", given=after)
    if placement.ended_on not in {None, ended_on}:
        raise Refusal("placement.ended", day=placement.ended_on.isoformat() if placement.ended_on else "")
    if ended_on <= placement.started_on:
        raise Refusal("placement.order")
    if ended_on > at.date():
        raise Refusal("placement.future")
    with writing("placement.end", by=by, at=at, about=placement) as pen:
        return pen.change(placement, ended_on=ended_on, ended_why=why, after=after, next_on=None)


def at_work(placement: Placement, by: Actor) -> None:
    """Who may state something about a spell: the person's own side, the office where the work is done, the employer. Refuses desk.not_allowed."""
    there, home = placement.employer.region_id, placement.worker.region_id
    if by.role == Role.EMPLOYER:
        by.require(Power.CONFIRM_ROSTER, owners=frozenset({there}))
    elif by.role in BELOW:
        by.require(Power.FOLLOW_UP, owners=frozenset({home}), unit=placement.worker.unit)
    else:
        by.require(Power.RUN_TRANSFER, owners=frozenset({there, home}))
