"""What anybody reads: news with its makers, cities and corrections; and links that open for whoever is shown them."""

import re

import pytest
from django.test import Client

from shanhai.apps.accounts.models import User
from shanhai.demo.build import Summary


def read(url: str) -> str:
    answer = Client().get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_story_names_source_author_editor_and_the_ten_places_of_the_report(world: Summary) -> None:
    page = read("/news/2018-spring/")
    assert all(word in page for word in ("来源：", "作者：", "责任编辑：", "2018-03-09 10:47"))
    assert [
        city
        for city in ["福州", "厦门", "泉州", "漳州", "三明", "龙岩", "南平", "莆田", "宁德", "平潭"]
        if f">{city}</a>" not in page
    ] == []


@pytest.mark.parametrize(("city", "there"), [("350100", True), ("350200", False), ("350128", False), ("nowhere", True)])
def test_a_city_shows_its_own(world: Summary, city: str, there: bool) -> None:
    assert ("/news/2018-spring/" in read(f"/news/?city={city}")) is there


def test_an_unpublished_bulletin_is_no_news(world: Summary) -> None:
    assert Client().get("/news/2019-summer/").status_code == 404


SEATS = ["village", "hr", "booth", "station", "agency", "sysadmin", "stranger", "leader", "finance-mawei"]


@pytest.mark.parametrize("login", SEATS)
def test_the_report_offers_no_link_that_the_seat_cannot_open(world: Summary, login: str) -> None:
    client = Client()
    client.force_login(User.objects.get(login=login))
    links = set(re.findall(r'<td><a href="([^"]+)"', client.get("/article/").content.decode()))
    assert [link for link in links if client.get(link).status_code != 200] == []


@pytest.mark.parametrize("login", [*SEATS, "mawei", "yuanzhou"])
def test_the_task_page_of_every_seat_leads_somewhere(world: Summary, login: str) -> None:
    client = Client()
    client.force_login(User.objects.get(login=login))
    main = client.get("/tasks/").content.decode().split('id="main"')[1].split("<footer")[0]
    links = set(re.findall(r'<a [^>]*href="(/[^"#?]*)', main))
    assert links and [link for link in links if client.get(link).status_code != 200] == []
