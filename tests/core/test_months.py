"""Months are counted from dates: ends of months, gaps, overlaps, and what a stretch adds."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanhai.core.dates import add_months
from shanhai.core.months import (
    Stretch,
    consecutive_months,
    cumulative_months,
    last_day,
    month_of,
    parse_month,
    whole_months,
)
from tests.core.refusals import code

DAYS = st.dates(date(2016, 1, 1), date(2020, 12, 31))


@pytest.mark.parametrize(
    ("since", "until", "months"),
    [
        (date(2018, 3, 9), date(2018, 6, 8), 2),
        (date(2018, 3, 9), date(2018, 6, 9), 3),
        (date(2018, 1, 31), date(2018, 2, 28), 1),
        (date(2018, 1, 31), date(2018, 2, 27), 0),
        (date(2018, 3, 9), date(2018, 3, 9), 0),
        (date(2018, 3, 9), date(2018, 1, 1), 0),
    ],
)
def test_a_month_is_full_on_the_day_of_the_same_number(since: date, until: date, months: int) -> None:
    assert whole_months(since, until) == months


@given(DAYS, st.integers(0, 40))
def test_so_many_months_later_so_many_months_are_full_and_a_day_earlier_one_fewer(since: date, months: int) -> None:
    until = add_months(since, months)
    assert whole_months(since, until) == months
    assert whole_months(since, until - timedelta(days=1)) == max(0, months - 1)


def test_a_change_of_employer_within_the_gap_is_one_run_and_a_longer_break_begins_anew() -> None:
    first, second = Stretch(date(2018, 3, 1), date(2018, 6, 1)), Stretch(date(2018, 6, 16), date(2018, 8, 1))
    assert consecutive_months([second, first], gap=15) == 5
    assert consecutive_months([second, first], gap=14) == 1
    assert cumulative_months([second, first]) == 4
    assert consecutive_months([]) == cumulative_months([]) == 0


def test_left_over_days_make_a_month_at_thirty_and_a_day_counts_once() -> None:
    halves = [Stretch(date(2018, 3, 1), date(2018, 3, 16)), Stretch(date(2018, 5, 1), date(2018, 5, 16))]
    assert cumulative_months(halves) == 1
    assert cumulative_months([halves[0], Stretch(date(2018, 5, 1), date(2018, 5, 15))]) == 0
    assert cumulative_months([halves[0], halves[0], halves[0]]) == 0


@given(st.lists(st.tuples(DAYS, st.integers(1, 200)), max_size=6))
def test_in_all_is_never_less_than_the_newest_run_without_a_gap(drawn: list[tuple[date, int]]) -> None:
    stretches = [Stretch(day, day + timedelta(days=length)) for day, length in drawn]
    assert cumulative_months(stretches) >= consecutive_months(stretches) - len(stretches)
    assert cumulative_months(stretches * 2) == cumulative_months(stretches)


@pytest.mark.parametrize(
    "text", ["2019-02", "2019.2", "2019年2月", "\uff12\uff10\uff11\uff19-\uff10\uff12", " 2019/02 "]
)
def test_a_month_is_read_as_people_write_it(text: str) -> None:
    assert parse_month(text) == date(2019, 2, 1)


@pytest.mark.parametrize("text", ["", "2019", "2019-13", "02-2019", "1800-01"])
def test_what_is_no_month_is_refused(text: str) -> None:
    assert code(parse_month, text) == "month.unreadable"


def test_a_month_begins_on_its_first_day_and_ends_on_its_last() -> None:
    assert month_of(date(2020, 2, 14)) == date(2020, 2, 1)
    assert last_day(date(2020, 2, 1)) == date(2020, 2, 29)
