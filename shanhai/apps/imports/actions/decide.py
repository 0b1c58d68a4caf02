"""What else somebody may decide on the check page: mend a cell, want none of it, or take a whole workbook back the same day."""

from collections.abc import Mapping
from datetime import datetime

from shanhai.apps.audit.actions import undo, writing
from shanhai.apps.imports.actions.confirm import record
from shanhai.apps.imports.actions.stage import allow
from shanhai.apps.imports.facts.verdict import Bench, quiet
from shanhai.apps.imports.models import IMPORT_LIFE, Import, Row
from shanhai.core.desk import Actor
from shanhai.core.refusal import Refusal
from shanhai.sheets.read import SheetRow

JUDGED_WHOLE = 5000  # rows: in larger workbooks a mended row is judged alone, and with the others on confirming


def amend(*, row: Row, cells: Mapping[str, str], by: Actor, at: datetime) -> Row:
    """Put other text into cells of one row and judge again; rows it repeated or that repeated it are judged anew too.

    Refuses lifecycle.not_allowed once the workbook has been decided, import.column for a column the kind has not.
    """
    imported = Import.objects.select_related("region").get(pk=row.imported_id)
    kind = allow(kind=imported.kind, region=imported.region_id, unit=imported.unit, by=by)
    if unknown := set(cells) - {column.key for column in kind.columns}:
        raise Refusal("import.column", found=sorted(unknown))
    IMPORT_LIFE.after(imported.state, "confirm")
    with writing("import.amend", by=by, at=at, about=imported) as pen:
        mended = Row.objects.select_for_update(of=("self",)).get(pk=row.pk)
        pen.change(mended, cells_sealed=mended.hold(mended.cells() | dict(cells)))
        others = imported.rows.exclude(pk=row.pk)
        beside = list(others) if others.count() < JUDGED_WHOLE else []
        rows = sorted([mended, *beside], key=lambda one: one.number)
        bench = Bench(region=imported.region, unit=imported.unit, by=by, today=at.date())
        read = [SheetRow(number=one.number, cells=one.cells()) for one in rows]
        for one, verdict in zip(rows, kind.judge(read, bench, quiet), strict=True):
            record(pen, one, verdict, imported)
    return mended


def discard(*, imported: Import, by: Actor, at: datetime) -> Import:
    """Want none of it. The rows stay sealed with the import, so that its log can be verified; nothing else was stored."""
    allow(kind=imported.kind, region=imported.region_id, unit=imported.unit, by=by)
    state = IMPORT_LIFE.after(imported.state, "discard")
    with writing("import.discard", by=by, at=at, about=imported) as pen:
        return pen.change(imported, state=state)


def take_back(*, imported: Import, by: Actor, at: datetime) -> Import:
    """Undo the whole workbook the same day: every row is as it was before confirming.

    Refuses what `audit.undo` refuses (another day, another person, a row that has moved on) and lifecycle.not_allowed.
    """
    allow(kind=imported.kind, region=imported.region_id, unit=imported.unit, by=by)
    state = IMPORT_LIFE.after(imported.state, "undo")
    entry = imported.entry
    if entry is None:
        raise Refusal("audit.undo_nothing", number=0)
    with writing("audit.undo", by=by, at=at, about=imported) as pen:
        undo(entry=entry, by=by, at=at)
        imported.refresh_from_db()
        return pen.change(imported, state=state, entry_id=entry.number)
