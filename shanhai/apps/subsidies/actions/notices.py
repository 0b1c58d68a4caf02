"""公示、异议、批准: a masked list for the days the paper names, objections looked into before it ends, and a yes by people without another part."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db.models import Max

from shanhai.apps.audit.actions import settled, writing
from shanhai.apps.subsidies.actions.refusals import turn_down
from shanhai.apps.subsidies.facts import packs
from shanhai.apps.subsidies.facts.conflict import anomalies, conflicts
from shanhai.apps.subsidies.models import CLAIM_LIFE, Approval, Challenge, Claim, Publicity
from shanhai.core.desk import Actor, Power
from shanhai.core.policy.pack import Procedure
from shanhai.core.refusal import Refusal
from shanhai.core.workdays import china


def procedure(claim: Claim, *, at: datetime) -> Procedure:
    """What the paper in force says of the claim's way."""
    return packs.effective(claim.pack, at=at).subsidy(claim.subsidy).procedure


def last_day(posted_on: date, days: int, *, workdays: bool) -> date:
    """The last day of a notice: the day it is posted is not counted."""
    return china().add(posted_on, days) if workdays else posted_on + timedelta(days=days)


@settled
def publish(*, claims: Sequence[Claim], title: str = "", by: Actor, at: datetime) -> Publicity:
    """Hang out the list of decided claims of one pack. Claims already on a list stay on it; all of them again is the same list.

    Refuses notice.nobody, notice.packs (of two packs, or with different days), notice.none (the paper wants no notice), lifecycle.not_allowed.
    """
    if not claims:
        raise Refusal("publicity.nobody")
    issuer, pack = claims[0].issuer, claims[0].pack
    by.require(Power.DECIDE, owners=frozenset({issuer.code}))
    lists = {one.publicity_id for one in claims}
    if len(lists) == 1 and None not in lists and claims[0].publicity is not None and claims[0].state == "published":
        return claims[0].publicity
    wanted = {(one.pack, *_days(procedure(one, at=at))) for one in claims}
    if len(wanted) > 1:
        raise Refusal("publicity.packs")
    _pack, days, workdays = wanted.pop()
    if not days:
        raise Refusal("publicity.none")
    for one in claims:
        CLAIM_LIFE.after(one.state, "publish")
    on = at.date()
    with writing("claim.publish", by=by, at=at) as pen:
        row = pen.add(
            Publicity(
                number=_number(on), pack=pack, issuer=issuer, title=(title or f"{on:%Y-%m} {claims[0].label}")[:80], posted_on=on,
                until=last_day(on, days, workdays=workdays), days=days, workdays=workdays, posted_by=by.name,
            )
        )  # fmt: skip
        for one in claims:
            pen.change(one, state="published", publicity=row)
        return row


def _days(one: Procedure) -> tuple[int, bool]:
    return one.notice_days, one.notice_workdays


def _number(on: date) -> str:
    last = Publicity.objects.filter(number__startswith=f"GS{on.year}-").aggregate(last=Max("number"))["last"]
    return f"GS{on.year}-{int(last.partition('-')[2]) + 1 if last else 1:04}"


@settled
def challenge(*, claim: Claim, says: str, said_by: str = "", said_on: date, by: Actor, at: datetime) -> Challenge:
    """Note an objection while the list hangs out. The same again is once. Refuses challenge.over, challenge.says."""
    by.require(Power.REVIEW, owners=frozenset({claim.home_id, claim.issuer_id}), unit=claim.unit if by.unit else "")
    if not says.strip():
        raise Refusal("challenge.says")
    row = claim.publicity
    if row is None or claim.state != "published" or not row.posted_on <= said_on <= min(row.until, at.date()):
        raise Refusal("challenge.over")
    known = Challenge.objects.filter(claim=claim, publicity=row, says=says.strip()[:200]).first()
    if known is not None:
        return known
    with writing("challenge.note", by=by, at=at, about=claim) as pen:
        return pen.add(
            Challenge(
                claim=claim, publicity=row, says=says.strip()[:200], said_by=said_by.strip()[:40], said_on=said_on, noted_by=by.login
            )
        )  # fmt: skip


