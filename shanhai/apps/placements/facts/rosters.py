"""One month of one employer as it states it: a line a person, and people we do not have there."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef

from shanhai.apps.employers.models import Employer
from shanhai.apps.placements.facts.journeys import reasons
from shanhai.apps.placements.models import Attestation, Placement, PlacementQuerySet
from shanhai.apps.workers.facts import clean_name
from shanhai.core.attest import ROSTER
from shanhai.core.money import Fen
from shanhai.core.refusal import Refusal

OVERTIME_MOST = 36  # hours a month, 劳动法 §41
SAID = ("worked", "pay_due", "pay", "paid_on", "days", "overtime")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What is said of one person. `left_on` is the first day not at work; pay in fen as earned and as paid, days and overtime hours of the month.

    Refuses roster.days, roster.overtime (more hours than a month has), placement.why for who left without a known reason.
    """

    placement: str
    worked: bool = True
    left_on: date | None = None
    why: str = ""
    pay_due: Fen | None = None
    pay: Fen | None = None
    paid_on: date | None = None
    days: int | None = None
    overtime: int | None = None

    def columns(self) -> dict[str, Any]:
        """As the columns of an attestation."""
        return {name: getattr(self, name) for name in SAID}

    def __post_init__(self) -> None:
        if self.days is not None and not 0 <= self.days <= 31:
            raise Refusal("roster.days", given=self.days)
        if self.overtime is not None and not 0 <= self.overtime <= 400:
            raise Refusal("roster.overtime", given=self.overtime)
        if self.left_on is not None and self.why not in reasons():
            raise Refusal("placement.why", given=self.why)


@dataclass(frozen=True, slots=True, kw_only=True)
class Extra:
    """Somebody the employer names whom its prefilled list does not have."""

    name: str
    tail: str = ""
    started_on: date | None = None

    def __post_init__(self) -> None:
        clean_name(self.name)
        if self.tail and (len(self.tail) != 4 or not self.tail[:3].isdigit() or self.tail[3] not in "0123456789X"):
            raise Refusal("roster.tail", given=self.tail)


def expected(employer: Employer, month: date) -> PlacementQuerySet:
    """Whom the list of a month is prefilled with: at work there on any of its days, and known to the employer by their own consent."""
    return Placement.objects.known_to(employer).in_month(month)


def unspoken(employer: Employer, month: date) -> PlacementQuerySet:
    """Of those, whom no list of the month has spoken of yet."""
    said = Attestation.objects.filter(placement=OuterRef("pk"), month=month, source=ROSTER)
    return expected(employer, month).exclude(Exists(said))
