"""Limits of age and body that a law asks for, by tag. A limit without a tag is refused; a tag names its article."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from shanhai.core.refusal import Refusal

WORKING_AGE = 16  # 禁止使用童工规定 §2


@dataclass(frozen=True, slots=True)
class Limit:
    """One lawful limit. `low` and `high` are full years (None: no age); `permits` are patterns a text may then say.

    `licence`: the person needs a certificate for the work. `officer`: it turns on something that no machine here may read, so that an
    officer settles it with the person.
    """

    tag: str
    name: str
    low: int | None
    high: int | None
    permits: tuple[str, ...]
    law: str
    article: str
    meaning: str
    licence: bool = False
    officer: bool = False


@cache
def limits() -> dict[str, Limit]:
    """The table that comes with this package, by tag."""
    text = (files("shanhai.core") / "data" / "lawful_limits.csv").read_text(encoding="utf-8")
    return {row["tag"]: _limit(row) for row in csv.DictReader(text.splitlines())}


def _limit(row: dict[str, str]) -> Limit:
    permits = tuple(one for one in row["permits"].split(" ") if one)
    low, high = (int(row[end]) if row[end] else None for end in ("low", "high"))
    return Limit(
        row["tag"],
        row["name"],
        low,
        high,
        permits,
        row["law"],
        row["article"],
        row["meaning"],
        bool(row["licence"]),
        bool(row["officer"]),
    )


def tags_of(text: str) -> tuple[str, ...]:
    """The tags in a stored or typed list: tags or their names, by commas; in the order of the table, each once.

    Refuses `position.limit_unknown` (fact `given`).
    """
    named = {limit.name: tag for tag, limit in limits().items()}
    given = [one.strip() for one in text.replace("，", ",").replace("、", ",").split(",") if one.strip()]
    if unknown := [one for one in given if one not in limits() and one not in named]:
        raise Refusal("position.limit_unknown", given=unknown, known=[limit.name for limit in limits().values()])
    wanted = {named.get(one, one) for one in given}
    return tuple(tag for tag in limits() if tag in wanted)


def check_age(age_min: int | None, age_max: int | None, tags: Iterable[str]) -> None:
    """Refuse `position.age_untagged` for an age that no tag given allows, and `position.age_order`. 16 is everybody's floor."""
    if age_min is not None and age_max is not None and age_max < age_min:
        raise Refusal("position.age_order")
    known = [limits()[tag] for tag in tags]
    low = max((limit.low for limit in known if limit.low), default=WORKING_AGE)
    highest = [limit.high for limit in known if limit.high]
    if age_min is not None and not WORKING_AGE <= age_min <= low:
        raise Refusal("position.age_untagged", age=age_min)
    if age_max is not None and (not highest or age_max < min(highest)):
        raise Refusal("position.age_untagged", age=age_max)
