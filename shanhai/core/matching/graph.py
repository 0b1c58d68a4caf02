"""The pairs a plan is sought among, by worker and by position, and the plan as it grows. Compiled code reads these tuples of arrays."""

from typing import NamedTuple

import numpy as np
from numba import njit

from shanhai.core.matching.facts import Flags, Ints, Longs, Market

FREE = -1  # a worker without a seat
HUNGRY = -2  # a worker who is owed one at today's prices and is waiting for it


class Edges(NamedTuple):
    """Pairs as three columns."""

    worker: Ints
    position: Ints
    score: Longs


def joined(*parts: Edges) -> Edges:
    """Several sets of pairs as one."""
    return Edges(
        np.concatenate([part.worker for part in parts]), np.concatenate([part.position for part in parts]),
        np.concatenate([part.score for part in parts]),
    )  # fmt: skip


def chosen(edges: Edges, which: Flags) -> Edges:
    """Some of the pairs."""
    return Edges(edges.worker[which], edges.position[which], edges.score[which])


def distinct(edges: Edges, positions: int) -> Edges:
    """Each pair once."""
    _keys, first = np.unique(edges.worker.astype(np.int64) * positions + edges.position, return_index=True)
    return Edges(edges.worker[first], edges.position[first], edges.score[first])


class Graph(NamedTuple):
    """Pairs by worker (`row_…`) and by position (`column_…`), households with their members, and what a household's first earner adds.

    In a column the pairs of highest `reach` stand first: score + the household's bonus, more than which none can bring.
    """

    row_start: Longs
    row_position: Ints
    row_score: Longs
    column_start: Longs
    column_worker: Ints
    column_score: Longs
    column_reach: Longs
    seats: Ints
    household: Ints
    member_start: Longs
    member: Ints
    bonus: Longs  # of each household: its first earner's worth
    single: Flags  # of each household: no more than one may go


class State(NamedTuple):
    """A plan under way: prices, who sits where at which score, and who waits."""

    price: Longs
    at: Ints  # position of each worker, FREE or HUNGRY
    held: Longs  # score of the pair a worker holds
    filled: Ints  # how many of a household have a seat or wait for one
    taken: Ints  # seats taken of each position
    seat_start: Longs
    holder: Ints  # who sits in each seat
    slot: Ints  # which seat a worker sits in
    best: Longs  # working space: what a worker's best pair is worth at today's prices


def graph_of(edges: Edges, market: Market, *, bonus: Longs, single: Flags | None = None) -> Graph:
    """Sort pairs both ways. None of them stands twice."""
    workers, positions = len(market.workers), len(market.positions)
    reach = edges.score + bonus[market.household[edges.worker]]
    column_start, order = placed(edges.position, positions)
    highest_first(column_start, order, reach)
    worker, position, score = edges.worker[order], edges.position[order], edges.score[order]
    row_start, by_worker = placed(worker, workers)
    member_start, member = placed(market.household, len(market.priority))
    return Graph(
        row_start=row_start, row_position=position[by_worker], row_score=score[by_worker],
        column_start=column_start, column_worker=worker, column_score=score, column_reach=reach[order], seats=market.open_seats,
        household=market.household, member_start=member_start, member=member, bonus=bonus,
        single=np.zeros(len(market.priority), np.bool_) if single is None else single,
    )  # fmt: skip


@njit(cache=True)
def placed(keys: Ints, groups: int) -> tuple[Longs, Ints]:
    """Counting sort: where each group begins, and the rows by group, in the order they had."""
    start = np.zeros(groups + 1, np.int64)
    for key in keys:
        start[key + 1] += 1
    for group in range(groups):
        start[group + 1] += start[group]
    order, upto = np.empty(len(keys), np.int32), start[:-1].copy()
    for row in range(len(keys)):
        order[upto[keys[row]]] = row
        upto[keys[row]] += 1
    return start, order


@njit(cache=True)
def highest_first(start: Longs, order: Ints, value: Longs) -> None:
    """Sort the rows of each group by falling value, in place."""
    for group in range(len(start) - 1):
        rows = order[start[group] : start[group + 1]]
        rows[:] = rows[np.argsort(-value[rows], kind="mergesort")]


def empty_state(graph: Graph, price: Longs) -> State:
    """Nobody has a seat."""
    workers, positions = len(graph.household), len(graph.seats)
    seat_start = np.zeros(positions + 1, np.int64)
    np.cumsum(graph.seats, out=seat_start[1:])
    return State(
        price=price.copy(), at=np.full(workers, FREE, np.int32), held=np.zeros(workers, np.int64),
        filled=np.zeros(len(graph.bonus), np.int32), taken=np.zeros(positions, np.int32), seat_start=seat_start,
        holder=np.zeros(int(seat_start[-1]), np.int32), slot=np.zeros(workers, np.int32), best=np.zeros(workers, np.int64),
    )  # fmt: skip
