"""How a decision is written: judged after all that stand, bound to the one before it, its money taken on by the funds in their shares."""

import zlib
from datetime import datetime
from typing import Any

import orjson
from django.db.models import Sum

from shanhai.apps.audit.actions import Pen
from shanhai.apps.subsidies.actions.holding import held_for, let_go, move, promised_by
from shanhai.apps.subsidies.actions.policies import keep
from shanhai.apps.subsidies.facts import packs
from shanhai.apps.subsidies.facts.folding import Judged, Standing, bound, read, told
from shanhai.apps.subsidies.facts.packs import pack_of
from shanhai.apps.subsidies.models import Claim, Decision, Fund, Policy
from shanhai.core.desk import Actor
from shanhai.core.ledger import GENESIS, canonical
from shanhai.core.policy.claims import Claim as Asked
from shanhai.core.policy.engines import CURRENT
from shanhai.core.policy.explain import plain
from shanhai.core.policy.force import InForce
from shanhai.core.policy.pack import Pack
from shanhai.core.policy.scalar import compiled
from shanhai.core.refusal import Refusal

NOTHING = zlib.compress(orjson.dumps([]), 9)


def standing_of(pack: str) -> Standing:
    """What stands of a pack today: every claim as it was last decided, without those taken back."""
    standing, numbers = Standing(), dict[str, str]()
    for row in Decision.objects.filter(pack=pack).exclude(kind="recover").order_by("place").select_related("policy"):
        claim = read(row.stated, pack_of(row.policy))
        if row.claim_id in numbers:
            standing.drop(numbers[row.claim_id])
        numbers[row.claim_id] = claim.number
        if row.kind != "cancel":
            standing.keep(claim)
    return standing


def shares(pack: Pack, asked: Asked, amount: int) -> list[tuple[str, int]]:
    """Which fund bears how much (fen): each share rounded down, the last takes what is left; without shares the pack's own fund."""
    rule = pack.subsidy(asked.subsidy)
    day = asked.row.get(rule.date)
    values = InForce(pack).at(day) if day is not None else {}
    bearing = [one for one in rule.funds if one.test is None or compiled(one.test)(asked.row, values) is True]
    if not bearing:
        return [(pack.fund, amount)]
    parts = [amount * one.basis_points // 10_000 for one in bearing[:-1]]
    return [*zip((one.fund for one in bearing), [*parts, amount - sum(parts)], strict=True)]


def write(
    pen: Pen, claim: Claim, asked: Asked, pack: Pack, *, kind: str, amount: int, outcome: str, judged: Judged | None = None,
    context: dict[str, Any] | None = None, corrects: Decision | None = None, known_at: datetime, by: Actor, at: datetime,
) -> Decision:  # fmt: skip
    """Add one decision at the end of its pack's chain."""
    policy: Policy = keep(pack, pen=pen, issuer=claim.issuer, at=at)
    last = Decision.objects.filter(pack=claim.pack).order_by("-place").first()
    rule = pack.subsidy(asked.subsidy)
    more = context or {}
    if judged is not None:
        more = {**{key: plain(value) for key, value in judged.verdict.context.items()}, **more}
    row = Decision(
        claim=claim, pack=claim.pack, place=(last.place if last else 0) + 1, kind=kind, corrects=corrects, policy=policy, known_at=known_at,
        selecting=asked.row.get(rule.date) or asked.accepted_at, stated=told(asked), context=canonical(more).decode(), outcome=outcome,
        amount=amount, mask=judged.verdict.mask if judged else 0, reasons=judged.reasons if judged else [],
        trace=judged.trace if judged else NOTHING, engine=CURRENT, login=by.login, at=at, previous=last.digest if last else GENESIS,
    )  # fmt: skip
    row.digest = bound(
        row.previous, row.pack, row.place, row.kind, claim.pk, corrects.pk if corrects else "", policy.digest, row.known_at, row.selecting,
        row.stated, row.context, row.outcome, row.amount, row.mask, row.reasons, row.trace, row.engine, row.login, row.at,
    )  # fmt: skip
    return pen.add(row)


def total(claim: Claim) -> int:
    """What all decisions about a claim come to, in fen."""
    return int(Decision.objects.filter(claim=claim).aggregate(fen=Sum("amount"))["fen"] or 0)


def take_back(pen: Pen, claim: Claim, *, why: str, by: Actor, at: datetime) -> Decision | None:
    """Undo what had been decided and not paid: a decision of minus that sum, and the funds are free of it."""
    last = Decision.objects.filter(claim=claim).exclude(kind="cancel").order_by("-place").first()
    fen = total(claim)
    let_go(pen, claim, at=at)
    if last is None or fen == 0:
        return None
    pack = pack_of(last.policy)
    row = write(
        pen, claim, read(last.stated, pack), pack, kind="cancel", amount=-fen, outcome="refused", context={"why": why[:200]},
        corrects=last, known_at=at, by=by, at=at,
    )  # fmt: skip
    pen.change(claim, amount=0)
    return row


def take_on(pen: Pen, claim: Claim, *, at: datetime) -> bool:
    """Let the funds hold what was decided, each its share. Whether all of it is held; where a fund is short, what its paper says happens.

    `wait`: nothing is held until there is enough. `part`: what there is, the rest when there is more. Refuses fund.unknown.
    """
    latest = (
        Decision.objects.filter(claim=claim).exclude(kind="recover").order_by("-place").select_related("policy").first()
    )
    if latest is None:
        return True
    pack = pack_of(latest.policy)
    asked = read(latest.stated, pack)
    have = promised_by(claim)
    wanted = [(code, fen - have.get(code, 0)) for code, fen in shares(pack, asked, total(claim))]
    funds = {
        one.code: one
        for one in Fund.objects.select_for_update(of=("self",)).filter(code__in=[code for code, _fen in wanted])
    }
    if missing := [code for code, fen in wanted if code not in funds and fen > 0]:
        raise Refusal("fund.unknown", code=missing[0])
    part = _part(pack, asked)
    short = any(fen > funds[code].free for code, fen in wanted if fen > 0)
    if short and not part:
        return False
    for code, fen in wanted:
        if fen <= 0:
            continue
        held = min(fen, funds[code].free)
        if held > 0:
            move(pen, funds[code], "reserve", held, claim=claim, at=at)
            pen.change(claim, reserved=claim.reserved + held)
    return not short


def _part(pack: Pack, asked: Asked) -> bool:
    """Whether a paper lets part be paid when the fund is short."""
    return any(
        one.when_short == "part" for one in pack.across if one.kind == "budget" and asked.subsidy in one.subsidies
    )


def unpaid(claim: Claim) -> dict[str, int]:
    """What each fund holds for a claim and no batch has ordered yet."""
    return held_for(claim)


def effective(claim: Claim, *, at: datetime) -> Pack:
    """The policy a decision made now goes by."""
    return packs.effective(claim.pack, at=at)
