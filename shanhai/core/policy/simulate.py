"""改革试算: the same claims under two versions of the papers. What it costs, who gains, and who loses — never the total alone.

A higher rate can leave somebody with less, when a ceiling or a fund is used up earlier by another. So losers are named, by person and by
household.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from shanhai.core.policy.batch import assess
from shanhai.core.policy.claims import Claim
from shanhai.core.policy.pack import Pack


@dataclass(frozen=True, slots=True)
class Change:
    """What one claim, person or household gets before and after (fen)."""

    key: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Simulation:
    """Sums in fen. `claims` are those whose sum changes; people and households are split into who gains and who loses."""

    cost_before: int
    cost_after: int
    granted_before: int
    granted_after: int
    claims: tuple[Change, ...]
    gaining: Mapping[str, tuple[Change, ...]]
    losing: Mapping[str, tuple[Change, ...]]


def simulate(before: Pack, after: Pack, claims: Iterable[Claim]) -> Simulation:
    """Decide all claims twice and compare."""
    ordered = sorted(claims, key=lambda one: one.order)
    old, new = assess(before, ordered), assess(after, ordered)
    changed = tuple(Change(a.claim, a.amount, b.amount) for a, b in zip(old, new, strict=True) if a.amount != b.amount)
    gaining, losing = {}, {}
    for party in ("worker", "household"):
        sums: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
        for claim, a, b in zip(ordered, old, new, strict=True):
            who = str(claim.row.get(party, ""))
            sums[who][0] += a.amount
            sums[who][1] += b.amount
        changes = [Change(who, a, b) for who, (a, b) in sorted(sums.items()) if who and a != b]
        gaining[party] = tuple(one for one in changes if one.after > one.before)
        losing[party] = tuple(one for one in changes if one.after < one.before)
    return Simulation(
        sum(one.amount for one in old), sum(one.amount for one in new), sum(one.outcome == "granted" for one in old),
        sum(one.outcome == "granted" for one in new), changed, gaining, losing,
    )  # fmt: skip
