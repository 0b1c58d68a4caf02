"""Visits, positions and papers on screen: nothing typed is lost, nothing is sent twice, and what is hidden is hidden."""

import html
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from shanhai.apps.audit.models import Change, Entry
from shanhai.apps.employers.actions import enter, enter_arrears, plan_round, verify_position
from shanhai.apps.employers.facts import Firm
from shanhai.apps.employers.models import Document, Employer, MinimumWage, Position, Survey, SurveyRound
from shanhai.apps.imports.facts import tally
from shanhai.core.identifiers.credit import CreditCode, compose
from tests.cast import NOW, TODAY
from tests.rolls import send
from tests.web.conftest import SignIn, Stage
from tests.web.test_workers import read

PNG = b"\x89PNG\r\n\x1a\n a paper"


@pytest.fixture
def planned(stage: Stage) -> SurveyRound:
    return plan_round(
        region=stage.cast.mawei, title="三月回访", starts_on=TODAY, ends_on=TODAY, employers=[stage.firm],
        by=stage.cast.actor("mawei"), at=NOW,
    )  # fmt: skip


def typed(stage: Stage, **more: str) -> dict[str, str]:
    key = stage.job.pk
    return {
        "round": "三月回访", "on": "2018.3.5", "operations": "订单足，缺两个人", "headcount": "\uff18\uff11\uff10", f"open_{key}": "yes",
        f"seats_{key}": "12", f"low_{key}": "3,600", f"high_{key}": "4600元", "other_jobs": "叉车工", "insured": "yes", "dormitory": "yes",
        "canteen": "halal", "couples_room": "no", "contact": "林经理", "contact_phone": "19900008001", "willing": "yes", **more,
    }  # fmt: skip


def address(stage: Stage) -> str:
    return f"/employers/{stage.firm.pk}/visit/"


