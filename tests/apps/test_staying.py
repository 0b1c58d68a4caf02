"""A spell of work as it goes on: contract and insurance by their clocks, contacts and silence, the end, how long people stay, what was promised."""

from datetime import date, datetime, timedelta

import pytest

from shanhai.apps.placements.actions import (
    attest,
    begin_work,
    end_placement,
    form_group,
    note_contact,
    note_contract,
    note_insurance,
)
from shanhai.apps.placements.facts.clocks import duties, most_probation
from shanhai.apps.placements.facts.following import Heard
from shanhai.apps.placements.facts.promises import by_employer, kept, milestone
from shanhai.apps.placements.facts.staying import cohorts, early_leavers, seen, stretches
from shanhai.apps.placements.models import Attestation, Contact, Placement
from shanhai.core.money import Fen
from shanhai.core.months import consecutive_months, cumulative_months
from shanhai.core.refusal import Refusal
from tests.apps.road import Road
from tests.cast import NOW

DAY = date(2018, 3, 9)


def on(day: date) -> datetime:
    return NOW.replace(year=day.year, month=day.month, day=day.day)


@pytest.fixture
def spell(road: Road) -> Placement:
    return road.working(0, on=DAY)


def test_the_contract_is_due_within_a_month_and_insurance_within_thirty_days(road: Road, spell: Placement) -> None:
    contract, insurance = duties(spell, on=date(2018, 4, 1))
    assert (contract.due, contract.left, contract.state) == (date(2018, 4, 9), 8, "due")
    assert (insurance.due, insurance.left, insurance.law.article) == (date(2018, 4, 8), 7, "第五十八条")
    assert [one.state for one in duties(spell, on=date(2018, 4, 9))] == ["due", "overdue"]
    assert duties(spell, on=date(2018, 4, 10))[0].state == "overdue"
    told = {"by": road.by, "at": on(date(2018, 4, 12))}
    note_contract(placement=spell, signed_on=date(2018, 4, 9), kind="fixed", months=12, probation=2, **told)  # type: ignore[arg-type]
    note_insurance(placement=spell, registered_on=date(2018, 4, 12), **told)  # type: ignore[arg-type]
    assert [one.state for one in duties(spell, on=date(2018, 4, 12))] == ["done", "late"]
    assert [one.state for one in duties(spell, on=date(2018, 4, 1))] == ["due", "due"], "as of an earlier day"
    assert most_probation(spell) == 2


def test_who_left_before_a_clock_ran_out_is_owed_nothing_by_it(road: Road, spell: Placement) -> None:
    assert most_probation(spell) is None
    end_placement(placement=spell, ended_on=date(2018, 4, 9), why="home", by=road.by, at=on(date(2018, 5, 1)))
    assert [one.law.code for one in duties(spell, on=date(2018, 5, 1))] == ["insurance"]
    assert duties(spell, on=date(2018, 5, 1))[0].left == -1


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"kind": "oral"}, "contract.kind"),
        ({"kind": "fixed", "months": None}, "contract.months"),
        ({"kind": "fixed", "months": 12, "probation": 3}, "contract.probation"),
        ({"kind": "fixed", "months": 2, "probation": 1}, "contract.probation"),
        ({"kind": "task", "probation": 1}, "contract.probation"),
        ({"kind": "open_ended", "probation": 7}, "contract.probation"),
        ({"kind": "open_ended", "probation": -1}, "contract.probation"),
        ({"kind": "open_ended", "signed_on": date(2018, 4, 2)}, "contract.future"),
    ],
)
def test_a_contract_the_law_does_not_know_is_refused(
    road: Road, spell: Placement, said: dict[str, object], code: str
) -> None:
    told = {"signed_on": date(2018, 4, 1), **said}
    with pytest.raises(Refusal) as no:
        note_contract(placement=spell, by=road.by, at=on(date(2018, 4, 1)), **told)  # type: ignore[arg-type]
    assert no.value.code == code
    spell.refresh_from_db()
    assert spell.contract_on is None


