"""What each reason counts, from one table: whole points, with the reason for the reason. A run keeps the digest of the table."""

import csv
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Weight:
    """One line of the table."""

    code: str
    name: str
    points: int
    why: str


def _text() -> str:
    return (files("shanhai.core") / "data" / "match_weights.csv").read_text(encoding="utf-8")


@cache
def weights() -> dict[str, Weight]:
    """The table that comes with this package, by code."""
    rows = csv.DictReader(_text().splitlines())
    return {row["code"]: Weight(row["code"], row["name"], int(row["points"]), row["why"]) for row in rows}


@cache
def digest() -> str:
    """SHA-256 of the table as it is written."""
    return sha256(_text().encode()).hexdigest()
