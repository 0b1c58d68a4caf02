"""What the claims decided so far have taken: limits, groups, months, ceilings and funds, by rule and key. `kernels` does the same on columns."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from shanhai.core.months import whole_months
from shanhai.core.policy.pack import Across, Key, Limit
from shanhai.core.policy.reasons import BUDGET, CAP, EXCLUSIVE

type Kept = tuple[Any, ...]


@dataclass(slots=True)
class Books:
    """Counts and sums (fen) by rule and key. Every method but `room` remembers what it gives."""

    taken: defaultdict[Kept, int] = field(default_factory=lambda: defaultdict(int))
    months_paid: defaultdict[Kept, set[date]] = field(default_factory=lambda: defaultdict(set))
    heads: defaultdict[Kept, defaultdict[int, int]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(int))
    )
    owner: dict[Kept, str] = field(default_factory=dict)
    blocked: set[Kept] = field(default_factory=set)

    def within(self, subsidy: str, limits: tuple[Limit, ...], keys: list[Kept | None]) -> bool:
        """Whether every limit has room; then a place of each is taken, else none."""
        places = [(subsidy, "limit", n, *(key or ())) for n, key in enumerate(keys)]
        if any(self.taken[place] >= limit.count for place, limit in zip(places, limits, strict=True)):
            return False
        for place in places:
            self.taken[place] += 1
        return True

    def rank(self, subsidy: str, key: Kept) -> int:
        """How manieth this claim is in its group, from 1."""
        self.taken[(subsidy, "group", *key)] += 1
        return self.taken[(subsidy, "group", *key)]

    def total(self, subsidy: str, key: Kept, place: int, rate: Callable[[int], int]) -> int:
        """The group's total with one more head of a stretch of days: each head at the rate of its own day, for the number there are now."""
        heads = self.heads[(subsidy, *key)]
        heads[place] += 1
        return sum(count * rate(each) for each, count in heads.items())

    def increment(self, subsidy: str, key: Kept, total: int) -> int:
        """What this claim adds to the highest total of its group so far."""
        given = max(0, total - self.taken[(subsidy, "given", *key)])
        self.taken[(subsidy, "given", *key)] += given
        return given

    def months(self, subsidy: str, key: Kept, asked: frozenset[date], first: int | None) -> tuple[int, list[date]]:
        """How many months were paid before, and which are paid now: none twice, the earliest first, at most `first` in all."""
        paid = self.months_paid[(subsidy, *key)]
        before, fresh = len(paid), sorted(asked - paid)
        if first is not None:
            fresh = fresh[: max(0, first - before)]
        paid.update(fresh)
        return before, fresh

    def apply(self, rule: Across, name: str, key: Kept, most: int, amount: int) -> tuple[int, int]:
        """What one rule over several subsidies leaves of a sum, and its bit if it took something."""
        place = (rule.id, *key)
        if rule.kind == "cap":
            given = max(0, min(amount, most - self.taken[place]))
            self.taken[place] += given
            return given, CAP if given < amount else 0
        if rule.kind == "exclusive":
            given = self._exclusive(rule, name, place, amount)
            return given, EXCLUSIVE if given < amount else 0
        given = self._budget(rule, place, most, amount)
        self.taken[place] += given
        return given, BUDGET if given < amount else 0

    def room(self, rule: Across, key: Kept) -> int:
        """What a ceiling or fund has given so far (fen)."""
        return self.taken[(rule.id, *key)]

    def _exclusive(self, rule: Across, name: str, place: Kept, amount: int) -> int:
        if rule.keep == "first":
            return amount if self.owner.setdefault(place, name) == name else 0
        taken = self.taken
        taken[(*place, "gross", name)] += amount
        given = max(0, taken[(*place, "gross", name)] - taken[place])
        taken[place] += given
        return given

    def _budget(self, rule: Across, place: Kept, total: int, amount: int) -> int:
        left = max(0, total - self.taken[place])
        if rule.when_short == "part":
            return min(amount, left)
        if place in self.blocked or amount > left:
            if rule.when_short == "wait":
                self.blocked.add(place)
            return 0
        return amount


def kept(key: Key, row: Mapping[str, Any], day: date | None) -> Kept | None:
    """What a count is kept under: parties and codes, and the span the selecting day falls in. None where one is not known."""
    parts = tuple(row.get(name) for name in key.facts)
    if None in parts or (key.span != "lifetime" and day is None):
        return None
    if key.span == "lifetime" or day is None:
        return parts
    if key.span == "anniversary":
        anchor = row.get(key.anchor)
        return None if anchor is None else (*parts, whole_months(anchor, day) // 12)
    span = {"year": day.year, "quarter": day.year * 4 + (day.month - 1) // 3, "month": day.year * 12 + day.month}[
        key.span
    ]
    return (*parts, span)
