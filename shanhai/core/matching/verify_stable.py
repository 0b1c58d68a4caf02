"""Is there a worker and a position that would rather have each other (Gale and Shapley 1962)? Shares no code with what makes plans.

A pair blocks a plan where the worker prefers the position to their own place (any place to none), and the position has an open seat or
prefers the worker to somebody it took. Rank 1 is the best; equal ranks are no preference. A stable plan has no such pair.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from shanhai.core.matching.verify import Case, Faults, check_seats, covered, look_up, places, said, tell_pairs

NOBODY = np.iinfo(np.int64).max


def verify_stable(case: Case, plan: Iterable[tuple[str, str]], certificate: Mapping[str, Any]) -> dict[str, Any]:
    """The verdict on a stable plan; its `gap` is the number of pairs that block it."""
    faults: Faults = []
    place = places(case, plan, faults)
    chosen, _highest = look_up(case, place, faults)
    check_seats(case, place, np.zeros(len(place), bool), faults)
    feasible = not faults
    objective = {"households": covered(case, place >= 0), "score": int(chosen[:, 0].clip(0).sum())}
    said(certificate, "objective", objective, faults)
    have = place >= 0
    own = np.where(have, chosen[:, 1], NOBODY)
    full = np.bincount(place[have], minlength=len(case.seats)) >= case.seats - case.reserved
    last = np.full(len(case.seats), -1, np.int64)
    np.maximum.at(last, place[have], chosen[have, 2])
    last[~full] = NOBODY
    blocking = 0
    for worker, position, _score, worker_rank, position_rank in case.pairs():
        blocks = (worker_rank < own[worker]) & (position_rank < last[position])
        blocking += int(blocks.sum())
        tell_pairs(case, "blocking", worker, position, blocks.astype(np.int64), faults)
    return {"feasible": feasible, "optimal": not faults, "gap": blocking, "objective": objective, "violations": faults}
