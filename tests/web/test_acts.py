"""The acts of the office on screen: each opens for its role, does its act once, and keeps what was typed when it is refused."""

from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from shanhai.apps.agreements.actions import sign
from shanhai.apps.audit.models import Change, Entry
from shanhai.apps.employers.actions import enlist, enter, enter_arrears, plan_round, propose_wage
from shanhai.apps.employers.facts import Firm
from shanhai.apps.employers.models import Position
from shanhai.apps.fairs.models import Booth, Delegation
from shanhai.apps.outreach.actions import draw_up_minutes, meet, travel
from shanhai.apps.outreach.models import AgreedItem, Attendance, Meeting, Trip
from shanhai.apps.partners.actions import register_agency, register_workstation
from shanhai.apps.regions.models import Region
from shanhai.apps.workers.actions import ask_correction, give_consent, object_to_machines
from shanhai.apps.workers.models import Consent, StatusFact
from shanhai.core.identifiers.credit import CreditCode, compose
from shanhai.core.money import Fen
from shanhai.web.officer.acts.page import FORMS as ALL
from tests.cast import NOW, TODAY
from tests.web.conftest import SignIn, Stage
from tests.web.money_acts import MONEY
from tests.web.test_workers import read
from tests.web.transfer.cases import going

DAY = "2018-03-05"
FORMS = {verb: form for verb, form in ALL.items() if verb not in MONEY}


@dataclass
class Case:
    """One act of one desk: what is typed, and what must be refused with 422 and kept."""

    login: str
    about: str
    typed: dict[str, Any]
    wrong: dict[str, Any] = field(default_factory=dict)
    kept: str = ""


