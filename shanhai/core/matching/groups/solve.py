"""The plan with groups: households first, then score, with its proof. How it is sought: `search`; what the proof says: `verify_groups`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, Final

import numpy as np

from shanhai.core.matching.assign import assign, priority_weight
from shanhai.core.matching.facts import Ints, ListedPairs, Longs, Market, Plan, Prices
from shanhai.core.matching.graph import Edges
from shanhai.core.matching.groups.facts import Field, Grouping, field_of
from shanhai.core.matching.groups.fixed import Fixed, fixed
from shanhai.core.matching.groups.relaxed import Relaxed
from shanhai.core.matching.groups.rules import Rule
from shanhai.core.matching.groups.search import Case, Search
from shanhai.core.refusal import Refusal

EFFORT: Final = 40_000_000_000  # nanoseconds of a machine of 2026, as estimated; about so many seconds
FIRST: Final = 20_000  # pairs the programme begins with
FINEST: Final = 1_000_000  # units a point is divided into


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class GroupPlan:
    """Who goes where, the employer of each group (−1: nowhere), what it is worth, and what no plan exceeds.

    `households_proof` (None where only scores count) and `score_proof` are the trees of the certificate. `prices` are those of the plan once
    it is settled where groups go: they explain it to everybody who is in none.
    """

    position: Ints
    employer: Ints
    households: int
    score: int
    bound: int
    priority_weight: int
    rule: Rule
    scale: int
    seed: int
    households_proof: Mapping[str, Any] | None
    score_proof: Mapping[str, Any]
    prices: Prices

    @property
    def plan(self) -> Plan:
        """As a plan like any other; its bound is proved by the trees and not by the prices."""
        return Plan(
            position=self.position, prices=self.prices, priority_weight=self.priority_weight, households=self.households,
            score=self.score, bound=self.bound, seed=self.seed,
        )  # fmt: skip

    @property
    def gap(self) -> int:
        """How much better a plan might be as far as the proof can tell."""
        return self.bound - self.priority_weight * self.households - self.score

    def certificate(self, *, inputs: Mapping[str, str]) -> dict[str, Any]:
        """As it is published."""
        return {
            "mode": "lexicographic" if self.households_proof is not None else "score", "group_rule": str(self.rule),
            "priority_weight": self.priority_weight, "scale": self.scale, "position_price": {}, "worker_rent": {}, "household_potential": {},
            "households_proof": self.households_proof, "score_proof": self.score_proof, "bound": self.bound,
            "objective": {"households": self.households, "score": self.score}, "seed": self.seed, "lottery": None, "inputs": dict(inputs),
        }  # fmt: skip


class Best:
    """The best plan so far; each choice of employers is tried once."""

    def __init__(self, field: Field, relaxed: Relaxed, edges: Edges, price: Longs, weight: int) -> None:
        self.field, self.relaxed, self.edges, self.weight = field, relaxed, edges, weight
        self.price = np.append(price, price[field.split])
        self.tried: set[bytes] = set()
        self.plan: Fixed | None = None

    def attempt(self, employer: Ints) -> Fixed:
        """Try these; the best plan of all that were tried. Nobody from a group going anywhere is always possible, and tried first."""
        if employer.tobytes() not in self.tried:
            self.tried.add(employer.tobytes())
            self.relaxed.spent += 12 * len(self.field.alone.position)
            before = None if self.plan is None else self.plan.at
            found = fixed(self.field, employer, self.edges, self.price, weight=self.weight, before=before)
            if found is not None and (self.plan is None or self._worth(found) > self._worth(self.plan)):
                self.plan = found
        return self.plan  # type: ignore[return-value]

    def _worth(self, plan: Fixed) -> int:
        return self.weight * plan.households + plan.score


def solve_groups(
    market: Market,
    pairs: ListedPairs,
    grouping: Grouping,
    rule: Rule,
    *,
    seed: int = 0,
    objective: str = "lexicographic",
    effort: int = EFFORT,
) -> GroupPlan:
    """The best plan found, and how much better any can be. Refuses match.objective, match.overflow, and match.rule_objective."""
    if objective == "score" and rule.households >= 0:
        raise Refusal("match.rule_objective", rule=str(rule))
    field = field_of(market, pairs, grouping, rule)
    alone = assign(market, field.alone, objective=objective)
    weight = priority_weight(market, field.highest) if objective == "lexicographic" else 0
    edges = _nearest(field, alone)
    relaxed = Relaxed(field, edges, scale=_scale(field))
    best = Best(field, relaxed, edges, alone.prices.position, weight)
    counted = _counted(relaxed, best, effort, seed) if weight else None
    plan = best.attempt(np.full(len(grouping.groups), -1, np.int32))
    relaxed.count_scores(plan.households if weight else 0)
    scored = _scored(relaxed, best, effort, seed)
    plan, most = best.attempt(plan.employer), counted.bound if counted else 0
    bound = max((case.total - case.guess.weight * most) // relaxed.scale for case in scored.leaves())
    return GroupPlan(
        position=plan.position, employer=plan.employer, households=plan.households, score=plan.score,
        bound=weight * most + max(0, bound), priority_weight=weight, rule=rule, scale=relaxed.scale, seed=seed,
        households_proof=written(field, counted.root) if counted else None, score_proof=written(field, scored.root),
        prices=_apart(field, plan.prices),
    )  # fmt: skip


def _apart(field: Field, prices: Prices) -> Prices:
    """Without the positions and households that stood for reserved seats and for placed members."""
    homes = len(field.market.priority)
    return Prices(prices.position[: field.positions], prices.worker, prices.household[:homes])


def _counted(relaxed: Relaxed, best: Best, effort: int, seed: int) -> Search:
    """First the households, for a third of the effort at most."""
    search = Search(relaxed, attempt=lambda employer: best.attempt(employer).households)
    search.split(effort // 10)
    search.polish(lambda: best.attempt(search.nobody).employer, effort // 10, Random(seed))  # noqa: S311 - drawn again from the seed
    search.split(effort // 10)
    return search


def _scored(relaxed: Relaxed, best: Best, effort: int, seed: int) -> Search:
    """Then the scores, where so many households are reached."""
    reached = relaxed.reached or 0

    def attempt(employer: Ints) -> int:
        plan = best.attempt(employer)
        return plan.score if plan.households >= reached else -1

    search = Search(relaxed, attempt=attempt)
    search.split(effort // 8)
    search.polish(lambda: best.attempt(search.nobody).employer, (effort - relaxed.spent) * 3 // 4, Random(seed))  # noqa: S311 - as above
    search.split(effort - relaxed.spent)
    return search


def _nearest(field: Field, alone: Plan) -> Edges:
    """The pairs of people in no group nearest to what they cost, as far as they are wanted without groups."""
    pairs, market = field.alone, field.market
    worker = np.repeat(np.arange(len(market.workers), dtype=np.int32), np.diff(pairs.start))
    home = np.where(market.priority, alone.prices.household, 0)[market.household[worker]]
    lack = alone.prices.position[pairs.position] + alone.prices.worker[worker] + home - pairs.score
    kept = np.argpartition(lack, FIRST)[:FIRST] if len(lack) > FIRST else np.arange(len(lack))
    return Edges(worker[kept], pairs.position[kept], pairs.score[kept].astype(np.int64))


def _scale(field: Field) -> int:
    """As fine as sums of all scores allow."""
    most = (field.highest + 1) * len(field.market.workers)
    return max(1, min(FINEST, (1 << 58) // most))


def written(field: Field, case: Case) -> dict[str, Any]:
    """A proof as the certificate has it: cases split by groups, and the prices of each that was not."""
    if case.halves:
        there, not_there = (written(field, half) for half in case.halves)
        group, employer = int(field.option_group[case.split]), int(field.option_employer[case.split])
        return {
            "group": field.grouping.groups[group],
            "employer": field.grouping.employers[employer],
            "yes": there,
            "no": not_there,
        }
    guess, market = case.guess, field.market
    return {
        "weight": guess.weight,
        "position_price": _some(market.positions, guess.price),
        "reserved_price": _some(market.positions, guess.reserved),
        "household_potential": _some(market.households, guess.potential),
        "crowds": [
            {
                "group": field.grouping.groups[g],
                "position": market.positions[p],
                "open": int(guess.crowd[0, g, p]),
                "reserved": int(guess.crowd[1, g, p]),
            }
            for g, p in np.argwhere(guess.crowd.any(axis=0)).tolist()
        ],
    }


def _some(names: Sequence[str], values: Longs) -> dict[str, int]:
    """One vector without its zeros: a proof of many cases would mostly consist of them."""
    return {names[n]: int(values[n]) for n in np.flatnonzero(values).tolist()}
