"""Random claims and random packs: what the two executions are compared on. Everything comes from one seeded generator of numbers."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

from shanhai.core.dates import add_months
from shanhai.core.policy.claims import Claim
from shanhai.core.policy.explain import read
from shanhai.core.policy.force import InForce
from shanhai.core.policy.kinds import PARTIES, Fact
from shanhai.core.policy.pack import Pack, Subsidy
from shanhai.core.policy.scalar import compiled

FIRST = date(2017, 5, 1)
CODES = {
    "household_status": ("registered", "lifted", "monitored", "none"),
    "home_region": ("640402", "621102", "640423", "350105", "999999"),
    "work_region": ("350105", "350105", "350105", "350111"),
    "destination": ("same_city", "same_province", "shaanxi", "ningxia", "other_province"),
    "certificate_level": ("junior", "intermediate", "senior", "contract"),
    "occupation": ("welder", "cook", "driver"),
}
LISTS = {
    "paid_elsewhere": ("transport", "living", "yuanzhou-brokers-2018/broker_award"),
    "documents": (),
}


def fact(random: Random, one: Fact, pack: Pack, accepted: date) -> Any:
    """A value of the fact's kind, near where rules change; None (unknown) now and then."""
    if random.random() < 0.04:
        return None
    return _DRAWN[one.kind](random, one, pack, accepted)


def _number(random: Random, one: Fact, pack: Pack, accepted: date) -> int:
    return min(
        one.most, random.choice((0, 1, 2, 3, 5, 6, 9, 10, 12, 19, 20, 21, 49, 50, 51, 300, 799, 800, 1500, 2000))
    )


def _sum(random: Random, one: Fact, pack: Pack, accepted: date) -> int:
    return min(one.most, random.choice((0, 1, 99, 19_999, 20_000, 55_055, 100_001, 2_000_000, 90_000_001)))


def _words(random: Random, one: Fact, pack: Pack, accepted: date) -> frozenset[str]:
    known = LISTS.get(one.name) or tuple(pack.documents) or ("甲",)
    often = 0.9 if one.name == "documents" else 0.1
    return frozenset(word for word in known if random.random() < often)


def _months(random: Random, one: Fact, pack: Pack, accepted: date) -> frozenset[date]:
    begin = add_months(FIRST, random.randrange(20))
    months = (add_months(begin, n) for n in range(random.randrange(14)) if random.random() < 0.8)
    return frozenset(month for month in months if month <= accepted)


_DRAWN: dict[str, Callable[[Random, Fact, Pack, date], Any]] = {
    "bool": lambda random, one, pack, accepted: random.random() < 0.8,
    "int": _number,
    "fen": _sum,
    "date": lambda random, one, pack, accepted: accepted - timedelta(days=random.randrange(500)),
    "code": lambda random, one, pack, accepted: random.choice(CODES.get(one.name, ("甲", "乙", "丙"))),
    "codes": _words,
    "months": _months,
}


def claims(random: Random, pack: Pack, number: int) -> list[Claim]:
    """Claims of every subsidy by few people, so that limits, ceilings and groups bite; most are drawn again until their lines hold."""
    people = max(2, number // 6)
    force, names = InForce(pack), [one.id for one in pack.subsidies]
    found = []
    for n in range(number):
        subsidy = pack.subsidy(random.choice(names))
        for _ in range(random.choice((1, 20, 20))):
            one = _claim(random, pack, subsidy, f"{n:07}", people)
            values = force.at(one.row.get(subsidy.date) or FIRST)
            if all(compiled(line.test)(one.row, values) for line in subsidy.conditions):
                break
        found.append(one)
    return found


def _claim(random: Random, pack: Pack, subsidy: Subsidy, number: str, people: int) -> Claim:
    accepted = FIRST + timedelta(days=random.randrange(700))
    row: dict[str, Any] = {}
    for name in sorted(read(pack, subsidy) - {"accepted_at", *PARTIES}):
        value = fact(random, pack.facts[name], pack, accepted)
        if value is not None:
            row[name] = value
    parties = {name: f"{name}{random.randrange(_few(name, people))}" for name in PARTIES if random.random() < 0.98}
    return Claim(number, subsidy.id, accepted, parties, row)


def _few(name: str, people: int) -> int:
    return {"worker": people, "household": max(1, people // 2), "referrer": max(1, people // 3)}.get(name, 3)
