"""事实目录: what a rule may ask about, each with its kind, unit, largest value and the paper that settles it."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

Kind = Literal["bool", "int", "fen", "date", "code", "codes", "months", "id", "steps", "table", "whole"]

WHOLE: frozenset[str] = frozenset({"int", "fen", "whole"})
"""Kinds that count; `whole` is a number written in a rule, which fits either of the others."""

LARGEST_AMOUNT = 10**11  # fen; a thousand million yuan. Ten million such sums still fit a 64-bit integer.


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing a rule may ask. `most` is the largest value in `unit` (fen, months, people, …), `asks` the paper that settles it."""

    name: str
    kind: Kind
    unit: str
    most: int
    label: str
    asks: str


@cache
def catalogue() -> Mapping[str, Fact]:
    """Every fact by name, from `core/data/policy_facts.csv`. Parties (worker, employer …) are facts of kind `id`."""
    with (files("shanhai.core") / "data" / "policy_facts.csv").open(encoding="utf-8") as table:
        return {
            row["name"]: Fact(row["name"], row["kind"], row["unit"], int(row["most"] or 0), row["label"], row["asks"])  # type: ignore[arg-type]
            for row in csv.DictReader(table)
        }


PARTIES = ("worker", "household", "employer", "referrer", "agency", "broker", "station", "provider", "batch")
