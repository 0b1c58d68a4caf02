"""The demo world while it is being built: who acts, what stands already, the calendar and the seeded dice.

Everything in it is synthetic. Every row comes from an action of `shanhai.apps`, under the login and at the moment the story gives it.
"""

import csv
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from shanhai.apps.accounts.models import User
from shanhai.apps.employers.models import Employer, Position
from shanhai.apps.fairs.models import AgreedAnswer, Delegation, Question
from shanhai.apps.outreach.models import LeafletRun, Minutes, Opinion
from shanhai.apps.partners.models import Agency, Workstation
from shanhai.apps.regions.models import Pairing, Region
from shanhai.apps.vouchers.models import PrintRun
from shanhai.apps.workers.models import Worker
from shanhai.core.desk import Actor

type Progress = Callable[[str], None]

SEED = "shanhai-spring-2018"
SHANGHAI = ZoneInfo("Asia/Shanghai")
REPORT_DAY = date(2018, 3, 9)  # the day of the report, on which the spring bulletin was published
TODAY = date(2019, 3, 31)
DATA = Path(__file__).parent / "data"
SENDING, RECEIVING, SENDING_CITY = "640402", "350105", "640400"
SANYING, VILLAGE = "640402100", "640402100201"


def quiet(_line: str) -> None:
    """Say nothing: the progress of a build that nobody watches."""


@dataclass
class World:
    """What later steps of a build need from earlier ones. `people` is how many the rolls hold."""

    scale: str
    people: int
    say: Progress = quiet
    users: dict[str, User] = field(default_factory=dict)
    regions: dict[str, Region] = field(default_factory=dict)
    pairing: Pairing = field(init=False)
    delegation: Delegation = field(init=False)
    lot: PrintRun = field(init=False)
    leaflets: LeafletRun = field(init=False)
    minutes: Minutes = field(init=False)
    employers: list[Employer] = field(default_factory=list)
    positions: list[Position] = field(default_factory=list)
    agencies: list[Agency] = field(default_factory=list)
    stations: list[Workstation] = field(default_factory=list)
    answers: list[AgreedAnswer] = field(default_factory=list)
    questions: list[tuple[Question, dict[str, str]]] = field(default_factory=list)
    followed: list[Opinion] = field(default_factory=list)
    goers: list[Worker] = field(default_factory=list)
    others: list[Worker] = field(default_factory=list)
    children: list[Worker] = field(default_factory=list)

    def actor(self, login: str) -> Actor:
        """One of the demo's accounts as an actor."""
        return self.users[login].actor()

    @property
    def sending(self) -> Region:
        """原州区."""
        return self.regions[SENDING]

    @property
    def receiving(self) -> Region:
        """马尾区."""
        return self.regions[RECEIVING]


def dice(subject: str) -> Random:
    """A seeded source of chance for one subject, so that a change in one leaves the others as they were."""
    return Random(f"{SEED}:{subject}")


def at(text: str) -> datetime:
    """A moment in Asia/Shanghai from `2018-03-03 08:30`."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of one data file."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))


@cache
def lines(name: str) -> tuple[str, ...]:
    """The lines of one text file."""
    return tuple((DATA / f"{name}.txt").read_text(encoding="utf-8").split())


@cache
def lists(name: str) -> dict[str, Any]:
    """One JSON file of word lists."""
    read: dict[str, Any] = json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))
    return read


def day_or_none(text: str) -> date | None:
    """A day of a data file; empty is none."""
    return date.fromisoformat(text) if text else None


def apportion(total: int, weights: Sequence[int]) -> list[int]:
    """Split a whole number by weights so that the parts sum to it exactly (largest remainders, earlier parts first)."""
    whole = sum(weights)
    parts = [total * weight // whole for weight in weights]
    order = sorted(range(len(weights)), key=lambda i: (-(total * weights[i] % whole), i))
    for i in order[: total - sum(parts)]:
        parts[i] += 1
    return parts
