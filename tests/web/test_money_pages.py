"""The way of the money through the pages, every act by the hand it belongs to, on the days it takes; and what strangers see of it: nothing."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from shanhai.apps.accounts.actions import found_demo
from shanhai.apps.accounts.models import Installation, User
from shanhai.apps.audit.actions import writing
from shanhai.apps.audit.facts import verify
from shanhai.apps.subsidies.models import (
    Adoption,
    Batch,
    Challenge,
    Claim,
    Difference,
    Fund,
    ParamValue,
    Payment,
    Publicity,
    Sample,
)
from shanhai.apps.subsidies.models.claims import ClaimQuerySet
from shanhai.apps.subsidies.models.notices import PublicityQuerySet
from shanhai.apps.subsidies.models.payments import BatchQuerySet
from shanhai.core.desk import Role
from shanhai.sheets.bank import fixed
from shanhai.sheets.bank.lines import Answer
from tests.apps.money import PACK, Money, on
from tests.cast import INSTALLER, NOW, Cast
from tests.web.money_acts import MONEY

MORE = (
    ("yuanzhou2", Role.OFFICER, "640402"), ("mawei2", Role.OFFICER, "350105"), ("finance-mawei", Role.FINANCE, "350105"),
    ("finance-mawei2", Role.FINANCE, "350105"),
)  # fmt: skip


class Office:
    """Everybody at their screens."""

    def __init__(self, cast: Cast) -> None:
        self.money = Money(cast, appropriated=0)
        self.cast, self.done = cast, set[str]()
        with writing("test.more", by=INSTALLER, at=NOW) as pen:
            for login, role, region in MORE:
                pen.add(User(login=login, name=login, role=role, region_id=region, office=region, password="!"))
        found_demo(today=on("2018-06-04").date(), scale="small")

    def day(self, text: str) -> None:
        Installation.objects.update(today=on(text).date())

    def client(self, login: str) -> Client:
        client = Client()
        client.force_login(User.objects.get(login=login))
        return client

    def do(self, login: str, verb: str, about: str = "", **typed: Any) -> None:
        """Open an act's page, do it, and be sent on."""
        client, url = self.client(login), f"/do/{verb}/?about={about}"
        page = client.get(url)
        assert page.status_code == 200, (login, verb, page.status_code)
        answer = client.post(url, typed)
        assert answer.status_code == 302, (login, verb, answer.content.decode()[-3500:])
        assert client.get(answer.headers["Location"]).status_code == 200, (verb, answer.headers["Location"])
        self.done.add(verb)

    def drawn(self, nth: int, which: str, account: str) -> Claim:
        """Drawn up by the township, with account and declaration, and accepted."""
        self.do("sanying", "claim.draw_up", self.money.own(nth).pk, which=f"{PACK}|{which}")
        claim = Claim.objects.order_by("-number")[0]
        self.do("sanying", "claim.evidence", claim.pk, kind="declaration", fact_paid_elsewhere="0")
        self.do("sanying", "claim.account", claim.pk, name=claim.payee_name, bank="示例银行", account=account)
        return claim

    def read(self, login: str, url: str) -> str:
        page = self.client(login).get(url)
        assert page.status_code == 200, (login, url, page.status_code)
        return page.content.decode()


@pytest.fixture
def office(cast: Cast) -> Office:
    return Office(cast)


def test_the_whole_way_of_the_money_through_the_pages(office: Office) -> None:
    do = office.do
    # a ticket, looked at on three levels, waits for money and goes on
    claim = office.drawn(0, "transport", "6222020000000001")
    do("sanying", "claim.evidence", claim.pk, kind="real_name_ticket", number="K1", fact_ticket_fen="550")
    do("sanying", "claim.evidence", claim.pk, kind="contract", number="HT1")
    assert "还不知道" not in office.read("sanying", f"/subsidies/{claim.pk}/")
    do("sanying", "claim.accept", claim.pk)
    do("yuanzhou", "claim.call", claim.pk, on="2018-06-04")
    for _level in range(3):
        do("yuanzhou", "claim.review", claim.pk)
    do("mawei", "claim.decide", claim.pk)
    assert "等资金" in office.read("mawei", f"/subsidies/{claim.pk}/")
    do("finance-mawei", "fund.open", code="mawei-labour", title="劳务协作资金")
    do("finance-mawei", "fund.appropriate", office.money.fund.pk, amount="2000", paper="第一批")
    do("mawei", "claim.resume", claim.pk)
    # a second, of living: asked, accepted anew, decided in the queue, adjusted after a value changed
    living = office.drawn(3, "living", "6222020000000002")
    do("sanying", "claim.accept", living.pk)
    do("mawei", "claim.ask", living.pk, missing="工资条")
    do("sanying", "claim.accept", living.pk)
    do("mawei2", "claim.review", living.pk)
    do("mawei", "claim.decide_queue", pack=PACK)
    values = {
        "key": "living_month",
        "valid_from": "2018-05-01",
        "value": "31000",
        "paper": "B",
        "clause": "2",
        "reason": "局务会",
    }
    do("mawei", "policy.value", PACK, **values)
    told = office.read("mawei2", f"/system/policies/{PACK}/")
    assert (
        "<del>300 元</del> → <ins>310 元</ins>" in told and "一年里 2 件核定会变的" in told and "900 → 910" not in told
    )
    do("mawei2", "policy.value_decided", ParamValue.objects.get().pk, answer="yes")
    do("mawei", "claim.adjust", living.pk)
    living.refresh_from_db()
    assert (living.amount, living.reserved) == (91_000, 91_000)


