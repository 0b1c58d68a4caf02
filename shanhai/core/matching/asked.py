"""What a run asks of the solver, and what it gets: one plan, where each group goes, and the proof as it is published."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from shanhai.core.matching.facts import Ints, Market, Plan
from shanhai.core.matching.floor import Floor, Floored
from shanhai.core.matching.groups.facts import Grouping
from shanhai.core.matching.groups.rules import Rule
from shanhai.core.matching.tables import Tables


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Asked:
    """One question. `grouping` None: everybody goes alone. `before`: the plan of an earlier run with its market, where the search begins."""

    market: Market
    tables: Tables
    seed: int
    objective: str = "lexicographic"
    grouping: Grouping | None = None
    rule: Rule = field(default_factory=Rule)
    floor: Floor | None = None
    before: tuple[Plan, Market] | None = None


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Solution:
    """The plan, the employer of each group (−1: nowhere), what a floor cost, and the certificate but for the digests of the files."""

    plan: Plan
    said: Mapping[str, Any]
    employer: Ints = field(default_factory=lambda: np.empty(0, np.int32))
    floored: Floored | None = None

    def certificate(self, inputs: Mapping[str, str]) -> dict[str, Any]:
        """As it is published."""
        return {**self.said, "inputs": dict(inputs)}
