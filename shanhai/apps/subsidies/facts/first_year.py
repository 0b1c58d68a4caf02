"""头一年的补贴: what papers in force would pay somebody who goes to a position and stays twelve months, at most. Shown beside the pay, decided by nobody."""

from datetime import date, datetime
from typing import Any

from shanhai.apps.employers.models import Position
from shanhai.apps.subsidies.facts.packs import in_force
from shanhai.apps.workers.facts import newest
from shanhai.apps.workers.models import StatusFact, Worker
from shanhai.core.dates import add_months
from shanhai.core.months import month_of
from shanhai.core.policy.foresee import Foreseen, foresee

MONTHS = 12


def first_year(
    *, worker: Worker, positions: list[Position], distance_km: int | None, on: date, at: datetime
) -> dict[str, list[Foreseen]]:
    """By position: each subsidy of both governments that a person could get, with the papers it would need. What is not known stays so."""
    issuers = {worker.region_id, *(one.employer.region_id for one in positions)}
    packs = in_force(at=at, issuers=sorted(issuers))
    held = list(
        StatusFact.objects.standing(on).filter(household=worker.household_id).values_list("kind", "since", "until")
    )
    months = frozenset(add_months(month_of(on), n) for n in range(1, MONTHS + 1))
    known: dict[str, Any] = {
        "home_region": worker.region_id, "age": worker.age(on), "start_date": on, "months_worked": MONTHS, "months_total": MONTHS, "attended_months": months,
        "registered_poor": any(kind == "registered" for kind, _since, _until in held), "household_status": newest(held, on=on), "distance_km": distance_km,
    }  # fmt: skip
    then = add_months(on, MONTHS)
    return {
        one.pk: [
            each
            for pack in packs
            for each in foresee(pack, {**known, "work_region": one.employer.region_id, "insured": one.insured or None}, then)
            if each.most
        ]
        for one in positions
    }  # fmt: skip
