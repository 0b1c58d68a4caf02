"""What was typed into the rows of a monthly list, as values; a cell that cannot be read refuses the whole and names the person."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from shanhai.apps.placements.facts.rosters import Extra, Line
from shanhai.apps.placements.models import Attestation, Placement
from shanhai.core.dates import parse_day
from shanhai.core.halfwidth import halfwidth
from shanhai.core.money import parse_yuan
from shanhai.core.refusal import Refusal
from shanhai.web.kit.refusals import sentence


@dataclass(frozen=True, slots=True)
class Typed:
    """The cells of one row as they were typed."""

    state: str
    left_on: str
    why: str
    pay: str
    days: str
    overtime: str

    def values(self) -> dict[str, Any]:
        """As the fields of a `Line`, without whose it is. Refuses date.*, money.*, page.whole_number, roster.state."""
        if self.state not in {"there", "away", "left"}:
            raise Refusal("roster.state")
        left = _read(self.left_on, parse_day) if self.state == "left" else None
        if self.state == "left" and left is None:
            raise Refusal("roster.left_on")
        return {
            "worked": self.state != "away",
            "left_on": left,
            "why": (self.why or "unsaid") if left else "",
            "pay": _read(self.pay, parse_yuan),
            "days": _read(self.days, _whole),
            "overtime": _read(self.overtime, _whole),
        }


def said(typed: Mapping[str, str], key: str) -> Typed:
    """The row of one person; before anything was sent, at work. What is sent says it of everybody: nobody is confirmed by silence."""
    cells = {name: typed.get(f"{name}-{key}", "").strip() for name in ("left_on", "why", "pay", "days", "overtime")}
    return Typed(state=typed.get(f"state-{key}", "" if typed else "there"), **cells)


def stood(line: Attestation) -> Typed:
    """A line as it was confirmed, for whoever corrects one thing of it and nothing else."""
    return Typed(state="there" if line.worked else "away", left_on="", why="", pay="", days="", overtime="")


def lines(typed: Mapping[str, str], people: Iterable[Placement]) -> list[Line]:
    """A line for everybody the list was prefilled with. Refuses roster.row: whose row it is, and why it cannot be read."""
    return [_line(typed, one) for one in people]


def _line(typed: Mapping[str, str], one: Placement) -> Line:
    try:
        return Line(placement=one.pk, **said(typed, one.pk).values())
    except Refusal as refusal:
        raise Refusal("roster.row", name=one.worker.name, why=sentence(refusal)) from refusal


def extras(typed: Mapping[str, str], count: int) -> list[Extra]:
    """People the employer names itself; an empty row is nobody."""
    found = []
    for nth in range(count):
        name, tail = typed.get(f"name-{nth}", "").strip(), halfwidth(typed.get(f"tail-{nth}", "")).strip().upper()
        since: date | None = _read(typed.get(f"since-{nth}", ""), parse_day)
        if name or tail:
            found.append(Extra(name=name, tail=tail, started_on=since))
    return found


def _read[T](text: str, parse: Callable[[str], T]) -> T | None:
    return parse(text) if text.strip() else None


def _whole(text: str) -> int:
    plain = halfwidth(text).strip()
    if not plain.isdigit():
        raise Refusal("page.whole_number", given=plain[:12])
    return int(plain)
