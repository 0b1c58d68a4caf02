"""One payment as a bank file has it, and what the bank answers about it. Amounts are whole fen."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Line:
    """To the bank: the batch, the line's number in it, who is paid, where, how much (fen), and what it is for."""

    batch: str
    line: int
    name: str
    bank: str
    account: str
    amount: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """From the bank: which line of which batch, how much (fen), paid on which day, or sent back and why."""

    batch: str
    line: int
    amount: int
    paid_on: date | None
    why: str = ""
