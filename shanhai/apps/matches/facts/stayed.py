"""What became of people whose proposal was kept, and of those for whom somebody decided otherwise: read from spells of work."""

from collections.abc import Iterator
from datetime import date

from shanhai.apps.matches.models import Proposal, ProposalQuerySet
from shanhai.apps.placements.models import Placement
from shanhai.core.dates import add_months
from shanhai.core.matching.overrides import KEPT, LEFT, STAYED, UNKNOWN, Decided, reason_of

MONTHS = 3
DECIDED = ("confirmed", "swapped", "sent_back", "declined")


def decided(rows: ProposalQuerySet, *, on: date) -> Iterator[Decided]:
    """One row a person, by their latest decided proposal: kept as computed, or overridden, and whether their next work lasted. Two questions.

    The work is the first spell that began on or after the day of the decision. Unknown: none is on record, or three months are not over.
    """
    latest = {
        one.worker_id: one
        for one in rows.filter(state__in=DECIDED).exclude(decided_at=None).order_by("decided_at", "run__number")
    }
    spells: dict[str, list[tuple[date, date | None]]] = {}
    found = Placement.objects.filter(worker__in=latest, started_on__lte=on).order_by("started_on")
    for worker, began, ended in found.values_list("worker", "started_on", "ended_on"):
        spells.setdefault(worker, []).append((began, ended))
    for worker, one in latest.items():
        what = _what(one)
        outcome = _outcome(spells.get(worker, []), one, on)
        yield Decided(what, "" if what == KEPT else reason_of(one.why), outcome)


def _what(one: Proposal) -> str:
    if one.state in ("sent_back", "declined"):
        return one.state
    return KEPT if one.position_id == one.first_id else "swapped"


def _outcome(spells: list[tuple[date, date | None]], one: Proposal, on: date) -> str:
    day = one.decided_at.date() if one.decided_at else on
    for began, ended in spells:
        if began >= day:
            lasts = add_months(began, MONTHS)
            if ended is not None and ended <= on:
                return STAYED if ended >= lasts else LEFT
            return STAYED if lasts <= on else UNKNOWN
    return UNKNOWN
