"""A solution judged by the independent verifier, which reads every pair again and shares no code with what solves."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from shanhai.core.matching.asked import Asked, Solution
from shanhai.core.matching.facts import Longs
from shanhai.core.matching.ranks import ranks
from shanhai.core.matching.tables import BLOCK
from shanhai.core.matching.verdict import judge
from shanhai.core.matching.verify import Case
from shanhai.core.matching.verify_floor import Counted
from shanhai.core.matching.verify_groups import Groups


def check(asked: Asked, solution: Solution) -> dict[str, Any]:
    """The verdict on a solution: `feasible`, `optimal`, `gap`, `violations`. With groups the gap that the solution says is allowed."""
    at = solution.plan.position.tolist()
    plan = [(who, asked.market.positions[p]) for who, p in zip(asked.market.workers, at, strict=True) if p >= 0]
    return judge(
        _case(asked), plan, solution.certificate({}), groups=_groups(asked), floor=_floor(asked), allowed=max(0, solution.plan.gap)
    )  # fmt: skip


def _case(asked: Asked) -> Case:
    market = asked.market
    return Case(
        workers=market.workers, positions=market.positions, households=market.households, household=market.household.astype(np.int64),
        priority=market.priority, seats=market.seats.astype(np.int64), reserved=market.reserved.astype(np.int64), pairs=lambda: _blocks(asked),
    )  # fmt: skip


def _blocks(asked: Asked) -> Iterator[list[Longs]]:
    """Every pair, some people at a time; for a stable plan all at once, with both sides' ranks."""
    tables, market = asked.tables, asked.market
    if asked.objective == "stable":
        listed = tables.listed()
        worker = np.repeat(np.arange(tables.workers), np.diff(listed.start))
        both = ranks(listed, tables, market.priority[market.household])
        yield [worker, *(column.astype(np.int64) for column in (listed.position, listed.score, *both))]
        return
    for start in range(0, tables.workers, BLOCK):
        whole = tables.rows(start, start + BLOCK)
        worker, position = np.nonzero(whole >= 0)
        yield [worker + start, position, whole[worker, position].astype(np.int64)]


def _floor(asked: Asked) -> Counted | None:
    floor, market = asked.floor, asked.market
    if floor is None:
        return None
    column, names, which = (
        ("worker", market.workers, floor.who) if floor.who is not None else ("position", market.positions, floor.where)
    )
    flags = [] if which is None else np.flatnonzero(which).tolist()
    return Counted(column=column, names=frozenset(names[n] for n in flags))


def _groups(asked: Asked) -> Groups | None:
    if asked.grouping is None:
        return None
    grouping, employer = asked.grouping, asked.market.employer.astype(np.int64)
    return Groups(groups=grouping.groups, group=grouping.group.astype(np.int64), employers=grouping.employers, employer=employer)  # fmt: skip
