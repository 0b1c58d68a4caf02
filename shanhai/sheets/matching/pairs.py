"""The pairs file P: who may go where, at which score. Millions of rows are read by compiled code, fewer by the careful reader."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from shanhai.core.matching.facts import HIGHEST_SCORE, Ints, ListedPairs, Longs
from shanhai.core.refusal import Refusal
from shanhai.sheets.matching.room import need
from shanhai.sheets.matching.text import Text, opened

if TYPE_CHECKING:
    from shanhai.sheets.matching.kernel import Names

MANY = 1_000_000  # bytes from which on compiling is worth it
RANKS = ("worker_rank", "position_rank")
MOST = (HIGHEST_SCORE, 2**31 - 2, 2**31 - 2)
BYTES_A_ROW, BYTES_A_RANK = 28, 16  # both orders and one column beside the columns themselves
BYTES_A_NAME = 350  # as text, and where it stands in the lists and tables of names


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """The rows as they stand, with the names they use numbered as they were met. `numbers`: score and, where wanted, the two ranks."""

    text: Text
    workers: list[str]
    positions: list[str]
    worker: Ints
    position: Ints
    numbers: Ints

    def pairs(
        self, worker_of: Sequence[int], position_of: Sequence[int], sizes: tuple[int, int]
    ) -> tuple[ListedPairs, Ints]:
        """The same by the market's own numbers, sorted, with the ranks beside. Refuses match.pair_twice."""
        worker = np.asarray(worker_of, np.int32)[self.worker]
        position = np.asarray(position_of, np.int32)[self.position]
        start, order = _order(worker, position, sizes)
        worker, position = worker[order], position[order]
        same = np.flatnonzero((worker[1:] == worker[:-1]) & (position[1:] == position[:-1]))
        if len(same):
            self._refuse_twice(np.sort(order[same[0] : same[0] + 2]).tolist())
        numbers = [np.ascontiguousarray(column[order]) for column in self.numbers]
        return ListedPairs(start, position, numbers[0]), np.array(numbers[1:], np.int32)

    def refuse_position(self, unknown: int) -> None:
        """Refuses match.unknown_position at the first row that names it."""
        row = int(np.argmax(self.position == unknown))
        raise self.text.no("match.unknown_position", self.text.line_of_row(row), position=self.positions[unknown])

    def _refuse_twice(self, rows: list[int]) -> None:
        first, line = (self.text.line_of_row(row) for row in rows)
        facts = {"worker": self.workers[self.worker[rows[1]]], "position": self.positions[self.position[rows[1]]]}
        raise self.text.no("match.pair_twice", line, first=first, **facts)


def read_pairs(path: Path, *, ranked: bool) -> Rows:
    """Read P. Refuses what `text` refuses, match.no_ranks, and match.memory before anything large is taken."""
    text = opened(path, wanted=["worker", "position", "score"])
    if ranked and not all(name in text.columns for name in RANKS):
        raise Refusal("match.no_ranks", file=text.name)
    wanted = ("score", *RANKS) if ranked else ("score",)
    return _few(text, wanted) if len(text.data) - text.body < MANY else _many(text, wanted)


def line_of_highest(path: Path) -> int:
    """The line of the first of the highest scores. Slow: only for saying that they are too high."""
    rows = read_pairs(path, ranked=False)
    return rows.text.line_of_row(int(np.argmax(rows.numbers[0])))


def _few(text: Text, wanted: Sequence[str]) -> Rows:
    workers: dict[str, int] = {}
    positions: dict[str, int] = {}
    found: list[tuple[int, ...]] = []
    for line, cells in text.rows():
        worker = workers.setdefault(text.named(line, cells, "worker"), len(workers))
        position = positions.setdefault(text.named(line, cells, "position"), len(positions))
        numbers = (text.whole(line, key, cells[text.columns[key]], most=MOST[n]) for n, key in enumerate(wanted))
        found.append((worker, position, *numbers))
    columns = np.array(found, np.int32).reshape(len(found), 2 + len(wanted)).T
    return Rows(text, list(workers), list(positions), columns[0].copy(), columns[1].copy(), columns[2:].copy())


def _many(text: Text, wanted: Sequence[str]) -> Rows:
    from shanhai.sheets.matching import kernel

    room = text.newlines(text.body, len(text.data)) + 1
    need(room * (BYTES_A_ROW + BYTES_A_RANK * (len(wanted) > 1)), file=text.name)
    column = np.array([text.columns[key] for key in ("worker", "position", *wanted)], np.int32)
    cells, most = np.zeros(2 * text.width, np.int64), np.array(MOST, np.int64)
    out = kernel.Columns(np.empty(room, np.int32), np.empty(room, np.int32), np.empty((len(wanted), room), np.int32))
    workers, positions = kernel.names(1 << 16), kernel.names(1 << 12)
    why, at, row = kernel.CROWDED, text.body, 0
    while why == kernel.CROWDED:
        why, at, row = kernel.read(text.data, at, row, cells, column, most, workers, positions, out)
        if why == kernel.CROWDED:
            workers, positions = (
                kernel.grown(text.data, table) if 4 * table.used[0] > len(table.slots) else table
                for table in (workers, positions)
            )
    if why == kernel.ODD:
        _judge(text, at, wanted)
    need(int(workers.used[0] + positions.used[0]) * BYTES_A_NAME, file=text.name)
    return Rows(
        text,
        _spelled(text, workers),
        _spelled(text, positions),
        out.worker[:row],
        out.position[:row],
        out.numbers[:, :row],
    )


def _judge(text: Text, offset: int, wanted: Sequence[str]) -> None:
    """Say what is wrong with the line at an offset. Refuses match.row where nothing worse is found."""
    line, raw = text.line_at(offset)
    cells = text.cells(line, raw)
    text.named(line, cells, "worker")
    text.named(line, cells, "position")
    for n, key in enumerate(wanted):
        text.whole(line, key, cells[text.columns[key]], most=MOST[n])
    raise text.no("match.row", line)


def _spelled(text: Text, table: "Names") -> list[str]:
    """The names as text. Refuses match.encoding at the line of one that is not UTF-8."""
    found, data = [], memoryview(text.data)
    for start, length in zip(table.start[: table.used[0]].tolist(), table.length.tolist(), strict=False):
        try:
            found.append(str(data[start : start + length], "utf-8"))
        except UnicodeDecodeError:
            raise text.no("match.encoding", text.line_at(start)[0]) from None
    return found


def _order(worker: Ints, position: Ints, sizes: tuple[int, int]) -> tuple[Longs, Ints]:
    """Where each worker's rows begin, and the rows by worker and position."""
    if len(worker) > MANY // 20:
        from shanhai.sheets.matching import kernel

        return kernel.sorted_order(worker, position, *sizes)
    order = np.lexsort((position, worker)).astype(np.int32)
    return np.searchsorted(worker[order], np.arange(sizes[0] + 1)).astype(np.int64), order