def test_a_contract_after_the_end_and_insurance_before_the_start_are_refused(road: Road, spell: Placement) -> None:
    told = {"by": road.by, "at": on(date(2018, 5, 1))}
    for day in (DAY - timedelta(days=1), date(2018, 5, 2)):
        with pytest.raises(Refusal, match=r"insurance\.day"):
            note_insurance(placement=spell, registered_on=day, **told)  # type: ignore[arg-type]
    end_placement(placement=spell, ended_on=date(2018, 4, 20), why="home", **told)  # type: ignore[arg-type]
    with pytest.raises(Refusal, match=r"contract\.after_end"):
        note_contract(placement=spell, signed_on=date(2018, 4, 20), kind="open_ended", **told)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"why": "ill"}, "placement.why"),
        ({"after": "moon"}, "placement.after"),
        ({"ended_on": DAY}, "placement.order"),
        ({"ended_on": date(2018, 5, 2)}, "placement.future"),
    ],
)
def test_an_end_that_cannot_be_is_refused(road: Road, spell: Placement, said: dict[str, object], code: str) -> None:
    told = {"ended_on": date(2018, 4, 20), "why": "home", **said}
    with pytest.raises(Refusal) as no:
        end_placement(placement=spell, by=road.by, at=on(date(2018, 5, 1)), **told)  # type: ignore[arg-type]
    assert no.value.code == code


def test_an_end_is_one_and_another_day_is_refused(road: Road, spell: Placement) -> None:
    told = {"placement": spell, "why": "home", "by": road.by, "at": on(date(2018, 5, 1))}
    first = end_placement(ended_on=date(2018, 4, 20), after="home", **told)  # type: ignore[arg-type]
    assert end_placement(ended_on=date(2018, 4, 20), after="home", **told) == first  # type: ignore[arg-type]
    with pytest.raises(Refusal, match=r"placement\.ended"):
        end_placement(ended_on=date(2018, 4, 21), **told)  # type: ignore[arg-type]


def ask(
    road: Road, spell: Placement, day: date, outcome: str = "working", login: str = "yuanzhou", **said: object
) -> Contact:
    heard = Heard(on=day, kind=str(said.pop("kind", "call")), outcome=outcome, **said)  # type: ignore[arg-type]
    return note_contact(placement=spell, heard=heard, by=road.cast.actor(login), at=on(day))


def test_a_call_moves_the_next_one_along_the_rhythm(road: Road, spell: Placement) -> None:
    assert spell.next_on == date(2018, 3, 16)
    ask(road, spell, date(2018, 3, 16), login="sanying")
    assert (spell.heard_on, spell.next_on) == (date(2018, 3, 16), date(2018, 4, 8))
    ask(road, spell, date(2018, 3, 16))
    assert Contact.objects.count() == 1, "the same day and kind is the same contact"
    ask(road, spell, date(2018, 3, 20), "wants_change", note="想换白班")
    assert spell.next_on == date(2018, 3, 23)
    assert (
        Placement.objects.due(date(2018, 3, 23)).count() == 1 and not Placement.objects.due(date(2018, 3, 22)).exists()
    )


def test_three_silent_days_and_a_month_make_somebody_lost_until_anybody_hears(road: Road, spell: Placement) -> None:
    for day in (date(2018, 3, 16), date(2018, 3, 19), date(2018, 3, 22)):
        ask(road, spell, day, "not_reached")
    ask(road, spell, date(2018, 3, 22), "not_reached", kind="visit")
    assert (spell.tries, spell.next_on) == (3, date(2018, 3, 25)), "tries are days, not calls"
    boundary = DAY + timedelta(days=30)
    assert not Placement.objects.lost(boundary).exists()
    assert list(Placement.objects.lost(boundary + timedelta(days=1))) == [spell]
    attest(placement=spell, month=date(2018, 3, 1), source="worker", worked=True, by=road.by, at=on(date(2018, 4, 9)))
    assert not Placement.objects.lost(boundary + timedelta(days=1)).exists(), "a word about the month is a word"
    Attestation.objects.all().delete()
    ask(road, spell, date(2018, 4, 10), told="family")
    assert spell.tries == 0 and not Placement.objects.lost(date(2018, 4, 10)).exists()


