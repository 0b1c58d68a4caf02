"""From months attested to the paid yuan: who looks, what the papers give, what hangs out, who says yes, what the bank says."""

import json
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from shanhai.apps.audit.actions import undo, writing
from shanhai.apps.audit.facts import verify
from shanhai.apps.audit.models import Entry
from shanhai.apps.subsidies.actions import (
    accept,
    adjust,
    answer_appeal,
    answer_challenge,
    appeal,
    appropriate,
    approve,
    challenge,
    check_batch,
    decide,
    decide_queue,
    decide_value,
    drop_batch,
    end_notice,
    give_back,
    make_batch,
    note_evidence,
    note_received,
    propose_value,
    publish,
    read_return,
    recover,
    refuse,
    resume,
    review,
    send_batch,
)
from shanhai.apps.subsidies.facts.rederive import rederive
from shanhai.apps.subsidies.models import Batch, Claim, Decision, Fund, FundLine
from shanhai.cli.main import main
from shanhai.core.money import Fen
from shanhai.sheets.bank import fixed, workbook
from shanhai.sheets.bank.lines import Answer
from tests.apps.money import MAWEI, MAWEI2, MAWEI3, PACK, PAYER, PAYER2, SANYING, VILLAGE, YUANZHOU, Money, hand, on
from tests.cast import Cast
from tests.core.refusals import code


@pytest.fixture
def money(cast: Cast) -> Money:
    return Money(cast)


def sums(fund: Fund) -> tuple[int, ...]:
    fund.refresh_from_db()
    return fund.appropriated, fund.reserved, fund.committed, fund.paid


def lines(fund: Fund) -> tuple[int, ...]:
    """The same from the lines alone."""
    of = {
        kind: sum(FundLine.objects.filter(fund=fund, kind=kind).values_list("amount", flat=True))
        for kind in FundLine.KINDS
    }
    reserved = of["reserve"] + of["uncommit"] - of["release"] - of["commit"]
    committed = of["commit"] - of["uncommit"] - of["pay"]
    return of["appropriate"], reserved, committed, of["pay"] - of["recover"]


def paid(money: Money, claim: Claim, day: str = "2018-08-01") -> Batch:
    batch = money.batched(claim, at=on(day))
    check_batch(batch=batch, by=PAYER2, at=on(day, 11))
    send_batch(batch=batch, form="fixed", by=PAYER, at=on(day, 12))
    back = fixed.answer([Answer(batch.number, 1, batch.total, on(day).date())])
    read_return(batch=batch, form="fixed", content=back, by=PAYER, at=on(day, 15))
    claim.refresh_from_db()
    return batch


def test_from_a_ticket_to_the_paid_yuan(money: Money) -> None:
    claim = money.decided(money.drawn("transport", money.own(0), on("2018-06-04")), on("2018-06-05"))
    assert (claim.state, claim.amount, claim.reserved) == ("decided", 55_000, 55_000), claim.refused_why or claim.asked
    claim = money.approved(claim, on("2018-06-06"))
    batch = money.batched(claim, at=on("2018-08-01"))
    check_batch(batch=batch, by=PAYER2, at=on("2018-08-01", 11))
    sent = send_batch(batch=batch, form="fixed", by=PAYER, at=on("2018-08-01", 12)).decode("gb18030")
    assert "马甲一" in sent and "6222020000000001" in sent and "000000000055000" in sent
    back = fixed.answer([Answer(batch.number, 1, 55_000, date(2018, 8, 2))])
    read_return(batch=batch, form="fixed", content=back, by=PAYER, at=on("2018-08-03"))
    claim.refresh_from_db()
    assert claim.state == "paid" and sums(money.fund) == lines(money.fund) == (10_000_000, 0, 0, 55_000)
    payment = claim.payments.get()
    note_received(payment=payment, amount=Fen(55_000), on=date(2018, 8, 4), by=VILLAGE, at=on("2018-08-05"))
    assert payment.received == 55_000
    found = rederive()
    assert (found.looked, found.percent, found.differences) == (1, "100%", [])
    assert verify()["ok"], verify()["findings"]


