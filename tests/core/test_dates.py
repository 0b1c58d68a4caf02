# ruff: noqa: RUF001 — full-width text is what is read here

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanhai.core.dates import add_months, age_on, parse_day
from shanhai.core.refusal import Refusal
from tests.core.refusals import code, refused

FAIR = date(2018, 3, 5)
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "2018-03-05",
        "2018-3-5",
        "2018.3.5",
        "2018/3/5",
        "2018年3月5日",
        "2018年03月05号",
        "2018 年 3 月 5 日",
        "20180305",
        "２０１８－０３－０５",
        "２０１８年３月５日",
        "2018-03-05 00:00:00",
        "2018-03-05T00:00",
        "\ufeff2018-03-05\u3000",
    ],
)
def test_a_day_is_read_as_people_write_it(text):
    assert parse_day(text) == FAIR


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (" ", "date.empty"),
        ("43164", "date.excel_serial"),
        ("43164.5", "date.excel_serial"),
        ("2018", "date.incomplete"),
        ("2018年", "date.incomplete"),
        ("2018年3月", "date.incomplete"),
        ("2018-03", "date.incomplete"),
        ("201803", "date.incomplete"),
        ("05/03/2018", "date.order"),
        ("18-3-5", "date.short_year"),
        ("18年3月5日", "date.short_year"),
        ("2018-02-30", "date.impossible"),
        ("20181305", "date.impossible"),
        ("1899-12-31", "date.range"),
        ("2101-01-01", "date.range"),
        ("2018-3/5", "date.unreadable"),
        ("2018年3-5", "date.unreadable"),
        ("2018-03-05 09:30", "date.unreadable"),
        ("春节后", "date.unreadable"),
        ("２０１８²", "date.unreadable"),
    ],
)
def test_what_is_not_a_day_is_refused_by_name(text, why):
    assert code(parse_day, text) == why


def test_an_excel_serial_says_which_day_it_may_be():
    assert refused(parse_day, "43164").facts == {"perhaps": "2018-03-05"}
    assert refused(parse_day, "99999").facts == {"perhaps": "2173-10-13"}


@given(DAYS)
def test_a_day_written_is_read_again(day):
    assert parse_day(day.isoformat()) == day
    assert parse_day(f"{day.year}年{day.month}月{day.day}日") == day
    assert parse_day(f"{day:%Y%m%d}") == day


@given(st.text())
def test_any_text_is_a_day_or_refused(text):
    try:
        assert 1900 <= parse_day(text).year <= 2100
    except Refusal as no:
        assert no.code.startswith("date.")


def test_a_year_of_age_is_added_on_the_birthday():
    assert age_on(date(2000, 3, 5), date(2018, 3, 4)) == 17
    assert age_on(date(2000, 3, 5), FAIR) == 18
    assert age_on(FAIR, FAIR) == 0


def test_a_birthday_on_the_29th_of_february_comes_on_the_1st_of_march():
    leapling = date(2000, 2, 29)
    assert age_on(leapling, date(2018, 2, 28)) == 17
    assert age_on(leapling, date(2018, 3, 1)) == 18
    assert age_on(leapling, date(2020, 2, 29)) == 20


def test_the_unborn_have_no_age():
    assert code(age_on, FAIR, date(2018, 3, 4)) == "date.before_birth"


@given(DAYS, DAYS)
def test_age_is_the_number_of_birthdays_lived(birth, day):
    if day >= birth:
        age = age_on(birth, day)
        assert (birth.year + age, birth.month, birth.day) <= (day.year, day.month, day.day)
        assert (birth.year + age + 1, birth.month, birth.day) > (day.year, day.month, day.day)


@pytest.mark.parametrize(
    ("day", "n", "then"),
    [
        (date(2018, 1, 31), 1, date(2018, 2, 28)),
        (date(2020, 1, 31), 1, date(2020, 2, 29)),
        (date(2018, 12, 5), 1, date(2019, 1, 5)),
        (date(2018, 1, 5), -1, date(2017, 12, 5)),
        (date(2018, 3, 31), -13, date(2017, 2, 28)),
        (FAIR, 0, FAIR),
    ],
)
def test_months_are_added_and_clamped(day, n, then):
    assert add_months(day, n) == then


@given(DAYS, st.integers(-600, 600))
def test_the_month_is_always_the_one_asked_for(day, n):
    then = add_months(day, n)
    assert (then.year * 12 + then.month) - (day.year * 12 + day.month) == n
    assert then.day <= day.day
