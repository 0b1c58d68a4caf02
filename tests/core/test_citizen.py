# ruff: noqa: RUF001 — full-width text is what is read here

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric
from stdnum.exceptions import ValidationError

from shanhai.core.identifiers.citizen import CitizenNumber, compose
from shanhai.core.identifiers.division import divisions
from shanhai.core.refusal import Refusal
from tests.core.refusals import code, refused

TODAY = date(2018, 3, 5)
PEOPLE = st.builds(
    compose,
    st.from_regex(r"[1-9][0-9]{5}", fullmatch=True),
    st.dates(date(1900, 1, 1), TODAY),
    st.integers(0, 999),
)
GOOD = compose("640402", date(1990, 3, 5), 123)


def parse(text, today=TODAY):
    return CitizenNumber.parse(text, today=today)


def test_a_number_says_what_it_holds():
    number = parse("64040219900305123" + GOOD[17])
    assert (number.value, number.division, number.birth) == (GOOD, "640402", date(1990, 3, 5))
    assert (number.sex_digit, number.tail) == (3, "123" + GOOD[17])
    assert number == CitizenNumber(GOOD)


def test_a_number_is_masked_wherever_it_is_printed():
    assert parse(GOOD).masked == f"640***{GOOD[14:]}"
    assert f"{parse(GOOD)} {parse(GOOD)!r}" == " ".join([f"CitizenNumber(640***{GOOD[14:]})"] * 2)


@given(PEOPLE, st.sampled_from(["full", "spaced", "quoted", "small", "plain"]))
def test_a_number_is_read_as_people_write_it(value, way):
    text = {
        "full": value.translate({half: half + 0xFEE0 for half in range(0x30, 0x5B)}),
        "spaced": f" {value[:6]} {value[6:14]}\u3000{value[14:]}\u200b",
        "quoted": f"'{value}",
        "small": value.lower(),
        "plain": value,
    }[way]
    assert parse(text).value == value


@given(PEOPLE)
def test_the_check_digit_is_that_of_stdnum(value):
    assert ric.calc_check_digit(value) == value[17]


@given(PEOPLE, st.integers(0, 16), st.integers(1, 9))
def test_no_single_wrong_digit_is_accepted(value, place, step):
    wrong = str((int(value[place]) + step) % 10)
    assert code(parse, value[:place] + wrong + value[place + 1 :]).startswith("citizen.")


@given(PEOPLE, st.integers(0, 16))
def test_no_two_exchanged_neighbours_are_accepted(value, place):
    swapped = value[:place] + value[place + 1] + value[place] + value[place + 2 :]
    if swapped != value:
        assert code(parse, swapped).startswith("citizen.")


@given(st.text() | st.text("0123456789X", min_size=14, max_size=20))
def test_any_text_is_a_number_or_refused_without_showing_it(text):
    try:
        parse(text)
    except Refusal as no:
        assert no.code.startswith("citizen.")
        spoken = not any(c.isdigit() for c in text)  # letters alone are no number: "shor" is in our own word "short"
        assert len(text) < 4 or spoken or text not in str(no.as_json())


@pytest.mark.parametrize(
    ("text", "why", "facts"),
    [
        ("", "citizen.length", {"found": 0, "expected": 18, "hint": "short"}),
        (GOOD[:17], "citizen.length", {"found": 17, "expected": 18, "hint": "short"}),
        (GOOD + "1", "citizen.length", {"found": 19, "expected": 18, "hint": "long"}),
        (GOOD[:6] + GOOD[8:17], "citizen.fifteen", {}),
        ("6.40402E+17", "citizen.scientific", {}),
        ("6.40402199003051e+17", "citizen.scientific", {}),
        ("6E17", "citizen.scientific", {}),
        (f"{GOOD[:15]}000.0", "citizen.trailing_zeros", {}),
        ("64O402" + GOOD[6:], "citizen.characters", {"positions": [3]}),
        ("X" * 18, "citizen.characters", {"positions": list(range(1, 18))}),
        ("٦" + GOOD[1:], "citizen.characters", {"positions": [1]}),
        ("640402199002301234", "citizen.birth", {}),
        ("640402189912311234", "citizen.birth", {}),
        ("640402000003051234", "citizen.birth", {}),
        (compose("640402", date(2018, 3, 6), 1), "citizen.future_birth", {}),
        (compose("640402", date(2099, 1, 1), 1), "citizen.future_birth", {}),
    ],
)
def test_what_is_not_a_number_is_refused_by_name(text, why, facts):
    assert refused(parse, text).as_json() == {"refusal": why, **facts}


