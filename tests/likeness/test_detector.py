"""The detector judged on seeds nobody has looked at: it finds the pairs, spares the look-alikes, and a phone is no identity."""

import importlib
from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shanhai.core.likeness import Reason, Sketch, Weigher, sketch, suspects
from shanhai.core.likeness.suspects import Weigh
from tests.likeness.generator import UNSEEN, Register, Row, register


def drawn(row: Row) -> Sketch:
    return sketch(
        key=row.key,
        name=row.name,
        birth=row.birth,
        home=row.side + row.household,
        village=row.side + row.unit + row.village,
        unit=row.side + row.unit,
        phone=row.phone,
        number=row.number,
        tail=row.number[14:],
        sequence=row.number[14:17],
    )


def judged(registers: list[Register], weigh: Weigh | None = None) -> tuple[float, float]:
    """Recall and precision over some registers together."""
    true = found = right = 0
    for one in registers:
        pairs = {(s.a, s.b) for s in suspects([drawn(row) for row in one.rows], weigh=weigh)}
        true, found, right = true + len(one.pairs), found + len(pairs), right + len(pairs & one.pairs)
    return right / true, right / max(found, 1)


def test_on_unseen_seeds_it_finds_98_of_100_and_95_of_100_are_right() -> None:
    recall, precision = judged([register(seed) for seed in UNSEEN])
    print(f"recall {recall:.4f} precision {precision:.4f}")
    assert recall >= 0.98 and precision >= 0.95


def test_a_detector_that_takes_a_phone_for_an_identity_is_caught() -> None:
    def planted(a: Sketch, b: Sketch) -> list[Reason]:
        return [Reason("phone", 100)] if a.phone and a.phone == b.phone else []

    _recall, precision = judged([register(UNSEEN[0], 3000)], planted)
    assert precision < 0.5


NAME = st.text("马王李海志成诚军秀英", min_size=2, max_size=3)
BIRTH = st.dates(date(1955, 1, 1), date(2001, 12, 31))


@given(name=NAME, other=st.text("苏杨虎雪月", min_size=2, max_size=3), birth=BIRTH, again=BIRTH)
def test_a_phone_alone_never_makes_a_suspect(name: str, other: str, birth: date, again: date) -> None:
    one = sketch(key="a", name=name, birth=birth, phone="19900000001", home="h", village="v", unit="u")
    two = sketch(key="b", name=other, birth=again, phone="19900000001", home="h", village="v", unit="u")
    assert suspects([one, two]) == []


