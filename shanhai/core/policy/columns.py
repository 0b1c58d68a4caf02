"""Facts of many rows as columns, for the second execution.

A column is (values, known): `known` is None where every value is. Days are day numbers, codes and parties numbers into a list of words, sets of
codes one bit a word, sets of months bits in 64-bit words from a first month on. Rows are in order of acceptance.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shanhai.core.policy.kinds import Fact

type Array = NDArray[Any]

DTYPES = {"bool": np.bool_, "int": np.int64, "fen": np.int64, "date": np.int32, "code": np.int32, "id": np.int32}


@dataclass(frozen=True, slots=True)
class Column:
    """One fact. `words` are what codes, parties and bits stand for; for months `first` is the number of the first month (year·12 + month)."""

    values: Array
    known: Array | None = None
    words: tuple[str, ...] = ()
    first: int = 0


@dataclass(slots=True)
class Table:
    """Columns of `rows` rows, and each row's place in the queue of all claims."""

    rows: int
    columns: dict[str, Column]
    order: Array | None = None
    made: dict[Any, Any] = field(default_factory=dict)
    """Answers of expressions already asked: several subsidies share their first lines."""


def month_number(month: date) -> int:
    """A month as year·12 + month − 1."""
    return month.year * 12 + month.month - 1


def column(fact: Fact, values: Sequence[Any]) -> Column:
    """The column of one fact; None is unknown."""
    known = np.fromiter((one is not None for one in values), np.bool_, len(values))
    mask = None if known.all() else known
    if fact.kind in {"code", "id"}:
        words = tuple(sorted({one for one in values if one is not None}))
        place = {word: n for n, word in enumerate(words)}
        return Column(np.array([place.get(one, 0) for one in values], np.int32), mask, words)
    if fact.kind == "codes":
        words = tuple(sorted({code for one in values if one is not None for code in one}))
        place = {word: n for n, word in enumerate(words)}
        bits = np.zeros((len(values), len(words) // 64 + 1), np.uint64)
        for n, one in enumerate(values):
            for code in one or ():
                bits[n, place[code] // 64] |= np.uint64(1 << place[code] % 64)
        return Column(bits, mask, words)
    if fact.kind == "months":
        return _months(values, mask)
    if fact.kind == "date":
        return Column(np.array([one.toordinal() if one else 1 for one in values], np.int32), mask)
    return Column(np.array([one or 0 for one in values], DTYPES[fact.kind]), mask)


_NO_MONTH = 2000 * 12  # where a column has no month at all


def _months(values: Sequence[Any], known: Array | None) -> Column:
    numbers = [month_number(month) for one in values if one for month in one]
    first, last = min(numbers, default=_NO_MONTH), max(numbers, default=_NO_MONTH)
    bits = np.zeros((len(values), (last - first) // 64 + 1), np.uint64)
    for n, one in enumerate(values):
        for month in one or ():
            place = month_number(month) - first
            bits[n, place // 64] |= np.uint64(1 << place % 64)
    return Column(bits, known, first=first)


def table(
    facts: Mapping[str, Fact], rows: Sequence[Mapping[str, Any]], wanted: Sequence[str], order: Array | None = None
) -> Table:
    """A table of the `wanted` facts."""
    return Table(len(rows), {name: column(facts[name], [row.get(name) for row in rows]) for name in wanted}, order)
