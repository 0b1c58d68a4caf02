"""Dijkstra's method over positions, with the chain of moves that reaches each: labels, a heap in which they can fall, and the price shift."""

from typing import NamedTuple

import numpy as np
from numba import njit

from shanhai.core.matching.facts import Ints, Longs
from shanhai.core.matching.graph import State

FAR = np.int64(2**62)
NOBODY = -1
SOURCE = -1  # before the first position of a chain
SIZE, SEEN = 0, 1  # what `counts` holds


class Search(NamedTuple):
    """Labels by position, and working space. `goes` leaves one position of the chain, `comes` enters the other; `link` names that other."""

    distance: Longs
    link: Ints
    goes: Ints
    comes: Ints
    heap: Ints
    where: Ints  # of each position its place in the heap, or -1
    seen: Ints
    counts: Ints


def new_search(positions: int) -> Search:
    """No position is labelled."""
    room = [np.empty(positions, np.int32) for _ in range(5)]
    link, goes, comes, heap, seen = room
    return Search(
        np.full(positions, FAR, np.int64), link, goes, comes, heap, np.full(positions, -1, np.int32), seen, np.zeros(2, np.int32)
    )  # fmt: skip


@njit(cache=True)
def before(q: Search, one: int, other: int) -> bool:
    """Nearer, or as near with the lower number: so that nothing depends on chance."""
    return bool(q.distance[one] < q.distance[other] or (q.distance[one] == q.distance[other] and one < other))


@njit(cache=True)
def label(q: Search, node: int, far: np.int64 | int, link: int, goes: int, comes: int) -> None:
    """Note a shorter way to a position than was known, and move it up in the heap."""
    if q.distance[node] == FAR:
        q.seen[q.counts[SEEN]] = node
        q.counts[SEEN] += 1
    q.distance[node], q.link[node], q.goes[node], q.comes[node] = far, link, goes, comes
    at = q.where[node]
    if at < 0:
        at = q.counts[SIZE]
        q.counts[SIZE] += 1
    while at > 0 and before(q, node, q.heap[(at - 1) // 2]):
        q.heap[at] = q.heap[(at - 1) // 2]
        q.where[q.heap[at]] = at
        at = (at - 1) // 2
    q.heap[at] = node
    q.where[node] = at


@njit(cache=True)
def nearest(q: Search, end: int) -> int:
    """Take out the nearest position closer than `end`; NOBODY when there is none."""
    if q.counts[SIZE] == 0 or q.distance[q.heap[0]] >= end:
        return NOBODY
    top = q.heap[0]
    q.counts[SIZE] -= 1
    size, last = q.counts[SIZE], q.heap[q.counts[SIZE]]
    at, below = 0, 1
    while below < size:
        if below + 1 < size and before(q, q.heap[below + 1], q.heap[below]):
            below += 1
        if before(q, last, q.heap[below]):
            break
        q.heap[at] = q.heap[below]
        q.where[q.heap[at]] = at
        at, below = below, 2 * below + 1
    q.heap[at] = last
    q.where[last] = at
    q.where[top] = -1
    return int(top)


@njit(cache=True)
def shift(q: Search, s: State, end: int, sign: int) -> None:
    """Move the price of every position nearer than `end` by the rest of the way, and forget all labels."""
    for k in range(q.counts[SEEN]):
        node = q.seen[k]
        if q.distance[node] < end:
            s.price[node] += sign * (end - q.distance[node])
        q.distance[node] = FAR
        q.where[node] = -1
    q.counts[SIZE] = 0
    q.counts[SEEN] = 0
