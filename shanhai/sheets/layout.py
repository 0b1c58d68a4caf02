"""Somebody else's workbook as a layout: cells whose text is a pattern are written over, everything else stays as it was."""

from collections.abc import Callable, Iterator, Sequence
from io import BytesIO

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font

from shanhai.core.refusal import Refusal
from shanhai.sheets.guard import Limits, checked

LIMITS = Limits(size=2_000_000, unpacked=20_000_000)
MOST_CELLS = 20_000

type Write = Callable[[str, str], str | int | float | None]


def rewritten(layout: bytes, write: Write) -> bytes:
    """The workbook with every text cell as `write` (its place as Sheet!B1, its text) gives it; None leaves a cell alone. Refuses report.layout."""
    book = _open(layout)
    for place, cell in _texts(book):
        said = write(place, str(cell.value))
        if said is not None:
            cell.value = said
    return _saved(book)


def simple(title: str, heading: str, rows: Sequence[Sequence[str]], widths: Sequence[int]) -> bytes:
    """A plain layout: one heading, rows beneath it, numbers to the right."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    sheet["A1"] = heading
    sheet["A1"].font = Font(bold=True, size=14)
    for row in rows:
        sheet.append(list(row))
    for place, width in enumerate(widths):
        sheet.column_dimensions["ABCDEFGH"[place]].width = width
    for line in sheet.iter_rows(min_row=2, min_col=3):
        for cell in line:
            cell.alignment = Alignment(horizontal="right")
    return _saved(book)


def _open(layout: bytes) -> Workbook:
    try:
        if checked(layout, filename="layout.xlsx", limits=LIMITS) != "xlsx":
            raise Refusal("report.layout")
        return load_workbook(BytesIO(layout))
    except Exception as error:  # whatever a damaged workbook makes the library raise is one answer to a person
        raise Refusal("report.layout") from error


def _texts(book: Workbook) -> Iterator[tuple[str, Cell]]:
    seen = 0
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            seen += len(row)
            if seen > MOST_CELLS:
                raise Refusal("report.layout")
            for cell in row:
                if isinstance(cell, Cell) and isinstance(cell.value, str):
                    yield f"{sheet.title}!{cell.coordinate}", cell


def _saved(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()
