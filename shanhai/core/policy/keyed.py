"""Keys of many rows as small numbers: what `fold.kept` is for one row."""

import numpy as np

from shanhai.core.policy.columns import Array, Column, Table
from shanhai.core.policy.operations import both, whole_months
from shanhai.core.policy.pack import Key

ROOMY = 8
"""A table of counters may be this many times longer than the rows; then keys are numbered anew."""


def keyed(key: Key, table: Table, day: Column) -> tuple[Array, Array | None, int]:
    """Each row's key, whether it is known, and how many keys there may be."""
    place = np.zeros(table.rows, np.int64)
    known: Array | None = None
    size = 1
    for name in key.facts:
        one = table.columns[name]
        known = both(known, one.known)
        place = place * max(1, len(one.words)) + one.values
        size *= max(1, len(one.words))
        place, size = _roomy(place, size, table.rows)
    if key.span != "lifetime":
        spans, its = _spans(key, table, day)
        known = both(known, its)
        spans = np.where(known, spans, spans.max(initial=0)) if known is not None else spans
        low = int(spans.min(initial=0)) if table.rows else 0
        width = (int(spans.max(initial=0)) - low + 1) if table.rows else 1
        place, size = _roomy(place * width + np.maximum(spans - low, 0), size * width, table.rows)
    return place, known, size


def _roomy(place: Array, size: int, rows: int) -> tuple[Array, int]:
    if size <= ROOMY * max(rows, 64):
        return place, size
    words, found = np.unique(place, return_inverse=True)
    return found, len(words)


def _spans(key: Key, table: Table, day: Column) -> tuple[Array, Array | None]:
    if key.span == "anniversary":
        anchor = table.columns[key.anchor]
        return whole_months(anchor.values, day.values) // 12, both(anchor.known, day.known)
    months = (day.values - _EPOCH).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    return {"year": months // 12, "quarter": months // 3, "month": months}[key.span], day.known


_EPOCH = 719163
