"""What no plan with groups can exceed, at any prices: everybody decides alone, and each seat is paid for (Lagrange).

Whatever the prices are, the bound is valid for all pairs, since each person's and each group's best is sought among all of them here, in whole
numbers. Prices that come from a linear programme in floating point are only rounded before, never trusted.

*Crowds.* A group takes no more open, and no more reserved, seats of a position than there are, however small the part of it that goes. This
rule's price is paid by each member who takes such a seat, and given back to a group that goes there as often as there are seats.
"""

from typing import Final, NamedTuple

import numpy as np

from shanhai.core.matching.facts import Flags, Ints, Longs
from shanhai.core.matching.groups.facts import Field

NEVER: Final = -(1 << 62)
IMPOSSIBLE: Final = -(1 << 61)
NO_SEAT: Final = 1 << 60  # what a reserved seat costs where there is none


class Guess(NamedTuple):
    """Prices of open and of reserved seats, potentials of households, what a household weighs, prices of crowds: whole, in units of 1/scale."""

    price: Longs
    reserved: Longs
    potential: Longs
    weight: int
    crowd: Longs  # [open or reserved, group, position]


class Open(NamedTuple):
    """Which options are open, and to which groups it is open to go nowhere."""

    option: Flags
    nowhere: Flags


class Worth(NamedTuple):
    """What each option is worth, and of each part which of its pairs is best, and whether that is a reserved seat."""

    option: Longs
    best: Longs
    in_reserved: Flags


def bound(field: Field, guess: Guess, opened: Open, worth: Worth, *, each: int) -> int:
    """The most that weight·households + each·score can be; `each` is the scale, or 0 where only households are counted."""
    market = field.market
    gain = field.alone.score.astype(np.int64) * each - guess.price[field.alone.position]
    have = np.flatnonzero(np.diff(field.alone.start))
    best = np.full(len(market.workers), NEVER)
    if len(have):
        best[have] = np.maximum.reduceat(gain, field.alone.start[have])
    total = exact(market.open_seats, guess.price) + exact(market.reserved, guess.reserved)
    return total + _households(field, guess, best) + _groups(field, worth.option, opened)


def worth_of(field: Field, guess: Guess, *, each: int) -> Worth:
    """What options are worth: their members' best seats there, less the potentials of their households."""
    group = field.seat_group
    opened = guess.price[field.seat_position] + guess.crowd[0][group, field.seat_position]
    reserved = np.where(field.market.reserved > 0, guess.reserved, NO_SEAT)[field.seat_position]
    kept = reserved + guess.crowd[1][group, field.seat_position]
    gain = field.seat_score * each - np.minimum(opened, kept)
    if not len(field.option_group):
        return Worth(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.bool_))
    part = np.maximum.reduceat(gain, field.part_start)
    rows = np.flatnonzero(gain == np.repeat(part, np.diff(field.part_start, append=len(gain))))
    best = rows[np.searchsorted(rows, field.part_start)]
    extra = np.full(len(field.grouping.groups), max(0, field.rule.households) * guess.weight)
    np.subtract.at(extra, field.joint_group, guess.potential[field.joint_home])
    option = np.add.reduceat(part[field.option_part], field.option_start) + extra[field.option_group]
    option += crowds_back(field, guess.crowd)[field.option_group, field.option_employer]
    return Worth(option, best, (kept < opened)[best])


def crowds_back(field: Field, crowd: Longs) -> Longs:
    """What the prices of crowds give back to each group at each employer: [group, employer]."""
    market = field.market
    each = crowd[0] * market.open_seats + crowd[1] * market.reserved
    found = np.zeros((len(each), len(field.grouping.employers)), np.int64)
    np.add.at(found.T, market.employer, each.T)
    return found


def _households(field: Field, guess: Guess, best: Longs) -> int:
    market, shared = field.market, field.sharing > 0
    alone = np.flatnonzero(field.grouping.group < 0)
    home = market.household[alone]
    gain = np.where(best[alone] > NEVER, best[alone] - np.where(shared, guess.potential, 0)[home], NEVER)
    first, rest = np.full(len(market.priority), NEVER), np.zeros(len(market.priority), np.int64)
    np.maximum.at(first, home, gain)
    np.add.at(rest, home, gain.clip(0))
    own = market.priority & ~shared & (first > NEVER)
    rest[own] = (guess.weight + np.minimum(first, 0) + rest)[own].clip(0)
    kept = (guess.weight + guess.potential).clip(0) + (field.units - 1) * guess.potential.clip(0)
    return int(rest.sum()) + int(kept[shared].sum())


def _groups(field: Field, option: Longs, opened: Open) -> int:
    best = np.where(opened.nowhere, 0, IMPOSSIBLE)
    np.maximum.at(best, field.option_group[opened.option], option[opened.option])
    return sum(best.tolist())


def exact(amount: Ints, value: Longs) -> int:
    """Σ amount·value without overflow."""
    return sum(a * v for a, v in zip(amount.tolist(), value.tolist(), strict=True) if v)