def test_a_heartbeat_told_by_the_person_attests_the_month_and_by_the_family_does_not(
    road: Road, spell: Placement
) -> None:
    ask(road, spell, date(2018, 4, 2), kind="heartbeat", told="family", month=date(2018, 3, 1))
    assert not Attestation.objects.exists()
    ask(road, spell, date(2018, 4, 3), kind="heartbeat", month=date(2018, 3, 1), pay=Fen(330_000))
    word = Attestation.objects.get()
    assert (word.source, word.worked, word.pay) == ("worker", True, 330_000)


def test_who_is_said_to_have_left_with_a_day_has_left_and_without_one_is_asked_again(
    road: Road, spell: Placement
) -> None:
    ask(road, spell, date(2018, 4, 2), "left")
    assert spell.ended_on is None and spell.next_on == date(2018, 4, 3)
    ask(road, spell, date(2018, 4, 3), "left", left_on=date(2018, 4, 1), why="far", after="home")
    spell.refresh_from_db()
    assert (spell.ended_on, spell.ended_why, spell.after) == (date(2018, 4, 1), "far", "home")
    with pytest.raises(Refusal, match=r"contact\.over"):
        ask(road, spell, date(2018, 4, 5))
    assert ask(road, spell, date(2018, 4, 2), "left", note="家里人说的").note == "家里人说的", (
        "what was noted can be put right"
    )


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"kind": "pigeon"}, "contact.kind"),
        ({"outcome": "fine"}, "contact.outcome"),
        ({"told": "boss"}, "contact.told"),
    ],
)
def test_a_contact_is_said_in_known_words(said: dict[str, str], code: str) -> None:
    with pytest.raises(Refusal) as no:
        Heard(**{"on": DAY, "kind": "call", "outcome": "working", **said})  # type: ignore[arg-type]
    assert no.value.code == code


def test_a_contact_lies_inside_the_spell_and_not_ahead(road: Road, spell: Placement) -> None:
    with pytest.raises(Refusal, match=r"contact\.day"):
        ask(road, spell, DAY - timedelta(days=1))
    with pytest.raises(Refusal, match=r"contact\.day"):
        note_contact(
            placement=spell, heard=Heard(on=date(2018, 4, 2), kind="call", outcome="working"), by=road.by, at=on(date(2018, 4, 1))
        )  # fmt: skip


def test_unknown_is_neither_stayed_nor_gone(road: Road) -> None:
    left, known, silent = road.working(0, on=DAY), road.working(1, road.pack, DAY), road.working(2, road.guard, DAY)
    end_placement(placement=left, ended_on=date(2018, 4, 8), why="pay", by=road.by, at=on(date(2018, 7, 1)))
    ask(road, known, date(2018, 6, 30))
    today = date(2018, 7, 1)
    found = seen(Placement.objects.all(), on=today)
    assert {one.placement: (one.stay.days, one.left) for one in found} == {
        left.pk: (30, True), known.pk: (114, False), silent.pk: (1, False),
    }  # fmt: skip
    whole = cohorts(found, by="cohort", on=today)
    assert [(one.key, one.unknown, one.watched(30), one.watched(31)) for one in whole] == [("2018Q1", 1, 2, 1)]
    assert whole[0].share(29) == 1 and whole[0].share(30) == 0.5
    attest(placement=silent, month=date(2018, 5, 1), source="worker", worked=True, by=road.by, at=on(today))
    again = {one.placement: one for one in seen(Placement.objects.all(), on=today)}
    assert again[silent.pk].until == date(2018, 6, 1) and again[silent.pk].unknown(today)
    assert {one.key for one in cohorts(again.values(), by="employer", on=today)} == {road.sea.pk, road.hill.pk}
    assert not early_leavers(found, on=today), "one of one is too few to speak of"


def test_an_employer_that_loses_two_of_five_within_a_month_is_looked_at(road: Road) -> None:
    people = [road.working(nth, position, DAY) for nth, position in enumerate([road.pack] * 5)]
    for one in people[:2]:
        end_placement(placement=one, ended_on=date(2018, 3, 20), why="pay", by=road.by, at=on(date(2018, 5, 1)))
    for one in people[2:]:
        ask(road, one, date(2018, 4, 30))
    found = seen(Placement.objects.all(), on=date(2018, 5, 1))
    assert [(one.key, round(one.share(30), 2)) for one in early_leavers(found, on=date(2018, 5, 1))] == [
        (road.hill.pk, 0.6)
    ]


