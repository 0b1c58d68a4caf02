"""The roll: who sees whom, and how much of them."""

import json
from urllib.parse import quote

import pytest
from django.test import Client

from shanhai.apps.audit.models import Entry
from shanhai.apps.workers.models import Wish
from tests.web.conftest import SignIn, Stage


def read(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status
    return answer.content.decode()


def test_the_sending_side_reads_its_people_whole(sign_in: SignIn) -> None:
    page = read(sign_in("yuanzhou"), "/workers/")
    assert "马志成" in page
    assert "李梅" in page
    assert "共 3 条" in page


def test_the_receiving_side_reads_only_who_agreed_and_masked(sign_in: SignIn, stage: Stage) -> None:
    page = read(sign_in("mawei"), "/workers/")
    assert "马*成" in page
    assert "共 1 条" in page
    person = read(sign_in("mawei"), f"/workers/{stage.ma.pk}/")
    assert "马志成" not in person
    assert "建档立卡" not in person  # the household is no business of the other side
    assert "H0001" not in person


@pytest.mark.parametrize("login", ["stranger", "mawei"])
def test_a_stranger_may_not(sign_in: SignIn, stage: Stage, login: str) -> None:
    assert sign_in(login).get(f"/workers/{stage.li.pk}/").status_code == 404


def test_a_role_without_the_power_finds_no_such_page(sign_in: SignIn) -> None:
    assert sign_in("booth").get("/workers/").status_code == 404
    assert "/workers/" not in read(sign_in("booth"), "/tasks/")


def test_no_page_shows_a_whole_citizen_number(sign_in: SignIn, stage: Stage) -> None:
    number = stage.ma.number()
    for path in ("/workers/", f"/workers/{stage.ma.pk}/", "/workers.csv", "/workers.json", "/search/?q=" + number[-4:]):
        assert number not in read(sign_in("yuanzhou"), path), path


def test_facets_count_what_a_click_would_show(sign_in: SignIn) -> None:
    page = read(sign_in("yuanzhou"), "/workers/?willing=no")
    assert "李梅" in page
    assert "马志成" not in page
    assert "愿意 <small>1</small>" in page
    assert "张易镇 <small>1</small>" in page
    assert "三营镇 <small>0</small>" in page


def test_search_knows_initials_and_the_last_four(sign_in: SignIn, stage: Stage) -> None:
    assert "共 1 条" in read(sign_in("yuanzhou"), "/workers/?q=mzc")
    assert "马志成" in read(sign_in("yuanzhou"), f"/search/?q={stage.ma.number()[-4:]}")
    assert "没有符合条件的记录" in read(sign_in("yuanzhou"), f"/workers/?q={quote('赵')}")


def test_a_list_stays_within_its_queries(sign_in: SignIn, django_assert_max_num_queries: object) -> None:
    client = sign_in("yuanzhou")
    with django_assert_max_num_queries(10):  # type: ignore[operator]
        client.get("/workers/?willing=yes&sort=-age")


def test_an_export_has_every_row_and_leaves_a_trace(sign_in: SignIn) -> None:
    found = json.loads(read(sign_in("yuanzhou"), "/workers.json?willing=yes"))
    assert found["count"] == 1
    assert found["rows"][0]["name"] == "马志成"
    entry = Entry.objects.filter(action="export").get()
    assert entry.facts == {"list": "workers", "format": "json", "count": 1, "asked": "willing=yes"}
    book = sign_in("yuanzhou").get("/workers.xlsx")
    assert book.content.startswith(b"PK")


def test_a_number_is_shown_once_for_a_stated_purpose(sign_in: SignIn, stage: Stage) -> None:
    client = sign_in("yuanzhou")
    refused = client.post(f"/workers/{stage.ma.pk}/reveal/", {"purpose": "看"})
    assert refused.status_code == 422
    assert stage.ma.number() not in refused.content.decode()
    assert 'value="看"' in refused.content.decode()
    shown = client.post(f"/workers/{stage.ma.pk}/reveal/", {"purpose": "办理社保核对"})
    assert stage.ma.number() in shown.content.decode()
    assert shown.headers["Cache-Control"] == "no-store"
    assert Entry.objects.filter(action="worker.reveal").get().facts == {"purpose": "办理社保核对"}
    assert stage.ma.number() not in read(client, f"/workers/{stage.ma.pk}/")


def test_the_other_side_may_not_reveal(sign_in: SignIn, stage: Stage) -> None:
    answer = sign_in("mawei").post(f"/workers/{stage.ma.pk}/reveal/", {"purpose": "办理社保核对"})
    assert answer.status_code == 403
    assert stage.ma.number() not in answer.content.decode()


def test_a_wish_is_recorded_and_can_be_undone_today(sign_in: SignIn, stage: Stage) -> None:
    client = sign_in("sanying")
    stated = {"willing": "yes", "work": "电焊", "lowest_pay": "4000元", "stated_on": "2018.3.5"}
    assert client.post(f"/workers/{stage.hai.pk}/", stated).status_code == 302
    assert Wish.objects.get(worker=stage.hai).lowest_pay == 400_000
    assert "已记下意愿" in read(client, f"/workers/{stage.hai.pk}/")
    entry = Entry.objects.get(action="worker.wish")
    assert client.post(f"/tasks/undo/{entry.number}/").status_code == 302
    assert not Wish.objects.filter(worker=stage.hai).exists()
    assert client.post(f"/tasks/undo/{entry.number}/").status_code == 409  # it was undone already


def test_what_was_typed_wrong_is_kept_and_explained(sign_in: SignIn, stage: Stage) -> None:
    answer = sign_in("yuanzhou").post(
        f"/workers/{stage.hai.pk}/", {"willing": "yes", "lowest_pay": "1万", "stated_on": "昨天"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "请把金额写成元" in page
    assert 'value="1万"' in page
    assert not Wish.objects.filter(worker=stage.hai).exists()


def test_a_township_reads_only_its_own(sign_in: SignIn, stage: Stage) -> None:
    page = read(sign_in("sanying"), "/workers/")
    assert "马志成" in page
    assert "李梅" not in page
    assert sign_in("sanying").get(f"/workers/{stage.li.pk}/").status_code == 404
