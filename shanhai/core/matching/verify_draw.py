"""Did this plan win the draw among all equally good ones? Shares no code with what draws.

What all best plans have in common follows from any prices (p, r, s) that prove one of them (complementary slackness):

- a pair is used only where p + r + s = score;
- a position with p > 0 is full; a person with r > 0 has a seat;
- a household with priority takes its first seat where M + s > 0, may take it where M + s = 0, and takes none where M + s < 0; its further
  seats likewise by s alone.

So the number of seats filled at a position, of a person's seats, of a household's first and of its further seats each lie between a low
and an up, and the best plans are the whole flows between them. The draw takes the one of greatest weight, where

    weight(worker, position) = splitmix64(ticket("worker", name) XOR ticket("position", name)) >> 33
    ticket(kind, name) = the first 8 bytes, big end first, of SHA-256("{seed}|{kind}|{name}")

The dual of that linear programme has a free q for each position, u for each worker and t for each household with priority (0 for others):

    q + u + t ≥ weight for every pair with p + r + s = score      bound = Σ max(low·q, up·q) + Σ max(low·u, up·u) + Σ max(low·t, up·t)

the last sum over first and further seats alike: both send their people at the household's price t. Flows between whole numbers have whole
corners, so the least bound equals the greatest weight: a plan that weighs exactly the bound has won.
"""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

import numpy as np
import numpy.typing as npt

from shanhai.core.matching.verify import LARGEST, Array, Case, Faults, product, read_prices, tell_pairs

type Words = npt.NDArray[np.uint64]

STEP, FIRST, SECOND = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)


def check_draw(case: Case, place: Array, certificate: Mapping[str, Any], faults: Faults) -> None:
    """Add to `faults` whatever keeps this plan from being the one drawn. The certificate's own prices are checked elsewhere."""
    drawn, seed = certificate["lottery"], certificate["seed"]
    if drawn["seed"] != seed:
        faults.append({"code": "draw_seed", "said": drawn["seed"], "found": seed})
    price, rent, potential = read_prices(case, certificate, [])
    q, rho, t = read_prices(case, drawn, faults, least=-LARGEST)
    of_worker, of_position = tickets(seed, "worker", case.workers), tickets(seed, "position", case.positions)
    for worker, position, score, *_ranks in case.pairs():
        home = case.household[worker]
        tight = price[position] + rent[worker] + potential[home] == score
        w, p, h = worker[tight], position[tight], home[tight]
        tell_pairs(
            case, "draw_price_too_low", w, p, weight(of_worker[w], of_position[p]) - q[p] - rho[w] - t[h], faults
        )
    first, further = case.first_and_further
    opened, alone, worth = case.seats - case.reserved, np.ones_like(rent), certificate["priority_weight"] + potential
    bound = _between(opened * (price > 0), opened, q) + _between(alone * (rent > 0), alone, rho)
    bound += _between(first * (worth > 0), first * (worth >= 0), t) + _between(
        further * (potential > 0), further * (potential >= 0), t
    )
    have = np.flatnonzero(place >= 0)
    won = int(weight(of_worker[have], of_position[place[have]]).sum())
    if not won == bound == drawn["bound"]:
        faults.append({"code": "draw", "weight": won, "bound": bound, "said": drawn["bound"]})


def tickets(seed: int, kind: str, names: Sequence[str]) -> Words:
    """One number of 64 bits a name."""
    digests = b"".join(sha256(f"{seed}|{kind}|{name}".encode()).digest()[:8] for name in names)
    return np.frombuffer(digests, ">u8").astype(np.uint64)


def weight(worker: Words, position: Words) -> Array:
    """What a pair weighs in the draw: 31 bits of the two tickets, mixed by the finaliser of splitmix64 (Steele, Lea and Flood 2014)."""
    z = (worker ^ position) + STEP
    z = (z ^ (z >> np.uint64(30))) * FIRST
    z = (z ^ (z >> np.uint64(27))) * SECOND
    return ((z ^ (z >> np.uint64(31))) >> np.uint64(33)).astype(np.int64)


def _between(low: Array, up: Array, value: Array) -> int:
    return product(up, value.clip(0)) - product(low, (-value).clip(0))