def test_notice_batch_bank_and_back(office: Office) -> None:
    do, money = office.do, office.money
    do("finance-mawei", "fund.appropriate", money.fund.pk, amount="5000", paper="第一批")
    one, two = office.drawn(0, "living", "6222020000000001"), office.drawn(3, "living", "6222020000000002")
    for claim in (one, two):
        do("sanying", "claim.accept", claim.pk)
        do("mawei2", "claim.review", claim.pk)
    do("mawei", "claim.decide_queue", pack=PACK)
    do("mawei", "claim.publish", which=f"{PACK}|living")
    notice = Publicity.objects.get()
    roster = office.read("sanying", f"/publicity/{notice.pk}/")
    assert "马*一" in roster and "马甲一" not in roster and "6222" not in roster and "还剩 7 天" in roster
    do("yuanzhou", "challenge.note", one.pk, says="听说回家了", said_on="2018-06-04")
    do("mawei2", "challenge.answer", Challenge.objects.get().pk, upheld="no", answer="在岗")
    upload = SimpleUploadedFile("死亡.csv", f"身份证号\n{money.who(3).number()}\n".encode())
    posted = {"kind": "deaths", "source": "民政局", "listed_on": "2018-06-01", "file": upload}
    assert office.client("yuanzhou").post("/comparisons/", posted).status_code == 302
    assert money.who(3).number()[:10] not in office.read("yuanzhou", "/comparisons/")
    do("yuanzhou", "difference.settle", Difference.objects.get().pk, how="录错一位")
    office.day("2018-06-12")
    do("mawei", "claim.end_notice", notice.pk)
    do("mawei2", "claim.approve", one.pk)
    assert (
        office.client("mawei").post(f"/do/claim.approve/?about={two.pk}").status_code == 422
    )  # decided by the same hand
    do("finance-mawei", "batch.make", money.fund.pk)
    do("finance-mawei", "batch.drop", Batch.objects.get().pk)
    do("finance-mawei", "batch.make", money.fund.pk)
    batch = Batch.objects.exclude(state="dropped").get()
    payer = office.client("finance-mawei")
    assert payer.post(f"/do/batch.check/?about={batch.pk}").status_code == 422
    do("finance-mawei2", "batch.check", batch.pk)
    sent = payer.post(f"/payouts/{batch.pk}/", {"verb": "send", "format": "fixed"})
    assert "马甲一" in sent.content.decode("gb18030") and "6222020000000001" in sent.content.decode("gb18030")
    assert payer.get(f"/payouts/{batch.pk}/sheet.pdf").content[:4] == b"%PDF"
    assert payer.get(f"/payouts/{batch.pk}/request.docx").content[:2] == b"PK"
    for _twice in range(2):
        back = SimpleUploadedFile("back.txt", fixed.answer([Answer(batch.number, 1, 90_000, on("2018-06-12").date())]))
        assert (
            payer.post(f"/payouts/{batch.pk}/", {"verb": "return", "format": "fixed", "file": back}).status_code == 302
        )
    do("sanying", "payment.received", Payment.objects.get(state="paid").pk, amount="900", on="2018-06-12")
    do("auditor", "sample.commit", since="2018-06-01", until="2018-06-30", tolerated="2000")
    do("auditor", "sample.seed", Sample.objects.get().pk, seed="01 07 12", source="公告")
    do("auditor", "sample.look", Sample.objects.get().pk, overpaid="0")
    do("mawei2", "claim.recover", one.pk, rule="not_at_work")
    do("finance-mawei", "claim.give_back", one.pk, paper="缴款书")
    assert (Fund.objects.get().paid, Claim.objects.get(pk=one.pk).state) == (0, "recovered")
    assert "100%" in office.read("auditor", "/rederive/") and verify()["ok"]
    public = Client().get("/money/").content.decode()
    assert "少于 5" in public and "马甲一" not in public