def test_living_needs_no_application_and_takes_the_value_of_each_month(money: Money) -> None:
    """March, April and May at 300 yuan from months that the employer and the person attest alike."""
    claim = money.decided(money.drawn("living", money.own(0), on("2018-06-04")), on("2018-06-05"))
    assert (claim.mode, claim.amount) == ("derived", 90_000)
    assert [one.period for one in claim.claimed.all()] == ["2018-03", "2018-04", "2018-05"]


def test_a_claim_too_early_is_refused_with_its_clause_and_the_first_day_on_which_it_may_be_made(money: Money) -> None:
    spell = money.own(0, months=0)
    claim = money.decided(money.drawn("transport", spell, on("2018-04-02")), on("2018-04-03"))
    assert claim.state == "refused" and claim.refused_ref.startswith("A/3") and "2018-05" in claim.remedy
    assert sums(money.fund)[1] == 0 and not claim.claimed.exists()
    assert Decision.objects.get().outcome == "refused" and rederive().whole
    appeal(claim=claim, says="四月十二日就满一个月了", by=VILLAGE, at=on("2018-04-10"))
    assert code(answer_appeal, claim=claim, right=True, answer=" ", by=MAWEI2, at=on("2018-04-11")) == "claim.appeal"
    answer_appeal(claim=claim, right=True, answer="满一个月后重新受理", by=MAWEI2, at=on("2018-04-11"))
    money.attested(spell, date(2018, 4, 1), on("2018-05-02"))
    claim.refresh_from_db()
    again = money.decided(claim, on("2018-05-14"))
    assert (again.state, again.amount) == ("decided", 55_000), again.refused_why
    kinds = list(Decision.objects.values_list("kind", "amount", "corrects__kind"))
    assert kinds == [("decide", 0, None), ("adjust", 55_000, "decide")] and rederive().whole


def test_what_is_not_known_is_asked_for_and_the_claim_gets_a_new_turn(money: Money) -> None:
    spell, other = money.own(0), money.own(3)
    claim = money.drawn("transport", spell, on("2018-06-04"))
    claim.evidence.get(kind="contract")
    with writing("test.lost", by=VILLAGE, at=on("2018-06-04")) as pen:
        pen.remove(claim.evidence.get(kind="contract"))
    asked = money.decided(claim, on("2018-06-05"))
    assert (asked.state, asked.turn) == ("refused", 1) and "申请材料" in asked.refused_why
    second = money.drawn("transport", other, on("2018-06-06"), account="6222020000000002")
    with writing("test.lost", by=VILLAGE, at=on("2018-06-06")) as pen:
        pen.remove(second.evidence.get(kind="declaration"))
    waiting = money.decided(second, on("2018-06-07"))
    assert (waiting.state, waiting.turn, waiting.asked) == ("asks", 2, "承诺书或比对结果")
    note_evidence(claim=second, kind="declaration", facts={"paid_elsewhere": []}, by=VILLAGE, at=on("2018-06-08"))
    assert money.decided(waiting, on("2018-06-08")).amount == 55_000 and second.turn == 3


def test_nobody_looks_at_what_they_drew_up_and_each_level_waits_for_the_one_below(money: Money) -> None:
    claim = money.drawn("transport", money.own(0), on("2018-06-04"))
    accept(claim=claim, by=VILLAGE, at=on("2018-06-05"))
    assert code(review, claim=claim, by=VILLAGE, at=on("2018-06-05")) == "review.same_hand"
    assert (
        code(review, claim=claim, by=hand("zhangyi", SANYING.role, "640402", "640402105"), at=on("2018-06-05"))
        == "desk.not_allowed"
    )
    review(claim=claim, by=SANYING, at=on("2018-06-05"))
    review(claim=claim, by=SANYING, at=on("2018-06-05"))
    assert code(review, claim=claim, by=SANYING, at=on("2018-06-05")) == "review.not_yours"
    assert code(review, claim=claim, by=YUANZHOU, at=on("2018-06-05")) == "review.no_call"
    assert code(decide, claim=claim, by=MAWEI, at=on("2018-06-05")) == "lifecycle.not_allowed"


