"""Every clock at its boundary days, days off included; no clock without a law."""

from dataclasses import replace
from datetime import date

import pytest

from shanhai.core.clocks import clock, clocks, probation_limit
from tests.core.refusals import code

DAY = date(2018, 3, 9)


def test_a_contract_is_due_within_a_month_of_the_first_day_and_pay_doubles_the_day_after() -> None:
    assert clock("contract", DAY).due(DAY) == date(2018, 4, 9)
    assert clock("double_pay", DAY).due(DAY) == date(2018, 4, 10)


def test_a_month_ends_on_its_last_day_where_the_day_is_missing() -> None:
    assert clock("contract", date(2018, 1, 31)).due(date(2018, 1, 31)) == date(2018, 2, 28)


@pytest.mark.parametrize(
    ("start", "due"),
    [
        (date(2018, 3, 8), date(2018, 4, 8)),  # 7 April is the last day of 清明; Sunday the 8th is worked
        (date(2018, 3, 9), date(2018, 4, 8)),  # the 30th day itself
        (date(2018, 1, 17), date(2018, 2, 22)),  # 16 February is the first day of the Spring Festival
        (date(2018, 9, 1), date(2018, 10, 8)),  # 1 October to 7 October are free
        (date(2018, 3, 1), date(2018, 4, 2)),  # 31 March is a Saturday
    ],
)
def test_insurance_is_due_in_thirty_days_and_a_day_off_moves_it(start: date, due: date) -> None:
    assert clock("insurance", start).due(start) == due


def test_notice_and_papers_when_somebody_leaves() -> None:
    assert clock("resignation", DAY).due(DAY) == date(2018, 4, 8)
    assert clock("resignation_probation", DAY).due(DAY) == date(2018, 3, 12)
    assert clock("leaving_papers", DAY).due(DAY) == date(2018, 3, 26)  # 24 March is a Saturday


def test_what_starts_before_a_law_has_no_clock() -> None:
    assert code(clock, "contract", date(2007, 12, 31)) == "clock.no_law"
    assert clock("contract", date(2008, 1, 1)).law == "劳动合同法"


def test_a_law_that_ended_counts_until_the_day_before() -> None:
    old = replace(clock("insurance", DAY), until=date(2019, 1, 1), length=20)
    new = replace(clock("insurance", DAY), since=date(2019, 1, 1))
    assert clock("insurance", date(2018, 12, 31), known=[old, new]).length == 20
    assert clock("insurance", date(2019, 1, 1), known=[old, new]).length == 30


def test_working_days_are_counted_by_the_calendar() -> None:
    five = replace(clock("insurance", DAY), length=5, unit="working_day")
    assert five.due(date(2018, 2, 12)) == date(
        2018, 2, 24
    )  # the festival lies between, 24 February is a worked Saturday


def test_every_clock_names_its_law_and_article() -> None:
    assert all(one.law and one.article.startswith("第") and one.starts for one in clocks())


@pytest.mark.parametrize(
    ("months", "kind", "limit"),
    [
        (2, "fixed", 0),
        (3, "fixed", 1),
        (11, "fixed", 1),
        (12, "fixed", 2),
        (35, "fixed", 2),
        (36, "fixed", 6),
        (None, "open_ended", 6),
        (None, "task", 0),
    ],
)
def test_a_trial_is_as_long_as_the_contract_allows(months: int | None, kind: str, limit: int) -> None:
    assert probation_limit(months=months, kind=kind) == limit


def test_a_fixed_term_without_length_is_refused() -> None:
    assert code(probation_limit, months=None, kind="fixed") == "contract.months"


@pytest.mark.parametrize(
    ("code_of", "start", "due"),
    [
        ("contract", date(2018, 9, 1), date(2018, 10, 1)),  # the National Day: an employer's own duty does not wait
        ("double_pay", date(2018, 8, 31), date(2018, 10, 1)),
        ("resignation", date(2018, 1, 17), date(2018, 2, 16)),  # the first day of the Spring Festival
        ("resignation_probation", date(2018, 3, 28), date(2018, 3, 31)),  # a Saturday
        ("leaving_papers", date(2018, 9, 17), date(2018, 10, 8)),  # 2 October is free: this one moves
        ("insurance", date(2018, 9, 2), date(2018, 10, 8)),
    ],
)
def test_a_day_off_moves_only_the_clocks_that_say_so(code_of: str, start: date, due: date) -> None:
    assert clock(code_of, start).due(start) == due
