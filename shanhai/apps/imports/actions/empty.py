"""Keeping workbooks no longer than needed: what they said goes, how many rows they had and what became of each stays.

The time is in the schedule of retention (workers/data/retention.csv): from the day a workbook came. One that nobody decided about is
first set aside. Emptied it cannot be taken back, and the log forgets what its rows held.
"""

from datetime import datetime
from itertools import batched

from django.db import transaction

from shanhai.apps.audit.actions import blank, writing
from shanhai.apps.audit.facts import noun_of
from shanhai.apps.imports.actions import upload
from shanhai.apps.imports.facts.overdue import overdue
from shanhai.apps.imports.models import IMPORT_LIFE, Block, Import, Row
from shanhai.core.desk import Actor, Power

PART = 500  # rows in memory at a time


def empty_overdue(*, region: str, by: Actor, at: datetime) -> int:
    """Empty every workbook of a county whose time is over; answer how many there were. By a county office only; each an act of its own.

    Refuses desk.not_allowed.
    """
    by.require(Power.IMPORT, owners=frozenset({region}))
    keys = list(overdue(region, on=at.date()).values_list("pk", flat=True))
    for key in keys:
        _empty(key, by=by, at=at)
    return len(keys)


@transaction.atomic
def _empty(key: str, *, by: Actor, at: datetime) -> None:
    imported = Import.objects.select_for_update().get(pk=key)
    state = IMPORT_LIFE.after("staged", "discard") if imported.state == "staged" else imported.state
    touched: dict[str, list[str]] = {noun_of(Row): [], noun_of(Block): []}
    with writing("import.empty", by=by, at=at, about=imported) as pen:
        pen.change(imported, state=state, emptied_on=at.date())
        rows, blocks = (
            list(some.values_list("pk", flat=True)) for some in (imported.rows.all(), imported.blocks.all())
        )
        for part in batched(rows, PART):
            for row in Row.objects.filter(pk__in=part):
                pen.change_fresh(row, cells_sealed=b"", differences=[], target="")
        for one in blocks:
            pen.change_fresh(Block.objects.get(pk=one), rows_sealed=None, targets=[])
        touched[noun_of(Row)], touched[noun_of(Block)] = rows, blocks
        pen.facts["rows"] = len(rows) + len(blocks)
    for noun, gone in touched.items():  # what this very act has just remembered goes as well
        blank(noun, gone)
    upload.let_go(imported.digest)
