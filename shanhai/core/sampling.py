"""抽查: which payments are looked at, drawn so that nobody could choose them, and how much may have been overpaid in all.

1. The list (id, fen) is fixed by its hash. 2. A public number that nobody could know before is the seed. 3. Draw n falls on the fen at
SHA-256(seed, commitment, n) modulo the sum: each fen of money is equally likely, so a large payment is looked at sooner. 4. After each draw an
upper bound of the overpaid money is known with 95 % confidence; looking stops as soon as it is at or below what is tolerated.

The bound is the Stringer bound of monetary-unit sampling (Stringer 1963), with upper limits of a Poisson count (Garwood 1936) in
ten-thousandths, rounded up. It is known to be conservative. No float: factors are a table of whole numbers.
"""

import hashlib
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from shanhai.core.ledger import digest
from shanhai.core.refusal import Refusal

TEN_THOUSANDTHS = 10_000
# The upper 95 % limit of a Poisson mean after k events, in ten-thousandths, rounded up (half the chi-square quantile at 2k + 2 degrees).
UPPER = (29_958, 47_439, 62_958, 77_537, 91_536, 105_131, 118_424, 131_482, 144_347, 157_053, 169_623)


@dataclass(frozen=True, slots=True)
class Item:
    """One payment on the list: its id and what was paid, in fen."""

    id: str
    fen: int


@dataclass(frozen=True, slots=True)
class Look:
    """What one draw turned out to be: what was paid and how much of it was too much, in fen."""

    fen: int
    overpaid: int

    @property
    def taint(self) -> int:
        """The share that was too much, in ten-thousandths, rounded up."""
        return -(-min(self.overpaid, self.fen) * TEN_THOUSANDTHS // self.fen) if self.fen > 0 else 0


def commitment(items: Sequence[Item]) -> str:
    """The hash that fixes a list. Refuses sample.empty, sample.twice, sample.fen for a line of nothing."""
    if not items:
        raise Refusal("sample.empty")
    if len({one.id for one in items}) < len(items):
        raise Refusal("sample.twice")
    if any(one.fen <= 0 for one in items):
        raise Refusal("sample.fen")
    return digest([[one.id, one.fen] for one in items])


def drawn(items: Sequence[Item], *, seed: str, draws: int) -> list[Item]:
    """The first draws, in order; one payment may come more than once. The same list and seed give the same draws for ever.

    Refuses sample.seed without one, and what `commitment` refuses.
    """
    if not seed.strip():
        raise Refusal("sample.seed")
    fixed, ends = commitment(items), list(accumulate(one.fen for one in items))
    return [items[bisect_right(ends, _fen(seed, fixed, n, ends[-1]))] for n in range(1, draws + 1)]


def _fen(seed: str, fixed: str, n: int, total: int) -> int:
    """The fen draw n falls on: 256 bits over at most 2^63 fen, so that the remainder favours none by more than 2^-193."""
    return int.from_bytes(hashlib.sha256(f"shanhai.sample\x00{seed}\x00{fixed}\x00{n}".encode()).digest()) % total


def bound(total: int, looks: Sequence[Look]) -> int:
    """The upper bound of overpaid money in fen after these looks, with 95 % confidence; the whole sum before any, or past eleven errors."""
    errors = sorted((one.taint for one in looks if one.taint), reverse=True)
    if not looks or len(errors) >= len(UPPER):
        return total
    weight = UPPER[0] * TEN_THOUSANDTHS
    for k, taint in enumerate(errors, start=1):
        weight += (UPPER[k] - UPPER[k - 1]) * taint
    return min(total, -(-total * weight // (len(looks) * TEN_THOUSANDTHS * TEN_THOUSANDTHS)))


def enough(total: int, looks: Sequence[Look], *, tolerated: int) -> bool:
    """Whether looking may stop: the bound is at or below what is tolerated, in basis points of the sum."""
    return bound(total, looks) * 10_000 <= total * tolerated


def least(*, tolerated: int) -> int:
    """How many looks without an error it takes."""
    return -(-UPPER[0] // tolerated) if tolerated > 0 else 0
