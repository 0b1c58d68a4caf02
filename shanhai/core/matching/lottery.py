"""抽签: among equally good plans a published, seeded draw decides, so that neither the order of a file nor a hand does.

A pair's lot is a whole number below 2³¹ made from the seed and the two names (`lots`). The plan drawn is the one with the highest sum of
lots among *all* optimal plans. These are exactly the plans that use only tight pairs (score = price + rent + household's part), fill
every position that has a price, seat everybody who has a rent, serve every household that gains, and send no more than one of a household
whose part is negative (complementary slackness). The first problem's prices thus describe the face on which the second is solved with
the same `flow`; what must be full there is given a value larger than all lots together, which is taken off the second prices again.
"""

from collections.abc import Sequence
from hashlib import sha256
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from shanhai.core.matching.duals import prices_of, thresholds
from shanhai.core.matching.facts import Ints, Longs, Market, Prices
from shanhai.core.matching.flow import settle
from shanhai.core.matching.graph import Edges, Graph, State, empty_state, graph_of
from shanhai.core.matching.search import new_search

LOT_BITS: Final = 31

type Words = npt.NDArray[np.uint64]


class Drawn(NamedTuple):
    """The plan drawn, its score, and the second prices."""

    position: Ints
    score: int
    prices: Prices


class Face(NamedTuple):
    """What every optimal plan does: positions that are full, workers who go, households served, households that send at most one."""

    full: Longs
    goes: Longs
    served: Longs
    single: npt.NDArray[np.bool_]


def draw(market: Market, prices: Prices, tight: Edges, *, weight: int, seed: int) -> Drawn:
    """Draw one of the optimal plans. `tight`: every pair whose score is exactly price + rent + household's part."""
    lot = lots(seed, market.workers, market.positions, tight.worker, tight.position)
    return best_on_face(market, prices, tight, lot, bits=LOT_BITS, weight=weight)


def best_on_face(market: Market, prices: Prices, tight: Edges, lot: Longs, *, bits: int, weight: int) -> Drawn:
    """Of the optimal plans the one with the highest sum of these values of tight pairs, each below 2^bits and above −2^bits."""
    face = face_of(market, prices, weight)
    must = (min(len(market.workers), int(market.open_seats.astype(np.int64).sum())) + 1) << (bits + 1)
    value = lot + must * (face.full[tight.position] + face.goes[tight.worker])
    graph = graph_of(Edges(tight.worker, tight.position, value), market, bonus=must * face.served, single=face.single)
    state = empty_state(graph, (must + (1 << bits)) * face.full)
    homes = np.zeros(len(market.priority), np.bool_)
    homes[market.household[tight.worker]] = True
    settle(graph, state, new_search(len(market.positions)), np.flatnonzero(homes).astype(np.int32))
    return Drawn(state.at, _score(market, prices, state), _second(graph, state, face, must))


def face_of(market: Market, prices: Prices, weight: int) -> Face:
    """Read the face of optimal plans off the first prices."""
    served = market.priority & (weight + prices.household > 0)
    return Face(
        (prices.position > 0).astype(np.int64), (prices.worker > 0).astype(np.int64), served.astype(np.int64),
        prices.household < 0,
    )  # fmt: skip


def lots(seed: int, workers: Sequence[str], positions: Sequence[str], worker: Ints, position: Ints) -> Longs:
    """The lot of each pair: splitmix64 of the two tickets combined, its upper 31 bits."""
    mixed = tickets(seed, "worker", workers, worker) ^ tickets(seed, "position", positions, position)
    with np.errstate(over="ignore"):
        mixed = mixed + np.uint64(0x9E3779B97F4A7C15)
        mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return ((mixed ^ (mixed >> np.uint64(31))) >> np.uint64(64 - LOT_BITS)).astype(np.int64)


def tickets(seed: int, kind: str, names: Sequence[str], which: Ints) -> Words:
    """Of each row its name's ticket: the first eight bytes of SHA-256 of `seed|kind|name`."""
    needed, back = np.unique(which, return_inverse=True)
    made = [sha256(f"{seed}|{kind}|{names[i]}".encode()).digest()[:8] for i in needed]
    found: Words = np.frombuffer(b"".join(made), dtype=">u8").astype(np.uint64)
    return found[back]


def _score(market: Market, prices: Prices, state: State) -> int:
    """The plan's score: each of its pairs is tight, so its score is what the first prices say."""
    seated = np.flatnonzero(state.at >= 0)
    whole = prices.position[state.at[seated]] + prices.worker[seated] + prices.household[market.household[seated]]
    return int(whole.sum())


def _second(graph: Graph, state: State, face: Face, must: int) -> Prices:
    found = prices_of(graph, state, thresholds(graph, state))
    return Prices(found.position - must * face.full, found.worker - must * face.goes, found.household)
