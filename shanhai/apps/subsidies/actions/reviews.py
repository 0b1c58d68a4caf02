"""审核: village, township, county or the receiving side, in the order the paper gives; nobody passes on what they drew up themselves."""

from datetime import datetime

from shanhai.apps.audit.actions import settled, writing
from shanhai.apps.subsidies.facts import packs
from shanhai.apps.subsidies.models import CLAIM_LIFE, Claim, Review
from shanhai.core.desk import Actor, Power, Role
from shanhai.core.policy.pack import Procedure
from shanhai.core.refusal import Refusal

SEATS = {"village": Role.VILLAGE, "township": Role.TOWNSHIP, "county": Role.OFFICER, "receiving": Role.OFFICER}
DEEPER = {Role.VILLAGE: 12, Role.TOWNSHIP: 9, Role.OFFICER: 6}


def procedure_of(claim: Claim, *, at: datetime) -> Procedure:
    """The way the paper in force names."""
    return packs.effective(claim.pack, at=at).subsidy(claim.subsidy).procedure


def levels(claim: Claim, *, at: datetime) -> tuple[str, ...]:
    """Who looks, in order; a paper that names nobody wants one look by the office that pays."""
    return tuple(procedure_of(claim, at=at).levels) or ("receiving",)


@settled
def review(*, claim: Claim, note: str = "", by: Actor, at: datetime) -> Claim:
    """Pass a claim on from one's own level. A higher seat of the same side may look for a lower one that has none.

    Refuses review.not_yours (another level's turn), review.same_hand (drawn up by oneself), review.no_call (the paper wants a call first).
    """
    procedure = procedure_of(claim, at=at)
    wanted = procedure.levels or ("receiving",)
    level = wanted[claim.level] if claim.state == "accepted" and claim.level < len(wanted) else ""
    if not level:
        raise Refusal(
            "lifecycle.not_allowed", verb="pass", state=claim.state, allowed=list(CLAIM_LIFE.verbs(claim.state))
        )
    owner = claim.issuer_id if level == "receiving" else claim.home_id
    by.require(Power.REVIEW, owners=frozenset({owner}), unit=claim.unit if by.unit else "")
    if DEEPER.get(by.role, 99) > DEEPER[SEATS[level]]:
        raise Refusal("review.not_yours", level=level)
    if by.login in {claim.drawn_up_by, claim.accepted_by}:
        raise Refusal("review.same_hand", by=by.name)
    done = claim.level + 1
    if done == len(wanted) and procedure.phone_check and claim.called_on is None:
        raise Refusal("review.no_call")
    with writing("claim.review", by=by, at=at, about=claim) as pen:
        pen.add(
            Review(
                claim=claim, level=level, outcome="passed", note=note.strip()[:200], login=by.login, name=by.name, at=at
            )
        )
        state = CLAIM_LIFE.after(claim.state, "pass") if done == len(wanted) else claim.state
        return pen.change(claim, level=done, state=state)
