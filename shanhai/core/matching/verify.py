"""Is this plan allowed, and can none be better? Shares no code with what makes plans: it reads plan, certificate and every pair itself.

The certificate names prices: `position_price` p of a seat, `worker_rent` r of a person, `household_potential` s of a household with priority;
a missing name has 0. Where p ≥ 0, r ≥ 0 and p + r + s ≥ score for EVERY eligible pair, no plan is worth more (weak duality) than

    bound = Σ open seats·p + Σ r + Σ over households with priority [max(0, M + s) + (people − 1)·max(0, s)]

M = `priority_weight` exceeds all scores of a plan together. A plan worth M·households + score = bound is therefore best, by households first.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

type Array = npt.NDArray[np.int64]
type Flags = npt.NDArray[np.bool_]
type Faults = list[dict[str, Any]]

PRICE, RENT, POTENTIAL = "position_price", "worker_rent", "household_potential"
LARGEST = 1 << 60  # three of them stay inside 64 bits


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Case:
    """What was published, by number: who, where, and blocks of (worker, position, score[, worker_rank, position_rank])."""

    workers: Sequence[str]
    positions: Sequence[str]
    households: Sequence[str]
    household: Array  # of each worker
    priority: Flags  # of each household
    seats: Array
    reserved: Array  # of the seats, those for members of groups only
    pairs: Callable[[], Iterable[Sequence[npt.NDArray[Any]]]]

    @property
    def first_and_further(self) -> tuple[Array, Array]:
        """How many first seats (0 or 1) and how many further ones each household with priority can take."""
        size = np.bincount(self.household, minlength=len(self.priority)) * self.priority
        return np.minimum(size, 1), np.maximum(size - 1, 0)


def verify(case: Case, plan: Iterable[tuple[str, str]], certificate: Mapping[str, Any]) -> dict[str, Any]:
    """The verdict on a plan without groups: `feasible`, `optimal`, `gap` (bound less worth), `violations` with code and names."""
    faults: Faults = []
    place = places(case, plan, faults)
    chosen, highest = look_up(case, place, faults)
    check_seats(case, place, np.zeros(len(place), bool), faults)
    feasible, score = not faults, int(chosen[:, 0].clip(0).sum())
    objective = {"households": covered(case, place >= 0), "score": score}
    said(certificate, "objective", objective, faults)
    weight = priority_weight(certificate, highest * min(int((case.seats - case.reserved).sum()), len(place)), faults)
    price, rent, potential = read_prices(case, certificate, faults)
    for worker, position, gain, *_ranks in case.pairs():
        lack = gain - price[position] - rent[worker] - potential[case.household[worker]]
        tell_pairs(case, "price_too_low", worker, position, lack, faults)
    first, further = case.first_and_further
    bound = product(case.seats - case.reserved, price) + product(np.ones_like(rent), rent)
    bound += product(first, (potential + weight).clip(0)) + product(further, potential.clip(0))
    said(certificate, "bound", bound, faults)
    gap = bound - weight * objective["households"] - score
    faults += [{"code": "gap", "gap": gap}] if gap else []
    return {"feasible": feasible, "optimal": not faults, "gap": gap, "objective": objective, "violations": faults}


def places(case: Case, plan: Iterable[tuple[str, str]], faults: Faults) -> Array:
    """The position of each worker, or -1; nobody and no position unknown, nobody twice."""
    worker_of, position_of = ({name: n for n, name in enumerate(names)} for names in (case.workers, case.positions))
    place = np.full(len(case.workers), -1, np.int64)
    for worker, position in plan:
        w, p = worker_of.get(worker, -1), position_of.get(position, -1)
        if w < 0 or p < 0 or place[w] >= 0:
            code = "worker_unknown" if w < 0 else "position_unknown" if p < 0 else "worker_twice"
            faults.append({"code": code, "worker": worker, "position": position})
        else:
            place[w] = p
    return place


def look_up(case: Case, place: Array, faults: Faults) -> tuple[Array, int]:
    """Score and ranks of each worker's own pair, -1 where it is not eligible, and the highest score of all pairs."""
    chosen, highest = np.full((len(place), 3), -1, np.int64), 0
    for worker, position, *columns in case.pairs():
        own = place[worker] == position
        chosen[worker[own], : len(columns)] = np.stack([column[own] for column in columns], axis=1)
        highest = max(highest, int(columns[0].max(initial=0)))
    for w in np.flatnonzero((place >= 0) & (chosen[:, 0] < 0)).tolist():
        faults.append({"code": "not_eligible", "worker": case.workers[w], "position": case.positions[place[w]]})
    return chosen, highest