def answer_challenge(
    *, challenge: Challenge, upheld: bool, answer: str, ref: str = "", by: Actor, at: datetime
) -> Challenge:
    """Somebody looked into it: it is not so, or it is and the claim is refused by a clause. The same answer again is once.

    Refuses challenge.answered, challenge.answer without words, challenge.ref (upheld without a clause), claim.same_hand (who drew up the claim).
    """
    claim = challenge.claim
    by.require(Power.DECIDE, owners=frozenset({claim.issuer_id, claim.home_id}))
    if challenge.answered_at is not None:
        if challenge.upheld == upheld:
            return challenge
        raise Refusal("challenge.answered", by=challenge.answered_by)
    if not answer.strip():
        raise Refusal("challenge.answer")
    if upheld and not ref.strip():
        raise Refusal("challenge.ref")
    if by.login in {claim.drawn_up_by, claim.accepted_by}:
        raise Refusal("claim.same_hand", by=by.name)
    with writing("challenge.answer", by=by, at=at, about=claim) as pen:
        pen.change(challenge, upheld=upheld, answer=answer.strip()[:200], answered_by=by.login, answered_at=at)
        if upheld:
            turn_down(pen, claim, why=answer, ref=ref, remedy="", by=by, at=at)
        return challenge


def end_notice(*, publicity: Publicity, by: Actor, at: datetime) -> list[Claim]:
    """The days are over: everybody against whom nothing is open goes on. Refuses publicity.open before, challenge.open. Twice is once."""
    by.require(Power.DECIDE, owners=frozenset({publicity.issuer_id}))
    if publicity.ended_at is not None:
        return []
    if at.date() <= publicity.until:
        raise Refusal("publicity.open", until=publicity.until.isoformat())
    if Challenge.objects.filter(publicity=publicity, answered_at=None).exists():
        raise Refusal("challenge.open")
    with writing("claim.end_notice", by=by, at=at, about=publicity) as pen:
        pen.change(publicity, ended_at=at)
        return [pen.change(one, state="heard") for one in publicity.claims.filter(state="published")]


def needed(claim: Claim, *, at: datetime, unusual: bool | None = None) -> int:
    """How many yeses a claim needs: one, more above the sums its paper names, and one more where something is unusual."""
    above = [needs for least, needs in procedure(claim, at=at).approvals if (claim.amount or 0) > least]
    if unusual is None:
        unusual = bool(anomalies(claim))
    return max([1, *above]) + bool(unusual or claim.differences.exists())


@settled
def approve(*, claim: Claim, by: Actor, at: datetime) -> Claim:
    """One person's yes; with enough of them the claim may be paid. Twice is once.

    Refuses claim.conflict (somebody stands on two sides: which and why), approve.same_hand (one had another part in it), approve.difference
    (a list of others speaks against it and nobody has looked), approve.notice (the paper wants a notice first).
    """
    by.require(Power.APPROVE, owners=frozenset({claim.issuer_id}))
    if claim.approvals.filter(login=by.login).exists():
        return claim
    state = CLAIM_LIFE.after(claim.state, "approve")
    if claim.state == "decided" and procedure(claim, at=at).notice_days:
        raise Refusal("approve.notice")
    if by.login in _part(claim):
        raise Refusal("claim.same_hand", by=by.name)
    if claim.differences.filter(settled_at=None).exists():
        raise Refusal("approve.difference")
    found = conflicts(claim)
    hard = [one for one in found if one.hard]
    if hard:
        raise Refusal("claim.conflict", kind=hard[0].kind, who=hard[0].who, other=hard[0].other)
    with writing("claim.approve", by=by, at=at, about=claim) as pen:
        pen.add(Approval(claim=claim, login=by.login, name=by.name, at=at))
        enough = claim.approvals.count() >= needed(claim, at=at, unusual=len(found) > len(hard))
        return pen.change(claim, state=state) if enough else claim


def _part(claim: Claim) -> set[str]:
    """Everybody who drew it up, took its papers, looked at it or decided it."""
    return {
        claim.drawn_up_by,
        claim.accepted_by,
        *(one.noted_by for one in claim.evidence.all()),
        *(one.login for one in claim.decisions.all()),
    }
