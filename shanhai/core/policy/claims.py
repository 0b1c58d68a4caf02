"""申领: one claim as the engine sees it, and the order in which claims are decided: as they were accepted, then by number."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from shanhai.core.policy.kinds import Fact
from shanhai.core.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim. `parties` are opaque ids by role (worker, household, …); `facts` only what is known: days, fen, codes, sets of months."""

    number: str
    subsidy: str
    accepted_at: date
    parties: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def row(self) -> dict[str, Any]:
        """Everything a rule may ask about, in one mapping."""
        return {**self.facts, **self.parties, "accepted_at": self.accepted_at}

    @property
    def order(self) -> tuple[date, str]:
        """Its place in the queue."""
        return self.accepted_at, self.number


_TYPES: dict[str, type | tuple[type, ...]] = {
    "bool": bool, "int": int, "fen": int, "date": date, "code": str, "id": str, "codes": frozenset, "months": frozenset,
}  # fmt: skip


def checked(claim: Claim, facts: Mapping[str, Fact]) -> Claim:
    """The claim, if each fact is of its kind and in its range.

    Refuses claim.unknown_fact, claim.fact_kind, claim.fact_range (a negative ticket), claim.future (a day after acceptance: what has not
    happened is not a fact), claim.under_age (under 16: 禁止使用童工规定 art. 2, 劳动法 art. 15).
    """
    for name, value in claim.row.items():
        known = facts.get(name)
        if known is None:
            raise Refusal("claim.unknown_fact", claim=claim.number, name=name)
        right = isinstance(value, _TYPES[known.kind]) and (known.kind == "bool" or not isinstance(value, bool))
        if not right:
            raise Refusal("claim.fact_kind", claim=claim.number, name=name, label=known.label, wanted=known.kind)
        if known.kind in {"int", "fen"} and not 0 <= value <= known.most:
            raise Refusal(
                "claim.fact_range", claim=claim.number, name=name, label=known.label, least=0, most=known.most
            )
        days = value if known.kind == "months" else (value,) if known.kind == "date" else ()
        if any(day > claim.accepted_at for day in days):
            raise Refusal("claim.future", claim=claim.number, name=name, label=known.label, day=max(days).isoformat())
    age = claim.facts.get("age")
    if age is not None and age < YOUNGEST:
        raise Refusal("claim.under_age", claim=claim.number, age=age, least=YOUNGEST)
    return claim


YOUNGEST = 16  # full years