def check_seats(case: Case, place: Array, member: Flags, faults: Faults) -> None:
    """No position takes more people than it has seats, nor more who are in no group than it has open seats."""
    alone = (place >= 0) & ~member
    for code, who, seats in (("seats", place >= 0, case.seats), ("reserved", alone, case.seats - case.reserved)):
        taken = np.bincount(place[who], minlength=len(seats))
        for p in np.flatnonzero(taken > seats).tolist():
            faults.append({"code": code, "position": case.positions[p], "taken": int(taken[p]), "seats": int(seats[p])})


def covered(case: Case, who: Flags) -> int:
    """How many households with priority these people belong to."""
    return int(case.priority[np.unique(case.household[who])].sum())


def said(certificate: Mapping[str, Any], key: str, found: object, faults: Faults) -> None:
    """What the certificate says is what comes out here."""
    faults += [] if certificate[key] == found else [{"code": key, "said": certificate[key], "found": found}]


def priority_weight(certificate: Mapping[str, Any], most: int, faults: Faults) -> int:
    """M: 0 where only scores count, else more than `most`, which the scores of no plan together exceed."""
    mode, weight = certificate["mode"], certificate["priority_weight"]
    least, largest = {"lexicographic": (most + 1, LARGEST), "score": (0, 0)}.get(mode, (1, 0))
    right = type(weight) is int and least <= weight <= largest
    faults += [] if right else [{"code": "priority_weight", "mode": mode, "said": weight, "least": least}]
    return weight if right else 0


def read_prices(case: Case, part: Mapping[str, Any], faults: Faults, *, least: int = 0) -> tuple[Array, Array, Array]:
    """The vectors by number: of positions and workers, `least` or more, and of households with priority, of any sign."""
    wanted = [name if first else None for name, first in zip(case.households, case.priority.tolist(), strict=True)]
    price, rent = (read(part, key, who, least, faults) for key, who in ((PRICE, case.positions), (RENT, case.workers)))
    return price, rent, read(part, POTENTIAL, wanted, -LARGEST, faults)


def read(part: Mapping[str, Any], key: str, names: Sequence[str | None], least: int, faults: Faults) -> Array:
    """One map of a certificate. A name not among these, or a number that is not whole or out of bounds, is told and counts as 0."""
    number, vector = {name: n for n, name in enumerate(names)}, np.zeros(len(names), np.int64)
    for name, value in part[key].items():
        if name in number and type(value) is int and least <= value <= LARGEST:
            vector[number[name]] = value
        else:
            faults.append({"code": key, "name": name, "value": value})
    return vector


def tell_pairs(case: Case, code: str, worker: Array, position: Array, lack: Array, faults: Faults) -> None:
    """The pairs of one block that lack something, twenty of them at most."""
    for w, p, n in [(worker[n], position[n], int(lack[n])) for n in np.flatnonzero(lack > 0)[:20]]:
        faults.append({"code": code, "worker": case.workers[w], "position": case.positions[p], "lack": n})


def product(amount: Array, value: Array) -> int:
    """Σ amount·value, exactly."""
    return sum(a * v for a, v in zip(amount.tolist(), value.tolist(), strict=True) if v)
