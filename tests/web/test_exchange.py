"""One page both bureaus read: sent, received, answered, passed on to a township, told again when something changed."""

import json
import re
from datetime import timedelta

import pytest
from django.test import Client

from shanhai.apps.employers.actions import close_position
from shanhai.apps.exchange.models import Answer, Dispatch, Forward, Notice, Receipt
from shanhai.cli.main import main
from tests.cast import NOW, TODAY
from tests.web.conftest import SignIn, Stage

TITLE = "春节后第一批岗位"


def read(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, (path, answer.status_code)
    return answer.content.decode()


def send(client: Client, stage: Stage, **other: object) -> str:
    said = {
        "pairing": stage.cast.pairing.pk, "title": TITLE, "answer_by": (TODAY + timedelta(days=5)).isoformat(),
        "which": "chosen", "position": stage.job.pk,
    }  # fmt: skip
    answer = client.post("/exchange/send/", said | other)
    assert answer.status_code == 302, answer.content.decode()[:4000]
    return str(answer.headers["Location"])


@pytest.fixture
def address(sign_in: SignIn, stage: Stage) -> str:
    return send(sign_in("mawei"), stage)


def test_mawei_sends_and_yuanzhou_finds_it_on_its_task_list(sign_in: SignIn, stage: Stage, address: str) -> None:
    tasks = read(sign_in("yuanzhou"), "/tasks/")
    assert "签收马尾区发来的岗位" in tasks
    assert address in tasks
    assert "还剩 5 天" in tasks
    for login in ("mawei", "yuanzhou", "city-fuzhou"):
        page = read(sign_in(login), address)
        assert TITLE in page and "装配工" in page and "3,500–4,500" in page


def test_pressed_twice_it_is_sent_once(sign_in: SignIn, stage: Stage) -> None:
    client = sign_in("mawei")
    assert send(client, stage, which="all", position="") == send(client, stage, which="all", position="")
    assert Dispatch.objects.count() == 1
    assert "没有可以发的岗位" in read(client, "/exchange/send/")
    assert "装配工" in read(client, "/exchange/send/?only=all")


def test_what_to_fill_in_and_the_button_come_before_the_positions(sign_in: SignIn, stage: Stage) -> None:
    page = read(sign_in("mawei"), "/exchange/send/")
    assert page.index('name="title"') < page.index(">发出</button>") < page.index('name="position"')


def test_nothing_chosen_is_explained(sign_in: SignIn, stage: Stage) -> None:
    said = {"pairing": stage.cast.pairing.pk, "title": TITLE, "answer_by": "2018-03-09", "which": "chosen"}
    answer = sign_in("mawei").post("/exchange/send/", said)
    assert answer.status_code == 422
    assert "至少选一个岗位" in answer.content.decode()


def test_received_and_answered_with_the_time_it_took(sign_in: SignIn, stage: Stage, address: str) -> None:
    client = sign_in("yuanzhou")
    assert "已收到" in read(client, address)
    assert client.post(address, {"verb": "acknowledge"}).status_code == 302
    assert client.post(address, {"verb": "acknowledge"}).status_code == 302
    assert Receipt.objects.count() == 1
    assert "答复马尾区发来的岗位" in read(client, "/tasks/")
    said = {"verb": "answer", "may_come": "26", "text": "先转两个镇", "townships": ["640402100"]}
    assert client.post(address, said).status_code == 302
    page = read(sign_in("mawei"), address)
    assert "估计可能来 26 人" in page and "先转两个镇" in page and "三营镇" in page and "答复用时" in page
    assert "发来的岗位" not in read(client, "/tasks/").split("已办好")[0]
    assert "已答复" in read(sign_in("mawei"), "/exchange/?state=answered")


def test_what_was_typed_wrong_in_an_answer_is_kept(sign_in: SignIn, stage: Stage, address: str) -> None:
    answer = sign_in("yuanzhou").post(address, {"verb": "answer", "may_come": "很多", "text": "再问问"})
    assert answer.status_code == 422
    assert "再问问" in answer.content.decode() and not Answer.objects.exists()


def test_a_township_reads_what_reached_it(sign_in: SignIn, stage: Stage, address: str) -> None:
    assert sign_in("sanying").get(address).status_code == 404
    said = {"verb": "answer", "may_come": "26", "townships": ["640402100"]}
    sign_in("yuanzhou").post(address, said)
    assert "看县里转来的岗位" in read(sign_in("sanying"), "/tasks/")
    assert TITLE in read(sign_in("sanying"), "/exchange/")
    page = read(sign_in("sanying"), address)
    forward = Forward.objects.get()
    assert f'value="{forward.pk}"' in page
    assert sign_in("sanying").post(address, {"verb": "arrive", "forward": forward.pk}).status_code == 302
    assert Forward.objects.get().received_by == "sanying"
    assert "还没说收到" not in read(sign_in("mawei"), address)
    assert sign_in("zhangyi").get(address).status_code == 404


def test_a_change_is_shown_to_both_told_and_received_again(sign_in: SignIn, stage: Stage, address: str) -> None:
    sign_in("yuanzhou").post(address, {"verb": "answer", "may_come": "26"})
    close_position(position=stage.job, by=stage.cast.actor("mawei"), at=NOW)
    assert "告知对方岗位变动" in read(sign_in("mawei"), "/tasks/")
    assert "有 1 个岗位和发出时不一样了" in read(sign_in("yuanzhou"), address)
    assert 'value="tell"' not in read(sign_in("yuanzhou"), address)
    for _twice in range(2):
        assert sign_in("mawei").post(address, {"verb": "tell"}).status_code == 302
    assert Notice.objects.count() == 2
    assert "告知对方岗位变动" not in read(sign_in("mawei"), "/tasks/").split("已办好")[0]
    assert "签收马尾区告知的岗位变动" in read(sign_in("yuanzhou"), "/tasks/")
    page = read(sign_in("yuanzhou"), address)
    assert "告知 1 个岗位的变动" in page and "不招了" in page
    sign_in("yuanzhou").post(address, {"verb": "acknowledge"})
    assert Receipt.objects.count() == 2


def test_a_withdrawn_position_says_so(sign_in: SignIn, stage: Stage, address: str) -> None:
    client = sign_in("mawei")
    no_reason = client.post(address, {"verb": "withdraw", "position": stage.job.pk, "reason": ""})
    assert no_reason.status_code == 422
    assert client.post(address, {"verb": "withdraw", "position": stage.job.pk, "reason": "已招满"}).status_code == 302
    page = read(sign_in("yuanzhou"), address)
    assert "已撤回" in page and "已招满" in page
    assert client.post(address, {"verb": "withdraw", "position": "NONE", "reason": "x"}).status_code == 404


def test_the_list_stays_within_its_queries(
    sign_in: SignIn, address: str, django_assert_max_num_queries: object
) -> None:
    for login in ("yuanzhou", "mawei", "sanying"):
        client = sign_in(login)
        with django_assert_max_num_queries(12):  # type: ignore[operator]
            client.get("/exchange/?state=waiting")
    for login in ("yuanzhou", "mawei"):
        client = sign_in(login)
        with django_assert_max_num_queries(12):  # type: ignore[operator]
            assert client.get(address).status_code == 200


@pytest.mark.parametrize("login", ["yuanzhou", "leader", "city-fuzhou", "auditor"])
def test_who_reads_without_sending_may_not_send(sign_in: SignIn, stage: Stage, address: str, login: str) -> None:
    assert sign_in(login).post("/exchange/send/", {"title": "x", "position": stage.job.pk}).status_code == 404
    if login != "yuanzhou":
        for verb in ("acknowledge", "tell", "answer"):
            sent = sign_in(login).post(address, {"verb": verb, "may_come": "1"})
            assert sent.status_code == 403, verb


def test_a_stranger_may_not(sign_in: SignIn, stage: Stage, address: str) -> None:
    for login in ("stranger", "hr"):
        client = sign_in(login)
        assert client.get(address).status_code == 404
        assert client.post(address, {"verb": "acknowledge"}).status_code == 404
        assert client.get("/exchange/send/").status_code == 404
    assert TITLE not in read(sign_in("stranger"), "/exchange/")
    assert not re.search(r"exchange/\w{12}", read(sign_in("stranger"), "/tasks/"))
    assert Client().get(address).status_code == 302


def test_a_nightly_command_tells_what_changed_once(
    stage: Stage, address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    close_position(position=stage.job, by=stage.cast.actor("mawei"), at=NOW)
    answers = []
    for _twice in range(2):
        assert main(["tell-changes", "--as", "mawei", "--json"]) == 0
        answers.append(json.loads(capsys.readouterr().out)["told"])
    assert answers == [[{"dispatch": TITLE, "notice": 2, "positions": 1}], []]
    assert main(["tell-changes", "--as", "yuanzhou", "--json"]) == 0  # not its own to tell
    assert main(["tell-changes", "--json"]) == 1
    assert Notice.objects.count() == 2
