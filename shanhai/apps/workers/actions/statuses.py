"""Dated facts of a household's status. They run in parallel; none is overwritten."""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import batched

from shanhai.apps.audit.actions import Pen, settled, writing
from shanhai.apps.workers.facts import newest, status_kinds
from shanhai.apps.workers.models import Household, StatusFact, Worker
from shanhai.core.desk import Actor, Power
from shanhai.core.refusal import Refusal

AT_ONCE = 500  # values in one query


@settled
def state_status(*, household: Household, kind: str, since: date, paper: str, by: Actor, at: datetime) -> StatusFact:
    """Add one dated fact of a household's status. Facts run in parallel; stating the same fact twice changes nothing."""
    by.require(Power.WRITE_WORKERS, owners=frozenset({household.region_id}), unit=household.unit)
    if kind not in status_kinds():
        raise Refusal("status.kind", given=kind)
    if since < status_kinds()[kind].in_use_since or since > at.date():
        raise Refusal("status.since", kind=kind, since=since)
    standing = StatusFact.objects.filter(household=household, kind=kind, since=since).first()
    if standing is not None:
        return standing
    with writing("worker.status", by=by, at=at, about=household) as pen:
        fact = pen.add(StatusFact(household=household, kind=kind, since=since, paper=paper))
        repeat_status(pen, [household.pk], on=at.date())
        return fact


def repeat_status(pen: Pen, households: Sequence[str], *, on: date) -> None:
    """Bring what the members' rows say of their household's status to what its facts say on a day."""
    facts: dict[str, list[tuple[str, date, date | None]]] = {home: [] for home in households}
    for part in batched(households, AT_ONCE):
        rows = StatusFact.objects.filter(household__in=part).values_list("household", "kind", "since", "until")
        for home, kind, since, until in rows:
            facts[home].append((kind, since, until))
        for worker in Worker.objects.filter(household__in=part):
            pen.change_fresh(worker, status=newest(facts[worker.household_id], on=on))
