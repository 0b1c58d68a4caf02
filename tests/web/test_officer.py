"""The officers' other pages: tasks, employers, positions, the log."""

import pytest
from django.test import Client

from shanhai.apps.accounts.models import User
from shanhai.apps.audit.models import Entry
from shanhai.apps.employers.models import Position
from shanhai.apps.fairs.actions import word_answer
from shanhai.apps.outreach.actions import agree_item, draw_up_minutes, meet
from tests.cast import NOW, TODAY
from tests.web.conftest import SignIn, Stage
from tests.web.test_workers import read


@pytest.fixture
def talks(stage: Stage) -> None:
    mawei = stage.cast.actor("mawei")
    meeting = meet(
        pairing=stage.cast.pairing,
        kind="talks",
        title="会谈",
        host="原州区",
        place="原州",
        held_on=TODAY,
        by=mawei,
        at=NOW,
    )
    minutes = draw_up_minutes(meeting=meeting, title="会谈纪要", by=mawei, at=NOW)
    agree_item(
        minutes=minutes, field="技能培训", text="合办培训", sending_person="李晓雯", receiving_person="陈敏",
        due_on=TODAY.replace(day=7), by=mawei, at=NOW,
    )  # fmt: skip
    word_answer(pairing=stage.cast.pairing, topic="食宿", question="有清真食堂吗", answer="有", by=mawei, at=NOW)


def test_tasks_say_what_is_due_and_whose(sign_in: SignIn, talks: None) -> None:
    ours = read(sign_in("yuanzhou"), "/tasks/")
    assert "落实纪要：技能培训" in ours
    assert "还剩 2 天" in ours
    assert "我方负责：李晓雯" in ours
    assert "看对方拟的答疑口径" in ours
    theirs = read(sign_in("mawei"), "/tasks/")
    assert "我方负责：陈敏" in theirs
    assert "看对方拟的答疑口径" not in theirs  # they proposed it
    assert "落实纪要" not in read(sign_in("stranger"), "/tasks/")


@pytest.mark.parametrize("login", ["yuanzhou", "mawei"])
def test_every_bar_of_a_funnel_counts_what_its_list_shows(sign_in: SignIn, login: str) -> None:
    client = sign_in(login)
    context = client.get("/tasks/").context
    drawn = context["roll_funnel"] or context["base_funnel"]
    assert [bar.stage.value for bar in drawn.bars]
    for bar in drawn.bars:
        assert client.get(bar.stage.url).context["list"].total == bar.stage.value, bar.stage.url


def test_nobody_undoes_what_another_did(sign_in: SignIn, stage: Stage) -> None:
    entry = Entry.objects.filter(login="yuanzhou", action="worker.enrol").get()
    assert sign_in("mawei").post(f"/tasks/undo/{entry.number}/").status_code == 404


def test_contacts_of_an_employer_stay_on_its_side(sign_in: SignIn, stage: Stage) -> None:
    assert "0591-0000000" in read(sign_in("mawei"), f"/employers/{stage.firm.pk}/")
    assert "0591-0000000" not in read(sign_in("yuanzhou"), f"/employers/{stage.firm.pk}/")
    assert sign_in("stranger").get(f"/employers/{stage.firm.pk}/").status_code == 404


def test_a_position_is_closed_and_opened_by_its_own_side_only(sign_in: SignIn, stage: Stage) -> None:
    path = f"/positions/{stage.job.pk}/"
    assert sign_in("yuanzhou").post(path, {"verb": "close"}).status_code == 403
    assert Position.objects.get().closed_on is None
    assert sign_in("mawei").post(path, {"verb": "close"}).status_code == 302
    assert Position.objects.get().closed_on == TODAY
    sign_in("mawei").post(path, {"verb": "reopen"})
    assert Position.objects.get().closed_on is None
    assert "马*成" in read(sign_in("mawei"), path)


def test_the_log_is_read_by_its_own_office_and_verified(sign_in: SignIn, stage: Stage) -> None:
    client = sign_in("yuanzhou")
    page = read(client, "/audit/")
    assert "录入名册" in page
    assert "录入企业" not in page  # Mawei's act
    assert "全部对得上" in client.post("/audit/").content.decode()
    enrol = Entry.objects.get(action="worker.enrol")
    detail = read(client, f"/audit/{enrol.number}/")
    assert enrol.digest in detail
    assert sign_in("mawei").get(f"/audit/{enrol.number}/").status_code == 404
    assert sign_in("sanying").get("/audit/").status_code == 404


def test_a_private_value_is_never_shown_in_the_log(sign_in: SignIn, stage: Stage) -> None:
    for entry in Entry.objects.filter(region="640402"):
        page = read(sign_in("yuanzhou"), f"/audit/{entry.number}/")
        assert bytes(stage.ma.number_sealed).hex() not in page


@pytest.mark.parametrize("path", ["/tasks/", "/workers/", "/employers/", "/positions/", "/audit/", "/search/?q=m"])
def test_a_page_is_small_and_needs_no_other_host(sign_in: SignIn, path: str) -> None:
    page = read(sign_in("yuanzhou"), path)
    assert len(page.encode()) < 100_000
    assert "//" not in page.replace("http://www.w3.org", "").replace("<!--", "")
    assert "style=" not in page
    assert "<script" not in page


@pytest.mark.parametrize(("path", "most"), [("/tasks/", 41), ("/employers/", 10), ("/positions/", 10), ("/audit/", 12)])
def test_pages_stay_within_their_queries(
    sign_in: SignIn, path: str, most: int, django_assert_max_num_queries: object
) -> None:
    client = sign_in("mawei")
    with django_assert_max_num_queries(most):  # type: ignore[operator]
        client.get(path)


def test_the_day_is_the_demo_worlds_own(sign_in: SignIn) -> None:
    page = read(sign_in("mawei"), "/tasks/")
    assert "演示环境：今天是 2018 年 3 月 5 日" in page
    assert "数据截至 <time>2018-03-05" in page


def test_only_the_choice_made_here_changes_the_language(sign_in: SignIn) -> None:
    client = sign_in("mawei")
    assert 'lang="zh-Hans"' in client.get("/tasks/", headers={"accept-language": "en"}).content.decode()
    client.post("/language/", {"language": "zh-hant", "next": "/tasks/"})
    page = read(client, "/tasks/")
    assert 'lang="zh-Hant"' in page
    assert "今天要辦的事" in page
    client.post("/language/", {"language": "en", "next": "/tasks/"})
    assert "To do today" in read(client, "/tasks/")
    assert "今天要办的事" in read(client, "/tasks/?lang=zh-hans")


def test_an_unknown_address_is_a_plain_404(stage: Stage, client: Client) -> None:
    assert "没有这一页" in read(client, "/nothing/", 404)


def test_a_leader_of_the_home_side_reads_masked_names_and_no_links_to_people(sign_in: SignIn, stage: Stage) -> None:
    User.objects.filter(login="leader").update(region=stage.cast.yuanzhou)
    stage.cast.users["leader"].refresh_from_db()
    for login, whole in (("leader", False), ("yuanzhou", True)):
        shown = read(sign_in(login), f"/positions/{stage.job.pk}/")
        assert ("马志成" in shown, f"/workers/{stage.ma.pk}/" in shown) == (whole, whole)
        assert "马*成" in shown or whole
