"""A floor's plan is the best that keeps it, to the point, whatever the market; its price and its proof are those of the last seat."""

from itertools import product as every

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shanhai.core.matching.assign import assign, priority_weight
from shanhai.core.matching.certificate import certificate
from shanhai.core.matching.facts import ListedPairs, Market
from shanhai.core.matching.floor import Floor, Floored, said
from shanhai.core.matching.floor_search import Raised, assign_with_floor
from shanhai.core.matching.pairs import Listed
from shanhai.core.matching.verdict import judge
from shanhai.core.matching.verify import Case
from shanhai.core.matching.verify_floor import Counted
from tests.core.refusals import code as refused

PEOPLE, PLACES = 5, 3


@st.composite
def markets(draw: st.DrawFn) -> tuple[Market, ListedPairs, Floor, str]:
    home = draw(st.lists(st.integers(0, 3), min_size=PEOPLE, max_size=PEOPLE))
    score = draw(st.lists(st.integers(-2, 6), min_size=PEOPLE * PLACES, max_size=PEOPLE * PLACES))
    table = np.array(score).reshape(PEOPLE, PLACES)
    worker, position = np.nonzero(table >= 0)
    start = np.concatenate([[0], np.cumsum(np.bincount(worker, minlength=PEOPLE))])
    market = Market(
        workers=[f"w{n}" for n in range(PEOPLE)], positions=[f"p{n}" for n in range(PLACES)],
        seats=np.array(draw(st.lists(st.integers(1, 2), min_size=PLACES, max_size=PLACES)), np.int32), household=np.array(home, np.int32),
        priority=np.array(draw(st.lists(st.booleans(), min_size=4, max_size=4))), households=["a", "b", "c", "d"],
    )  # fmt: skip
    people = draw(st.booleans())
    which = np.array(
        draw(st.lists(st.booleans(), min_size=PEOPLE if people else PLACES, max_size=PEOPLE if people else PLACES))
    )
    least = draw(st.integers(0, 5))
    floor = Floor(least, who=which) if people else Floor(least, where=which)
    pairs = ListedPairs(start.astype(np.int64), position.astype(np.int32), table[worker, position].astype(np.int32))
    return market, pairs, floor, draw(st.sampled_from(["lexicographic", "score"]))


def best(market: Market, pairs: ListedPairs, floor: Floor, objective: str) -> int | None:
    """Every plan, tried."""
    weight = priority_weight(market, pairs.highest) if objective == "lexicographic" else 0
    found: list[int] = []
    choices = [[-1, *pairs.position[pairs.start[w] : pairs.start[w + 1]].tolist()] for w in range(PEOPLE)]
    for plan in every(*choices):
        at = np.array(plan)
        seated = np.flatnonzero(at >= 0)
        if (np.bincount(at[seated], minlength=PLACES) > market.seats).any() or floor.counted(
            seated, at[seated]
        ).sum() < floor.least:
            continue
        households = int(market.priority[np.unique(market.household[seated])].sum())
        found.append(weight * households + sum(pairs.score_of(int(w), int(at[w])) or 0 for w in seated))
    return max(found, default=None)


def case(market: Market, pairs: ListedPairs) -> Case:
    worker = np.repeat(np.arange(PEOPLE), np.diff(pairs.start))
    return Case(
        workers=market.workers, positions=market.positions, households=market.households, household=market.household.astype(np.int64),
        priority=market.priority, seats=market.seats.astype(np.int64), reserved=market.reserved.astype(np.int64),
        pairs=lambda: [[worker, pairs.position.astype(np.int64), pairs.score.astype(np.int64)]],
    )  # fmt: skip


def published(market: Market, floor: Floor, found: Floored, objective: str) -> tuple[Counted, dict]:  # type: ignore[type-arg]
    names, flags = (market.workers, floor.who) if floor.who is not None else (market.positions, floor.where)
    assert flags is not None
    counted = Counted(column="worker" if floor.who is not None else "position", names=frozenset(n for n, yes in zip(names, flags, strict=True) if yes))  # fmt: skip
    return counted, {
        **certificate(market, found.plan, mode=objective, inputs={}),
        "floor": said(floor, found.price),
    }


def rows(market: Market, found: Floored) -> list[tuple[str, str]]:
    return [(market.workers[w], market.positions[p]) for w, p in enumerate(found.plan.position.tolist()) if p >= 0]


@settings(max_examples=400, deadline=None)
@given(markets())
def test_no_plan_that_keeps_the_floor_is_better_and_the_verifier_agrees(
    made: tuple[Market, ListedPairs, Floor, str],
) -> None:
    market, pairs, floor, objective = made
    most = best(market, pairs, floor, objective)
    if most is None:
        assert refused(assign_with_floor, market, pairs, floor, objective=objective) == "match.floor_most"
        return
    found = assign_with_floor(market, pairs, floor, objective=objective, seed=3)
    assert (found.plan.objective, found.plan.gap) == (most, 0)
    plain = assign(market, pairs, objective=objective, seed=3)
    cost = found.cost
    assert plain.priority_weight * cost["households"] + cost["score"] == plain.objective - most >= 0
    assert (found.price > 0) == (found.before < floor.least)
    counted, proof = published(market, floor, found, objective)
    verdict = judge(case(market, pairs), rows(market, found), proof, floor=counted)
    assert verdict["optimal"], verdict


