"""The best plan once it is settled where each group goes: one flow again, in which every placed member must have a seat.

A position with reserved seats is two: its open seats for everybody, its reserved ones for members. A placed member is a household of their
own whose first earner is worth more than any seat can cost; a household that a placed group covers gains nothing by somebody more.
"""

from dataclasses import dataclass, replace

import numpy as np

from shanhai.core.matching.duals import prices_of, thresholds
from shanhai.core.matching.facts import NOWHERE, Ints, Longs, Market, Prices
from shanhai.core.matching.flow import reseat, settle
from shanhai.core.matching.graph import Edges, empty_state, graph_of, joined
from shanhai.core.matching.groups.facts import Field
from shanhai.core.matching.pairs import Listed
from shanhai.core.matching.screen import priced_out
from shanhai.core.matching.search import new_search


@dataclass(frozen=True, slots=True, eq=False)
class Fixed:
    """A plan: the employer of each group (−1: nowhere), the position of each worker, what it is worth, and where the next search may begin."""

    employer: Ints
    position: Ints
    households: int
    score: int
    prices: Prices
    edges: Edges  # of those in no group
    at: Ints  # seats, reserved ones apart


def fixed(
    field: Field, employer: Ints, edges: Edges, price: Longs, *, weight: int, before: Ints | None = None
) -> Fixed | None:
    """The best plan with these groups placed; None where they cannot all be seated. `price` and the seats `before`: where to begin."""
    market, bonus = split(field, employer, weight)
    goes = employer[field.slot_group] >= 0
    own = _own_edges(field, employer)
    listed, search = Listed(field.alone, field.positions), new_search(len(market.positions))
    graph = graph_of(joined(edges, own), market, bonus=bonus)
    state = empty_state(graph, price)
    if before is not None:
        reseat(graph, state, before)
    fresh = np.unique(market.household).astype(np.int32)
    while True:
        settle(graph, state, search, fresh)
        if (state.at[field.member[goes]] < 0).any():
            return None
        least = thresholds(graph, state)
        new, _tight = priced_out(market, listed, state.price[: field.positions], least)
        if not len(new.worker):
            break
        edges, fresh = joined(edges, new), np.unique(market.household[new.worker]).astype(np.int32)
        graph = graph_of(joined(edges, own), market, bonus=bonus)
    at = state.at.clip(NOWHERE)
    place = np.append(np.append(np.arange(field.positions), field.split), NOWHERE)[at].astype(np.int32)
    score = int(state.held[at != NOWHERE].sum())
    return Fixed(employer, place, _covered(field, employer, place), score, prices_of(graph, state, least), edges, at)


def split(field: Field, employer: Ints, weight: int) -> tuple[Market, Longs]:
    """The market with reserved seats as positions of their own and placed members as households of their own, and the bonus of each household."""
    market, count = field.market, len(field.market.priority)
    household = market.household.copy()
    household[field.member] = count + np.arange(len(field.member))
    bonus = np.zeros(count + len(field.member), np.int64)
    bonus[:count][market.priority] = weight
    bonus[field.joint_home[employer[field.joint_group] >= 0]] = 0
    bonus[count:] = 2 * (weight + field.highest) + 1
    none = np.zeros(len(field.split), np.int32)
    return replace(
        market, positions=[""] * (field.positions + len(none)), household=household, priority=bonus > 0, households=(),
        seats=np.concatenate([market.seats, market.reserved[field.split]]), reserved=np.concatenate([market.reserved, none]),
        employer=np.concatenate([market.employer, market.employer[field.split]]),
    ), bonus  # fmt: skip


def _own_edges(field: Field, employer: Ints) -> Edges:
    """The pairs of placed members at their group's employer, for open and for reserved seats."""
    slot = np.repeat(field.part_slot, np.diff(field.part_start, append=len(field.seat_position)))
    goes = employer[field.slot_group[slot]] == field.market.employer[field.seat_position]
    worker, position, score = field.member[slot[goes]], field.seat_position[goes], field.seat_score[goes]
    number = np.full(field.positions, NOWHERE, np.int32)
    number[field.split] = field.positions + np.arange(len(field.split))
    also = number[position] != NOWHERE
    return joined(Edges(worker, position, score), Edges(worker[also], number[position[also]], score[also]))


def _covered(field: Field, employer: Ints, at: Ints) -> int:
    market, inside = field.market, field.grouping.group >= 0
    counted = (at != NOWHERE) & (~inside | (field.rule.households < 0))
    own = int(market.priority[np.unique(market.household[counted])].sum())
    return own + max(0, field.rule.households) * int((employer != NOWHERE).sum())
