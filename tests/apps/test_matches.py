"""A run proposes and people decide: who is in the market, what is kept, what each decision means for the next run, and who may."""

from datetime import date, timedelta

import pytest

from shanhai.apps.audit.actions import undo
from shanhai.apps.audit.models import Entry
from shanhai.apps.employers.actions import close_position
from shanhai.apps.employers.models import Position
from shanhai.apps.fairs.models import Intent
from shanhai.apps.matches.actions import (
    confirm,
    decline,
    lock,
    note_call,
    open_phones,
    send_back,
    swap,
    unlock,
    withdraw,
)
from shanhai.apps.matches.facts import free_seats, pool, seekers, seeks
from shanhai.apps.matches.facts.counts import per_position
from shanhai.apps.matches.facts.whatif import what_if
from shanhai.apps.matches.models import Call, Move, Recommendation, Unplaced
from shanhai.apps.placements.actions import note_placement
from shanhai.apps.placements.facts import Spell
from shanhai.apps.workers.actions import allow_machines, enrol, object_to_machines, record_wish, state_ability
from shanhai.core.identifiers.credit import CreditCode
from shanhai.core.money import Fen
from tests.apps.market import LATER, Market, job, person
from tests.cast import NOW, TODAY, Cast
from tests.core.refusals import code as refused


def test_a_run_proposes_one_position_each_and_proves_that_no_plan_is_better(market: Market) -> None:
    run = market.run()
    assert (run.state, run.people, run.placed, run.gap, run.seats) == ("proposed", 4, 3, 0, 4)
    assert set(market.placed(run)) == {"马甲一", "马乙二", "马丙三"}
    assert run.households == 2, "both poor households without an earner come first"
    assert Intent.objects.count() == 0, "a proposal is no intent"
    counts = per_position(run)
    assert sum(n for n, _sure in counts.values()) == 3
    assert all(n <= one.seats for one in Position.objects.all() for n in [counts.get(one.pk, (0, 0))[0]])


def test_everybody_has_three_positions_with_reasons_and_the_proposed_one_first(market: Market) -> None:
    run = market.run()
    for one in run.proposals.all():
        rows = list(Recommendation.objects.filter(run=run, worker=one.worker).order_by("place"))
        assert [row.place for row in rows] == [1, 2, 3]
        assert rows[0].position_id == one.position_id
        assert one.points == sum(points for _code, points, _facts in one.reasons)


def test_whoever_has_no_seat_is_told_the_limit_that_binds_and_what_would_change_it(market: Market) -> None:
    run = market.run()
    row = Unplaced.objects.get(run=run)
    assert (row.worker.name, row.cause) == ("马丁四", "pay.below")
    assert row.facts == {"opens": 3, "most": 420_000, "change": "ask_pay"}
    before, after = what_if(run, row.worker, lowest_pay=Fen(400_000))
    assert (before.open, after.open, len(after.goods)) == (0, 3, 3)


def test_who_is_not_in_the_market(market: Market, cast: Cast) -> None:
    ma, yi, bing, ding, _wu = market.people
    assert set(seeks("640402", on=TODAY)) == {ma, yi, bing, ding}, "who said no is not asked by a machine"
    note_placement(worker=ma, employer=market.sea, spell=Spell(started_on=TODAY, way="own"), by=market.by, at=NOW)
    object_to_machines(worker=yi, since=TODAY, by=market.by, at=NOW)
    object_to_machines(worker=yi, since=TODAY, by=market.by, at=NOW)
    assert set(seeks("640402", on=TODAY)) == {bing, ding}
    assert yi.objections.count() == 1, "said twice it is said once"
    record_wish(worker=yi, willing="yes", work="装配", lowest_pay=None, stated_on=TODAY, by=market.by, at=LATER)
    assert yi not in seeks("640402", on=TODAY), "a later wish does not end it"
    allow_machines(worker=yi, by=market.by, at=LATER)
    assert yi in seeks("640402", on=TODAY)
    child = enrol(people=[person(9, "马小九", born=date(2002, 3, 6))], region=cast.yuanzhou, by=market.by, at=NOW)[0]
    assert child not in seeks("640402", on=TODAY)
    assert child in seeks("640402", on=date(2018, 3, 6)), "sixteen on the birthday itself"


