# ruff: noqa: RUF001 — full-width text is what is read here

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import uscc

from shanhai.core.identifiers.credit import CreditCode, compose
from shanhai.core.identifiers.division import divisions
from shanhai.core.refusal import Refusal
from tests.core.refusals import code, refused

REAL = "91110000600037341L"
FIRMS = st.builds(
    compose,
    st.from_regex(r"[1-9][0-9]{5}", fullmatch=True),
    st.integers(0, 99_999_999),
    st.sampled_from(["91", "92", "93", "52", "12"]),
)


def test_a_real_code_says_what_it_holds():
    found = CreditCode.parse(REAL)
    assert (found.prefix, found.division, found.organisation) == ("91", "110000", "600037341")
    assert found.doubts(divisions()) == ()
    assert uscc.is_valid(REAL)


@pytest.mark.parametrize(
    "text",
    ["９１１１００００６０００３７３４１Ｌ", " 91 110000 600037341 l", "91-110000-600037341-L"],
)
def test_a_code_is_read_as_people_write_it(text):
    assert CreditCode.parse(text).value == REAL


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (REAL[:17], {"refusal": "credit.length", "found": 17, "expected": 18}),
        ("9111OOOO60003734IL", {"refusal": "credit.characters", "wrong": ["I", "O"]}),
        ("0" * 18, {"refusal": "credit.zeros"}),
        ("01" + REAL[2:], {"refusal": "credit.prefix", "found": "01"}),
        ("911A0000600037341L", {"refusal": "credit.division", "found": "1A0000"}),
        ("911100006000373421", {"refusal": "credit.inner_check"}),
        (REAL[:17] + "M", {"refusal": "credit.check_character"}),
    ],
)
def test_what_is_not_a_code_is_refused_by_name(text, why):
    assert refused(CreditCode.parse, text).as_json() == why


def test_eighteen_zeros_and_a_wrong_inner_check_pass_stdnum_and_not_here():
    assert uscc.is_valid("0" * 18)
    body = "91110000600037342"
    outer = body + uscc.calc_check_digit(body)
    assert uscc.is_valid(outer)
    assert code(CreditCode.parse, outer) == "credit.inner_check"


@given(FIRMS)
def test_a_made_up_firm_has_a_code_that_stdnum_accepts(value):
    assert CreditCode.parse(value).value == value
    assert uscc.is_valid(value)


@given(FIRMS, st.integers(0, 17), st.sampled_from("0123456789ABCDEFGHJKLMNPQRTUWXY"))
def test_no_single_wrong_character_is_accepted(value, place, char):
    if value[place] != char:
        changed = value[:place] + char + value[place + 1 :]
        assert code(CreditCode.parse, changed).startswith("credit.")


@given(st.text() | st.text("0129AEX", min_size=18, max_size=18))
def test_any_text_is_a_code_or_refused(text):
    try:
        CreditCode.parse(text)
    except Refusal as no:
        assert no.code.startswith("credit.")


def test_an_unknown_division_is_a_doubt():
    assert CreditCode.parse(compose("350199", 1)).doubts(divisions()) == ("credit.division_unknown",)
    assert CreditCode.parse(compose("100000", 1)).doubts(divisions()) == ()


@pytest.mark.parametrize(("division", "serial"), [("35010", 1), ("350105", 10**8), ("350105", -1)])
def test_no_firm_is_made_up_wrongly(division, serial):
    with pytest.raises(ValueError, match="division"):
        compose(division, serial)
