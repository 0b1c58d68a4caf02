"""Small markets with groups, the best plan by trying all plans, and the same market as the verifier takes it. Shares nothing with the product."""

import random
from itertools import product

import numpy as np

from shanhai.core.matching.facts import ListedPairs, Market
from shanhai.core.matching.groups.facts import Grouping
from shanhai.core.matching.groups.rules import Rule
from shanhai.core.matching.groups.solve import GroupPlan
from shanhai.core.matching.verdict import judge
from shanhai.core.matching.verify import Case
from shanhai.core.matching.verify_groups import Groups

type Grouped = tuple[Market, ListedPairs, Grouping, Rule]


def random_groups(seed: int, *, people: int = 6, places: int = 3) -> Grouped:
    """Tight and roomy, with and without reserved seats, couples of one household and teams of several, every rule."""
    draw = random.Random(seed)
    n, m = draw.randint(2, people), draw.randint(1, places)
    seats = [draw.randint(1, 3) for _ in range(m)]
    employer = _numbered([draw.randrange(m) for _ in range(m)])
    homes = draw.randint(1, n)
    group = _numbered([draw.choice([-1, 0, 1, 2]) for _ in range(n)])
    rows = [
        (w, p, draw.randint(0, draw.choice([2, 20])))
        for w in range(n)
        for p in range(m)
        if draw.random() < draw.choice([0.5, 1])
    ]
    columns = np.array(rows, np.int32).reshape(len(rows), 3).T
    market = Market(
        workers=[f"w{k}" for k in range(n)], positions=[f"p{k}" for k in range(m)], seats=np.array(seats, np.int32),
        household=np.array([draw.randrange(homes) for _ in range(n)], np.int32),
        priority=np.array([draw.random() < 0.6 for _ in range(homes)], bool), households=[f"h{k}" for k in range(homes)],
        employer=employer, reserved=np.array([draw.choice([0, 0, draw.randint(0, room)]) for room in seats], np.int32),
    )  # fmt: skip
    rule = draw.choice([Rule(), Rule(), Rule(bonus=draw.randint(1, 30)), Rule(households=draw.randint(0, 3))])
    pairs = ListedPairs(
        np.searchsorted(columns[0], np.arange(n + 1)).astype(np.int64), columns[1].copy(), columns[2].copy()
    )
    grouping = Grouping(
        [f"g{k}" for k in range(int(group.max()) + 1)], group, [f"e{k}" for k in range(int(employer.max()) + 1)]
    )
    return market, pairs, grouping, rule


def _numbered(values: list[int]) -> np.ndarray:
    """The same groups numbered without holes; −1 stays."""
    found = sorted({value for value in values if value >= 0})
    return np.array([found.index(value) if value >= 0 else -1 for value in values], np.int32)


def best_of_all(market: Market, pairs: ListedPairs, grouping: Grouping, rule: Rule, *, weight: int) -> int:
    """weight·households + score of the best plan, by trying every one."""
    worker = np.repeat(np.arange(len(market.workers)), np.diff(pairs.start)).tolist()
    score = dict(zip(zip(worker, pairs.position.tolist(), strict=True), pairs.score.tolist(), strict=True))
    choices = [[-1, *(p for w, p in score if w == who)] for who in range(len(market.workers))]
    return max(_worth(market, grouping, rule, score, at, weight) for at in product(*choices))


def _worth(market: Market, grouping: Grouping, rule: Rule, score: dict, at: tuple[int, ...], weight: int) -> int:
    member = (grouping.group >= 0).tolist()
    for place in range(len(market.positions)):
        there = [w for w, p in enumerate(at) if p == place]
        alone = sum(not member[w] for w in there)
        if len(there) > market.seats[place] or alone > market.seats[place] - market.reserved[place]:
            return -1
    placed = 0
    for g in range(len(grouping.groups)):
        where = {int(market.employer[p]) if p >= 0 else -1 for w, p in enumerate(at) if grouping.group[w] == g}
        if len(where) > 1:
            return -1
        placed += where != {-1}
    going = [w for w, p in enumerate(at) if p >= 0]
    counted = [w for w in going if rule.households < 0 or not member[w]]
    households = len({int(market.household[w]) for w in counted if market.priority[market.household[w]]})
    households += max(0, rule.households) * placed
    return weight * households + sum(score[w, at[w]] + rule.bonus * member[w] for w in going)


def judged(
    grouped: Grouped, plan: GroupPlan, *, allowed: int = 0, rows: list | None = None, said: dict | None = None
) -> dict:
    """What the verifier says of a plan, or of other rows or another certificate in its place."""
    market, pairs, grouping, _rule = grouped
    worker = np.repeat(np.arange(len(market.workers)), np.diff(pairs.start))
    block = [worker, pairs.position.astype(np.int64), pairs.score.astype(np.int64)]
    case = Case(
        workers=market.workers, positions=market.positions, households=market.households, household=market.household.astype(np.int64),
        priority=market.priority, seats=market.seats.astype(np.int64), reserved=market.reserved.astype(np.int64), pairs=lambda: [block],
    )  # fmt: skip
    groups = Groups(
        groups=grouping.groups, group=grouping.group.astype(np.int64), employers=grouping.employers,
        employer=market.employer.astype(np.int64),
    )  # fmt: skip
    placed = [(market.workers[w], market.positions[p]) for w, p in enumerate(plan.position.tolist()) if p >= 0]
    certificate = plan.certificate(inputs={}) if said is None else said
    return judge(case, placed if rows is None else rows, certificate, groups=groups, allowed=allowed)
