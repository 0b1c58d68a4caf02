"""One roster, three uses: a month is confirmed once, two of three attest it, words that disagree are looked into, and whom nobody knew is."""

from datetime import date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shanhai.apps.audit.facts import verify
from shanhai.apps.audit.models import Entry
from shanhai.apps.placements.actions import (
    attest,
    confirm_roster,
    correct_line,
    dismiss,
    end_placement,
    recognise,
    settle_dispute,
)
from shanhai.apps.placements.facts.rosters import Extra, Line, expected, unspoken
from shanhai.apps.placements.facts.staying import words
from shanhai.apps.placements.models import Attestation, Placement, Roster, Unlisted
from shanhai.apps.workers.actions import withdraw_consent
from shanhai.apps.workers.models import Worker
from shanhai.core.attest import settle
from shanhai.core.desk import Actor
from shanhai.core.money import Fen
from shanhai.core.refusal import Refusal
from tests.apps.road import Road
from tests.cast import NOW

MARCH, APRIL = date(2018, 3, 1), date(2018, 4, 1)
OVER = NOW.replace(month=4, day=2)
DAY = date(2018, 3, 9)


class Staff:
    """Two at work at one employer since the 9th of March, and the employer's own hand."""

    def __init__(self, road: Road) -> None:
        self.road = road
        self.one, self.two = road.working(1, road.pack, DAY), road.working(2, road.guard, DAY)
        self.hr = Actor(login="hr", name="郑人事", role=road.cast.actor("hr").role, region="350105")
        self.lines = [Line(placement=self.one.pk, pay=Fen(345_000), days=20), Line(placement=self.two.pk, days=21)]

    def confirm(self, month: date = MARCH, at: datetime = OVER, **said: object) -> Roster:
        told = {"lines": self.lines, "by": self.hr, **said}
        return confirm_roster(employer=self.road.hill, month=month, at=at, **told)  # type: ignore[arg-type]


@pytest.fixture
def staff(road: Road) -> Staff:
    return Staff(road)


def test_a_month_is_confirmed_in_one_act_and_the_same_again_changes_nothing(staff: Staff) -> None:
    assert set(expected(staff.road.hill, MARCH)) == {staff.one, staff.two}
    entries = Entry.objects.count()
    roster = staff.confirm()
    assert (roster.lines.count(), Entry.objects.count()) == (2, entries + 1)
    assert staff.confirm(lines=staff.lines[::-1]) == roster and Entry.objects.count() == entries + 1
    line = Attestation.objects.get(placement=staff.one)
    assert (line.source, line.worked, line.pay, line.days) == ("roster", True, 345_000, 20)
    assert verify()["ok"]


def test_another_confirmation_of_the_month_is_refused_and_says_who_did_it_when(staff: Staff) -> None:
    staff.confirm()
    with pytest.raises(Refusal) as no:
        staff.confirm(lines=[staff.lines[0], Line(placement=staff.two.pk, worked=False)])
    assert (no.value.code, no.value.facts["by"], no.value.facts["at"]) == ("roster.confirmed", "郑人事", "2018-04-02")
    assert Attestation.objects.filter(worked=False).count() == 0


def test_who_left_has_left_for_a_reason_and_is_not_expected_the_month_after(staff: Staff) -> None:
    gone = Line(placement=staff.two.pk, left_on=date(2018, 3, 20), why="home")
    staff.confirm(lines=[staff.lines[0], gone])
    staff.two.refresh_from_db()
    assert (staff.two.ended_on, staff.two.ended_why, staff.two.next_on) == (date(2018, 3, 20), "home", None)
    assert set(expected(staff.road.hill, APRIL)) == {staff.one}


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"at": NOW.replace(month=3, day=30)}, "roster.month_open"),
        ({"month": date(2018, 3, 2)}, "roster.month_open"),
        ({"lines": []}, "roster.missing"),
        ({"lines": "twice"}, "roster.twice"),
        ({"lines": "strange"}, "roster.not_yours"),
        ({"lines": "before"}, "roster.left"),
        ({"lines": "after"}, "roster.left"),
        ({"way": "telegram"}, "roster.way"),
    ],
)
def test_a_roster_that_cannot_be_is_refused_whole(staff: Staff, said: dict[str, object], code: str) -> None:
    left = {"before": date(2018, 3, 9), "after": date(2018, 4, 3)}.get(str(said.get("lines")))
    if left is not None:
        said = {"lines": [staff.lines[0], Line(placement=staff.two.pk, left_on=left, why="home")]}
    elif said.get("lines") == "twice":
        said = {"lines": [*staff.lines, staff.lines[0]]}
    elif said.get("lines") == "strange":
        said = {"lines": [*staff.lines, Line(placement="nobody")]}
    with pytest.raises(Refusal) as no:
        staff.confirm(**said)  # type: ignore[arg-type]
    assert no.value.code == code
    assert not Roster.objects.exists() and not Attestation.objects.exists()


