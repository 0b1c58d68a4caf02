"""What a placed group is worth beside its members' scores: written in the run, since no optimum can decide it.

`reserved`: nothing but the seats reserved for members. `bonus:B`: each placed member scores B more. `households:K`: a placed group counts as K
households, and its members no longer for their own.
"""

from dataclasses import dataclass
from typing import Final

from shanhai.core.refusal import Refusal

MOST_BONUS: Final = 1_000_000_000
MOST_HOUSEHOLDS: Final = 10_000


@dataclass(frozen=True, slots=True)
class Rule:
    """What a placed group is worth beside its members' scores. `households` −1: its members count for their own."""

    bonus: int = 0
    households: int = -1

    def __str__(self) -> str:
        if self.households >= 0:
            return f"households:{self.households}"
        return f"bonus:{self.bonus}" if self.bonus else "reserved"


def rule_of(said: str) -> Rule:
    """Read `reserved`, `bonus:B` or `households:K`. Refuses match.rule."""
    kind, colon, number = said.partition(":")
    if said in {"", "reserved"}:
        return Rule()
    most = {"bonus": MOST_BONUS, "households": MOST_HOUSEHOLDS}.get(kind, -1)
    if not colon or not number.isdecimal() or not number.isascii() or len(number) > 10 or int(number) > most:
        raise Refusal("match.rule", given=said)
    return Rule(bonus=int(number)) if kind == "bonus" else Rule(households=int(number))