@pytest.fixture
def cases(stage: Stage) -> dict[str, Case]:
    """A case for every declared act, on the stage with a journey, a meeting, minutes, an agreement and partners added."""
    cast, mawei = stage.cast, stage.cast.actor("mawei")
    both: dict[str, Any] = {"by": mawei, "at": NOW}
    trip = travel(pairing=cast.pairing, purpose="赴固原", set_out_at=NOW, arrived_at=NOW, members="陈敏", **both)
    held = meet(pairing=cast.pairing, kind="talks", title="会谈", host="原州", place="原州", held_on=TODAY, **both)
    minutes = draw_up_minutes(meeting=held, title="纪要", **both)
    second = meet(pairing=cast.pairing, kind="talks", title="再会谈", host="原州", place="原州", held_on=TODAY, **both)
    agreement = sign(
        pairing=cast.pairing, title="旧协议", signed_year=2017, sending_signatory="甲", receiving_signatory="乙", **both
    )
    theirs: dict[str, Any] = {"region": cast.yuanzhou, "by": cast.actor("yuanzhou"), "at": NOW}
    agency = register_agency(
        code=compose("640402", 7), name="六盘", kind="mediation", licence="1", licence_until=TODAY.replace(year=2020), **theirs
    )  # fmt: skip
    station = register_workstation(code="WS1", name="三营站", serves=cast.yuanzhou, founded_on=TODAY, **theirs)
    bare = Firm(code=CreditCode.parse(compose("350105", 2)), name="闽江纺织（示例）", willing="yes")
    other = enter(firm=bare, region=cast.mawei, **both)
    kin = enter(
        firm=Firm(code=CreditCode.parse(compose("350105", 4)), name="连江食品（示例）", willing="yes"),
        region=cast.mawei,
        **both,
    )
    enlist(employer=kin, on=TODAY, **both)
    planned = plan_round(region=cast.mawei, title="冬季走访", starts_on=TODAY, ends_on=TODAY, **both)
    owing = enter_arrears(
        region=cast.mawei,
        code=CreditCode.parse(compose("350105", 30)),
        name="欠薪示例",
        source="名单",
        listed_on=TODAY,
        **both,
    )
    colleague = replace(mawei, login="mawei2")
    wage = propose_wage(region=cast.mawei, since=TODAY, monthly=Fen(160_000), source="文件", by=colleague, at=NOW)
    object_to_machines(worker=stage.ma, since=TODAY, by=cast.actor("sanying"), at=NOW)
    group, pairing = Delegation.objects.get(), cast.pairing.pk
    party = {"pairing": pairing}
    home: dict[str, Any] = {"by": cast.actor("sanying"), "at": NOW}
    give_consent(worker=stage.ma, purpose="canteen", recipient="", **home)
    give_consent(worker=stage.ma, purpose="training", recipient="", **home)
    given = Consent.objects.get(purpose="training")
    stood = StatusFact.objects.get(household=stage.ma.household)
    asked = ask_correction(worker=stage.ma, what="phone", says="换了号码", asked_on=TODAY, **home)
    item = {
        "field": "供求信息",
        "text": "每月互通",
        "sending_person": "李晓雯",
        "receiving_person": "陈敏",
        "due_on": DAY,
    }
    return {
        "trip.record": Case(
            "mawei", "", party | {"purpose": "赴原州", "set_out_at": "2018-03-02 16:10", "arrived_at": "2018.3.2 19:20", "members": "陈敏"},
            {"arrived_at": "2018-03-01 08:00"}, "赴原州",
        ),
        "leaflets.print": Case("mawei", "", party | {"title": "画页", "printed": "\uff16\uff10\uff10", "trip": trip.pk}, {"printed": "很多"}, "很多"),
        "fair.plan": Case(
            "mawei", "",
            party | {"name": "春风行动", "organiser": "固原市", "organiser_region": "640400", "held_on": DAY, "place": "广场", "leader": "陈敏"},
            {"held_on": "3月5日"}, "3月5日",
        ),
        "fair.bring": Case("mawei", group.pk, {"employer": stage.firm.pk, "present": "no"}, {"present": "maybe"}),
        "fair.bring_rest": Case("mawei", group.pk, {}),
        "fair.join_trip": Case("mawei", group.pk, {"trip": trip.pk}, {"trip": "nobody"}),
        "voucher.print": Case(
            "mawei", group.pk,
            {"lot": "MW-1", "title": "交通补贴券", "size": "500", "printed_on": DAY, "expires_on": "2018-12-31"},
            {"lot": "MW-2", "expires_on": "2017-12-31"}, "MW-2",
        ),
        "answer.word": Case("mawei", group.pk, {"topic": "食宿", "question": "有食堂吗", "answer": "有"}, {"answer": "长" * 301}, "有食堂吗"),
        "meeting.hold": Case(
            "yuanzhou", "", party | {"kind": "briefing", "title": "宣讲会", "host": "原州", "place": "会场", "held_on": DAY},
            {"held_on": ""}, "宣讲会",
        ),
        "meeting.attend": Case(
            "yuanzhou", held.pk, {"kind": "bureau", "name": "就业局", "people": "3", "signed": "no"}, {"people": "0"}, "就业局"
        ),
        "meeting.attend_townships": Case("yuanzhou", held.pk, {"came": ["640402100", "640402105"]}, {"came": ["350105"]}),
        "meeting.attend_agencies": Case("mawei", held.pk, {"came": [agency.pk]}, {"came": ["nobody"]}),
        "meeting.attend_stations": Case("mawei", held.pk, {"came": [station.pk]}, {"came": ["nobody"]}),
        "meeting.hear": Case(
            "mawei", held.pk,
            {"said_by": "station", "text": "集中走", "follow_up": "定日子", "responsible": "640402", "due_on": "2018-03-15"},
            {"text": "分开走", "responsible": ""}, "分开走",
        ),
        "minutes.draw_up": Case("mawei", second.pk, {"title": "再会谈纪要"}, {"title": ""}),
        "minutes.agree": Case("mawei", minutes.pk, item, {"due_on": "明天"}, "明天"),
        "agreement.sign": Case(
            "yuanzhou", "",
            party | {"title": "合作协议", "signed_year": "2017", "sending_signatory": "甲局", "receiving_signatory": "乙局"},
            {"title": "补充协议", "signed_on": "2018-01-05"}, "补充协议",
        ),
        "agreement.commit": Case(
            "yuanzhou", agreement.pk, {"side": "receiving", "text": "2000 个岗位", "quota": "2,000", "unit": "个"}, {"quota": "二千"}, "二千"
        ),
        "paper.enter": Case(
            "mawei", "", {"title": "通知", "subject_of": "cooperation", "scope": ["640400", "621100"]}, {"title": "意见", "scope": []}, "意见"
        ),
        "area.name": Case(
            "mawei", "", {"ordinal": "1", "name": "交通补贴", "assumed": "no"}, {"name": "工作站补贴", "assumed": "yes"}, "工作站补贴"
        ),
        "agency.register": Case(
            "yuanzhou", "",
            {"code": compose("640402", 8), "name": "塬上", "kind": "dispatch", "licence": "2", "licence_until": "2019-12-31"},
            {"licence_until": "2017-12-31"}, "塬上",
        ),
        "workstation.register": Case(
            "mawei", "", {"code": "WS9", "name": "驻马尾站", "region": "350105", "serves": "640402", "founded_on": "2017-06-01"},
            {"serves": "621102"}, "驻马尾站",
        ),
        "broker.register": Case("yuanzhou", "", {"code": "BR1", "name": "海占林", "unit": "640402100"}, {"unit": "350105"}, "海占林"),
        "employer.enter": Case(
            "mawei", "", {"code": compose("350105", 3), "name": "新厂（示例）", "headcount": "120"}, {"code": "123"}, "新厂（示例）"
        ),
        "employer.survey": Case(
            "mawei", other.pk, {"round": "2018 春", "on": DAY, "outcome": "visited", "willing": "yes", "found": "缺普工"},
            {"on": "后天"}, "后天",
        ),
        "employer.grade": Case(
            "mawei", other.pk, {"grade": "A", "year": "2017", "assessor": "监察大队"}, {"grade": "B", "year": "20x"}, "20x"
        ),
        "employer.list": Case("mawei", other.pk, {"on": DAY}, {"on": "?"}),
        "position.offer": Case(
            "mawei", other.pk,
            {"title": "缝纫工", "seats": "20", "pay_min": "3500", "pay_max": "4500", "hours": "8", "canteen": "halal", "benefits": ["dormitory"]},
            {"title": "普工", "pay_max": "3000"}, "普工",
        ),
        "position.amend": Case(
            "mawei", stage.job.pk,
            {"title": "装配工", "seats": "40", "pay_min": "3,600", "pay_max": "4,600", "hours": "8", "canteen": "none", "overtime_hours": "20"},
            {"requirements": "限男性"}, "限男性",
        ),
        "round.plan": Case(
            "mawei", "", {"title": "春季走访", "starts_on": DAY, "ends_on": "2018-03-30", "who": "all"},
            {"title": "夏季走访", "ends_on": "2018-01-01"}, "夏季走访",
        ),
        "round.add": Case("mawei", planned.pk, {"who": "listed"}, {"who": "everybody"}),
        "arrears.enter": Case(
            "mawei", "", {"source": "示例名单", "lines": f"{compose('350105', 31)} 欠薪示例 2018-01-05"}, {"lines": "看不懂的一行"}, "看不懂的一行"
        ),
        "arrears.remove": Case("mawei", owing.pk, {"on": DAY, "source": "公告"}, {"on": "2017-01-01", "source": "另一份公告"}, "另一份公告"),
        "wage.propose": Case(
            "mawei", "", {"since": "2018-04-01", "monthly": "1,700", "source": "文件"}, {"monthly": "5"}, "2018-04-01"
        ),
        "wage.confirm": Case("mawei", wage.pk, {}),
        "worker.status": Case(
            "sanying", stage.ma.pk, {"kind": "lifted", "since": "2017-12-31", "paper": "公告"}, {"since": "2018-12-31"}, "2018-12-31"
        ),
        "worker.wish": Case(
            "sanying", stage.ma.pk, {"willing": "no", "ask_from": "2018-10-01", "stated_on": DAY, "needs": ["seated"]},
            {"ask_from": "2017-01-01"}, "2017-01-01",
        ),
        "worker.canteen": Case("sanying", stage.ma.pk, {"said": "愿望"}, {"said": "长" * 61}),
        "worker.relate": Case("sanying", stage.ma.pk, {"relation": "02"}, {"relation": "x"}),
        "worker.ability": Case("sanying", stage.ma.pk, {"kind": "weak", "since": DAY, "paper": "鉴定"}, {"since": "2019-01-01"}, "2019-01-01"),
        "worker.consent": Case(
            "sanying", stage.hai.pk, {"purpose": "contact", "given_by": "self", "way": "spoken", "recipient": "350105"},
            {"purpose": "training", "given_by": "helper"}, "350105",
        ),
        "worker.objection": Case("sanying", stage.hai.pk, {"since": DAY}, {"since": "开春以后"}, "开春以后"),
        "worker.objection_ended": Case("sanying", stage.ma.pk, {}),
        "worker.consent_withdrawn": Case("sanying", given.pk, {}),
        "worker.status_ended": Case("sanying", stood.pk, {"until": DAY, "paper": "公示"}, {"until": "2019-01-01"}, "2019-01-01"),
        "correction.ask": Case(
            "sanying", stage.hai.pk, {"what": "name", "says": "名字写错了", "asked_on": DAY}, {"says": "错"}, "错"
        ),
        "correction.decide": Case("sanying", asked.pk, {"accepted": "yes", "reason": "已改正了"}, {"reason": "改"}, "改"),
        "bulletin.draft": Case(
            "mawei", "", party | {"title": "春季简报", "slug": "2018-spring", "as_of": DAY}, {"title": "夏季简报"}, "夏季简报"
        ),
        **{verb: Case(*one) for verb, one in going(stage).items()},
    }  # fmt: skip