def test_the_queue_is_decided_in_its_order(money: Money) -> None:
    first, second = money.own(0), money.own(3)
    one = money.drawn("living", first, on("2018-06-04"))
    two = money.drawn("living", second, on("2018-06-04"), account="6222020000000002")
    accept(claim=one, by=VILLAGE, at=on("2018-06-05"))
    money.reviewed(two, on("2018-06-05"))
    assert code(decide, claim=two, by=MAWEI, at=on("2018-06-05")) == "claim.earlier_first"
    assert decide_queue(pack=PACK, issuer="350105", by=MAWEI, at=on("2018-06-05")) == []
    review(claim=one, by=MAWEI3, at=on("2018-06-05"))
    done = decide_queue(pack=PACK, issuer="350105", by=MAWEI, at=on("2018-06-05"))
    assert [one.amount for one in done] == [90_000, 90_000] and rederive().whole


def test_a_second_claim_of_the_kind_and_time_is_stopped_whoever_made_it(money: Money) -> None:
    spell = money.own(0)
    money.decided(money.drawn("transport", spell, on("2018-06-04")), on("2018-06-05"))
    Claim.objects.update(state="paid")  # long ago, so that another may be drawn up
    again = money.drawn("transport", spell, on("2018-07-04"))
    with pytest.raises(Exception) as no:
        accept(claim=again, by=VILLAGE, at=on("2018-07-04"))
    assert no.value.code == "claim.claimed" and no.value.facts["number"].startswith("2018-")  # type: ignore[attr-defined]


def test_an_objection_is_looked_into_before_the_notice_ends_and_one_that_holds_refuses_the_claim(money: Money) -> None:
    one = money.decided(money.drawn("transport", money.own(0), on("2018-06-04")), on("2018-06-05"))
    two = money.decided(
        money.drawn("transport", money.own(3), on("2018-06-05"), account="62220200009"), on("2018-06-05")
    )
    row = publish(claims=[one, two], by=MAWEI, at=on("2018-06-06"))
    assert row.until == date(2018, 6, 13)  # five working days
    assert publish(claims=[one, two], by=MAWEI, at=on("2018-06-06")) == row
    said = challenge(claim=two, says="他坐的是组织的车", said_on=date(2018, 6, 8), by=VILLAGE, at=on("2018-06-08"))
    assert code(end_notice, publicity=row, by=MAWEI, at=on("2018-06-13")) == "publicity.open"
    assert code(end_notice, publicity=row, by=MAWEI, at=on("2018-06-14")) == "challenge.open"
    assert (
        code(answer_challenge, challenge=said, upheld=True, answer="查实", by=MAWEI2, at=on("2018-06-11"))
        == "challenge.ref"
    )
    answer_challenge(
        challenge=said, upheld=True, answer="查实：随车名单上有他", ref="A/3", by=MAWEI2, at=on("2018-06-11")
    )
    end_notice(publicity=row, by=MAWEI, at=on("2018-06-14"))
    one.refresh_from_db(), two.refresh_from_db()
    assert (one.state, two.state, two.refused_ref, two.amount) == ("heard", "refused", "A/3", 0)
    assert sums(money.fund) == lines(money.fund) == (10_000_000, 55_000, 0, 0)
    assert [(row.kind, row.amount) for row in Decision.objects.all()] == [
        ("decide", 55_000),
        ("decide", 55_000),
        ("cancel", -55_000),
    ]
    assert rederive().whole


