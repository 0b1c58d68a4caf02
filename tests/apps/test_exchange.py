"""What Mawei tells Yuanzhou of its positions: told once, received once, changes found by comparing, a stranger out of it."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest

from shanhai.apps.audit.actions import undo
from shanhai.apps.audit.facts import verify
from shanhai.apps.audit.models import Entry
from shanhai.apps.employers.actions import close_position, enlist, enter, offer, survey, verify_position
from shanhai.apps.employers.facts import Firm, Job
from shanhai.apps.employers.models import Employer, Position
from shanhai.apps.exchange import actions as exchange
from shanhai.apps.exchange.facts import differences
from shanhai.apps.exchange.models import Answer, Dispatch, Forward, Notice, NoticeLine, Receipt
from shanhai.apps.regions.models import Region
from shanhai.core.identifiers.credit import CreditCode, compose
from shanhai.core.money import Fen
from shanhai.core.refusal import Refusal
from tests.cast import NOW, TODAY, Cast

LATER = NOW + timedelta(days=1, hours=2)
DUE = TODAY + timedelta(days=5)
TITLE = "春季岗位（一）"


@dataclass
class Sent:
    """Two positions of Mawei, sent to Yuanzhou."""

    cast: Cast
    firm: Employer
    assembly: Position
    packing: Position
    dispatch: Dispatch


def position(cast: Cast, firm: Employer, title: str, *, low: int = 3500, seats: int = 30) -> Position:
    code = CreditCode(firm.credit_code)
    job = Job(employer=code, title=title, seats=seats, pay_min=Fen(low * 100), pay_max=Fen((low + 1000) * 100))
    return offer(employer=firm, job=job, on=TODAY, by=cast.actor("mawei"), at=NOW)


def listed(cast: Cast, serial: int = 1) -> Employer:
    by, code = cast.actor("mawei"), CreditCode.parse(compose("350105", serial))
    firm = enter(firm=Firm(code=code, name=f"海岸电池{serial}（示例）"), region=cast.mawei, by=by, at=NOW)
    survey(employer=firm, round="2018 春", on=TODAY, outcome="visited", willing="yes", by=by, at=NOW)
    return enlist(employer=firm, on=TODAY, by=by, at=NOW)


@pytest.fixture
def sent(cast: Cast) -> Sent:
    firm = listed(cast)
    rows = [position(cast, firm, "装配工"), position(cast, firm, "包装工", low=3000, seats=12)]
    row = exchange.send(
        pairing=cast.pairing, title=TITLE, positions=rows, answer_by=DUE, by=cast.actor("mawei"), at=NOW
    )
    return Sent(cast, firm, rows[0], rows[1], row)


def told(dispatch: Dispatch, number: int) -> list[tuple[str, str]]:
    lines = NoticeLine.objects.filter(notice__dispatch=dispatch, notice__number=number)
    return [(line.said("title"), line.verb) for line in lines]


def raise_pay(sent: Sent, low: int = 3800) -> Position:
    return position(sent.cast, sent.firm, "装配工", low=low)


def test_positions_are_sent_as_they_stand(sent: Sent) -> None:
    assert sorted(told(sent.dispatch, 1)) == [("包装工", "offered"), ("装配工", "offered")]
    line = NoticeLine.objects.get(position=sent.assembly)
    assert (line.said("pay_min"), line.said("seats"), line.said("employer")) == (350_000, 30, sent.firm.name)
    assert differences(sent.dispatch, on=TODAY) == []


def test_the_same_title_again_is_the_same_dispatch(sent: Sent) -> None:
    before = Entry.objects.count()
    again: dict[str, Any] = {
        "pairing": sent.cast.pairing,
        "title": TITLE,
        "answer_by": DUE,
        "by": sent.cast.actor("mawei"),
        "at": LATER,
    }
    assert exchange.send(positions=[sent.packing, sent.assembly], **again) == sent.dispatch
    with pytest.raises(Refusal, match="dispatch.differs"):
        exchange.send(positions=[sent.packing], **again)
    assert Entry.objects.count() == before


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"positions": []}, "dispatch.empty"),
        ({"title": "  "}, "dispatch.empty"),
        ({"answer_by": TODAY - timedelta(days=1)}, "dispatch.answer_by"),
        ({"at": NOW - timedelta(days=900)}, "dispatch.answer_by"),
    ],
)
def test_what_cannot_be_sent_is_refused(sent: Sent, wrong: dict[str, Any], code: str) -> None:
    asked: dict[str, Any] = {
        "pairing": sent.cast.pairing, "title": "另一份", "positions": [sent.packing], "answer_by": DUE,
        "by": sent.cast.actor("mawei"), "at": NOW,
    }  # fmt: skip
    if code == "dispatch.answer_by" and "at" in wrong:
        wrong, code = {**wrong, "answer_by": DUE}, "dispatch.pairing"
    with pytest.raises(Refusal, match=code):
        exchange.send(**(asked | wrong))
    assert Dispatch.objects.count() == 1


def test_only_what_anybody_may_read_is_sent(sent: Sent) -> None:
    close_position(position=sent.packing, by=sent.cast.actor("mawei"), at=NOW)
    with pytest.raises(Refusal, match="dispatch.not_open") as refused:
        exchange.send(
            pairing=sent.cast.pairing, title="又一份", positions=[sent.assembly, sent.packing], answer_by=DUE,
            by=sent.cast.actor("mawei"), at=NOW,
        )  # fmt: skip
    assert refused.value.facts == {"titles": ["包装工"], "n": 1}


def test_what_changed_is_found_by_comparing_and_told_once(sent: Sent) -> None:
    mawei = sent.cast.actor("mawei")
    raise_pay(sent)
    found = differences(sent.dispatch, on=TODAY)
    assert [(one.verb, dict(one.moved)) for one in found] == [
        ("changed", {"pay_min": (350_000, 380_000), "pay_max": (450_000, 480_000)})
    ]
    notice = exchange.tell_changes(dispatch=sent.dispatch, by=mawei, at=LATER)
    assert notice is not None and notice.number == 2
    assert told(sent.dispatch, 2) == [("装配工", "changed")]
    assert exchange.tell_changes(dispatch=sent.dispatch, by=mawei, at=LATER) is None
    assert Notice.objects.count() == 2


def test_a_day_of_verification_is_no_change(sent: Sent) -> None:
    verify_position(position=sent.assembly, by=sent.cast.actor("mawei"), at=LATER)
    assert differences(sent.dispatch, on=LATER.date()) == []


def test_a_closed_position_says_so_and_one_that_opens_again_is_offered_again(sent: Sent) -> None:
    mawei = sent.cast.actor("mawei")
    close_position(position=sent.assembly, by=mawei, at=NOW)
    assert exchange.tell_changes(dispatch=sent.dispatch, by=mawei, at=NOW)
    assert told(sent.dispatch, 2) == [("装配工", "closed")]
    assert differences(sent.dispatch, on=TODAY) == []
    raise_pay(sent, low=3500)
    assert exchange.tell_changes(dispatch=sent.dispatch, by=mawei, at=LATER)
    assert told(sent.dispatch, 3) == [("装配工", "offered")]


def test_a_position_is_withdrawn_once_with_its_reason(sent: Sent) -> None:
    mawei = sent.cast.actor("mawei")
    with pytest.raises(Refusal, match="dispatch.reason"):
        exchange.withdraw_position(dispatch=sent.dispatch, position=sent.packing, reason=" ", by=mawei, at=NOW)
    for _twice in range(2):
        exchange.withdraw_position(dispatch=sent.dispatch, position=sent.packing, reason="已招满", by=mawei, at=NOW)
    assert NoticeLine.objects.get(verb="withdrawn").reason == "已招满"
    close_position(position=sent.packing, by=mawei, at=NOW)
    assert differences(sent.dispatch, on=TODAY) == []
    other = position(sent.cast, listed(sent.cast, 2), "焊工")
    with pytest.raises(Refusal, match="dispatch.unknown_position"):
        exchange.withdraw_position(dispatch=sent.dispatch, position=other, reason="没发过", by=mawei, at=NOW)


def test_every_notice_is_received_once(sent: Sent) -> None:
    yuanzhou = sent.cast.actor("yuanzhou")
    assert len(exchange.acknowledge(dispatch=sent.dispatch, by=yuanzhou, at=LATER)) == 1
    assert exchange.acknowledge(dispatch=sent.dispatch, by=yuanzhou, at=LATER + timedelta(days=1)) == []
    raise_pay(sent)
    exchange.tell_changes(dispatch=sent.dispatch, by=sent.cast.actor("mawei"), at=LATER)
    assert len(exchange.acknowledge(dispatch=sent.dispatch, by=yuanzhou, at=LATER)) == 1
    assert [one.received_at for one in Receipt.objects.order_by("notice__number")] == [LATER, LATER]


def test_an_answer_receives_passes_on_and_keeps_its_first_time(sent: Sent) -> None:
    yuanzhou, sanying = sent.cast.actor("yuanzhou"), Region.objects.get(code="640402100")
    first = exchange.answer(dispatch=sent.dispatch, may_come=20, townships=[sanying], by=yuanzhou, at=LATER)
    assert first.took == timedelta(days=1, hours=2)
    assert Receipt.objects.count() == 1
    exchange.answer(dispatch=sent.dispatch, may_come=24, townships=[sanying], by=yuanzhou, at=LATER + timedelta(days=1))
    assert (Answer.objects.get().may_come, Answer.objects.get().answered_at) == (24, LATER)
    assert [one.township_id for one in Forward.objects.all()] == ["640402100"]


def test_a_township_reads_what_was_passed_on_to_it_and_says_it_arrived(sent: Sent) -> None:
    cast = sent.cast
    assert not Dispatch.objects.visible_to(cast.desk("sanying")).exists()
    sanying = Region.objects.get(code="640402100")
    exchange.answer(dispatch=sent.dispatch, may_come=20, townships=[sanying], by=cast.actor("yuanzhou"), at=LATER)
    assert Dispatch.objects.visible_to(cast.desk("sanying")).get() == sent.dispatch
    assert not Dispatch.objects.visible_to(cast.desk("zhangyi")).exists()
    forward = Forward.objects.get()
    for login in ("zhangyi", "yuanzhou", "mawei"):
        with pytest.raises(Refusal, match="desk.not_allowed"):
            exchange.receive_forward(forward=forward, by=cast.actor(login), at=LATER)
    for moment in (LATER, LATER + timedelta(days=1)):
        exchange.receive_forward(forward=forward, by=cast.actor("sanying"), at=moment)
    assert Forward.objects.get().received_at == LATER


def test_a_township_of_another_county_is_refused(sent: Sent) -> None:
    elsewhere = Region.objects.get(code="621102")
    with pytest.raises(Refusal, match="dispatch.township"):
        exchange.answer(
            dispatch=sent.dispatch, may_come=1, townships=[elsewhere], by=sent.cast.actor("yuanzhou"), at=LATER
        )
    assert not Answer.objects.exists() and not Receipt.objects.exists()


def test_a_sending_is_undone_the_same_day_unless_it_was_received(sent: Sent) -> None:
    mawei = sent.cast.actor("mawei")
    entry = Entry.objects.get(action="dispatch.send")
    exchange.acknowledge(dispatch=sent.dispatch, by=sent.cast.actor("yuanzhou"), at=NOW)
    with pytest.raises(Refusal):
        undo(entry=entry, by=mawei, at=NOW)
    undo(entry=Entry.objects.get(action="dispatch.acknowledge"), by=sent.cast.actor("yuanzhou"), at=NOW)
    undo(entry=entry, by=mawei, at=NOW)
    assert not Dispatch.objects.exists() and not Receipt.objects.exists()
    assert verify()["ok"]


def test_each_side_does_its_own_part_only(sent: Sent) -> None:
    cast = sent.cast
    send: dict[str, Any] = {
        "pairing": cast.pairing,
        "title": "反过来",
        "positions": [sent.packing],
        "answer_by": DUE,
        "at": NOW,
    }
    for login in ("yuanzhou", "stranger", "leader", "city-fuzhou", "hr", "sanying"):
        by = cast.actor(login)
        with pytest.raises(Refusal, match="desk.not_allowed"):
            exchange.send(by=by, **send)
        with pytest.raises(Refusal, match="desk.not_allowed"):
            exchange.tell_changes(dispatch=sent.dispatch, by=by, at=NOW)
        with pytest.raises(Refusal, match="desk.not_allowed"):
            exchange.withdraw_position(dispatch=sent.dispatch, position=sent.packing, reason="x", by=by, at=NOW)
    for login in ("mawei", "stranger", "leader", "city-guyuan", "hr", "sanying"):
        with pytest.raises(Refusal, match="desk.not_allowed"):
            exchange.acknowledge(dispatch=sent.dispatch, by=cast.actor(login), at=NOW)
        with pytest.raises(Refusal, match="desk.not_allowed"):
            exchange.answer(dispatch=sent.dispatch, may_come=1, by=cast.actor(login), at=NOW)


def test_a_stranger_may_not(sent: Sent) -> None:
    cast = sent.cast
    sanying = Region.objects.get(code="640402100")
    exchange.answer(dispatch=sent.dispatch, may_come=20, townships=[sanying], by=cast.actor("yuanzhou"), at=LATER)
    rows: list[Any] = [model.objects for model in (Dispatch, Notice, NoticeLine, Receipt, Answer, Forward)]
    assert [one.visible_to(cast.desk("stranger")).count() for one in rows] == [0] * 6
    assert [one.visible_to(cast.desk("hr")).count() for one in rows] == [0] * 6
    assert all(one.visible_to(cast.desk(who)).count() for one in rows for who in ("mawei", "yuanzhou", "city-fuzhou"))
    before = cast.desk("yuanzhou", on=date(2016, 1, 1))
    assert not Dispatch.objects.visible_to(before).exists()
