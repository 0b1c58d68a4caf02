"""Rows and texts → values: what a person's columns must hold before they are sealed."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from shanhai.core.identifiers.citizen import CitizenNumber
from shanhai.core.money import Fen
from shanhai.core.refusal import Refusal

WORKING_AGE = 16
EDUCATION = {
    "10": "研究生",
    "20": "本科",
    "30": "大专",
    "40": "中专",
    "47": "技工学校",
    "60": "高中",
    "70": "初中",
    "80": "小学",
    "90": "其他",
}
ABILITY = {
    "normal": "普通劳动力",
    "skilled": "技能劳动力",
    "weak": "弱劳动力",
    "none": "无劳动能力",
}


@dataclass(frozen=True, slots=True)
class StatusKind:
    """One kind of household status: which family it belongs to and since when the term exists."""

    code: str
    name: str
    family: str
    in_use_since: date
    source: str


@cache
def status_kinds() -> dict[str, StatusKind]:
    """The list of household statuses. It is data: a new term is a new line with its source."""
    with (Path(__file__).parent / "data" / "status_kinds.csv").open(encoding="utf-8") as lines:
        return {
            row["code"]: StatusKind(**{**row, "in_use_since": date.fromisoformat(row["in_use_since"])})  # type: ignore[arg-type]
            for row in csv.DictReader(lines)
        }


@cache
def poor_kinds() -> frozenset[str]:
    """The kinds that make a household registered-poor while they stand."""
    return frozenset(kind.code for kind in status_kinds().values() if kind.family == "poor")


def newest(facts: Iterable[tuple[str, date, date | None]], *, on: date) -> str:
    """The kind of the (kind, since, until) that began last of those standing on a day; empty when none stands."""
    standing = [(since, kind) for kind, since, until in facts if since <= on and (until is None or until > on)]
    return max(standing)[1] if standing else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One person as a roll states them, every value already valid. `lowest_pay` in fen a month."""

    number: CitizenNumber
    name: str
    household: str
    unit: str
    village: str
    phone: str = ""
    education: str = ""
    skill: str = ""
    ability: str = ""
    willing: str = ""
    work: str = ""
    lowest_pay: Fen | None = None
    status: str = ""
    status_since: date | None = None


def clean_name(text: str) -> str:
    """A person's name: 2–30 characters, the middle dot as U+00B7. Refuses `worker.name`."""
    name = "".join(text.split()).replace("•", "·").replace("・", "·").replace("．", "·").replace("‧", "·")
    if not 2 <= len(name) <= 30 or any(c.isdigit() for c in name):
        raise Refusal("worker.name", length=len(name))
    return name


def clean_phone(text: str) -> str:
    """A mainland mobile or fixed number in digits; empty stays empty. Refuses `worker.phone`."""
    digits = "".join(c for c in text if c.isdigit()).removeprefix("86")
    if text.strip() and not 7 <= len(digits) <= 12:
        raise Refusal("worker.phone", digits=len(digits))
    return digits