def test_a_fund_that_runs_short_lets_claims_wait_in_their_order(cast: Cast) -> None:
    money = Money(cast, appropriated=100_000)
    one = money.decided(money.drawn("living", money.own(0), on("2018-06-04")), on("2018-06-05"))
    two = money.decided(money.drawn("living", money.own(3), on("2018-06-05"), account="62220200002"), on("2018-06-05"))
    three = money.decided(
        money.drawn("living", money.own(4), on("2018-06-06"), account="62220200003"), on("2018-06-06")
    )
    assert [(each.state, each.amount, each.reserved) for each in (one, two, three)] == [
        ("decided", 90_000, 90_000), ("waits", 90_000, 0), ("waits", 90_000, 0),
    ]  # fmt: skip
    assert code(resume, claim=two, by=MAWEI, at=on("2018-06-07")) == "fund.still_short"
    appropriate(fund=money.fund, amount=Fen(100_000), paper="追加", by=PAYER, at=on("2018-06-08"))
    assert code(resume, claim=three, by=MAWEI, at=on("2018-06-08")) == "claim.earlier_first"
    assert resume(claim=two, by=MAWEI, at=on("2018-06-08")).state == "decided"
    assert sums(money.fund) == lines(money.fund) == (200_000, 180_000, 0, 0)
    with pytest.raises(IntegrityError), transaction.atomic():
        Fund.objects.update(paid=200_001)  # past the act, the database itself says no


def test_money_that_should_not_have_been_paid_comes_back_as_a_negative_decision(money: Money) -> None:
    claim = money.decided(money.drawn("transport", money.own(0), on("2018-06-04")), on("2018-06-05"))
    paid(money, money.approved(claim, on("2018-06-06")))
    assert code(recover, claim=claim, rule="no_such", by=MAWEI2, at=on("2018-09-03")) == "decision.no_rule"
    assert code(recover, claim=claim, rule="false_papers", by=MAWEI, at=on("2018-09-03")) == "claim.same_hand"
    row = recover(claim=claim, rule="false_papers", by=MAWEI2, at=on("2018-09-03"))
    assert (row.amount, row.corrects.amount if row.corrects else 0) == (-55_000, 55_000)
    assert recover(claim=claim, rule="false_papers", by=MAWEI2, at=on("2018-09-04")) == row
    give_back(claim=claim, fund=money.fund, paper="缴款书 1 号", by=PAYER, at=on("2018-09-10"))
    give_back(claim=claim, fund=money.fund, paper="缴款书 1 号", by=PAYER, at=on("2018-09-10"))
    assert claim.state == "recovered" and sums(money.fund) == lines(money.fund) == (10_000_000, 0, 0, 0)
    assert rederive().whole


def test_two_hands_make_a_batch_in_the_act_and_in_the_database(money: Money) -> None:
    claim = money.approved(
        money.decided(money.drawn("transport", money.own(0), on("2018-06-04")), on("2018-06-05")), on("2018-06-06")
    )
    batch = money.batched(claim, at=on("2018-08-01"))
    assert money.batched(claim, at=on("2018-08-01")) == batch
    assert code(check_batch, batch=batch, by=PAYER, at=on("2018-08-01")) == "batch.same_hand"
    assert code(send_batch, batch=batch, form="fixed", by=PAYER, at=on("2018-08-01")) == "batch.unchecked"
    with pytest.raises(IntegrityError), transaction.atomic():
        Batch.objects.update(checker=PAYER.login)
    drop_batch(batch=batch, by=PAYER, at=on("2018-08-02"))
    claim.refresh_from_db()
    assert claim.state == "approved" and sums(money.fund) == lines(money.fund) == (10_000_000, 55_000, 0, 0)