def test_a_spell_that_has_ended_is_not_ended_again_on_another_day(staff: Staff) -> None:
    end_placement(placement=staff.two, ended_on=date(2018, 3, 20), why="pay", by=staff.road.by, at=OVER)
    other = Line(placement=staff.two.pk, left_on=date(2018, 3, 21), why="pay")
    with pytest.raises(Refusal, match=r"placement\.ended"):
        staff.confirm(lines=[staff.lines[0], other])
    same = Line(placement=staff.two.pk, left_on=date(2018, 3, 20), why="pay")
    assert staff.confirm(lines=[staff.lines[0], same]).lines.count() == 2


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"days": 32}, "roster.days"),
        ({"overtime": 401}, "roster.overtime"),
        ({"left_on": DAY, "why": "sick"}, "placement.why"),
    ],
)
def test_a_line_is_valid_once_and_for_all(said: dict[str, object], code: str) -> None:
    with pytest.raises(Refusal) as no:
        Line(placement="x", **said)  # type: ignore[arg-type]
    assert no.value.code == code


def test_a_list_comes_in_parts_where_rows_are_still_to_mend(staff: Staff) -> None:
    first = staff.confirm(lines=staff.lines[:1], whole=False, way="sheet")
    assert set(unspoken(staff.road.hill, MARCH)) == {staff.two}
    with pytest.raises(Refusal, match=r"roster\.missing"):
        staff.confirm(lines=[])
    assert staff.confirm() == first and first.lines.count() == 2
    assert not unspoken(staff.road.hill, MARCH).exists()


@given(st.permutations(range(2)), st.sets(st.integers(0, 1)))
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_order_and_parts_a_list_comes_in_it_says_the_same(
    staff: Staff, order: list[int], again: set[int]
) -> None:
    Attestation.objects.all().delete()
    Roster.objects.all().delete()
    for which in order:
        staff.confirm(lines=[staff.lines[which]], whole=False)
    for which in again:
        staff.confirm(lines=[staff.lines[which]])
    said = {one.placement_id: (one.pay, one.days) for one in Attestation.objects.all()}
    assert said == {staff.one.pk: (345_000, 20), staff.two.pk: (None, 21)}


def test_somebody_nobody_knew_is_recognised_once_and_known_on_the_next_list(staff: Staff) -> None:
    stranger = Extra(name="马甲一", tail="0011", started_on=date(2018, 3, 12))
    roster = staff.confirm(extras=[stranger])
    row = Unlisted.objects.open().get()
    spell = recognise(
        unlisted=row, worker=staff.road.who(0), started_on=date(2018, 3, 12), by=staff.road.by, at=OVER
    ).placement
    assert spell is not None and (spell.employer, spell.way) == (staff.road.hill, "own")
    assert roster.lines.filter(placement=spell, source="roster").count() == 1
    with pytest.raises(Refusal, match=r"unlisted\.decided"):
        dismiss(unlisted=row, why="不认识", by=staff.road.by, at=OVER)
    later = staff.confirm(month=APRIL, at=NOW.replace(month=5, day=2), extras=[stranger])
    assert later.lines.filter(placement=spell).exists() and not Unlisted.objects.open().exists()
    end_placement(
        placement=spell, ended_on=date(2018, 5, 1), why="far", by=staff.road.by, at=NOW.replace(month=5, day=3)
    )
    staff.confirm(month=date(2018, 5, 1), at=NOW.replace(month=6, day=2), extras=[stranger])
    assert Unlisted.objects.open().count() == 1, "who has left and is named again is asked about again"


