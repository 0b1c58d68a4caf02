"""The number on a voucher is typed by people: one wrong sign, or two swapped, is found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanhai.core.vouchers.number import VoucherNumber, check, parse
from tests.core.refusals import code

NUMBERS = st.builds(
    VoucherNumber, st.from_regex(r"[A-Z]{2}20[0-9]{2}-[0-9]{2}", fullmatch=True), st.integers(1, 99_999_999)
)


def wide(text: str) -> str:
    """As a Chinese input method writes it."""
    return "".join(chr(ord(sign) + 0xFEE0) for sign in text)


@given(NUMBERS)
def test_what_is_written_is_read_again(number: VoucherNumber) -> None:
    assert parse(str(number)) == number
    assert parse(f" {str(number).lower()} ") == number


def test_it_is_read_as_people_type_it() -> None:
    number = VoucherNumber("MW2018-01", 312)
    assert str(number).startswith("MW2018-01-0312-")
    assert parse(str(number)[:-2] + str(number)[-1]) == number
    assert parse(wide("MW2018-01-0312-") + str(number)[-1]) == number


@given(NUMBERS, st.data())
def test_one_wrong_sign_is_found(number: VoucherNumber, data: st.DataObject) -> None:
    text = str(number)
    place = data.draw(st.sampled_from([n for n, sign in enumerate(text) if sign.isdigit()]))
    wrong = data.draw(st.sampled_from([digit for digit in "0123456789" if digit != text[place]]))
    assert code(lambda: parse(text[:place] + wrong + text[place + 1 :])) == "voucher.check_character"


def test_two_swapped_digits_are_nearly_always_found() -> None:
    """The hybrid systems of ISO/IEC 7064 find every single wrong sign, and all but a few swaps of neighbours."""
    swapped = missed = 0
    for number in range(1, 3_000):
        text = str(VoucherNumber("MW2018-01", number))
        for n in range(10, 13):
            if text[n] != text[n + 1]:
                swapped += 1
                missed += check(text[:n] + text[n + 1] + text[n] + text[n + 2 : -2]) == text[-1]
    assert missed * 100 < swapped * 3


@pytest.mark.parametrize("text", ["", "312", "MW2018-01-312", "MW2018-01-0312-", "MW2018_01_0312_A", "MW2018-01-0312"])
def test_what_is_no_number(text: str) -> None:
    assert code(lambda: parse(text)) in {"voucher.number", "voucher.check_character"}
