"""报到和上岗: somebody saw the person come, and the first day of work begins the spell."""

from datetime import date, datetime

from shanhai.apps.audit.actions import settled, writing
from shanhai.apps.placements.actions.letters import must_be_of_age
from shanhai.apps.placements.actions.spells import refuse_spell
from shanhai.apps.placements.facts import Spell
from shanhai.apps.placements.models import TRANSFER_LIFE, Placement, Transfer
from shanhai.core.desk import Actor, Power, Role
from shanhai.core.following import next_call
from shanhai.core.money import Fen
from shanhai.core.refusal import Refusal


def report_in(*, transfer: Transfer, on: date, by: Actor, at: datetime) -> Transfer:
    """报到: a workstation, the employer or the office saw the person come. Twice is once; another day is refused.

    Refuses transfer.before (earlier than the letter or the departure), transfer.day, transfer.reported, transfer.under_age.
    """
    _receive(transfer, by)
    if transfer.reported_on == on:
        return transfer
    if transfer.reported_on is not None:
        raise Refusal("transfer.reported", day=transfer.reported_on.isoformat())
    state = TRANSFER_LIFE.after(transfer.state, "report")
    _in_order(transfer, on, at)
    with writing("transfer.report", by=by, at=at, about=transfer) as pen:
        return pen.change(transfer, state=state, reported_on=on, reported_to=by.name)


@settled
def begin_work(
    *, transfer: Transfer, on: date, work: str = "", pay: Fen | None = None, by: Actor, at: datetime
) -> Placement:
    """用工之日: the first day of work begins the spell, contract or not (劳动合同法 §7). The same again is once.

    Who starts without having been seen to come has reported in that day. Refuses transfer.before, transfer.day, transfer.started
    (on another day), placement.overlaps, placement.under_age.
    """
    _receive(transfer, by)
    known = Placement.objects.filter(transfer=transfer).first()
    if known is not None:
        if known.started_on != on:
            raise Refusal("transfer.started", day=known.started_on.isoformat())
        return known
    state = TRANSFER_LIFE.after(transfer.state, "start")
    _in_order(transfer, on, at)
    employer = transfer.position.employer
    spell = Spell(started_on=on, way=transfer.way, work=work or transfer.position.title, pay=pay)
    refuse_spell(worker=transfer.worker, employer=employer, spell=spell, at=at)
    with writing("transfer.start", by=by, at=at, about=transfer) as pen:
        pen.change(
            transfer, state=state, reported_on=transfer.reported_on or on, reported_to=transfer.reported_to or by.name
        )
        return pen.add(
            Placement(
                worker=transfer.worker, employer=employer, transfer=transfer, way=spell.way, work=spell.work, started_on=on, pay=pay,
                heard_on=on, next_on=next_call(on, after=on),
            )
        )  # fmt: skip


def _receive(transfer: Transfer, by: Actor) -> None:
    """Both bureaus, the workstation and the employer see people come; the last two where they may read the row at all."""
    inside = transfer.pairing.owners if by.role != Role.EMPLOYER else frozenset({transfer.pairing.receiving_id})
    by.require(Power.RECEIVE, owners=inside)


def _in_order(transfer: Transfer, on: date, at: datetime) -> None:
    must_be_of_age(transfer.worker, on)
    first = max(day for day in (transfer.signed_on, transfer.departed_on, transfer.reported_on) if day)
    if on < first:
        raise Refusal("transfer.before", first=first.isoformat())
    if on > at.date():
        raise Refusal("transfer.day", day=on.isoformat())
