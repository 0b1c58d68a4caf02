"""意向书和成建制: a person signs to go to one position; people who go together are a group; what comes to nothing says why."""

from collections.abc import Sequence
from datetime import date, datetime

from shanhai.apps.audit.actions import settled, writing
from shanhai.apps.employers.facts import must_be_clear
from shanhai.apps.employers.models import Employer, Position
from shanhai.apps.fairs.models import Intent
from shanhai.apps.partners.models import Agency, Broker, Workstation
from shanhai.apps.placements.facts import WORKING_AGE
from shanhai.apps.placements.models import OPEN, TRANSFER_LIFE, Group, Placement, Transfer
from shanhai.apps.regions.models import Pairing
from shanhai.apps.workers.actions import consent
from shanhai.apps.workers.models import Worker
from shanhai.core.dates import age_on
from shanhai.core.desk import Actor, Power
from shanhai.core.refusal import Refusal


@settled
def sign_letter(
    *,
    pairing: Pairing,
    worker: Worker,
    position: Position,
    signed_on: date,
    intent: Intent | None = None,
    way: str = "organised",
    by: Actor,
    at: datetime,
) -> Transfer:
    """A person signs a letter of intent 意向书 for one position; what it promises is kept as it stands that day.

    That the employer, its office and the workstations there may know the person is part of what is signed. The same letter twice is one.
    Refuses transfer.under_age (禁止使用童工规定 §2), transfer.other_region, transfer.day, transfer.withdrawn (the intent),
    transfer.on_the_way (another letter stands), transfer.at_work, employer.in_arrears, desk.not_allowed.
    """
    by.require(Power.RUN_TRANSFER, owners=pairing.owners)
    standing = Transfer.objects.filter(worker=worker, state__in=OPEN).first()
    if standing is not None and (standing.position_id, standing.signed_on) == (position.pk, signed_on):
        return standing
    if standing is not None:
        raise Refusal("transfer.on_the_way", title=standing.position.title)
    _may_sign(pairing, worker, position, signed_on, intent, at)
    promised = {"promised_min": position.pay_min, "promised_max": position.pay_max}
    with writing("transfer.sign", by=by, at=at, about=worker) as pen:
        row = pen.add(
            Transfer(pairing=pairing, worker=worker, position=position, intent=intent, way=way, signed_on=signed_on, **promised)
        )  # fmt: skip
        consent(worker=worker, purpose="intent", recipients=_told(row), way="signed", by=by, at=at)
    return row


def _may_sign(
    pairing: Pairing, worker: Worker, position: Position, signed_on: date, intent: Intent | None, at: datetime
) -> None:
    if worker.region_id != pairing.sending_id or position.employer.region_id != pairing.receiving_id:
        raise Refusal("transfer.other_region")
    must_be_of_age(worker, signed_on)
    if signed_on > at.date():
        raise Refusal("transfer.day", day=signed_on.isoformat())
    if intent is not None and (
        intent.withdrawn_at or (intent.worker_id, intent.position_id) != (worker.pk, position.pk)
    ):
        raise Refusal("transfer.withdrawn")
    if Placement.objects.filter(worker=worker).standing(signed_on).exists():
        raise Refusal("transfer.at_work")
    must_be_clear(position.employer, on=signed_on)


def must_be_of_age(worker: Worker, day: date) -> None:
    """Refuse transfer.under_age for who is not sixteen on a day (禁止使用童工规定 §2): asked again at every step."""
    if age_on(worker.birth, day) < WORKING_AGE:
        raise Refusal("transfer.under_age", least=WORKING_AGE)


def _told(row: Transfer) -> set[str]:
    there = Workstation.objects.filter(region=row.pairing.receiving_id, serves=row.pairing.sending_id)
    return {row.position.employer.credit_code, row.pairing.receiving_id, *there.values_list("code", flat=True)}


def fall_through(*, transfer: Transfer, why: str, on: date, by: Actor, at: datetime) -> Transfer:
    """It comes to nothing, for a reason; the intent given before stays what it was. Twice is once. Refuses transfer.why, lifecycle.not_allowed."""
    by.require(Power.RUN_TRANSFER, owners=transfer.pairing.owners)
    if transfer.state == "fell_through":
        return transfer
    if not why.strip():
        raise Refusal("transfer.why")
    state = TRANSFER_LIFE.after(transfer.state, "fall_through")
    with writing("transfer.fall_through", by=by, at=at, about=transfer) as pen:
        return pen.change(transfer, state=state, fell_on=on, fell_why=why.strip())


@settled
def form_group(
    *,
    pairing: Pairing,
    employer: Employer,
    name: str,
    members: Sequence[Transfer],
    leader: Worker | None = None,
    agency: Agency | None = None,
    broker: Broker | None = None,
    by: Actor,
    at: datetime,
) -> Group:
    """People with letters to one employer become a group 成建制, with who leads it and who brought it.

    Refuses group.name, group.nobody, group.brought_by (agency and broker at once), group.leader (not one of them), and what `join_group` does.
    """
    by.require(Power.RUN_TRANSFER, owners=pairing.owners)
    if not name.strip() or not members:
        raise Refusal("group.nobody" if name.strip() else "group.name")
    if agency is not None and broker is not None:
        raise Refusal("group.brought_by")
    if leader is not None and leader.pk not in {one.worker_id for one in members}:
        raise Refusal("group.leader", name=leader.masked_name)
    with writing("group.form", by=by, at=at) as pen:
        known = Group.objects.filter(pairing=pairing, name=name.strip(), formed_on=at.date()).first()
        group = known or pen.add(
            Group(
                pairing=pairing, employer=employer, name=name.strip(), leader=leader, agency=agency, broker=broker, formed_on=at.date()
            )
        )  # fmt: skip
        for member in members:
            join_group(group=group, transfer=member, by=by, at=at)
    return group


def join_group(*, group: Group, transfer: Transfer, by: Actor, at: datetime) -> Transfer:
    """One more goes with a group. Refuses group.other_employer, group.taken (another group's), group.gone (no letter any more)."""
    by.require(Power.RUN_TRANSFER, owners=group.pairing.owners)
    if transfer.group_id == group.pk:
        return transfer
    if transfer.group_id is not None:
        raise Refusal("group.taken", group=str(transfer.group))
    if transfer.position.employer_id != group.employer_id:
        raise Refusal("group.other_employer", name=group.employer.name)
    if transfer.state != "letter":
        raise Refusal("group.gone", name=transfer.worker.masked_name)
    with writing("group.join", by=by, at=at, about=group) as pen:
        return pen.change(transfer, group=group)
