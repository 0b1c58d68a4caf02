"""Charts drawn on the server: every mark is a link to its records, and a table says the same. All arithmetic is here."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

WIDTH, LABEL, BAR, STEP, HEIGHT = 352, 128, 126, 34, 21


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of a funnel: its name, how many reached it, and where their list is."""

    label: Any
    value: int
    url: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar as drawn. `share` is the part of the stage before, in whole percent, rounded half up; "" where there is none."""

    stage: Stage
    value: str
    share: str
    y: int
    text_y: int
    width: str
    value_x: str


@dataclass(frozen=True, slots=True)
class Funnel:
    """A funnel ready to draw with kit/funnel.html."""

    name: Any
    bars: tuple[Bar, ...]
    width: int
    height: int
    label_x: int
    bar_x: int
    bar_height: int


def funnel(name: Any, stages: Sequence[Stage]) -> Funnel:
    """Draw stages as bars from zero; the widest is the largest value."""
    most = max((stage.value for stage in stages), default=0) or 1
    bars = []
    before: int | None = None
    for place, stage in enumerate(stages):
        tenths = BAR * 10 * stage.value // most
        end = LABEL * 10 + 70 + tenths + 60
        share = f"{(200 * stage.value + before) // (2 * before)}%" if before else ""
        y = 6 + STEP * place
        bars.append(Bar(stage, f"{stage.value:,}", share, y, y + 15, _tenths(max(tenths, 10)), _tenths(end)))
        before = stage.value
    return Funnel(name, tuple(bars), WIDTH, STEP * len(stages), LABEL, LABEL + 7, HEIGHT)


def _tenths(number: int) -> str:
    return f"{number // 10}.{number % 10}"
