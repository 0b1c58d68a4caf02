"""Printing lots and handing vouchers out; each act once."""

from datetime import date, datetime

from shanhai.apps.audit.actions import settled, writing
from shanhai.apps.fairs.models import Delegation
from shanhai.apps.vouchers.models import Handout, PrintRun, Voucher
from shanhai.apps.workers.facts import WORKING_AGE
from shanhai.apps.workers.models import Worker
from shanhai.core.desk import Actor, Power
from shanhai.core.refusal import Refusal


@settled
def print_lot(
    *,
    delegation: Delegation,
    lot: str,
    title: str,
    size: int,
    printed_on: date,
    expires_on: date,
    by: Actor,
    at: datetime,
) -> PrintRun:
    """Print a numbered lot; only the paying (receiving) side may. The same lot again is the same lot.

    Refuses `lot.taken` by another delegation, `lot.differs` in size, `lot.size`, and `lot.expired` when it would end before it is printed.
    """
    by.require(Power.RUN_FAIR, owners=frozenset({delegation.pairing.receiving_id}))
    known = PrintRun.objects.filter(lot=lot).first()
    if known is not None:
        if known.delegation_id != delegation.pk:
            raise Refusal("lot.taken", lot=lot)
        if known.size != size:
            raise Refusal("lot.differs", lot=lot, standing=known.size, given=size)
        return known
    if not 1 <= size <= 10_000:
        raise Refusal("lot.size", size=size)
    if expires_on < printed_on:
        raise Refusal("lot.expired", printed_on=printed_on, expires_on=expires_on)
    with writing("voucher.print", by=by, at=at, about=delegation) as pen:
        run = pen.add(
            PrintRun(
                delegation=delegation,
                payer_id=by.region,
                lot=lot,
                title=title,
                first=1,
                last=size,
                printed_on=printed_on,
                expires_on=expires_on,
            )
        )
        pen.add_all(Voucher(run=run, number=number) for number in range(1, size + 1))
        return run


@settled
def hand_out(*, run: PrintRun, number: int, worker: Worker, device: str = "", by: Actor, at: datetime) -> Handout:
    """Bind a printed voucher to a person. The unique rows decide; the same act again returns the standing one.

    Refuses `voucher.unknown`, `voucher.given` (to somebody else), `voucher.has_one` (the person has another), `voucher.under_age`.
    """
    by.require(Power.TAKE_INTENT, owners=run.delegation.pairing.owners)
    voucher = Voucher.objects.filter(run=run, number=number).first()
    if voucher is None:
        raise Refusal("voucher.unknown", lot=run.lot, number=number)
    if worker.region_id != run.delegation.pairing.sending_id:
        raise Refusal("intent.other_region")
    if worker.age(at.date()) < WORKING_AGE:
        raise Refusal("voucher.under_age", age=worker.age(at.date()), least=WORKING_AGE)
    return _bind(run, voucher, worker, device, by, at)


def _bind(run: PrintRun, voucher: Voucher, worker: Worker, device: str, by: Actor, at: datetime) -> Handout:
    standing = Handout.objects.filter(voucher=voucher).first()
    if standing is not None:
        if standing.worker_id == worker.id:
            return standing
        raise Refusal("voucher.given", number=voucher.number)
    other = Handout.objects.filter(run=run, worker=worker).select_related("voucher").first()
    if other is not None:
        raise Refusal("voucher.has_one", number=other.voucher.number)
    with writing("voucher.hand_out", by=by, at=at, about=worker) as pen:
        return pen.add(Handout(voucher=voucher, run=run, worker=worker, at=at, device=device))
