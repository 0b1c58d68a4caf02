"""A labour market of any size, made from a seed: people and positions with correlated attributes, scored by three tables.

About a third of the pairs are eligible; 55 % of households are of two to four people; four in ten are registered poor without an earner.
"""

import numpy as np

from shanhai.core.matching.factored import BARRED, FactoredScores, Shorts, factored
from shanhai.core.matching.facts import Ints, Market

AGES, SHIFTS, STARTS, TRADES, LEVELS, SCHOOLS, WAGES, TOWNS, FRIENDS = 8, 3, 4, 20, 4, 5, 12, 14, 3


def market(workers: int, positions: int, seats: int, *, seed: int = 2018) -> tuple[Market, FactoredScores]:
    """Two sides and their scores."""
    rng = np.random.default_rng(seed)
    household = _households(rng, workers)
    priority = rng.random(int(household.max()) + 1) < 0.4
    codes = _people(rng, workers)
    sides = Market(
        workers=[f"w{i}" for i in range(workers)], positions=[f"p{j}" for j in range(positions)],
        seats=_seats(rng, positions, seats), household=household, priority=priority,
    )  # fmt: skip
    return sides, factored(codes, _tables(rng, positions), upper=priority[household])


def _households(rng: np.random.Generator, workers: int) -> Ints:
    sizes = rng.choice([1, 2, 3, 4], size=workers, p=[0.45, 0.35, 0.15, 0.05])
    return np.repeat(np.arange(workers), sizes)[:workers].astype(np.int32)


def _people(rng: np.random.Generator, workers: int) -> tuple[Ints, Ints, Ints]:
    age = rng.choice(AGES, workers, p=[0.05, 0.15, 0.2, 0.2, 0.15, 0.12, 0.08, 0.05])
    trade = np.minimum(rng.geometric(0.12, workers) - 1, TRADES - 1)
    school = np.clip(rng.normal(1.6, 1.0, workers) - (age > 4), 0, SCHOOLS - 1).astype(int)
    level = np.clip(rng.normal(0.8, 0.9, workers) + school * 0.2, 0, LEVELS - 1).astype(int)
    wage = np.clip(rng.normal(4, 2, workers) + level, 0, WAGES - 1).astype(int)
    a = (age * SHIFTS + rng.integers(0, SHIFTS, workers)) * STARTS + rng.integers(0, STARTS, workers)
    b = (trade * LEVELS + level) * SCHOOLS + school
    c = (wage * TOWNS + rng.integers(0, TOWNS, workers)) * FRIENDS + rng.choice(FRIENDS, workers, p=[0.8, 0.15, 0.05])
    return a.astype(np.int32), b.astype(np.int32), c.astype(np.int32)


def _seats(rng: np.random.Generator, positions: int, seats: int) -> Ints:
    share = rng.dirichlet(np.full(positions, 2.0))
    found = np.maximum(1, np.floor(share * seats).astype(np.int32))
    while found.sum() != seats:
        found[rng.integers(positions)] += 1 if found.sum() < seats else -1
        found = np.maximum(1, found)
    return found


def _tables(rng: np.random.Generator, positions: int) -> tuple[Shorts, Shorts, Shorts]:
    """Parts in points: trade and level up to 900, pay up to 500, distance, friends, age, shift, start day up to 400."""
    age, shift, start = np.indices((AGES, SHIFTS, STARTS)).reshape(3, -1)
    oldest = rng.integers(3, AGES + 1, (positions, 1))
    part_a = (
        120
        - 12 * np.abs(age - rng.integers(0, AGES, (positions, 1)))
        + 60 * (shift == rng.integers(0, SHIFTS, (positions, 1)))
    )
    part_a = np.where(age < oldest, part_a + rng.integers(0, 60, (positions, 1)) - 20 * start, BARRED)
    trade, level, school = np.indices((TRADES, LEVELS, SCHOOLS)).reshape(3, -1)
    wanted = np.minimum(rng.geometric(0.12, (positions, 1)) - 1, TRADES - 1)
    near = np.abs(trade - wanted)
    part_b = 600 - 55 * near + 70 * level - 8 * school * near + rng.integers(0, 40, (positions, 1))
    part_b = np.where((near <= 6) & (school >= rng.integers(0, 2, (positions, 1))), part_b, BARRED)
    wage, town, friends = np.indices((WAGES, TOWNS, FRIENDS)).reshape(3, -1)
    pay = rng.integers(3, WAGES + 2, (positions, 1))
    part_c = 250 + 35 * np.minimum(pay - wage, 6) + 130 * friends + rng.integers(0, 90, (positions, TOWNS))[:, town]
    part_c = np.where(wage <= pay, part_c, BARRED)
    return tuple(np.ascontiguousarray(part.astype(np.int16)) for part in (part_a, part_b, part_c))  # type: ignore[return-value]
