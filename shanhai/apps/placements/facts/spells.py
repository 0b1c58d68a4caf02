"""Texts → values: one spell of work as a list of people already working states it, valid once."""

from dataclasses import dataclass
from datetime import date

from shanhai.core.identifiers.citizen import CitizenNumber
from shanhai.core.identifiers.credit import CreditCode
from shanhai.core.money import Fen
from shanhai.core.refusal import Refusal

WORKING_AGE = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Spell:
    """Who works where since when. `pay` in fen a month; `ended_on` is the first day not at work.

    `place`: division code of where the work is done, where that is not the employer's own county. Refuses placement.order, placement.place.
    """

    started_on: date
    way: str
    work: str = ""
    ended_on: date | None = None
    pay: Fen | None = None
    place: str = ""

    def __post_init__(self) -> None:
        if self.place and not (len(self.place) == 6 and self.place.isdigit()):
            raise Refusal("placement.place", given=self.place[:12])
        if self.ended_on is not None and self.ended_on <= self.started_on:
            raise Refusal("placement.order")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """One row: the person by number and name, the employer by code or by name, and the spell."""

    number: CitizenNumber
    name: str
    code: CreditCode | None
    employer: str
    spell: Spell
