"""Does a plan keep a floor, and is none that keeps it better? Shares no code with what makes plans.

A floor asks for `least` seated pairs of some people, or at some positions (published as floor.csv). The certificate's `floor` has a price λ ≥ 0
of its own. Where p ≥ 0, r ≥ 0 and p + r + s ≥ score + λ·[counted] for EVERY eligible pair, a plan with n counted pairs is worth no more than
the bound of `verify` less λ·n; and so no plan with n ≥ least more than that bound less λ·least.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from shanhai.core.matching import verify as flow
from shanhai.core.matching.verify import Array, Case, Faults, product, said


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Counted:
    """Whose pairs count, or at which positions: the names of floor.csv and which column it has."""

    column: str  # worker or position
    names: frozenset[str]


def verify_floor(
    case: Case, floor: Counted, plan: Iterable[tuple[str, str]], certificate: Mapping[str, Any]
) -> dict[str, Any]:
    """The verdict on a plan with a floor."""
    faults: Faults = []
    place = flow.places(case, plan, faults)
    chosen, highest = flow.look_up(case, place, faults)
    flow.check_seats(case, place, np.zeros(len(place), bool), faults)
    least, extra, at_worker, at_position = _terms(case, floor, certificate["floor"], faults)
    seated = np.flatnonzero(place >= 0)
    reached = int((at_worker[seated] | at_position[place[seated]]).sum())
    faults += [{"code": "floor_missed", "reached": reached, "least": least}] if reached < least else []
    feasible, score = not faults, int(chosen[:, 0].clip(0).sum())
    objective = {"households": flow.covered(case, place >= 0), "score": score}
    said(certificate, "objective", objective, faults)
    weight = flow.priority_weight(
        certificate, highest * min(int((case.seats - case.reserved).sum()), len(place)), faults
    )
    price, rent, potential = flow.read_prices(case, certificate, faults)
    for worker, position, gain, *_ranks in case.pairs():
        counts = at_worker[worker] | at_position[position]
        lack = gain + extra * counts - price[position] - rent[worker] - potential[case.household[worker]]
        flow.tell_pairs(case, "price_too_low", worker, position, lack, faults)
    bound = _bound(case, price, rent, potential, weight) - extra * least
    said(certificate, "bound", bound, faults)
    gap = bound - weight * objective["households"] - score
    faults += [{"code": "gap", "gap": gap}] if gap else []
    return {"feasible": feasible, "optimal": not faults, "gap": gap, "objective": objective, "violations": faults}


def _bound(case: Case, price: Array, rent: Array, potential: Array, weight: int) -> int:
    first, further = case.first_and_further
    seats = product(case.seats - case.reserved, price) + product(np.ones_like(rent), rent)
    return seats + product(first, (potential + weight).clip(0)) + product(further, potential.clip(0))


def _terms(
    case: Case, floor: Counted, told: Mapping[str, Any], faults: Faults
) -> tuple[int, int, npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Least and price of the floor, and which workers, or which positions, count. What cannot be right is told and counts as 0."""
    least, price = told.get("least"), told.get("price")
    right = (
        all(type(one) is int and 0 <= one <= flow.LARGEST for one in (least, price))
        and told.get("counts") == floor.column
    )
    faults += [] if right else [{"code": "floor", "said": dict(told)}]
    of = {"worker": case.workers, "position": case.positions}.get(floor.column, [])
    if unknown := sorted(floor.names - set(of))[:20]:
        faults.append({"code": "floor_unknown", "names": unknown})
    who, where = np.zeros(len(case.workers), bool), np.zeros(len(case.positions), bool)
    (who if floor.column == "worker" else where)[[n for n, name in enumerate(of) if name in floor.names]] = True
    return (int(told["least"]), int(told["price"]), who, where) if right else (0, 0, who, where)
