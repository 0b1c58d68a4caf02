"""The computation on this machine, in this process. What computes is imported when it is needed: compiled code takes a second to load."""

from typing import TYPE_CHECKING, Final

import numpy as np

from shanhai.core.matching.asked import Asked, Solution
from shanhai.core.matching.facts import Flags
from shanhai.core.matching.tables import Tables
from shanhai.core.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from shanhai.core.matching.factored import FactoredScores
    from shanhai.core.matching.facts import ListedPairs
    from shanhai.core.matching.floor import Floor
    from shanhai.core.matching.groups.facts import Grouping
    from shanhai.core.matching.pairs import Pairs

LISTED: Final = 1_000_000  # pairs: so many are listed one by one, more are only ever looked up
MOST_LISTED: Final = 60_000_000  # pairs to be looked at for stable plans and for groups, which list them


def solve(asked: Asked, *, pairs: "Callable[[Asked], Pairs] | None" = None) -> Solution:
    """Find the plan and its proof. Refuses `match.too_many` (stable plans and groups list every pair), and what the solvers refuse.

    `pairs`: where the pairs lie, if not here.
    """
    if asked.objective == "stable":
        return _stable(asked)
    if asked.grouping is not None:
        return _grouped(asked, asked.grouping)
    lie = (pairs or _pairs)(asked)
    return _assigned(asked, lie) if asked.floor is None else _floored(asked, asked.floor, lie)


def _assigned(asked: Asked, pairs: "Pairs") -> Solution:
    from shanhai.core.matching.assign import assign, carried
    from shanhai.core.matching.certificate import certificate

    market, start = asked.market, carried(*asked.before, asked.market) if asked.before else None
    plan = assign(market, pairs, seed=asked.seed, objective=asked.objective, before=start)
    return Solution(plan=plan, said=certificate(market, plan, mode=asked.objective, inputs={}))


def _floored(asked: Asked, floor: "Floor", pairs: "Pairs") -> Solution:
    from shanhai.core.matching.assign import carried
    from shanhai.core.matching.certificate import certificate
    from shanhai.core.matching.floor import said
    from shanhai.core.matching.floor_search import assign_with_floor

    market, start = asked.market, carried(*asked.before, asked.market) if asked.before else None
    found = assign_with_floor(market, pairs, floor, seed=asked.seed, objective=asked.objective, before=start)
    told = certificate(market, found.plan, mode=asked.objective, inputs={}) | {"floor": said(floor, found.price)}
    return Solution(plan=found.plan, said=told, floored=found)


def _pairs(asked: Asked) -> "Pairs":
    """Listed one by one where they are few."""
    from shanhai.core.matching.pairs import Listed

    tables, market = asked.tables, asked.market
    if tables.workers * tables.positions <= LISTED:
        return Listed(tables.listed(), tables.positions)
    return factored_of(tables, market.priority[market.household])


def _grouped(asked: Asked, grouping: "Grouping") -> Solution:
    from shanhai.core.matching.groups.solve import solve_groups

    pairs = _all(asked.tables)
    found = solve_groups(asked.market, pairs, grouping, asked.rule, seed=asked.seed, objective=asked.objective)
    return Solution(plan=found.plan, said=found.certificate(inputs={}), employer=found.employer)


def _stable(asked: Asked) -> Solution:
    from shanhai.core.matching.certificate import stable_certificate
    from shanhai.core.matching.ranks import ranks
    from shanhai.core.matching.stable import stable, stable_plan

    if asked.grouping is not None:
        raise Refusal("match.stable_groups")
    market, pairs = asked.market, _all(asked.tables)
    worker_rank, position_rank = ranks(pairs, asked.tables, market.priority[market.household])
    at = stable(market, pairs, worker_rank=worker_rank, position_rank=position_rank, seed=asked.seed)
    plan = stable_plan(market, pairs, at, seed=asked.seed)
    said = stable_certificate(households=plan.households, score=plan.score, seed=asked.seed, inputs={})
    return Solution(plan=plan, said=said)


def _all(tables: Tables) -> "ListedPairs":
    if tables.workers * tables.positions > MOST_LISTED:
        raise Refusal("match.too_many", pairs=tables.workers * tables.positions, most=MOST_LISTED)
    return tables.listed()


def factored_of(pairs: Tables, upper: Flags) -> "FactoredScores":
    """Pairs that are only ever looked up; `upper`: who belongs to a household with priority."""
    from shanhai.core.matching.factored import factored
    from shanhai.core.matching.graph import Edges

    own = Edges(pairs.own[:, 0].copy(), pairs.own[:, 1].copy(), np.full(len(pairs.own), -1, np.int64))
    return factored(pairs.codes, pairs.points, own=own, upper=upper)
