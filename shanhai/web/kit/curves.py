"""A staying curve drawn on the server: steps with their band, marks at the days asked for; a table beside it says the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from shanhai.core.survival import Step

LEFT, TOP, WIDE, TALL = 46, 12, 560, 190
RIGHT, BOTTOM = 14, 30


@dataclass(frozen=True, slots=True)
class Mark:
    """A day on the axis: where it stands and what it is called."""

    x: str
    label: Any


@dataclass(frozen=True, slots=True)
class Curve:
    """A curve ready to draw with kit/curve.html; coordinates are texts of the picture's units."""

    name: Any
    line: str
    band: str
    marks: tuple[Mark, ...]
    levels: tuple[Mark, ...]
    width: int
    height: int
    left: int
    right: int
    floor: int


def curve(
    name: Any,
    steps: Sequence[Step],
    *,
    until: int,
    marks: Sequence[tuple[int, Any]],
    known: int | None = None,
    coarse: int = 0,
) -> Curve:
    """Draw shares from 100 % on day 0. The axis ends on day `until`; the line on day `known`, after which nothing is known of anybody.

    `coarse`: steps closer together than so many units of the picture are drawn as one, at the last of them; for small pictures.
    """
    days = max(until, 1)
    upper, lower, line = [(0, 1.0)], [(0, 1.0)], [(0, 1.0)]
    for step in _apart(steps, coarse * days / WIDE):
        for row, share in ((line, step.share), (upper, step.high), (lower, step.low)):
            row += [(step.day, row[-1][1]), (step.day, share)]
    for row in (line, upper, lower):
        row.append((days if known is None else min(known, days), row[-1][1]))
    shape = [*upper, *reversed(lower)]
    return Curve(
        name=name,
        line=" ".join(_point(day, share, days) for day, share in line),
        band=" ".join(_point(day, share, days) for day, share in shape),
        marks=tuple(Mark(_x(day, days), label) for day, label in marks if day <= days),
        levels=tuple(Mark(_y(level / 100), f"{level}%") for level in (0, 25, 50, 75, 100)),
        width=LEFT + WIDE + RIGHT,
        height=TOP + TALL + BOTTOM,
        left=LEFT,
        right=LEFT + WIDE,
        floor=TOP + TALL,
    )


def _apart(steps: Sequence[Step], least: float) -> list[Step]:
    kept: list[Step] = []
    for step in steps:
        if len(kept) > 1 and step.day - kept[-2].day < least:
            kept.pop()
        kept.append(step)
    return kept


def _point(day: int, share: float, days: int) -> str:
    return f"{_x(day, days)},{_y(share)}"


def _x(day: int, days: int) -> str:
    return f"{LEFT + WIDE * min(day, days) / days:.1f}"


def _y(share: float) -> str:
    return f"{TOP + TALL * (1 - share):.1f}"
