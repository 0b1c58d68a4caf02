"""News is read by anybody: with its makers, its cities, and its corrections."""

import pytest
from django.test import Client

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
    assert Client().get("/news/2019-spring/").status_code == 404
