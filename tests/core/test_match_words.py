"""Three good positions, why not the next, what stands in the way, and how it fell out by groups."""

import numpy as np

from shanhai.core.matching.explain import bars, cause, causes, costs, other
from shanhai.core.matching.facts import NOWHERE, Market, Plan, Prices
from shanhai.core.matching.fairness import Row, report, share, short_of_applicants
from shanhai.core.matching.recommend import recommend
from shanhai.core.matching.score import Reason
from shanhai.core.matching.sides import Home, Seeker, Vacancy, When
from shanhai.core.matching.tables import BIT, tables
from shanhai.core.money import Fen

I32, I64 = np.int32, np.int64


def test_the_planned_position_comes_first_then_points_less_price() -> None:
    scores = np.array([[50, 60, 55, 54, -1], [-1, -1, -1, -1, -1]], I32)
    prices = np.array([0, 40, 0, 0, 0], I64)
    found = recommend(
        lambda start, stop: scores[start:stop],
        prices,
        np.array([0, NOWHERE], I32),
        workers=("a", "b"),
        positions=tuple("vwxyz"),
        seed=7,
    )
    assert found == [[0, 2, 3], []]
    free = recommend(
        lambda start, stop: scores[:1][start:stop],
        prices,
        np.array([NOWHERE], I32),
        workers=("a",),
        positions=tuple("vwxyz"),
        seed=7,
    )
    assert free == [[2, 3, 0]]


def test_equal_positions_are_drawn_by_name_and_not_by_place() -> None:
    even = np.full((40, 4), 9, I32)
    people, none = tuple(f"w{n}" for n in range(40)), np.full(40, NOWHERE, I32)
    zero = np.zeros(4, I64)
    there = recommend(lambda start, stop: even[start:stop], zero, none, workers=people, positions=tuple("abcd"), seed=1)
    back = recommend(lambda start, stop: even[start:stop], zero, none, workers=people, positions=tuple("dcba"), seed=1)
    assert [["abcd"[j] for j in row] for row in there] == [["dcba"[j] for j in row] for row in back]
    assert {row[0] for row in there} == {0, 1, 2, 3}
    assert there != recommend(
        lambda start, stop: even[start:stop], zero, none, workers=people, positions=tuple("abcd"), seed=2
    )


def test_bars_are_drawn_against_the_largest_and_leave_the_base_out() -> None:
    drawn = bars([Reason("base", 40), Reason("a", 20), Reason("b", -5), Reason("c", 10)])
    assert [(one.reason.code, one.width, one.against) for one in drawn] == [("a", 100, False), ("c", 50, False), ("b", 25, True)]  # fmt: skip
    assert bars([Reason("base", 40)]) == []


def test_why_not_the_other_is_said_in_prices() -> None:
    market = Market(
        workers=("a", "b"), positions=("x", "y"), seats=np.array([1, 1], I32), household=np.array([0, 1], I32),
        priority=np.array([False, False]),
    )  # fmt: skip
    prices = Prices(np.array([0, 30], I64), np.array([50, 20], I64), np.zeros(2, I64))
    plan = Plan(position=np.array([0, 1], I32), prices=prices, priority_weight=1000, households=0, score=100, bound=100)
    found = other(market, plan, worker=0, position=1, points=60)
    assert (found.price, found.points, found.short) == (30, 60, 20)
    assert other(market, plan, worker=0, position=0, points=50).short == 0


def test_the_limit_that_binds_is_the_one_that_would_open_most() -> None:
    two = [Vacancy(key="x", employer="e", pay_max=Fen(400_000)), Vacancy(key="y", employer="e", pay_max=Fen(500_000))]
    pay, away = BIT["pay.below"], BIT["own.not_there"]
    assert cause(np.array([], I32), []).code == "none"
    assert cause(np.array([0, pay], I32), two).code == "full"
    found = cause(np.array([pay, pay], I32), two)
    assert (found.code, found.opens, found.most, found.change) == ("pay.below", 2, 500_000, "ask_pay")
    both = cause(np.array([pay | away, away | BIT["age.hazard"]], I32), two)
    assert (both.code, both.opens, both.most) == ("own.not_there", 0, 0)


def test_causes_and_costs_read_the_same_tables() -> None:
    seekers = [
        Seeker(key="a", household="a", when=When(age=30), home=Home(lowest_pay=Fen(500_000))),
        Seeker(key="b", household="b", when=When(age=30)),
    ]
    offers = [
        Vacancy(key="x", employer="e", pay_max=Fen(400_000)),
        Vacancy(key="y", employer="e", pay_max=Fen(400_000)),
    ]
    made = tables(seekers, offers)
    assert [(i, one.code, one.opens) for i, one in causes(made, offers, [0])] == [(0, "pay.below", 2)]
    assert [(c.position, c.code, c.people, c.candidates) for c in costs(made)] == [
        (0, "pay.below", 1, 1),
        (1, "pay.below", 1, 1),
    ]


def test_shares_by_group_leave_small_cells_out_and_the_one_they_could_be_told_from() -> None:
    went = [True] * 18 + [False] * 12
    groups = {
        "half": ["a"] * 15 + ["b"] * 15,
        "kind": ["x"] * 20 + ["y"] * 7 + ["z"] * 3,
        "none": [""] * 30,
    }
    rows = {(row.kind, row.group): row for row in report(groups, went, strict=frozenset({"half"}))}
    assert rows["half", "a"].matched is None and rows["half", "b"].matched is None, "3 of 15 went: too few to show"
    assert rows["kind", "x"] == Row("kind", "x", 20, 18, 90)
    assert [rows["kind", one].took_part for one in "yz"] == [None, None], (
        "three people, and whom they could be told from"
    )
    (low,) = (row for row in report({"age": ["a"] * 20 + ["b"] * 10}, went) if row.low)
    assert low == Row("age", "b", 10, 0, 0, low=True)
    known = {row.group: row.matched for row in report({"half": groups["half"]}, went)}
    assert known == {"a": 15, "b": 3}, "of what is known of single people only groups of fewer than five are left out"
    assert report({"one": ["a"] * 30}, went) == [Row("one", "a", 30, 18, 60)]
    assert report({"few": ["a"] * 3}, [True] * 3) == [Row("few", "a", None, None, None)]
    assert (share(1, 3), share(2, 3), share(0, 0)) == (33, 67, 0)


def test_employers_short_of_applicants_are_counted_whatever_the_plan() -> None:
    found = short_of_applicants(("e", "e", "f"), (10, 5, 3), (4, 0, 3))
    assert (found.employers, found.positions, found.seats) == (1, 2, 11)
