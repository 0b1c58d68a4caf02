"""Is a plan with groups 成建制 allowed, and how much better can any be? Shares no code with what makes plans.

A group goes whole to one employer or nowhere; its members may hold different positions there. Rules: `reserved` nothing more, `bonus:B` each
placed member scores B more, `households:K` a placed group counts as K households and its members no longer for their own.

Take any prices: of an open seat p, of a reserved one p* (for members only), and a weight λ of a household. If seats cost that much and
were never short, everybody would decide alone, and λ·households + score could be no more (Lagrange) than

    Σ open seats·p + Σ reserved seats·p* + Σ households' best + Σ groups' best

- a household's best: of its people who are in no group any may go, each worth their best score − p; with priority the first to go adds λ;
- a group's best: nowhere (0), or the employer with an eligible position for every member where Σ of each one's best score − the cheaper of p and p* is largest;
- a household with priority of which somebody is in a group (unless the rule is `households:K`) has a potential s: each of its people in no
  group, and each group once, pays s for it, and the household keeps max(0, λ + s) + (people and groups − 1)·max(0, s).

*Crowds.* A group takes no more open, and no more reserved, seats of one position than there are. That rule may have a price for a group at
a position: a member of it pays that more for such a seat, and the group, if it goes to that employer, is given the price times those seats.

`households_proof` bounds the households in this way (scores left out), `score_proof` the score where so many households are reached: no
more than bound(λ) − λ·households. Each is a tree: {"group", "employer", "yes", "no"} splits the cases, a leaf has `weight` λ and prices; the
worst leaf counts. Amounts are in units of 1/`scale`; bounds are rounded down, since households and scores are whole.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from shanhai.core.matching import verify as flow
from shanhai.core.matching.verify import Array, Case, Faults, Flags, product, said

NEVER = -(1 << 62)
MOST_AT_HOME = 500  # people of one household: so many of the largest amounts stay inside 64 bits
IMPOSSIBLE = -(1 << 400)  # below anything a bound can be
LARGEST = 1 << 52


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


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Question:
    case: Case
    groups: Groups
    bonus: int
    counts_as: int  # households a placed group counts as; -1: its members count for their own
    scale: int
    faults: Faults


def verify_groups(
    case: Case, groups: Groups, plan: Iterable[tuple[str, str]], certificate: Mapping[str, Any], *, allowed: int = 0
) -> dict[str, Any]:
    """The verdict: `optimal` where the bound, valid over all pairs, exceeds what the plan is worth by no more than `allowed`."""
    faults: Faults = []
    place = flow.places(case, plan, faults)
    chosen, highest = flow.look_up(case, place, faults)
    flow.check_seats(case, place, groups.member, faults)
    _check_whole(groups, place, faults)
    feasible = not faults
    bonus, counts_as = _rule(certificate, faults)
    most = (highest + bonus) * min(int(case.seats.sum()), len(place))
    weight = flow.priority_weight(certificate, most, faults)
    scale = _scale(certificate, (highest + bonus) * len(place), faults)
    if (at_home := int(np.bincount(case.household).max())) > MOST_AT_HOME:
        faults.append({"code": "household_size", "people": at_home, "most": MOST_AT_HOME})
    asked = _Question(case=case, groups=groups, bonus=bonus, counts_as=counts_as, scale=scale, faults=faults)
    objective = _objective(asked, place, chosen)
    said(certificate, "objective", objective, faults)
    bound = _bound(asked, certificate, weight)
    said(certificate, "bound", bound, faults)
    gap = bound - weight * objective["households"] - objective["score"]
    if not 0 <= gap <= allowed:
        faults.append({"code": "gap", "gap": gap, "allowed": allowed})
    return {"feasible": feasible, "optimal": not faults, "gap": gap, "objective": objective, "violations": faults}


def _rule(certificate: Mapping[str, Any], faults: Faults) -> tuple[int, int]:
    kind, _colon, number = str(certificate["group_rule"]).partition(":")
    if kind == "reserved" and not number:
        return 0, -1
    if kind in ("bonus", "households") and number.isdecimal():
        return (int(number), -1) if kind == "bonus" else (0, int(number))
    faults.append({"code": "group_rule", "said": certificate["group_rule"]})
    return 0, -1


def _scale(certificate: Mapping[str, Any], most: int, faults: Faults) -> int:
    """Sums of scores in these units must stay inside 64 bits."""
    scale = int(certificate["scale"])
    if 0 < scale * max(1, most) <= flow.LARGEST:
        return scale
    faults.append({"code": "scale", "said": scale})
    return 1


def _check_whole(groups: Groups, place: Array, faults: Faults) -> None:
    at = np.where(place >= 0, groups.employer[place], -1)[groups.member]
    low, high = np.full(len(groups.groups), len(groups.employers)), np.full(len(groups.groups), -1)
    np.minimum.at(low, groups.group[groups.member], at)
    np.maximum.at(high, groups.group[groups.member], at)
    faults.extend({"code": "group_split", "group": groups.groups[g]} for g in np.flatnonzero(low < high).tolist())


def _objective(asked: _Question, place: Array, chosen: Array) -> dict[str, int]:
    have, member = place >= 0, asked.groups.member
    score = int(chosen[:, 0].clip(0).sum()) + asked.bonus * int((have & member).sum())
    if asked.counts_as < 0:
        return {"households": flow.covered(asked.case, have), "score": score}
    whole = len(np.unique(asked.groups.group[have & member]))
    return {"households": flow.covered(asked.case, have & ~member) + asked.counts_as * whole, "score": score}


def _bound(asked: _Question, certificate: Mapping[str, Any], weight: int) -> int:
    """The bound on weight·households + score."""
    open_to = np.ones((len(asked.groups.groups), len(asked.groups.employers) + 1), bool)  # the last: nowhere
    if not weight:
        return _worst(asked, certificate["score_proof"], open_to, 0)
    households = _worst(asked, certificate["households_proof"], open_to, None)
    return weight * households + max(0, _worst(asked, certificate["score_proof"], open_to, households))


def _worst(asked: _Question, node: Mapping[str, Any], open_to: Flags, reached: int | None) -> int:
    """The worst leaf's bound on the score where so many households are `reached`, or on the households (None)."""
    if "group" in node:
        yes, no = _split(asked, node, open_to)
        return max(_worst(asked, node["yes"], yes, reached), _worst(asked, node["no"], no, reached))
    least, weight = 1 if reached is None else 0, int(node["weight"])
    if not least <= weight <= LARGEST:
        asked.faults.append({"code": "weight", "said": weight})
        weight = least
    bound = _leaf(asked, node, open_to, weight, scores=reached is not None)
    return bound // weight if reached is None else (bound - weight * reached) // asked.scale


