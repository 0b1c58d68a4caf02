"""Positions as anybody reads them, and as machines do: valid JobPosting, nothing hidden, nothing private."""

import json
from datetime import timedelta
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client

from shanhai.apps.accounts.actions import found_demo
from shanhai.apps.audit.actions import writing
from shanhai.apps.employers.actions import close_position
from shanhai.apps.employers.models import Position
from tests.cast import INSTALLER, NOW, TODAY
from tests.web.conftest import Stage
from tests.web.job_posting import RECOMMENDED, faults


class Blocks(HTMLParser):
    """The data blocks of a page, as a browser delimits them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.inside, self.found = False, []  # type: ignore[var-annotated]
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside = tag == "script" and dict(attrs).get("type") == "application/ld+json"

    def handle_endtag(self, tag: str) -> None:
        self.inside = False

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.found.append(data)


def read(path: str) -> str:
    answer = Client().get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def change(position: Position, **values: object) -> None:
    with writing("test.change", by=INSTALLER, at=NOW) as pen:
        pen.change(position, **values)


def embedded(position: Position) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(Blocks(read(f"/jobs/{position.pk}/")).found[0])
    return found


def test_a_position_is_a_valid_posting(stage: Stage) -> None:
    said = embedded(stage.job)
    assert list(faults(said, "JobPosting")) == []
    assert said.keys() >= RECOMMENDED
    assert said["title"] == "装配工"
    assert said["baseSalary"]["value"] == {
        "@type": "QuantitativeValue", "minValue": 3500, "maxValue": 4500, "unitText": "MONTH",
    }  # fmt: skip
    assert said["totalJobOpenings"] == 30
    assert said["validThrough"] == "2018-06-03T23:59:59+08:00"  # 90 days after it was verified
    assert said["jobLocation"]["address"]["addressLocality"] == "福州市马尾区"
    assert said["url"] == f"http://testserver/jobs/{stage.job.pk}/"


def test_the_checker_notices_planted_faults(stage: Stage) -> None:
    said = embedded(stage.job)
    planted: list[dict[str, Any]] = [
        {key: value for key, value in said.items() if key != "jobLocation"},
        said | {"validThrough": "2018-01-01T00:00:00+08:00"},
        said | {"datePosted": "5 March"},
        said | {"employmentType": "full time"},
        said | {"hiringOrganization": "海岸电池"},
        said | {"salary": 3500},
        said | {"totalJobOpenings": "30"},
        said | {"baseSalary": said["baseSalary"] | {"currency": "yuan"}},
    ]
    assert all(list(faults(one, "JobPosting")) for one in planted)


def test_no_text_can_leave_its_block(stage: Stage) -> None:
    hostile = "</script><b>&\u2028"
    change(stage.job, title=hostile, requirements="<!--<script>")
    page = read(f"/jobs/{stage.job.pk}/")
    assert "<b>&" not in page
    said = embedded(stage.job)
    assert said["title"] == hostile
    assert "<b>" not in said["description"]


def test_a_dispatched_job_names_who_signs_and_where_one_works(stage: Stage) -> None:
    change(stage.job, dispatcher="山塬派遣（示例）", dispatcher_code="91350105MA00000000")
    said = embedded(stage.job)
    assert list(faults(said, "JobPosting")) == []
    assert said["hiringOrganization"]["name"] == "山塬派遣（示例）"
    assert said["employmentUnit"]["name"] == "海岸电池（示例）"


def test_nobody_is_named_and_no_telephone_is_told(stage: Stage) -> None:
    for path in ("/jobs/", f"/jobs/{stage.job.pk}/", "/jobs.jsonld"):
        assert "王经理" not in read(path) and "0591-0000000" not in read(path), path


def test_what_is_closed_or_not_verified_for_90_days_is_gone(stage: Stage) -> None:
    address = f"/jobs/{stage.job.pk}/"
    found_demo(today=TODAY + timedelta(days=91), scale="small")
    assert Client().get(address).status_code == 404
    assert json.loads(read("/jobs.jsonld"))["dataFeedElement"] == []
    found_demo(today=TODAY, scale="small")
    assert "装配工" in read("/jobs/")
    close_position(position=stage.job, by=stage.cast.actor("mawei"), at=NOW)
    assert Client().get(address).status_code == 404
    assert "装配工" not in read("/jobs/")


@pytest.mark.parametrize(
    ("asked", "there"),
    [("q=装配", True), ("q=海岸", True), ("q=焊", False), ("town=350105", True), ("pay=1", True), ("pay=3", False), ("live=dormitory", False), ("eat=any", False), ("town=nowhere", True)],
)  # fmt: skip
def test_a_facet_narrows(stage: Stage, asked: str, there: bool) -> None:
    assert (f"/jobs/{stage.job.pk}/" in read(f"/jobs/?{asked}")) is there
