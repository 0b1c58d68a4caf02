"""One solver on one market in a process of its own: `python -m benchmarks.matching_one SOLVER OBJECTIVE WORKERS POSITIONS SEATS` prints one JSON line.

Processor seconds and peak memory of this process. Ours include scoring, screening, solving and the certificate; a peer's only what it does
with the listed pairs, its own input conversion included. Compiling happens before the clock starts and is reported beside it.
"""

import json
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from benchmarks.market import market
from shanhai.core.matching.assign import assign, priority_weight
from shanhai.core.matching.factored import FactoredScores, factored
from shanhai.core.matching.facts import Flags, ListedPairs, Market
from shanhai.core.matching.groups.facts import Grouping
from shanhai.core.matching.groups.rules import Rule
from shanhai.core.matching.groups.solve import GroupPlan, solve_groups

type Found = tuple[int, int]  # households with priority that get a seat, total score


def shanhai(sides: Market, scores: FactoredScores, objective: str) -> Found:
    """Ours: nothing is listed."""
    plan = assign(sides, scores, objective=objective)
    assert plan.gap == 0
    return plan.households, plan.score


def ortools(sides: Market, pairs: ListedPairs, objective: str) -> Found:
    """OR-Tools SimpleMinCostFlow on every eligible pair."""
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

    weight = priority_weight(sides, pairs.highest) if objective == "lexicographic" else 0
    workers, positions, homes = len(sides.workers), len(sides.positions), len(sides.priority)
    worker = np.repeat(np.arange(workers), np.diff(pairs.start))
    source, home0, worker0, position0 = 0, 1, 1 + homes, 1 + homes + workers
    sink = position0 + positions
    size = np.bincount(sides.household, minlength=homes)
    flow = SimpleMinCostFlow()
    for tail, head, room, cost in (
        (np.full(homes, source), home0 + np.arange(homes), np.ones(homes), -weight * sides.priority.astype(np.int64)),
        (np.full(homes, source), home0 + np.arange(homes), size - 1, np.zeros(homes)),
        (home0 + sides.household, worker0 + np.arange(workers), np.ones(workers), np.zeros(workers)),
        (worker0 + worker, position0 + pairs.position, np.ones(len(worker)), -pairs.score.astype(np.int64)),
        (position0 + np.arange(positions), np.full(positions, sink), sides.seats, np.zeros(positions)),
        (np.array([source]), np.array([sink]), np.array([workers]), np.zeros(1)),
    ):
        flow.add_arcs_with_capacity_and_unit_cost(
            tail.astype(np.int32), head.astype(np.int32), room.astype(np.int64), cost.astype(np.int64)
        )  # fmt: skip
    flow.set_node_supply(source, workers)
    flow.set_node_supply(sink, -workers)
    assert flow.solve() == flow.OPTIMAL
    return divmod(-flow.optimal_cost(), weight) if weight else (0, -flow.optimal_cost())


def highs(sides: Market, pairs: ListedPairs, objective: str) -> Found:
    """HiGHS' linear program through scipy, households as rows."""
    from scipy.optimize import linprog
    from scipy.sparse import coo_matrix

    weight = priority_weight(sides, pairs.highest) if objective == "lexicographic" else 0
    workers, positions, homes, many = len(sides.workers), len(sides.positions), len(sides.priority), len(pairs.position)
    worker, one = np.repeat(np.arange(workers), np.diff(pairs.start)), np.arange(many)
    served = many + np.arange(homes)
    rows = np.concatenate(
        [
            worker,
            workers + pairs.position,
            workers + positions + sides.household[worker],
            workers + positions + np.arange(homes),
        ]
    )
    cols = np.concatenate([one, one, one, served])
    vals = np.concatenate([np.ones(2 * many), -np.ones(many), np.ones(homes)])
    most = np.concatenate([np.ones(workers), sides.seats, np.zeros(homes)])
    cost = -np.concatenate([pairs.score.astype(float), float(weight) * sides.priority])
    matrix = coo_matrix((vals, (rows, cols)), shape=(len(most), many + homes)).tocsc()
    answer = linprog(cost, A_ub=matrix, b_ub=most, bounds=(0, 1), method="highs")
    return divmod(round(-answer.fun), weight) if weight else (0, round(-answer.fun))


def dense(sides: Market, pairs: ListedPairs) -> Any:
    """Scores as a matrix, 0 where a pair is not eligible."""
    matrix = np.zeros((len(sides.workers), len(sides.positions)))
    matrix[np.repeat(np.arange(len(sides.workers)), np.diff(pairs.start)), pairs.position] = pairs.score
    return matrix


