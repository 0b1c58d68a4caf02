"""What a page shows in sections is taken away as a file too, by those who read it."""

import io
import json

import pytest
from django.test import Client
from openpyxl import load_workbook

from shanhai.apps.accounts.models import User
from shanhai.apps.audit.models import Entry
from shanhai.demo.build import Summary

ROWS = {"outreach": 3, "agreements": 1, "papers": 3, "statistics": 7, "partners": 7, "bulletin": 2}


def client_of(login: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(login=login))
    return client


@pytest.mark.parametrize("name", ROWS)
def test_every_section_is_taken_as_json_csv_and_excel(world: Summary, name: str) -> None:
    client = client_of("yuanzhou")
    assert json.loads(client.get(f"/{name}.json").content)["count"] == ROWS[name]
    assert len(client.get(f"/{name}.csv").content.decode("utf-8-sig").strip().splitlines()) == ROWS[name] + 1
    sheet = load_workbook(io.BytesIO(client.get(f"/{name}.xlsx").content)).worksheets[0]
    assert sheet.max_row == ROWS[name] + 2  # the notice and the headings stand above
    assert Entry.objects.filter(action="export", facts__list=name, login="yuanzhou").count() == 3


@pytest.mark.parametrize("name", ROWS)
def test_a_stranger_takes_away_nothing(world: Summary, name: str) -> None:
    assert json.loads(client_of("stranger").get(f"/{name}.json").content)["count"] == 0
