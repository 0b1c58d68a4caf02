"""What is published of a run, so that anybody can compute it again: pairs, positions, workers, plan and certificate, by opaque ids.

The inputs are kept as solved (compressed arrays), because wishes and positions move on while a run must stay what it was.
"""

import io
import json
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any

import numpy as np

from shanhai.core.matching.facts import NOWHERE, Longs, Market, Plan, Prices
from shanhai.core.matching.tables import BARRED, Tables

PARTS = ("a", "b", "c")
FILES = ("pairs.csv", "positions.csv", "workers.csv", "plan.csv", "certificate.json")


def pack(market: Market, made: Tables, plan: Plan) -> bytes:
    """The arrays as one compressed file without pickles."""
    file = io.BytesIO()
    arrays: dict[str, Any] = dict(
        workers=np.array(list(market.workers), np.str_),
        positions=np.array(list(market.positions), np.str_),
        households=np.array(list(market.households), np.str_),
        seats=market.seats,
        household=market.household,
        priority=market.priority,
        employer=market.employer,
        own=made.own,
        plan=plan.position,
        **{f"code_{part}": code for part, code in zip(PARTS, made.codes, strict=True)},
        **{f"points_{part}": table for part, table in zip(PARTS, made.points, strict=True)},
    )
    np.savez_compressed(file, **arrays)
    return file.getvalue()


class Published:
    """A run's inputs, opened."""

    def __init__(self, packed: bytes) -> None:
        self.held = np.load(io.BytesIO(packed), allow_pickle=False)
        codes = tuple(self.held[f"code_{part}"] for part in PARTS)
        points = tuple(self.held[f"points_{part}"] for part in PARTS)
        masks = tuple((table <= BARRED).astype(np.int32) for table in points)
        self.tables = Tables(codes, points, masks, self.held["own"])
        self.workers: list[str] = self.held["workers"].tolist()
        self.positions: list[str] = self.held["positions"].tolist()

    def market(self) -> Market:
        """The two sides as they were."""
        held = self.held
        return Market(
            workers=self.workers, positions=self.positions, seats=held["seats"], household=held["household"], priority=held["priority"],
            households=held["households"].tolist(), employer=held["employer"],
        )  # fmt: skip

    def plan(self, certificate: Mapping[str, Any]) -> Plan:
        """The plan with its prices, from the certificate: where a later search begins."""
        homes = self.held["households"].tolist()
        prices = Prices(
            _vector(certificate["position_price"], self.positions), _vector(certificate["worker_rent"], self.workers),
            _vector(certificate["household_potential"], homes),
        )  # fmt: skip
        return Plan(
            position=self.held["plan"], prices=prices, priority_weight=certificate["priority_weight"], bound=certificate["bound"],
            seed=certificate["seed"], **certificate["objective"],
        )  # fmt: skip

    def digests(self) -> dict[str, str]:
        """SHA-256 of each file that a plan is made from, as the certificate names them."""
        found = {}
        for name in ("pairs", "positions", "workers"):
            whole = sha256()
            for line in self.file(f"{name}.csv", {}):
                whole.update(line.encode())
            found[name] = whole.hexdigest()
        return found

    def file(self, name: str, certificate: dict[str, Any]) -> Iterator[str]:
        """One of the five files, part by part. Ids are letters and digits, so nothing needs quoting."""
        if name == "certificate.json":
            yield json.dumps(certificate, ensure_ascii=False, sort_keys=True)
            return
        head, rows = {
            "pairs.csv": ("worker,position,score", self._pairs),
            "positions.csv": ("position,seats,employer", self._positions),
            "workers.csv": ("worker,household,priority", self._workers),
            "plan.csv": ("worker,position", self._plan),
        }[name]
        yield f"{head}\n"
        yield from rows()

    def _pairs(self) -> Iterator[str]:
        listed, names = self.tables.listed(), self.positions
        start = listed.start.tolist()
        for number, worker in enumerate(self.workers):
            here = slice(start[number], start[number + 1])
            pairs = zip(listed.position[here].tolist(), listed.score[here].tolist(), strict=True)
            yield "".join([f"{worker},{names[position]},{score}\n" for position, score in pairs])

    def _positions(self) -> Iterator[str]:
        for position, seats, employer in zip(self.positions, self.held["seats"], self.held["employer"], strict=True):
            yield f"{position},{seats},e{employer}\n"

    def _workers(self) -> Iterator[str]:
        homes, priority = self.held["households"].tolist(), self.held["priority"]
        for worker, home in zip(self.workers, self.held["household"], strict=True):
            yield f"{worker},{homes[home]},{int(priority[home])}\n"

    def _plan(self) -> Iterator[str]:
        for worker, position in zip(self.workers, self.held["plan"].tolist(), strict=True):
            if position != NOWHERE:
                yield f"{worker},{self.positions[position]}\n"


def _vector(named: Mapping[str, int], names: Sequence[str]) -> Longs:
    return np.array([named.get(name, 0) for name in names], np.int64)
