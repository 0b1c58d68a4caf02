"""Asking, households, consents and rights on screen; who lives elsewhere is nobody's business."""

from datetime import date, timedelta
from urllib.parse import quote

from shanhai.apps.audit.models import Entry
from shanhai.apps.placements.actions import note_placement
from shanhai.apps.placements.facts import Spell
from shanhai.apps.workers import actions
from shanhai.apps.workers.models import Consent, Correction, Worker
from tests.cast import NOW, TODAY
from tests.rolls import send, villager
from tests.web.conftest import SignIn, Stage

CANARY = "金丝雀食堂"


def test_a_township_asks_on_one_short_page(sign_in: SignIn, stage: Stage) -> None:
    desk = sign_in("sanying")
    assert "最早哪天能走" in desk.get(f"/do/worker.wish/?about={stage.hai.pk}").content.decode()
    said = {"willing": "no", "ask_from": "2018-09-01", "stated_on": "2018-03-05", "needs": ["seated"]}
    assert desk.post(f"/do/worker.wish/?about={stage.hai.pk}", said).status_code == 302
    assert "海兰" in desk.get("/workers/?ask=rest").content.decode()
    assert "海兰" not in desk.get("/workers/?asked=no").content.decode()
    assert "海兰" not in desk.get("/workers/?ask=again").content.decode()


def test_a_canteen_wish_is_on_no_list_no_export_and_no_log_page(sign_in: SignIn, stage: Stage) -> None:
    desk = sign_in("yuanzhou")
    about = f"?about={stage.ma.pk}"
    assert desk.post(f"/do/worker.canteen/{about}", {"said": CANARY}).status_code == 422
    desk.post(f"/do/worker.consent/{about}", {"purpose": "canteen", "given_by": "self", "way": "spoken"})
    assert desk.post(f"/do/worker.canteen/{about}", {"said": CANARY}).status_code == 302
    number = Entry.objects.order_by("-number").values_list("number", flat=True)[0]
    pages = ("/workers/", "/workers.csv", "/workers.json", "/consents/", "/consents.json", "/audit/", f"/audit/{number}/", "/tasks/",
             f"/workers/{stage.ma.pk}/")  # fmt: skip
    assert [path for path in pages if CANARY in desk.get(path).content.decode()] == []
    assert "没有找到" in desk.get(f"/search/?q={quote(CANARY)}").content.decode()
    assert "安排食堂" not in desk.get("/consents/").content.decode()


def test_a_household_and_a_person_as_of_a_day(sign_in: SignIn, stage: Stage) -> None:
    desk = sign_in("sanying")
    home = stage.ma.household_id
    assert "建档立卡" in desk.get(f"/households/{home}/").content.decode()
    assert "建档立卡" not in desk.get(f"/households/{home}/?asof=2013-01-01").content.decode().split("户的状态")[1]
    assert "截至" in desk.get(f"/workers/{stage.ma.pk}/asof/?asof=2017-01-01").content.decode()
    for login in ("stranger", "mawei", "zhangyi"):
        assert sign_in(login).get(f"/households/{home}/").status_code == 404
        assert sign_in(login).get(f"/workers/{stage.ma.pk}/asof/").status_code == 404


def test_everything_held_is_handed_over_and_logged(sign_in: SignIn, stage: Stage) -> None:
    desk, path = sign_in("yuanzhou"), f"/workers/{stage.ma.pk}/held/"
    assert stage.ma.number() not in desk.get(path).content.decode()
    assert stage.ma.number() in desk.post(path, {"as": "page"}).content.decode()
    assert stage.ma.number() in desk.post(path, {"as": "json"}).content.decode()
    assert Entry.objects.filter(action="worker.hand_over").count() == 2
    for login in ("stranger", "mawei", "auditor", "city-guyuan"):
        assert sign_in(login).post(path, {"as": "json"}).status_code == 404


def test_what_other_ledgers_hold_is_handed_over_too(sign_in: SignIn, stage: Stage) -> None:
    spell = Spell(started_on=date(2017, 5, 2), way="own", work="插件工")
    note_placement(worker=stage.ma, employer=stage.firm, spell=spell, by=stage.cast.actor("yuanzhou"), at=NOW)
    told = sign_in("yuanzhou").post(f"/workers/{stage.ma.pk}/held/", {"as": "json"}).json()
    rows = {part["title"]: part["rows"] for part in told["parts"]}
    assert [(one["岗位"], one["从哪天起"], one["到哪天"]) for one in rows["在岗"]] == [("插件工", "2017-05-02", None)]
    assert [(one["岗位"], one["撤回"]) for one in rows["就业意向"]] == [("装配工", "没有撤回")]
    assert {"现场问过的", "交通补贴券", "电脑提过的建议"} <= rows.keys()