def _split(asked: _Question, node: Mapping[str, Any], open_to: Flags) -> tuple[Flags, Flags]:
    groups, yes, no = asked.groups, open_to.copy(), open_to.copy()
    if node["group"] in groups.groups and node["employer"] in groups.employers:
        g, e = groups.groups.index(node["group"]), groups.employers.index(node["employer"])
        yes[g] &= np.arange(open_to.shape[1]) == e
        no[g, e] = False
    else:
        asked.faults.append({"code": "branch", "group": node["group"], "employer": node["employer"]})
    return yes, no


def _leaf(asked: _Question, part: Mapping[str, Any], open_to: Flags, weight: int, *, scores: bool) -> int:
    """The sum of the docstring, in units of 1/scale."""
    case, groups, member = asked.case, asked.groups, asked.groups.member
    price, reserved = (flow.read(part, key, case.positions, 0, asked.faults) for key in (flow.PRICE, "reserved_price"))
    potential = flow.read(part, flow.POTENTIAL, case.households, -LARGEST, asked.faults)
    if int(potential.max(initial=0)) > LARGEST:
        asked.faults.append({"code": flow.POTENTIAL, "value": int(potential.max())})
        potential = potential.clip(None, LARGEST)
    crowd, back = _crowds(asked, part["crowds"])
    kept = np.where(case.reserved > 0, reserved, LARGEST)
    slot, each = np.cumsum(member) - 1, asked.scale * scores
    best = np.full(len(member), NEVER, np.int64)
    seat = np.full((int(member.sum()), len(groups.employers)), NEVER, np.int64)
    for worker, position, score, *_ranks in case.pairs():
        inside = member[worker]
        w, p = worker[~inside], position[~inside]
        np.maximum.at(best, w, score[~inside] * each - price[p])
        w, p = worker[inside], position[inside]
        g = groups.group[w]
        cheapest = np.minimum(price[p] + crowd[0, g, p], kept[p] + crowd[1, g, p])
        np.maximum.at(seat, (slot[w], groups.employer[p]), (score[inside] + asked.bonus) * each - cheapest)
    bound = product(case.seats - case.reserved, price) + product(case.reserved, reserved)
    return bound + _households(asked, best, potential, weight) + _groups(asked, seat, potential, open_to, weight, back)


