"""The pairs a plan is sought among, by worker and by position, and the plan as it grows. Compiled code reads these tuples of arrays."""

from typing import NamedTuple

import numpy as np

from shanhai.core.matching.facts import Flags, Ints, Longs

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


class Graph(NamedTuple):
    """Pairs by worker (`row_…`) and by position (`column_…`), households with their members, and what a household's first earner adds."""

    row_start: Longs
    row_position: Ints
    row_score: Longs
    column_start: Longs
    column_worker: Ints
    column_score: Longs
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


def graph_of(
    edges: Edges,
    *,
    workers: int,
    seats: Ints,
    household: Ints,
    members: tuple[Longs, Ints],
    bonus: Longs,
    single: Flags,
) -> Graph:
    """Sort pairs both ways. Duplicates among them must have been removed."""
    by_worker = np.lexsort((edges.position, edges.worker))
    by_position = np.lexsort((edges.worker, edges.position))
    return Graph(
        row_start=_starts(edges.worker, workers), row_position=edges.position[by_worker], row_score=edges.score[by_worker],
        column_start=_starts(edges.position, len(seats)), column_worker=edges.worker[by_position],
        column_score=edges.score[by_position], seats=seats, household=household, member_start=members[0], member=members[1],
        bonus=bonus, single=single,
    )  # fmt: skip


def members_of(household: Ints, households: int) -> tuple[Longs, Ints]:
    """The workers of each household, by household."""
    return _starts(household, households), np.argsort(household, kind="stable").astype(np.int32)


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


def _starts(keys: Ints, groups: int) -> Longs:
    starts = np.zeros(groups + 1, np.int64)
    np.cumsum(np.bincount(keys, minlength=groups), out=starts[1:])
    return starts
