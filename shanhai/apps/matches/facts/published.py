"""What is published of a run, so that anybody can compute it again: pairs, positions, workers, groups, plan and certificate, by opaque ids.

The inputs are kept as solved (compressed arrays), because wishes and positions move on while a run must stay what it was.
"""

import io
import json
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any

import numpy as np

from shanhai.apps.matches.facts.market import firm_name
from shanhai.core.matching.asked import Asked
from shanhai.core.matching.facts import NOWHERE, Ints, Longs, Market, Plan, Prices
from shanhai.core.matching.floor import Floor
from shanhai.core.matching.ranks import ranks
from shanhai.core.matching.tables import BARRED, Tables

PARTS = ("a", "b", "c")
FILES = ("pairs.csv", "positions.csv", "workers.csv", "groups.csv", "floor.csv", "plan.csv", "certificate.json")


def pack(asked: Asked, plan: Plan) -> bytes:
    """The arrays as one compressed file without pickles."""
    market, made, grouping, file = asked.market, asked.tables, asked.grouping, io.BytesIO()
    arrays: dict[str, Any] = dict(
        workers=np.array(list(market.workers), np.str_),
        positions=np.array(list(market.positions), np.str_),
        households=np.array(list(market.households), np.str_),
        seats=market.seats,
        household=market.household,
        priority=market.priority,
        employer=market.employer,
        reserved=market.reserved,
        groups=np.array(list(grouping.groups) if grouping else [], np.str_),
        group=grouping.group if grouping else np.full(len(market.workers), -1, np.int32),
        ranked=np.array(asked.objective == "stable"),
        **_floored(asked.floor),
        own=made.own,
        plan=plan.position,
        **{f"code_{part}": code for part, code in zip(PARTS, made.codes, strict=True)},
        **{f"points_{part}": table for part, table in zip(PARTS, made.points, strict=True)},
    )
    np.savez_compressed(file, **arrays)
    return file.getvalue()


def _floored(floor: Floor | None) -> dict[str, Any]:
    if floor is None:
        return {}
    return {"floor_who": floor.who} if floor.who is not None else {"floor_where": floor.where}


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
        self.groups: list[str] = self.held["groups"].tolist() if "groups" in self.held else []  # older runs have none

    @property
    def files(self) -> tuple[str, ...]:
        """Which files there are."""
        absent = {"groups.csv"} if not self.groups else set()
        return tuple(name for name in FILES if name not in absent | ({"floor.csv"} if self._floor is None else set()))

    @property
    def reserved(self) -> Ints:
        """Of each position's seats, those for members of groups."""
        found: Ints = self.held["reserved"] if "reserved" in self.held else np.zeros(len(self.positions), np.int32)
        return found

    def market(self) -> Market:
        """The two sides as they were."""
        held = self.held
        return Market(
            workers=self.workers, positions=self.positions, seats=held["seats"], household=held["household"], priority=held["priority"],
            households=held["households"].tolist(), employer=held["employer"], reserved=self.reserved,
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
        for name in (file.removesuffix(".csv") for file in self.files if file not in ("plan.csv", "certificate.json")):
            whole = sha256()
            for line in self.file(f"{name}.csv", {}):
                whole.update(line.encode())
            found[name] = whole.hexdigest()
        return found

    def file(self, name: str, certificate: dict[str, Any]) -> Iterator[str]:
        """One of the files, part by part. Ids are letters and digits, so nothing needs quoting."""
        if name == "certificate.json":
            yield json.dumps(certificate, ensure_ascii=False, sort_keys=True)
            return
        head, rows = {
            "pairs.csv": ("worker,position,score" + ",worker_rank,position_rank" * self._ranked, self._pairs),
            "positions.csv": ("position,seats,employer,reserved", self._positions),
            "groups.csv": ("group,worker", self._groups),
            "floor.csv": (self._floor[0] if self._floor else "", self._counted),
            "workers.csv": ("worker,household,priority", self._workers),
            "plan.csv": ("worker,position", self._plan),
        }[name]
        yield f"{head}\n"
        yield from rows()

    @property
    def _ranked(self) -> bool:
        return "ranked" in self.held and bool(self.held["ranked"])

    def _pairs(self) -> Iterator[str]:
        listed, names = self.tables.listed(), self.positions
        columns = [listed.score]
        if self._ranked:
            columns += ranks(listed, self.tables, self.held["priority"][self.held["household"]])
        start = listed.start.tolist()
        for number, worker in enumerate(self.workers):
            here = slice(start[number], start[number + 1])
            rows = zip(listed.position[here].tolist(), *(column[here].tolist() for column in columns), strict=True)
            yield "".join([f"{worker},{names[row[0]]},{','.join(map(str, row[1:]))}\n" for row in rows])

    def _positions(self) -> Iterator[str]:
        rows = zip(self.positions, self.held["seats"], self.held["employer"].tolist(), self.reserved, strict=True)
        for position, seats, employer, reserved in rows:
            yield f"{position},{seats},{firm_name(employer)},{reserved}\n"

    @property
    def _floor(self) -> tuple[str, list[str]] | None:
        """Which column floor.csv has, and its names."""
        for key, column, names in (("floor_who", "worker", self.workers), ("floor_where", "position", self.positions)):
            if key in self.held:
                return column, [names[n] for n in np.flatnonzero(self.held[key]).tolist()]
        return None

    def _counted(self) -> Iterator[str]:
        yield from (f"{name}\n" for name in (self._floor[1] if self._floor else ()))

    def _groups(self) -> Iterator[str]:
        for worker, group in zip(self.workers, self.held["group"].tolist(), strict=True):
            if group >= 0:
                yield f"{self.groups[group]},{worker}\n"

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
