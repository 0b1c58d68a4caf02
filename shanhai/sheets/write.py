"""Tables out: the workbook a person downloads, and the same rows as csv.

No cell can become a formula: in a workbook every text is written as a string, with the quote
prefix where a person's next keystroke could wake it; in csv, which knows no types, an apostrophe
goes before it.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from itertools import chain, repeat
from typing import Any

import xlsxwriter

from shanhai.core.refusal import Refusal
from shanhai.sheets.cells import DANGEROUS
from shanhai.sheets.columns import KEY_HEADING, Column

Value = str | int | None

LONGEST = 32_767  # characters Excel keeps in a cell
LAST_ROW = 1_048_576
NO_CLOCK = datetime(2000, 1, 1, tzinfo=UTC)  # the same rows give the same bytes on any day

NUMBER_FORMATS = {"text": "@", "day": "yyyy-mm-dd", "whole": "0", "yuan": "#,##0.00"}
HEADING_STYLE = {
    "bold": True,
    "border": 1,
    "text_wrap": True,
    "valign": "vcenter",
    "num_format": "@",
}
HEADING_FILL, REQUIRED_FILL, WRONG_FILL, NOTICE_INK = "#E8EEF4", "#FFE699", "#F4B6B6", "#A61B1B"


class Book:
    """A workbook of xlsxwriter with our styles, whose texts cannot become formulas."""

    def __init__(self, title: str, *, streaming: bool) -> None:
        self._out = io.BytesIO()
        self.file = xlsxwriter.Workbook(self._out, {"constant_memory": streaming})
        self.file.set_properties({"title": title, "created": NO_CLOCK.replace(tzinfo=None)})
        self._styles: dict[tuple[tuple[str, object], ...], Any] = {}

    def style(self, **properties: object) -> Any:
        """A cell format; equal ones are one, as Excel allows 64,000."""
        known = tuple(sorted(properties.items()))
        if known not in self._styles:
            self._styles[known] = self.file.add_format(properties)
        return self._styles[known]

    def put(self, sheet: Any, row: int, at: int, value: Value, **properties: object) -> None:
        """Write one cell, counted from 0: text as a string always, a whole number as a number,
        None as nothing.
        """
        if row >= LAST_ROW:
            raise Refusal("file.too_many_rows", limit=LAST_ROW)
        if isinstance(value, int):
            sheet.write_number(row, at, value, self.style(**properties | {"num_format": "0"}))
        elif value:
            text = value if len(value) <= LONGEST else value[: LONGEST - 1] + "…"
            if text.startswith(DANGEROUS):
                properties["quote_prefix"] = True
            sheet.write_string(row, at, text, self.style(**properties))
        elif properties.get("bg_color"):
            sheet.write_blank(row, at, None, self.style(**properties))

    def headings(self, sheet: Any, columns: Sequence[Column], *, row: int = 0) -> None:
        """The heading row with its widths, frozen; required columns are yellow."""
        for at, column in enumerate(columns):
            shape = {"num_format": NUMBER_FORMATS[column.kind]}
            sheet.set_column(at, at, column.width, self.style(**shape))
            fill = REQUIRED_FILL if column.required else HEADING_FILL
            self.put(sheet, row, at, column.title, **HEADING_STYLE, bg_color=fill)
        sheet.freeze_panes(row + 1, 0)

    def filter(self, sheet: Any, columns: Sequence[Column], *, row: int = 0, last: int) -> None:
        """Excel's filter on the heading row, down to the last row."""
        if columns:
            sheet.autofilter(row, 0, last, len(columns) - 1)

    def key_heading(self, sheet: Any, at: int, *, row: int = 0) -> None:
        """The hidden column that knows a row again."""
        sheet.set_column(at, at, 12, self.style(num_format="@"), {"hidden": True})
        self.put(sheet, row, at, KEY_HEADING, **HEADING_STYLE)

    def __enter__(self) -> "Book":
        return self

    def __exit__(self, *trouble: object) -> None:
        self.file.close()  # in trouble too: streaming keeps rows in temporary files until then

    def content(self) -> bytes:
        """The finished file, after the `with`."""
        return self._out.getvalue()


def sheet_name(title: str) -> str:
    """A title as Excel takes it for a sheet: 31 characters, none of []:*?/\\ and no apostrophe
    at its ends.
    """
    return "".join(one for one in title if one not in "[]:*?/\\" and one >= " ").strip("'")[:31].strip("'") or "表"


def workbook(
    columns: Sequence[Column],
    rows: Iterable[Sequence[Value]],
    *,
    title: str,
    notice: str = "",
    keys: Iterable[str] | None = None,
) -> bytes:
    """The rows as .xlsx, written as they come. A `notice` stands above the headings.

    With `keys`, one for each row, a hidden column 行标识 lets `read_table` know the rows again.
    Text longer than Excel keeps is cut with an ellipsis. Refuses file.too_many_rows beyond
    Excel's last row.
    """
    top = 1 if notice else 0
    known = repeat("") if keys is None else keys
    formats = [{"num_format": NUMBER_FORMATS[column.kind]} for column in columns]
    with Book(title, streaming=True) as book:
        sheet = book.file.add_worksheet(sheet_name(title))
        book.put(sheet, 0, 0, notice, bold=True, font_color=NOTICE_INK)
        book.headings(sheet, columns, row=top)
        if keys is not None:
            book.key_heading(sheet, len(columns), row=top)
        last = top
        for last, (row, key) in enumerate(zip(rows, known, strict=keys is not None), top + 1):
            for at, value in enumerate(row):
                book.put(sheet, last, at, value, **formats[at])
            book.put(sheet, last, len(columns), key, num_format="@")
        book.filter(sheet, columns, row=top, last=last)
    return book.content()


def csv_text(columns: Sequence[Column], rows: Iterable[Sequence[Value]]) -> bytes:
    """The rows as csv in UTF-8 with a byte order mark, as Excel wants it; dangerous beginnings
    get an apostrophe.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    for row in chain([[column.title for column in columns]], rows):
        writer.writerow([_guarded(value) for value in row])
    return out.getvalue().encode("utf-8-sig")


def _guarded(value: Value) -> Value:
    if not isinstance(value, str):
        return value
    text = value.replace("\0", "")  # a file with a NUL is no text to any reader
    return f"'{text}" if text.lstrip("'").startswith(DANGEROUS) else text