def test_what_a_person_says_reaches_the_score_and_nothing_of_the_body_does(market: Market) -> None:
    ma = market.people[0]
    record_wish(
        worker=ma, willing="yes", work="电焊，普工", lowest_pay=Fen(330_000), stated_on=TODAY, from_on=TODAY + timedelta(40),
        place="马尾，不去海岸", companions="和爱人", needs=["no_night", "couple_room"], by=market.by, at=NOW,
    )  # fmt: skip
    state_ability(worker=ma, kind="skilled", since=TODAY, paper="电焊证（示例）", by=market.by, at=NOW)
    ma.refresh_from_db()
    one = seekers([ma], on=TODAY)[0]
    assert (one.when.wait, one.when.day_work, one.home.place, one.never) == (60, True, "马尾", frozenset({"海岸"}))
    assert (one.trade.wanted, one.trade.able) == (frozenset({"weld", "general"}), frozenset({"weld"}))
    assert (one.home.couple, one.home.couple_room, one.home.lowest_pay) == (True, True, 330_000)
    assert one.trade.licences == frozenset({"special_operation"})
    run = market.run()
    row = market.proposal(run, "马甲一")
    assert row.position.employer == market.hill, "not where the person said not to go"
    assert {"couple.no_room", "place.wished"} <= {code for code, _n, _f in row.reasons}
    assert "couple.no_room" in row.looks


def test_positions_that_an_officer_settles_and_employers_in_arrears_are_in_no_run(market: Market, cast: Cast) -> None:
    food = job(cast, market.sea, "食品包装工", seats=5, limits="food_certificate")
    found = pool(cast.pairing, on=TODAY)
    assert food in found.officer and food not in found.positions
    from shanhai.apps.employers.actions import enter_arrears

    enter_arrears(
        region=cast.mawei, code=CreditCode(market.hill.credit_code), name=market.hill.name, source="示例", listed_on=TODAY,
        by=cast.actor("mawei"), at=NOW,
    )  # fmt: skip
    assert {one.employer for one in pool(cast.pairing, on=TODAY).positions} == {market.sea}


def test_seats_are_less_by_confirmed_people_and_by_those_who_came_after(market: Market) -> None:
    assert free_seats([market.pack], on=TODAY) == {market.pack.pk: 2}
    day = TODAY + timedelta(3)
    spell = Spell(started_on=TODAY + timedelta(1), way="organised", work="包装工")
    note_placement(worker=market.people[0], employer=market.hill, spell=spell, by=market.by, at=NOW + timedelta(3))
    assert free_seats([market.pack], on=day) == {market.pack.pk: 1}
    run = market.run(at=LATER + timedelta(3), day=day)
    rows = list(run.proposals.filter(position=market.pack).select_related("worker", "position"))
    confirm(run=run, proposals=rows, by=market.by, at=LATER + timedelta(3))
    assert free_seats([market.pack], on=day)[market.pack.pk] == 1 - len(rows)


def test_locked_people_keep_their_seats_and_everybody_else_is_solved_anew(market: Market) -> None:
    first = market.run()
    held = market.proposal(first, "马乙二")
    lock(run=first, proposals=[held], by=market.by, at=LATER)
    second = market.run(at=LATER + timedelta(hours=1))
    assert second.previous == first and second.seed == first.seed, "the same draw, so that nobody moves for nothing"
    again = market.proposal(second, "马乙二")
    assert (again.state, again.position_id) == ("locked", held.position_id)
    assert not Move.objects.filter(run=second).exists()
    assert unlock(run=second, proposals=[again], by=market.by, at=LATER + timedelta(hours=1))


def test_sent_back_is_proposed_something_else_and_declined_is_left_alone_until_a_new_wish(market: Market) -> None:
    first = market.run()
    ma, yi = market.proposal(first, "马甲一"), market.proposal(first, "马乙二")
    assert refused(send_back, run=first, proposals=[ma], why=" ", by=market.by, at=LATER) == "match.reason"
    send_back(run=first, proposals=[ma], why="夜班多", by=market.by, at=LATER)
    decline(run=first, proposals=[yi], why="今年不去", by=market.by, at=LATER)
    second = market.run(at=LATER + timedelta(hours=1))
    assert market.proposal(second, "马甲一").position_id != ma.position_id
    moves = {one.worker.name: one.why for one in Move.objects.filter(run=second).select_related("worker")}
    assert moves["马甲一"] == "sent_back" and moves["马乙二"] == "declined"
    assert set(moves.values()) <= {"sent_back", "declined", "outbid", "even", "better"}
    day = TODAY + timedelta(1)
    record_wish(worker=yi.worker, willing="yes", work="包装", lowest_pay=None, stated_on=day, by=market.by, at=LATER + timedelta(1))  # fmt: skip
    assert yi.worker in seeks("640402", on=day)


