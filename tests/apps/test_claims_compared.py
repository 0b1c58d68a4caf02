"""Lists of other offices speak against claims, somebody looks, and what was paid is sampled so that nobody could choose the sample."""

from datetime import date

import pytest

from shanhai.apps.audit.facts import verify
from shanhai.apps.subsidies.actions import (
    accept,
    approve,
    bar,
    check_batch,
    commit_list,
    compare,
    draw,
    end_notice,
    look,
    publish,
    read_return,
    send_batch,
    settle_difference,
)
from shanhai.apps.subsidies.facts.listed import Listed, read
from shanhai.apps.subsidies.facts.sampled import done, next_draw, total, upper
from shanhai.apps.subsidies.models import Claim, Comparison, Difference
from shanhai.core.desk import Role
from shanhai.sheets.bank import fixed
from shanhai.sheets.bank.lines import Answer
from tests.apps.money import MAWEI, MAWEI2, MAWEI3, PAYER, PAYER2, VILLAGE, YUANZHOU, Money, hand, on
from tests.cast import Cast
from tests.core.refusals import code

AUDITOR = hand("auditor", Role.AUDITOR)


@pytest.fixture
def money(cast: Cast) -> Money:
    return Money(cast)


def against(money: Money, kind: str, *people: int) -> Comparison:
    listed = [Listed(money.who(nth).number_index) for nth in people] or [Listed("nobody")]
    told = {"region": money.cast.yuanzhou, "source": "民政局 2018-06", "listed_on": date(2018, 6, 1)}
    return compare(kind=kind, listed=listed, by=YUANZHOU, at=on("2018-06-10"), **told)  # type: ignore[arg-type]


def test_a_list_is_read_by_its_numbers_and_forgotten(money: Money) -> None:
    number = money.who(0).number()
    content = f"序号,身份证号,备注\n1,{number},x\n2,123,y\n3,{number},z\n".encode()
    listed, unread = read(content, filename="死亡人员.csv", today=date(2018, 6, 10))
    assert ([one.index for one in listed], unread) == ([money.who(0).number_index], 1)


def test_a_contradiction_is_a_task_and_nothing_is_approved_before_somebody_has_looked(money: Money) -> None:
    claim = money.decided(money.drawn("transport", money.own(0), on("2018-06-04")), on("2018-06-05"))
    other = money.decided(
        money.drawn("transport", money.own(3), on("2018-06-05"), account="62220200009"), on("2018-06-05")
    )
    row = against(money, "deaths", 0)
    assert against(money, "deaths", 0) == row and Difference.objects.count() == 1
    assert {one.claim for one in Difference.objects.all()} == {claim}
    absent = against(money, "anti_poverty", 0)  # the poor list speaks against whoever is not on it
    assert {one.claim for one in absent.differences.all()} == {other}
    notice = publish(claims=[claim], by=MAWEI, at=on("2018-06-06"))
    end_notice(publicity=notice, by=MAWEI, at=on("2018-06-20"))
    claim.refresh_from_db()
    assert code(approve, claim=claim, by=MAWEI2, at=on("2018-06-20")) == "approve.difference"
    settle_difference(difference=row.differences.get(), how="同名，证件号录错一位", by=YUANZHOU, at=on("2018-06-21"))
    assert approve(claim=claim, by=MAWEI2, at=on("2018-06-21")).state == "heard"  # unusual: it takes two
    assert approve(claim=claim, by=MAWEI3, at=on("2018-06-21")).state == "approved"
    assert verify()["ok"]


def test_who_is_barred_is_known_to_the_engine(money: Money) -> None:
    from shanhai.apps.subsidies.facts.known import asked
    from shanhai.apps.subsidies.facts.packs import effective

    claim = accept(claim=money.drawn("transport", money.own(0), on("2018-06-04")), by=VILLAGE, at=on("2018-06-05"))
    pack = effective(claim.pack, at=on("2018-06-05"))
    assert asked(claim, pack, at=on("2018-06-05")).facts["blacklisted"] is False
    told = {
        "region": money.cast.mawei,
        "subject": money.who(0).number_index,
        "name": "马*一",
        "since": date(2018, 6, 1),
    }
    assert code(bar, why="假票", paper=" ", by=MAWEI, at=on("2018-06-06"), **told) == "bar.why"
    bar(why="假票", paper="示例 3 号", by=MAWEI, at=on("2018-06-06"), **told)  # type: ignore[arg-type]
    assert asked(claim, pack, at=on("2018-06-06")).facts["blacklisted"] is True


def test_what_was_paid_is_sampled_from_a_list_fixed_before_the_seed(money: Money) -> None:
    claims: list[Claim] = []
    for nth, account in ((0, "62220200001"), (3, "62220200002"), (4, "62220200003")):
        one = money.decided(money.drawn("living", money.own(nth), on("2018-06-04"), account=account), on("2018-06-05"))
        claims.append(money.approved(one, on("2018-06-06")))
    batch = money.batched(*claims, at=on("2018-08-01"))
    check_batch(batch=batch, by=PAYER2, at=on("2018-08-01", 11))
    send_batch(batch=batch, form="fixed", by=PAYER, at=on("2018-08-01", 12))
    back = fixed.answer([Answer(batch.number, line, 90_000, date(2018, 8, 2)) for line in (1, 2, 3)])
    read_return(batch=batch, form="fixed", content=back, by=PAYER, at=on("2018-08-03"))
    told = {"issuer": money.cast.mawei, "since": date(2018, 1, 1), "until": date(2018, 12, 31), "tolerated": 2_000}
    sample = commit_list(**told, by=AUDITOR, at=on("2019-01-02"))  # type: ignore[arg-type]
    assert commit_list(**told, by=AUDITOR, at=on("2019-01-03")) == sample and total(sample) == upper(sample) == 270_000  # type: ignore[arg-type]
    assert code(commit_list, **told, by=MAWEI, at=on("2019-01-02")) == "desk.not_allowed"
    assert code(look, sample=sample, ordinal=1, overpaid=0, by=AUDITOR, at=on("2019-01-02")) == "sample.seed"
    draw(
        sample=sample,
        seed="2019-01-04 福利彩票双色球 01 07 12 19 23 30",
        source="公告",
        by=AUDITOR,
        at=on("2019-01-04"),
    )
    assert code(draw, sample=sample, seed="other", source="x", by=AUDITOR, at=on("2019-01-05")) == "sample.seeded"
    assert code(look, sample=sample, ordinal=2, overpaid=0, by=AUDITOR, at=on("2019-01-05")) == "sample.order"
    while not done(sample):
        look(sample=sample, ordinal=next_draw(sample)[0], overpaid=0, by=AUDITOR, at=on("2019-01-06"))
    assert sample.drawn.count() == 15 and upper(sample) <= 54_000  # fifteen looks without an error: at most a fifth
