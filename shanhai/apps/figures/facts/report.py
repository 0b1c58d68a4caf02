"""月报 · 季报: the superior's own workbook, in whose cells the figures are named, filled for one month or quarter.

A cell holds `{{departed}}` (to the end of the period), `{{departed.new}}` (in the period), `{{departed.year}}` (in its year up to then),
or one of {{period}} {{sending}} {{receiving}} {{until}}. What is new is the difference of two days of the same figure, so that parts always
sum to the whole; for a figure of who is at work now it may be negative, and is then the change.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font

from shanhai.apps.figures.facts import FIGURES, everything
from shanhai.apps.figures.facts.definition import Scope, Value
from shanhai.apps.regions.models import Pairing
from shanhai.core.dates import add_months
from shanhai.core.months import last_day, parse_month
from shanhai.core.refusal import Refusal
from shanhai.sheets.guard import Limits, checked

SLOT = re.compile(r"\{\{\s*([a-z0-9_]+)(?:\.(new|year))?\s*\}\}")
QUARTER = re.compile(r"(\d{4})[Qq季]([1-4])")
PLAIN = ("period", "sending", "receiving", "until")
DAY = timedelta(days=1)
MOST_CELLS = 20_000
LIMITS = Limits(size=2_000_000, unpacked=20_000_000)


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
    book = _open(layout)
    days = {"": period.last, "new": period.first - DAY, "year": date(period.first.year, 1, 1) - DAY}
    values = {key: everything(Scope(pairing=pairing, on=day)) for key, day in days.items()}
    words = {
        "period": period.name, "until": period.last.isoformat(), "sending": str(pairing.sending), "receiving": str(pairing.receiving),
    }  # fmt: skip
    for place, cell in _slots(book):
        cell.value = _written(place, str(cell.value), values, words)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def check(layout: bytes) -> int:
    """How many cells of a workbook name figures. Refuses report.layout, report.figure, report.empty (none does)."""
    found = 0
    for place, cell in _slots(_open(layout)):
        for name, _part in SLOT.findall(str(cell.value)):
            _known(place, name)
        found += 1
    if not found:
        raise Refusal("report.empty")
    return found


def standard() -> bytes:
    """The layout that comes with the software: every figure of going and staying, in the period, in the year and in all."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "劳务协作报表"
    sheet["A1"] = "{{receiving}}—{{sending}} 劳务协作报表　{{period}}"
    sheet["A1"].font = Font(bold=True, size=14)
    sheet.append(["指标", "单位", "本期新增", "本年新增", "累计（现有）"])
    for key, figure in FIGURES.items():
        if figure.klass == "R" and not figure.reported:
            sheet.append(
                [str(figure.name), str(figure.unit), f"{{{{{key}.new}}}}", f"{{{{{key}.year}}}}", f"{{{{{key}}}}}"]
            )
    sheet.append([])
    sheet.append(["数据截至 {{until}}。数字由系统按口径算出，可在“工作简报”里点开到人。"])
    for letter, width in zip("ABCDE", (30, 8, 14, 14, 16), strict=True):
        sheet.column_dimensions[letter].width = width
    for row in sheet.iter_rows(min_row=2, min_col=3):
        for cell in row:
            cell.alignment = Alignment(horizontal="right")
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _open(layout: bytes) -> Workbook:
    try:
        if checked(layout, filename="layout.xlsx", limits=LIMITS) != "xlsx":
            raise Refusal("report.layout")
        return load_workbook(BytesIO(layout))
    except Exception as error:  # whatever a damaged workbook makes the library raise is one answer to a person
        raise Refusal("report.layout") from error


def _slots(book: Workbook) -> Iterator[tuple[str, Cell]]:
    seen = 0
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            seen += len(row)
            if seen > MOST_CELLS:
                raise Refusal("report.layout")
            for cell in row:
                if isinstance(cell, Cell) and isinstance(cell.value, str) and SLOT.search(cell.value):
                    yield f"{sheet.title}!{cell.coordinate}", cell


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
