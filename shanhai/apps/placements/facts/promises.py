"""承诺与实发: the pay a letter of intent named beside what the person says was paid in the first, third and sixth full month.

The alert is for the two bureaus alone, shows its arithmetic, and changes no award and no grade.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from shanhai.apps.placements.models import Attestation, Placement, PlacementQuerySet
from shanhai.core.attest import WORKER
from shanhai.core.dates import add_months
from shanhai.core.money import Fen
from shanhai.core.months import month_of

MONTHS = (1, 3, 6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One promise at one milestone: what the letter named at least, what was paid, in fen a month."""

    placement: Placement
    nth: int
    promised: Fen
    paid: Fen

    @property
    def short(self) -> Fen:
        """How much less than promised; 0 where it was kept."""
        return Fen(max(0, self.promised - self.paid))


@dataclass(frozen=True, slots=True, kw_only=True)
class Employers:
    """One employer's promises: all milestones heard of, those that fell short, and by how much together."""

    employer: str
    kept: tuple[Kept, ...]

    @property
    def short(self) -> list[Kept]:
        """Milestones paid below the promise, the largest shortfall first."""
        return sorted((one for one in self.kept if one.short), key=lambda one: -one.short)

    @property
    def missing(self) -> Fen:
        """All shortfalls together."""
        return Fen(sum(one.short for one in self.kept))


def milestone(started_on: date, nth: int) -> date:
    """The nth full calendar month of a spell: who begins on the first is paid for that month, everybody else from the next on."""
    first = month_of(started_on) if started_on.day == 1 else add_months(month_of(started_on), 1)
    return add_months(first, nth - 1)


def kept(rows: PlacementQuerySet, *, on: date) -> list[Kept]:
    """Every milestone of which the person has said what was paid, as of a day."""
    spells = {one.pk: one for one in rows.exclude(transfer=None).select_related("transfer", "employer", "worker")}
    said = Attestation.objects.filter(placement__in=spells, source=WORKER, worked=True, month__lte=on).exclude(pay=None)
    found = []
    for one in said:
        spell = spells[one.placement_id]
        nth = next((n for n in MONTHS if milestone(spell.started_on, n) == one.month), None)
        if nth is not None and spell.transfer is not None and one.pay is not None:
            found.append(Kept(placement=spell, nth=nth, promised=Fen(spell.transfer.promised_min), paid=Fen(one.pay)))
    return sorted(found, key=lambda one: (one.placement.employer_id, one.placement.pk, one.nth))


def by_employer(promises: Iterable[Kept]) -> Sequence[Employers]:
    """Grouped by employer; those that kept every promise are there too."""
    piles: dict[str, list[Kept]] = defaultdict(list)
    for one in promises:
        piles[one.placement.employer_id].append(one)
    return [Employers(employer=key, kept=tuple(pile)) for key, pile in sorted(piles.items())]