def address(verb: str, case: Case) -> str:
    return f"/do/{verb}/?about={case.about}" if case.about else f"/do/{verb}/"


def post(client: Client, verb: str, case: Case, typed: dict[str, Any]) -> HttpResponse:
    answer = client.post(address(verb, case), typed)
    assert isinstance(answer, HttpResponse)
    return answer


def test_every_declared_act_has_its_case(cases: dict[str, Case]) -> None:
    assert sorted(cases) == sorted(FORMS)


@pytest.mark.parametrize("verb", sorted(FORMS))
def test_an_act_opens_for_its_role_and_for_nobody_else(verb: str, cases: dict[str, Case], sign_in: SignIn) -> None:
    case = cases[verb]
    opened = read(sign_in(case.login), address(verb, case))
    assert opened.count("<h1>") == 1
    for login in ("stranger", "leader"):
        assert sign_in(login).get(address(verb, case)).status_code == 404, login
        assert post(sign_in(login), verb, case, case.typed).status_code == 404, login
    assert Client().get(address(verb, case)).status_code == 302


@pytest.mark.parametrize("verb", sorted(FORMS))
def test_the_same_click_twice_is_one_act(verb: str, cases: dict[str, Case], sign_in: SignIn) -> None:
    case, client = cases[verb], sign_in(cases[verb].login)
    before = Entry.objects.count()
    first = post(client, verb, case, case.typed)
    assert first.status_code == 302, first.content.decode()
    after, changes = Entry.objects.count(), Change.objects.count()
    assert after == before + 1
    second = post(client, verb, case, case.typed)
    assert second.headers["Location"] == first.headers["Location"]
    assert (Entry.objects.count(), Change.objects.count()) == (after, changes)
    assert "办好了：" in read(client, first.headers["Location"].partition("#")[0])


