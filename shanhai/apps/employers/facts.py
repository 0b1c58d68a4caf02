"""Texts → values: what a roll of employers and positions states, valid once."""

from dataclasses import dataclass

from shanhai.core.identifiers.credit import CreditCode
from shanhai.core.money import Fen
from shanhai.core.refusal import Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Firm:
    """One employer as a survey or a workbook states it."""

    code: CreditCode
    name: str
    industry: str = ""
    address: str = ""
    headcount: int | None = None
    operations: str = ""
    contact: str = ""
    contact_phone: str = ""
    willing: str = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One position as stated. Pay in fen a month; hours a day."""

    employer: CreditCode
    title: str
    seats: int
    pay_min: Fen
    pay_max: Fen
    pay_includes: str = ""
    hours: int = 8
    shifts: str = ""
    dormitory: bool = False
    couples_room: bool = False
    canteen: str = "none"
    insured: bool = True
    requirements: str = ""
    occupation: str = ""

    def __post_init__(self) -> None:
        if not 1 <= self.seats <= 5000:
            raise Refusal("position.seats", seats=self.seats)
        if self.pay_max < self.pay_min:
            raise Refusal("position.pay_order")
        if not 1 <= self.hours <= 12:
            raise Refusal("position.hours", hours=self.hours)
