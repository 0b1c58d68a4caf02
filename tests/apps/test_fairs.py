"""The delegation at the fair, act by act."""

from datetime import date, datetime, timedelta

import pytest

from shanhai.apps.audit.actions import undo
from shanhai.apps.audit.models import Entry
from shanhai.apps.employers.actions import enlist, enter, grade, offer, survey
from shanhai.apps.employers.facts import Firm, Job
from shanhai.apps.employers.models import Position
from shanhai.apps.fairs import actions as fair
from shanhai.apps.fairs.models import Delegation, Intent
from shanhai.apps.vouchers.actions import hand_out, print_lot
from shanhai.apps.workers.actions import enrol
from shanhai.apps.workers.facts import Person
from shanhai.apps.workers.models import Worker
from shanhai.core.identifiers.citizen import CitizenNumber
from shanhai.core.identifiers.citizen import compose as compose_number
from shanhai.core.identifiers.credit import CreditCode, compose
from shanhai.core.money import Fen
from shanhai.core.refusal import Refusal
from tests.cast import NOW, Cast

TODAY = NOW.date()


def person(serial: int = 1, *, birth: date = date(1990, 5, 1), unit: str = "640402100") -> Person:
    number = CitizenNumber.parse(compose_number("642221", birth, serial), today=TODAY)
    return Person(
        number=number, name="马志成", household=f"H{serial:04}", unit=unit, village="示例村", phone="13800000000"
    )


def worker(cast: Cast, serial: int = 1, **facts: object) -> Worker:
    return enrol(people=[person(serial, **facts)], region=cast.yuanzhou, by=cast.actor("yuanzhou"), at=NOW)[0]  # type: ignore[arg-type]


def position(cast: Cast, serial: int = 1) -> Position:
    code = CreditCode.parse(compose("350105", serial))
    mawei = cast.actor("mawei")
    firm = enter(firm=Firm(code=code, name="海岸电池（示例）"), region=cast.mawei, by=mawei, at=NOW)
    survey(employer=firm, round="2018 春", on=TODAY, outcome="visited", willing="yes", by=mawei, at=NOW)
    grade(employer=firm, grade="A", year=2017, assessor="示例", by=mawei, at=NOW)
    enlist(employer=firm, on=TODAY, by=mawei, at=NOW)
    job = Job(employer=code, title="装配工", seats=30, pay_min=Fen(350_000), pay_max=Fen(450_000))
    return offer(employer=firm, job=job, on=TODAY, by=mawei, at=NOW)


@pytest.fixture
def delegation(cast: Cast) -> Delegation:
    mawei = cast.actor("mawei")
    city = cast.yuanzhou.parent
    assert city is not None
    row = fair.plan(
        pairing=cast.pairing, name="示例招聘会", organiser="固原市", organiser_region=city, held_on=TODAY, place="广场",
        leader="陈敏", trip=None, by=mawei, at=NOW,
    )  # fmt: skip
    fair.bring(delegation=row, employer=position(cast).employer, present=True, by=mawei, at=NOW)
    return fair.open_delegation(delegation=row, by=mawei, at=NOW)


def take(cast: Cast, delegation: Delegation, who: Worker, at: datetime = NOW) -> Intent:
    return fair.take_intent(
        delegation=delegation, worker=who, position=Position.objects.get(), source="scan", by=cast.actor("booth"), at=at
    )


def test_an_intent_is_one_however_often_it_is_taken(cast: Cast, delegation: Delegation) -> None:
    who = worker(cast)
    assert take(cast, delegation, who) == take(cast, delegation, who)
    assert Intent.objects.count() == 1


def test_the_receiving_side_knows_a_person_only_while_the_intent_stands(cast: Cast, delegation: Delegation) -> None:
    who = worker(cast)
    seen = lambda: Worker.objects.visible_to(cast.desk("mawei")).filter(pk=who.pk).exists()  # noqa: E731
    assert not seen()
    intent = take(cast, delegation, who)
    assert seen()
    fair.withdraw(intent=intent, why="家中有事", by=cast.actor("yuanzhou"), at=NOW + timedelta(hours=2))
    assert not seen()


def test_nobody_under_sixteen_gives_an_intent_or_gets_a_voucher(cast: Cast, delegation: Delegation) -> None:
    child = worker(cast, birth=date(2002, 3, 6))
    with pytest.raises(Refusal) as no:
        take(cast, delegation, child)
    assert no.value.code == "intent.under_age" and Intent.objects.count() == 0
    run = print_lot(
        delegation=delegation, lot="T1", title="券", size=5, printed_on=TODAY, expires_on=date(2018, 12, 31),
        by=cast.actor("mawei"), at=NOW,
    )  # fmt: skip
    with pytest.raises(Refusal, match="voucher.under_age"):
        hand_out(run=run, number=1, worker=child, by=cast.actor("booth"), at=NOW)


def test_a_voucher_is_handed_out_once_and_a_person_gets_one(cast: Cast, delegation: Delegation) -> None:
    run = print_lot(
        delegation=delegation, lot="T1", title="券", size=5, printed_on=TODAY, expires_on=date(2018, 12, 31),
        by=cast.actor("mawei"), at=NOW,
    )  # fmt: skip
    first, second = worker(cast, 1), worker(cast, 2)
    given = hand_out(run=run, number=1, worker=first, by=cast.actor("booth"), at=NOW)
    assert hand_out(run=run, number=1, worker=first, by=cast.actor("booth"), at=NOW) == given
    for number, who, code in [
        (1, second, "voucher.given"),
        (2, first, "voucher.has_one"),
        (9, second, "voucher.unknown"),
    ]:
        with pytest.raises(Refusal, match=code):
            hand_out(run=run, number=number, worker=who, by=cast.actor("booth"), at=NOW)


def test_an_act_is_taken_back_the_same_day_and_not_after_the_row_moved_on(cast: Cast, delegation: Delegation) -> None:
    intent = take(cast, delegation, worker(cast))
    entry = Entry.objects.get(action="intent.take")
    fair.withdraw(intent=intent, why="", by=cast.actor("booth"), at=NOW)
    with pytest.raises(Refusal, match="audit.moved_on"):
        undo(entry=entry, by=cast.actor("booth"), at=NOW)
    undo(entry=Entry.objects.get(action="intent.withdraw"), by=cast.actor("booth"), at=NOW)
    intent.refresh_from_db()
    assert intent.withdrawn_at is None
    with pytest.raises(Refusal, match="audit.undo_day"):
        undo(entry=entry, by=cast.actor("booth"), at=NOW + timedelta(days=1))


@pytest.mark.parametrize("login", ["stranger", "hr", "leader"])
def test_a_stranger_may_not(cast: Cast, delegation: Delegation, login: str) -> None:
    who = worker(cast)
    before = Entry.objects.count()
    for act in (
        lambda by: take_by(by, delegation, who),
        lambda by: fair.tap(delegation=delegation, device="2", by=by, at=NOW),
        lambda by: fair.close_delegation(delegation=delegation, by=by, at=NOW),
        lambda by: enrol(people=[person(7)], region=cast.yuanzhou, by=by, at=NOW),
    ):
        with pytest.raises(Refusal, match="desk.not_allowed"):
            act(cast.actor(login))
    assert Entry.objects.count() == before


def take_by(by: object, delegation: Delegation, who: Worker) -> Intent:
    return fair.take_intent(
        delegation=delegation,
        worker=who,
        position=Position.objects.get(),
        source="scan",
        by=by,
        at=NOW,  # type: ignore[arg-type]
    )
