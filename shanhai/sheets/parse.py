"""The parsers, run only in the child process: a file's bytes to lines of plain data.

A line is `{"sheet": name}` before each visible sheet, then `[row number, first column from 0,
[text, …]]` for each row that is not empty. A refusal is raised as soon as its reason is seen.
"""

import csv
from collections.abc import Iterator
from io import BytesIO, TextIOWrapper
from typing import Any

from shanhai.core.refusal import Refusal
from shanhai.sheets.cells import DANGEROUS, text_of
from shanhai.sheets.guard import FileKind, Limits

SPARE = 20  # rows above the headings, the headings and a footer do not count as rows

Line = dict[str, str] | tuple[int, int, list[str]]


def lines(content: bytes, *, kind: FileKind, limits: Limits) -> Iterator[Line]:
    """Every visible sheet of a file, line by line, within the limits of cell and total text."""
    source = _comma_lines(content) if kind == "csv" else _book_lines(content, limits)
    left, count = limits.text, 0
    for line in source:
        if isinstance(line, dict):
            count = 0
        else:
            number, first, texts = line
            if first + len(texts) > limits.columns and any(texts[limits.columns - first :]):
                raise Refusal("file.too_wide", found=first + len(texts), limit=limits.columns)
            size = sum(map(len, texts))
            if not size:
                continue
            if size > limits.cell and max(map(len, texts)) > limits.cell:
                raise Refusal("file.cell_too_long", row=number, limit=limits.cell)
            left -= size
            count += 1
            if count > limits.rows + SPARE:
                raise Refusal("file.too_many_rows", limit=limits.rows)
            if left < 0:
                raise Refusal("file.bomb", why="text", limit=limits.text)
        yield line


def _book_lines(content: bytes, limits: Limits) -> Iterator[Line]:
    import python_calamine as calamine  # only here: the parent never loads a native parser

    with _damage_refused(calamine):
        book = calamine.CalamineWorkbook.from_filelike(BytesIO(content))
    kinds, shown = calamine.SheetTypeEnum, calamine.SheetVisibleEnum.Visible
    if any(one.typ in (kinds.MacroSheet, kinds.Vba) for one in book.sheets_metadata):
        raise Refusal("file.macros", found="macro sheet")
    for one in book.sheets_metadata:
        if one.visible == shown and one.typ == kinds.WorkSheet:
            yield {"sheet": one.name}
            with _damage_refused(calamine):
                sheet = book.get_sheet_by_name(one.name)
            first = sheet.start[1] if sheet.start else 0
            for number, row in enumerate(sheet.iter_rows(), start=1):
                yield number, first, [text_of(cell) for cell in row]


class _damage_refused:  # noqa: N801  # reads as a clause after `with`
    """Turns what the parser says of a broken file into a Refusal."""

    def __init__(self, calamine: Any) -> None:
        self.calamine = calamine

    def __enter__(self) -> None:
        return

    def __exit__(self, kind: type[BaseException] | None, damage: object, trace: object) -> None:
        if kind and issubclass(kind, self.calamine.PasswordError):
            raise Refusal("file.encrypted") from None
        if kind and issubclass(kind, self.calamine.CalamineError):
            raise Refusal("file.damaged", why="parser") from None


def _comma_lines(content: bytes) -> Iterator[Line]:
    encoding = _encoding(content)

    def opened() -> TextIOWrapper:
        return TextIOWrapper(BytesIO(content), encoding=encoding, newline="")

    start = next((line for line in opened() if line.strip()), "")
    delimiter = max(",", "\t", ";", key=start.count)
    yield {"sheet": ""}
    record: list[str] = []
    quotes = content.count(b'"')
    try:
        for number, record in enumerate(csv.reader(opened(), delimiter=delimiter), start=1):
            yield number, 0, [_without_guard(cell) for cell in record]
    except csv.Error:
        raise Refusal("file.cell_too_long") from None
    if quotes % 2 and any("\n" in cell for cell in record):
        raise Refusal("file.damaged", why="quote")  # a quote left open swallowed the last rows


def _without_guard(cell: str) -> str:
    """Without the apostrophe that `csv_text` puts before what a spreadsheet would take for a
    formula.
    """
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(DANGEROUS) else cell


def _encoding(content: bytes) -> str:
    unicode_text = content[:2] in {b"\xff\xfe", b"\xfe\xff"}  # so Excel calls UTF-16
    for encoding in ("utf-16",) if unicode_text else ("utf-8-sig", "gb18030"):
        try:
            for _ in TextIOWrapper(BytesIO(content), encoding=encoding):
                pass
        except UnicodeDecodeError:
            continue
        return encoding
    raise Refusal("file.damaged", why="encoding")
