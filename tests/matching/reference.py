"""A second way to the best plan, for tests: OR-Tools' min-cost flow finds it, shortest paths in what is left of the flow price it.

Nothing here is shared with the product. All three tiers are one cost, which fits 64 bits in small markets: (households·M + score)·2³⁵ + weight.
Prices are distances in pairs (worth, weight), so that the first parts prove the plan and the second parts prove the draw.
"""

import random
from dataclasses import dataclass, replace
from hashlib import sha256

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from shanhai.core.matching.verify import Case

TIER = 1 << 35
MASK = (1 << 64) - 1


@dataclass(frozen=True)
class Small:
    """A market by name. `home`: worker → household; `pairs`: (worker, position) → score."""

    seats: dict[str, int]
    home: dict[str, str]
    priority: frozenset[str]
    pairs: dict[tuple[str, str], int]
    reserved: dict[str, int]

    @property
    def weight(self) -> int:
        return max(self.pairs.values(), default=0) * min(sum(self.seats.values()), len(self.home)) + 1


def random_market(seed: int, *, workers: int = 12, positions: int = 5) -> Small:
    """Tight and slack, poor and rich, coarse scores with many ties and fine ones, lone people and large households."""
    draw = random.Random(seed)
    n, m = draw.randint(1, workers), draw.randint(1, positions)
    largest, share, eligible = draw.choice([1, 3, 100]), draw.random(), draw.choice([0.2, 0.5, 1.0])
    people, places = [f"w{k:02}" for k in range(n)], [f"p{k}" for k in range(m)]
    size = draw.choice([1, 2, 5])
    home = {person: f"h{draw.randrange(max(1, n // size))}" for person in people}
    return Small(
        seats={place: draw.randint(1, draw.choice([1, 3, 6])) for place in places},
        home=home,
        priority=frozenset(h for h in sorted(set(home.values())) if draw.random() < share),
        pairs={(w, p): draw.randint(0, largest) for w in people for p in places if draw.random() < eligible},
        reserved=dict.fromkeys(places, 0),
    )


def ticket(seed: int, kind: str, name: str) -> int:
    return int.from_bytes(sha256(f"{seed}|{kind}|{name}".encode()).digest()[:8], "big")


def weight(seed: int, worker: str, position: str) -> int:
    z = ((ticket(seed, "worker", worker) ^ ticket(seed, "position", position)) + 0x9E3779B97F4A7C15) & MASK
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return (z ^ (z >> 31)) >> 33


@dataclass
class Arc:
    tail: str
    head: str
    room: int
    worth: int  # tiers 1 and 2
    weight: int = 0
    flow: int = 0


def arcs(market: Small, *, seed: int, first: int) -> list[Arc]:
    """The whole problem as one flow from S to T, with a way round for what stays empty."""
    found = [Arc("S", "T", sum(market.seats.values()) + 2, 0)]
    for h in sorted(market.priority):
        size = sum(home == h for home in market.home.values())
        found += [Arc("S", f"H{h}", 1, first)] + ([Arc("S", f"H{h}", size - 1, 0)] if size > 1 else [])
    for w, h in market.home.items():
        found.append(Arc(f"H{h}" if h in market.priority else "S", f"W{w}", 1, 0))
    for (w, p), score in market.pairs.items():
        found.append(Arc(f"W{w}", f"P{p}", 2, score, weight(seed, w, p)))
    return found + [Arc(f"P{p}", "T", seats - market.reserved[p], 0) for p, seats in market.seats.items()]


def solve(market: Small, *, seed: int = 0, mode: str = "lexicographic") -> tuple[dict[str, str], dict]:
    """The drawn best plan, and its certificate."""
    first = market.weight if mode == "lexicographic" else 0
    graph = arcs(market, seed=seed, first=first)
    nodes = {name: k for k, name in enumerate(sorted({arc.tail for arc in graph} | {arc.head for arc in graph}))}
    flow = SimpleMinCostFlow()
    for arc in graph:
        flow.add_arc_with_capacity_and_unit_cost(
            nodes[arc.tail], nodes[arc.head], arc.room, -(arc.worth * TIER + arc.weight)
        )
    flow.set_node_supply(nodes["S"], sum(market.seats.values()) + 1)
    flow.set_node_supply(nodes["T"], -sum(market.seats.values()) - 1)
    assert flow.solve() == flow.OPTIMAL
    for k, arc in enumerate(graph):
        arc.flow = flow.flow(k)
    plan = {arc.tail[1:]: arc.head[1:] for arc in graph if arc.flow and arc.tail[0] == "W"}
    return plan, certificate(market, graph, plan, seed=seed, first=first, mode=mode)


