"""What speaks for a pair and what bars it; the tables say of all pairs what the judge says of one."""

import ast
import re
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shanhai.core.matching import score, sides
from shanhai.core.matching.score import BARS, CHANGES, Barred, Match, asking, judge
from shanhai.core.matching.sides import Home, Seeker, Trade, Vacancy, When
from shanhai.core.matching.tables import BIT, tables
from shanhai.core.matching.weights import digest, weights
from shanhai.core.matching.works import families, near, schooling_asked
from shanhai.core.money import Fen

MA = Seeker(key="ma", household="h1", when=When(age=30), home=Home(lowest_pay=Fen(350_000), township="640402100"))
SEAT = Vacancy(key="p1", employer="e1", pay_min=Fen(360_000), pay_max=Fen(480_000), dormitory=True, fresh=True)
MATCHING = Path(score.__file__).parent


def said(seeker: Seeker, vacancy: Vacancy) -> set[str]:
    return {one.code for one in judge(seeker, vacancy).reasons}


def test_a_pair_is_the_sum_of_its_reasons() -> None:
    found = judge(MA, SEAT)
    assert isinstance(found, Match)
    assert {one.code: one.points for one in found.reasons} == {
        "base": 40, "start.now": 7, "verified.fresh": 4, "pay.least": 20, "dormitory.given": 6,
    }  # fmt: skip
    assert found.points == 77


def test_the_work_wanted_the_skill_held_and_the_work_near_count_apart() -> None:
    weld = Vacancy(key="w", employer="e", works=families("电焊工"))
    wants = Seeker(key="a", household="a", when=When(age=20), trade=Trade(wanted=families("焊接")))
    knows = Seeker(key="b", household="b", when=When(age=20), trade=Trade(able=families("电焊")))
    close = Seeker(key="c", household="c", when=When(age=20), trade=Trade(able=families("打磨")))
    assert {"work.wanted"} == said(wants, weld) & {"work.wanted", "work.skilled", "work.near"}
    assert {"work.skilled"} == said(knows, weld) & {"work.wanted", "work.skilled", "work.near"}
    assert {"work.near"} == said(close, weld) & {"work.wanted", "work.skilled", "work.near"}
    assert not near(families("电焊"), families("保洁"))
    assert families("不认得的活") == frozenset()


def test_schooling_that_a_vacancy_names_counts_and_never_bars() -> None:
    asks = Vacancy(key="p", employer="e", schooling=schooling_asked("初中及以上学历"))
    for level, code in ((2, "schooling.fits"), (1, "schooling.below"), (0, "")):
        person = Seeker(key="a", household="a", when=When(age=20), trade=Trade(schooling=level))
        assert {code for code in said(person, asks) if code.startswith("schooling")} == ({code} if code else set())
    assert schooling_asked("吃苦耐劳") == 0


def test_couples_fellows_place_shift_and_day_each_have_their_reason() -> None:
    full = Vacancy(
        key="p", employer="e", couples_room=True, night=True, hours=11, fellows={"640402100": 4}, places=("马尾",)
    )
    person = Seeker(
        key="a", household="a", when=When(age=20, wait=10, day_work=True),
        home=Home(township="640402100", couple=True, place="马尾"),
    )  # fmt: skip
    assert said(person, full) >= {
        "couple.room", "fellows.many", "place.wished", "shift.night", "shift.long", "start.soon", "pay.unsaid", "dormitory.none",
    }  # fmt: skip
    plain = Vacancy(key="q", employer="e", night=False, fellows={"640402100": 1})
    late = Seeker(key="b", household="b", when=When(age=20, wait=90, day_work=True), home=Home(township="640402100", couple_room=True, place="厦门"))  # fmt: skip
    assert said(late, plain) >= {"couple.no_room", "fellows.some", "shift.day", "start.late"}
    middling = Seeker(key="c", household="c", when=When(age=20, wait=30, day_work=True))
    assert not {code for code in said(middling, SEAT) if code.startswith(("start", "shift"))}


BARRING = {
    "age.child": (Seeker(key="a", household="a", when=When(age=15)), SEAT),
    "age.hazard": (
        Seeker(key="a", household="a", when=When(age=17)),
        Vacancy(key="p", employer="e", limits=("minor_barred",)),
    ),
    "age.below": (MA, Vacancy(key="p", employer="e", limits=("special_operation",), age_min=31)),
    "age.above": (MA, Vacancy(key="p", employer="e", limits=("special_operation",), age_max=29)),
    "licence.missing": (MA, Vacancy(key="p", employer="e", limits=("special_operation",))),
    "pay.below": (MA, Vacancy(key="p", employer="e", pay_max=Fen(349_900))),
    "own.not_there": (Seeker(key="a", household="a", when=When(age=20), never=frozenset({"e1"})), SEAT),
    "officer.only": (MA, Vacancy(key="p", employer="e", limits=("food_certificate",))),
    "employer.arrears": (MA, Vacancy(key="p", employer="e", in_arrears=True)),
}


@pytest.mark.parametrize("code", BARS)
def test_a_hard_limit_bars_and_says_what_would_change_it_only_where_somebody_can(code: str) -> None:
    found = judge(*BARRING[code])
    assert isinstance(found, Barred)
    one = next(bar for bar in found.reasons if bar.code == code)
    assert one.change == CHANGES.get(code, "")
    assert bool(one.change) == (not code.startswith("age") and code != "employer.arrears")


def test_an_age_without_a_lawful_tag_bars_nobody() -> None:
    assert isinstance(judge(MA, Vacancy(key="p", employer="e", age_max=25, pay_max=Fen(400_000))), Match)