def test_an_unknown_person_is_dismissed_for_a_reason_or_found_to_be_elsewhere(staff: Staff) -> None:
    staff.confirm(extras=[Extra(name="马丙三"), Extra(name="王小二")])
    one, two = Unlisted.objects.order_by("name")
    with pytest.raises(Refusal, match=r"unlisted\.why"):
        dismiss(unlisted=two, why=" ", by=staff.road.by, at=OVER)
    assert dismiss(unlisted=two, why="本地人", by=staff.road.by, at=OVER).decided_at == OVER
    elsewhere = staff.road.working(0, staff.road.assemble, DAY)
    with pytest.raises(Refusal, match=r"unlisted\.elsewhere"):
        recognise(unlisted=one, worker=elsewhere.worker, started_on=DAY, by=staff.road.by, at=OVER)
    known = recognise(unlisted=one, worker=staff.two.worker, started_on=DAY, by=staff.road.by, at=OVER)
    assert known.placement == staff.two and Attestation.objects.filter(placement=staff.two).count() == 1
    with pytest.raises(Refusal, match=r"roster\.tail"):
        Extra(name="王小二", tail="12x4")


def test_a_list_names_only_people_who_agreed_that_this_employer_knows_them(staff: Staff) -> None:
    withdraw_consent(
        worker=staff.one.worker, purpose="intent", recipients=[staff.road.hill.credit_code], by=staff.road.by, at=NOW
    )
    assert set(expected(staff.road.hill, MARCH)) == {staff.two}


def test_two_of_three_attest_a_month_and_a_contradiction_is_told_until_somebody_looks(staff: Staff) -> None:
    staff.confirm(lines=[staff.lines[0], Line(placement=staff.two.pk, worked=False)])
    station = staff.road.cast.actor("station")
    said = {"placement": staff.two, "month": MARCH, "by": station, "at": OVER}
    attest(source="worker", worked=True, pay=Fen(300_000), **said)  # type: ignore[arg-type]
    assert settle(words(staff.two, by=OVER.date())[MARCH]).disputed
    assert Attestation.objects.disputed().count() == 2
    attest(source="evidence", worked=True, paper="社保缴费 2018-03", **said)  # type: ignore[arg-type]
    word = settle(words(staff.two, by=OVER.date())[MARCH])
    assert (word.worked, word.disputed) == (True, True)
    with pytest.raises(Refusal, match=r"word\.how"):
        settle_dispute(placement=staff.two, month=MARCH, how="", by=station, at=OVER)
    assert len(settle_dispute(placement=staff.two, month=MARCH, how="名单漏了，单位盖章说明", by=station, at=OVER)) == 3
    assert not Attestation.objects.disputed().exists()
    with pytest.raises(Refusal, match=r"word\.settled"):
        attest(source="worker", worked=False, **said)  # type: ignore[arg-type]
    with pytest.raises(Refusal, match=r"word\.no_dispute"):
        settle_dispute(placement=staff.one, month=MARCH, how="没有", by=station, at=OVER)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"source": "roster"}, "word.source"),
        ({"source": "evidence"}, "word.paper"),
        ({"month": date(2018, 5, 1)}, "word.future"),
        ({"month": date(2018, 2, 1)}, "word.month"),
    ],
)
def test_a_word_that_cannot_be_said_is_refused(staff: Staff, said: dict[str, object], code: str) -> None:
    told = {"month": MARCH, "source": "worker", "worked": True, **said}
    with pytest.raises(Refusal) as no:
        attest(placement=staff.one, by=staff.road.by, at=OVER, **told)  # type: ignore[arg-type]
    assert no.value.code == code and not Attestation.objects.exists()


