"""发放: a batch from one fund made by one and checked by another, its file to the bank, what the bank sends back, what people say arrived."""

import hashlib
from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Max

from shanhai.apps.audit.actions import Pen, note, settled, writing
from shanhai.apps.subsidies.actions.deciding import unpaid
from shanhai.apps.subsidies.actions.holding import move
from shanhai.apps.subsidies.facts.conflict import conflicts, touched
from shanhai.apps.subsidies.models import BATCH_LIFE, CLAIM_LIFE, BankReturn, Batch, Claim, Fund, Payment
from shanhai.core.desk import Actor, Power
from shanhai.core.money import Fen, yuan
from shanhai.core.refusal import Refusal
from shanhai.sheets.bank import FORMATS, Answer, Line


@settled
def make_batch(*, fund: Fund, claims: Sequence[Claim], by: Actor, at: datetime) -> Batch:
    """Put approved claims into a batch: what the fund holds for them is ordered. The same claims again are the same batch.

    Refuses batch.nobody, batch.account (somebody has none: which number), batch.not_held (the fund holds nothing for it), claim.conflict,
    lifecycle.not_allowed (not approved).
    """
    by.require(Power.PAY, owners=frozenset({fund.issuer_id}))
    chosen = sorted({one.pk: one for one in claims}.values(), key=lambda one: one.turn or 0)
    if not chosen:
        raise Refusal("batch.nobody")
    known = _same(fund, chosen)
    if known is not None:
        return known
    held = {one.pk: unpaid(one).get(fund.pk, 0) for one in chosen}
    for one in chosen:
        CLAIM_LIFE.after(one.state, "batch")
        if not one.account_index:
            raise Refusal("batch.account", number=one.number)
        if held[one.pk] <= 0:
            raise Refusal("batch.not_held", number=one.number)
        hard = [found for found in conflicts(one) if found.hard]
        if hard:
            raise Refusal("claim.conflict", kind=hard[0].kind, who=hard[0].who, other=hard[0].other)
    with writing("batch.make", by=by, at=at, about=fund) as pen:
        row = pen.add(
            Batch(
                number=_number(at), fund=fund, people=len(chosen), total=sum(held.values()), maker=by.login, maker_name=by.name, made_at=at
            )
        )  # fmt: skip
        for line, one in enumerate(chosen, start=1):
            payment = pen.add(Payment(batch=row, claim=one, line=line, amount=held[one.pk]))
            move(pen, fund, "commit", payment.amount, claim=one, payment=payment, at=at)
            pen.change(one, state="batched")
        return row


def _same(fund: Fund, claims: Sequence[Claim]) -> Batch | None:
    """The open batch that holds exactly these."""
    for row in Batch.objects.filter(fund=fund, state__in=("made", "checked"), payments__claim=claims[0]):
        if set(row.payments.values_list("claim", flat=True)) == {one.pk for one in claims}:
            return row
    return None


def _number(at: datetime) -> str:
    last = Batch.objects.filter(number__startswith=f"FF{at.year}-").aggregate(last=Max("number"))["last"]
    return f"FF{at.year}-{int(last.partition('-')[2]) + 1 if last else 1:04}"


def check_batch(*, batch: Batch, by: Actor, at: datetime) -> Batch:
    """Somebody else compared it with the papers. Refuses batch.same_hand (made, or touched a claim in it). Twice is once."""
    by.require(Power.PAY, owners=frozenset({batch.fund.issuer_id}))
    if batch.state == "checked" and batch.checker == by.login:
        return batch
    state = BATCH_LIFE.after(batch.state, "check")
    hands = {batch.maker}
    for one in batch.payments.select_related("claim"):
        hands |= set().union(*touched(one.claim).values())
    if by.login in hands:
        raise Refusal("batch.same_hand", by=by.name)
    with writing("batch.check", by=by, at=at, about=batch) as pen:
        return pen.change(batch, state=state, checker=by.login, checker_name=by.name, checked_at=at)


def drop_batch(*, batch: Batch, by: Actor, at: datetime) -> Batch:
    """Give it up before the bank has it: every claim is approved as before, the fund holds its money again. Twice is once."""
    by.require(Power.PAY, owners=frozenset({batch.fund.issuer_id}))
    if batch.state == "dropped":
        return batch
    state = BATCH_LIFE.after(batch.state, "drop")
    with writing("batch.drop", by=by, at=at, about=batch) as pen:
        for one in batch.payments.filter(state="listed").select_related("claim"):
            _back(pen, batch, one, "dropped", "", at)
        return pen.change(batch, state=state)


def _back(pen: Pen, batch: Batch, one: Payment, state: str, why: str, at: datetime) -> None:
    pen.change(one, state=state, returned_why=why[:100])
    move(pen, batch.fund, "uncommit", one.amount, claim=one.claim, payment=one, at=at)
    pen.change(one.claim, state=CLAIM_LIFE.after(one.claim.state, "unbatch"))


