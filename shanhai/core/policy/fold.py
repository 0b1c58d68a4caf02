"""First execution of a pack: claim by claim in order of acceptance, as they are decided in life.

1. Every line is looked at, none is skipped. 2. The sum, if all lines hold. 3. Limits: who was accepted first has them. 4. Groups and months.
5. The rules over several subsidies, in written order, each from what the one before left. What a claim gets depends on itself and on those
before it only, so deciding one by one equals deciding all at once; `batch` is the second execution, and properties compare the two.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from shanhai.core.policy.books import Books, Kept, kept
from shanhai.core.policy.claims import Claim
from shanhai.core.policy.force import InForce
from shanhai.core.policy.pack import Across, Monthly, Pack, Subsidy
from shanhai.core.policy.reasons import BUDGET, LIMIT, NOTHING, UNKNOWN_SUM, Outcome, outcome
from shanhai.core.policy.rules import CONDITIONS
from shanhai.core.policy.scalar import compiled
from shanhai.core.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the papers say of one claim. `amount` in fen; `mask` as in `reasons`; `context` what was known of others when it was decided."""

    claim: str
    subsidy: str
    outcome: Outcome
    amount: int
    mask: int
    context: Mapping[str, Any] = field(default_factory=dict)


class Ledger:
    """Decides claims in order of acceptance and remembers what they took.

    `sizes` is the number of claims of each closed group, for rates counted `at_close`; without it such claims wait for the close.
    """

    def __init__(self, pack: Pack, sizes: Mapping[Kept, int] | None = None) -> None:
        self.pack = pack
        self.force = InForce(pack)
        self._sizes = sizes
        self._books = Books()
        self._last: tuple[date, str] | None = None
        self._across = {
            one.id: tuple(rule for rule in pack.across if one.id in rule.subsidies) for one in pack.subsidies
        }
        self._tests = {one.id: tuple(compiled(line.test) for line in one.conditions) for one in pack.subsidies}

    def decide(self, claim: Claim) -> Verdict:
        """The verdict on the next claim. Refuses claim.order for one accepted before the last, claim.unknown_subsidy."""
        if claim.subsidy not in self._tests:
            raise Refusal("claim.unknown_subsidy", claim=claim.number, name=claim.subsidy)
        if self._last is not None and claim.order <= self._last:
            raise Refusal("claim.order", claim=claim.number)
        self._last = claim.order
        subsidy, row = self.pack.subsidy(claim.subsidy), claim.row
        day = row.get(subsidy.date)
        values: Mapping[str, Any] = {} if day is None else self.force.at(day)
        mask = self._lines(subsidy, row, values)
        context: dict[str, Any] = {}
        amount = 0
        if not mask:
            mask, amount = self._sum(subsidy, row, values, day, context)
        short = any(rule.kind == "budget" and rule.when_short == "refuse" for rule in self._across[subsidy.id])
        return Verdict(claim.number, subsidy.id, outcome(mask, amount, refused_when_short=short), amount, mask, context)

    def _lines(self, subsidy: Subsidy, row: Mapping[str, Any], values: Mapping[str, Any]) -> int:
        mask = 0
        for n, test in enumerate(self._tests[subsidy.id]):
            holds = test(row, values)
            if holds is None:
                mask |= 1 << (n + CONDITIONS)
            elif not holds:
                mask |= 1 << n
        return mask

    def _sum(
        self, subsidy: Subsidy, row: dict[str, Any], values: Mapping[str, Any], day: Any, context: dict[str, Any]
    ) -> tuple[int, int]:
        """The bits and the sum of a claim whose lines all hold."""
        rules = self._across[subsidy.id]
        keys = [kept(rule.key, row, day) for rule in rules]
        most = [0 if rule.most is None else compiled(rule.most)(row, values) for rule in rules]
        limits = [kept(one.key, row, day) for one in subsidy.limits]
        own = subsidy.group or subsidy.monthly
        key = kept(own.key, row, day) if own else ()
        base, off = self._base(subsidy, row, values), _off(subsidy, row)
        if base is None or off is None or key is None or None in (*limits, *keys, *most):
            return UNKNOWN_SUM, 0
        if base <= 0:
            return NOTHING, 0
        if not self._books.within(subsidy.id, subsidy.limits, limits):
            return LIMIT, 0
        amount = self._own(subsidy, row, values, key, base, context)
        if amount is None:
            context["waits_for"] = "close"
            return BUDGET, 0
        amount = max(0, amount - off)
        return (
            (NOTHING, 0)
            if amount == 0
            else self._ruled(subsidy.id, list(zip(rules, keys, most, strict=True)), amount, context)
        )

    def _own(
        self,
        subsidy: Subsidy,
        row: dict[str, Any],
        values: Mapping[str, Any],
        key: Kept,
        base: int,
        context: dict[str, Any],
    ) -> int | None:
        if subsidy.group:
            return self._grouped(subsidy, row, values, key, context)
        return self._months(subsidy.monthly, subsidy.id, row, values, key, context) if subsidy.monthly else base

    def _ruled(
        self, name: str, rules: list[tuple[Across, Kept | None, Any]], amount: int, context: dict[str, Any]
    ) -> tuple[int, int]:
        mask = 0
        for rule, key, most in rules:
            if amount:
                if rule.most is not None:
                    context[rule.id] = {"before": self._books.room(rule, key or ()), "most": most}
                amount, bit = self._books.apply(rule, name, key or (), most, amount)
                mask |= bit
        return mask, amount

    def _base(self, subsidy: Subsidy, row: dict[str, Any], values: Mapping[str, Any]) -> int | None:
        """The sum before limits: for months and groups only whether it can be known (1) or there is nothing (0)."""
        if subsidy.monthly:
            months = self._payable(subsidy.monthly, row)
            first = compiled(subsidy.monthly.first)(row, values) if subsidy.monthly.first else 0
            if (
                months is None
                or first is None
                or any(self._rate(subsidy.monthly, row, month) is None for month in months)
            ):
                return None
            return 1 if months else 0
        assert subsidy.amount is not None  # noqa: S101 — the schema wants one of the two
        if subsidy.group:
            facts = subsidy.amount.names("fact") - {subsidy.group.name}
            known = all(row.get(name) is not None for name in facts) and subsidy.amount.names("param") <= values.keys()
            return 1 if known else None
        base: int | None = compiled(subsidy.amount)(row, values)
        return base

    def _payable(self, monthly: Monthly, row: Mapping[str, Any]) -> frozenset[date] | None:
        """The months for which a rate is in force; others are neither paid nor used up."""
        months, read = row.get(monthly.months), monthly.amount.names("param")
        return None if months is None else frozenset(month for month in months if read <= self.force.at(month).keys())

    def _rate(self, monthly: Monthly, row: Mapping[str, Any], month: date) -> int | None:
        rate: int | None = compiled(monthly.amount)(row, self.force.at(month))
        return rate

    def _grouped(
        self, subsidy: Subsidy, row: dict[str, Any], values: Mapping[str, Any], key: Kept, context: dict[str, Any]
    ) -> int | None:
        """The sum of a claim in a group; None while a group counted at the close is open."""
        group, amount = subsidy.group, subsidy.amount
        assert group is not None and amount is not None  # noqa: S101 — asked by the caller
        rank = self._books.rank(subsidy.id, key)
        at_close = group.counted == "at_close" and not group.whole
        number = rank if not at_close else None if self._sizes is None else self._sizes.get((subsidy.id, *key), 0)
        context |= {"rank": rank, "counted": number}
        if number is None:
            return None
        rate = compiled(amount)
        if at_close or group.whole:
            total: int = rate({**row, group.name: number}, values)
            return total if at_close else self._books.increment(subsidy.id, key, total)
        seen = {group.name: number}
        day = row[subsidy.date]
        total = self._books.total(
            subsidy.id, key, self.force.place(day), lambda place: rate(seen, self.force.between(place))
        )
        return self._books.increment(subsidy.id, key, total)

    def _months(
        self,
        monthly: Monthly,
        name: str,
        row: Mapping[str, Any],
        values: Mapping[str, Any],
        key: Kept,
        context: dict[str, Any],
    ) -> int:
        first = None if monthly.first is None else compiled(monthly.first)(row, values)
        before, fresh = self._books.months(name, key, self._payable(monthly, row) or frozenset(), first)
        context |= {"months_before": before, "months": [month.isoformat()[:7] for month in fresh]}
        return sum(max(0, self._rate(monthly, row, month) or 0) for month in fresh)


