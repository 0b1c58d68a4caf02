from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanhai.core.dates import WorkingCalendar, china

DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))


def test_every_day_from_2016_to_2026_is_as_chinesecalendar_has_it():
    day, wrong = date(2016, 1, 1), []
    while day <= date(2026, 12, 31):
        if china().is_working(day) != chinese_calendar.is_workday(day):
            wrong.append(day)
        day += timedelta(days=1)
    assert wrong == []


def test_every_change_differs_from_the_rule_and_names_its_notice():
    for n in range(4018):
        day = date(2016, 1, 1) + timedelta(days=n)
        if change := china().change(day):
            assert change.working != (day.weekday() < 5)
            assert change.source.startswith("国务院办公厅关于")
            assert str(day.year) in change.source or (day.month, change.name) == (12, "元旦")


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2018, 2, 11), True),  # a Sunday worked before the Spring Festival
        (date(2018, 2, 15), False),
        (date(2018, 3, 5), True),
        (date(2018, 3, 10), False),
        (date(2020, 1, 31), False),  # the holiday that was made longer
    ],
)
def test_an_official_year_follows_its_notice(day, working):
    assert china().is_working(day) is working
    assert not china().is_presumed(day)


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2027, 1, 1), False),
        (date(2027, 1, 4), True),
        (date(2028, 5, 1), False),
        (date(2028, 5, 2), False),
        (date(2014, 5, 2), True),  # free only since 2025
        (date(2029, 10, 3), False),
        (date(2029, 10, 4), True),
        (date(2027, 1, 9), False),
    ],
)
def test_a_year_without_a_notice_is_presumed(day, working):
    assert china().is_working(day) is working
    assert china().is_presumed(day)


def test_the_nth_working_day_never_counts_the_day_itself():
    friday = date(2018, 3, 2)
    assert china().add(friday, 1) == date(2018, 3, 5)
    assert china().add(friday, 5) == date(2018, 3, 9)
    assert china().add(friday, -1) == date(2018, 3, 1)
    assert china().add(date(2018, 3, 3), 0) == date(2018, 3, 3)
    assert china().add(date(2018, 2, 14), 1) == date(2018, 2, 22)  # over the Spring Festival


def test_working_days_between_two_days():
    assert china().between(date(2018, 3, 2), date(2018, 3, 9)) == 5
    assert china().between(date(2018, 3, 9), date(2018, 3, 2)) == -5
    assert china().between(date(2018, 3, 3), date(2018, 3, 3)) == 0


@given(DAYS, st.integers(-60, 60))
def test_between_undoes_add(day, n):
    then = china().add(day, n)
    assert china().between(day, then) == n
    assert n == 0 or china().is_working(then)


def test_a_calendar_without_a_table_presumes_everything():
    bare = WorkingCalendar([])
    assert bare.is_presumed(date(2018, 3, 5))
    assert bare.is_working(date(2018, 2, 15))
    assert bare.change(date(2018, 2, 15)) is None