def test_a_wrong_check_digit_says_the_right_one_and_no_more():
    wrong = "0" if GOOD[17] != "0" else "1"
    no = refused(parse, GOOD[:17] + wrong)
    assert no.as_json() == {"refusal": "citizen.check_digit", "expected": GOOD[17]}


def test_zeros_that_a_spreadsheet_left_are_named():
    damaged = [f"640402{year}0305000"[:15] + "000" for year in range(1960, 2000)]
    outcomes = set()
    for text in damaged:
        try:
            outcomes.add(parse(text).doubts(divisions())[-1])
        except Refusal as no:
            outcomes.add(no.code)
    assert outcomes == {"citizen.trailing_zeros", "citizen.zeros_doubtful"}


def test_a_child_born_today_has_a_number():
    assert parse(compose("640402", TODAY, 1)).birth == TODAY


def outcome_of_stdnum(value):
    try:
        ric.validate(value)
    except ValidationError:
        return "rejected"
    except KeyError:
        return "KeyError"
    return "ok"


@pytest.mark.parametrize(
    ("division", "year", "theirs", "ours"),
    [
        ("640402", 1990, "rejected", ("citizen.division_not_at_birth",)),
        ("640402", 2004, "ok", ()),
        ("350505", 1990, "rejected", ("citizen.division_not_at_birth",)),
        ("350505", 2001, "ok", ()),
        ("621100", 1990, "rejected", ("citizen.division_not_at_birth",)),
        ("621102", 1990, "rejected", ("citizen.division_not_at_birth",)),
        ("621102", 2004, "ok", ()),
        ("642221", 1990, "ok", ()),
        ("642221", 2004, "rejected", ("citizen.division_not_at_birth",)),
        ("350105", 1975, "rejected", ()),
        ("350105", 1990, "ok", ()),
        ("640303", 2005, "rejected", ("citizen.division_not_at_birth",)),
        ("350112", 2008, "rejected", ("citizen.division_not_at_birth",)),
        ("640110", 1990, "KeyError", ("citizen.division_unknown",)),
        ("350199", 1990, "KeyError", ("citizen.division_unknown",)),
    ],
)
def test_the_traps_of_other_libraries_are_doubts_here(division, year, theirs, ours):
    value = compose(division, date(year, 3, 5), 12)
    assert outcome_of_stdnum(value) == theirs
    assert parse(value).doubts(divisions()) == ours


def test_a_birth_in_2099_is_accepted_by_stdnum_and_refused_here():
    value = compose("640402", date(2099, 1, 1), 1)
    assert outcome_of_stdnum(value) == "ok"
    assert code(parse, value) == "citizen.future_birth"


@given(PEOPLE)
def test_whatever_stdnum_accepts_is_accepted_here(value):
    if outcome_of_stdnum(value) == "ok":
        assert parse(value).value == value


@pytest.mark.parametrize(
    ("division", "birth", "sequence"),
    [
        ("64040", date(1990, 3, 5), 1),
        ("640402", date(1990, 3, 5), 1000),
        ("640402", date(1899, 3, 5), 1),
        ("64040２", date(1990, 3, 5), 1),
    ],
)
def test_nobody_is_made_up_wrongly(division, birth, sequence):
    with pytest.raises(ValueError, match="division"):
        compose(division, birth, sequence)


@given(st.integers(0, 999))
def test_the_three_digits_of_order_are_those_it_was_made_with(order: int) -> None:
    number = CitizenNumber.parse(compose("640402", date(1990, 3, 5), order), today=TODAY)
    assert number.sequence == f"{order:03}" == number.tail[:3]