def distances(graph: list[Arc]) -> dict[str, tuple[int, int]]:
    """Potentials of what is left of a flow (Bellman and Ford), moved so that S and T have none."""
    left = [(a.tail, a.head, -a.worth, -a.weight) for a in graph if a.flow < a.room]
    left += [(a.head, a.tail, a.worth, a.weight) for a in graph if a.flow > 0]
    far = {name: (0, 0) for arc in graph for name in (arc.tail, arc.head)}
    moved = True
    while moved:
        moved = False
        for tail, head, one, two in left:
            way = (far[tail][0] + one, far[tail][1] + two)
            if way < far[head]:
                far[head], moved = way, True
    base = far["S"]
    return {name: (one - base[0], two - base[1]) for name, (one, two) in far.items()}


def certificate(market: Small, graph: list[Arc], plan: dict[str, str], *, seed: int, first: int, mode: str) -> dict:
    far = distances(graph)
    parts = ({}, {}, {}), ({}, {}, {})
    for p in market.seats:
        one, two = far[f"P{p}"]
        _two_parts(parts, 0, p, -one, -two)
    for w, h in market.home.items():
        base = far[f"H{h}"] if h in market.priority else (0, 0)
        _two_parts(parts, 1, w, far[f"W{w}"][0] - base[0], far[f"W{w}"][1] - base[1])
    for h in market.priority:
        parts[0][2][h], parts[1][2][h] = far[f"H{h}"]
    keys = ("position_price", "worker_rent", "household_potential")
    households = len({market.home[w] for w in plan} & market.priority)
    score = sum(market.pairs[w, p] for w, p in plan.items())
    won = sum(weight(seed, w, p) for w, p in plan.items())
    return {
        "mode": mode, "group_rule": None, "priority_weight": first, **dict(zip(keys, parts[0], strict=True)),
        "bound": first * households + score, "objective": {"households": households, "score": score}, "seed": seed, "inputs": {},
        "lottery": {"seed": seed, **dict(zip(keys, parts[1], strict=True)), "bound": won},
    }  # fmt: skip


def _two_parts(parts: tuple, which: int, name: str, one: int, two: int) -> None:
    """A price that is 0 in worth may not be below 0 in weight; one that would be below 0 in worth is none at all."""
    parts[0][which][name] = max(0, one)
    parts[1][which][name] = two if one > 0 else max(0, two) if one == 0 else 0


def case(market: Small, *, rows: list[tuple[str, str]] | None = None) -> Case:
    """The same market as the verifier takes it; pairs in blocks of seven, in any order."""
    workers, positions, households = list(market.home), list(market.seats), sorted(set(market.home.values()))
    listed = rows if rows is not None else list(market.pairs)
    columns = [
        np.array([workers.index(w) for w, _p in listed], np.int64),
        np.array([positions.index(p) for _w, p in listed], np.int64),
        np.array([market.pairs[pair] for pair in listed], np.int64),
    ]
    return Case(
        workers=workers,
        positions=positions,
        households=households,
        household=np.array([households.index(h) for h in market.home.values()], np.int64),
        priority=np.array([h in market.priority for h in households], bool),
        seats=np.array(list(market.seats.values()), np.int64),
        reserved=np.array([market.reserved[p] for p in positions], np.int64),
        pairs=lambda: ([column[k : k + 7] for column in columns] for k in range(0, len(listed), 7)),
    )


def without(market: Small, pair: tuple[str, str]) -> Small:
    return replace(market, pairs={key: score for key, score in market.pairs.items() if key != pair})
