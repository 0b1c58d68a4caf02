"""A plan and its prices, one by hand and many at random; every forgery has its own name."""

from copy import deepcopy

import pytest

from shanhai.core.matching.verdict import judge
from shanhai.core.matching.verify_draw import tickets, weight
from tests.core.refusals import refused
from tests.matching import reference
from tests.matching.reference import Small, case, random_market, solve

# Two seats at one workshop. 马家 is poor and nobody there earns; 李 alone scores best. Households first: 马甲 goes, and 李 with the other seat.
MARKET = Small(
    seats={"车间": 2, "仓库": 1},
    home={"马甲": "马家", "马乙": "马家", "李": "李家"},
    priority=frozenset({"马家"}),
    pairs={("马甲", "车间"): 3, ("马乙", "车间"): 5, ("李", "车间"): 9, ("马甲", "仓库"): 1},
    reserved={"车间": 0, "仓库": 0},
)
PLAN = {"马甲": "仓库", "马乙": "车间", "李": "车间"}
PROOF = {
    "mode": "lexicographic", "group_rule": None, "priority_weight": 28, "bound": 43, "objective": {"households": 1, "score": 15},
    "position_price": {"车间": 3, "仓库": 1}, "worker_rent": {"马乙": 2, "李": 6}, "household_potential": {},
    "seed": 7, "lottery": None, "inputs": {},
}  # fmt: skip


def codes(verdict):
    return [fault["code"] for fault in verdict["violations"]]


def judged(plan=None, market=MARKET, **said):
    return judge(case(market), (PLAN if plan is None else plan).items(), {**deepcopy(PROOF), **said})


def test_the_plan_by_hand_is_proved():
    assert judged() == {
        "feasible": True, "optimal": True, "gap": 0, "drawn": False, "violations": [], "objective": {"households": 1, "score": 15},
    }  # fmt: skip


def test_a_worse_plan_is_not_best():
    worse = {"马甲": "仓库", "李": "车间"}
    assert codes(judged(worse)) == ["objective", "gap"]
    honest = judged(worse, objective={"households": 1, "score": 10})
    assert (honest["feasible"], honest["optimal"], honest["gap"]) == (True, False, 5)
    nobody = judged({}, objective={"households": 0, "score": 0})
    assert (nobody["gap"], codes(nobody)) == (43, ["gap"])


@pytest.mark.parametrize(
    ("plan", "fault"),
    [
        ([("马甲", "车间"), ("马乙", "车间"), ("李", "车间")], {"code": "seats", "position": "车间", "taken": 3, "seats": 2}),
        ([("马甲", "仓库"), ("马甲", "车间")], {"code": "worker_twice", "worker": "马甲", "position": "车间"}),
        ([("李", "仓库")], {"code": "not_eligible", "worker": "李", "position": "仓库"}),
        ([("张", "仓库")], {"code": "worker_unknown", "worker": "张", "position": "仓库"}),
        ([("李", "码头")], {"code": "position_unknown", "worker": "李", "position": "码头"}),
    ],
)  # fmt: skip
def test_what_no_plan_may_do_is_told_by_name(plan, fault):
    verdict = judge(case(MARKET), plan, deepcopy(PROOF))
    assert not verdict["feasible"] and not verdict["optimal"] and verdict["violations"][0] == fault


def test_a_reserved_seat_is_for_groups():
    market = Small(MARKET.seats, MARKET.home, MARKET.priority, MARKET.pairs, {"车间": 1, "仓库": 0})
    assert judged(market=market)["violations"][0] == {"code": "reserved", "position": "车间", "taken": 2, "seats": 1}


@pytest.mark.parametrize(
    ("forged", "found"),
    [
        ({"position_price": {"车间": 2, "仓库": 1}}, ["price_too_low", "price_too_low", "price_too_low", "bound", "gap"]),
        ({"position_price": {"车间": 2, "仓库": 1}, "bound": 41}, ["price_too_low"] * 3 + ["gap"]),
        ({"bound": 42}, ["bound"]),
        ({"priority_weight": 27, "bound": 42}, ["priority_weight", "bound"]),
        ({"mode": "best"}, ["priority_weight", "bound"]),
        ({"mode": "score"}, ["priority_weight", "bound"]),
        ({"worker_rent": {"马乙": 2, "李": 6, "马甲": -1}}, ["worker_rent"]),
        ({"worker_rent": {"马乙": 2, "李": 6.0}}, ["worker_rent", "price_too_low", "bound", "gap"]),
        ({"worker_rent": {"马乙": 2, "李": 6, "王": 1}}, ["worker_rent"]),
        ({"household_potential": {"李家": 1}}, ["household_potential"]),
        ({"household_potential": {"马家": 1 << 61}}, ["household_potential"]),
        ({"objective": {"households": 2, "score": 15}}, ["objective"]),
        ({"group_rule": "bonus:3"}, ["group_rule"]),
    ],
)  # fmt: skip
def test_a_forged_certificate_is_caught(forged, found):
    verdict = judged(**forged)
    assert verdict["feasible"] and not verdict["optimal"] and codes(verdict) == found