def lines_of(batch: Batch) -> list[Line]:
    """What the bank is told: accounts opened for exactly this file."""
    rows = batch.payments.filter(state="listed").select_related("claim").order_by("line")
    return [
        Line(
            batch=batch.number, line=one.line, name=one.claim.payee_name, bank=one.claim.bank, account=one.claim.account(), amount=one.amount,
            note=one.claim.label,
        )
        for one in rows
    ]  # fmt: skip


def send_batch(*, batch: Batch, form: str, by: Actor, at: datetime) -> bytes:
    """The file for the bank. The first time the batch is sent; later the same bytes again, each opening in the log.

    Refuses bank.format, bank.other_format (already sent in another), batch.unchecked.
    """
    by.require(Power.PAY, owners=frozenset({batch.fund.issuer_id}))
    if form not in FORMATS:
        raise Refusal("bank.format", given=form)
    if batch.state == "made":
        raise Refusal("batch.unchecked")
    if batch.bank_format and batch.bank_format != form:
        raise Refusal("bank.other_format", form=batch.bank_format)
    content = FORMATS[form].write(lines_of(batch))
    digest = hashlib.sha256(content).hexdigest()
    if batch.state != "checked":
        note("batch.file", by=by, at=at, about=batch, facts={"format": form, "digest": digest})
        return content
    with writing("batch.send", by=by, at=at, about=batch) as pen:
        pen.change(batch, state=BATCH_LIFE.after(batch.state, "send"), bank_format=form, bank_digest=digest, sent_at=at)
    return content


@settled
def read_return(*, batch: Batch, form: str, content: bytes, by: Actor, at: datetime) -> BankReturn:
    """银行回盘: paid lines are paid, lines sent back are the fund's again with the bank's reason. The same file twice is harmless.

    Everything is looked at before anything is written. Refuses bank.format, bank.unreadable, bank.sum, bank.other_batch, bank.unknown_line,
    bank.other_amount, bank.said_otherwise (a line the bank had reported otherwise), lifecycle.not_allowed before it was sent.
    """
    by.require(Power.PAY, owners=frozenset({batch.fund.issuer_id}))
    if form not in FORMATS:
        raise Refusal("bank.format", given=form)
    digest = hashlib.sha256(content).hexdigest()
    known = BankReturn.objects.filter(batch=batch, digest=digest).first()
    if known is not None:
        return known
    if batch.state not in {"sent", "settled"}:
        raise Refusal("batch.not_sent", number=batch.number)
    answers = FORMATS[form].read(content)
    payments = {one.line: one for one in batch.payments.select_related("claim")}
    for one in answers:
        _fits(batch, payments.get(one.line), one)
    fresh = [(payments[one.line], one) for one in answers if payments[one.line].state == "listed"]
    with writing("batch.return", by=by, at=at, about=batch) as pen:
        for payment, said in fresh:
            if said.paid_on is None:
                _back(pen, batch, payment, "returned", said.why or "—", at)
                continue
            pen.change(payment, state="paid", paid_on=said.paid_on)
            move(pen, batch.fund, "pay", payment.amount, claim=payment.claim, payment=payment, at=at)
            _paid(pen, payment.claim)
        row = pen.add(
            BankReturn(
                batch=batch, digest=digest, format=form, paid=sum(one.paid_on is not None for one in answers),
                returned=sum(one.paid_on is None for one in answers), read_by=by.login, read_at=at,
            )
        )  # fmt: skip
        if not batch.payments.filter(state="listed").exists() and batch.state == "sent":
            pen.change(batch, state=BATCH_LIFE.after(batch.state, "settle"))
        return row


def _paid(pen: Pen, claim: Claim) -> None:
    """Paid, unless another part is still to come: then it is approved for the next batch."""
    left = sum(unpaid(claim).values()) > 0 or claim.reserved < (claim.amount or 0)
    pen.change(claim, state=CLAIM_LIFE.after(claim.state, "unbatch" if left else "pay"))


def _fits(batch: Batch, payment: Payment | None, said: Answer) -> None:
    if said.batch != batch.number:
        raise Refusal("bank.other_batch", number=said.batch)
    if payment is None or payment.state == "dropped":
        raise Refusal("bank.unknown_line", line=said.line)
    if payment.amount != said.amount:
        raise Refusal("bank.other_amount", line=said.line, yuan=yuan(Fen(said.amount)))
    if payment.state != "listed" and (payment.state == "paid") != (said.paid_on is not None):
        raise Refusal("bank.said_otherwise", line=said.line)


def note_received(*, payment: Payment, amount: Fen, on: date, by: Actor, at: datetime) -> Payment:
    """收到了没有，多少: what the person says arrived, in fen; another sum than was paid is shown until somebody has looked.

    Refuses payment.not_paid, payment.received_day. The same again is once.
    """
    claim = payment.claim
    by.require(Power.DRAW_UP, owners=frozenset({claim.home_id, claim.issuer_id}), unit=claim.unit if by.unit else "")
    if payment.state != "paid" or payment.paid_on is None:
        raise Refusal("payment.not_paid")
    if not payment.paid_on <= on <= at.date():
        raise Refusal("payment.received_day", day=on.isoformat())
    with writing("payment.received", by=by, at=at, about=claim) as pen:
        return pen.change(payment, received=amount, received_on=on, received_noted_by=by.login)
