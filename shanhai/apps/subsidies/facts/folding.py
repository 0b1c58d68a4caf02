"""What a claim gets, given what stands: a ledger for each policy, fed with the claims decided so far in the order of their turns.

The engine decides claims in the order in which they were accepted. Whoever decides asks here, and so does whoever derives old decisions again:
one meaning, used twice.
"""

import zlib
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson

from shanhai.apps.subsidies.facts.known import revived
from shanhai.core.ledger import canonical, digest
from shanhai.core.policy.claims import Claim as Asked
from shanhai.core.policy.engines import CURRENT, ENGINES
from shanhai.core.policy.explain import Explained, explain, plain
from shanhai.core.policy.fold import Ledger, Verdict
from shanhai.core.policy.pack import Pack

RULES = {
    "nothing_due": "这次没有可领的月份或金额", "limit": "次数已经用完", "exclusive": "和另一项只能领一样", "cap": "到了封顶", "budget": "本年的资金用完了",
    "sum_unknown": "金额还算不出来",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict with its words."""

    verdict: Verdict
    told: Explained

    @property
    def reasons(self) -> list[dict[str, Any]]:
        """The reasons as JSON keeps them."""
        return [
            {
                "id": one.id,
                "kind": one.kind,
                "say": one.say,
                "ref": one.ref,
                "remedy": one.remedy,
                "asks": list(one.asks),
            }
            for one in self.told.reasons
        ]

    @property
    def trace(self) -> bytes:
        """The trace, packed."""
        return zlib.compress(orjson.dumps([plain(line) for line in self.told.trace], option=orjson.OPT_SORT_KEYS), 9)


@dataclass(slots=True)
class _Book:
    """A ledger, how many of the standing claims it knows, and the one it has judged that does not stand yet."""

    ledger: Ledger
    fed: int = 0
    pending: str = ""


class Standing:
    """Claims that stand, in the order of their turns, and a ledger a policy that knows them."""

    def __init__(self) -> None:
        self._claims: list[Asked] = []
        self._books: dict[tuple[str, str], _Book] = {}

    def judge(self, pack: Pack, claim: Asked, *, engine: str = CURRENT, explained: bool = True) -> Judged:
        """The verdict on a claim after all that stand and were accepted before it, by one version of the engine. KeyError for no version."""
        place = bisect_left(self._claims, claim.order, key=_order)
        key = pack.digest, engine
        book = self._books.get(key)
        if book is None or book.pending or book.fed > place:
            book = self._books[key] = _Book(ENGINES[engine](pack))
        for earlier in self._claims[book.fed : place]:
            if earlier.subsidy in pack.names:
                book.ledger.decide(earlier)
        book.fed, book.pending = place, claim.number
        verdict = book.ledger.decide(claim)
        told = explain(pack, claim, verdict, book.ledger.force) if explained else Explained((), {}, ())
        return Judged(verdict, told)

    def keep(self, claim: Asked) -> None:
        """The claim stands from now on. Ledgers that know what came after it begin anew."""
        place = bisect_left(self._claims, claim.order, key=_order)
        self._claims.insert(place, claim)
        for key, book in list(self._books.items()):
            if book.pending == claim.number and book.fed == place:
                book.fed, book.pending = place + 1, ""
            elif book.pending or book.fed > place:
                del self._books[key]

    def drop(self, number: str) -> None:
        """The claim stands no longer: what it took is free again."""
        self._claims = [one for one in self._claims if one.number != number]
        self._books = {}


def _order(claim: Asked) -> tuple[date, str]:
    return claim.order


def told(claim: Asked) -> str:
    """A claim as the engine read it, as canonical JSON."""
    parts = {
        "number": claim.number,
        "subsidy": claim.subsidy,
        "accepted_at": claim.accepted_at,
        "parties": dict(claim.parties),
        "facts": {name: plain(value) for name, value in claim.facts.items()},
    }
    return canonical(parts).decode()


def read(text: str, pack: Pack) -> Asked:
    """The claim of a stored text; kinds of facts come from the pack it was decided by."""
    held: Mapping[str, Any] = orjson.loads(text)
    facts = {name: revived(value, pack.facts[name].kind) for name, value in held["facts"].items()}
    accepted = date.fromisoformat(held["accepted_at"])
    return Asked(held["number"], held["subsidy"], accepted, held["parties"], facts)


def bound(previous: str, *parts: object) -> str:
    """The hash of a decision: of all it says, and of the decision before it."""
    return digest([previous, *parts])
