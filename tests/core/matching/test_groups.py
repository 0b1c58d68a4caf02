"""Groups 成建制: whole to one employer or nowhere, by the rule that is written; proved over all pairs."""

from copy import deepcopy
from dataclasses import replace

import numpy as np
import pytest

from shanhai.core.matching.facts import ListedPairs, Market
from shanhai.core.matching.groups import relaxed, search, solve
from shanhai.core.matching.groups.facts import Grouping
from shanhai.core.matching.groups.rules import Rule, rule_of
from shanhai.core.matching.groups.solve import solve_groups
from tests.core.refusals import code, refused
from tests.matching.grouped import best_of_all, judged, random_groups

# 夫妻马甲、马乙 go together; 李 scores more than either. The mill has two seats, one of them reserved; the port one.
COUPLE = Market(
    workers=["li", "ma1", "ma2"], positions=["mill", "port"], seats=np.array([2, 1], np.int32), household=np.array([0, 1, 1], np.int32),
    priority=np.array([True, False]), households=["h0", "h1"], employer=np.array([0, 1], np.int32), reserved=np.array([1, 0], np.int32),
)  # fmt: skip
PAIRS = ListedPairs(np.array([0, 2, 3, 4]), np.array([0, 1, 0, 0], np.int32), np.array([9, 2, 5, 6], np.int32))
TOGETHER = Grouping(["couple"], np.array([-1, 0, 0], np.int32), ["e-mill", "e-port"])
CASE = (COUPLE, PAIRS, TOGETHER, Rule())


def places(plan):
    return {COUPLE.workers[w]: COUPLE.positions[p] for w, p in enumerate(plan.position.tolist()) if p >= 0}


def test_a_couple_takes_a_reserved_and_an_open_seat_where_that_is_worth_it():
    plan = solve_groups(*CASE)
    assert (places(plan), plan.households, plan.score, plan.gap) == (
        {"li": "port", "ma1": "mill", "ma2": "mill"},
        1,
        13,
        0,
    )
    assert judged(CASE, plan)["optimal"] and plan.employer.tolist() == [0]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (Rule(), ({"li": "mill"}, 1, 9)),
        (Rule(bonus=3), ({"ma1": "mill", "ma2": "mill"}, 0, 17)),
    ],
)
def test_the_rule_decides_who_goes(rule, expected):
    """Without the port's seat the couple and 李 want the same open seat; only scores count here."""
    nobody_at_port = ListedPairs(np.array([0, 1, 2, 3]), np.array([0, 0, 0], np.int32), np.array([12, 5, 6], np.int32))
    plan = solve_groups(COUPLE, nobody_at_port, TOGETHER, rule, objective="score")
    expected = ({"li": "mill"}, 1, 12) if not rule.bonus else expected
    assert (places(plan), plan.households, plan.score) == expected
    assert judged((COUPLE, nobody_at_port, TOGETHER, rule), plan)["optimal"]


def test_a_group_may_count_as_households():
    nobody_at_port = ListedPairs(np.array([0, 1, 2, 3]), np.array([0, 0, 0], np.int32), np.array([12, 5, 6], np.int32))
    one, two = (solve_groups(COUPLE, nobody_at_port, TOGETHER, Rule(households=k)) for k in (1, 2))
    assert (one.households, one.score, two.households, two.score) == (1, 12, 2, 11)
    assert refused(solve_groups, *CASE[:3], Rule(households=2), objective="score").code == "match.rule_objective"


@pytest.mark.parametrize(
    ("said", "rule"),
    [("", Rule()), ("reserved", Rule()), ("bonus:30", Rule(bonus=30)), ("households:0", Rule(households=0))],
)
def test_rules_are_read_as_they_are_written(said, rule):
    assert rule_of(said) == rule and rule_of(str(rule)) == rule


@pytest.mark.parametrize(
    "said",
    [
        "bonus",
        "bonus:",
        "bonus:-1",
        "bonus:1.5",
        "bonus:\uff19",
        "bonus:9999999999",
        "households:10001",
        "fair:1",
        "reserved:1",
    ],
)
def test_other_rules_are_refused(said):
    assert code(rule_of, said) == "match.rule"


@pytest.mark.parametrize("seed", range(14))
def test_small_markets_are_solved_as_well_as_by_trying_everything(seed):
    grouped = random_groups(seed, people=5)
    plan = solve_groups(*grouped)
    assert plan.bound == best_of_all(*grouped, weight=plan.priority_weight) and judged(grouped, plan)["optimal"]


@pytest.mark.parametrize("seed", [17, 84, 88, 251, 329, 384])
def test_where_the_relaxed_plan_parts_a_group_cases_are_split_until_it_is_proved(seed):
    grouped = random_groups(seed, people=5)
    plan = solve_groups(*grouped)
    assert "group" in {**plan.score_proof, **plan.households_proof}
    assert plan.bound == best_of_all(*grouped, weight=plan.priority_weight) and judged(grouped, plan)["optimal"]


@pytest.mark.parametrize("seed", [17, 84, 88, 251, 329, 384])
def test_without_splitting_plans_are_only_polished(seed, monkeypatch):
    monkeypatch.setattr(search.Search, "split", lambda _self, _effort: None)
    monkeypatch.setattr(search, "WINDOW", 1)
    grouped = random_groups(seed, people=5)
    plan = solve_groups(*grouped, effort=40_000)
    assert plan.gap > 0 and judged(grouped, plan, allowed=plan.gap)["optimal"]
    assert plan.priority_weight * plan.households + plan.score <= best_of_all(*grouped, weight=plan.priority_weight)


