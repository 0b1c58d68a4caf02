"""底线: at least so many people of one township or household status, or at some employers, go. What it is, and what it came to cost."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from shanhai.core.matching.facts import NOWHERE, Flags, Ints, Plan


@dataclass(frozen=True, slots=True, eq=False)
class Floor:
    """At least so many seated pairs of these people, or, where `where` is given, at these positions."""

    least: int
    who: Flags | None = None
    where: Flags | None = None

    def counted(self, worker: Ints, position: Ints) -> Flags:
        """Which pairs count."""
        found: Flags = self.who[worker] if self.who is not None else self._places()[position]
        return found

    def reached(self, position: Ints) -> int:
        """How many of the counted a plan seats."""
        seated = np.flatnonzero(position != NOWHERE).astype(np.int32)
        return int(self.counted(seated, position[seated]).sum())

    def _places(self) -> Flags:
        return np.zeros(0, np.bool_) if self.where is None else self.where


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Floored:
    """The best plan that keeps a floor, the price of its last seat, the plan without it, and how many were counted there."""

    plan: Plan
    price: int
    plain: Plan
    before: int

    @property
    def cost(self) -> dict[str, int]:
        """What the floor costs: households that get no earner, and score; either may be below 0 where the other is above."""
        return {"households": self.plain.households - self.plan.households, "score": self.plain.score - self.plan.score}


def said(floor: Floor, price: int) -> dict[str, Any]:
    """A floor as a certificate has it."""
    return {"least": floor.least, "price": price, "counts": "worker" if floor.who is not None else "position"}
