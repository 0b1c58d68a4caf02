"""The lowest pay a region allows on a day (最低工资规定, 劳动和社会保障部令第21号; 劳动法 §48), from dated values.

Values are whole months of full time in fen. The table that comes with this package is a set of *examples*: each row says so and names
what it was taken from, and whoever relies on a value has it confirmed against the document by two people (`MinimumWage`).
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from shanhai.core.money import Fen
from shanhai.core.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Wage:
    """One dated value of one region. `example`: it came with the package and nobody has confirmed it."""

    region: str
    since: date
    monthly: Fen
    source: str
    example: bool = True


def above(region: str) -> tuple[str, ...]:
    """A county with the city and the province over it, the nearest first."""
    return tuple(dict.fromkeys((region[:6], f"{region[:4]}00", f"{region[:2]}0000")))


def least(region: str, *, on: date, known: Iterable[Wage] = ()) -> Wage | None:
    """The value in force on a day; None where none is known.

    A nearer region goes before a wider one; within a region what was confirmed goes before an example, then the later `since`,
    then what stands later in `known` (a correction follows what it corrects).
    """
    rows = [row for row in (*examples(), *known) if row.since <= on]
    for code in above(region):
        here = [row for row in rows if row.region == code]
        confirmed = [row for row in here if not row.example]
        if here:
            return max(enumerate(confirmed or here), key=lambda pair: (pair[1].since, pair[0]))[1]
    return None


def check_pay(pay: Fen, wage: Wage | None) -> None:
    """Refuse `position.pay_below_minimum` where the lowest pay of a full month is under the value; equal is allowed."""
    if wage is not None and pay < wage.monthly:
        raise Refusal(
            "position.pay_below_minimum",
            least=wage.monthly // 100,
            since=wage.since.isoformat(),
            source=wage.source,
        )


@cache
def examples() -> tuple[Wage, ...]:
    """The values that come with this package."""
    text = (files("shanhai.core") / "data" / "minimum_wages.csv").read_text(encoding="utf-8")
    return tuple(
        Wage(row["region"], date.fromisoformat(row["since"]), Fen(int(row["yuan"]) * 100), row["source"])
        for row in csv.DictReader(text.splitlines())
    )
