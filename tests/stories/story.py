"""What the chapters share: who is there, which pages they have open, the calendar, and how a number is looked up from outside."""

import json
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from shanhai.apps.accounts.actions import found_demo
from shanhai.cli.main import main
from tests.stories.bureau import Person

REPORTED = {
    "resident_population": 440_000, "poor_population": 29_000, "poverty_rate": 10.2, "surplus_labour": 164_000,
    "wage_income": 128_400_000_000, "wage_share": 46, "pairing_start_year": 2016, "agreement_year": 2017, "consensus_fields": 4,
    "policy_papers": 2, "subsidy_areas": 7, "distance_km": 2000, "programme_years": 20, "employers_present": 5,
    "employers_offering": 60, "positions_offered": 2986, "leaflets": 512, "enquiries": 297, "vouchers_printed": 500,
    "intents_on_site": 53, "townships_briefed": 14, "agencies_briefed": 6,
}  # fmt: skip


@dataclass
class Story:
    """What a chapter leaves for the next: addresses that its people have open."""

    folder: Path
    capsys: pytest.CaptureFixture[str]
    fair: str = ""
    pages: dict[str, str] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)

    def __getitem__(self, login: str) -> Person:
        if login not in self.people:
            self.people[login] = Person(login)
        return self.people[login]

    def command(self, *words: str, code: int = 0) -> Any:
        """Run `shanhai … --json` and answer what it printed."""
        self.capsys.readouterr()
        assert main([*words, "--json"]) == code, self.capsys.readouterr()
        return json.loads(self.capsys.readouterr().out)


def today(day: str) -> None:
    """Tear a leaf off the calendar."""
    found_demo(today=date.fromisoformat(day), scale="small")


def figure(story: Story, id: str) -> Any:
    """One figure, as its page and the command say it: the same dictionary."""
    said = story["yuanzhou"].data(f"/figures/{id}.json")
    assert story.command("figure", id, "--rows", "--as", "yuanzhou") == said
    return said


def news(lang: str) -> str:
    """The news page as anybody reads it."""
    answer = Client().get(f"/news/2018-spring/?lang={lang}")
    assert answer.status_code == 200
    return answer.content.decode()
