"""Scores from three tables answer exactly as the same pairs listed one by one."""

import numpy as np
import pytest

from shanhai.core.matching import screen
from shanhai.core.matching.assign import assign
from shanhai.core.matching.factored import BARRED, factored
from shanhai.core.matching.pairs import BINS, Listed
from tests.core.matching.markets import tables
from tests.core.refusals import code

SEEDS = range(20)
CODE = np.zeros(1, np.int32)


@pytest.mark.parametrize("seed", SEEDS)
def test_both_kinds_of_pairs_say_the_same(seed: int) -> None:
    sides, scores = tables(seed)
    listed = Listed(scores.listed(), len(sides.positions))
    rng = np.random.default_rng(seed)
    price, least = rng.integers(0, 60, len(sides.positions)), rng.integers(-20, 60, len(sides.workers))
    one, other = scores.worth(price, least, 10_000), listed.worth(price, least, 10_000)
    assert one[0] == other[0] == len(one[1].worker)
    assert set(zip(*one[1], strict=True)) == set(zip(*other[1], strict=True))
    assert scores.worth(price, least, 3)[0] == one[0]


@pytest.mark.parametrize("seed", SEEDS)
def test_each_workers_best_pairs_above_what_they_have(seed: int) -> None:
    sides, scores = tables(seed, own=0)
    listed = Listed(scores.listed(), len(sides.positions))
    price, least = np.full(len(sides.positions), 10), np.full(len(sides.workers), 25)
    one, other = scores.best_over(price, least, 2), listed.best_over(price, least, 2)
    values = [sorted(zip(e.worker.tolist(), (e.score - price[e.position]).tolist(), strict=True)) for e in (one, other)]
    assert values[0] == values[1]
    assert all(value > 25 for _worker, value in values[0])


@pytest.mark.parametrize("seed", SEEDS)
def test_the_plan_is_the_same_whichever_way_it_is_asked(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screen, "SMALL", 0)
    monkeypatch.setattr(screen, "MANY", 0)
    monkeypatch.setattr(screen, "AGAIN", seed % 3)
    sides, scores = tables(seed)
    plan, listed = assign(sides, scores), assign(sides, scores.listed())
    assert (plan.position.tolist(), plan.gap) == (listed.position.tolist(), 0)


def test_one_pairs_score_is_the_sum_of_its_parts_unless_it_has_its_own() -> None:
    sides, scores = tables(5)
    pairs = scores.listed()
    for worker in range(len(sides.workers)):
        for position in range(len(sides.positions)):
            assert scores.score_of(worker, position) == pairs.score_of(worker, position)
    assert scores.score_of(int(scores.own.worker[0]), int(scores.own.position[0])) in {int(scores.own.score[0]), None}


def test_a_sample_counts_pairs_by_position_and_score() -> None:
    sides, scores = tables(2, own=0)
    everybody = np.arange(len(sides.workers), dtype=np.int32)
    one = scores.spread(everybody, 0)
    assert one.shape == (len(sides.positions), BINS)
    assert (one == Listed(scores.listed(), len(sides.positions)).spread(everybody, 0)).all()


def test_parts_so_high_that_a_bar_could_be_outweighed_are_code() -> None:
    part = np.full((1, 1), 10_000, np.int16)
    assert code(factored, (CODE, CODE, CODE), (part, part, part)) == "match.part"


def test_one_barred_part_bars_the_pair() -> None:
    part, barred = np.full((1, 1), 9_000, np.int16), np.full((1, 1), BARRED, np.int16)
    assert factored((CODE, CODE, CODE), (part, part, barred)).score_of(0, 0) is None
