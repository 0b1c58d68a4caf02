"""Keys of many rows as small numbers: what `fold.kept` is for one row."""

import numpy as np

from shanhai.core.policy.columns import Array, Column, Table
from shanhai.core.policy.operations import both, whole_months
from shanhai.core.policy.pack import Key

ROOMY = 8
"""A table of counters may be this many times longer than the rows; then keys are numbered anew."""


def keyed(key: Key, table: Table, day: Column) -> tuple[Array, int]:
    """Each row's key, and how many there may be."""
    place, size = np.zeros(table.rows, np.int32), 1
    for fact in key.facts:
        one = table.columns[fact]
        width = max(1, len(one.words))
        place, size = _roomy(place * width + one.values if size > 1 else one.values, size * width, table.rows)
    if key.span != "lifetime" and table.rows:
        spans = _spans(key, table, day)
        low = int(spans.min())
        width = int(spans.max()) - low + 1
        place, size = _roomy(place * width + (spans - low) if width > 1 else place, size * width, table.rows)
    return place.astype(np.int32 if size < 2**31 else np.int64, copy=False), size


def known(key: Key, table: Table, day: Column) -> Array | None:
    """Where a key is known: its facts, the selecting day where it has a span, and its anchor."""
    anchor = table.columns[key.anchor].known if key.anchor else None
    return both(
        *(table.columns[fact].known for fact in key.facts), None if key.span == "lifetime" else day.known, anchor
    )


def _roomy(place: Array, size: int, rows: int) -> tuple[Array, int]:
    if size <= ROOMY * max(rows, 64):
        return place, size
    words, found = np.unique(place, return_inverse=True)
    return found, len(words)


def _spans(key: Key, table: Table, day: Column) -> Array:
    found: Array
    if key.span == "anniversary":
        found = whole_months(table.columns[key.anchor].values, day.values) // 12
    else:
        low = int(
            day.values.min()
        )  # days lie close: the span of each different day is looked up, not worked out row by row
        days = np.arange(low, int(day.values.max()) + 1)
        months = (days - _EPOCH).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
        found = (months // {"year": 12, "quarter": 3, "month": 1}[key.span])[day.values - low]
    return found


_EPOCH = 719163  # the day number of 1 January 1970
