"""A certificate says everything by name, the verifier accepts it, and one that is cut short is refused by what it lacks."""

from typing import Any

import numpy as np
import pytest

from shanhai.core.matching import verdict
from shanhai.core.matching.assign import assign
from shanhai.core.matching.certificate import certificate, stable_certificate
from shanhai.core.refusal import Refusal
from tests.core.matching.markets import market


def test_a_certificate_names_every_price_and_the_draw() -> None:
    sides, pairs = market(3, workers=8)
    homes = [f"h{n}" for n in range(len(sides.priority))]
    object.__setattr__(sides, "households", homes)
    plan = assign(sides, pairs, seed=5)
    said = certificate(sides, plan, mode="lexicographic", inputs={"pairs": "x"})
    assert (said["bound"], said["seed"], said["inputs"]) == (plan.objective, 5, {"pairs": "x"})
    assert set(said["position_price"]) == set(sides.positions)
    assert set(said["household_potential"]) == {homes[n] for n in np.flatnonzero(sides.priority)}
    assert said["lottery"]["bound"] >= 0


def test_a_plan_without_a_draw_says_so_and_a_stable_one_needs_no_price() -> None:
    from dataclasses import replace

    sides, pairs = market(3, workers=8)
    object.__setattr__(sides, "households", [""] * len(sides.priority))
    plan = replace(assign(sides, pairs), lottery=None)
    assert certificate(sides, plan, mode="score", inputs={})["lottery"] is None
    assert stable_certificate(households=1, score=2, seed=0, inputs={})["objective"] == {"households": 1, "score": 2}


LEAF: dict[str, Any] = {
    "weight": 0,
    "position_price": {},
    "reserved_price": {},
    "household_potential": {},
    "crowds": [],
}


def grouped(score_proof: Any) -> dict[str, Any]:
    flat = {
        "mode": "score",
        "group_rule": "reserved",
        "seed": 0,
        "priority_weight": 0,
        "bound": 0,
        "objective": {},
        "scale": 1,
    }
    return flat | {"position_price": {}, "worker_rent": {}, "household_potential": {}, "score_proof": score_proof}


def test_with_groups_each_branch_must_be_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verdict, "verify_groups", lambda *_a, **_k: {"feasible": True})
    case: Any = None
    groups: Any = {}
    crowd = {"group": "g", "position": "p", "open": 1, "reserved": 0}
    tree = {"group": "g", "employer": "e", "yes": {**LEAF, "crowds": [crowd]}, "no": LEAF}
    assert verdict.judge(case, [], grouped(tree), groups=groups) == {"feasible": True, "drawn": False}
    for broken in (
        {**tree, "no": {}},
        {**tree, "yes": 3},
        {**LEAF, "weight": "1"},
        {**LEAF, "crowds": [3]},
        {**LEAF, "crowds": [{}]},
    ):
        with pytest.raises(Refusal, match="certificate"):
            verdict.judge(case, [], grouped(broken), groups=groups)
