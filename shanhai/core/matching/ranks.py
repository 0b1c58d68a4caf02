"""Both sides' order for a stable plan, from what the score says of a pair; equal ones share a rank, and the lot parts them.

A person orders positions by the whole score of the pair. A position orders people by its own side only: households without an earner first,
then how well work, skill, schooling and certificates fit. Nothing is ordered but the people who may go to that one position, and no page shows it.
"""

import numpy as np

from shanhai.core.matching.facts import Flags, Ints, ListedPairs, Longs
from shanhai.core.matching.tables import Tables


def ranks(pairs: ListedPairs, tables: Tables, first: Flags) -> tuple[Ints, Ints]:
    """Of each pair the worker's and the position's rank, 1 the best. `first`: who belongs to a household with priority."""
    worker = np.repeat(np.arange(tables.workers, dtype=np.int32), np.diff(pairs.start))
    fits = tables.points[1][pairs.position, tables.codes[1][worker]].astype(np.int64)
    highest = np.abs(fits).max(initial=0) + 1
    return _dense(worker, pairs.score.astype(np.int64)), _dense(pairs.position, fits + 2 * highest * first[worker])


def _dense(whose: Ints, value: Longs) -> Ints:
    """Within each one's pairs: 1 for the highest value, the same for equal ones, 2 for the next."""
    order = np.lexsort((-value, whose))
    new = np.ones(len(order), np.int64)
    new[1:] = (np.diff(whose[order]) != 0) | (np.diff(value[order]) != 0)
    count = np.cumsum(new)
    begins = np.flatnonzero(np.diff(whose[order], prepend=-1) != 0)
    base = np.repeat(count[begins] - 1, np.diff(begins, append=len(order)))
    found = np.empty(len(order), np.int32)
    found[order] = count - base
    return found
