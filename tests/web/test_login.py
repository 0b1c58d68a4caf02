"""Coming in and going out."""

from urllib.parse import unquote

import pytest
from django.test import Client

from shanhai.apps.accounts.actions import hash_password
from shanhai.apps.accounts.models import Installation
from shanhai.apps.audit.actions import writing
from shanhai.apps.audit.models import Entry
from tests.cast import INSTALLER, NOW
from tests.web.conftest import SignIn, Stage


@pytest.fixture
def password(stage: Stage) -> str:
    with writing("account.open", by=INSTALLER, at=NOW) as pen:
        pen.change(stage.cast.users["yuanzhou"], password=hash_password("shanhai-demo"))
    return "shanhai-demo"


def test_a_page_asks_who_you_are_and_takes_you_there_afterwards(stage: Stage, password: str, client: Client) -> None:
    asked = client.get("/workers/?willing=yes")
    assert asked.status_code == 302
    assert unquote(asked.headers["Location"]) == "/login/?next=/workers/?willing=yes"
    login = {"login": "yuanzhou", "password": password, "next": "/workers/?willing=yes"}
    entered = client.post("/login/", login)
    assert entered.headers["Location"] == "/workers/?willing=yes"
    assert Entry.objects.order_by("-number").values_list("action", flat=True)[0] == "account.sign_in"


def test_a_wrong_password_says_so_and_keeps_the_name(stage: Stage, password: str, client: Client) -> None:
    answer = client.post("/login/", {"login": "yuanzhou", "password": "guess"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "登录名或密码不对" in page
    assert "<title>错误：" in page
    assert 'value="yuanzhou"' in page
    assert "guess" not in page


def test_nobody_is_sent_to_another_site(stage: Stage, password: str, client: Client) -> None:
    answer = client.post("/login/", {"login": "yuanzhou", "password": password, "next": "https://evil.example/"})
    assert answer.headers["Location"] == "/tasks/"


def test_a_demo_seat_is_one_click_away(stage: Stage, client: Client) -> None:
    assert client.post("/demo/login/", {"login": "mawei"}).headers["Location"] == "/tasks/"
    assert "劳动力" in client.get("/tasks/").content.decode()


def test_outside_the_demo_there_is_no_such_door(stage: Stage, client: Client) -> None:
    Installation.objects.update(demo=False)
    assert client.post("/demo/login/", {"login": "mawei"}).status_code == 404
    assert "/demo/login/" not in client.get("/login/").content.decode()


def test_logging_out_ends_it(sign_in: SignIn) -> None:
    client = sign_in("mawei")
    assert client.get("/logout/").status_code == 405
    client.post("/logout/")
    assert client.get("/tasks/").status_code == 302


@pytest.mark.django_db
def test_the_probes_answer_without_a_desk(client: Client) -> None:
    assert client.get("/healthz").content == b"ok"
    assert client.get("/readyz").status_code == 200