def contested() -> tuple[Market, ListedPairs, Floor]:
    """Three people and one seat: the third, whom the floor is about, brings least."""
    market = Market(
        workers=["w0", "w1", "w2"], positions=["p0"], seats=np.array([1], np.int32), household=np.arange(3, dtype=np.int32),
        priority=np.zeros(3, bool), households=["a", "b", "c"],
    )  # fmt: skip
    pairs = ListedPairs(np.arange(4), np.zeros(3, np.int32), np.array([9, 7, 4], np.int32))
    return market, pairs, Floor(1, who=np.array([False, False, True]))


def test_the_price_is_what_the_last_seat_costs() -> None:
    found = assign_with_floor(*contested(), objective="score")
    assert (found.price, found.cost, found.before) == (5, {"households": 0, "score": 5}, 0)


@pytest.mark.parametrize("forged", ["least", "price", "counts", "names", "plan"])
def test_a_forged_floor_is_found_out(forged: str) -> None:
    market, pairs, floor = contested()
    found = assign_with_floor(market, pairs, floor, objective="score")
    counted, proof = published(market, floor, found, "score")
    plan = rows(market, found)
    small = Case(
        workers=market.workers, positions=market.positions, households=market.households, household=np.arange(3), priority=np.zeros(3, bool),
        seats=np.array([1]), reserved=np.array([0]), pairs=lambda: [[np.arange(3), np.zeros(3, np.int64), np.array([9, 7, 4])]],
    )  # fmt: skip
    assert judge(small, plan, proof, floor=counted)["optimal"]
    if forged == "plan":
        plan = [("w0", "p0")]
    elif forged == "names":
        counted = Counted(column="worker", names=frozenset({"w2", "w9"}))
    else:
        proof["floor"] = {**proof["floor"], forged: {"least": 2, "price": -1, "counts": "position"}[forged]}
    assert not judge(small, plan, proof, floor=counted)["optimal"]
    assert {"code": "floor", "said": proof["floor"]} in judge(small, plan, proof)["violations"], "nor without its file"
    assert refused(judge, small, plan, {**proof, "floor": None}, floor=counted) == "match.certificate"


def test_large_scores_and_raised_pairs_are_asked_as_any_other() -> None:
    _market, pairs, floor = contested()
    large = ListedPairs(pairs.start, pairs.position, np.array([10**9, 10**9, 1], np.int32))
    crowd = Market(
        workers=["w0", "w1", "w2"], positions=["p0"], seats=np.array([1], np.int32), household=np.arange(3, dtype=np.int32), priority=np.ones(3, bool),
        households=["a", "b", "c"],
    )  # fmt: skip
    assert assign_with_floor(crowd, large, floor).plan.gap == 0
    raised = Raised(Listed(pairs, 1), floor, 5, (3, 1))
    assert (raised.highest, raised.known, raised.spread(np.arange(3, dtype=np.int32), 0).sum()) == (14, 3, 3)
    assert raised.best(np.arange(3, dtype=np.int32), np.zeros(1, np.int64), 1).score.tolist() == [9, 7, 9]
    assert raised.best_over(np.full(1, 8), np.zeros(3, np.int64), 1).score.tolist() == [9, 9]


def test_a_search_that_could_overflow_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    market, pairs, floor = contested()
    monkeypatch.setattr(Listed, "highest", property(lambda _self: 2**61))
    assert refused(assign_with_floor, market, pairs, floor, objective="score") == "match.overflow"


def test_where_all_are_alike_the_draw_says_who_goes_and_just_as_many_as_the_floor_asks() -> None:
    """Six alike: five points at one place, four at the counted one; three must go there, and the halving of the draw goes both ways."""
    people = 6
    market = Market(
        workers=[f"w{n}" for n in range(people)], positions=["there", "elsewhere"], seats=np.array([people, people], np.int32),
        household=np.arange(people, dtype=np.int32), priority=np.zeros(people, bool), households=[f"h{n}" for n in range(people)],
    )  # fmt: skip
    start = np.arange(people + 1, dtype=np.int64) * 2
    pairs = ListedPairs(start, np.tile(np.array([0, 1], np.int32), people), np.tile(np.array([4, 5], np.int32), people))
    for least in range(1, people):
        found = assign_with_floor(market, pairs, Floor(least, where=np.array([True, False])), objective="score", seed=3)
        assert int((found.plan.position == 0).sum()) == least
        assert found.plan.score == 4 * least + 5 * (people - least)