def test_a_visit_is_looked_at_once_more_and_then_kept(stage: Stage, planned: SurveyRound, sign_in: SignIn) -> None:
    client = sign_in("mawei")
    assert "生产经营怎么样" in read(client, f"{address(stage)}?round={planned.pk}")
    before = Entry.objects.count()
    looked = client.post(address(stage), typed(stage) | {"verb": "check"}).content.decode()
    assert Entry.objects.count() == before and not Survey.objects.filter(round="三月回访").exists()
    for said in (
        "用工人数：— → 810",
        "招 30 → 12 人",
        "月薪 3,500–4,500 → 3,600–4,600 元",
        "宿舍 → 有",
        "食堂 → 清真食堂",
        "叉车工",
    ):
        assert said in looked, said
    assert "每月 3,600 到 4,600 元" in looked and 'role="status"' not in looked
    carried = {name: html.unescape(value) for name, value in re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', looked)}  # fmt: skip
    kept = {name: value for name, value in carried.items() if name in typed(stage)}
    assert kept == typed(stage)
    edited = client.post(address(stage), kept | {"verb": "edit"}).content.decode()
    assert "订单足，缺两个人" in edited and "还不会记下" in edited
    assert client.post(address(stage), kept | {"verb": "send"}).status_code == 302
    row = Survey.objects.get(round="三月回访")
    assert (row.outcome, row.answers["headcount"], row.answers["other_jobs"], row.contact) == (
        "visited",
        810,
        "叉车工",
        "林经理",
    )
    after, changes = Entry.objects.count(), Change.objects.count()
    assert after == before + 1
    assert client.post(address(stage), kept | {"verb": "send"}).status_code == 302
    assert (Entry.objects.count(), Change.objects.count()) == (after, changes)
    page = read(client, f"/employers/{stage.firm.pk}/")
    assert "看当天的回答" in page and "装配工 招 12 人" in page and "走访记下了" in page


def test_a_position_that_was_closed_by_a_visit_is_asked_once(
    stage: Stage, planned: SurveyRound, sign_in: SignIn
) -> None:
    client, gone = sign_in("mawei"), typed(stage, **{f"open_{stage.job.pk}": "no"}) | {"verb": "send"}
    assert client.post(address(stage), gone).status_code == 302
    assert Position.objects.get().closed_on == TODAY
    entries = Entry.objects.count()
    assert client.post(address(stage), gone).status_code == 302
    assert Entry.objects.count() == entries
    assert f"open_{stage.job.pk}" not in read(client, address(stage))


@pytest.mark.parametrize(
    ("wrong", "shown"),
    [
        ({"headcount": "很多"}, "很多"),
        ({"willing": ""}, "订单足，缺两个人"),
        ({"contact_phone": "问前台"}, "问前台"),
        ({"on": "后天"}, "后天"),
        ({"low": "1,600"}, "低于当地最低工资"),
        ({"high": "3,000"}, "”的最高月薪比最低月薪还低"),
        ({"seats": ""}, "”还在招，请填上这一项"),
    ],
)  # fmt: skip
def test_a_mistake_loses_nothing_that_was_typed(
    stage: Stage, planned: SurveyRound, sign_in: SignIn, wrong: dict[str, str], shown: str
) -> None:
    keys = {name if name in typed(stage) else f"{name}_{stage.job.pk}": value for name, value in wrong.items()}
    before = Entry.objects.count()
    for verb in ("check", "send"):
        answer = sign_in("mawei").post(address(stage), typed(stage) | keys | {"verb": verb})
        page = answer.content.decode()
        assert answer.status_code == 422 and shown in page and "林经理" in page and "叉车工" in page
    assert Entry.objects.count() == before


def test_who_was_not_met_counts_in_the_round(stage: Stage, planned: SurveyRound, sign_in: SignIn) -> None:
    client, by = sign_in("mawei"), stage.cast.actor("mawei")
    others = [enter(firm=Firm(code=CreditCode.parse(compose("350105", n)), name=f"厂{n}（示例）"), region=stage.cast.mawei, by=by, at=NOW) for n in (2, 3, 4)]  # fmt: skip
    plan_round(
        region=stage.cast.mawei, title="三月回访", starts_on=TODAY, ends_on=TODAY, employers=others, by=by, at=NOW
    )
    for employer, verb in zip(others, ("refused", "not_reached"), strict=False):
        told = {"verb": verb, "round": "三月回访", "found": "门卫不让进"}
        assert client.post(f"/employers/{employer.pk}/visit/", told).status_code == 302
    client.post(address(stage), typed(stage) | {"verb": "send"})
    page = read(client, f"/visits/{planned.pk}/")
    assert "走访率 25.0%：名单 4 家，走访到 1 家" in page
    assert [one["count"] for one in _facet(client, planned)] == [1, 1, 1, 1]
    assert "厂4（示例）" in read(client, f"/visits/{planned.pk}/?outcome=todo")
    assert client.get(f"/visits/{planned.pk}.csv").content.decode("utf-8-sig").count("\n") == 5
    assert "25.0%" in read(client, "/visits/") and "走访：三月回访" in read(client, "/tasks/")


def _facet(client: Client, planned: SurveyRound) -> list[dict[str, int]]:
    shown = client.get(f"/visits/{planned.pk}/").context["list"].facets()[0]["choices"]
    return [{"count": choice.count} for choice in shown]


def test_nobody_who_visits_is_named_counted_or_ranked(stage: Stage, planned: SurveyRound, sign_in: SignIn) -> None:
    client = sign_in("mawei")
    client.post(address(stage), typed(stage) | {"verb": "send"})
    shown = read(client, f"/visits/{planned.pk}/") + read(client, "/visits/")
    assert "mawei" not in re.sub(r"<header.*?</header>", "", shown, flags=re.DOTALL)


@pytest.mark.parametrize("login", ["stranger", "yuanzhou", "leader", "hr", "booth", "auditor"])
def test_a_stranger_neither_visits_nor_files_nor_opens_papers(
    stage: Stage, planned: SurveyRound, sign_in: SignIn, login: str
) -> None:
    sign_in("mawei").post(f"/employers/{stage.firm.pk}/papers/", {"kind": "licence", "file": SimpleUploadedFile("a.png", PNG)})  # fmt: skip
    client, before = sign_in(login), Entry.objects.count()
    for url in (address(stage), f"/employers/{stage.firm.pk}/papers/"):
        assert client.get(url).status_code == client.post(url, typed(stage) | {"verb": "send"}).status_code == 404
    if login != "auditor":
        assert client.get(f"/employers/{stage.firm.pk}/papers/{Document.objects.get().pk}/").status_code == 404
        assert client.get(f"/visits/{planned.pk}/").status_code == 404
        assert "欠薪示例" not in client.get("/arrears/").content.decode()
    assert Entry.objects.count() == before


def test_a_paper_is_filed_opened_and_both_are_in_the_log(stage: Stage, sign_in: SignIn) -> None:
    client, place = sign_in("mawei"), f"/employers/{stage.firm.pk}/papers/"
    assert "5 MB" in read(client, place)
    bad = client.post(
        place, {"kind": "licence", "title": "营业执照", "number": "X-1", "file": SimpleUploadedFile("执照.pdf", b"MZ")}
    )
    assert bad.status_code == 422 and "只收 PDF、JPEG 和 PNG" in bad.content.decode() and "X-1" in bad.content.decode()
    told = {"kind": "licence", "valid_until": "2018-03-01"}
    assert client.post(place, told | {"file": SimpleUploadedFile("执照.png", PNG)}).status_code == 302
    row = Document.objects.get()
    assert "已过期" in read(client, f"/employers/{stage.firm.pk}/")
    opened = client.get(f"{place}{row.pk}/")
    assert opened.content == PNG and opened.headers["Content-Type"] == "image/png"
    assert "no-store" in opened.headers["Cache-Control"] and "attachment" in opened.headers["Content-Disposition"]
    assert Entry.objects.filter(action="document.read", about_key=row.pk, login="mawei").count() == 1
    assert "营业执照" not in read(sign_in("yuanzhou"), f"/employers/{stage.firm.pk}/")


def test_a_position_nobody_verified_is_hidden_from_others_until_somebody_does(stage: Stage, sign_in: SignIn) -> None:
    place = f"/positions/{stage.job.pk}/"
    Position.objects.filter(pk=stage.job.pk).update(verified_on=TODAY - timedelta(days=91))
    stage.job.offers.all().delete()
    stage.job.intents.all().delete()
    for login in ("yuanzhou", "sanying", "city-guyuan"):
        assert sign_in(login).get(place).status_code == 404, login
        assert "装配工" not in read(sign_in(login), "/positions/")
        assert place not in read(sign_in(login), f"/employers/{stage.firm.pk}/")
    assert Client().get(f"/jobs/{stage.job.pk}/").status_code == 404
    assert "已对外隐藏" in read(sign_in("mawei"), place)
    assert "核实或关闭已对外隐藏的岗位" in read(sign_in("mawei"), "/tasks/")
    stage.job.refresh_from_db()
    verify_position(position=stage.job, by=stage.cast.actor("mawei"), at=NOW)
    assert (
        sign_in("yuanzhou").get(place).status_code == 200 and Client().get(f"/jobs/{stage.job.pk}/").status_code == 200
    )


def test_the_employer_reads_when_its_position_will_be_hidden(stage: Stage, sign_in: SignIn) -> None:
    stage.cast.join("hr", stage.firm.credit_code)
    Position.objects.filter(pk=stage.job.pk).update(verified_on=TODAY - timedelta(days=61))
    page = read(sign_in("hr"), f"/positions/{stage.job.pk}/")
    assert "到 2018 年 4 月 4 日还没有核实，就不再对外显示" in page and "请告诉人社部门" in page
    assert "还剩 29 天" in read(sign_in("mawei"), "/tasks/")


def test_a_position_is_closed_and_opened_again_on_its_page(stage: Stage, sign_in: SignIn) -> None:
    client, place = sign_in("mawei"), f"/positions/{stage.job.pk}/"
    for verb, action, closed in (("close", "position.close", TODAY), ("reopen", "position.reopen", None)):
        assert client.post(place, {"verb": verb}).status_code == 302
        assert Position.objects.get().closed_on == closed and Entry.objects.filter(action=action).count() == 1


def test_what_stands_and_no_longer_fits_the_law_is_said_on_the_page(stage: Stage, sign_in: SignIn) -> None:
    Position.objects.filter(pk=stage.job.pk).update(pay_min=100_000, requirements="限男性")
    page = read(sign_in("mawei"), f"/positions/{stage.job.pk}/")
    assert "低于当地最低工资每月 1650 元" in page and "招聘信息不能写的条件：男性" in page
    assert "低于当地最低工资" not in read(sign_in("yuanzhou"), f"/positions/{stage.job.pk}/")


def test_an_employer_on_the_arrears_list_says_so(stage: Stage, sign_in: SignIn) -> None:
    code = CreditCode.parse(stage.firm.credit_code)
    enter_arrears(region=stage.cast.mawei, code=code, name="欠薪示例", source="示例名单", listed_on=TODAY, by=stage.cast.actor("mawei"), at=NOW)  # fmt: skip
    for login in ("mawei", "yuanzhou"):
        assert "在欠薪失信名单上" in read(sign_in(login), f"/employers/{stage.firm.pk}/")
    assert "记移出" in read(sign_in("mawei"), "/arrears/") and "记移出" not in read(sign_in("auditor"), "/arrears/")
    assert "海岸电池" in read(sign_in("mawei"), "/employers/?owes=yes")
    assert "装配工" not in Client().get("/jobs/").content.decode()


def test_wages_show_what_is_in_force_and_what_waits(stage: Stage, sign_in: SignIn) -> None:
    client = sign_in("mawei")
    assert "示例数值，未经核对" in read(client, "/wages/")
    client.post("/do/wage.propose/", {"since": "2018-01-01", "monthly": "1,700", "source": "某文件"})
    page = read(client, "/wages/")
    assert "等第二个人确认" in page and "要另一位同事来" in page and "/do/wage.confirm/" not in page
    own = client.post(f"/do/wage.confirm/?about={MinimumWage.objects.get().pk}", {})
    assert own.status_code == 422 and "提出的人不能自己确认" in own.content.decode()


@pytest.mark.parametrize("kind", ["employers", "positions"])
def test_the_sheet_that_is_given_out_comes_back_unchanged(stage: Stage, sign_in: SignIn, kind: str) -> None:
    Position.objects.update(
        overtime_hours=40, overtime_note="综合计算工时（示例）", contract="fixed", relation="labour", dispatcher="派遣（示例）",
        dispatcher_code=compose("350105", 50), limits="minor_barred", age_min=18, occupation="6-25-04-07", requirements="年满18周岁",
    )  # fmt: skip
    given = sign_in("mawei").get(f"/{kind}/sheet.xlsx")
    assert given.status_code == 200 and Entry.objects.filter(action="export", facts__list=f"{kind}-sheet").count() == 1
    assert sign_in("yuanzhou").get("/positions/sheet.xlsx").status_code == 200, "an office gets its own, which is none"
    back = send(stage.cast, kind=kind, content=given.content)
    counted = tally(back)
    assert (counted["rows"], counted["unchanged"]) == (Employer.objects.count() if kind == "employers" else 1,) * 2
