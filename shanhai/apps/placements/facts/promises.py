"""承诺与实发: the pay a letter of intent named beside what the person says was paid in the first, third and sixth full month.

The alert is for the two bureaus alone, shows its arithmetic, and changes no award and no grade.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from shanhai.apps.placements.models import Attestation, PlacementQuerySet
from shanhai.core.attest import WORKER
from shanhai.core.dates import add_months
from shanhai.core.money import Fen
from shanhai.core.months import month_of

MONTHS = (1, 3, 6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One promise at one milestone: what the letter named at least, what was paid, in fen a month. `placement` and `employer` are ids."""

    placement: str
    employer: str
    firm: str
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


TOLD = (
    "placement", "month", "pay", "placement__started_on", "placement__transfer__promised_min", "placement__employer",
    "placement__employer__name",
)  # fmt: skip


def kept(rows: PlacementQuerySet, *, on: date) -> list[Kept]:
    """Every milestone of which the person has said what was paid, as of a day."""
    spells = rows.exclude(transfer=None).order_by().values("pk")
    said = Attestation.objects.filter(placement__in=spells, source=WORKER, worked=True, month__lte=on).exclude(pay=None)
    found = []
    for placement, month, pay, started, promised, employer, firm in said.order_by().values_list(*TOLD):
        nth = (month.year - started.year) * 12 + month.month - started.month + (started.day == 1)
        if nth in MONTHS:
            found.append(
                Kept(placement=placement, employer=employer, firm=firm, nth=nth, promised=Fen(promised), paid=Fen(pay))
            )
    return sorted(found, key=lambda one: (one.employer, one.placement, one.nth))


def by_employer(promises: Iterable[Kept]) -> Sequence[Employers]:
    """Grouped by employer; those that kept every promise are there too."""
    piles: dict[str, list[Kept]] = defaultdict(list)
    for one in promises:
        piles[one.employer].append(one)
    return [Employers(employer=key, kept=tuple(pile)) for key, pile in sorted(piles.items())]
