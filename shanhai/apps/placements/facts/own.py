"""What a person may say about their own months on their own page, and what is shown of what was said."""

from dataclasses import dataclass
from datetime import date

from shanhai.apps.placements.models import Attestation, Placement
from shanhai.core.attest import ROSTER, WORKER, settle
from shanhai.core.dates import add_months
from shanhai.core.months import month_of

OPEN_MONTHS, SHOWN_MONTHS, SPELLS = 3, 12, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """One month of one spell: what the person said, what the employer said, what it comes to. `open`: it can still be said."""

    first: date
    own: bool | None
    theirs: bool | None
    counts: bool | None
    disputed: bool
    open: bool


def own_spells(worker_id: str) -> list[Placement]:
    """The person's newest spells, newest first: the one that stands, and the one before it."""
    rows = Placement.objects.filter(worker=worker_id).select_related("employer", "worker", "transfer")
    return list(rows.order_by("-started_on")[:SPELLS])


def own_months(placement: Placement, *, on: date) -> list[Month]:
    """The months of a spell up to a day, newest first, twelve at most; the newest three are open unless looked into."""
    said: dict[date, dict[str, Attestation]] = {}
    for one in Attestation.objects.filter(placement=placement):
        said.setdefault(one.month, {})[one.source] = one
    last = on if placement.ended_on is None else min(on, placement.ended_on)
    least = add_months(month_of(on), 1 - OPEN_MONTHS)
    found: list[Month] = []
    month = month_of(last)
    while month >= month_of(placement.started_on) and len(found) < SHOWN_MONTHS:
        if placement.ended_on is None or placement.ended_on > month:
            found.append(_month(month, said.get(month, {}), open_since=least))
        month = add_months(month, -1)
    return found


def _month(month: date, words: dict[str, Attestation], *, open_since: date) -> Month:
    own, theirs = words.get(WORKER), words.get(ROSTER)
    word = settle({source: one.worked for source, one in words.items()})
    looked_into = any(one.settled_at is not None for one in words.values())
    return Month(
        first=month,
        own=own.worked if own else None,
        theirs=theirs.worked if theirs else None,
        counts=word.worked,
        disputed=word.disputed and not looked_into,
        open=month >= open_since and not looked_into,
    )
