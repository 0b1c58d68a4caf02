"""Both sides' orders, why a group finds no place, and what a run is answered: small markets that one can go over by hand."""

import numpy as np
import pytest

from shanhai.core.matching.asked import Asked, Solution
from shanhai.core.matching.facts import Market
from shanhai.core.matching.groups.facts import Grouping
from shanhai.core.matching.groups.rules import Rule
from shanhai.core.matching.groups.solve import solve_groups
from shanhai.core.matching.ranks import ranks
from shanhai.core.matching.stable import stable, stable_plan
from shanhai.core.matching.tables import BARRED, Tables
from shanhai.core.matching.together import together

WORKERS = ["w0", "w1", "w2"]


def tables(fit: list[list[int]], rest: list[list[int]]) -> Tables:
    """Three people, each with keys of their own: what the work says of each position, and all the rest."""
    codes = np.arange(len(fit[0]), dtype=np.int32)
    parts = [np.array(table, np.int16) for table in (rest, fit, np.zeros_like(np.array(fit)))]
    masks = tuple((part <= BARRED).astype(np.int32) for part in parts)
    return Tables((codes, codes, codes), tuple(parts), masks, np.empty((0, 2), np.int32))  # type: ignore[arg-type]


def market(seats: list[int], employer: list[int], first: tuple[bool, ...] = (False, False, False)) -> Market:
    return Market(
        workers=WORKERS, positions=[f"p{n}" for n in range(len(seats))], seats=np.array(seats, np.int32), household=np.arange(3, dtype=np.int32),
        priority=np.array(first), households=["h0", "h1", "h2"], employer=np.array(employer, np.int32),
    )  # fmt: skip


def test_a_person_goes_by_the_whole_score_and_a_position_by_its_own_side() -> None:
    made = tables(fit=[[5, 9, 5], [0, 0, 1]], rest=[[10, 0, 20], [30, 30, BARRED]])
    worker, position = ranks(made.listed(), made, np.array([False, False, True]))
    assert worker.tolist() == [2, 1, 2, 1, 1], "w0: 15 and 30; w1: 9 and 30; w2 may go to the first only"
    assert position.tolist() == [3, 1, 2, 1, 1], (
        "of the first: w2 of a household without an earner, then w1, whom the work fits better"
    )


def test_equal_pairs_share_a_rank() -> None:
    made = tables(fit=[[4, 4, 4]], rest=[[1, 2, 3]])
    assert ranks(made.listed(), made, np.zeros(3, bool))[1].tolist() == [1, 1, 1]


def test_a_stable_plan_is_counted_like_any_other() -> None:
    made, both = (
        tables(fit=[[5, 9, 5], [0, 0, 1]], rest=[[10, 0, 20], [3, 3, 3]]),
        market([1, 1], [0, 1], (False, True, False)),
    )
    worker, position = ranks(made.listed(), made, both.priority)
    at = stable(both, made.listed(), worker_rank=worker, position_rank=position)
    plan = stable_plan(both, made.listed(), at, seed=7)
    assert (plan.households, plan.gap, plan.priority_weight) == (1, 0, 0)
    assert plan.score == sum(int(made.scores_of(int(j))[i]) for i, j in enumerate(at) if j >= 0)


@pytest.mark.parametrize(
    ("fit", "seats", "said"),
    [
        ([[1, 1, 1], [1, BARRED, 1]], [1, 3], "group.seats"),
        ([[1, BARRED, 1], [BARRED, 1, 1]], [3, 3], "group.apart"),
        ([[1, 1, 1], [1, 1, 1]], [2, 3], "group.full"),
    ],
)
def test_a_group_is_told_whether_the_work_or_the_seats_stand_in_its_way(
    fit: list[list[int]], seats: list[int], said: str
) -> None:
    assert together(market(seats, [0, 1]), tables(fit=fit, rest=[[0, 0, 0]] * 2), [0, 1]).cause == said


def test_a_plan_with_groups_explains_itself_to_those_in_none_by_prices() -> None:
    made, both = tables(fit=[[5, 9, 7]], rest=[[0, 0, 0]]), market([2], [0])
    couple = Grouping(["g"], np.array([0, 0, -1], np.int32), ["e"])
    found = solve_groups(both, made.listed(), couple, Rule(), seed=1, objective="score")
    assert (found.plan.score, found.plan.gap, found.plan.position.tolist()) == (14, 0, [0, 0, -1])
    assert len(found.plan.prices.position) == 1 and found.plan.prices.position[0] >= 7, "what w2 would have to bring"
    asked = Asked(market=both, tables=made, seed=1, grouping=couple)
    said = Solution(plan=found.plan, said=found.certificate(inputs={})).certificate({"pairs": "00"})
    assert (said["inputs"], asked.objective, str(asked.rule)) == ({"pairs": "00"}, "lexicographic", "reserved")
