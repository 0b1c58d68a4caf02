"""参数: what a paper fixes as a number, dated. A value holds from its day until the next value's day, or until its own last day.

Bands (`steps`) go by a whole number, tables by a code; each is one value with its own day and clause.
"""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from shanhai.core.policy.kinds import Kind

type Steps = tuple[tuple[int, int], ...]
type Value = int | date | Steps | Mapping[str, int] | frozenset[str]


@dataclass(frozen=True, slots=True)
class Dated:
    """A value in force from `since` to `until` (last day, none: until the next), with the clause that says so ("A/3")."""

    since: date
    ref: str
    value: Value
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Param:
    """A number of the papers. `kind` is what one value is (fen, int, date, codes); `shape` how values are laid out; `least` and `most` bound edits."""

    key: str
    label: str
    kind: Kind
    unit: str
    shape: Literal["value", "steps", "table"]
    values: tuple[Dated, ...]
    least: int = 0
    most: int = 0

    def at(self, day: date) -> Dated | None:
        """The value in force on a day; None before the first and in a gap."""
        place = bisect_right(self.values, day, key=lambda one: one.since) - 1
        found = self.values[place] if place >= 0 else None
        return None if found is None or (found.until is not None and day > found.until) else found

    def sizes(self) -> list[int]:
        """Every whole number among its values."""
        return [size for one in self.values for size in sizes(one.value)]


def sizes(value: Value) -> list[int]:
    """The whole numbers in one value: itself, or those of its bands or table."""
    if isinstance(value, bool | date | frozenset):
        return []
    if isinstance(value, int):
        return [value]
    return list(value.values()) if isinstance(value, Mapping) else [amount for _, amount in value]


def step(steps: Steps, key: int) -> int:
    """The value of the band `key` lies in: bands begin at their first number; below the first there is nothing."""
    place = bisect_right(steps, key, key=lambda one: one[0]) - 1
    return steps[place][1] if place >= 0 else 0