def test_the_pair_a_price_is_too_low_for_is_named():
    fault = judged(position_price={"车间": 2, "仓库": 1})["violations"][0]
    assert fault == {"code": "price_too_low", "worker": "马甲", "position": "车间", "lack": 1}


def test_many_pairs_that_lack_are_told_in_part():
    market = Small(
        {"p": 1}, {f"w{k}": f"h{k}" for k in range(60)}, frozenset(), {(f"w{k}", "p"): 1 for k in range(60)}, {"p": 0}
    )
    blocks = case(market)
    verdict = judge(blocks, [], {**PROOF, "position_price": {}, "worker_rent": {}, "priority_weight": 2})
    assert codes(verdict).count("price_too_low") == 60  # blocks of seven
    assert weight(tickets(0, "worker", ["a"]), tickets(0, "position", ["b"]))[0] == reference.weight(0, "a", "b")


@pytest.mark.parametrize(
    ("key", "value"),
    [("mode", None), ("bound", 43.0), ("priority_weight", True), ("worker_rent", []), ("lottery", "x")],
)
def test_what_is_no_certificate_is_refused(key, value):
    no = refused(judged, **{key: value})
    assert (no.code, no.facts) == ("match.certificate", {"key": key})


@pytest.mark.parametrize("mode", ["lexicographic", "score"])
@pytest.mark.parametrize("seed", range(20))
def test_plans_of_another_make_are_proved_and_their_forgeries_are_not(seed, mode):
    market = random_market(seed)
    plan, proof = solve(market, seed=seed, mode=mode)
    whole = judge(case(market), plan.items(), proof)
    assert whole["optimal"] and whole["drawn"] and whole["objective"] == proof["objective"]
    for person, place in plan.items():
        rest = {w: p for w, p in plan.items() if w != person}
        assert not judge(case(market), rest.items(), proof)["optimal"]
        for (w, other), _score in market.pairs.items():
            if w == person and other != place:
                assert not judge(case(market), {**rest, w: other}.items(), proof)["optimal"]


DRAWN = random_market(37)


def drawn(change):
    plan, proof = solve(DRAWN, seed=3)
    change(proof)
    return judge(case(DRAWN), plan.items(), proof)


def test_a_forged_draw_is_caught():
    assert drawn(lambda proof: None)["drawn"]
    one_lower = drawn(
        lambda proof: proof["lottery"]["worker_rent"].update(
            {w: v - 1 for w, v in proof["lottery"]["worker_rent"].items() if v}
        )
    )
    assert not one_lower["drawn"] and not one_lower["optimal"] and {"draw"} <= set(codes(one_lower))
    assert codes(drawn(lambda proof: proof["lottery"].update(bound=1))) == ["draw"]
    assert "draw_seed" in codes(drawn(lambda proof: proof.update(seed=4)))
    assert codes(drawn(lambda proof: proof["lottery"]["worker_rent"].update(nobody=1))) == ["worker_rent"]
    both = drawn(lambda proof: (proof.update(seed=4), proof["lottery"].update(seed=4)))
    assert not both["drawn"] and "draw" in codes(both)


def test_a_draw_of_another_seed_names_other_people():
    seeds = {tuple(sorted(solve(DRAWN, seed=seed)[0].items())) for seed in range(12)}
    assert len(seeds) > 1


def test_who_lost_the_draw_is_not_put_in_the_winners_place():
    market = Small({"p": 1}, {"a": "a", "b": "b"}, frozenset(), {("a", "p"): 4, ("b", "p"): 4}, {"p": 0})
    plan, proof = solve(market, seed=1)
    loser = {"a", "b"} - set(plan)
    verdict = judge(case(market), [(loser.pop(), "p")], proof)
    assert (verdict["feasible"], verdict["gap"], codes(verdict)) == (True, 0, ["draw"])
    assert judge(case(market), plan.items(), proof)["drawn"]
