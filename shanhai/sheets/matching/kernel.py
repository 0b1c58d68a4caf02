"""Reading tens of millions of pairs: one pass over the bytes, names to numbers through a hash table, then two counting sorts.

A line that is not plainly right is never judged here: the pass stops at it, and the careful reader says what is wrong.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit

from shanhai.core.matching.facts import Ints, Longs
from shanhai.sheets.matching.text import Bytes

DONE, ODD, CROWDED = 0, 1, 2
COMMA, NEWLINE, QUOTE, SPACE, TAB, RETURN, ZERO, NINE = 44, 10, 34, 32, 9, 13, 48, 57
DIGITS = 10  # more are too large whatever they say


class Names(NamedTuple):
    """A hash table of names as stretches of the file, numbered in the order they are met."""

    slots: Ints  # number + 1, or 0
    start: Longs
    length: Ints
    used: Longs  # one entry: how many


class Columns(NamedTuple):
    """One entry a row; the ranks are empty where nobody asked for them."""

    worker: Ints
    position: Ints
    numbers: npt.NDArray[np.int32]  # [3, rows]: score, worker_rank, position_rank


def names(room: int) -> Names:
    """An empty table for so many names."""
    size = 1 << max(10, (2 * room).bit_length())
    return Names(
        np.zeros(size, np.int32), np.zeros(size // 2, np.int64), np.zeros(size // 2, np.int32), np.zeros(1, np.int64)
    )


@njit(cache=True)
def grown(data: Bytes, old: Names) -> Names:
    """The same names in a table twice as large."""
    size = 2 * len(old.slots)
    new = Names(
        np.zeros(size, np.int32), np.zeros(size // 2, np.int64), np.zeros(size // 2, np.int32), np.zeros(1, np.int64)
    )
    for n in range(old.used[0]):
        _number(data, old.start[n], old.start[n] + old.length[n], new)
    return new


@njit(cache=True)
def _number(data: Bytes, start: int, stop: int, table: Names) -> int:
    """The number of a name; a new one if it was never met."""
    code = 7
    for k in range(start, stop):
        code = (code * 1000003 + data[k]) & 0x7FFFFFFF
    slot = (code ^ (code >> 13)) & (len(table.slots) - 1)
    while table.slots[slot]:
        n = int(table.slots[slot] - 1)
        if table.length[n] == stop - start and _same(data, table.start[n], start, stop - start):
            return n
        slot = (slot + 1) & (len(table.slots) - 1)
    n = int(table.used[0])
    table.slots[slot], table.start[n], table.length[n] = n + 1, start, stop - start
    table.used[0] += 1
    return n


@njit(cache=True)
def _same(data: Bytes, one: int, other: int, length: int) -> bool:
    for k in range(length):  # noqa: SIM110 - compiled code knows no generators
        if data[one + k] != data[other + k]:
            return False
    return True


@njit(cache=True)
def _after_blanks(data: Bytes, at: int) -> int:
    while at < len(data) and (data[at] == SPACE or data[at] == TAB or data[at] == RETURN):
        at += 1
    return at


@njit(cache=True)
def _cell(data: Bytes, at: int) -> tuple[int, int, int]:
    """Where the cell that begins here starts and stops without blanks and quotes, and where its comma or line end is; −1: odd."""
    at = _after_blanks(data, at)
    size, quoted = len(data), at < len(data) and data[at] == QUOTE
    start = at = at + 1 if quoted else at
    while at < size and data[at] != NEWLINE and (quoted or data[at] != COMMA) and data[at] != QUOTE:
        at += 1
    stop = at
    if quoted:
        if at == size or data[at] == NEWLINE:
            return start, stop, -1
        start, at = _after_blanks(data, start), _after_blanks(data, at + 1)
    if at < size and data[at] != COMMA and data[at] != NEWLINE:
        return start, stop, -1
    while stop > start and (data[stop - 1] == SPACE or data[stop - 1] == TAB or data[stop - 1] == RETURN):
        stop -= 1
    return min(start, stop), stop, at


@njit(cache=True)
def _whole(data: Bytes, start: int, stop: int, most: int) -> int:
    """A whole number from 0 to `most`; −1 for anything else."""
    if start == stop or stop - start > DIGITS:
        return -1
    value = 0
    for k in range(start, stop):
        if data[k] < ZERO or data[k] > NINE:
            return -1
        value = 10 * value + (data[k] - ZERO)
    return value if value <= most else -1


@njit(cache=True)
def read(
    data: Bytes,
    at: int,
    row: int,
    cells: Longs,
    column: Ints,
    most: Longs,
    workers: Names,
    positions: Names,
    out: Columns,
) -> tuple[int, int, int]:
    """Read rows from an offset until the end, an odd line or a crowded table. Returns why it stopped, where, and the rows so far.

    `column` of worker, position, score and what ranks are wanted; `most`: the largest value of the last three; `cells`: room for the
    start and stop of every cell of a line.
    """
    last, length, number = 0, -1, 0
    while at < len(data):
        if 2 * workers.used[0] + 2 >= len(workers.slots) or 2 * positions.used[0] + 2 >= len(positions.slots):
            return CROWDED, at, row
        found, end = _split(data, at, cells)
        if found > 0:
            start, stop = cells[2 * column[0]], cells[2 * column[0] + 1]
            if stop - start != length or not _same(
                data, last, start, length
            ):  # one worker's rows mostly follow each other
                last, length, number = start, stop - start, _number(data, start, stop, workers)
            out.worker[row] = number
            start, stop = cells[2 * column[1]], cells[2 * column[1] + 1]
            out.position[row] = _number(data, start, stop, positions)
            if length == 0 or start == stop or not _numbers(data, cells, column, most, out.numbers, row):
                found = -1
        if found < 0:
            return ODD, at, row
        row += 1 if found else 0
        at = end + 1
    return DONE, at, row


@njit(cache=True)
def _split(data: Bytes, at: int, cells: Longs) -> tuple[int, int]:
    """Find the cells of one line: how many (0: it is blank, −1: odd, or not as many as there is room for), and where it ends."""
    found, blank, end = 0, True, at - 1
    while found == 0 or (end < len(data) and data[end] == COMMA):
        start, stop, end = _cell(data, end + 1)
        if end < 0:
            return -1, end
        blank = blank and start == stop
        if 2 * found < len(cells):
            cells[2 * found], cells[2 * found + 1] = start, stop
        found += 1
    if blank:
        return 0, end
    return found if 2 * found == len(cells) else -1, end


@njit(cache=True)
def _numbers(data: Bytes, cells: Longs, column: Ints, most: Longs, numbers: npt.NDArray[np.int32], row: int) -> bool:
    """Keep the whole numbers of one row, if they are plainly right."""
    for n in range(len(numbers)):
        at = 2 * column[n + 2]
        value = _whole(data, cells[at], cells[at + 1], most[n])
        if value < 0:
            return False
        numbers[n, row] = value
    return True


@njit(cache=True)
def sorted_order(worker: Ints, position: Ints, workers: int, positions: int) -> tuple[Longs, Ints]:
    """Where each worker's rows begin, and the rows by worker and position: two counting sorts, the last one stable."""
    rows = len(worker)
    first = _begins(position, positions)
    by_position = np.empty(rows, np.int32)
    for at in range(rows):
        by_position[first[position[at]]] = at
        first[position[at]] += 1
    begin = _begins(worker, workers)
    start = begin.copy()
    order = np.empty(rows, np.int32)
    for at in range(rows):
        k = by_position[at]
        order[begin[worker[k]]] = k
        begin[worker[k]] += 1
    return start, order


@njit(cache=True)
def _begins(keys: Ints, groups: int) -> Longs:
    begin = np.zeros(groups + 1, np.int64)
    for key in keys:
        begin[key + 1] += 1
    for g in range(groups):
        begin[g + 1] += begin[g]
    return begin
