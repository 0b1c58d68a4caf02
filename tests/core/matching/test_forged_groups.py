"""Forged proofs whose amounts are so large that 64 bits wrap around: a bound must not fall below the truth by that."""

from typing import Any

import numpy as np

from shanhai.core.matching.verdict import judge
from shanhai.core.matching.verify import Case
from shanhai.core.matching.verify_groups import Groups


def case(positions: int, seats: int, people: int, *, first: bool) -> Case:
    """People of one household, each with 5 points at each position."""
    worker, position = np.divmod(np.arange(people * positions), positions)
    return Case(
        workers=[f"w{n}" for n in range(people)], positions=[f"p{n}" for n in range(positions)], households=["h"],
        household=np.zeros(people, np.int64), priority=np.array([first]), seats=np.full(positions, seats), reserved=np.zeros(positions, np.int64),
        pairs=lambda: [[worker, position, np.full(people * positions, 5)]],
    )  # fmt: skip


def couple(people: int, positions: int) -> Groups:
    """The first two go together; all positions are one employer's."""
    group = np.full(people, -1)
    group[:2] = 0
    return Groups(groups=["g"], group=group, employers=["e"], employer=np.zeros(positions, np.int64))


def proof(**leaf: Any) -> dict[str, Any]:
    """A certificate that nobody can go, as a forger would write it."""
    whole = {"weight": 0, "position_price": {}, "reserved_price": {}, "household_potential": {}, "crowds": [], **leaf}
    return {
        "mode": "score", "group_rule": "reserved", "seed": 0, "priority_weight": 0, "scale": 1, "bound": 0, "position_price": {}, "worker_rent": {},
        "household_potential": {}, "objective": {"households": 0, "score": 0}, "lottery": None, "score_proof": whole,
    }  # fmt: skip


def test_what_prices_of_crowds_give_back_is_counted_whatever_its_size() -> None:
    crowds = [{"group": "g", "position": f"p{n}", "open": 1 << 52, "reserved": 0} for n in range(2)]
    verdict = judge(case(2, 1024, 2, first=False), [], proof(crowds=crowds), groups=couple(2, 2))
    assert not verdict["optimal"] and verdict["gap"] > 0, "two may go, and 2 × 1024 × 2^52 is 2^63"


def test_what_a_household_keeps_is_counted_whatever_its_size() -> None:
    """Ten of one household, two of them a couple: with this potential its part is 9 × 2^60 and would fall below nothing."""
    verdict = judge(case(1, 20, 10, first=True), [], proof(household_potential={"h": 1 << 60}), groups=couple(10, 1))
    assert not verdict["optimal"] and verdict["gap"] > 0
    assert {"code": "household_potential", "value": 1 << 60} in verdict["violations"]


def test_a_household_too_large_to_be_counted_safely_is_told() -> None:
    verdict = judge(
        case(1, 600, 600, first=True), [], proof(household_potential={"h": -(1 << 52)}), groups=couple(600, 1)
    )
    assert {"code": "household_size", "people": 600, "most": 500} in verdict["violations"] and verdict["gap"] > 0
