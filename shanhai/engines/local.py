"""The computation on this machine, in this process. What computes is imported when it is needed: compiled code takes a second to load."""

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from shanhai.core.matching.facts import Market, Plan
from shanhai.core.matching.tables import Tables

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shanhai.core.matching.factored import FactoredScores

LISTED: Final = 1_000_000  # pairs: so many are listed one by one, more are only ever looked up


def solve(
    market: Market, pairs: Tables, *, seed: int, objective: str, before: tuple[Plan, Market] | None = None
) -> Plan:
    """Assign and prove it. `before`: the plan of an earlier run with its market; the search begins where that one ended."""
    from shanhai.core.matching.assign import assign, carried

    asked = pairs.listed() if pairs.workers * pairs.positions <= LISTED else _factored(market, pairs)
    start = carried(before[0], before[1], market) if before else None
    return assign(market, asked, seed=seed, objective=objective, before=start)


def proof(market: Market, plan: Plan, *, mode: str, inputs: "Mapping[str, str]") -> dict[str, Any]:
    """The certificate as it is published."""
    from shanhai.core.matching.certificate import certificate

    return certificate(market, plan, mode=mode, inputs=inputs)


def _factored(market: Market, pairs: Tables) -> "FactoredScores":
    from shanhai.core.matching.factored import factored
    from shanhai.core.matching.graph import Edges

    own = Edges(pairs.own[:, 0].copy(), pairs.own[:, 1].copy(), np.full(len(pairs.own), -1, np.int64))
    return factored(pairs.codes, pairs.points, own=own, upper=market.priority[market.household])