def test_the_same_word_twice_is_one_and_another_word_takes_its_place(staff: Staff) -> None:
    said = {"placement": staff.one, "month": MARCH, "source": "worker", "by": staff.road.by, "at": OVER}
    first = attest(worked=True, pay=Fen(300_000), **said)  # type: ignore[arg-type]
    assert attest(worked=True, **said) == first  # type: ignore[arg-type]
    attest(worked=False, **said)  # type: ignore[arg-type]
    assert (Attestation.objects.get().worked, Attestation.objects.get().pay) == (False, 300_000)


def test_a_line_is_corrected_with_a_reason_that_the_log_keeps(staff: Staff) -> None:
    staff.confirm()
    line = Attestation.objects.get(placement=staff.one)
    with pytest.raises(Refusal, match=r"roster\.why"):
        correct_line(line=line, said=Line(placement="", pay=Fen(350_000)), why="", by=staff.hr, at=OVER)
    correct_line(line=line, said=Line(placement="", pay=Fen(350_000)), why="少录了奖金", by=staff.hr, at=OVER)
    assert Entry.objects.order_by("-number")[0].facts["why"] == "少录了奖金"
    said = attest(placement=staff.one, month=MARCH, source="worker", worked=True, by=staff.road.by, at=OVER)
    with pytest.raises(Refusal, match=r"roster\.line"):
        correct_line(line=said, said=Line(placement=""), why="改", by=staff.road.by, at=OVER)


def test_an_employer_reads_its_own_lists_and_never_what_its_people_say(staff: Staff) -> None:
    staff.confirm(extras=[Extra(name="王小二")])
    attest(placement=staff.one, month=MARCH, source="worker", worked=True, by=staff.road.by, at=OVER)
    staff.road.cast.join("hr", staff.road.hill.credit_code)
    own = Attestation.objects.visible_to(staff.road.cast.desk("hr"))
    assert {one.source for one in own} == {"roster"} and own.count() == 2
    assert Attestation.objects.visible_to(staff.road.cast.desk("mawei")).count() == 3
    for login, lists in (("hr", 1), ("mawei", 1), ("yuanzhou", 1), ("sanying", 0), ("stranger", 0), ("leader", 0)):
        desk = staff.road.cast.desk(login)
        assert (Roster.objects.visible_to(desk).count(), Unlisted.objects.visible_to(desk).count()) == (lists, lists)


def test_a_stranger_may_not(staff: Staff) -> None:
    roster = staff.confirm(extras=[Extra(name="王小二")])
    told = {"by": staff.road.cast.actor("stranger"), "at": OVER}
    line, unknown = roster.lines.all()[0], Unlisted.objects.get()
    acts = (
        lambda: confirm_roster(employer=staff.road.hill, month=APRIL, lines=[], **told),
        lambda: correct_line(line=line, said=Line(placement=""), why="x", **told),
        lambda: attest(placement=staff.one, month=MARCH, source="worker", worked=True, **told),
        lambda: settle_dispute(placement=staff.one, month=MARCH, how="x", **told),
        lambda: recognise(unlisted=unknown, worker=staff.road.who(0), started_on=DAY, **told),
        lambda: dismiss(unlisted=unknown, why="x", **told),
    )
    for act in acts:
        with pytest.raises(Refusal, match=r"desk\.not_allowed"):
            act()
    assert Placement.objects.count() == 2


def test_somebody_under_sixteen_on_a_list_is_never_recognised_and_stays_to_be_looked_at(staff: Staff) -> None:
    """A list may name a child: the name is kept for an officer, no spell and no month is noted, and the remedy is to dismiss with a reason."""
    staff.confirm(extras=[Extra(name="马甲一", tail="0011", started_on=DAY)])
    child = staff.road.who(0)
    Worker.objects.filter(pk=child.pk).update(birth=DAY.replace(year=DAY.year - 16, day=DAY.day + 1))
    child.refresh_from_db()
    row = Unlisted.objects.open().get()
    with pytest.raises(Refusal, match=r"placement\.under_age"):
        recognise(unlisted=row, worker=child, started_on=DAY, by=staff.road.by, at=OVER)
    assert Unlisted.objects.open().get() == row and not Placement.objects.filter(worker=child).exists()
