# ruff: noqa: RUF001 — full-width text is what is read here

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanhai.core.money import LARGEST, Fen, parse_yuan, yi, yuan
from shanhai.core.refusal import Refusal
from tests.core.refusals import code, refused


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("1,500", 150_000),
        ("1500.5", 150_050),
        ("３５００．０５", 350_005),
        ("3500元", 350_000),
        ("3500 元整", 350_000),
        ("¥3,500.00", 350_000),
        ("￥ 3500", 350_000),
        ("人民币3500圆", 350_000),
        ("1，500", 150_000),
        ("\u200b0\u3000", 0),
        ("-0", 0),
        ("92233720368547758.07", LARGEST),
    ],
)
def test_an_amount_is_read_as_people_write_it(text, fen):
    assert parse_yuan(text) == fen


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "money.empty"),
        ("  ", "money.empty"),
        ("1.5万", "money.wan"),
        ("12.84亿元", "money.wan"),
        ("1.5E+04", "money.scientific"),
        ("NaN", "money.unreadable"),
        ("inf", "money.unreadable"),
        ("1,50", "money.unreadable"),
        ("1,5000", "money.unreadable"),
        (".5", "money.unreadable"),
        ("5.", "money.unreadable"),
        ("--5", "money.unreadable"),
        ("-¥-5", "money.unreadable"),
        ("1\n2", "money.unreadable"),
        ("1²", "money.unreadable"),
        ("٣", "money.unreadable"),
        ("元", "money.unreadable"),
        ("一千", "money.unreadable"),
        ("1.005", "money.decimals"),
        ("-5", "money.negative"),
        ("−0.01", "money.negative"),
        ("92233720368547758.08", "money.too_large"),
        ("9" * 5000, "money.too_large"),
    ],
)
def test_what_is_not_an_amount_is_refused_by_name(text, why):
    assert code(parse_yuan, text) == why


def test_too_many_decimals_are_counted():
    assert refused(parse_yuan, "1.005").facts == {"found": 3, "most": 2}


@pytest.mark.parametrize("text", ["-5", "－5", "¥-5", "-¥5", "−5元"])
def test_a_negative_amount_is_read_where_it_is_allowed(text):
    assert parse_yuan(text, negative=True) == -500


@given(st.integers(-LARGEST, LARGEST))
def test_what_is_written_is_read_again(fen):
    assert parse_yuan(yuan(Fen(fen)), negative=True) == fen
    assert parse_yuan(f"{yuan(Fen(fen))}元", negative=True) == fen


@given(st.text())
def test_any_text_is_an_amount_or_refused(text):
    try:
        assert 0 <= parse_yuan(text) <= LARGEST
    except Refusal as no:
        assert no.code.startswith("money.")


@pytest.mark.parametrize(
    ("fen", "text"), [(150_000, "1,500"), (150_050, "1,500.50"), (-150_005, "-1,500.05"), (0, "0")]
)
def test_yuan_has_commas_and_two_decimals_or_none(fen, text):
    assert yuan(Fen(fen)) == text


@pytest.mark.parametrize(
    ("fen", "text"),
    [
        (128_400_000_000, "12.84"),
        (-128_400_000_000, "-12.84"),
        (100_000_000_000, "10"),
        (128_000_000_000, "12.8"),
        (128_449_999_999, "12.84"),
        (128_450_000_000, "12.85"),
        (-1, "0"),
        (0, "0"),
    ],
)
def test_yi_is_rounded_to_two_decimals(fen, text):
    assert yi(Fen(fen)) == text
