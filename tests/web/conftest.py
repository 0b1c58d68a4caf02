"""The stage the pages are looked at on: the cast in a demo world of 5 March 2018, three people, one employer, one fair."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest
from django.test import Client

from shanhai.apps.accounts.actions import found_demo
from shanhai.apps.employers.actions import enlist, enter, grade, offer, survey
from shanhai.apps.employers.facts import Firm, Job
from shanhai.apps.employers.models import Employer, Position
from shanhai.apps.fairs import actions as fair
from shanhai.apps.workers.actions import enrol
from shanhai.apps.workers.facts import Person
from shanhai.apps.workers.models import Worker
from shanhai.core.identifiers.citizen import CitizenNumber
from shanhai.core.identifiers.citizen import compose as compose_number
from shanhai.core.identifiers.credit import CreditCode, compose
from shanhai.core.money import Fen
from tests.cast import NOW, TODAY, Cast

type SignIn = Callable[[str], Client]


@dataclass
class Stage:
    """Who is on the stage: 马志成 gave an intent and so is known to Mawei; 李梅 and 海兰 are known at home only."""

    cast: Cast
    ma: Worker
    li: Worker
    hai: Worker
    firm: Employer
    job: Position


def _person(serial: int, name: str, *, unit: str = "640402100", willing: str = "yes", born: int = 1990) -> Person:
    number = CitizenNumber.parse(compose_number("642221", date(born, 5, 1), serial), today=TODAY)
    return Person(
        number=number,
        name=name,
        household=f"H{serial:04}",
        unit=unit,
        village="示例村",
        phone="13800000000",
        willing=willing,
        status="registered",
        status_since=date(2014, 1, 1),
    )


def _position(cast: Cast) -> Position:
    mawei, code = cast.actor("mawei"), CreditCode.parse(compose("350105", 1))
    stated = Firm(code=code, name="海岸电池（示例）", industry="电子", contact="王经理", contact_phone="0591-0000000")
    firm = enter(firm=stated, region=cast.mawei, by=mawei, at=NOW)
    survey(employer=firm, round="2018 春", on=TODAY, outcome="visited", willing="yes", by=mawei, at=NOW)
    grade(employer=firm, grade="A", year=2017, assessor="示例", by=mawei, at=NOW)
    enlist(employer=firm, on=TODAY, by=mawei, at=NOW)
    job = Job(employer=code, title="装配工", seats=30, pay_min=Fen(350_000), pay_max=Fen(450_000))
    return offer(employer=firm, job=job, on=TODAY, by=mawei, at=NOW)


@pytest.fixture
def stage(cast: Cast) -> Stage:
    found_demo(today=TODAY, scale="small")
    people = [
        _person(1, "马志成"),
        _person(2, "李梅", unit="640402105", willing="no", born=1960),
        _person(3, "海兰", willing=""),
    ]
    ma, li, hai = enrol(people=people, region=cast.yuanzhou, by=cast.actor("yuanzhou"), at=NOW)
    job, city = _position(cast), cast.yuanzhou.parent
    assert city is not None
    row = fair.plan(
        pairing=cast.pairing, name="示例招聘会", organiser="固原市", organiser_region=city, held_on=TODAY, place="广场",
        leader="陈敏", trip=None, by=cast.actor("mawei"), at=NOW,
    )  # fmt: skip
    fair.bring(delegation=row, employer=job.employer, present=True, by=cast.actor("mawei"), at=NOW)
    fair.open_delegation(delegation=row, by=cast.actor("mawei"), at=NOW)
    fair.take_intent(delegation=row, worker=ma, position=job, source="scan", by=cast.actor("booth"), at=NOW)
    return Stage(cast=cast, ma=ma, li=li, hai=hai, firm=job.employer, job=job)


@pytest.fixture
def sign_in(stage: Stage) -> SignIn:
    def enter_as(login: str) -> Client:
        client = Client()
        client.force_login(stage.cast.users[login])
        return client

    return enter_as
