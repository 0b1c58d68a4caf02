"""What a solved market says: of each person the proposal and why, three positions, what stands in the way; of the plan its fairness."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from shanhai.apps.matches.facts.market import Pool
from shanhai.apps.workers.models import Worker
from shanhai.core.matching.asked import Asked, Solution
from shanhai.core.matching.explain import causes, costs, other
from shanhai.core.matching.facts import NOWHERE, Market, Plan
from shanhai.core.matching.fairness import report, short_of_applicants
from shanhai.core.matching.recommend import recommend
from shanhai.core.matching.score import Match, Reason, judge
from shanhai.core.matching.tables import Tables
from shanhai.core.matching.together import together

DIGITS = 18
BANDS = ((16, "16-29"), (30, "30-44"), (45, "45-59"), (60, "60-"))

type Json = Any


@dataclass(frozen=True, slots=True, eq=False)
class Solved:
    """A question with its answer, in the order of the pool; `spared`: the answer if no seat were kept for later."""

    pool: Pool
    asked: Asked
    solution: Solution
    spared: Solution | None = None

    @property
    def market(self) -> Market:
        """The two sides as arrays."""
        return self.asked.market

    @property
    def tables(self) -> Tables:
        """Who may go where at which score."""
        return self.asked.tables

    @property
    def plan(self) -> Plan:
        """Who goes where."""
        return self.solution.plan


@dataclass(frozen=True, slots=True)
class Good:
    """One recommended position of one person: numbers into the pool, what speaks for it, and why it is not the proposal."""

    worker: int
    position: int
    place: int
    points: int
    reasons: tuple[Reason, ...]
    price: int
    short: int
    proposed: bool


def goods(solved: Solved, seed: int) -> Iterator[Good]:
    """Up to three positions for everybody, by person, the proposed one first."""
    pool, plan, market = solved.pool, solved.plan, solved.market
    rows = recommend(
        solved.tables.rows, plan.prices.position, plan.position, workers=market.workers, positions=market.positions, seed=seed
    )  # fmt: skip
    for worker, positions in enumerate(rows):
        for place, position in enumerate(positions, start=1):
            found = judge(pool.seekers[worker], pool.vacancies[position])
            if isinstance(found, Match):
                why = other(market, plan, worker=worker, position=position, points=found.points)
                mine = int(plan.position[worker]) == position
                yield Good(
                    worker, position, place, found.points, found.reasons, why.price, 0 if mine else why.short, mine
                )


def looks(reasons: Sequence[Reason], worker: Worker, *, parted: bool = False) -> list[str]:
    """What a person should look at before confirming: whatever speaks against the pair, and what nobody can settle without asking.

    `parted`: the others of this person's group are not in the run, or not all.
    """
    found = ["group_parted"] if parted else []
    found += [one.code for one in reasons if one.points < 0 or one.code == "pay.upper"]
    return found + (["no_phone"] if not worker.phone_sealed else [])


def plain(reasons: Iterable[Reason]) -> Json:
    """Reasons as they are stored."""
    return [[one.code, one.points, dict(one.facts)] for one in reasons]


def unplaced(solved: Solved) -> Iterator[tuple[int, str, dict[str, Any]]]:
    """Everybody without a seat: the cause that binds and what would change it. Of a group its own cause, the same for all its people."""
    nowhere = [int(one) for one in np.nonzero(solved.plan.position == NOWHERE)[0]]
    known, group_of = {key: facts for key, _employer, facts in groups(solved)}, solved.pool.group_of
    for worker, found in causes(solved.tables, solved.pool.vacancies, nowhere):
        if (group := group_of.get(solved.pool.people[worker].pk)) is not None:
            facts = known[group.group.pk]
            yield worker, facts["cause"], {"opens": 0, "most": 0, "change": "ask_group", "size": facts["size"]}
        else:
            yield worker, found.code, {"opens": found.opens, "most": found.most, "change": found.change}


def groups(solved: Solved) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Each group of the run: its id, the id of the employer it goes to ("": nowhere), how many people, how many employers could take it whole."""
    place = {one.key: number for number, one in enumerate(solved.pool.seekers)}
    for one in solved.pool.groups:
        people = [place[worker] for worker in one.people]
        at = int(solved.plan.position[people[0]])
        seen = together(solved.market, solved.tables, people)
        employer = solved.pool.vacancies[at].employer if at != NOWHERE else ""
        facts = {"size": len(people), "fit": seen.fit, "room": seen.room, "cause": "" if employer else seen.cause}
        yield one.group.pk, employer, facts


def price_list(solved: Solved) -> Iterator[tuple[str, int, int, dict[str, Any]]]:
    """What the floor, and the seats kept for later, cost: households, score, and facts. Both are differences of two proved plans, so exact."""
    floored, plan = solved.solution.floored, solved.plan
    if floored is not None and solved.asked.floor is not None:
        facts = {"price": floored.price, "before": floored.before, "least": solved.asked.floor.least}
        after = {"after": solved.asked.floor.reached(plan.position)}
        yield "floor", floored.cost["households"], floored.cost["score"], facts | after
    if solved.pool.later:
        seats = {"seats": sum(solved.pool.later.values())}
        if solved.spared is None:
            yield "later", 0, 0, seats | {"unknown": True}
        else:
            other = solved.spared.plan
            yield "later", other.households - plan.households, other.score - plan.score, seats


def fairness(solved: Solved) -> Json:
    """By township, age band, schooling, standing of the household and sex; sex is read here from the number, counted, and left."""
    people, pool = solved.pool.people, solved.pool
    on = pool.day
    groups = {
        "household": ["priority" if one.household_id in pool.priority else "other" for one in people],
        "status": [one.status or "none" for one in people],
        "age": [_band(one.age(on)) for one in people],
        "schooling": [one.education or "none" for one in people],
        "sex": [_sex(one) for one in people],
        "township": [one.unit[:9] for one in people],
    }
    rows = report(groups, [int(one) != NOWHERE for one in solved.plan.position], strict=frozenset({"sex"}))
    return [[row.kind, row.group, row.took_part, row.matched, row.share, row.low] for row in rows]


def _band(age: int) -> str:
    return next(name for low, name in reversed(BANDS) if age >= low)


def _sex(person: Worker) -> str:
    """For counting only: the parity of the number's sequence (GB 11643); never stored with a person, never in the core."""
    number = person.number()
    return ("m" if int(number[16]) % 2 else "f") if len(number) == DIGITS else ""


def limits_and_short(solved: Solved) -> tuple[Json, Json]:
    """What each limit costs each position in candidates, and which employers have too few whatever the plan."""
    rows = list(costs(solved.tables))
    keys = [one.key for one in solved.pool.vacancies]
    may = [int((solved.tables.bars_of(j) == 0).sum()) for j in range(len(keys))]
    short = short_of_applicants([one.employer for one in solved.pool.vacancies], solved.pool.seats, may)
    told = {"employers": short.employers, "positions": short.positions, "seats": short.seats}
    return [[keys[row.position], row.code, row.people, row.candidates] for row in rows], told