def scipy(sides: Market, pairs: ListedPairs, objective: str) -> Found:
    """scipy linear_sum_assignment, each seat a column; total score only."""
    from scipy.optimize import linear_sum_assignment

    assert objective == "score"
    matrix = np.repeat(dense(sides, pairs), sides.seats, axis=1)
    rows, columns = linear_sum_assignment(matrix, maximize=True)
    return 0, round(matrix[rows, columns].sum())


def pot(sides: Market, pairs: ListedPairs, objective: str) -> Found:
    """POT ot.emd, network simplex, with a last column for those who stay; total score only."""
    import ot

    assert objective == "score"
    matrix = np.hstack([-dense(sides, pairs), np.zeros((len(sides.workers), 1))])
    room = np.append(sides.seats, max(0, len(sides.workers) - int(sides.seats.sum()))).astype(float)
    flow, log = ot.emd(np.ones(len(sides.workers)), room, matrix, numItermax=50_000_000, log=True)
    assert log["warning"] is None
    return 0, round(-(flow * matrix).sum())


def with_groups(sides: Market, pairs: ListedPairs, objective: str) -> GroupPlan:
    """200 couples and 30 teams of 15 to 20, in all some 930 people who live near one another; three seats in ten are reserved for them."""
    sizes = [2] * 200 + [15 + n % 6 for n in range(30)]
    group = np.full(len(sides.workers), -1, np.int32)
    first = np.linspace(0, len(group) - 40, len(sizes)).astype(int)
    for number, (begin, size) in enumerate(zip(first, sizes, strict=True)):
        group[begin : begin + size] = number
    reserved = (sides.seats * 3 // 10).astype(np.int32)
    employer = (np.arange(len(sides.positions)) // 5).astype(np.int32)
    homes = [f"h{n}" for n in range(len(sides.priority))]
    mixed = replace(sides, reserved=reserved, employer=employer, households=homes)
    firms = [f"e{n}" for n in range(int(employer.max()) + 1)]
    return solve_groups(
        mixed, pairs, Grouping([f"g{n}" for n in range(len(sizes))], group, firms), Rule(), objective=objective
    )


def changed(scores: FactoredScores, upper: Flags, people: int = 100) -> FactoredScores:
    """The next day: so many people, evenly spread, wish for something else."""
    rows = np.linspace(0, len(upper) - 1, people).astype(int)
    a, b, c = (codes.copy() for codes in scores.codes)
    c[rows] = c[rows[::-1]]
    return factored((a, b, c), scores.tables, upper=upper)


PEERS: dict[str, Callable[[Market, ListedPairs, str], Found]] = {
    "ortools": ortools,
    "highs": highs,
    "scipy": scipy,
    "pot": pot,
}


def main(solver: str, objective: str, *size: str) -> dict[str, Any]:
    """Warm up on a small market, then time the one asked for."""
    workers, positions, seats = map(int, size)
    began = time.process_time()
    for small in ((2_000, 40, 300), (20_000, 50, 300)):
        sides, scores = market(*small)
        assign(sides, scores, objective=objective, before=assign(sides, scores, objective=objective))
    compiled = time.process_time() - began
    sides, scores = market(workers, positions, seats)
    found: dict[str, Any] = {
        "solver": solver,
        "objective": objective,
        "workers": workers,
        "positions": positions,
        "seats": seats,
    }
    if solver in PEERS:
        pairs = scores.listed()
        found["pairs"] = len(pairs.position)
        start = time.process_time()
        answer = PEERS[solver](sides, pairs, objective)
    elif solver == "again":
        yesterday, today = assign(sides, scores, objective=objective), changed(scores, sides.priority[sides.household])
        start = time.process_time()
        plan = assign(sides, today, objective=objective, before=yesterday)
        found["cpu_seconds"] = round(time.process_time() - start, 3)
        start = time.process_time()
        cold = assign(sides, today, objective=objective)
        assert (plan.gap, plan.position.tolist()) == (0, cold.position.tolist())
        answer = (plan.households, plan.score)
        found["cold_cpu_seconds"] = round(time.process_time() - start, 3)
    elif solver == "groups":
        pairs = scores.listed()
        start = time.process_time()
        grouped = with_groups(sides, pairs, objective)
        answer = (grouped.households, grouped.score)
        placed = int((grouped.employer >= 0).sum())
        found |= {"groups_placed": placed, "gap": grouped.gap, "gap_of_score": grouped.gap / grouped.score}
    else:
        start = time.process_time()
        answer = shanhai(sides, scores, objective)
        found["compiling_cpu_seconds"] = round(compiled, 1)
    found.setdefault("cpu_seconds", round(time.process_time() - start, 3))
    found["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return found | {"households": answer[0], "score": answer[1]}


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])))
