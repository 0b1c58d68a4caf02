"""Members of a household: how they are related to its head, and what they can do, as dated findings."""

from datetime import date, datetime

from shanhai.apps.audit.actions import settled, writing
from shanhai.apps.workers.actions.statuses import repeat_status
from shanhai.apps.workers.facts import ABILITY, relations
from shanhai.apps.workers.models import AbilityFact, StatusFact, Worker
from shanhai.core.desk import Actor, Power
from shanhai.core.refusal import Refusal


def relate(*, worker: Worker, relation: str, by: Actor, at: datetime) -> Worker:
    """Say how a person is related to the head of the household. Refuses member.relation, and `member.head` for a second head."""
    by.require(Power.WRITE_WORKERS, owners=frozenset({worker.region_id}), unit=worker.unit)
    if relation and relation not in relations():
        raise Refusal("member.relation", given=relation)
    others = Worker.objects.standing().filter(household=worker.household_id, relation="02").exclude(pk=worker.pk)
    if relation == "02" and others.exists():
        raise Refusal("member.head")
    with writing("worker.relate", by=by, at=at, about=worker) as pen:
        return pen.change(worker, relation=relation)


@settled
def state_ability(*, worker: Worker, kind: str, since: date, paper: str, by: Actor, at: datetime) -> AbilityFact:
    """Add one finding of what a person can do from a day on; the one before ends that day. Refuses ability.kind, ability.since."""
    by.require(Power.WRITE_WORKERS, owners=frozenset({worker.region_id}), unit=worker.unit)
    if kind not in ABILITY:
        raise Refusal("ability.kind", given=kind)
    if since > at.date() or since < worker.birth:
        raise Refusal("ability.since", since=since)
    with writing("worker.ability", by=by, at=at, about=worker) as pen:
        standing = AbilityFact.objects.filter(worker=worker, since=since).first()
        if standing is not None:
            fact = pen.change(standing, kind=kind, paper=paper)
        else:
            later = AbilityFact.objects.filter(worker=worker, since__gt=since).order_by("since").first()
            for before in AbilityFact.objects.filter(worker=worker, since__lt=since, until=None):
                pen.change(before, until=since)
            until = later.since if later else None
            fact = pen.add(AbilityFact(worker=worker, kind=kind, since=since, until=until, paper=paper))
        if fact.until is None:
            pen.change(worker, ability=kind)
        return fact


def end_status(*, fact: StatusFact, until: date, paper: str, by: Actor, at: datetime) -> StatusFact:
    """End one standing fact of a household: `until` is the first day it no longer stands. Refuses status.until."""
    home = fact.household
    by.require(Power.WRITE_WORKERS, owners=frozenset({home.region_id}), unit=home.unit)
    if fact.until == until:
        return fact
    if not fact.since < until <= at.date():
        raise Refusal("status.until", since=fact.since)
    with writing("worker.status_ended", by=by, at=at, about=home) as pen:
        row = pen.change(fact, until=until, paper="；".join(one for one in (fact.paper, paper) if one)[:80])
        repeat_status(pen, [home.pk], on=at.date())
        return row
