"""The plain CSV files of `match solve`: UTF-8, one header line, one row a line. What is wrong is told with file, line and column.

A file may be far larger than memory likes, so it is mapped, not read; columns may stand in any order, and others beside them are passed over.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from shanhai.core.refusal import Refusal

type Bytes = npt.NDArray[np.uint8]

BLANK = " \t\r\n"
BLOCK = 1 << 24
MARK = b"\xef\xbb\xbf"  # some programs begin UTF-8 with it
WHOLE = re.compile(r"[0-9]+", re.ASCII)
LIKE_A_NEGATIVE = re.compile(r"[-−]\s*[0-9]+", re.ASCII)


@dataclass(frozen=True, slots=True, eq=False)
class Text:
    """One file: its bytes, where each column stands, how many there are, and where the rows begin."""

    name: str
    data: Bytes
    columns: dict[str, int]
    width: int
    body: int

    def no(self, code: str, line: int, **facts: Any) -> Refusal:
        """A refusal of one line of this file."""
        return Refusal(code, file=self.name, line=line, **facts)

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Line number (the header is 1) and cells of every row that is not blank."""
        for line, raw in enumerate(BytesIO(memoryview(self.data[self.body :])), 2):
            cells = self.cells(line, raw)
            if any(cells):
                yield line, cells

    def cells(self, line: int, raw: bytes) -> list[str]:
        """The cells of one line, trimmed. Refuses match.encoding, match.row (quotes left open), match.width (more or fewer than the header)."""
        try:
            said = raw.decode()
        except UnicodeDecodeError:
            raise self.no("match.encoding", line) from None
        if '"' in said:
            try:
                cells = next(csv.reader([said.strip()], strict=True, skipinitialspace=True))
            except csv.Error:
                raise self.no("match.row", line) from None
        else:
            cells = said.split(",")
        cells = [cell.strip(BLANK) for cell in cells]
        if len(cells) != self.width and any(cells):
            raise self.no("match.width", line, found=len(cells), expected=self.width)
        return cells

    def named(self, line: int, cells: Sequence[str], column: str) -> str:
        """A name. Refuses match.missing where there is none."""
        name = cells[self.columns[column]]
        if not name:
            raise self.no("match.missing", line, column=column)
        return name

    def optional(self, cells: Sequence[str], column: str) -> str:
        """A cell of a column that need not be there."""
        return cells[self.columns[column]] if column in self.columns else ""

    def whole(self, line: int, column: str, said: str, *, most: int) -> int:
        """A whole number from 0. Refuses match.missing, match.negative, match.too_large, and match.whole for anything else: 1.5, NaN, 1e3, 十."""
        if WHOLE.fullmatch(said):
            value = int(said) if len(said) < 20 else most + 1
            if value > most:
                raise self.no("match.too_large", line, column=column, value=said[:30], most=most)
            return value
        if not said:
            raise self.no("match.missing", line, column=column)
        negative = LIKE_A_NEGATIVE.fullmatch(said)
        raise self.no("match.negative" if negative else "match.whole", line, column=column, value=said[:30])

    def line_at(self, offset: int) -> tuple[int, bytes]:
        """The number and the bytes of the line that begins at an offset."""
        rest = self.data[offset : offset + 100_000]
        ends = np.flatnonzero(rest == ord("\n"))
        raw = rest[: int(ends[0])] if len(ends) else rest
        return self.newlines(0, offset) + 1, raw.tobytes()

    def newlines(self, start: int, stop: int) -> int:
        """How many lines end between two offsets."""
        return sum(self.data[at : min(at + BLOCK, stop)].tobytes().count(b"\n") for at in range(start, stop, BLOCK))

    def line_of_row(self, row: int) -> int:
        """The line of a row that is not blank, the first being 0. Slow: only for saying what is wrong."""
        at = 0
        for line, raw in enumerate(BytesIO(memoryview(self.data[self.body :])), 2):
            if raw.strip(b' \t\r\n,"'):
                if at == row:
                    return line
                at += 1
        raise LookupError(row)


def opened(path: Path, *, wanted: Sequence[str]) -> Text:
    """Open a file and read its header. Refuses file.unreadable, match.encoding, match.columns (missing), match.column_twice."""
    data = _mapped(path)
    start = len(MARK) if data[: len(MARK)].tobytes() == MARK else 0
    ends = np.flatnonzero(data[start : start + 100_000] == ord("\n"))
    body = start + int(ends[0]) + 1 if len(ends) else len(data)
    head = data[start:body].tobytes()
    try:
        said = head.decode()
    except UnicodeDecodeError:
        raise Refusal("match.encoding", file=path.name, line=1) from None
    if "\0" in said:
        raise Refusal("match.encoding", file=path.name, line=1)
    names = [cell.strip().strip('"').strip().lower() for cell in said.split(",")]
    twice = sorted({name for name in names if names.count(name) > 1 and name})
    if twice:
        raise Refusal("match.column_twice", file=path.name, line=1, column=twice[0])
    missing = [name for name in wanted if name not in names]
    if missing:
        raise Refusal("match.columns", file=path.name, line=1, missing=missing)
    return Text(path.name, data, {name: n for n, name in enumerate(names)}, len(names), body)


def _mapped(path: Path) -> Bytes:
    try:
        if path.is_file() and path.stat().st_size:
            return np.memmap(path, np.uint8, "r")
        return np.frombuffer(path.read_bytes(), np.uint8)  # a pipe, or nothing at all
    except OSError:
        raise Refusal("file.unreadable", file=str(path)) from None
