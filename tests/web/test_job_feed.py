"""All public positions of the spring, as a page and as a feed."""

import json

from django.test import Client

from shanhai.apps.employers.models import Position
from shanhai.demo.build import Summary
from shanhai.demo.world import TODAY
from tests.web.job_posting import faults
from tests.web.test_public import read


def test_every_position_of_the_spring_is_valid_and_the_feed_has_them_all(world: Summary) -> None:
    answer = Client().get("/jobs.jsonld")
    assert answer.headers["Content-Type"] == "application/ld+json; charset=utf-8"
    feed = json.loads(answer.content)
    assert list(faults(feed, "DataFeed")) == []
    assert len(feed["dataFeedElement"]) == Position.objects.public(on=TODAY).count() == 150
    assert sum(one["item"]["totalJobOpenings"] for one in feed["dataFeedElement"]) == 2986


def test_the_feed_answers_the_same_question_as_the_page(world: Summary) -> None:
    whole = len(json.loads(read("/jobs.jsonld"))["dataFeedElement"])
    some = len(json.loads(read("/jobs.jsonld?eat=halal"))["dataFeedElement"])
    assert 0 < some < whole
    assert f"有清真食堂 <small>{some}</small>" in read("/jobs/")
    assert 'href="/jobs.jsonld?eat=halal"' in read("/jobs/?eat=halal")


def test_the_page_asks_little(world: Summary, django_assert_max_num_queries: object) -> None:
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        page = read("/jobs/?page=2")
    assert len(page.encode()) < 100 * 1024 and "1 / 5" not in page and "2 / 5" in page
