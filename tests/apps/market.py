"""A small market of two sides: people who want to go, employers with seats, a run, and a wish said anew."""

from collections.abc import Callable
from datetime import date, timedelta

from shanhai.apps.employers.actions import enlist, enter, offer, survey
from shanhai.apps.employers.facts import Firm, Job
from shanhai.apps.employers.models import Employer, Position
from shanhai.apps.matches import tasks
from shanhai.apps.matches.actions import (
    start,
)
from shanhai.apps.matches.models import Proposal, Run
from shanhai.apps.workers.actions import enrol, record_wish
from shanhai.apps.workers.facts import Person
from shanhai.apps.workers.models import Worker
from shanhai.core.identifiers.citizen import CitizenNumber, compose
from shanhai.core.identifiers.credit import CreditCode
from shanhai.core.identifiers.credit import compose as compose_code
from shanhai.core.money import Fen
from tests.cast import NOW, TODAY, Cast

LATER = NOW + timedelta(minutes=10)
type Say = Callable[..., Worker]


def person(serial: int, name: str, **said: object) -> Person:
    born = said.pop("born", date(1988, 5, 1))
    assert isinstance(born, date)
    number = CitizenNumber.parse(compose("642221", born, serial), today=TODAY)
    told: dict[str, object] = {
        "household": f"H{serial:03}", "unit": "640402100", "village": "示例村", "phone": f"1990000{serial:04}", "willing": "yes",
        "work": "装配", "lowest_pay": Fen(300_000), "education": "70", "status": "registered", "status_since": date(2015, 1, 1),
    }  # fmt: skip
    return Person(number=number, name=name, **{**told, **said})  # type: ignore[arg-type]


def firm(cast: Cast, serial: int, name: str) -> Employer:
    by = cast.actor("mawei")
    stated = Firm(code=CreditCode.parse(compose_code("350105", serial)), name=name)
    row = enter(firm=stated, region=cast.mawei, by=by, at=NOW)
    survey(employer=row, round="2018 春", on=TODAY, outcome="visited", willing="yes", by=by, at=NOW)
    return enlist(employer=row, on=TODAY, by=by, at=NOW)


def job(cast: Cast, at_firm: Employer, title: str, seats: int = 2, **said: object) -> Position:
    told = {"pay_min": Fen(320_000), "pay_max": Fen(420_000), "dormitory": True, **said}
    stated = Job(employer=CreditCode(at_firm.credit_code), title=title, seats=seats, **told)  # type: ignore[arg-type]
    return offer(employer=at_firm, job=stated, on=TODAY, by=cast.actor("mawei"), at=NOW)


class Market:
    """The cast with two employers, three positions and five people who want to go."""

    def __init__(self, cast: Cast) -> None:
        self.cast, self.by = cast, cast.actor("yuanzhou")
        self.sea, self.hill = firm(cast, 1, "海岸（示例）"), firm(cast, 2, "山丘（示例）")
        self.assemble = job(cast, self.sea, "装配工", seats=1)
        self.pack = job(cast, self.hill, "包装工", seats=2)
        self.guard = job(cast, self.hill, "保安员", seats=1)
        people = [
            person(1, "马甲一"), person(2, "马乙二", status="", status_since=None), person(3, "马丙三", unit="640402105"),
            person(4, "马丁四", lowest_pay=Fen(900_000)), person(5, "马戊五", willing="no"),
        ]  # fmt: skip
        self.people = enrol(people=people, region=cast.yuanzhou, by=self.by, at=NOW)

    def run(self, at=LATER, **said: object) -> Run:  # type: ignore[no-untyped-def]
        row = start(pairing=self.cast.pairing, day=said.pop("day", TODAY), by=self.by, at=at, **said)  # type: ignore[arg-type]
        return tasks.compute(run=row, by=self.by, at=at)

    def placed(self, run: Run) -> dict[str, str]:
        return {one.worker.name: one.position.title for one in run.proposals.select_related("worker", "position")}

    def proposal(self, run: Run, name: str) -> Proposal:
        return run.proposals.select_related("worker", "position", "run__pairing").get(worker__name=name)

    def say(self, worker: Worker, **said: object) -> None:
        """State a wish anew."""
        told = {"willing": "yes", "work": "装配", "lowest_pay": Fen(300_000), **said}
        record_wish(worker=worker, stated_on=TODAY, by=self.by, at=NOW, **told)  # type: ignore[arg-type]
