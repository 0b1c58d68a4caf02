"""资金: opened, put money into with the paper that says so, and what comes back from people noted."""

from datetime import datetime

from shanhai.apps.audit.actions import settled, writing
from shanhai.apps.regions.models import Region
from shanhai.apps.subsidies.actions.holding import locked, move
from shanhai.apps.subsidies.models import CLAIM_LIFE, Claim, Fund, FundLine
from shanhai.core.desk import Actor, Power
from shanhai.core.money import Fen, yuan
from shanhai.core.refusal import Refusal


@settled
def open_fund(*, issuer: Region, code: str, title: str, by: Actor, at: datetime) -> Fund:
    """Open a fund by the code its packs name. The same again is the same. Refuses fund.title, fund.other (another government has the code)."""
    by.require(Power.PAY, owners=frozenset({issuer.code}))
    if not title.strip() or not code.strip():
        raise Refusal("fund.title")
    known = Fund.objects.filter(code=code).first()
    if known is not None and known.issuer_id != issuer.code:
        raise Refusal("fund.other", code=code)
    if known is not None:
        return known
    with writing("fund.open", by=by, at=at) as pen:
        return pen.add(Fund(issuer=issuer, code=code.strip(), title=title.strip()[:60]))


@settled
def appropriate(*, fund: Fund, amount: Fen, paper: str, by: Actor, at: datetime) -> FundLine:
    """Money put by under a paper, in fen. The same paper again with the same sum is once.

    Refuses fund.amount for nothing, fund.paper without one, fund.paper_used where the paper put in another sum.
    """
    by.require(Power.PAY, owners=frozenset({fund.issuer_id}))
    if amount <= 0:
        raise Refusal("fund.amount", fen=amount)
    if not paper.strip():
        raise Refusal("fund.paper")
    known = FundLine.objects.filter(fund=fund, kind="appropriate", paper=paper.strip()).first()
    if known is not None:
        if known.amount != amount:
            raise Refusal("fund.paper_used", yuan=yuan(Fen(known.amount)))
        return known
    with writing("fund.appropriate", by=by, at=at, about=fund) as pen:
        now = locked(fund)
        line = pen.add(FundLine(fund=now, kind="appropriate", amount=amount, paper=paper.strip()[:80], at=at))
        pen.change(fund, appropriated=now.appropriated + amount)
        return line


@settled
def give_back(*, claim: Claim, fund: Fund, paper: str, by: Actor, at: datetime) -> Claim:
    """The recovered money is there: the fund has it again. Twice is once. Refuses fund.paper."""
    by.require(Power.PAY, owners=frozenset({claim.issuer_id}))
    if claim.state == "recovered":
        return claim
    if not paper.strip():
        raise Refusal("fund.paper")
    state = CLAIM_LIFE.after(claim.state, "give_back")
    owed = -sum(claim.decisions.filter(kind="recover").values_list("amount", flat=True))
    with writing("claim.give_back", by=by, at=at, about=claim) as pen:
        move(pen, fund, "recover", owed, claim=claim, paper=paper.strip()[:80], at=at)
        return pen.change(claim, state=state)
