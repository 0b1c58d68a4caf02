"""月报 · 季报: the superior's own workbook, in whose cells the figures are named, filled for one month or quarter.

A cell holds `{{departed}}` (to the end of the period), `{{departed.new}}` (in the period), `{{departed.year}}` (in its year up to then),
or one of {{period}} {{sending}} {{receiving}} {{until}}. What is new is the difference of two days of the same figure, so that parts always
sum to the whole; for a figure of who is at work now it may be negative, and is then the change.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from shanhai.apps.figures.facts import FIGURES, everything
from shanhai.apps.figures.facts.definition import Scope, Value
from shanhai.apps.regions.models import Pairing
from shanhai.core.dates import add_months
from shanhai.core.months import last_day, parse_month
from shanhai.core.refusal import Refusal
from shanhai.sheets.layout import rewritten, simple

SLOT = re.compile(r"\{\{\s*([a-z0-9_]+)(?:\.(new|year))?\s*\}\}")
QUARTER = re.compile(r"(\d{4})[Qq季]([1-4])")
PLAIN = ("period", "sending", "receiving", "until")
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """A month or a quarter, both ends counted."""

    name: str
    first: date
    last: date


def parse_period(text: str, *, today: date) -> Period:
    """A month 2019-03 or a quarter 2019Q1; one that is still running counts to today. Refuses report.period, report.future."""
    plain = text.strip()
    if found := QUARTER.fullmatch(plain):
        first = date(int(found[1]), int(found[2]) * 3 - 2, 1)
        name, last = f"{first.year}Q{found[2]}", last_day(add_months(first, 2))
    else:
        try:
            first = parse_month(plain)
        except Refusal:
            raise Refusal("report.period", given=plain[:12]) from None
        name, last = f"{first:%Y-%m}", last_day(first)
    if first > today:
        raise Refusal("report.future", period=name)
    return Period(name, first, min(last, today))


def fill(layout: bytes, *, pairing: Pairing, period: Period) -> bytes:
    """The workbook with every named figure in its place; a cell that is nothing but one figure becomes a number.

    Refuses report.layout (not a workbook), report.figure (`cell`, `given`: no such figure).
    """
    days = {"": period.last, "new": period.first - DAY, "year": date(period.first.year, 1, 1) - DAY}
    values = {key: everything(Scope(pairing=pairing, on=day)) for key, day in days.items()}
    words = {
        "period": period.name, "until": period.last.isoformat(), "sending": str(pairing.sending), "receiving": str(pairing.receiving),
    }  # fmt: skip
    return rewritten(layout, lambda place, text: _written(place, text, values, words) if SLOT.search(text) else None)


def check(layout: bytes) -> int:
    """How many cells of a workbook name figures. Refuses report.layout, report.figure, report.empty (none does)."""
    found: list[str] = []

    def look(place: str, text: str) -> None:
        for name, _part in SLOT.findall(text):
            _known(place, name)
            found.append(place)

    rewritten(layout, look)
    if not found:
        raise Refusal("report.empty")
    return len(set(found))


def standard() -> bytes:
    """The layout that comes with the software: every figure of going and staying, in the period, in the year and in all."""
    named = [figure for figure in FIGURES.values() if figure.klass == "R" and not figure.reported]
    rows = [
        ["指标", "单位", "本期新增", "本年新增", "累计（现有）"],
        *(
            [str(one.name), str(one.unit), *(f"{{{{{one.id}{part}}}}}" for part in (".new", ".year", ""))]
            for one in named
        ),
        [""],
        ["数据截至 {{until}}。数字由系统按口径算出，可在“工作简报”里点开到人。"],
    ]
    return simple("劳务协作报表", "{{receiving}}—{{sending}} 劳务协作报表　{{period}}", rows, (30, 8, 14, 14, 16))


def _known(place: str, name: str) -> None:
    if name not in PLAIN and name not in FIGURES:
        raise Refusal("report.figure", cell=place, given=name)


def _written(
    place: str, text: str, values: Mapping[str, Mapping[str, Value]], words: Mapping[str, str]
) -> str | int | float:
    def one(found: re.Match[str]) -> str:
        name, part = found[1], found[2] or ""
        _known(place, name)
        return words[name] if name in words else str(_number(values, name, part))

    whole = SLOT.fullmatch(text.strip())
    written = SLOT.sub(one, text.strip() if whole else text)
    if whole and whole[1] not in words:
        return int(written) if written.lstrip("-").isdigit() else float(written)
    return written


def _number(values: Mapping[str, Mapping[str, Value]], name: str, part: str) -> int | float:
    until = values[""][name].number
    number = until - values[part][name].number if part else until
    return int(number) if number == int(number) else float(number)
