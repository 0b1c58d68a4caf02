"""From the letter to the first day of work: each step once, in order, by whoever may, and nobody under sixteen at any of them."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from shanhai.apps.audit.actions import undo
from shanhai.apps.audit.facts import verify
from shanhai.apps.audit.models import Entry
from shanhai.apps.employers.actions import enter_arrears
from shanhai.apps.fairs.models import Intent
from shanhai.apps.partners.actions import register_agency
from shanhai.apps.placements.actions import (
    add_to_roster,
    arrive,
    begin_work,
    board,
    end_placement,
    fall_through,
    form_group,
    hand_over,
    join_group,
    leave,
    miss,
    note_placement,
    plan_departure,
    report_in,
    sign_letter,
    substitute,
)
from shanhai.apps.placements.facts import Spell
from shanhai.apps.placements.facts.journeys import Journey
from shanhai.apps.placements.models import Boarding, Departure, Group, Placement, Transfer
from shanhai.apps.workers.actions import enrol
from shanhai.apps.workers.models import Consent, Worker
from shanhai.core.desk import Actor, Role
from shanhai.core.identifiers.credit import CreditCode
from shanhai.core.money import Fen
from shanhai.core.refusal import Refusal
from tests.apps.market import person
from tests.apps.road import Road, days
from tests.cast import NOW, TODAY


def test_a_letter_keeps_what_was_promised_and_lets_the_other_side_know_the_person(road: Road) -> None:
    first = road.letter(0)
    assert (first.promised_min, first.promised_max, first.state) == (320_000, 420_000, "letter")
    told = set(Consent.objects.standing().filter(worker=road.who(0)).values_list("recipient", flat=True))
    assert told == {road.sea.credit_code, "350105", "WS1"}
    assert road.letter(0) == first and Transfer.objects.count() == 1
    for login in ("mawei", "station", "hr"):
        assert Worker.objects.visible_to(road.cast.desk(login)).filter(pk=road.who(0).pk).exists(), login


def test_nobody_signs_two_letters_at_once_or_while_at_work(road: Road) -> None:
    first = road.letter(0)
    with pytest.raises(Refusal, match=r"transfer\.on_the_way"):
        road.letter(0, road.pack)
    fall_through(transfer=first, why="家里走不开", on=TODAY, by=road.by, at=NOW)
    assert fall_through(transfer=first, why="再说一遍", on=TODAY, by=road.by, at=NOW).fell_why == "家里走不开"
    second = road.letter(0, road.pack)
    begin_work(transfer=second, on=TODAY, by=road.by, at=NOW)
    with pytest.raises(Refusal, match=r"transfer\.at_work"):
        road.letter(0)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"signed_on": TODAY + timedelta(days=1)}, "transfer.day"),
        ({"worker": "child"}, "transfer.under_age"),
        ({"worker": "stranger"}, "transfer.other_region"),
        ({"intent": "withdrawn"}, "transfer.withdrawn"),
    ],
)
def test_a_letter_that_must_not_be_is_refused_and_nothing_is_written(
    road: Road, change: dict[str, object], code: str
) -> None:
    young = enrol(people=[person(9, "马小娃", born=date(2002, 6, 1))], region=road.cast.yuanzhou, by=road.by, at=NOW)[0]
    told: dict[str, object] = {"worker": road.who(0), "signed_on": TODAY, "intent": None, **change}
    if told["worker"] == "child":
        told["worker"] = young
    elif told["worker"] == "stranger":
        road.pairing.sending_id = "621102"
        told["worker"] = road.who(0)
    if told["intent"] == "withdrawn":
        told["intent"] = Intent(worker=road.who(0), position=road.assemble, withdrawn_at=NOW)
    before = Entry.objects.count()
    by = Actor(login="y", name="y", role=Role.OFFICER, region="350105")
    with pytest.raises(Refusal) as no:
        sign_letter(pairing=road.pairing, position=road.assemble, by=by, at=NOW, **told)  # type: ignore[arg-type]
    assert (no.value.code, Entry.objects.count(), Transfer.objects.count()) == (code, before, 0)


def test_an_employer_on_the_arrears_list_gets_nobody(road: Road) -> None:
    enter_arrears(
        region=road.cast.mawei, code=CreditCode(road.sea.credit_code), name="海岸", source="示例名单", listed_on=TODAY,
        by=road.cast.actor("mawei"), at=NOW,
    )  # fmt: skip
    with pytest.raises(Refusal, match=r"employer\.in_arrears"):
        road.letter(0)


def test_a_group_goes_whole_to_one_employer_with_a_leader_of_its_own(road: Road) -> None:
    one, two, other = road.letter(0, road.pack), road.letter(1, road.guard), road.letter(2)
    told = {"pairing": road.pairing, "employer": road.hill, "name": "三营班", "by": road.by, "at": NOW}
    group = form_group(members=[one, two], leader=road.who(0), **told)  # type: ignore[arg-type]
    assert form_group(members=[one, two], leader=road.who(0), **told) == group  # type: ignore[arg-type]
    assert set(group.members.all()) == {one, two} and Group.objects.count() == 1
    with pytest.raises(Refusal, match=r"group\.other_employer"):
        join_group(group=group, transfer=other, by=road.by, at=NOW)
    with pytest.raises(Refusal, match=r"group\.taken"):
        form_group(members=[one], **{**told, "name": "另一班"})  # type: ignore[arg-type]
    fall_through(transfer=other, why="不去了", on=TODAY, by=road.by, at=NOW)
    with pytest.raises(Refusal, match=r"group\.gone"):
        form_group(members=[other], **{**told, "name": "另一班", "employer": road.sea})  # type: ignore[arg-type]
    for change, code in (
        ({"members": []}, "group.nobody"),
        ({"members": [one], "name": " "}, "group.name"),
        ({"members": [one], "leader": road.who(2)}, "group.leader"),
        ({"members": [one], "agency": object(), "broker": object()}, "group.brought_by"),
    ):
        with pytest.raises(Refusal) as no:
            form_group(**{**told, **change})  # type: ignore[arg-type]
        assert no.value.code == code


def test_who_did_not_come_keeps_the_letter_and_whoever_waits_takes_the_seat(road: Road) -> None:
    letters = [road.letter(nth) for nth in range(3)]
    coach = road.coach(seats=2)
    one, two, waiting = add_to_roster(departure=coach, transfers=letters, by=road.by, at=NOW)
    assert [row.seat for row in (one, two, waiting)] == [1, 2, None]
    assert add_to_roster(departure=coach, transfers=letters, by=road.by, at=NOW) == []
    assert board(boarding=one, by=road.by, at=days(3)) == board(boarding=one, by=road.by, at=days(3))
    with pytest.raises(Refusal, match=r"departure\.unchecked"):
        leave(departure=coach, by=road.by, at=days(3))
    with pytest.raises(Refusal, match=r"departure\.full"):
        board(boarding=waiting, by=road.by, at=days(3))
    with pytest.raises(Refusal, match=r"departure\.not_absent"):
        substitute(absent=two, waiting=waiting, by=road.by, at=days(3))
    miss(boarding=two, by=road.by, at=days(3))
    taken = substitute(absent=two, waiting=waiting, by=road.by, at=days(3))
    assert (taken.seat, taken.state, taken.instead_of) == (2, "aboard", two)
    assert substitute(absent=two, waiting=waiting, by=road.by, at=days(3)) == taken
    with pytest.raises(Refusal, match=r"departure\.full"):
        board(boarding=two, by=road.by, at=days(3))
    with pytest.raises(Refusal, match=r"departure\.too_early"):
        leave(departure=coach, by=road.by, at=days(2))
    leave(departure=coach, by=road.by, at=days(3))
    assert leave(departure=coach, by=road.by, at=days(3)).state == "left"
    states = list(Transfer.objects.order_by("worker__name").values_list("state", flat=True))
    assert sorted(states) == ["departed", "departed", "letter"]
    assert arrive(departure=coach, by=road.by, at=days(4)) == arrive(departure=coach, by=road.by, at=days(4))
    with pytest.raises(Refusal, match=r"departure\.state"):
        miss(boarding=one, by=road.by, at=days(4))
    assert verify()["ok"]


def test_a_late_comer_takes_the_own_seat_back_or_the_next_free_one(road: Road) -> None:
    coach = road.coach(seats=3)
    one, two = add_to_roster(departure=coach, transfers=[road.letter(0), road.letter(1)], by=road.by, at=NOW)
    miss(boarding=one, by=road.by, at=days(3))
    assert board(boarding=one, by=road.by, at=days(3)).seat == 1
    miss(boarding=one, by=road.by, at=days(3))
    late = add_to_roster(departure=coach, transfers=[road.letter(2)], by=road.by, at=NOW)[0]
    assert late.seat == 3
    extra = road.letter(3)
    waiting = add_to_roster(departure=coach, transfers=[extra], by=road.by, at=NOW)[0]
    assert waiting.seat is None and substitute(absent=one, waiting=waiting, by=road.by, at=days(3)).seat == 1
    with pytest.raises(Refusal, match=r"departure\.seat_gone"):
        gone = Boarding.objects.get(pk=one.pk)
        other = Boarding(departure=coach, transfer=extra, seat=None, state="listed")
        substitute(absent=gone, waiting=other, by=road.by, at=days(3))
    with pytest.raises(Refusal, match=r"departure\.not_waiting"):
        substitute(absent=one, waiting=two, by=road.by, at=days(3))
    miss(boarding=two, by=road.by, at=days(3))
    assert board(boarding=one, by=road.by, at=days(3)).seat == 2, "the own seat is taken, the next free one is not"


def test_nobody_is_put_on_a_vehicle_twice_or_without_a_letter(road: Road) -> None:
    first, letter = road.coach(), road.letter(0)
    add_to_roster(departure=first, transfers=[letter], by=road.by, at=NOW)
    second = road.coach(name="二号车")
    with pytest.raises(Refusal, match=r"departure\.elsewhere"):
        add_to_roster(departure=second, transfers=[letter], by=road.by, at=NOW)
    gone = road.letter(1)
    fall_through(transfer=gone, why="不去了", on=TODAY, by=road.by, at=NOW)
    with pytest.raises(Refusal, match=r"departure\.no_letter"):
        add_to_roster(departure=second, transfers=[gone], by=road.by, at=NOW)
    other = road.letter(2)
    other.pairing_id = "another"
    with pytest.raises(Refusal, match=r"departure\.other_pairing"):
        add_to_roster(departure=second, transfers=[other], by=road.by, at=NOW)
    with pytest.raises(Refusal, match=r"departure\.empty"):
        leave(departure=second, by=road.by, at=days(3))


def test_a_departure_is_planned_once_and_brought_up_to_date_until_it_leaves(road: Road) -> None:
    coach = road.coach(seats=2)
    assert road.coach(seats=5) == coach and Departure.objects.get().seats == 5
    assert len(Departure.objects.get().link) == 24
    road.travelled(road.letter(0))
    with pytest.raises(Refusal, match=r"departure\.state"):
        road.coach(seats=9)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"kind": "boat"}, "departure.kind"),
        ({"seats": 0}, "departure.seats"),
        ({"name": " "}, "departure.name"),
        ({"escort": ""}, "departure.name"),
    ],
)
def test_a_departure_without_what_it_needs_is_refused(change: dict[str, object], code: str) -> None:
    told = {
        "name": "一号车",
        "kind": "coach",
        "seats": 2,
        "leaves_at": NOW,
        "from_place": "三营",
        "to_place": "马尾",
        "escort": "马",
    }
    with pytest.raises(Refusal) as no:
        Journey(**{**told, **change})  # type: ignore[arg-type]
    assert no.value.code == code


def test_things_are_handed_over_once_and_a_number_belongs_to_one_person(road: Road) -> None:
    coach = road.coach()
    rows = add_to_roster(departure=coach, transfers=[road.letter(0), road.letter(1)], by=road.by, at=NOW)
    assert len(hand_over(boardings=rows, item="card", by=road.by, at=days(3))) == 2
    assert hand_over(boardings=rows, item="card", by=road.by, at=days(3)) == []
    assert hand_over(boardings=rows[:1], item="insurance", number="P-001", by=road.by, at=days(3))[0].number == "P-001"
    with pytest.raises(Refusal, match=r"departure\.number"):
        hand_over(boardings=rows, item="insurance", number="P-002", by=road.by, at=days(3))
    with pytest.raises(Refusal, match=r"departure\.item"):
        hand_over(boardings=rows, item="gold", by=road.by, at=days(3))
    assert hand_over(boardings=[], item="bag", by=road.by, at=days(3)) == []


def test_nobody_arrives_before_leaving_and_nobody_starts_before_arriving(road: Road) -> None:
    transfer = road.letter(0)
    road.travelled(transfer)
    transfer.refresh_from_db()
    station = road.cast.actor("station")
    for on, code in ((days(2), "transfer.before"), (days(6), "transfer.day")):
        with pytest.raises(Refusal) as no:
            report_in(transfer=transfer, on=on.date(), by=station, at=days(5))
        assert no.value.code == code
    report_in(transfer=transfer, on=days(4).date(), by=station, at=days(5))
    assert report_in(transfer=transfer, on=days(4).date(), by=station, at=days(5)).reported_to == "station"
    with pytest.raises(Refusal, match=r"transfer\.reported"):
        report_in(transfer=transfer, on=days(5).date(), by=station, at=days(5))
    with pytest.raises(Refusal, match=r"transfer\.before"):
        begin_work(transfer=transfer, on=days(3).date(), by=station, at=days(5))
    spell = begin_work(transfer=transfer, on=days(5).date(), pay=Fen(350_000), by=station, at=days(5))
    assert (spell.work, spell.way, spell.heard_on, spell.next_on) == (
        "装配工", "organised", days(5).date(), days(12).date(),
    )  # fmt: skip
    assert begin_work(transfer=transfer, on=days(5).date(), by=station, at=days(5)) == spell
    with pytest.raises(Refusal, match=r"transfer\.started"):
        begin_work(transfer=transfer, on=days(4).date(), by=station, at=days(5))
    assert Placement.objects.count() == 1


def test_the_database_too_lets_nobody_arrive_before_leaving(road: Road) -> None:
    road.travelled(road.letter(0))
    with pytest.raises(IntegrityError), transaction.atomic():
        Transfer.objects.update(reported_on=days(1).date())


def test_a_birthday_after_the_first_day_of_work_stops_it_at_every_step(road: Road) -> None:
    turns = (NOW + timedelta(days=10)).date()
    transfer = road.letter(0)
    Worker.objects.filter(pk=road.who(0).pk).update(birth=turns.replace(year=turns.year - 16))
    transfer = Transfer.objects.get(pk=transfer.pk)
    coach = road.coach()
    with pytest.raises(Refusal, match=r"transfer\.under_age"):
        add_to_roster(departure=coach, transfers=[transfer], by=road.by, at=NOW)
    for act in (report_in, begin_work):
        with pytest.raises(Refusal, match=r"transfer\.under_age"):
            act(transfer=transfer, on=days(9).date(), by=road.by, at=days(20))
    assert report_in(transfer=transfer, on=turns, by=road.by, at=days(20)).state == "reported"


def test_a_step_is_taken_back_the_same_day(road: Road) -> None:
    transfer = road.letter(0)
    report_in(transfer=transfer, on=TODAY, by=road.by, at=NOW)
    undo(entry=Entry.objects.order_by("-number")[0], by=road.by, at=NOW)
    transfer.refresh_from_db()
    assert (transfer.state, transfer.reported_on) == ("letter", None)
    with pytest.raises(Refusal, match=r"transfer\.why"):
        fall_through(transfer=transfer, why="  ", on=TODAY, by=road.by, at=NOW)


def test_the_escort_by_link_marks_the_roster_and_nothing_else(road: Road) -> None:
    coach = road.coach()
    row = add_to_roster(departure=coach, transfers=[road.letter(0)], by=road.by, at=NOW)[0]
    escort = Actor(login=f"escort-{coach.pk}", name=coach.escort, role=Role.ESCORT, region="640402")
    assert board(boarding=row, by=escort, at=days(3)).state == "aboard"
    with pytest.raises(Refusal, match=r"desk\.not_allowed"):
        fall_through(transfer=row.transfer, why="不去了", on=TODAY, by=escort, at=NOW)


def test_a_stranger_may_neither_act_nor_read(road: Road) -> None:
    transfer, stranger = road.letter(0), road.cast.actor("stranger")
    coach = road.coach()
    row = add_to_roster(departure=coach, transfers=[transfer], by=road.by, at=NOW)[0]
    told = {"by": stranger, "at": days(3)}
    acts = (
        lambda: road.coach() and plan_departure(pairing=road.pairing, journey=_journey(coach), **told),
        lambda: add_to_roster(departure=coach, transfers=[], **told),
        lambda: board(boarding=row, **told),
        lambda: substitute(absent=row, waiting=row, **told),
        lambda: hand_over(boardings=[row], item="card", **told),
        lambda: leave(departure=coach, **told),
        lambda: arrive(departure=coach, **told),
        lambda: report_in(transfer=transfer, on=TODAY, **told),
        lambda: begin_work(transfer=transfer, on=TODAY, **told),
        lambda: fall_through(transfer=transfer, why="x", on=TODAY, **told),
        lambda: form_group(pairing=road.pairing, employer=road.sea, name="x", members=[transfer], **told),
        lambda: join_group(group=Group(pairing=road.pairing), transfer=transfer, **told),
        lambda: sign_letter(pairing=road.pairing, worker=road.who(1), position=road.pack, signed_on=TODAY, **told),
    )  # fmt: skip
    for act in acts:
        with pytest.raises(Refusal, match=r"desk\.not_allowed"):
            act()
    for login in ("stranger", "zhangyi", "leader", "booth", "agency"):
        desk = road.cast.desk(login)
        for rows in (Transfer, Departure, Group, Boarding):
            assert not rows.objects.visible_to(desk).exists(), (login, rows)  # type: ignore[attr-defined]
    for login in ("yuanzhou", "mawei", "sanying", "station", "hr", "city-guyuan", "auditor"):
        assert Transfer.objects.visible_to(road.cast.desk(login)).count() == 1, login
        assert Departure.objects.visible_to(road.cast.desk(login)).count() == 1, login


def test_an_agency_reads_the_groups_it_brought_and_a_township_those_its_people_are_in(road: Road) -> None:
    agency = register_agency(
        code="91640402000000001X", name="山塬（示例）", kind="mediation", region=road.cast.yuanzhou, licence="1",
        licence_until=TODAY.replace(year=2020), by=road.by, at=NOW,
    )  # fmt: skip
    road.cast.join("agency", agency.code)
    form_group(
        pairing=road.pairing, employer=road.sea, name="三营班", members=[road.letter(0)], agency=agency, by=road.by, at=NOW
    )  # fmt: skip
    for login, seen in (("agency", 1), ("sanying", 1), ("zhangyi", 0), ("hr", 1), ("mawei", 1), ("leader", 0)):
        assert Group.objects.visible_to(road.cast.desk(login)).count() == seen, login
    assert Transfer.objects.visible_to(road.cast.desk("agency")).count() == 1


def _journey(coach: Departure) -> Journey:
    return Journey(
        name=coach.name,
        kind="coach",
        seats=2,
        leaves_at=coach.leaves_at,
        from_place="三营",
        to_place="马尾",
        escort="马",
    )


def test_nobody_begins_work_in_two_places_and_a_spell_noted_by_hand_is_held_against_others_too(road: Road) -> None:
    transfer, who = road.letter(0), road.who(0)
    at_home = note_placement(
        worker=who, employer=road.hill, spell=Spell(started_on=TODAY, way="own"), by=road.by, at=NOW
    )
    with pytest.raises(Refusal, match=r"placement\.overlaps") as no:
        begin_work(transfer=transfer, on=TODAY, by=road.by, at=days(2))
    assert no.value.facts["since"] == TODAY.isoformat() and Placement.objects.get() == at_home
    transfer.refresh_from_db()
    assert transfer.state == "letter", "nothing is lost: the letter still stands"
    inside = Spell(started_on=days(1).date(), ended_on=days(3).date(), way="own")
    with pytest.raises(Refusal, match=r"placement\.overlaps"):
        note_placement(worker=who, employer=road.sea, spell=inside, by=road.by, at=days(5))
    with pytest.raises(IntegrityError), transaction.atomic():
        Placement.objects.bulk_create(
            [Placement(id="X" * 12, worker=who, employer=road.sea, way="own", started_on=days(1).date())]
        )
    end_placement(placement=at_home, ended_on=days(2).date(), why="home", by=road.by, at=days(2))
    assert begin_work(transfer=transfer, on=days(2).date(), by=road.by, at=days(2)).employer == road.sea


def test_a_child_gets_no_spell_by_hand_either(road: Road) -> None:
    who = road.who(0)
    Worker.objects.filter(pk=who.pk).update(birth=TODAY.replace(year=TODAY.year - 16, day=TODAY.day + 1))
    who.refresh_from_db()
    with pytest.raises(Refusal, match=r"placement\.under_age"):
        note_placement(worker=who, employer=road.hill, spell=Spell(started_on=TODAY, way="own"), by=road.by, at=NOW)
    assert not Placement.objects.exists()
