"""The certificate as it is published: a plan's prices by name, and what they prove. Its format is docs/matching-recompute.md."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from shanhai.core.matching.facts import Longs, Market, Plan, Prices
from shanhai.core.matching.lottery import lots


def certificate(market: Market, plan: Plan, *, mode: str, inputs: Mapping[str, str]) -> dict[str, Any]:
    """Of a plan without groups. `inputs`: the SHA-256 of each file the plan was made from."""
    drawn = None
    if plan.lottery is not None:
        seated = np.flatnonzero(plan.position >= 0).astype(np.int32)
        won = int(lots(plan.seed, market.workers, market.positions, seated, plan.position[seated]).sum())
        drawn = {"seed": plan.seed, **named(market, plan.lottery), "bound": won}
    return {
        "mode": mode, "group_rule": None, "priority_weight": plan.priority_weight, **named(market, plan.prices),
        "bound": plan.bound, "objective": {"households": plan.households, "score": plan.score}, "seed": plan.seed,
        "lottery": drawn, "inputs": dict(inputs),
    }  # fmt: skip


def stable_certificate(*, households: int, score: int, seed: int, inputs: Mapping[str, str]) -> dict[str, Any]:
    """Of a stable plan: nothing needs a price, since every reader can look for a blocking pair."""
    return {
        "mode": "stable", "group_rule": None, "priority_weight": 0, "position_price": {}, "worker_rent": {}, "household_potential": {},
        "bound": 0, "objective": {"households": households, "score": score}, "seed": seed, "lottery": None, "inputs": dict(inputs),
    }  # fmt: skip


def named(market: Market, prices: Prices) -> dict[str, dict[str, int]]:
    """The three vectors by name."""
    return {
        "position_price": by_name(market.positions, prices.position),
        "worker_rent": by_name(market.workers, prices.worker),
        "household_potential": by_name(
            [market.households[home] for home in np.flatnonzero(market.priority).tolist()],
            prices.household[market.priority],
        ),
    }


def by_name(names: Sequence[str], values: Longs) -> dict[str, int]:
    """One vector, its zeros too: whoever reads it need not know that a missing name would mean 0."""
    return dict(zip(names, values.tolist(), strict=True))
