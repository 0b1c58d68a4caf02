"""成建制: who belongs together, and the market as groups see it: a group goes whole to one employer or nowhere; its members may hold different positions there."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from shanhai.core.matching.facts import Ints, ListedPairs, Longs, Market
from shanhai.core.matching.groups.rules import Rule


@dataclass(frozen=True, slots=True, eq=False)
class Grouping:
    """Groups by name, the group of each worker (−1: none), employers by name (positions know theirs by number)."""

    groups: Sequence[str]
    group: Ints
    employers: Sequence[str]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Field:
    """A market with its groups apart.

    `alone`: pairs of those in no group. Members stand in slots, by group. A *part* is one slot's pairs at one employer; an *option* is a
    group with an employer where every slot has a part. `joint_…`: each group with each household with priority of its members, once.
    `units` of a household: its people in no group and the groups its others are in.
    """

    market: Market
    grouping: Grouping
    rule: Rule
    highest: int
    alone: ListedPairs
    member: Ints
    slot_group: Ints
    seat_position: Ints
    seat_score: Longs
    part_start: Longs
    part_slot: Longs
    option_group: Ints
    option_employer: Ints
    option_start: Longs
    option_part: Longs
    size: Longs
    joint_group: Ints
    joint_home: Ints
    joint_start: Longs
    sharing: Longs
    units: Longs

    @property
    def positions(self) -> int:
        """How many positions there are."""
        return len(self.market.positions)

    @property
    def seat_group(self) -> Ints:
        """The group of each of the members' pairs."""
        return self.slot_group[np.repeat(self.part_slot, np.diff(self.part_start, append=len(self.seat_position)))]

    @property
    def split(self) -> Ints:
        """The positions that have reserved seats."""
        return np.flatnonzero(self.market.reserved > 0).astype(np.int32)


def field_of(market: Market, pairs: ListedPairs, grouping: Grouping, rule: Rule) -> Field:
    """Take the groups apart from everybody else."""
    inside = grouping.group >= 0
    worker = np.repeat(np.arange(len(market.workers)), np.diff(pairs.start))
    kept = ~inside[worker]
    start = np.zeros(len(market.workers) + 1, np.int64)
    np.cumsum(np.bincount(worker[kept], minlength=len(market.workers)), out=start[1:])
    member = np.flatnonzero(inside)
    member = member[np.argsort(grouping.group[member], kind="stable")]
    parts = _parts(market, pairs, worker[~kept], np.flatnonzero(~kept), member)
    size = np.bincount(grouping.group[member], minlength=len(grouping.groups))
    options = _options(market, grouping, parts, grouping.group[member][parts.slot], size)
    group, home, units = _joint(market, grouping, rule)
    return Field(
        market=market, grouping=grouping, rule=rule, highest=pairs.highest + rule.bonus,
        alone=ListedPairs(start, pairs.position[kept], pairs.score[kept]), member=member.astype(np.int32),
        slot_group=grouping.group[member], seat_position=parts.position, seat_score=parts.score + rule.bonus, part_start=parts.start,
        part_slot=parts.slot, option_group=options.group, option_employer=options.employer, option_start=options.start,
        option_part=options.part, size=size, joint_group=group, joint_home=home,
        joint_start=np.searchsorted(group, np.arange(len(grouping.groups) + 1)),
        sharing=np.bincount(home, minlength=len(market.priority)), units=units,
    )  # fmt: skip


class _Parts(NamedTuple):
    """The members' pairs by slot and employer, and where each such part begins."""

    position: Ints
    score: Longs
    start: Longs
    slot: Longs
    employer: Longs


class _Options(NamedTuple):
    group: Ints
    employer: Ints
    start: Longs
    part: Longs


def _parts(market: Market, pairs: ListedPairs, worker: Longs, row: Longs, member: Longs) -> _Parts:
    slot_of = np.full(len(market.workers), -1)
    slot_of[member] = np.arange(len(member))
    slot, position = slot_of[worker], pairs.position[row]
    employer = market.employer[position].astype(np.int64)
    order = np.lexsort((position, employer, slot))
    slot, employer = slot[order], employer[order]
    start = np.flatnonzero((np.diff(slot, prepend=-1) != 0) | (np.diff(employer, prepend=-1) != 0))
    return _Parts(position[order], pairs.score[row][order].astype(np.int64), start, slot[start], employer[start])


def _options(market: Market, grouping: Grouping, parts: _Parts, group: Ints, size: Longs) -> _Options:
    """A group at an employer where each of its members has a part, and which has seats for so many."""
    employers = len(grouping.employers)
    where = group.astype(np.int64) * employers + parts.employer
    met, count = np.unique(where, return_counts=True)
    room = np.bincount(market.employer, market.seats, employers).astype(np.int64)
    whole = met[(count == size[met // employers]) & (count <= room[met % employers])]
    usable = np.flatnonzero(np.isin(where, whole))
    usable = usable[np.lexsort((parts.slot[usable], where[usable]))]
    start = np.flatnonzero(np.diff(where[usable], prepend=-1))
    return _Options((whole // employers).astype(np.int32), (whole % employers).astype(np.int32), start, usable)


def _joint(market: Market, grouping: Grouping, rule: Rule) -> tuple[Ints, Ints, Longs]:
    inside = grouping.group >= 0
    who = np.flatnonzero(inside & market.priority[market.household] & (rule.households < 0))
    both = np.unique(np.stack([grouping.group[who], market.household[who]]), axis=1).astype(np.int32)
    units = np.bincount(market.household[~inside], minlength=len(market.priority))
    return both[0], both[1], units + np.bincount(both[1], minlength=len(market.priority))
