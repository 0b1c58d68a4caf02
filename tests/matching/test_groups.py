"""Groups: as good as trying all plans, proved over all pairs, and what is forged is found."""

import pytest

from shanhai.core.matching.groups.solve import solve_groups
from tests.matching.grouped import best_of_all, judged, random_groups


@pytest.mark.parametrize("block", range(10))
def test_the_plan_is_as_good_as_the_best_of_all_plans(block: int) -> None:
    for seed in range(block * 25, block * 25 + 25):
        grouped = random_groups(seed)
        for objective in ("lexicographic", "score"):
            if objective == "score" and grouped[3].households >= 0:
                continue
            plan = solve_groups(*grouped, objective=objective)
            best = best_of_all(*grouped, weight=plan.priority_weight)
            assert plan.priority_weight * plan.households + plan.score == best == plan.bound, seed
            verdict = judged(grouped, plan)
            assert verdict["optimal"] and verdict["gap"] == 0 and not verdict["violations"], (seed, verdict)


@pytest.mark.parametrize("seed", range(30))
def test_without_effort_the_gap_is_told_and_true(seed: int) -> None:
    grouped = random_groups(seed, people=7)
    plan = solve_groups(*grouped, effort=1)
    best = best_of_all(*grouped, weight=plan.priority_weight)
    assert plan.priority_weight * plan.households + plan.score <= best <= plan.bound
    assert judged(grouped, plan, allowed=plan.gap)["optimal"]
    assert plan.gap == 0 or not judged(grouped, plan, allowed=plan.gap - 1)["optimal"]


def test_the_same_seed_gives_the_same_plan() -> None:
    for seed in range(20):
        one, two = (solve_groups(*random_groups(seed), seed=5) for _ in range(2))
        assert (
            one.certificate(inputs={}) == two.certificate(inputs={}) and one.position.tolist() == two.position.tolist()
        )


def test_a_solver_that_leaves_one_of_a_group_at_home_is_found() -> None:
    """Planted: a member of the first placed group is dropped from the plan."""
    found = 0
    for seed in range(40):
        grouped = random_groups(seed)
        plan = solve_groups(*grouped)
        placed = [w for w in range(len(plan.position)) if plan.position[w] >= 0 and grouped[2].group[w] >= 0]
        size = sum(grouped[2].group == grouped[2].group[placed[0]]) if placed else 0
        if size > 1:
            names = grouped[0]
            rows = [
                (names.workers[w], names.positions[p])
                for w, p in enumerate(plan.position.tolist())
                if p >= 0 and w != placed[0]
            ]
            codes = [fault["code"] for fault in judged(grouped, plan, rows=rows)["violations"]]
            assert "group_split" in codes
            found += 1
    assert found >= 5


def test_a_solver_that_takes_reserved_seats_for_anybody_is_found() -> None:
    """Planted: reserved seats count as open ones. The verifier finds the seats, or the bound that does not hold."""
    found = 0
    for seed in range(200):
        grouped = random_groups(seed)
        market = grouped[0]
        if not market.reserved.any():
            continue
        open_market = type(market)(
            workers=market.workers, positions=market.positions, seats=market.seats, household=market.household,
            priority=market.priority, households=market.households, employer=market.employer,
        )  # fmt: skip
        plan = solve_groups(open_market, *grouped[1:])
        if plan.bound != solve_groups(*grouped).bound:
            assert not judged(grouped, plan)["optimal"]
            found += 1
    assert found >= 5
