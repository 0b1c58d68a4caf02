"""Nobody would rather have each other."""

import numpy as np
import pytest

from shanhai.core.matching.verdict import judge
from shanhai.core.matching.verify import Case

# Two people, one seat each at two places; both people like x best, x likes b best, y likes a best.
RANKS = {("a", "x"): (1, 2), ("a", "y"): (2, 1), ("b", "x"): (1, 1), ("b", "y"): (2, 2)}
STABLE = {
    "mode": "stable", "group_rule": None, "priority_weight": 0, "bound": 0, "objective": {"households": 0, "score": 2}, "seed": 0,
    "lottery": None, "position_price": {}, "worker_rent": {}, "household_potential": {}, "inputs": {},
}  # fmt: skip


def market(*, reserved=0):
    columns = [
        np.array(column, np.int64)
        for column in zip(*(("ab".index(w), "xy".index(p), 1, *r) for (w, p), r in RANKS.items()), strict=True)
    ]
    return Case(
        workers=["a", "b"], positions=["x", "y"], households=["", ""], household=np.arange(2), priority=np.zeros(2, bool),
        seats=np.array([1, 1]), reserved=np.array([reserved, 0]), pairs=lambda: [columns],
    )  # fmt: skip


def judged(*plan, reserved=0, score=None):
    said = {**STABLE, "objective": {"households": 0, "score": len(plan) if score is None else score}}
    return judge(market(reserved=reserved), plan, said)


def test_a_stable_plan_has_no_blocking_pair():
    verdict = judged(("b", "x"), ("a", "y"))
    assert (verdict["feasible"], verdict["optimal"], verdict["gap"], verdict["violations"]) == (True, True, 0, [])


@pytest.mark.parametrize(
    ("plan", "blocking"),
    [
        ([("a", "x"), ("b", "y")], [("b", "x")]),
        ([("b", "x")], [("a", "y")]),
        ([], [("a", "x"), ("a", "y"), ("b", "x"), ("b", "y")]),
    ],
)
def test_who_would_rather_have_each_other_is_named(plan, blocking):
    verdict = judged(*plan)
    assert verdict["feasible"] and not verdict["optimal"] and verdict["gap"] == len(blocking)
    assert [(fault["worker"], fault["position"]) for fault in verdict["violations"]] == blocking


def test_a_seat_for_groups_is_not_open_to_anybody():
    assert judged(("a", "y"), reserved=1)["optimal"]
    assert judged(("b", "x"), ("a", "y"), reserved=1)["violations"][0]["code"] == "reserved"


def test_what_the_certificate_says_of_the_plan_is_compared():
    assert [fault["code"] for fault in judged(("b", "x"), ("a", "y"), score=3)["violations"]] == ["objective"]
