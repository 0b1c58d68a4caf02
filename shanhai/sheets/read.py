"""An uploaded workbook as rows of text under our own column keys, or one Refusal for the whole
file.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from shanhai.core.refusal import Refusal
from shanhai.sheets import headings
from shanhai.sheets.cells import tidy
from shanhai.sheets.columns import KEY_HEADING, Column
from shanhai.sheets.grid import Row, Sheet, sheets
from shanhai.sheets.guard import DEFAULT, Limits, checked


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """One row: `number` as Excel shows it, cells by column key, `key` of a row that we wrote
    ourselves.
    """

    number: int
    cells: dict[str, str]
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What was read. `skipped` are rows with text in unmatched columns only, so that none goes
    unsaid.
    """

    rows: tuple[SheetRow, ...]
    matched: dict[str, tuple[str, str]]
    unmatched: tuple[str, ...]
    missing: tuple[str, ...]
    skipped: tuple[int, ...]
    sheet: str
    digest: str


def read_table(
    content: bytes,
    *,
    filename: str,
    columns: Sequence[Column],
    limits: Limits = DEFAULT,
    mapping: Mapping[str, str] | None = None,
    partial: bool = False,
) -> Table:
    """Read the first visible sheet that has every required column.

    `mapping` is what a person said before: heading to column key, or to "" for a column to leave
    out. `partial` returns the sheet that matches best with its `missing` titles, for the page
    where a person maps them, instead of refusing it.

    Refuses file.empty, file.kind, file.encrypted, file.macros, file.bomb, file.xml,
    file.damaged, file.too_many_rows, file.too_wide, file.cell_too_long, file.no_header,
    file.missing_columns.
    """
    kind = checked(content, filename=filename, limits=limits)
    known = headings.names(columns, mapping or {})
    best: Table | None = None
    blank = True
    for sheet in sheets(content, kind=kind, limits=limits):
        top = list(islice(sheet.rows, headings.DEPTH))
        blank = blank and not top
        found = headings.find(top, known, wanted=len(columns))
        if found and (best is None or len(found.at) > len(best.matched)):
            body = chain((row for row in top if row[0] > found.number), sheet.rows)
            best = _table(sheet, found, body, columns, content, limits)
            if not best.missing:
                return best
    return _best_or_refusal(best, columns, blank=blank, partial=partial)


def _best_or_refusal(best: Table | None, columns: Sequence[Column], *, blank: bool, partial: bool) -> Table:
    if best is None:
        titles = tuple(column.title for column in columns)
        raise Refusal("file.empty") if blank else Refusal("file.no_header", expected=titles)
    if not partial:
        raise Refusal("file.missing_columns", missing=best.missing, unmatched=best.unmatched)
    return best


def _table(
    sheet: Sheet,
    found: headings.Found,
    body: Iterator[Row],
    columns: Sequence[Column],
    content: bytes,
    limits: Limits,
) -> Table:
    rows: list[SheetRow] = []
    skipped: list[int] = []
    same: dict[str, str] = {}  # one object for each text: rolls repeat themselves
    places = [(column.key, found.at[column.key]) for column in columns if column.key in found.at]
    for number, texts in body:
        width = len(texts)
        cells = {key: tidy(texts[at]) if at < width else "" for key, at in places}
        if not any(cells.values()):
            if any(text.strip() for text in texts):
                skipped.append(number)
            continue
        if len(rows) == limits.rows:
            raise Refusal("file.too_many_rows", limit=limits.rows)
        at = found.at.get(KEY_HEADING, width)
        key = texts[at].strip() if at < width else ""
        kept = {name: same.setdefault(text, text) for name, text in cells.items()}
        rows.append(SheetRow(number=number, cells=kept, key=key))
    return Table(
        rows=tuple(rows),
        matched=found.matched(),
        unmatched=found.unmatched(),
        missing=tuple(one.title for one in columns if one.required and one.key not in found.at),
        skipped=tuple(skipped),
        sheet=sheet.name,
        digest=hashlib.sha256(content).hexdigest(),
    )