def _off(subsidy: Subsidy, row: Mapping[str, Any]) -> int | None:
    """What a paper of another government has paid, where the higher of the two is kept (fen). None where it is not known."""
    if not subsidy.higher:
        return 0
    paid = row.get("paid_elsewhere")
    if paid is None:
        return None
    found: int | None = row.get("paid_elsewhere_fen") if any(other in paid for other in subsidy.higher) else 0
    return found


def closing_sizes(pack: Pack, claims: Iterable[Claim]) -> dict[Kept, int]:
    """How many claims each group counted `at_close` has, when the period is over: those whose lines hold and whose limits have room."""
    ledger, found = Ledger(pack, sizes={}), defaultdict[Kept, int](int)
    for claim in sorted(claims, key=lambda one: one.order):
        verdict = ledger.decide(claim)
        group = pack.subsidy(claim.subsidy).group
        if group and group.counted == "at_close" and "rank" in verdict.context:
            key = kept(group.key, claim.row, claim.row.get(pack.subsidy(claim.subsidy).date))
            found[(claim.subsidy, *(key or ()))] += 1
    return dict(found)


def decide_all(pack: Pack, claims: Iterable[Claim]) -> list[Verdict]:
    """Every claim of a closed period, in order of acceptance."""
    ordered = sorted(claims, key=lambda one: one.order)
    at_close = any(one.group and one.group.counted == "at_close" for one in pack.subsidies)
    ledger = Ledger(pack, closing_sizes(pack, ordered) if at_close else None)
    return [ledger.decide(claim) for claim in ordered]
