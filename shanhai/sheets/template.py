"""The empty workbook we hand out: headings, what is required, what may be chosen, and how to
fill it in.
"""

from collections.abc import Sequence
from typing import Any

from shanhai.sheets.columns import Column, letter
from shanhai.sheets.write import HEADING_FILL, HEADING_STYLE, REQUIRED_FILL, Book, sheet_name

GUIDE = "填写说明"
CHOICES = "选项"
FILLED_ROWS = 20_000  # rows with a drop-down


def template(
    title: str, columns: Sequence[Column], *, notes: Sequence[str], rows: Sequence[Sequence[str]] = ()
) -> bytes:
    """An .xlsx to fill in, with what is known in it already. Required headings are yellow; text columns keep 18 digits as text.

    The second sheet is 填写说明. Drop-downs read a hidden sheet, as Excel takes only 255
    characters inline.
    """
    with Book(title, streaming=False) as book:
        sheet = book.file.add_worksheet(sheet_name(title))
        guide = book.file.add_worksheet(GUIDE)
        book.headings(sheet, columns)
        book.filter(sheet, columns, last=0)
        for at, column in enumerate(columns):
            if column.note:
                sheet.write_comment(0, at, column.note, {"x_scale": 2})
        for number, cells in enumerate(rows, start=1):
            for at, cell in enumerate(cells):
                book.put(sheet, number, at, cell, num_format="@")
        _drop_downs(book, sheet, columns)
        _guide(book, guide, columns, notes)
    return book.content()


def _drop_downs(book: Book, sheet: Any, columns: Sequence[Column]) -> None:
    chosen = [(at, column) for at, column in enumerate(columns) if column.choices]
    if not chosen:
        return
    lists = book.file.add_worksheet(CHOICES)
    lists.hide()
    for place, (at, column) in enumerate(chosen):
        for row, choice in enumerate(column.choices):
            book.put(lists, row, place, choice, num_format="@")
        name = letter(place)
        rule = {
            "validate": "list",
            "source": f"={CHOICES}!${name}$1:${name}${len(column.choices)}",
            "error_title": column.title[:32],
            "error_message": "请从下拉列表中选择。",
        }
        sheet.data_validation(1, at, FILLED_ROWS, at, rule)


def _guide(book: Book, sheet: Any, columns: Sequence[Column], notes: Sequence[str]) -> None:
    for at, width in enumerate((20, 8, 50, 40)):
        sheet.set_column(at, at, width)
    for row, note in enumerate(notes):
        book.put(sheet, row, 0, note, num_format="@")
    top = len(notes) + 1 if notes else 0
    for at, heading in enumerate(("列名", "必填", "说明", "可选值")):
        book.put(sheet, top, at, heading, **HEADING_STYLE, bg_color=HEADING_FILL)
    for row, column in enumerate(columns, start=top + 1):
        fill: dict[str, object] = {"bg_color": REQUIRED_FILL} if column.required else {}
        book.put(sheet, row, 0, column.title, **fill)
        cells = ("是" if column.required else "否", column.note, "、".join(column.choices))
        for at, text in enumerate(cells, start=1):
            book.put(sheet, row, at, text, text_wrap=True, valign="top")