def test_what_the_bank_sends_back_is_approved_for_the_next_batch_and_the_same_file_twice_is_harmless(
    money: Money,
) -> None:
    one = money.approved(
        money.decided(money.drawn("transport", money.own(0), on("2018-06-04")), on("2018-06-05")), on("2018-06-06")
    )
    two = money.approved(
        money.decided(money.drawn("living", money.own(3), on("2018-06-05"), account="62220200002"), on("2018-06-05")),
        on("2018-06-06"),
    )
    batch = money.batched(one, two, at=on("2018-08-01"))
    check_batch(batch=batch, by=PAYER2, at=on("2018-08-01", 11))
    sent = send_batch(batch=batch, form="workbook", by=PAYER, at=on("2018-08-01", 12))
    assert send_batch(batch=batch, form="workbook", by=PAYER, at=on("2018-08-01", 13)) == sent
    assert code(read_return, batch=batch, form="workbook", content=workbook.answer([Answer(batch.number, 1, 1, None, "x")]), by=PAYER, at=on("2018-08-02")) == "bank.other_amount"  # fmt: skip
    back = workbook.answer(
        [Answer(batch.number, 1, 55_000, date(2018, 8, 2)), Answer(batch.number, 2, 90_000, None, "户名不符")]
    )
    for _twice in range(2):
        read_return(batch=batch, form="workbook", content=back, by=PAYER, at=on("2018-08-03"))
    one.refresh_from_db(), two.refresh_from_db()
    assert (one.state, two.state, two.payments.get().returned_why) == ("paid", "approved", "户名不符")
    assert sums(money.fund) == lines(money.fund) == (10_000_000, 90_000, 0, 55_000)
    again = money.batched(two, at=on("2018-08-06"))
    assert again.number != batch.number and sums(money.fund)[1:3] == (0, 90_000)


def test_nobody_approves_what_they_had_another_part_in(money: Money) -> None:
    claim = money.decided(money.drawn("transport", money.own(0), on("2018-06-04")), on("2018-06-05"))
    assert code(approve, claim=claim, by=MAWEI2, at=on("2018-06-06")) == "approve.notice"
    row = publish(claims=[claim], by=MAWEI, at=on("2018-06-06"))
    end_notice(publicity=row, by=MAWEI, at=on("2018-06-20"))
    claim.refresh_from_db()
    assert code(approve, claim=claim, by=MAWEI, at=on("2018-06-20")) == "claim.same_hand"
    assert approve(claim=claim, by=MAWEI2, at=on("2018-06-20")).state == "approved"


def test_an_account_of_two_people_stops_the_payment(money: Money) -> None:
    """One account named for two people of different households: one of them is not who is paid."""
    one = money.decided(money.drawn("transport", money.own(0), on("2018-06-04")), on("2018-06-05"))
    two = money.decided(money.drawn("transport", money.own(3), on("2018-06-05")), on("2018-06-05"))
    row = publish(claims=[one, two], by=MAWEI, at=on("2018-06-06"))
    end_notice(publicity=row, by=MAWEI, at=on("2018-06-20"))
    two.refresh_from_db()
    with pytest.raises(Exception) as no:
        approve(claim=two, by=MAWEI2, at=on("2018-06-20"))
    assert (no.value.code, no.value.facts) == (
        "claim.conflict",
        {"kind": "account_shared", "who": "马*一", "other": one.number},
    )  # type: ignore[attr-defined]


