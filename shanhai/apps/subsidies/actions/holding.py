"""资金怎么动: one locked row a fund decides whether there is enough; every movement is a line, and the row's totals are the lines' sums."""

from datetime import datetime

from shanhai.apps.audit.actions import Pen
from shanhai.apps.subsidies.models import Claim, Fund, FundLine, Payment
from shanhai.core.money import Fen, yuan
from shanhai.core.refusal import Refusal

# what a line of a kind does to the fund: (reserved, committed, paid)
EFFECT = {
    "reserve": (1, 0, 0),
    "release": (-1, 0, 0),
    "commit": (-1, 1, 0),
    "uncommit": (1, -1, 0),
    "pay": (0, -1, 1),
    "recover": (0, 0, -1),
}


def locked(fund: Fund) -> Fund:
    """The fund as it is now, and nobody else's until the act is over."""
    return Fund.objects.select_for_update(of=("self",)).get(pk=fund.pk)


def move(
    pen: Pen, fund: Fund, kind: str, amount: int, *, claim: Claim | None = None, payment: Payment | None = None, paper: str = "",
    at: datetime,
) -> None:  # fmt: skip
    """Write one line and bring the fund to it. Refuses fund.short where there is not enough, fund.amount for nothing."""
    if amount <= 0:
        raise Refusal("fund.amount", fen=amount)
    reserved, committed, paid = EFFECT[kind]
    now = locked(fund)
    if kind == "reserve" and now.free < amount:
        raise Refusal("fund.short", fund=now.title, free=yuan(Fen(now.free)), wanted=yuan(Fen(amount)))
    pen.add(FundLine(fund=now, kind=kind, amount=amount, claim=claim, payment=payment, paper=paper, at=at))
    pen.change(
        fund, reserved=now.reserved + reserved * amount, committed=now.committed + committed * amount, paid=now.paid + paid * amount
    )  # fmt: skip


def held_for(claim: Claim) -> dict[str, int]:
    """What each fund still holds for a claim: reserved and not let go, not ordered."""
    sums: dict[str, int] = {}
    signs = {"reserve": 1, "uncommit": 1, "release": -1, "commit": -1}
    for fund, kind, amount in FundLine.objects.filter(claim=claim).values_list("fund", "kind", "amount"):
        if kind in signs:
            sums[fund] = sums.get(fund, 0) + signs[kind] * amount
    return {fund: amount for fund, amount in sums.items() if amount}


def promised_by(claim: Claim) -> dict[str, int]:
    """What each fund has taken on for a claim in all, ordered and paid included."""
    sums: dict[str, int] = {}
    for fund, kind, amount in FundLine.objects.filter(claim=claim).values_list("fund__code", "kind", "amount"):
        if kind in {"reserve", "release"}:
            sums[fund] = sums.get(fund, 0) + (amount if kind == "reserve" else -amount)
    return sums


def let_go(pen: Pen, claim: Claim, *, at: datetime) -> None:
    """Give back to the funds what they hold for a claim."""
    held = held_for(claim)
    for fund in Fund.objects.filter(pk__in=held).order_by("code"):
        move(pen, fund, "release", held[fund.pk], claim=claim, at=at)
    if held:
        pen.change(claim, reserved=max(0, claim.reserved - sum(held.values())))