@pytest.mark.parametrize(
    "verb",
    sorted(
        set(FORMS)
        - {
            "fair.bring_rest",
            "wage.confirm",
            "worker.consent_withdrawn",
            "worker.objection_ended",
            "link.give",
            "link.end",
        }
    ),
)  # which ask nothing
def test_a_refused_act_keeps_what_was_typed(verb: str, cases: dict[str, Case], sign_in: SignIn) -> None:
    case, client = cases[verb], sign_in(cases[verb].login)
    if verb == "bulletin.draft":  # its refusal is a name that is taken
        post(client, verb, case, case.typed)
    before = Entry.objects.count()
    answer = post(client, verb, case, case.typed | case.wrong)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "<title>错误：" in page
    assert 'id="problem"' in page
    assert case.kept in page
    assert Entry.objects.count() == before


def test_an_error_above_links_to_its_field(cases: dict[str, Case], sign_in: SignIn) -> None:
    case = cases["meeting.hold"]
    page = post(sign_in("yuanzhou"), "meeting.hold", case, case.typed | {"held_on": ""}).content.decode()
    assert 'href="#id_held_on"' in page
    assert 'id="id_held_on"' in page


def test_an_unknown_act_is_no_page(sign_in: SignIn) -> None:
    assert sign_in("mawei").get("/do/everything.delete/").status_code == 404


