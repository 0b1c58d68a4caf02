"""500 random markets: the same optimum as OR-Tools' min-cost flow, the same draw, gap 0, and a verifier that says so."""

import random
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from shanhai.core.matching import screen
from shanhai.core.matching.assign import assign
from shanhai.core.matching.certificate import certificate
from shanhai.core.matching.facts import ListedPairs, Market, Plan
from shanhai.core.matching.verdict import judge
from tests.matching.reference import Small, case, random_market, solve

SOAK = 500


def market_of(small: Small) -> tuple[Market, ListedPairs]:
    workers, positions, households = sorted(small.home), sorted(small.seats), sorted(set(small.home.values()))
    rows = sorted((workers.index(w), positions.index(p), score) for (w, p), score in small.pairs.items())
    columns = np.array(rows, np.int32).reshape(len(rows), 3).T
    market = Market(
        workers=workers,
        positions=positions,
        households=households,
        seats=np.array([small.seats[p] for p in positions], np.int32),
        household=np.array([households.index(small.home[w]) for w in workers], np.int32),
        priority=np.array([h in small.priority for h in households], bool),
    )
    start = np.searchsorted(columns[0], np.arange(len(workers) + 1)).astype(np.int64)
    return market, ListedPairs(start, columns[1].copy(), columns[2].copy())


def solved(small: Small, *, seed: int, mode: str) -> tuple[dict[str, str], dict, Plan]:
    market, pairs = market_of(small)
    plan = assign(market, pairs, seed=seed, objective=mode)
    rows = {market.workers[w]: market.positions[p] for w, p in enumerate(plan.position.tolist()) if p >= 0}
    return rows, certificate(market, plan, mode=mode, inputs={}), plan


@pytest.mark.parametrize("mode", ["lexicographic", "score"])
@pytest.mark.parametrize("block", range(10))
def test_the_plan_is_the_one_another_solver_finds(block: int, mode: str) -> None:
    for seed in range(block * SOAK // 10, (block + 1) * SOAK // 10):
        small = random_market(seed)
        theirs, proof = solve(small, seed=seed, mode=mode)
        ours, said, plan = solved(small, seed=seed, mode=mode)
        assert (plan.gap, said["objective"]) == (0, proof["objective"]), seed
        assert ours == theirs, seed  # the draw too
        verdict = judge(case(small), ours.items(), said)
        assert verdict["optimal"] and verdict["drawn"] and not verdict["violations"], (seed, verdict)


@pytest.mark.parametrize("seed", range(40))
def test_larger_markets_that_need_rounds(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Screened so narrowly that many pairs must be priced out in later rounds."""
    monkeypatch.setattr(screen, "SMALL", 20)
    small = random_market(1000 + seed, workers=60, positions=12)
    theirs, proof = solve(small, seed=seed)
    ours, said, _plan = solved(small, seed=seed, mode="lexicographic")
    assert said["objective"] == proof["objective"] and ours == theirs
    assert judge(case(small), ours.items(), said)["drawn"]


@pytest.mark.parametrize("seed", range(30))
def test_the_order_of_rows_changes_nothing(seed: int) -> None:
    small = random_market(seed)
    draw = random.Random(seed)

    def mixed(given: dict) -> dict:
        return dict(draw.sample(list(given.items()), len(given)))

    other = Small(mixed(small.seats), mixed(small.home), small.priority, mixed(small.pairs), small.reserved)
    assert solved(small, seed=7, mode="lexicographic")[:2] == solved(other, seed=7, mode="lexicographic")[:2]


def fewer(small: Small, pair: tuple[str, str]) -> Small:
    return replace(small, pairs={key: score for key, score in small.pairs.items() if key != pair})


def worse_plans() -> Iterator[tuple[Small, dict[str, str], dict]]:
    """Plans proved among all pairs but one of the best plan's, where that makes them worse."""
    for seed in range(60):
        small = random_market(seed)
        best, proof = solve(small, seed=seed)
        for pair in best.items():
            ours, said, _plan = solved(fewer(small, pair), seed=seed, mode="lexicographic")
            if said["objective"] != proof["objective"]:
                yield small, ours, said


def test_a_solver_that_forgets_one_pair_is_found() -> None:
    plans = list(worse_plans())
    assert len(plans) > 100
    for small, ours, said in plans:
        verdict = judge(case(small), ours.items(), said)
        assert verdict["feasible"] and not verdict["optimal"]


def test_a_verifier_that_does_not_look_at_the_pairs_would_be_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Planted: it accepts plans that the other solver beats. So the check above is what tells the two apart."""
    monkeypatch.setattr("shanhai.core.matching.verify.tell_pairs", lambda *_args: None)
    accepted = [
        judge(case(small), ours.items(), {**said, "lottery": None})["optimal"] for small, ours, said in worse_plans()
    ]
    assert sum(accepted) > 20


def test_a_solver_with_a_broken_capacity_is_found() -> None:
    for seed in range(60):
        small = random_market(seed)
        roomy = Small(
            {p: seats + 1 for p, seats in small.seats.items()}, small.home, small.priority, small.pairs, small.reserved
        )
        ours, said, _plan = solved(roomy, seed=seed, mode="lexicographic")
        if ours != solved(small, seed=seed, mode="lexicographic")[0]:
            assert not judge(case(small), ours.items(), said)["optimal"]
            return
    raise AssertionError("no market was tight")