def test_a_curve_by_channel_tells_groups_from_those_who_went_by_themselves(road: Road) -> None:
    together = road.letter(0)
    form_group(pairing=road.pairing, employer=road.sea, name="三营班", members=[together], by=road.by, at=NOW)
    road.working(1, road.pack, DAY)
    begin_work(transfer=together, on=DAY, by=road.by, at=on(DAY))
    found = seen(Placement.objects.select_related("transfer"), on=date(2018, 4, 1))
    assert [one.key for one in cohorts(found, by="channel", on=date(2018, 4, 1))] == ["group", "organised"]


def test_months_in_a_row_and_in_all_are_counted_over_spells(road: Road) -> None:
    first = road.working(1, road.pack, DAY)
    end_placement(
        placement=first, ended_on=date(2018, 6, 9), why="better", after="moved", by=road.by, at=on(date(2018, 6, 9))
    )
    second = road.working(1, road.guard, date(2018, 6, 20))
    ask(road, second, date(2018, 9, 19))
    found = stretches(first.worker_id, on=date(2018, 10, 1))
    assert (consecutive_months(found), consecutive_months(found, gap=15), cumulative_months(found)) == (3, 6, 6)


def test_a_promise_is_set_beside_what_the_person_says_was_paid(road: Road) -> None:
    short, full = road.working(0, on=DAY), road.working(1, road.pack, DAY)
    today = date(2018, 7, 10)
    assert [milestone(DAY, nth) for nth in (1, 3, 6)] == [date(2018, 4, 1), date(2018, 6, 1), date(2018, 9, 1)]
    assert milestone(date(2018, 4, 1), 1) == date(2018, 4, 1)
    for spell, month, pay in ((short, 4, 290_000), (short, 5, 100_000), (short, 6, 310_000), (full, 4, 320_000)):
        attest(
            placement=spell, month=date(2018, month, 1), source="worker", worked=True, pay=Fen(pay), by=road.by, at=on(today)
        )  # fmt: skip
    attest(
        placement=full,
        month=date(2018, 6, 1),
        source="evidence",
        paper="银行流水",
        worked=True,
        pay=Fen(1),
        by=road.by,
        at=on(today),
    )
    firms = {one.employer: one for one in by_employer(kept(Placement.objects.all(), on=today))}
    assert [(one.nth, one.promised, one.paid, one.short) for one in firms[road.sea.pk].short] == [
        (1, 320_000, 290_000, 30_000), (3, 320_000, 310_000, 10_000),
    ]  # fmt: skip
    assert firms[road.sea.pk].missing == 40_000
    assert (firms[road.hill.pk].missing, len(firms[road.hill.pk].kept)) == (0, 1)


def test_a_stranger_may_not_and_a_township_only_for_its_own(road: Road, spell: Placement) -> None:
    heard = Heard(on=date(2018, 3, 20), kind="call", outcome="working")
    acts = (
        lambda **told: note_contract(placement=spell, signed_on=DAY, kind="open_ended", **told),
        lambda **told: note_insurance(placement=spell, registered_on=DAY, **told),
        lambda **told: end_placement(placement=spell, ended_on=date(2018, 3, 20), why="home", **told),
        lambda **told: note_contact(placement=spell, heard=heard, **told),
    )
    for login in ("stranger", "zhangyi", "leader", "booth"):
        for act in acts:
            with pytest.raises(Refusal, match=r"desk\.not_allowed"):
                act(by=road.cast.actor(login), at=on(date(2018, 4, 1)))
    ask(road, spell, date(2018, 3, 20))
    seen_by = {"sanying": 1, "village": 0, "mawei": 1, "station": 1, "hr": 0, "zhangyi": 0, "stranger": 0, "leader": 0}
    assert {login: Contact.objects.visible_to(road.cast.desk(login)).count() for login in seen_by} == seen_by
