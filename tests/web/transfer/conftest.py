"""The stage with people on their way: 马志成 from his intent, 李梅 and 海兰 without one; a coach of two seats for today."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest
from django.test import Client

from shanhai.apps.accounts.models import Installation
from shanhai.apps.fairs.models import Intent
from shanhai.apps.placements import actions as act
from shanhai.apps.placements.facts.journeys import Journey
from shanhai.apps.placements.models import Departure, Placement, Transfer
from shanhai.apps.workers.models import Worker
from shanhai.core.desk import Actor
from shanhai.core.money import Fen
from tests.cast import NOW, TODAY
from tests.web.conftest import SignIn, Stage


@dataclass
class Way:
    """What happens on the stage, and pages as somebody reads them."""

    stage: Stage
    sign_in: SignIn

    def actor(self, login: str) -> Actor:
        return self.stage.cast.actor(login)

    def letter(self, who: Worker, at: datetime = NOW) -> Transfer:
        intent = Intent.objects.filter(worker=who).first()
        return act.sign_letter(
            pairing=self.stage.cast.pairing, worker=who, position=self.stage.job, intent=intent, signed_on=at.date(),
            by=self.actor("yuanzhou"), at=at,
        )  # fmt: skip

    def letters(self) -> list[Transfer]:
        return [self.letter(who) for who in (self.stage.ma, self.stage.li, self.stage.hai)]

    def coach(self, *people: Transfer, seats: int = 2) -> Departure:
        journey = Journey(
            name="一号车", kind="coach", number="宁D12345", seats=seats, leaves_at=NOW, from_place="三营", to_place="马尾", escort="马带队"
        )  # fmt: skip
        by = self.actor("yuanzhou")
        row = act.plan_departure(pairing=self.stage.cast.pairing, journey=journey, by=by, at=NOW)
        act.add_to_roster(departure=row, transfers=people, by=by, at=NOW)
        return row

    def working(self, who: Worker, on: date = TODAY) -> Placement:
        return act.begin_work(transfer=self.letter(who), on=on, pay=Fen(350_000), by=self.actor("mawei"), at=NOW)

    def today(self, day: date) -> None:
        """The world's day moves on."""
        Installation.objects.update(today=day)

    def read(self, login: str, url: str, status: int = 200) -> str:
        answer = self.sign_in(login).get(url)
        assert answer.status_code == status, (login, url, answer.status_code)
        return answer.content.decode()

    def press(self, login: str, url: str, **typed: str) -> str:
        """Press a button and read the page it leads to."""
        answer = self.sign_in(login).post(url, typed, follow=True)
        assert answer.status_code == 200, (url, typed, answer.status_code, said(answer.content.decode()))
        return answer.content.decode()

    def refused(self, login: str, url: str, **typed: str) -> str:
        answer = self.sign_in(login).post(url, typed)
        assert answer.status_code in {403, 409, 422}, (url, typed, answer.status_code)
        return answer.content.decode()


def said(page: str) -> str:
    """What the page's notice says."""
    return page.partition('class="note bad"')[2][:400]


@pytest.fixture
def way(stage: Stage, sign_in: SignIn) -> Way:
    return Way(stage, sign_in)


@pytest.fixture
def nobody() -> Client:
    return Client()


type Later = Callable[[int], datetime]


def later(days: int) -> datetime:
    return NOW + timedelta(days=days)
