"""The computation on this machine, in this process."""

from collections.abc import Sequence

import numpy as np

from shanhai.core.matching.assign import assign
from shanhai.core.matching.facts import Market, Plan
from shanhai.core.matching.tables import Tables


def solve(market: Market, pairs: Tables, *, seed: int, objective: str, start: Sequence[int] | None = None) -> Plan:
    """Assign and prove it. `start`: what a seat of each position cost in the run before, from which the search begins."""
    prices = None if start is None else np.array(start, np.int64)
    return assign(market, pairs.listed(), seed=seed, objective=objective, start=prices)