@pytest.mark.parametrize("seed", [1, 8, 45, 77, 207])
def test_with_little_effort_the_gap_is_told(seed, monkeypatch):
    monkeypatch.setattr(relaxed, "MOST_NEW", 1)
    monkeypatch.setattr(solve, "FIRST", 2)
    monkeypatch.setattr(search, "ROUNDS", 2)
    grouped = random_groups(seed)
    for effort in (1, 20_000):
        plan = solve_groups(*grouped, effort=effort)
        assert judged(grouped, plan, allowed=plan.gap)["optimal"]
        assert plan.gap == 0 or not judged(grouped, plan)["optimal"]


def test_a_half_keeps_the_prices_of_the_whole_where_they_bound_it_better(monkeypatch):
    """Planted: a half whose own answer is worse than what is known already."""
    ask = relaxed.Relaxed.ask

    def worse(self, opened, **how):
        answer = ask(self, opened, **how)
        return answer if opened.nowhere.all() else answer._replace(whole=answer.whole + 10**6, guess=None)

    monkeypatch.setattr(relaxed.Relaxed, "ask", worse)
    grouped = random_groups(17, people=5)
    plan = solve_groups(*grouped, effort=2_000_000)
    assert judged(grouped, plan, allowed=plan.gap)["optimal"]


def forged(**changes):
    plan = solve_groups(*CASE)
    said = deepcopy(plan.certificate(inputs={}))
    for key, value in changes.items():
        (said["score_proof"] if key in said["score_proof"] else said)[key] = value
    return [fault["code"] for fault in judged(CASE, plan, said=said)["violations"]]


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({}, []),
        ({"bound": 1}, ["bound"]),
        ({"group_rule": "fair"}, ["group_rule"]),
        ({"group_rule": "bonus:x"}, ["group_rule"]),
        ({"scale": 0}, ["scale"]),
        ({"scale": 1 << 59}, ["scale"]),
        ({"priority_weight": 1}, ["priority_weight"]),
        ({"weight": -1}, ["weight"]),
        ({"weight": 1 << 60}, ["weight"]),
        ({"position_price": {"mill": -1}}, ["position_price"]),
        ({"reserved_price": {"nowhere": 1}}, ["reserved_price"]),
        ({"household_potential": {"h0": 0.5}}, ["household_potential"]),
        ({"crowds": [{"group": "nobody", "position": "mill", "open": 1, "reserved": 1}]}, ["crowds"]),
        ({"crowds": [{"group": "couple", "position": "mill", "open": -1, "reserved": 1}]}, ["crowds"]),
        ({"crowds": [{"group": "couple", "position": "mill", "open": 1, "reserved": 1}] * 2}, ["crowds"]),
        ({"objective": {"households": 9, "score": 13}}, ["objective"]),
    ],
)  # fmt: skip
def test_a_forged_certificate_is_caught(changes, faults):
    found = forged(**changes)
    assert found[: len(faults)] == faults and bool(found) == bool(faults)


def test_a_tree_must_split_by_a_group_and_an_employer_that_there_are():
    plan = solve_groups(*CASE)
    said = deepcopy(plan.certificate(inputs={}))
    leaf = said["score_proof"]
    said["score_proof"] = {"group": "couple", "employer": "e-mill", "yes": leaf, "no": leaf}
    assert judged(CASE, plan, said=said)["optimal"]  # the couple there or not: neither can be better
    said["score_proof"] = {**said["score_proof"], "employer": "e-port"}
    assert judged(CASE, plan, said=said)["optimal"]  # there it can never go whole: nothing is a bound of that
    for name in ("group", "employer"):
        wrong = {**said, "score_proof": {**said["score_proof"], name: "nobody"}}
        assert [fault["code"] for fault in judged(CASE, plan, said=wrong)["violations"]] == ["branch"]


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        ([("ma1", "mill")], "group_split"),
        ([("li", "mill"), ("ma1", "mill"), ("ma2", "mill")], "seats"),
        ([("ma1", "port"), ("ma2", "port")], "not_eligible"),
        ([], "objective"),
    ],
)
def test_a_plan_that_is_not_allowed_or_not_the_best_is_told(rows, fault):
    verdict = judged(CASE, solve_groups(*CASE), rows=rows)
    assert not verdict["optimal"] and fault in [one["code"] for one in verdict["violations"]]


def test_only_members_take_reserved_seats():
    alone = (replace(COUPLE, reserved=np.array([2, 0], np.int32)), PAIRS, TOGETHER, Rule())
    plan = solve_groups(*alone)
    assert places(plan) == {"li": "port", "ma1": "mill", "ma2": "mill"}
    verdict = judged(alone, plan, rows=[("li", "mill")])
    assert {"code": "reserved", "position": "mill", "taken": 1, "seats": 0} in verdict["violations"]


def test_a_market_whose_groups_can_go_nowhere_is_a_market_without_them():
    nowhere = ListedPairs(np.array([0, 2, 3, 3]), np.array([0, 1, 0], np.int32), np.array([9, 2, 5], np.int32))
    plan = solve_groups(COUPLE, nowhere, TOGETHER, Rule())
    assert (places(plan), plan.gap) == ({"li": "mill"}, 0) and judged((COUPLE, nowhere, TOGETHER, Rule()), plan)[
        "optimal"
    ]
    nobody = ListedPairs(np.zeros(4, np.int64), np.empty(0, np.int32), np.empty(0, np.int32))
    empty = (COUPLE, nobody, TOGETHER, Rule())
    assert places(solve_groups(*empty)) == {} and judged(empty, solve_groups(*empty))["optimal"]