def test_refused_appealed_withdrawn_and_another_government_s_pack(office: Office) -> None:
    do = office.do
    one, two = office.drawn(0, "living", "6222020000000001"), office.drawn(3, "living", "6222020000000002")
    do("sanying", "claim.accept", one.pk)
    do("mawei", "claim.refuse", one.pk, why="工资表是假的", ref="A/12")
    do("sanying", "claim.appeal", one.pk, says="工资表是厂里开的")
    do("mawei2", "claim.answer_appeal", one.pk, right="no", answer="厂里说没有开过")
    do("sanying", "claim.withdraw", two.pk)
    do("yuanzhou", "policy.propose", pack="yuanzhou-brokers-2018", reason="局务会")
    assert (
        office.client("yuanzhou")
        .get(f"/do/policy.adopt/?about={Adoption.objects.get(state='proposed').pk}")
        .status_code
        == 404
    )
    do("yuanzhou2", "policy.adopt", Adoption.objects.get(state="proposed").pk, answer="yes")
    told = office.read("mawei", "/system/policies/")
    assert "原州区扶持劳务经纪人奖励" in told


@pytest.fixture
def walked(office: Office) -> tuple[Claim, dict[str, str]]:
    """A claim in a batch, and every address about it."""
    money = office.money
    office.do("finance-mawei", "fund.appropriate", money.fund.pk, amount="5000", paper="第一批")
    claim = money.approved(
        money.decided(money.drawn("living", money.own(0), on("2018-06-04")), on("2018-06-05")), on("2018-06-06")
    )
    batch = money.batched(claim, at=on("2018-08-01"))
    return claim, {
        "claim": f"/subsidies/{claim.pk}/",
        "batch": f"/payouts/{batch.pk}/",
        "notice": f"/publicity/{claim.publicity_id}/",
    }


SEES: dict[str, set[str]] = {
    "mawei": {"claim", "batch", "notice"}, "yuanzhou": {"claim", "notice"}, "sanying": {"claim", "notice"}, "auditor": {"claim", "batch", "notice"},
    "finance-mawei": {"claim", "batch", "notice"}, "city-fuzhou": {"claim", "batch", "notice"}, "city-guyuan": {"claim", "notice"}, "zhangyi": set(),
    "stranger": set(), "hr": set(), "agency": set(), "station": set(), "booth": set(), "leader": set(),
}  # fmt: skip


def test_each_seat_opens_what_is_its_own_and_nothing_else(office: Office, walked: tuple[Claim, dict[str, str]]) -> None:
    claim, urls = walked
    opened = {
        login: {name for name, url in urls.items() if office.client(login).get(url).status_code == 200}
        for login in SEES
    }
    assert opened == SEES
    for login in SEES:
        for name in SEES[login]:
            page = office.read(login, urls[name])
            assert claim.account() not in page and (
                login in {"yuanzhou", "sanying", "auditor", "city-guyuan"} or "马甲一" not in page
            ), (login, name)


PLANTED = {"claims": ClaimQuerySet, "batches": BatchQuerySet, "notices": PublicityQuerySet}


@pytest.mark.parametrize("planted", PLANTED)
def test_a_planted_leak_is_seen(
    planted: str, office: Office, walked: tuple[Claim, dict[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PLANTED[planted], "visible_to", lambda rows, _desk: rows.all())
    opened = {
        login: {name for name, url in walked[1].items() if office.client(login).get(url).status_code == 200}
        for login in ("yuanzhou", "hr", "station")
    }
    assert any(opened[login] > SEES[login] for login in opened)


def test_every_act_about_money_is_in_these_stories() -> None:
    """Read from the stories' own text, so that a new act without a story is missed at once."""
    text = Path(__file__).read_text(encoding="utf-8")
    assert sorted(verb for verb in MONEY if f'"{verb}"' not in text) == []


def test_anybody_is_told_what_they_could_get_and_what_is_missing(office: Office) -> None:
    page = Client().get("/money/?home=640402&poor=yes&way=own&months=4").content.decode()
    assert "最多 1,700 元" in page and "实名车票" in page and "社会保险缴费凭证" in page
    later = Client().get("/money/?home=640402&poor=no&way=own&months=4").content.decode()
    assert "最多 0 元" in later and "建档立卡户" in later
    assert "四个问题都要答" in Client().get("/money/?home=640402&months=x").content.decode()
    assert Client().get("/money/?home=999999&poor=yes&way=own&months=4").status_code == 200
