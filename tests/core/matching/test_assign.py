"""A plan is the best there is, proves it, and depends on nothing but what is published."""

from dataclasses import replace

import numpy as np
import pytest

from shanhai.core.matching import screen
from shanhai.core.matching.assign import assign, carried, priority_weight
from shanhai.core.matching.facts import NOWHERE, ListedPairs, Market, Plan
from shanhai.core.matching.lottery import lots
from tests.core.matching.markets import best, market, shuffled
from tests.core.refusals import code

SEEDS = range(60)


def two_sides(
    household: list[int], priority: list[bool], seats: list[int], scores: dict[tuple[int, int], int]
) -> tuple[Market, ListedPairs]:
    """A market written down pair by pair."""
    pairs = sorted(scores)
    start = np.searchsorted([w for w, _p in pairs], range(len(household) + 1))
    sides = Market(
        workers=[f"w{i}" for i in range(len(household))], positions=[f"p{j}" for j in range(len(seats))],
        seats=np.array(seats, np.int32), household=np.array(household, np.int32), priority=np.array(priority),
    )  # fmt: skip
    listed = ListedPairs(
        start.astype(np.int64), np.array([p for _w, p in pairs], np.int32), np.array([scores[pair] for pair in pairs], np.int32)
    )  # fmt: skip
    return sides, listed


def lots_of(sides: Market, plan: Plan) -> int:
    """The sum of lots of a plan."""
    seated = np.flatnonzero(plan.position != NOWHERE).astype(np.int32)
    return int(lots(plan.seed, sides.workers, sides.positions, seated, plan.position[seated]).sum())


def test_a_poor_household_without_an_earner_goes_before_a_higher_score() -> None:
    plan = assign(*two_sides([0, 1], [True, False], [1], {(0, 0): 10, (1, 0): 99}))
    assert (plan.position.tolist(), plan.households, plan.score, plan.gap) == ([0, NOWHERE], 1, 10, 0)


def test_by_score_alone_it_does_not() -> None:
    plan = assign(*two_sides([0, 1], [True, False], [1], {(0, 0): 10, (1, 0): 99}), objective="score")
    assert (plan.position.tolist(), plan.households, plan.score) == ([NOWHERE, 0], 0, 99)


def test_a_second_earner_of_one_home_does_not_go_before_the_first_of_another() -> None:
    plan = assign(*two_sides([0, 0, 1], [True, True], [2], {(0, 0): 90, (1, 0): 80, (2, 0): 1}))
    assert (plan.position.tolist(), plan.households) == ([0, NOWHERE, 0], 2)


def test_of_one_home_whoever_is_wanted_more_goes_and_the_other_when_seats_are_left() -> None:
    scarce, plenty = {(0, 0): 30, (1, 0): 40}, {(0, 0): 30, (1, 0): 40, (0, 1): 5}
    assert assign(*two_sides([0, 0], [True], [1], scarce)).position.tolist() == [NOWHERE, 0]
    assert assign(*two_sides([0, 0], [True], [1, 1], plenty)).position.tolist() == [1, 0]


def test_where_nobody_may_go_anywhere_the_plan_is_empty_and_proved() -> None:
    plan = assign(*two_sides([0, 1], [True, False], [1], {}))
    assert (plan.assigned, plan.objective, plan.gap) == (0, 0, 0)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_plan_is_the_best_of_all_plans_and_its_prices_prove_it(seed: int) -> None:
    sides, pairs = market(seed)
    plan = assign(sides, pairs, seed=seed)
    assert ((plan.households, plan.score), plan.gap) == (best(sides, pairs), 0)


@pytest.mark.parametrize("seed", SEEDS)
def test_prices_cover_every_pair_and_only_positions_that_are_full_have_one(seed: int) -> None:
    sides, pairs = market(seed, workers=12, positions=5)
    plan = assign(sides, pairs)
    for worker in range(len(sides.workers)):
        for e in range(pairs.start[worker], pairs.start[worker + 1]):
            position = pairs.position[e]
            covered = (
                plan.prices.position[position]
                + plan.prices.worker[worker]
                + plan.prices.household[sides.household[worker]]
            )
            assert covered >= pairs.score[e]
    taken = np.bincount(plan.position[plan.position >= 0], minlength=len(sides.positions))
    assert (taken <= sides.seats).all()
    assert (taken == sides.seats)[plan.prices.position > 0].all()


