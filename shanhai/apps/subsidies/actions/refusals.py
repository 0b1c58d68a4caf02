"""不予补贴和申诉: a refusal names its clause and what would change it; the person may say something against it, and somebody else answers."""

from datetime import datetime

from shanhai.apps.audit.actions import Pen, writing
from shanhai.apps.subsidies.actions.claims import free_key
from shanhai.apps.subsidies.actions.deciding import take_back
from shanhai.apps.subsidies.models import CLAIM_LIFE, Claim, Review
from shanhai.core.desk import Actor, Power
from shanhai.core.refusal import Refusal


def refuse(*, claim: Claim, why: str, ref: str, remedy: str = "", by: Actor, at: datetime) -> Claim:
    """Refuse by a clause. What had been decided is taken back by a decision of its own, what the fund held is free again.

    Refuses refusal.why without a reason or a clause. Twice is once.
    """
    by.require(Power.REVIEW, owners=frozenset({claim.home_id, claim.issuer_id}), unit=claim.unit if by.unit else "")
    if not why.strip() or not ref.strip():
        raise Refusal("claim.refused_why")
    if claim.state == "refused" and claim.refused_why == why.strip():
        return claim
    with writing("claim.refuse", by=by, at=at, about=claim) as pen:
        pen.add(
            Review(claim=claim, level=_level(claim, by), outcome="refused", note=why.strip()[:200], login=by.login, name=by.name, at=at)
        )  # fmt: skip
        return turn_down(pen, claim, why=why, ref=ref, remedy=remedy, by=by, at=at)


def turn_down(pen: Pen, claim: Claim, *, why: str, ref: str, remedy: str, by: Actor, at: datetime) -> Claim:
    """What every refusal does, inside the act around it."""
    state = CLAIM_LIFE.after(claim.state, "refuse")
    take_back(pen, claim, why=why, by=by, at=at)
    free_key(pen, claim)
    return pen.change(
        claim, state=state, refused_why=why.strip()[:200], refused_ref=ref.strip()[:60], remedy=remedy.strip()[:200]
    )


def _level(claim: Claim, by: Actor) -> str:
    if by.unit:
        return "village" if len(by.unit) > 9 else "township"
    return "county" if by.region == claim.home_id else "receiving"


def appeal(*, claim: Claim, says: str, by: Actor, at: datetime) -> Claim:
    """申诉: what the person says against the refusal. Refuses claim.appeal without a word. Twice is once."""
    by.require(Power.DRAW_UP, owners=frozenset({claim.home_id, claim.issuer_id}), unit=claim.unit if by.unit else "")
    if not says.strip():
        raise Refusal("claim.appeal")
    if claim.state == "appealed" and claim.appeal == says.strip():
        return claim
    state = CLAIM_LIFE.after(claim.state, "appeal")
    with writing("claim.appeal", by=by, at=at, about=claim) as pen:
        return pen.change(claim, state=state, appeal=says.strip()[:200])


def answer_appeal(*, claim: Claim, right: bool, answer: str, by: Actor, at: datetime) -> Claim:
    """Somebody of the paying office who did not refuse it answers: it is looked at anew with a new turn, or the refusal stands.

    Refuses claim.same_hand (who refused it), claim.appeal without an answer.
    """
    by.require(Power.DECIDE, owners=frozenset({claim.issuer_id}))
    refused = Review.objects.filter(claim=claim, outcome="refused").order_by("-at").first()
    if refused is not None and refused.login == by.login:
        raise Refusal("claim.same_hand", by=by.name)
    if not answer.strip():
        raise Refusal("claim.appeal")
    state = CLAIM_LIFE.after(claim.state, "reopen" if right else "stand")
    with writing("claim.answer_appeal", by=by, at=at, about=claim) as pen:
        pen.facts["answer"] = answer.strip()[:200]
        if right:
            said = answer.strip()[:200]
            return pen.change(claim, state=state, asked=said, refused_why="", refused_ref="", remedy="")
        return pen.change(claim, state=state, remedy=answer.strip()[:200])
