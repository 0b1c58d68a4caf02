"""重新推算: every stored decision derived again from its stored facts and its stored policy, and its place in the chain checked.

A decision of the machine must come out to the same outcome, fen and mask. A cancelling one must take back what was decided, one that recovers
must be the stated part of it. A row that somebody changed no longer fits its hash, one taken out or slipped in breaks the chain.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

import orjson

from shanhai.apps.subsidies.facts.folding import Standing, bound, read
from shanhai.apps.subsidies.facts.packs import pack_of
from shanhai.apps.subsidies.models import Decision
from shanhai.core.ledger import GENESIS
from shanhai.core.policy.pack import Pack
from shanhai.core.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Difference:
    """One decision that does not come out as stored, and in what: chain, hash, outcome, amount, mask, policy, facts."""

    decision: str
    pack: str
    place: int
    what: str
    stored: str
    derived: str


@dataclass(slots=True)
class Derived:
    """What was derived again: how many decisions were looked at, how many came out the same, and those that did not."""

    looked: int = 0
    equal: int = 0
    differences: list[Difference] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        """Whether everything came out the same."""
        return self.looked == self.equal

    @property
    def percent(self) -> str:
        """The share that came out the same; never 100 while one did not."""
        if not self.looked:
            return "100%"
        tenths = self.equal * 1000 // self.looked
        return f"{tenths // 10}%" if tenths % 10 == 0 else f"{tenths // 10}.{tenths % 10}%"


def digest_of(row: Decision, policy: str) -> str:
    """The hash a decision must have."""
    return bound(
        row.previous, row.pack, row.place, row.kind, row.claim_id, row.corrects_id or "", policy, row.known_at, row.selecting, row.stated,
        row.context, row.outcome, row.amount, row.mask, row.reasons, bytes(row.trace), row.engine, row.login, row.at,
    )  # fmt: skip


def rederive(since: date | None = None) -> Derived:
    """Derive every decision again; those before `since` are folded, not counted."""
    found = Derived()
    packs = Decision.objects.order_by("pack").values_list("pack", flat=True).distinct()
    for pack in packs:
        rows = Decision.objects.filter(pack=pack).order_by("place").select_related("policy").iterator(1000)
        for row, problems in _walk(rows):
            if since is not None and row.at.date() < since:
                continue
            found.looked += 1
            found.equal += not problems
            found.differences += problems
    return found


def _walk(rows: Iterator[Decision]) -> Iterator[tuple[Decision, list[Difference]]]:
    standing, previous, place = Standing(), GENESIS, 0
    held: dict[str, int] = {}
    numbers: dict[str, str] = {}
    for row in rows:
        problems = list(_chain(row, previous, place))
        try:
            problems += _again(row, pack_of(row.policy), standing, held, numbers)
        except (Refusal, KeyError, ValueError, TypeError) as error:
            problems.append(_differs(row, "facts", "", str(error)))
        held[row.claim_id] = held.get(row.claim_id, 0) + row.amount
        previous, place = row.digest, row.place
        yield row, problems


def _chain(row: Decision, previous: str, place: int) -> Iterator[Difference]:
    if row.previous != previous or row.place != place + 1:
        yield _differs(row, "chain", row.previous[:12], previous[:12])
    derived = digest_of(row, row.policy.digest)
    if row.digest != derived:
        yield _differs(row, "hash", row.digest[:12], derived[:12])


def _again(
    row: Decision, pack: Pack, standing: Standing, held: dict[str, int], numbers: dict[str, str]
) -> list[Difference]:
    context = orjson.loads(row.context)
    claim = read(row.stated, pack)
    if row.kind == "recover":
        return _compare(row, amount=-(context["of"] * context["share"] // 10_000))
    if row.claim_id in numbers:
        standing.drop(numbers[row.claim_id])
    numbers[row.claim_id] = claim.number
    if row.kind == "cancel":
        return _compare(row, amount=-held.get(row.claim_id, 0))
    verdict = standing.judge(pack, claim, engine=row.engine, explained=False).verdict
    standing.keep(claim)
    before = held.get(row.claim_id, 0) if row.kind == "adjust" else 0
    return _compare(row, amount=verdict.amount - before, outcome=verdict.outcome, mask=verdict.mask)


def _compare(row: Decision, **derived: object) -> list[Difference]:
    return [
        _differs(row, what, str(getattr(row, what)), str(value))
        for what, value in derived.items()
        if getattr(row, what) != value
    ]


def _differs(row: Decision, what: str, stored: str, derived: str) -> Difference:
    return Difference(row.pk, row.pack, row.place, what, stored, derived)