@pytest.mark.parametrize("seed", SEEDS)
def test_the_draw_among_equally_good_plans_proves_itself(seed: int) -> None:
    sides, pairs = market(seed, workers=10)
    plan = assign(sides, pairs, seed=seed)
    assert plan.lottery is not None
    must = sides.priority & (plan.priority_weight + plan.prices.household > 0)
    homes = np.where(must, plan.lottery.household, np.where(sides.priority, np.maximum(0, plan.lottery.household), 0))
    bound = (sides.seats * plan.lottery.position).sum() + plan.lottery.worker.sum() + homes.sum()
    assert lots_of(sides, plan) == bound


@pytest.mark.parametrize("seed", SEEDS)
def test_the_order_of_rows_decides_nothing(seed: int) -> None:
    sides, pairs = market(seed, workers=10, positions=4)
    other, same_pairs = shuffled(sides, pairs, seed)
    plan, again = assign(sides, pairs, seed=7), assign(other, same_pairs, seed=7)
    assert by_name(sides, plan) == by_name(other, again)


def test_another_seed_draws_another_of_the_equally_good_plans() -> None:
    sides, pairs = two_sides(list(range(8)), [False] * 8, [1], {(w, 0): 5 for w in range(8)})
    assert len({assign(sides, pairs, seed=seed).position.tolist().index(0) for seed in range(30)}) > 3


def by_name(sides: Market, plan: Plan) -> dict[str, str]:
    """Who goes where."""
    return {sides.workers[i]: sides.positions[j] for i, j in enumerate(plan.position) if j != NOWHERE}


@pytest.mark.parametrize("many", [0, 6, 20_000])
@pytest.mark.parametrize("seed", SEEDS)
def test_yesterdays_plan_changes_the_way_and_never_the_outcome(
    seed: int, many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screen, "MANY", many)
    monkeypatch.setattr(screen, "AGAIN", 0)
    monkeypatch.setattr(screen, "CLOSE", 16)
    before, pairs_before = market(seed, workers=10, positions=4)
    today, pairs = market(seed + 1, workers=10, positions=4)
    cold = assign(today, pairs)
    warm = assign(today, pairs, before=carried(assign(before, pairs_before), before, today))
    assert (warm.position.tolist(), warm.score, warm.gap) == (cold.position.tolist(), cold.score, 0)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_guess_that_misses_pairs_is_put_right_by_asking_all(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    sides, pairs = market(seed, workers=40, positions=6)
    whole = assign(sides, pairs)
    monkeypatch.setattr(screen, "SMALL", 0)
    monkeypatch.setattr(screen, "MANY", 0)
    monkeypatch.setattr(screen, "AGAIN", 0)
    monkeypatch.setattr(screen, "BESIDE", {False: 0, True: 0})
    monkeypatch.setattr(screen, "EACH", 1)
    monkeypatch.setattr(screen, "FEW", seed % 3)
    guessed = assign(sides, pairs)
    assert (guessed.position.tolist(), guessed.gap) == (whole.position.tolist(), 0)


def test_more_pairs_than_expected_are_all_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    sides, pairs = market(3, workers=20, positions=6)
    monkeypatch.setattr(screen, "SMALL", 0)
    monkeypatch.setattr(screen, "ROOM", 1)
    assert assign(sides, pairs).gap == 0


def test_very_many_equally_good_plans_are_all_in_the_draw(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SMALL", "MANY", "AGAIN"):
        monkeypatch.setattr(screen, name, 0)
    sides, pairs = two_sides(list(range(12)), [False] * 12, [1, 2], {(w, p): 6 for w in range(12) for p in range(2)})
    drawn = {tuple(np.flatnonzero(assign(sides, pairs, seed=seed).position >= 0).tolist()) for seed in range(20)}
    assert len(drawn) > 10


def test_reserved_seats_are_not_open_to_anybody() -> None:
    sides, pairs = two_sides([0, 1], [True, False], [2], {(0, 0): 10, (1, 0): 99})
    assert assign(replace(sides, reserved=np.array([1], np.int32)), pairs).assigned == 1


def test_an_unknown_objective_is_code() -> None:
    assert code(assign, *market(1), objective="happiness") == "match.objective"


def test_scores_too_large_for_whole_numbers_are_refused() -> None:
    sides, _pairs = market(1)
    assert code(priority_weight, sides, 2**60) == "match.overflow"


def test_a_side_without_anybody_and_a_position_without_a_seat_are_code() -> None:
    assert code(two_sides, [], [], [1], {}) == "match.empty_side"
    assert code(two_sides, [0], [True], [0], {}) == "match.seats"
