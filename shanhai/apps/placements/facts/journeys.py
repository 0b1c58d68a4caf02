"""One vehicle as stated, and the table of what is handed out on the way."""

import csv
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from shanhai.apps.placements.models.departures import KINDS
from shanhai.core.refusal import Refusal

DATA = Path(__file__).parents[1] / "data"


@dataclass(frozen=True, slots=True, kw_only=True)
class Journey:
    """A vehicle on one day: seats are people it takes. Refuses departure.kind, departure.seats, departure.name."""

    name: str
    kind: str
    seats: int
    leaves_at: datetime
    from_place: str
    to_place: str
    escort: str
    number: str = ""

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise Refusal("departure.kind", given=self.kind)
        if not 1 <= self.seats <= 2000:
            raise Refusal("departure.seats", given=self.seats)
        if not self.name.strip() or not self.escort.strip():
            raise Refusal("departure.name")

    def columns(self) -> dict[str, Any]:
        """As the model's columns."""
        return {name: getattr(self, name) for name in self.__slots__}


@cache
def items() -> dict[str, str]:
    """What is handed out on the way, by code."""
    return _names("items")


@cache
def reasons() -> dict[str, str]:
    """Why spells end, by code. A reason is said in terms of the work or of home, never of somebody's health."""
    return _names("ended_why")


def _names(file: str) -> dict[str, str]:
    with (DATA / f"{file}.csv").open(encoding="utf-8") as lines:
        return {row["code"]: row["name"] for row in csv.DictReader(lines)}