@settings(deadline=None)  # a busy machine is no fault of the detector
@given(st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(dice: Random) -> None:
    rows = [drawn(row) for row in register(1, 300, 0.05).rows]
    shuffled = dice.sample(rows, len(rows))
    assert suspects(shuffled) == suspects(rows)


def person(key: str, name: str, birth: date = date(1985, 3, 4), **more: str) -> Sketch:
    return sketch(key=key, name=name, birth=birth, home="h1", village="v1", unit="u1", **more)


@pytest.mark.parametrize(
    ("name", "again", "how"),
    [
        ("马志成", "马 志 成", "name"),
        ("海尔·沙", "海尔•沙", "name"),
        ("马建峰", "馬建峯", "name"),
        ("马志成", "马志诚", "sound"),
        ("马志成", "马成", "dropped"),
        ("冶秀英", "治秀英", "name"),
    ],
)
def test_two_writings_of_a_name_in_one_household(name: str, again: str, how: str) -> None:
    found = suspects([person("a", name), person("b", again)])
    assert [how in {reason.code for reason in one.reasons} for one in found] == [True]


def test_twins_and_brothers_are_left_alone() -> None:
    twins = [person("a", "马志成"), person("b", "马志军")]
    brothers = [person("a", "马志成"), person("b", "马志军", date(1987, 5, 1))]
    assert suspects(twins) == suspects(brothers) == []


def test_one_number_is_always_worth_a_look() -> None:
    found = suspects([person("a", "马志成", number="n"), person("b", "王小雪", date(1990, 1, 1), number="n")])
    assert [(one.a, one.b, one.reasons[0].code) for one in found] == [("a", "b", "number")]


def test_only_pairs_with_the_new_rows_are_asked_for() -> None:
    rows = [person("a", "马志成"), person("b", "马志诚"), person("c", "苏雪"), person("d", "苏学")]
    assert {(s.a, s.b) for s in suspects(rows)} == {("a", "b"), ("c", "d")}
    assert [(s.a, s.b) for s in suspects(rows, among={"d"})] == [("c", "d")]


def test_a_rare_name_says_more_than_a_common_one() -> None:
    many = [person(f"m{n}", "马秀英") for n in range(50)] + [person("r", "马㛃䶮"), person("s", "马㛃䶮")]
    weigher = Weigher.of([sketch(key=one.key, name=one.name, birth=one.birth) for one in many])
    bare = [sketch(key=key, name=name, birth=date(1985, 3, 4)) for key, name in enumerate_names()]
    common = sum(r.points for r in weigher.weigh(bare[0], bare[1]))
    rare = sum(r.points for r in weigher.weigh(bare[2], bare[3]))
    assert rare - common == 46


def enumerate_names() -> list[tuple[str, str]]:
    return [("a", "马秀英"), ("b", "马秀英"), ("c", "马㛃䶮"), ("d", "马㛃䶮")]


def test_each_step_is_told_and_a_crowd_is_compared_with_its_neighbours_only(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[int, int]] = []
    module = importlib.import_module("shanhai.core.likeness.suspects")
    rows = [drawn(row) for row in register(UNSEEN[0], 400).rows]
    whole = suspects(rows, tell=lambda done, total: told.append((done, total)))
    assert told == [(step, len(module.KEYS)) for step in range(1, len(module.KEYS) + 1)]
    monkeypatch.setattr(module, "LARGEST", 2)
    few = suspects(rows)
    assert few
    assert {(one.a, one.b) for one in few} <= {(one.a, one.b) for one in whole}


HOUSE = [person("f", "马德山", date(1960, 1, 1)), person("m", "海秀兰", date(1962, 2, 2))]


def points(a: Sketch, b: Sketch, *others: Sketch) -> int:
    return sum(reason.points for reason in Weigher.of([a, b, *others]).weigh(a, b))


def test_a_phone_of_the_whole_house_says_nothing_and_one_of_two_rows_says_something() -> None:
    one, two = person("a", "马志成", phone="1"), person("b", "马志诚", phone="1")
    theirs = [replace(member, phone="1") for member in HOUSE]
    own = [replace(member, phone=member.key) for member in HOUSE]
    nothing = points(replace(one, phone=""), replace(two, phone=""), *theirs)
    assert points(one, two, *theirs) == nothing < points(one, two, *own)
    assert points(one, replace(two, phone="2"), *own) < nothing


def test_two_numbers_with_the_same_order_are_often_one_with_a_slip() -> None:
    here = replace(person("a", "马志成"), home="h1")
    there = replace(person("b", "马志成", date(1985, 3, 9)), home="h2", unit="u2", village="v2")
    silent = points(here, there)
    same = points(replace(here, sequence="s", tail="t"), replace(there, sequence="s", tail="u"))
    other = points(replace(here, sequence="s"), replace(there, sequence="r"))
    assert other < silent < same
    told = Weigher.of([here]).weigh(replace(here, sequence="s", tail="t"), replace(there, sequence="s", tail="t"))
    assert told[-1].code == "tail"


def test_sounds_that_a_dialect_takes_for_one_another_say_less_than_a_homophone() -> None:
    one = person("a", "马志玲")
    homophone, dialect = person("b", "马志铃"), person("c", "马志林")
    assert points(one, dialect) < points(one, homophone)
    assert "alike" in {reason.code for reason in Weigher.of([one]).weigh(one, dialect)}


def test_a_namesake_of_the_same_day_elsewhere_with_another_phone_is_left_alone_where_there_are_many() -> None:
    weigher = replace(Weigher.of([]), rows=164_000, names={"马秀英": 40})
    here = sketch(key="a", name="马秀英", birth=date(1985, 3, 4), unit="u1", village="v1", phone="1", sequence="s")
    there = sketch(key="b", name="马秀英", birth=date(1985, 3, 4), unit="u2", village="v2", phone="2", sequence="r")
    assert suspects([here, there], weigher=weigher) == []
    assert suspects([here, replace(there, phone="1")], weigher=weigher)
    assert suspects([replace(here, name="马㛃䶮"), replace(there, name="马㛃䶮")], weigher=weigher)
