"""Is a plan with groups 成建制 allowed, and how much better can any be? Shares no code with what makes plans.

A group goes whole to one employer or nowhere. Two seats cost two prices: an open one p, a reserved one p* ≤ p, for members only. Whatever
the prices (weak duality again; Lagrange), with p + r + s ≥ score for every pair of somebody in no group, no plan is worth more than

    Σ open seats·p + Σ reserved seats·p* + Σ r + Σ over households with priority [max(0, M + s) + (people − 1)·max(0, s)]
      + Σ over groups max(0, max over employers of Σ over members of max over the employer's positions of (score − p* − s))

where an employer counts for a group only if it has an eligible position for every member. Rules: `reserved` nothing more; `bonus:B` each
placed member scores B more; `households:K` a placed group counts as K households, and its members no longer for their own.

Where that alone leaves a gap, `tree` splits the cases: {"group", "employer", "yes", "no"}, each branch again a tree or a leaf with prices of
its own, and the bound is that of the worst leaf. Prices are in units of 1/`scale`, so that the whole bound is rounded down.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from shanhai.core.matching import verify as flow
from shanhai.core.matching.verify import Array, Case, Faults, Flags, said

NEVER = -(1 << 62)
IMPOSSIBLE = -(1 << 400)  # below anything a bound can be


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Groups:
    """Who belongs together, and which positions belong to one employer."""

    groups: Sequence[str]
    group: Array  # of each worker, or -1
    employers: Sequence[str]
    employer: Array  # of each position

    @property
    def member(self) -> Flags:
        """Who is in a group."""
        return self.group >= 0


@dataclass(frozen=True, slots=True)
class _Rule:
    bonus: int = 0
    households: int = -1  # what a placed group counts as; -1: its members count for their own


def verify_groups(
    case: Case, groups: Groups, plan: Iterable[tuple[str, str]], certificate: Mapping[str, Any], *, allowed: int = 0
) -> dict[str, Any]:
    """The verdict: `optimal` where the bound, valid over all pairs, exceeds what the plan is worth by no more than `allowed`."""
    faults: Faults = []
    place = flow.places(case, plan, faults)
    chosen, highest = flow.look_up(case, place, faults)
    flow.check_seats(case, place, groups.member, faults)
    _check_whole(groups, place, faults)
    feasible, rule = not faults, _rule(certificate, faults)
    objective = _objective(case, groups, place, chosen, rule)
    said(certificate, "objective", objective, faults)
    most = (highest + rule.bonus) * min(int(case.seats.sum()), len(place))
    weight = flow.priority_weight(certificate, most, faults)
    open_to = np.ones((len(groups.groups), len(groups.employers) + 1), bool)  # the last: nowhere
    asked = _Question(case, groups, rule, weight, _scale(certificate, max(weight, most), faults), faults)
    bound = _worst(asked, certificate.get("tree") or certificate, open_to) // asked.scale
    said(certificate, "bound", bound, faults)
    gap = bound - weight * objective["households"] - objective["score"]
    if not 0 <= gap <= allowed:
        faults.append({"code": "gap", "gap": gap, "allowed": allowed})
    return {"feasible": feasible, "optimal": not faults, "gap": gap, "objective": objective, "violations": faults}


def _rule(certificate: Mapping[str, Any], faults: Faults) -> _Rule:
    kind, _colon, number = str(certificate.get("group_rule")).partition(":")
    if kind == "reserved" and not number:
        return _Rule()
    if kind in ("bonus", "households") and number.isdecimal():
        return _Rule(bonus=int(number)) if kind == "bonus" else _Rule(households=int(number))
    faults.append({"code": "group_rule", "said": certificate.get("group_rule")})
    return _Rule()


def _scale(certificate: Mapping[str, Any], largest: int, faults: Faults) -> int:
    scale = int(certificate["scale"])
    if 0 < scale * max(1, largest) <= flow.LARGEST:
        return scale
    faults.append({"code": "scale", "said": scale})
    return 1


def _check_whole(groups: Groups, place: Array, faults: Faults) -> None:
    at = np.where(place >= 0, groups.employer[place], -1)[groups.member]
    low, high = np.full(len(groups.groups), len(groups.employers)), np.full(len(groups.groups), -1)
    np.minimum.at(low, groups.group[groups.member], at)
    np.maximum.at(high, groups.group[groups.member], at)
    faults.extend({"code": "group_split", "group": groups.groups[g]} for g in np.flatnonzero(low < high).tolist())


def _objective(case: Case, groups: Groups, place: Array, chosen: Array, rule: _Rule) -> dict[str, int]:
    have = place >= 0
    score = int(chosen[:, 0].clip(0).sum()) + rule.bonus * int((have & groups.member).sum())
    if rule.households < 0:
        return {"households": flow.covered(case, have), "score": score}
    whole = len(np.unique(groups.group[have & groups.member]))
    return {"households": flow.covered(case, have & ~groups.member) + rule.households * whole, "score": score}


@dataclass(frozen=True, slots=True, eq=False)
class _Question:
    case: Case
    groups: Groups
    rule: _Rule
    weight: int
    scale: int
    faults: Faults


def _worst(asked: _Question, node: Mapping[str, Any], open_to: Flags) -> int:
    """The bound of the worst leaf below this node, where each group may go only where `open_to` it is."""
    if "group" not in node:
        return _leaf(asked, node, open_to)
    g, e = _branch(asked, node)
    yes, no = open_to.copy(), open_to.copy()
    yes[g] &= np.arange(open_to.shape[1]) == e
    no[g, e] = False
    return max(_worst(asked, node["yes"], yes), _worst(asked, node["no"], no))


def _branch(asked: _Question, node: Mapping[str, Any]) -> tuple[int, int]:
    if node["group"] in asked.groups.groups and node["employer"] in asked.groups.employers:
        return asked.groups.groups.index(node["group"]), asked.groups.employers.index(node["employer"])
    asked.faults.append({"code": "branch", "group": node["group"], "employer": node["employer"]})
    return 0, 0


def _leaf(asked: _Question, part: Mapping[str, Any], open_to: Flags) -> int:
    case, groups, rule, faults = asked.case, asked.groups, asked.rule, asked.faults
    price, rent, potential = flow.read_prices(case, part, faults)
    reserved = flow.read(part, "reserved_price", case.positions, 0, faults)
    if (reserved > price).any():
        faults.append({"code": "reserved_price", "above": flow.PRICE})
    own = potential if rule.households < 0 else np.zeros_like(potential)
    slot = np.cumsum(groups.member) - 1
    best = np.full((int(groups.member.sum()), len(groups.employers)), NEVER, np.int64)
    for worker, position, score, *_ranks in case.pairs():
        member, home = groups.member[worker], case.household[worker]
        lack = score * asked.scale - price[position] - rent[worker] - potential[home]
        flow.tell_pairs(case, "price_too_low", worker, position, np.where(member, 0, lack), faults)
        w, p = worker[member], position[member]
        gain = (score[member] + rule.bonus) * asked.scale - reserved[p] - own[home[member]]
        np.maximum.at(best, (slot[w], groups.employer[p]), gain)
    counted = ~groups.member | (rule.households < 0)
    people = np.bincount(case.household[counted], minlength=len(case.priority)) * case.priority
    first = (potential + asked.weight * asked.scale).clip(0)
    bound = flow.product(case.seats - case.reserved, price) + flow.product(case.reserved, reserved)
    bound += flow.product(np.ones_like(rent), rent)
    bound += flow.product(np.minimum(people, 1), first) + flow.product((people - 1).clip(0), potential.clip(0))
    of = groups.group[groups.member]
    return bound + sum(_dearest(asked, best[of == g], open_to[g]) for g in range(len(groups.groups)))


def _dearest(asked: _Question, best: Array, open_to: Flags) -> int:
    """The most that one group can be worth beyond what its seats cost. Where it may go nowhere at all, nothing is a bound of that."""
    whole = (best > NEVER).all(axis=0) & open_to[:-1]
    extra = max(0, asked.rule.households) * asked.weight * asked.scale
    worth = [sum(best[:, e].tolist()) + extra for e in np.flatnonzero(whole).tolist()]
    return max(worth + [0] * bool(open_to[-1]), default=IMPOSSIBLE)
