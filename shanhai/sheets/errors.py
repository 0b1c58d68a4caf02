"""The error workbook: only the rows that were not taken, each with its reasons, ready to mend
and send again.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

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
    book = Book(TITLE, streaming=False)
    sheet = book.file.add_worksheet(TITLE)
    reasons = Column(key="", title=REASON_HEADING, width=60)
    shown = [*columns, reasons]
    titles = {column.key: column.title for column in columns}
    book.headings(sheet, shown)
    book.key_heading(sheet, len(shown))
    last = 0
    for last, row in enumerate(bad, start=1):
        for at, column in enumerate(columns):
            said = "\n".join(one.message for one in row.problems if one.column_key == column.key)
            style: dict[str, object] = {"num_format": NUMBER_FORMATS[column.kind]}
            if said:
                style["bg_color"] = WRONG_FILL
                sheet.write_comment(last, at, said, {"x_scale": 2})
            book.put(sheet, last, at, row.cells.get(column.key, ""), **style)
        whole = "；".join(
            f"{titles[one.column_key]}：{one.message}" if one.column_key in titles else one.message
            for one in row.problems
        )
        book.put(sheet, last, len(columns), f"原第 {row.number} 行　{whole}", text_wrap=True)
        book.put(sheet, last, len(shown), row.key, num_format="@")
    sheet.autofilter(0, 0, last, len(shown) - 1)
    return book.done()