def test_a_value_is_changed_by_two_and_supplements_what_was_decided_before(money: Money) -> None:
    claim = money.decided(money.drawn("living", money.own(0), on("2018-06-04")), on("2018-06-05"))
    told = {
        "pack": PACK,
        "key": "living_month",
        "valid_from": date(2018, 5, 1),
        "paper": "B",
        "clause": "2",
        "reason": "补发",
    }
    assert code(propose_value, **told, value="900000", by=MAWEI, at=on("2018-07-02")).startswith(
        "pack."
    )  # out of bounds
    value = propose_value(**told, value="40000", by=MAWEI, at=on("2018-07-02"))
    assert code(decide_value, value=value, approve=True, by=MAWEI, at=on("2018-07-02")) == "policy.same_hand"
    assert adjust(claim=claim, by=MAWEI, at=on("2018-07-02")) is None
    decide_value(value=value, approve=True, by=MAWEI2, at=on("2018-07-03"))
    row = adjust(claim=claim, by=MAWEI, at=on("2018-07-03"))
    assert row is not None and (row.kind, row.amount, claim.amount, claim.reserved) == (
        "adjust",
        10_000,
        100_000,
        100_000,
    )
    assert adjust(claim=claim, by=MAWEI, at=on("2018-07-03")) is None
    assert rederive().percent == "100%" and len({one.policy.digest for one in Decision.objects.all()}) == 2


def test_a_decision_that_somebody_changed_is_found(money: Money) -> None:
    money.decided(money.drawn("living", money.own(0), on("2018-06-04")), on("2018-06-05"))
    money.decided(money.drawn("living", money.own(3), on("2018-06-05"), account="62220200002"), on("2018-06-05"))
    assert rederive().percent == "100%"
    for sql, what in (
        ("UPDATE subsidies_decision SET amount = 91000 WHERE place = 1", {"hash", "amount"}),
        (
            "UPDATE subsidies_decision SET stated = replace(stated, '2018-05-01', '2018-06-01') WHERE place = 1",
            {"hash", "facts"},
        ),
        ("DELETE FROM subsidies_decision WHERE place = 1", {"chain"}),
    ):
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(sql)
            found = rederive()
            assert not found.whole and {one.what for one in found.differences} & what, (sql, found.differences)
            transaction.set_rollback(True)
    assert rederive(since=date(2018, 6, 6)).looked == 0


def test_the_command_says_whether_everything_comes_out_again(money: Money, capsys: pytest.CaptureFixture[str]) -> None:
    money.decided(money.drawn("living", money.own(0), on("2018-06-04")), on("2018-06-05"))
    assert main(["policy", "rederive", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"decisions": 1, "equal": 1, "percent": "100%", "differences": []}
    Decision.objects.update(mask=1)
    assert main(["policy", "rederive", "--since", "2018-06-01", "--json"]) == 1
    assert {one["what"] for one in json.loads(capsys.readouterr().out)["differences"]} == {"hash", "mask"}


def test_a_decision_is_not_taken_back_and_not_changed(money: Money) -> None:
    claim = money.reviewed(money.drawn("living", money.own(0), on("2018-06-04")), on("2018-06-05"))
    decide(claim=claim, by=MAWEI, at=on("2018-06-05"))
    entry = Entry.objects.order_by("-number")[0]
    assert code(undo, entry=entry, by=MAWEI, at=on("2018-06-05")) == "audit.undo_kept"
    with pytest.raises(TypeError), writing("test.edit", by=MAWEI, at=on("2018-06-05")) as pen:
        pen.change(Decision.objects.get(), amount=1)
    entries = Entry.objects.count()
    decide(claim=claim, by=MAWEI, at=on("2018-06-06"))
    assert Entry.objects.count() == entries


def test_a_refusal_by_a_person_names_its_clause_and_frees_what_was_held(money: Money) -> None:
    claim = money.decided(money.drawn("transport", money.own(0), on("2018-06-04")), on("2018-06-05"))
    assert code(refuse, claim=claim, why="票是假的", ref=" ", by=MAWEI2, at=on("2018-06-06")) == "claim.refused_why"
    refuse(claim=claim, why="票是假的", ref="A/12", by=MAWEI2, at=on("2018-06-06"))
    assert (claim.state, claim.amount, sums(money.fund)[1]) == ("refused", 0, 0) and rederive().whole
    assert code(make_batch, fund=money.fund, claims=[claim], by=PAYER, at=on("2018-06-07")) == "lifecycle.not_allowed"
