"""The market of one pairing on one day: who is in it, which seats are free, which households come first, what people have already decided."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from django.db.models import Q

from shanhai.apps.employers.models import Position
from shanhai.apps.fairs.models import Intent
from shanhai.apps.matches.facts.groups import Formed, formed
from shanhai.apps.matches.facts.people import seekers, seeks
from shanhai.apps.matches.facts.vacancies import free_seats, offered, vacancies
from shanhai.apps.matches.models import HELD, Proposal, Reserve, Run
from shanhai.apps.placements.models import Placement
from shanhai.apps.regions.models import Pairing
from shanhai.apps.workers.facts import poor_kinds
from shanhai.apps.workers.models import Household, Worker
from shanhai.core.matching.facts import Market
from shanhai.core.matching.groups.facts import Grouping
from shanhai.core.matching.sides import Seeker, Vacancy
from shanhai.core.wording import limits, tags_of

__all__ = ["Pool", "by_officer", "free_seats", "pool"]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Pool:
    """Both sides with their rows, each in the order of ids, as the published files are.

    `held`: proposals of the run before that people locked or swapped, out of the market with their seats. Of `seats`, `reserved` are for
    members of groups; those kept for `later` are in neither. `parted`: people of whose group nobody else seeks.
    """

    pairing: Pairing
    day: date
    people: Sequence[Worker]
    seekers: Sequence[Seeker]
    positions: Sequence[Position]
    vacancies: Sequence[Vacancy]
    seats: Sequence[int]
    reserved: Sequence[int]
    later: Mapping[str, int]
    priority: frozenset[str]
    held: Sequence[Proposal]
    officer: Sequence[Position]
    groups: Sequence[Formed] = ()
    parted: frozenset[str] = frozenset()

    def market(self) -> Market | None:
        """The two sides as arrays, in the order of people and positions; None where one of them is empty."""
        if not self.seekers or not self.positions:
            return None
        homes = sorted({one.household for one in self.seekers})
        number = {home: place for place, home in enumerate(homes)}
        firms = self._firms()
        return Market(
            workers=[one.key for one in self.seekers],
            positions=[one.key for one in self.vacancies],
            seats=np.array(self.seats, np.int32),
            household=np.array([number[one.household] for one in self.seekers], np.int32),
            priority=np.array([home in self.priority for home in homes], np.bool_),
            households=homes,
            employer=np.array([firms[one.employer] for one in self.vacancies], np.int32),
            reserved=np.array(self.reserved, np.int32),
        )

    @property
    def group_of(self) -> dict[str, Formed]:
        """The group of each person who is in one."""
        return {worker: one for one in self.groups for worker in one.people}

    def grouping(self) -> Grouping | None:
        """The groups by number; None where everybody goes alone."""
        if not self.groups:
            return None
        of = {worker: number for number, one in enumerate(self.groups) for worker in one.people}
        group = np.array([of.get(one.key, -1) for one in self.seekers], np.int32)
        return Grouping([one.group.pk for one in self.groups], group, [firm_name(n) for n in range(len(self._firms()))])

    def _firms(self) -> dict[str, int]:
        return {firm: place for place, firm in enumerate(sorted({one.employer for one in self.vacancies}))}


def firm_name(number: int) -> str:
    """By which name published files know an employer; in the order of the numbers."""
    return f"e{number:05}"


def by_officer(position: Position) -> bool:
    """Whether a limit of the position is settled by an officer with the person, and never by a machine."""
    return any(limits()[tag].officer for tag in tags_of(position.limits))


def pool(pairing: Pairing, *, on: date, previous: Run | None = None, grouped: bool = False, spare: bool = True) -> Pool:
    """Everybody who seeks and every free seat of a pairing on a day. About a dozen questions whatever their number.

    `grouped`: groups go together. `spare`: seats kept for later are left out, as in every run; without, to see what keeping them costs.
    """
    held = list(_held(previous, on))
    kept = {one.worker_id for one in held}
    people = sorted((one for one in seeks(pairing.sending_id, on=on) if one.pk not in kept), key=lambda one: one.pk)
    groups, parted = formed(pairing.sending_id, {one.pk for one in people}) if grouped else ([], frozenset[str]())
    known = offered(pairing, on=on)
    free = free_seats(known, on=on, held=Counter(one.position_id for one in held))
    for_groups, later = (_reserved(pairing, purpose, free) for purpose in ("groups", "later"))
    later = later if spare else {}
    left = {key: seats - later.get(key, 0) for key, seats in free.items()}
    open_ones = sorted((one for one in known if left[one.pk] and not by_officer(one)), key=lambda one: one.pk)
    return Pool(
        pairing=pairing,
        day=on,
        people=people,
        seekers=seekers(people, on=on),
        positions=open_ones,
        vacancies=vacancies(open_ones, pairing, on=on),
        seats=[left[one.pk] for one in open_ones],
        reserved=[min(left[one.pk], for_groups.get(one.pk, 0)) for one in open_ones],
        later=later,
        priority=_priority(pairing.sending_id, {one.worker.household_id for one in held}, on),
        held=held,
        officer=[one for one in known if by_officer(one)],
        groups=groups,
        parted=parted,
    )


def _reserved(pairing: Pairing, purpose: str, free: Mapping[str, int]) -> dict[str, int]:
    """Seats kept back for a purpose, no more than there are."""
    rows = Reserve.objects.standing().filter(pairing=pairing, purpose=purpose).values_list("position", "seats")
    return {key: min(seats, free[key]) for key, seats in rows if free.get(key)}


def _held(previous: Run | None, on: date) -> Sequence[Proposal]:
    """What people locked or swapped in the run before, of those who still seek and positions still offered; of a group all or none."""
    if previous is None:
        return ()
    rows = list(Proposal.objects.filter(run=previous, state__in=HELD).select_related("worker", "position"))
    standing = set(seeks(previous.pairing.sending_id, on=on).values_list("pk", flat=True))
    still = Position.objects.public(on=on).values_list("pk", flat=True)
    places = set(still.filter(pk__in=[one.position_id for one in rows]))
    gone = [one for one in rows if one.worker_id not in standing or one.position_id not in places]
    torn = {one.group_id for one in gone if one.group_id}
    left = {one.pk for one in gone}
    return [one for one in rows if one.pk not in left and one.group_id not in torn]


def _priority(region: str, covered: set[str], on: date) -> frozenset[str]:
    """家中无人就业: registered-poor households of which nobody works, has an intent, or is already decided on."""
    poor = Household.objects.filter(region=region).having(poor_kinds(), on=on).values_list("pk", flat=True)
    works = Placement.objects.standing(on).filter(worker__region=region).values_list("worker__household", flat=True)
    going = Intent.objects.filter(Q(withdrawn_at=None), worker__region=region).values_list(
        "worker__household", flat=True
    )
    sure = Proposal.objects.filter(state="confirmed", worker__region=region).values_list("worker__household", flat=True)
    return frozenset(poor) - set(works) - set(going) - set(sure) - covered
