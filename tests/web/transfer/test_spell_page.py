"""在岗的一段: clocks with their law, three sources side by side, contacts, the end with its reason, and what next."""

from datetime import date

from shanhai.apps.employers.actions import enlist, enter, offer
from shanhai.apps.employers.facts import Firm, Job
from shanhai.apps.partners.actions import register_workstation
from shanhai.apps.placements.actions import attest, confirm_roster
from shanhai.apps.placements.facts.rosters import Line
from shanhai.apps.placements.models import Attestation, Contact
from shanhai.core.clocks import Clock
from shanhai.core.identifiers.credit import CreditCode, compose
from shanhai.core.money import Fen
from shanhai.web.kit.coded import law
from tests.cast import NOW, TODAY
from tests.web.transfer.conftest import Way, later


def test_the_clocks_name_their_law_their_day_and_what_is_left(way: Way) -> None:
    spell = way.working(way.stage.ma)
    page = way.read("yuanzhou", f"/placements/{spell.pk}/")
    assert "劳动合同法第十条" in page and "2018 年 4 月 5 日" in page and "还剩 31 天" in page
    assert "社会保险法第五十八条" in page and "还在期限里" in page
    way.today(date(2018, 4, 6))
    assert "过期 1 天" in way.read("yuanzhou", f"/placements/{spell.pk}/")
    page = way.press(
        "mawei",
        f"/do/placement.contract/?about={spell.pk}",
        signed_on="2018-04-06",
        kind="fixed",
        months="24",
        probation="2",
    )
    assert "办晚了" in page and "最长可以 2 个月" in page
    page = way.press("mawei", f"/do/placement.insure/?about={spell.pk}", registered_on="2018-04-02")
    assert "按时办了" in page


def test_a_trial_longer_than_the_law_allows_is_refused_and_kept_on_the_form(way: Way) -> None:
    spell = way.working(way.stage.ma)
    url = f"/do/placement.contract/?about={spell.pk}"
    page = way.refused("yuanzhou", url, signed_on="2018-03-05", kind="fixed", months="12", probation="6")
    assert "没有办成" in page and 'value="6"' in page


def test_three_sources_stand_side_by_side_and_a_disagreement_is_settled(way: Way) -> None:
    spell, march = way.working(way.stage.ma), date(2018, 3, 1)
    by = way.actor("mawei")
    line = Line(placement=spell.pk, pay=Fen(350_000), days=20)
    confirm_roster(employer=way.stage.firm, month=march, lines=[line], by=by, at=later(30))
    way.today(date(2018, 4, 5))
    url = f"/placements/{spell.pk}/"
    assert "还不够两份" in way.read("yuanzhou", url)
    told = {"month": "2018-03", "source": "worker", "worked": "no"}
    page = way.press("yuanzhou", f"/do/word.attest/?about={spell.pk}", **told)
    assert "说法不一样" in page and f"/do/word.settle/?about={spell.pk}&amp;month=2018-03" in page
    page = way.press("yuanzhou", f"/do/word.settle/?about={spell.pk}", month="2018-03", how="请假回家了")
    assert "请假回家了" in page and "说法不一样" not in page
    assert Attestation.objects.filter(settled_how="请假回家了").count() == 2


def test_two_that_agree_make_the_month_count(way: Way) -> None:
    spell, march = way.working(way.stage.ma), date(2018, 3, 1)
    both = {"month": march, "worked": True, "by": way.actor("yuanzhou"), "at": NOW}
    attest(placement=spell, source="worker", **both)
    attest(placement=spell, source="evidence", paper="社保缴费 201803", **both)
    page = way.read("yuanzhou", f"/placements/{spell.pk}/")
    assert '<span class="tag ok">算</span>' in page and "社保缴费 201803" in page


def test_what_was_heard_is_noted_and_never_shown_to_the_employer(way: Way) -> None:
    spell = way.working(way.stage.ma)
    url = f"/do/contact.note/?about={spell.pk}"
    page = way.press("sanying", url, on="2018-03-05", kind="call", told="self", outcome="trouble", note="宿舍太吵")
    assert "有难处" in page and "宿舍太吵" in page
    way.stage.cast.join("hr", way.stage.firm.credit_code)
    seen = way.read("hr", f"/placements/{spell.pk}/")
    assert "宿舍太吵" not in seen and "contact.note" not in seen and "word.attest" not in seen
    way.read("hr", url, 404)
    assert Contact.objects.get().outcome == "trouble"


