"""Numbers as they are heard."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanhai.core.spoken import DIGITS, GROUPS, UNITS, counted, spoken, spoken_digits


@pytest.mark.parametrize(
    ("number", "heard"),
    [
        (0, "零"), (7, "七"), (10, "十"), (12, "十二"), (20, "二十"), (105, "一百零五"), (110, "一百一十"), (3000, "三千"),
        (3500, "三千五百"), (3050, "三千零五十"), (3005, "三千零五"), (10_000, "一万"), (10_500, "一万零五百"),
        (12_000, "一万二千"), (2000, "两千"), (2200, "两千二百"), (200, "二百"), (20_000, "两万"), (25, "二十五"), (100_000, "十万"), (100_010, "十万零一十"), (164_000, "十六万四千"), (100_000_001, "一亿零一"),
        (100_010_000, "一亿零一万"),
    ],
)  # fmt: skip
def test_a_number_is_said_as_people_say_it(number: int, heard: str) -> None:
    assert spoken(number) == heard


def understood(said: str) -> int:
    """Read a spoken number back, the way a listener adds it up."""
    total = group = digit = 0
    for one in said:
        if one == "两":
            digit = 2
        elif one in DIGITS:
            digit = DIGITS.index(one)
        elif one in UNITS:
            group += (digit or 1) * 10 ** UNITS.index(one)
            digit = 0
        else:
            total += (group + digit) * 10_000 ** GROUPS.index(one)
            group = digit = 0
    return total + group + digit


@given(st.integers(min_value=0, max_value=10**12 - 1))
def test_whoever_listens_hears_the_same_number(number: int) -> None:
    assert understood(spoken(number)) == number
    assert "零零" not in spoken(number)


@pytest.mark.parametrize("number", [-1, 10**12])
def test_nobody_reads_such_numbers_out(number: int) -> None:
    with pytest.raises(ValueError, match="reads"):
        spoken(number)


def test_a_telephone_number_is_said_digit_by_digit() -> None:
    assert spoken_digits("0954-2031110") == "零九五四，二零三幺幺幺零"


def test_two_people_are_counted_as_people_count() -> None:
    assert [counted(number) for number in (1, 2, 12, 22)] == ["一", "两", "十二", "二十二"]