def test_a_certificate_opens_what_its_absence_bars() -> None:
    holder = Seeker(key="a", household="a", when=When(age=30), trade=Trade(licences=frozenset({"special_operation"})))
    assert isinstance(judge(holder, Vacancy(key="p", employer="e", limits=("special_operation",))), Match)


def test_asking_less_opens_what_pays_less() -> None:
    low = Vacancy(key="p", employer="e", pay_max=Fen(340_000))
    assert isinstance(judge(MA, low), Barred)
    assert isinstance(judge(asking(MA, lowest_pay=Fen(330_000)), low), Match)
    assert "pay.upper" in said(asking(MA, lowest_pay=Fen(330_000)), low)


AGES, SOME = st.integers(14, 60), st.booleans()
WORK = st.frozensets(st.sampled_from(["weld", "pack", "sew", "general"]), max_size=2)
WHENS = st.builds(When, age=AGES, wait=st.sampled_from([0, 10, 30, 90]), day_work=SOME)
TRADES = st.builds(
    Trade, able=WORK, wanted=WORK, schooling=st.integers(0, 5),
    licences=st.sampled_from([frozenset[str](), frozenset({"special_operation"})]),
)  # fmt: skip
HOMES = st.builds(
    Home, lowest_pay=st.sampled_from([Fen(0), Fen(300_000), Fen(500_000)]), township=st.sampled_from(["a", "b"]),
    couple=SOME, couple_room=SOME, place=st.sampled_from(["", "马尾"]),
)  # fmt: skip
SEEKERS = st.lists(
    st.builds(
        Seeker, key=st.uuids().map(str), household=st.just("h"), when=WHENS, trade=TRADES, home=HOMES,
        never=st.sampled_from([frozenset[str](), frozenset({"e1"}), frozenset({"马尾"})]),
    ),
    min_size=1, max_size=6,
)  # fmt: skip
VACANCIES = st.lists(
    st.builds(
        Vacancy, key=st.uuids().map(str), employer=st.sampled_from(["e1", "e2"]), works=WORK, schooling=st.integers(0, 3),
        pay_min=st.just(Fen(320_000)), pay_max=st.sampled_from([Fen(340_000), Fen(520_000)]), night=st.sampled_from([None, True, False]),
        hours=st.sampled_from([8, 12]), dormitory=SOME, couples_room=SOME,
        limits=st.sampled_from([(), ("minor_barred",), ("special_operation",), ("food_certificate",)]),
        age_min=st.sampled_from([None, 18]), age_max=st.sampled_from([None, 50]), fellows=st.sampled_from([{}, {"a": 1}, {"b": 5}]),
        fresh=SOME, in_arrears=SOME, places=st.sampled_from([(), ("马尾",)]),
    ),
    min_size=1, max_size=5,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(SEEKERS, VACANCIES)
def test_the_tables_say_of_every_pair_what_the_judge_says(seekers: list[Seeker], vacancies: list[Vacancy]) -> None:
    all_pairs = tables(seekers, vacancies)
    whole, listed = all_pairs.rows(0, len(seekers)), all_pairs.listed()
    assert (all_pairs.workers, all_pairs.positions) == (len(seekers), len(vacancies))
    for i, seeker in enumerate(seekers):
        for j, vacancy in enumerate(vacancies):
            found = judge(seeker, vacancy)
            if isinstance(found, Match):
                assert whole[i, j] == all_pairs.scores_of(j)[i] == found.points >= 0
                assert listed.score_of(i, j) == found.points
                assert all_pairs.bars_of(j)[i] == 0
            else:
                assert whole[i, j] == all_pairs.scores_of(j)[i] == -1
                assert listed.score_of(i, j) is None
                assert all_pairs.bars_of(j)[i] == sum(BIT[code] for code in {one.code for one in found.reasons})


def test_some_people_s_rows_are_theirs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shanhai.core.matching.tables.BLOCK", 2)
    people = [replace(MA, key=str(n), never=frozenset({"p1"}) if n in (1, 3) else frozenset()) for n in range(5)]
    made = tables(people, [SEAT])
    assert made.rows(1, 4).tolist() == [[-1], [77], [-1]]
    assert made.listed().start.tolist() == [0, 1, 1, 2, 2, 3]


def test_no_reason_can_make_a_pair_negative() -> None:
    points = [one.points for one in weights().values()]
    assert weights()["base"].points + sum(one for one in points if one < 0) >= 0
    assert 3 * max(points) * len(points) < np.iinfo(np.int16).max
    assert len(digest()) == 64


PRIVATE = re.compile(r"\b(sex|gender|male|female|health|illness|disab\w*|ethnic\w*|minzu|religio\w*|nation\w*)\b|性别|民族|宗教|健康", re.IGNORECASE)  # fmt: skip


def test_matching_can_read_neither_what_a_body_is_nor_whose_people_somebody_belongs_to() -> None:
    values = (sides.When, sides.Trade, sides.Home, sides.Seeker, sides.Vacancy)
    assert [(one.__name__, f.name) for one in values for f in fields(one) if PRIVATE.search(f.name)] == []
    for path in sorted(MATCHING.glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        named = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        named |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        named |= {
            node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
        assert [name for name in sorted(named) if PRIVATE.search(name.replace("_", " "))] == [], path.name


def test_the_rule_notices_a_planted_field() -> None:
    assert PRIVATE.search("worker sex") and PRIVATE.search("民族") and not PRIVATE.search(["nationwide", "plan"][1])
