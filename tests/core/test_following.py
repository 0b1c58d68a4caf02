"""When to ask next, and when somebody is lost: every rule at its boundary day."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from shanhai.core.following import FIRST, LOST_DAYS, next_call, retry, silent_since

START = date(2018, 3, 9)


def days(after: int) -> int:
    return (next_call(START, after=START + timedelta(days=after)) - START).days


def test_the_rhythm_is_a_week_one_three_and_six_months_then_every_three() -> None:
    assert [days(after) for after in (-3, 0, 6, 7, 29, 30, 90, 179, 180, 269, 270)] == [
        7, 7, 7, 30, 30, 90, 180, 180, 270, 270, 360,
    ]  # fmt: skip


@given(st.integers(0, 2000))
def test_the_next_call_lies_ahead_and_never_more_than_ninety_days(after: int) -> None:
    assert after < days(after) <= after + 90
    assert days(after) in FIRST or (days(after) - FIRST[-1]) % 90 == 0


def test_who_was_not_reached_is_tried_again_three_days_later() -> None:
    assert retry(START) == date(2018, 3, 12)


def test_who_was_heard_of_thirty_days_ago_is_not_silent_and_a_day_earlier_is() -> None:
    assert silent_since(START + timedelta(days=LOST_DAYS)) == START
