"""The error workbook: only the rows that were not taken, each with its reasons, ready to mend
and send again.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from shanhai.sheets.columns import REASON_HEADING, Column
from shanhai.sheets.write import NUMBER_FORMATS, WRONG_FILL, Book

TITLE = "待更正"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in one cell; with an empty column key, in the row as a whole."""

    column_key: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BadRow:
    """A row that was not taken: its number in the file it came in, and the key that it keeps."""

    number: int
    key: str
    cells: Mapping[str, str] = field(repr=False)
    problems: Sequence[Problem]


def error_workbook(columns: Sequence[Column], bad: Iterable[BadRow]) -> bytes:
    """An .xlsx that `read_table` reads again: reasons as red cells with comments and in a last
    column.

    `columns` may come in the sender's order. The reason column is ignored on reading; 行标识
    gives `key` back.
    """
    reasons = Column(key="", title=REASON_HEADING, width=60)
    shown = [*columns, reasons]
    last = 0
    with Book(TITLE, streaming=False) as book:
        sheet = book.file.add_worksheet(TITLE)
        book.headings(sheet, shown)
        book.key_heading(sheet, len(shown))
        for last, row in enumerate(bad, start=1):
            for at, column in enumerate(columns):
                _cell(book, sheet, (last, at), column, row)
            book.put(sheet, last, len(columns), _whole(row, columns), text_wrap=True)
            book.put(sheet, last, len(shown), row.key, num_format="@")
        book.filter(sheet, shown, last=last)
    return book.content()


def _cell(book: Book, sheet: Any, place: tuple[int, int], column: Column, row: BadRow) -> None:
    said = "\n".join(one.message for one in row.problems if one.column_key == column.key)
    style: dict[str, Any] = {"num_format": NUMBER_FORMATS[column.kind]}
    if said:
        style["bg_color"] = WRONG_FILL
        sheet.write_comment(*place, said, {"x_scale": 2})
    book.put(sheet, *place, row.cells.get(column.key, ""), **style)


def _whole(row: BadRow, columns: Sequence[Column]) -> str:
    """Every reason of a row in one sentence, each after the heading it is about."""
    titles = {column.key: f"{column.title}：" for column in columns}
    said = (titles.get(one.column_key, "") + one.message for one in row.problems)
    return f"原第 {row.number} 行　{'；'.join(said)}"
