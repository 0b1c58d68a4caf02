"""发放: batches made by one and checked by another, the bank's answer a few days later, and what people say arrived."""

from collections.abc import Callable
from datetime import datetime, timedelta

from shanhai.apps.subsidies.actions import (
    check_batch,
    give_back,
    make_batch,
    name_account,
    note_received,
    read_return,
    send_batch,
)
from shanhai.apps.subsidies.models import Batch, Claim, Fund, Payment
from shanhai.core.money import Fen
from shanhai.demo.world import SANYING, World, at
from shanhai.sheets.bank import fixed
from shanhai.sheets.bank.lines import Answer

type Step = tuple[str, Callable[[World], None]]
WRONG_NAME = "户名不符"


class Now:
    """A clock that goes on by twenty seconds with each act of one step."""

    def __init__(self, text: str) -> None:
        self.at = at(text)

    def __call__(self, more: timedelta = timedelta(seconds=20)) -> datetime:
        """The next moment."""
        self.at += more
        return self.at


def pay(world: World, moment: str) -> None:
    """Everything approved goes into one batch and to the bank."""
    now, fund = Now(moment), Fund.objects.get(code="mawei-labour")
    ready = list(Claim.objects.filter(state="approved").select_related("worker", "referrer").in_order())
    if not ready:
        return
    batch = make_batch(fund=fund, claims=ready, by=world.actor("finance-mawei"), at=now())
    check_batch(batch=batch, by=world.actor("finance-mawei2"), at=now(timedelta(minutes=40)))
    send_batch(batch=batch, form="fixed", by=world.actor("finance-mawei"), at=now(timedelta(minutes=5)))


def answered(world: World, moment: str, *, wrong: int = 0) -> None:
    """The bank's file: all paid, but the last `wrong` lines sent back; some people are asked what arrived."""
    now, batch = Now(moment), Batch.objects.filter(state="sent").first()
    if batch is None:
        return
    day, lines = (now.at - timedelta(days=1)).date(), list(batch.payments.order_by("line"))
    answers = [
        Answer(batch.number, one.line, one.amount, None if place >= len(lines) - wrong else day, WRONG_NAME if place >= len(lines) - wrong else "")
        for place, one in enumerate(lines)
    ]  # fmt: skip
    read_return(batch=batch, form="fixed", content=fixed.answer(answers), by=world.actor("finance-mawei"), at=now())
    asked = Payment.objects.filter(batch=batch, state="paid", claim__pays="worker").select_related("claim", "batch")
    for one in asked.order_by("line")[:4]:
        by = world.actor("sanying" if one.claim.unit.startswith(SANYING) else "yuanzhou2")
        note_received(payment=one, amount=Fen(one.amount), on=now.at.date(), by=by, at=now())


def again(world: World, moment: str) -> None:
    """The account of whom the bank did not find is put right, and a small batch pays it."""
    now = Now(moment)
    for claim in Claim.objects.filter(state="approved", payments__state="returned"):
        by = world.users[claim.drawn_up_by].actor()
        name_account(
            claim=claim,
            name=claim.payee_name,
            bank="示例银行",
            account=f"6222020009{claim.number[-6:]}",
            by=by,
            at=now(),
        )
    pay(world, moment)


def give_it_back(world: World) -> None:
    """Who had to pay back has paid."""
    now = Now("2018-09-28 15:00")
    fund = Fund.objects.get(code="mawei-labour")
    for claim in Claim.objects.filter(state="recovering"):
        give_back(claim=claim, fund=fund, paper="缴款书 0917（示例）", by=world.actor("finance-mawei"), at=now())


def first(made: str, back: str) -> tuple[Step, ...]:
    """A batch of which the bank sends one line back, and the batch that puts it right."""
    day = back[:10]
    return (
        (made, lambda world: pay(world, made)),
        (back, lambda world: answered(world, back, wrong=1)),
        (f"{day} 14:00", lambda world: again(world, f"{day} 14:00")),
        (f"{day} 16:30", lambda world: answered(world, f"{day} 16:30")),
    )


def later(made: str, back: str) -> tuple[Step, ...]:
    """A batch and the bank's answer."""
    return (made, lambda world: pay(world, made)), (back, lambda world: answered(world, back))