def _crowds(asked: _Question, rules: Sequence[Any]) -> tuple[Array, Array]:
    """Prices of crowds: [open or reserved, group, position]; what they give back to each group at each employer."""
    case, groups = asked.case, asked.groups
    crowd = np.zeros((2, len(groups.groups), len(case.positions)), np.int64)
    back = np.zeros(
        (len(groups.groups), len(groups.employers)), object
    )  # whole numbers of any size: a forged price must not wrap around
    group_of, position_of = ({name: n for n, name in enumerate(names)} for names in (groups.groups, case.positions))
    for rule in rules:
        prices = [rule["open"], rule["reserved"]]
        g, p = group_of.get(rule["group"], -1), position_of.get(rule["position"], -1)
        if (
            min(g, p) < 0
            or not all(type(price) is int and 0 <= price <= LARGEST for price in prices)
            or crowd[:, g, p].any()
        ):
            asked.faults.append({"code": "crowds", **rule})
            continue
        crowd[:, g, p] = prices
        back[g, groups.employer[p]] += prices[0] * int(case.seats[p] - case.reserved[p]) + prices[1] * int(
            case.reserved[p]
        )
    return crowd, back


def _shared(asked: _Question) -> tuple[Array, Array]:
    """Each group with each household with priority of its members, once; nothing where its members no longer count for those."""
    who = np.flatnonzero(asked.groups.member & asked.case.priority[asked.case.household] & (asked.counts_as < 0))
    both = np.unique(np.stack([asked.groups.group[who], asked.case.household[who]]), axis=1)
    return both[0], both[1]


def _households(asked: _Question, best: Array, potential: Array, weight: int) -> int:
    """Σ of what every household can be worth, its members in groups apart."""
    home, size = asked.case.household, len(asked.case.priority)
    sharing = np.bincount(_shared(asked)[1], minlength=size)
    alone = np.flatnonzero(~asked.groups.member)
    gain = np.where(best > NEVER, best - np.where(sharing > 0, potential, 0)[home], NEVER)[alone]
    first, rest = np.full(size, NEVER, np.int64), np.zeros(size, np.int64)
    np.maximum.at(first, home[alone], gain)
    np.add.at(rest, home[alone], gain.clip(0))
    own = asked.case.priority & (sharing == 0) & (first > NEVER)
    rest[own] = (weight + first.clip(None, 0) + rest)[own].clip(0)
    units = sharing + np.bincount(home[alone], minlength=size)
    kept = product((sharing > 0).astype(np.int64), (weight + potential).clip(0))
    kept += product((sharing > 0) * (units - 1), potential.clip(0))
    return product(np.ones_like(rest), rest) + kept


def _groups(asked: _Question, seat: Array, potential: Array, open_to: Flags, weight: int, back: Array) -> int:
    """Σ of what every group can be worth where it may go; where it may go nowhere at all, nothing is a bound of that."""
    group, home = _shared(asked)
    of, total = asked.groups.group[asked.groups.member], 0
    room = np.bincount(asked.groups.employer, asked.case.seats, len(asked.groups.employers))
    for g in range(len(asked.groups.groups)):
        whole = (seat[of == g] > NEVER).all(axis=0) & open_to[g, :-1] & (int((of == g).sum()) <= room)
        extra = max(0, asked.counts_as) * weight - int(potential[home[group == g]].sum())
        worth = (seat[of == g][:, whole].sum(axis=0, dtype=object) + extra + back[g, whole]).tolist()
        total += max(worth + [0] * bool(open_to[g, -1]), default=IMPOSSIBLE)
    return total
