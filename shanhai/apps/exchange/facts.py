"""Rows → what a position is stated to be, and what has changed since the other side was last told."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from shanhai.apps.employers.models import Position
from shanhai.apps.exchange.models import Dispatch, NoticeLine

STATED = (
    "title", "seats", "pay_min", "pay_max", "pay_includes", "hours", "shifts", "dormitory", "couples_room", "canteen",
    "insured", "requirements",
)  # fmt: skip
"""The columns a township acts on. A day of verification or a corrected contact moves nobody and is not told again."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One position that is no longer what `told` says: the verb that says how, and `moved`: column → (told, now)."""

    told: NoticeLine
    verb: NoticeLine.Verb
    moved: Mapping[str, tuple[Any, Any]]

    @property
    def position(self) -> Position:
        """The position as it stands."""
        return self.told.position


def stated(position: Position) -> dict[str, Any]:
    """The columns of a position as a notice tells them, with the employer's name. Pay in fen a month."""
    return {column: getattr(position, column) for column in STATED} | {"employer": position.employer.name}


def differences(dispatch: Dispatch, *, on: date) -> list[Difference]:
    """What the other side has not been told yet, as of a day. Two queries."""
    lines = NoticeLine.objects.filter(notice__dispatch=dispatch).newest().select_related("position__employer")
    return list(compare(lines, on=on))


def compare(lines: Iterable[NoticeLine], *, on: date) -> Iterable[Difference]:
    """Compare what was last told with what stands. A withdrawn position is no longer compared: it was taken back on purpose."""
    told = list(lines)
    offered = Position.objects.public(on=on).filter(pk__in=[line.position_id for line in told])
    standing = set(offered.values_list("pk", flat=True))
    for line in told:
        if line.verb == NoticeLine.Verb.WITHDRAWN:
            continue
        found = _compare(line, open_now=line.position_id in standing)
        if found is not None:
            yield found


def _compare(line: NoticeLine, *, open_now: bool) -> Difference | None:
    if not open_now:
        return Difference(line, NoticeLine.Verb.CLOSED, {}) if line.stands else None
    now = stated(line.position)
    moved = {column: (line.said(column), value) for column, value in now.items() if line.said(column) != value}
    if line.stands and not moved:
        return None
    return Difference(line, NoticeLine.Verb.CHANGED if line.stands else NoticeLine.Verb.OFFERED, moved)
