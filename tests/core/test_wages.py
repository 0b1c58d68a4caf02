"""The lowest pay of a region on a day."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanhai.core.money import Fen
from shanhai.core.occupations import occupation_name, occupations, parse_occupation
from shanhai.core.refusal import Refusal
from shanhai.core.wages import Wage, above, check_pay, examples, least

DAY = date(2018, 3, 5)


def wage(region: str, since: date, yuan: int) -> Wage:
    return Wage(region, since, Fen(yuan * 100), "文件", example=False)


def test_the_value_in_force_is_the_latest_begun() -> None:
    assert least("350105", on=date(2017, 6, 30)).monthly == 135_000  # type: ignore[union-attr]
    assert least("350105", on=date(2017, 7, 1)).monthly == 165_000  # type: ignore[union-attr]
    assert least("350105", on=date(2000, 1, 1)) is None
    assert least("110101", on=DAY) is None


def test_what_was_confirmed_goes_before_an_example_and_a_correction_after_what_it_corrects() -> None:
    first, second = wage("350105", date(2017, 7, 1), 1500), wage("350105", date(2017, 7, 1), 1600)
    assert least("350105", on=DAY, known=[first]) == first
    assert least("350105", on=DAY, known=[first, second]) == second
    assert least("350105", on=DAY, known=[wage("350105", date(2018, 7, 1), 9000)]).example  # type: ignore[union-attr]


def test_a_nearer_region_goes_before_a_wider_one() -> None:
    city, province = wage("350100", date(2018, 1, 1), 1700), wage("350000", date(2018, 1, 1), 1280)
    assert above("350105") == ("350105", "350100", "350000")
    assert least("350102", on=DAY, known=[province, city]) == city
    assert least("350500", on=DAY, known=[province, city]) == province


@given(st.integers(1, 10_000_000), st.integers(1, 10_000_000))
def test_pay_is_refused_exactly_when_it_is_below(pay: int, monthly: int) -> None:
    value = Wage("350105", DAY, Fen(monthly), "文件")
    if pay < monthly:
        with pytest.raises(Refusal, match=r"position\.pay_below_minimum"):
            check_pay(Fen(pay), value)
    else:
        check_pay(Fen(pay), value)
    check_pay(Fen(pay), None)


def test_every_shipped_value_says_that_it_is_an_example() -> None:
    assert examples() and all(one.example and one.source.startswith("示例数值，未经核对") for one in examples())


def test_an_occupation_is_known_by_code_or_by_name() -> None:
    assert all(parse_occupation(one.code) == parse_occupation(one.name) == one.code for one in occupations().values())
    assert len({one.name for one in occupations().values()}) == len(occupations())
    assert all(not one.isco or len(one.isco) == 4 for one in occupations().values())
    assert (parse_occupation(""), parse_occupation("6-99-99-99"), occupation_name("6-99-99-99")) == ("", "6-99-99-99", "")  # fmt: skip
    with pytest.raises(Refusal, match=r"position\.occupation"):
        parse_occupation("打螺丝的")
