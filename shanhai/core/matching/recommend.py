"""Three good positions for each person: points less what a seat of the position costs, so that not everybody is sent to the same few.

Equal ones are told apart by a draw that anybody can repeat: SHA-256 of the seed and the two names.
"""

from collections.abc import Callable, Sequence
from hashlib import sha256

import numpy as np

from shanhai.core.matching.facts import NOWHERE, Ints, Longs
from shanhai.core.matching.tables import BLOCK

THREE = 3


def numbers(names: Sequence[str], *, seed: int, salt: str) -> Longs:
    """A drawn number a name, from the seed alone: the order of the names decides nothing."""
    return np.array([int.from_bytes(sha256(f"{seed}:{salt}:{one}".encode()).digest()[:6]) for one in names], np.int64)


def recommend(
    rows: Callable[[int, int], Ints],
    prices: Longs,
    plan: Ints,
    *,
    workers: Sequence[str],
    positions: Sequence[str],
    seed: int,
) -> list[list[int]]:
    """For each person up to three positions, the planned one first, then by points less price; those who may go nowhere get none.

    `rows` answers the scores of some people, worker by position, −1 where barred; `plan` the position of each worker, or NOWHERE.
    """
    ours, theirs = numbers(workers, seed=seed, salt="worker"), numbers(positions, seed=seed, salt="position")
    found: list[list[int]] = []
    for start in range(0, len(workers), BLOCK):
        part = rows(start, start + BLOCK).astype(np.int64)
        value = part - prices[None, :]
        draw = (ours[start : start + BLOCK, None] ^ theirs[None, :]) & 0xFFFFF
        order = np.lexsort((draw, -value), axis=1)
        for row, first in enumerate(plan[start : start + BLOCK]):
            head = [int(first)] if first != NOWHERE else []
            may = [int(j) for j in order[row] if part[row, j] >= 0 and j not in head]
            found.append(head + may[: THREE - len(head)])
    return found
