"""Forming a group of people who said they go together, dissolving it, and keeping seats back from runs."""

from collections.abc import Sequence
from datetime import datetime

from shanhai.apps.audit.actions import writing
from shanhai.apps.employers.models import Position
from shanhai.apps.matches.facts.groups import in_a_group
from shanhai.apps.matches.models import GROUP_KINDS, RESERVE_FOR, Group, Member, Reserve
from shanhai.apps.regions.models import Pairing
from shanhai.apps.workers.models import Worker
from shanhai.core.desk import Actor, Power
from shanhai.core.matching.score import WORKING_AGE
from shanhai.core.refusal import Refusal

LARGEST = 60  # people of one group: one coach
SHORTEST = 2  # characters of a name or a reason
PAIR = 2


def form(
    *, people: Sequence[Worker], kind: str, name: str, leader: Worker | None = None, vehicle_seats: int | None = None, by: Actor, at: datetime
) -> Group:  # fmt: skip
    """Keep that these people go together, after all of them said so. A couple is two; a team may have a leader, and fits its vehicle.

    Refuses group.size, group.kind, group.name, group.twice (`names`: who is in one already), group.regions (people of several counties),
    group.leader (not one of them), group.vehicle (more people than seats), match.under_age.
    """
    chosen = {one.pk: one for one in people}
    region = _together(chosen, kind, by, at)
    if leader is not None and leader.pk not in chosen:
        raise Refusal("group.leader", name=leader.masked_name)
    if vehicle_seats is not None and not len(chosen) <= vehicle_seats <= LARGEST:
        raise Refusal("group.vehicle", given=len(chosen), seats=vehicle_seats, most=LARGEST)
    said = name.strip()[:40]
    if len(said) < SHORTEST:
        raise Refusal("group.name", shortest=SHORTEST)
    with writing("match.group", by=by, at=at) as pen:
        list(Worker.objects.select_for_update().filter(pk__in=chosen).order_by("pk"))
        if twice := in_a_group(list(chosen)):
            raise Refusal("group.twice", names=sorted(chosen[key].name for key in twice))
        group = pen.add(
            Group(
                region_id=region, kind=kind, name=said, leader=leader, vehicle_seats=vehicle_seats, formed_by=by.login, formed_at=at
            )
        )  # fmt: skip
        pen.add_all(Member(group=group, worker=chosen[key]) for key in sorted(chosen))
        return group


def _together(chosen: dict[str, Worker], kind: str, by: Actor, at: datetime) -> str:
    """The county of people who may be one group."""
    regions = {one.region_id for one in chosen.values()}
    if len(regions) > 1:
        raise Refusal("group.regions")
    for one in chosen.values():
        by.require(Power.RUN_MATCH, owners=frozenset(regions), unit=one.unit)
    if kind not in GROUP_KINDS:
        raise Refusal("group.kind", given=kind)
    if not PAIR <= len(chosen) <= (PAIR if kind == "couple" else LARGEST):
        raise Refusal("group.size", given=len(chosen), most=PAIR if kind == "couple" else LARGEST)
    if any(one.age(at.date()) < WORKING_AGE for one in chosen.values()):
        raise Refusal("match.under_age", least=WORKING_AGE)
    return regions.pop()


def dissolve(*, group: Group, why: str, by: Actor, at: datetime) -> Group:
    """Keep that they no longer go together; from the next run on each goes alone. Refuses match.reason, group.dissolved."""
    by.require(Power.RUN_MATCH, owners=frozenset({group.region_id}))
    said = _reason(why)
    with writing("match.ungroup", by=by, at=at, about=group) as pen:
        group = Group.objects.select_for_update().get(pk=group.pk)
        if group.dissolved_at is not None:
            raise Refusal("group.dissolved", name=group.name)
        for one in group.members.all():
            pen.change(one, ended_at=at)
        return pen.change(group, dissolved_at=at, why=said)


def reserve(
    *, pairing: Pairing, position: Position, purpose: str, seats: int, why: str, by: Actor, at: datetime
) -> Reserve | None:
    """Keep seats of a position out of runs, for members of groups or for people who come later; 0 gives them free again.

    What was kept there for the same purpose ends. Refuses reserve.purpose, reserve.seats (more than the position has), reserve.position (of
    another county than the one that receives), match.reason.
    """
    by.require(Power.RUN_MATCH, owners=frozenset({pairing.sending_id}))
    if purpose not in RESERVE_FOR:
        raise Refusal("reserve.purpose", given=purpose)
    if position.employer.region_id != pairing.receiving_id:
        raise Refusal("reserve.position", title=position.title)
    if not 0 <= seats <= position.seats:
        raise Refusal("reserve.seats", given=seats, most=position.seats)
    said = _reason(why)
    with writing("reserve.set", by=by, at=at, about=position) as pen:
        Pairing.objects.select_for_update().get(pk=pairing.pk)
        for one in Reserve.objects.standing().filter(pairing=pairing, position=position, purpose=purpose):
            pen.change(one, ended_at=at)
        if not seats:
            return None
        told = {"purpose": purpose, "seats": seats, "why": said, "set_by": by.login, "set_at": at}
        return pen.add(Reserve(pairing=pairing, position=position, **told))


def _reason(text: str) -> str:
    said = text.strip()[:100]
    if len(said) < SHORTEST:
        raise Refusal("match.reason", shortest=SHORTEST)
    return said