def test_swapping_needs_a_reason_a_free_seat_and_no_hard_limit(market: Market, cast: Cast) -> None:
    run = market.run()
    ma = market.proposal(run, "马甲一")
    other = next(one for one in (market.assemble, market.pack, market.guard) if one.pk != ma.position_id)
    swaps = {"proposal": ma, "by": market.by, "at": LATER}
    assert refused(swap, position=other, why="", **swaps) == "match.reason"
    barred = job(cast, market.sea, "电焊工", seats=1, limits="special_operation")
    assert refused(swap, position=barred, why="本人要", **swaps) == "match.barred"
    close_position(position=market.guard, by=cast.actor("mawei"), at=LATER)
    assert refused(swap, position=market.guard, why="本人要", **swaps) == "match.position_gone"
    if other == market.guard:
        other = next(one for one in (market.assemble, market.pack) if one.pk != ma.position_id)
    row = swap(position=other, why="同村的人在那里", **swaps)
    assert (row.state, row.position_id, row.first_id, row.why) == ("swapped", other.pk, row.first_id, "同村的人在那里")
    assert row.points == sum(points for _code, points, _facts in row.reasons)


@pytest.mark.parametrize("seed", range(6))
def test_confirming_many_is_one_act_with_the_reason_of_each_that_is_left(market: Market, cast: Cast, seed: int) -> None:
    run = market.run(seed=seed)
    rows = list(run.proposals.select_related("worker", "position"))
    held = [one.position_id for one in rows]
    alone = next(one for one in rows if held.count(one.position_id) == 1)
    objects, stays = (one for one in rows if one != alone)
    close_position(position=alone.position, by=cast.actor("mawei"), at=LATER)
    object_to_machines(worker=objects.worker, since=TODAY, by=market.by, at=LATER)
    entry = Entry.objects.get(number=confirm(run=run, proposals=rows, by=market.by, at=LATER))
    left = {pk: code for pk, code, _facts in entry.facts["left"]}
    assert left == {alone.pk: "match.position_gone", objects.pk: "match.objects"}
    assert entry.facts["done"] == [stays.pk] == [one.pk for one in run.proposals.filter(state="confirmed")]
    assert refused(withdraw, run=run, by=market.by, at=LATER) == "match.confirmed_there"
    undo(entry=entry, by=market.by, at=LATER)
    assert not run.proposals.filter(state="confirmed").exists()


def test_a_run_of_which_everything_is_decided_is_confirmed(market: Market) -> None:
    run = market.run()
    confirm(run=run, proposals=list(run.proposals.all()), by=market.by, at=LATER)
    run.refresh_from_db()
    assert run.state == "confirmed"
    one = run.proposals.all()[0]
    assert refused(lock, run=run, proposals=[one], by=market.by, at=LATER) == "lifecycle.not_allowed"
    assert decline(run=run, proposals=[one], why="本人改主意", by=market.by, at=LATER), (
        "who changes their mind need not go"
    )


def test_nobody_under_sixteen_gets_through_any_step(market: Market) -> None:
    run = market.run()
    row = market.proposal(run, "马甲一")
    from shanhai.apps.audit.actions import writing

    with writing("worker.update", by=market.by, at=LATER) as pen:
        pen.change(row.worker, birth=date(2003, 1, 1))
    row.refresh_from_db()
    stamp = {"by": market.by, "at": LATER}
    assert refused(confirm, run=run, proposals=[row], **stamp) == "match.under_age"
    assert refused(lock, run=run, proposals=[row], **stamp) == "match.under_age"
    assert refused(swap, proposal=row, position=market.pack, why="想去", **stamp) == "match.under_age"
    assert refused(note_call, run=run, worker=row.worker, position=row.position, outcome="will_go", text="", **stamp) == "match.under_age"  # fmt: skip
    assert row.worker not in seeks("640402", on=TODAY)


def test_a_call_keeps_what_was_said_and_opening_numbers_is_logged(market: Market, cast: Cast) -> None:
    run = market.run()
    row = market.proposal(run, "马甲一")
    told = {"run": run, "worker": row.worker, "position": row.position, "by": cast.actor("sanying"), "at": LATER}
    note_call(outcome="will_think", text="要商量", **told)
    note_call(outcome="will_go", text="商量好了", **told)
    assert [(one.outcome, one.note) for one in Call.objects.all()] == [("will_go", "商量好了")], (
        "the same moment is one call"
    )
    assert refused(note_call, outcome="maybe", text="", **told) == "match.outcome"
    phones = open_phones(run=run, people=[row.worker], by=market.by, at=LATER)
    assert phones == {row.worker_id: "19900000001"}
    assert Entry.objects.get(action="match.phones").facts["people"] == [row.worker_id]