def test_choices_are_one_s_own(cases: dict[str, Case], sign_in: SignIn, stage: Stage) -> None:
    """The sending side brings no employers and prints no vouchers; the receiving side states nobody's status."""
    group = Delegation.objects.get().pk
    for verb, about in (("fair.bring", group), ("voucher.print", group), ("employer.grade", stage.firm.pk)):
        assert sign_in("yuanzhou").get(f"/do/{verb}/?about={about}").status_code == 404, verb
    assert sign_in("mawei").get(f"/do/worker.status/?about={stage.ma.pk}").status_code == 404
    assert sign_in("zhangyi").get(f"/do/worker.status/?about={stage.ma.pk}").status_code == 404


def test_a_button_stands_exactly_where_its_page_opens(cases: dict[str, Case], sign_in: SignIn, stage: Stage) -> None:
    firm = f"/employers/{stage.firm.pk}/"
    assert "/do/employer.survey/" in read(sign_in("mawei"), firm)
    assert "/do/employer.survey/" not in read(sign_in("yuanzhou"), firm)
    assert "/do/" not in read(sign_in("leader"), "/outreach/")
    meeting = Meeting.objects.get(title="会谈").pk
    assert "/do/meeting.attend_townships/" in read(sign_in("yuanzhou"), f"/outreach/{meeting}/")


def test_townships_are_ticked_and_the_absent_are_unticked(cases: dict[str, Case], sign_in: SignIn) -> None:
    case, client = cases["meeting.attend_townships"], sign_in("mawei")
    assert read(client, address("meeting.attend_townships", case)).count("checked") == 2
    post(client, "meeting.attend_townships", case, {"came": ["640402100"]})
    assert [row.code for row in Attendance.objects.filter(kind="township")] == ["640402100"]


def test_what_was_typed_is_what_is_stored(cases: dict[str, Case], sign_in: SignIn, stage: Stage) -> None:
    for verb in ("trip.record", "position.offer", "minutes.agree", "fair.bring"):
        post(sign_in(cases[verb].login), verb, cases[verb], cases[verb].typed)
    trip = Trip.objects.get(purpose="赴原州")
    assert f"{trip.set_out_at.astimezone(NOW.tzinfo):%Y-%m-%d %H:%M}" == "2018-03-02 16:10"
    job = Position.objects.get(title="缝纫工")
    assert (job.pay_min, job.pay_max, job.canteen, job.dormitory, job.insured) == (
        350_000,
        450_000,
        "halal",
        True,
        False,
    )
    assert AgreedItem.objects.get().due_on == TODAY
    assert not Booth.objects.get(employer=stage.firm).present


def test_the_rest_is_brought_in_one_act_and_represented(cases: dict[str, Case], sign_in: SignIn, stage: Stage) -> None:
    post(sign_in("mawei"), "fair.bring_rest", cases["fair.bring_rest"], {})
    assert {(booth.employer.name, booth.present) for booth in Booth.objects.select_related("employer")} == {
        (stage.firm.name, True),
        ("连江食品（示例）", False),
    }


def test_a_code_registered_elsewhere_is_taken(cases: dict[str, Case], sign_in: SignIn, stage: Stage) -> None:
    typed = cases["broker.register"].typed
    post(sign_in("yuanzhou"), "broker.register", cases["broker.register"], typed)
    Region.objects.filter(code="640402105").update(parent="350105")
    answer = sign_in("mawei").post("/do/broker.register/", typed | {"unit": "640402105"})
    assert answer.status_code == 422
    assert "已经登记在别的地区" in answer.content.decode()