def test_the_end_says_why_and_what_other_employers_offer(way: Way) -> None:
    spell, by = way.working(way.stage.ma, on=TODAY), way.actor("mawei")
    code = CreditCode.parse(compose("350105", 77))
    other = enter(
        firm=Firm(code=code, name="闽江纺织（示例）", willing="yes"), region=way.stage.cast.mawei, by=by, at=NOW
    )
    enlist(employer=other, on=TODAY, by=by, at=NOW)
    for title in ("挡车工", "装配工"):
        job = Job(employer=code, title=title, seats=3, pay_min=Fen(300_000), pay_max=Fen(400_000))
        offer(employer=other, job=job, on=TODAY, by=by, at=NOW)
    way.today(date(2018, 3, 20))
    url = f"/do/placement.end/?about={spell.pk}"
    page = way.press("yuanzhou", url, ended_on="2018-03-19", why="hours", after="home")
    assert "班太长或夜班多" in page and "回家了" in page
    assert page.index("一样的活") < page.index("挡车工") and "海岸电池（示例） · 装配工" not in page
    assert "不给人打分" in page and "transfer.sign" in page
    assert "placement.end" not in page


def test_strangers_other_townships_and_other_employers_find_nothing(way: Way) -> None:
    spell = way.working(way.stage.ma)
    for login in ("stranger", "zhangyi", "hr", "booth"):
        way.read(login, f"/placements/{spell.pk}/", 404)
    for verb in ("placement.end", "placement.contract", "contact.note", "word.attest"):
        for login in ("stranger", "zhangyi", "city-guyuan", "hr"):
            way.read(login, f"/do/{verb}/?about={spell.pk}", 404)
    assert "马*成" in way.read("mawei", f"/placements/{spell.pk}/")
    assert "马志成" in way.read("sanying", f"/placements/{spell.pk}/")


def test_each_clock_says_from_when_its_law_is_in_force_in_three_languages(way: Way) -> None:
    spell = way.working(way.stage.ma)
    url = f"/placements/{spell.pk}/"
    page = way.read("yuanzhou", url)
    assert "2008 年 1 月 1 日 起有效" in page and "2011 年 7 月 1 日 起有效" in page
    english = way.read("yuanzhou", f"{url}?lang=en")
    assert "Labour Contract Law, article 10" in english and "In force since 1 July 2011" in english
    assert "勞動合同法第十條" in way.read("yuanzhou", f"{url}?lang=zh-hant")


def test_a_version_that_has_ended_says_until_when() -> None:
    old = Clock(
        code="x", name="社会保险登记", law="社会保险法", article="第五十八条", since=date(2011, 7, 1), until=date(2018, 12, 30), length=30, unit="day",
        rolls=True, starts="用工之日",
    )  # fmt: skip
    assert law(old)["force"] == "2011 年 7 月 1 日 – 2018 年 12 月 29 日 有效"


def test_reasons_and_things_handed_out_are_said_in_the_readers_language(way: Way) -> None:
    spell = way.working(way.stage.ma)
    way.today(date(2018, 3, 20))
    way.press("yuanzhou", f"/do/placement.end/?about={spell.pk}", ended_on="2018-03-19", why="hours", after="home")
    assert "Shifts too long or many nights" in way.read("yuanzhou", f"/placements/{spell.pk}/?lang=en")
    assert "班太長或夜班多" in way.read("yuanzhou", f"/placements/{spell.pk}/?lang=zh-hant")
    coach = way.coach(way.letter(way.stage.li))
    assert "Accident insurance policy" in way.read("yuanzhou", f"/departures/{coach.pk}/?lang=en")
    assert "Contact card</th>" in way.read("yuanzhou", f"/departures/{coach.pk}/print/?lang=en")


def test_a_workstation_reads_who_it_is_and_nothing_of_the_household(way: Way) -> None:
    cast = way.stage.cast
    register_workstation(
        code="WS1", name="驻马尾站", region=cast.mawei, serves=cast.yuanzhou, founded_on=TODAY, by=way.actor("yuanzhou"), at=NOW
    )  # fmt: skip
    cast.join("station", "WS1")
    way.working(way.stage.ma)
    page = way.read("station", f"/workers/{way.stage.ma.pk}/")
    assert "马志成" in page and "工作站只看要用的" in page
    for hidden in ("示例村", "户的状态", "劳动能力", "worker.consent"):
        assert hidden not in page.partition("<main")[2], hidden
    way.read("station", f"/workers/{way.stage.ma.pk}/asof/", 404)
    way.read("station", f"/workers/{way.stage.li.pk}/", 404)
    listed = way.read("station", "/workers/")
    assert "马志成" in listed and "李梅" not in listed and "示例村" not in listed
    narrowed = way.read("station", "/workers/?status=registered")
    assert "马志成" not in narrowed.partition("<main")[2], "no filter tells what the page hides"
