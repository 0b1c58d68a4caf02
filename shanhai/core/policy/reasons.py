"""A decision in four bytes: which lines failed, which are not known, and which rules over several claims took part.

Bits 0–12: line n failed. Bits 13–25: line n is not known. The upper six are the rules after the lines. The mask is kept for every claim;
the full trace is made from it when somebody asks.
"""

from collections.abc import Iterator
from typing import Literal

from shanhai.core.policy.rules import CONDITIONS

type Outcome = Literal["granted", "refused", "asks", "waits"]

FAILED = (1 << CONDITIONS) - 1
OPEN = FAILED << CONDITIONS
UNKNOWN_SUM, NOTHING, LIMIT, EXCLUSIVE, CAP, BUDGET = (1 << n for n in range(2 * CONDITIONS, 32))

RULES = {
    UNKNOWN_SUM: "sum_unknown",
    NOTHING: "nothing_due",
    LIMIT: "limit",
    EXCLUSIVE: "exclusive",
    CAP: "cap",
    BUDGET: "budget",
}


def outcome(mask: int, amount: int, *, refused_when_short: bool = False) -> Outcome:
    """What a mask and a sum (fen) say together: one failed line refuses; else one unknown asks for its paper."""
    if mask & FAILED:
        return "refused"
    if mask & (OPEN | UNKNOWN_SUM):
        return "asks"
    if amount > 0:
        return "granted"
    return "waits" if mask & BUDGET and not refused_when_short else "refused"


def failed(mask: int) -> Iterator[int]:
    """The numbers of the lines that failed."""
    return (n for n in range(CONDITIONS) if mask >> n & 1)


def unknown(mask: int) -> Iterator[int]:
    """The numbers of the lines that are not known."""
    return (n for n in range(CONDITIONS) if mask >> (n + CONDITIONS) & 1)
