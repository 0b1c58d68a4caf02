"""Small markets from a seed, and the best plan found by trying every plan."""

from itertools import product

import numpy as np

from shanhai.core.matching.factored import BARRED, FactoredScores, factored
from shanhai.core.matching.facts import ListedPairs, Market
from shanhai.core.matching.graph import Edges


def market(seed: int, *, workers: int = 5, positions: int = 3) -> tuple[Market, ListedPairs]:
    """Tight and slack, with lone people and households of several, coarse scores with ties and fine ones."""
    rng = np.random.default_rng(seed)
    n, m = int(rng.integers(1, workers + 1)), int(rng.integers(1, positions + 1))
    highest, share, eligible = rng.choice([1, 4, 500]), rng.random(), rng.choice([0.3, 0.7, 1.0])
    household = np.sort(rng.integers(0, max(1, n // int(rng.choice([1, 2]))), n)).astype(np.int32)
    household = np.unique(household, return_inverse=True)[1].astype(np.int32)
    rows = [np.flatnonzero(rng.random(m) < eligible) for _ in range(n)]
    position = np.concatenate(rows).astype(np.int32)
    sides = Market(
        workers=[f"w{i}" for i in range(n)], positions=[f"p{j}" for j in range(m)],
        seats=rng.integers(1, 3, m).astype(np.int32), household=household,
        priority=rng.random(int(household.max()) + 1) < share,
    )  # fmt: skip
    start = np.concatenate([[0], np.cumsum([len(row) for row in rows])]).astype(np.int64)
    return sides, ListedPairs(start, position, rng.integers(0, highest + 1, len(position)).astype(np.int32))


def shuffled(sides: Market, pairs: ListedPairs, seed: int) -> tuple[Market, ListedPairs]:
    """The same market with its workers and positions in another order."""
    rng = np.random.default_rng(seed)
    people, places = rng.permutation(len(sides.workers)), rng.permutation(len(sides.positions))
    back = np.argsort(places)
    rows = []
    for i in people:
        here = slice(int(pairs.start[i]), int(pairs.start[i + 1]))
        order = np.argsort(back[pairs.position[here]])
        rows.append((back[pairs.position[here]][order].astype(np.int32), pairs.score[here][order]))
    start = np.concatenate([[0], np.cumsum([len(row[0]) for row in rows])]).astype(np.int64)
    other = Market(
        workers=[sides.workers[i] for i in people], positions=[sides.positions[j] for j in places],
        seats=sides.seats[places], household=sides.household[people], priority=sides.priority,
    )  # fmt: skip
    return other, ListedPairs(start, np.concatenate([r[0] for r in rows]), np.concatenate([r[1] for r in rows]))


def best(sides: Market, pairs: ListedPairs) -> tuple[int, int]:
    """(households served, total score) of the best plan, by trying all."""
    choices = [[None, *pairs.position[pairs.start[i] : pairs.start[i + 1]]] for i in range(len(sides.workers))]
    found = (0, 0)
    for plan in product(*choices):
        going = [(i, int(j)) for i, j in enumerate(plan) if j is not None]
        taken = np.bincount([j for _i, j in going], minlength=len(sides.positions)) if going else np.zeros(1)
        if (taken[: len(sides.seats)] <= sides.seats[: len(taken)]).all():
            served = {int(sides.household[i]) for i, _j in going}
            value = (sum(bool(sides.priority[h]) for h in served), sum(pairs.score_of(i, j) or 0 for i, j in going))
            found = max(found, value)
    return found


def tables(seed: int, *, workers: int = 30, positions: int = 5, own: int = 8) -> tuple[Market, FactoredScores]:
    """A market scored by three tables, some pairs barred, some with a score of their own."""
    rng = np.random.default_rng(seed)
    parts = [rng.integers(0, 40, (positions, codes)).astype(np.int16) for codes in (3, 4, 5)]
    for part in parts:
        part[rng.random(part.shape) < 0.15] = BARRED
    codes = [rng.integers(0, part.shape[1], workers).astype(np.int32) for part in parts]
    exceptions = rng.choice(workers * positions, own, replace=False)
    pairs = Edges(
        (exceptions // positions).astype(np.int32), (exceptions % positions).astype(np.int32),
        rng.integers(-1, 150, own).astype(np.int64),
    )  # fmt: skip
    household = (np.arange(workers) // 2).astype(np.int32)
    sides = Market(
        workers=[f"w{i}" for i in range(workers)], positions=[f"p{j}" for j in range(positions)],
        seats=rng.integers(1, 4, positions).astype(np.int32), household=household, priority=rng.random(int(household[-1]) + 1) < 0.5,
    )  # fmt: skip
    scores = factored(
        (codes[0], codes[1], codes[2]), (parts[0], parts[1], parts[2]), own=pairs if own else None, upper=sides.priority[household]
    )  # fmt: skip
    return sides, scores
