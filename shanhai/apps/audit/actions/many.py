"""One act on many rows: those that can are done, the others are left out with the reason. All of it is one entry, so that it is undone as one."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Model

from shanhai.apps.audit.actions.pen import writing
from shanhai.core.desk import Actor
from shanhai.core.refusal import Refusal

MOST = 2000  # rows of one act
type Why[R] = Callable[[R], Refusal | None]


@dataclass(frozen=True, slots=True)
class Sorted[R]:
    """What one act will do, or did: the rows that can, and those that cannot with the reason of each."""

    can: tuple[R, ...]
    left: tuple[tuple[R, Refusal], ...]


def sort_out[R](rows: Iterable[R], why: Why[R]) -> Sorted[R]:
    """Ask each row whether it can; nothing is written."""
    can: list[R] = []
    left: list[tuple[R, Refusal]] = []
    for row in rows:
        no = why(row)
        if no is None:
            can.append(row)
        else:
            left.append((row, no))
    return Sorted(tuple(can), tuple(left))


def do_many[R: Model](
    action: str, rows: Iterable[R], why: Why[R], act: Callable[[R], Any], *, by: Actor, at: datetime
) -> int:
    """Do `act` to every row that can; the entry's number, 0 where nothing was done. Refuses `bulk.too_many`."""
    sorted_out = sort_out(rows, why)
    if len(sorted_out.can) > MOST:
        raise Refusal("bulk.too_many", most=MOST, given=len(sorted_out.can))
    if not sorted_out.can:
        return 0
    with writing(action, by=by, at=at) as pen:
        for row in sorted_out.can:
            act(row)
        if not pen.changes:
            return 0
        pen.facts |= {
            "done": [row.pk for row in sorted_out.can],
            "left": [[row.pk, no.code, no.facts] for row, no in sorted_out.left],
        }
        return pen.number
