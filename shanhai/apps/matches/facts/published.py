"""What is published of a run, so that anybody can compute it again: pairs, positions, workers, plan and certificate, by opaque ids.

The inputs are kept as solved (compressed arrays), because wishes and positions move on while a run must stay what it was.
"""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from shanhai.core.matching.facts import NOWHERE, Market, Plan, Prices
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

    def file(self, name: str, certificate: dict[str, Any]) -> Iterator[str]:
        """One of the five files, line by line."""
        if name == "certificate.json":
            yield json.dumps(certificate, ensure_ascii=False, sort_keys=True)
            return
        heads, rows = {
            "pairs.csv": (("worker", "position", "score"), self._pairs()),
            "positions.csv": (("position", "seats", "employer"), self._positions()),
            "workers.csv": (("worker", "household", "priority"), self._workers()),
            "plan.csv": (("worker", "position"), self._plan()),
        }[name]
        yield _line(heads)
        for row in rows:
            yield _line(row)

    def _pairs(self) -> Iterator[Sequence[Any]]:
        listed = self.tables.listed()
        for number, worker in enumerate(self.workers):
            low, high = int(listed.start[number]), int(listed.start[number + 1])
            for place in range(low, high):
                yield worker, self.positions[int(listed.position[place])], int(listed.score[place])

    def _positions(self) -> Iterator[Sequence[Any]]:
        for position, seats, employer in zip(self.positions, self.held["seats"], self.held["employer"], strict=True):
            yield position, int(seats), f"e{int(employer)}"

    def _workers(self) -> Iterator[Sequence[Any]]:
        homes, priority = self.held["households"].tolist(), self.held["priority"]
        for worker, home in zip(self.workers, self.held["household"], strict=True):
            yield worker, homes[int(home)], int(priority[int(home)])

    def _plan(self) -> Iterator[Sequence[Any]]:
        for worker, position in zip(self.workers, self.held["plan"], strict=True):
            if int(position) != NOWHERE:
                yield worker, self.positions[int(position)]


def _line(row: Sequence[Any]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(row)
    return text.getvalue()


def certificate(market: Market, plan: Plan, *, mode: str) -> dict[str, Any]:
    """The dual prices by id, as `shanhai match verify` reads them. All whole numbers; what is missing is 0."""
    return {
        "mode": mode,
        "seed": plan.seed,
        "priority_weight": plan.priority_weight,
        "objective": {"households": plan.households, "score": plan.score},
        "bound": plan.bound,
        **_prices(market, plan.prices),
    }


def _prices(market: Market, prices: Prices) -> dict[str, dict[str, int]]:
    first = [int(one) if here else 0 for one, here in zip(prices.household, market.priority, strict=True)]
    return {
        "position_price": _named(market.positions, prices.position),
        "worker_rent": _named(market.workers, prices.worker),
        "household_potential": _named(market.households, first),
    }


def _named(names: Sequence[str], values: Any) -> dict[str, int]:
    return {name: int(value) for name, value in zip(names, values, strict=True) if value}
