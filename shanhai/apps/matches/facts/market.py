"""The market of one pairing on one day: who is in it, which seats are free, which households come first, what people have already decided."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from django.db.models import Q

from shanhai.apps.employers.models import Position
from shanhai.apps.fairs.models import Intent
from shanhai.apps.matches.facts.people import seekers, seeks
from shanhai.apps.matches.facts.vacancies import free_seats, offered, vacancies
from shanhai.apps.matches.models import HELD, Proposal, Run
from shanhai.apps.placements.models import Placement
from shanhai.apps.regions.models import Pairing
from shanhai.apps.workers.facts import poor_kinds
from shanhai.apps.workers.models import Household, Worker
from shanhai.core.matching.facts import Market
from shanhai.core.matching.sides import Seeker, Vacancy
from shanhai.core.wording import limits, tags_of

__all__ = ["Pool", "by_officer", "free_seats", "pool"]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Pool:
    """Both sides with their rows. `held`: proposals of the run before that people locked or swapped, out of the market with their seats."""

    pairing: Pairing
    day: date
    people: Sequence[Worker]
    seekers: Sequence[Seeker]
    positions: Sequence[Position]
    vacancies: Sequence[Vacancy]
    seats: Sequence[int]
    priority: frozenset[str]
    held: Sequence[Proposal]
    officer: Sequence[Position]

    def market(self) -> Market | None:
        """The two sides as arrays, in the order of people and positions; None where one of them is empty."""
        if not self.seekers or not self.positions:
            return None
        homes = list(dict.fromkeys(one.household for one in self.seekers))
        number = {home: place for place, home in enumerate(homes)}
        firms = {firm: place for place, firm in enumerate(dict.fromkeys(one.employer for one in self.vacancies))}
        return Market(
            workers=[one.key for one in self.seekers],
            positions=[one.key for one in self.vacancies],
            seats=np.array(self.seats, np.int32),
            household=np.array([number[one.household] for one in self.seekers], np.int32),
            priority=np.array([home in self.priority for home in homes], np.bool_),
            households=homes,
            employer=np.array([firms[one.employer] for one in self.vacancies], np.int32),
        )


def by_officer(position: Position) -> bool:
    """Whether a limit of the position is settled by an officer with the person, and never by a machine."""
    return any(limits()[tag].officer for tag in tags_of(position.limits))


def pool(pairing: Pairing, *, on: date, previous: Run | None = None) -> Pool:
    """Everybody who seeks and every free seat of a pairing on a day. About a dozen questions whatever their number."""
    held = list(_held(previous, on))
    kept = {one.worker_id for one in held}
    people = [one for one in seeks(pairing.sending_id, on=on) if one.pk not in kept]
    known = offered(pairing, on=on)
    free = free_seats(known, on=on, held=Counter(one.position_id for one in held))
    open_ones = [one for one in known if free[one.pk] and not by_officer(one)]
    return Pool(
        pairing=pairing,
        day=on,
        people=people,
        seekers=seekers(people, on=on),
        positions=open_ones,
        vacancies=vacancies(open_ones, pairing, on=on),
        seats=[free[one.pk] for one in open_ones],
        priority=_priority(pairing.sending_id, {one.worker.household_id for one in held}, on),
        held=held,
        officer=[one for one in known if by_officer(one)],
    )


def _held(previous: Run | None, on: date) -> Sequence[Proposal]:
    """What people locked or swapped in the run before, of those who still seek and positions still offered."""
    if previous is None:
        return ()
    rows = Proposal.objects.filter(run=previous, state__in=HELD).select_related("worker", "position")
    standing = set(seeks(previous.pairing.sending_id, on=on).values_list("pk", flat=True))
    still = Position.objects.public(on=on).values_list("pk", flat=True)
    places = set(still.filter(pk__in=[one.position_id for one in rows]))
    return [one for one in rows if one.worker_id in standing and one.position_id in places]


def _priority(region: str, covered: set[str], on: date) -> frozenset[str]:
    """家中无人就业: registered-poor households of which nobody works, has an intent, or is already decided on."""
    poor = Household.objects.filter(region=region).having(poor_kinds(), on=on).values_list("pk", flat=True)
    works = Placement.objects.standing(on).filter(worker__region=region).values_list("worker__household", flat=True)
    going = Intent.objects.filter(Q(withdrawn_at=None), worker__region=region).values_list(
        "worker__household", flat=True
    )
    sure = Proposal.objects.filter(state="confirmed", worker__region=region).values_list("worker__household", flat=True)
    return frozenset(poor) - set(works) - set(going) - set(sure) - covered