def test_a_correction_is_asked_due_and_answered(sign_in: SignIn, stage: Stage) -> None:
    desk = sign_in("sanying")
    asked = {"what": "phone", "says": "手机号换了", "asked_on": "2018-03-05"}
    assert desk.post(f"/do/correction.ask/?about={stage.ma.pk}", asked).status_code == 302
    row = Correction.objects.get()
    assert "答复更正：马志成" in desk.get("/tasks/").content.decode()
    answer = {"accepted": "yes", "reason": "已改成新号码"}
    assert desk.post(f"/do/correction.decide/?about={row.pk}", answer).status_code == 302
    assert "已改成新号码" in desk.get("/corrections/").content.decode()
    assert "手机号换了" not in sign_in("zhangyi").get("/corrections/").content.decode()


def test_a_consent_is_given_listed_and_withdrawn(sign_in: SignIn, stage: Stage) -> None:
    desk = sign_in("sanying")
    given = {"purpose": "contact", "given_by": "helper", "giver": "马大海", "way": "signed", "recipient": "350105"}
    assert desk.post(f"/do/worker.consent/?about={stage.hai.pk}", given).status_code == 302
    assert "马大海" in desk.get("/consents/").content.decode()
    row = Consent.objects.get(purpose="contact")
    assert desk.post(f"/do/worker.consent_withdrawn/?about={row.pk}", {}).status_code == 302
    assert "已撤回" in desk.get("/consents/?stands=no").content.decode()


def test_lists_stay_within_their_queries(sign_in: SignIn, stage: Stage, django_assert_max_num_queries: object) -> None:
    desk, by = sign_in("yuanzhou"), stage.cast.actor("yuanzhou")
    actions.ask_correction(worker=stage.ma, what="name", says="名字写错了", asked_on=TODAY, by=by, at=NOW)
    actions.state_ability(worker=stage.ma, kind="weak", since=date(2018, 1, 1), paper="", by=by, at=NOW)
    assert Worker.objects.get(pk=stage.ma.pk).ability == "weak"
    for path in ("/consents/", "/corrections/", f"/households/{stage.ma.household_id}/", f"/workers/{stage.ma.pk}/asof/"):  # fmt: skip
        with django_assert_max_num_queries(12):  # type: ignore[operator]
            desk.get(path)


def test_who_is_due_is_shown_and_reduced_by_the_county_office(sign_in: SignIn, stage: Stage) -> None:
    by = stage.cast.actor("yuanzhou")
    row = actions.ask_correction(worker=stage.li, what="erase", says="不想再留着", asked_on=TODAY, by=by, at=NOW)
    assert "没有人到期" in sign_in("yuanzhou").get("/retention/").content.decode()
    actions.decide_correction(correction=row, accepted=True, reason="照本人要求", by=by, at=NOW)
    desk = sign_in("yuanzhou")
    assert "李梅" in desk.get("/retention/").content.decode()
    assert "照本人要求删去" in desk.get("/tasks/").content.decode()
    assert desk.post("/retention/", {"person": [stage.hai.pk]}).status_code == 422
    assert desk.post("/retention/", {"person": [stage.li.pk]}).status_code == 302
    assert "李梅" not in desk.get("/workers/").content.decode()
    assert desk.get(f"/workers/{stage.li.pk}/").status_code == 200
    for login in ("sanying", "auditor", "city-guyuan"):
        assert sign_in(login).get("/retention/").status_code == 404
    assert "李梅" not in sign_in("mawei").get("/retention/").content.decode()


def test_workbooks_whose_time_is_over_are_emptied_from_the_page(sign_in: SignIn, stage: Stage) -> None:
    imported = send(stage.cast, [villager(7, number="1")], at=NOW - timedelta(days=95))
    desk = sign_in("yuanzhou")
    page = desk.get("/retention/").content.decode()
    assert "到期的 1 份导入表格" in page and "导入核对" in page
    assert "清掉到期的导入表格" in desk.get("/tasks/").content.decode()
    assert "到期的 0 份导入表格" in sign_in("mawei").get("/retention/").content.decode()
    assert desk.post("/retention/", {"do": "empty"}).status_code == 302
    assert "没有到期的表格" in desk.get("/retention/").content.decode()
    shown = desk.get(f"/imports/{imported.pk}/").content.decode()
    assert "留存到期" in shown and "只留下件数" in shown and desk.get(f"/imports/{imported.pk}/fix/").status_code == 200
