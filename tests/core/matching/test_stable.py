"""Stable plans: no blocking pair, best for workers, and the rural hospitals theorem."""

import random
from itertools import product

import numpy as np
import pytest

from shanhai.core.matching.facts import ListedPairs, Market
from shanhai.core.matching.stable import stable
from shanhai.core.matching.verify import Case
from shanhai.core.matching.verify_stable import verify_stable


def drawn(seed, *, workers=5, positions=3, ties=False):
    """A market and both sides' ranks by pair."""
    draw = random.Random(seed)
    n, m = draw.randint(1, workers), draw.randint(1, positions)
    listed = sorted((w, p) for w in range(n) for p in range(m) if draw.random() < 0.7)
    of_worker, of_position = {}, {}
    for w in range(n):
        own = [p for v, p in listed if v == w]
        draw.shuffle(own)
        of_worker |= {(w, p): 1 + (k // 2 if ties else k) for k, p in enumerate(own)}
    for p in range(m):
        own = [w for w, q in listed if q == p]
        draw.shuffle(own)
        of_position |= {(w, p): 1 + (k // 3 if ties else k) for k, w in enumerate(own)}
    seats = [draw.randint(1, 3) for _ in range(m)]
    return n, seats, listed, of_worker, of_position


def planned(n, seats, listed, of_worker, of_position, *, seed=0, reserved=None):
    market = Market(
        workers=[f"w{k}" for k in range(n)], positions=[f"p{k}" for k in range(len(seats))], seats=np.array(seats, np.int32),
        household=np.arange(n, dtype=np.int32), priority=np.zeros(n, bool), reserved=np.array(reserved or [0] * len(seats), np.int32),
    )  # fmt: skip
    columns = [
        np.array(column, np.int32)
        for column in zip(*((w, p, 1, of_worker[w, p], of_position[w, p]) for w, p in listed), strict=True)
    ]
    columns = columns or [np.empty(0, np.int32)] * 5
    start = np.searchsorted(columns[0], np.arange(n + 1)).astype(np.int64)
    at = stable(
        market, ListedPairs(start, columns[1], columns[2]), worker_rank=columns[3], position_rank=columns[4], seed=seed
    )
    return market, columns, at.tolist()


def blocking(market, columns, at):
    case = Case(
        workers=market.workers, positions=market.positions, households=[""] * len(market.workers), household=market.household,
        priority=market.priority, seats=market.seats.astype(np.int64), reserved=market.reserved.astype(np.int64), pairs=lambda: [columns],
    )  # fmt: skip
    plan = [(f"w{w}", f"p{p}") for w, p in enumerate(at) if p >= 0]
    verdict = verify_stable(case, plan, {"objective": {"households": 0, "score": len(plan)}})
    assert verdict["feasible"], verdict
    return verdict["gap"]


def every_stable(n, seats, listed, of_worker, of_position):
    """All stable plans, by trying all plans."""
    choices = [[-1] + [p for w, p in listed if w == who] for who in range(n)]
    for at in product(*choices):
        held = [[w for w in range(n) if at[w] == p] for p in range(len(seats))]
        if any(len(people) > room for people, room in zip(held, seats, strict=True)):
            continue
        if not any(
            (at[w] < 0 or of_worker[w, p] < of_worker[w, at[w]])
            and (len(held[p]) < seats[p] or any(of_position[w, p] < of_position[v, p] for v in held[p]))
            for w, p in listed
        ):
            yield at


@pytest.mark.parametrize("seed", range(60))
def test_no_worker_does_better_in_any_stable_plan_and_the_same_people_have_seats(seed):
    market = drawn(seed)
    _market, _columns, at = planned(*market)
    plans = list(every_stable(*market))
    assert tuple(at) in plans
    of_worker = market[3]
    for other in plans:
        for w, p in enumerate(other):
            assert (p < 0) == (at[w] < 0)  # the rural hospitals theorem: who
            assert p < 0 or of_worker[w, at[w]] <= of_worker[w, p]
        assert sorted(other) == sorted(at)  # and how many where


@pytest.mark.parametrize("seed", range(500))
def test_no_pair_would_rather_have_each_other(seed):
    market = drawn(seed, workers=40, positions=8, ties=seed % 2 == 1)
    assert blocking(*planned(*market, seed=seed)) == 0


def test_the_check_sees_a_plan_that_is_not_stable():
    market = drawn(1, workers=40, positions=8)
    planned_market, columns, at = planned(*market)
    somebody = next(w for w, p in enumerate(at) if p >= 0)
    assert blocking(planned_market, columns, [-1 if w == somebody else p for w, p in enumerate(at)]) > 0


def test_equal_ranks_are_parted_by_the_draw():
    same = {(w, 0): 1 for w in range(6)}
    outcomes = {tuple(planned(6, [2], sorted(same), same, same, seed=seed)[2]) for seed in range(20)}
    assert len(outcomes) > 3


def test_reserved_seats_stay_empty():
    same = {(0, 0): 1}
    assert planned(1, [1], [(0, 0)], same, same, reserved=[1])[2] == [-1]
