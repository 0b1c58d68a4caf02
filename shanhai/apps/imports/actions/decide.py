"""What else somebody may decide on the check page: mend a cell, want none of it, or take a whole workbook back the same day."""

from collections.abc import Mapping
from datetime import datetime

from shanhai.apps.audit.actions import refuse_undo, undo, writing
from shanhai.apps.audit.facts import noun_of
from shanhai.apps.audit.insert import many_rows
from shanhai.apps.audit.models import Entry, EntryQuerySet
from shanhai.apps.imports.actions import upload
from shanhai.apps.imports.actions.confirm import KEEP_OLD, USE_NEW, choose
from shanhai.apps.imports.actions.land import keep
from shanhai.apps.imports.actions.stage import allow, row_of
from shanhai.apps.imports.facts.piles import REVIEW, because, pile
from shanhai.apps.imports.facts.report import tally
from shanhai.apps.imports.facts.verdict import Bench, Tell, quiet
from shanhai.apps.imports.models import IMPORT_LIFE, Block, Import, Row
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
        pen.change_fresh(mended, cells_sealed=mended.hold(mended.cells() | dict(cells)), choice="")
        bench = Bench(region=imported.region, unit=imported.unit, by=by, today=at.date())
        beside = _beside(mended, imported)
        rows = sorted([(SheetRow(number=mended.number, cells=mended.cells()), mended, None), *beside], key=_number)
        for (_read, one, block), verdict in zip(
            rows, kind.judge([each[0] for each in rows], bench, quiet), strict=True
        ):
            if one is not None:
                keep(pen, one, verdict, imported)
            elif block is not None and verdict.outcome != "new":
                pen.add(row_of(pen, imported, kind, verdict))
                pen.change_fresh(block, left=[*block.left, verdict.row.number])
    return mended


type Beside = tuple[SheetRow, Row | None, Block | None]


def _number(one: Beside) -> int:
    return one[0].number


def _beside(mended: Row, imported: Import) -> list[Beside]:
    """The other rows of a workbook that is not large: each as read, with its `Row` or its block."""
    if sum(tally(imported).values()) // 2 >= JUDGED_WHOLE:
        return []
    others: list[Beside] = [
        (SheetRow(number=one.number, cells=one.cells()), one, None) for one in imported.rows.exclude(pk=mended.pk)
    ]
    for block in imported.blocks.waiting():
        others += [
            (SheetRow(number=number, cells=cells), None, block)
            for number, cells in block.rows()
            if number not in block.left
        ]
    return others


def choose_alike(*, imported: Import, reason: str, choice: str, by: Actor, at: datetime) -> int:
    """Say the same of every row in review for one reason ("" = whatever the reason); answer how many rows there are.

    Refuses import.choice for anything but "new" (use the new) and "old" (leave what stands), and lifecycle.not_allowed once the workbook has been decided.
    """
    allow(kind=imported.kind, region=imported.region_id, unit=imported.unit, by=by)
    imported.refresh_from_db()
    IMPORT_LIFE.after(imported.state, "confirm")
    if choice not in {USE_NEW, KEEP_OLD}:
        raise Refusal("import.choice", given=choice)
    rows = pile(imported, REVIEW)
    alike = list((rows.filter(because(REVIEW, reason)) if reason else rows).values_list("pk", flat=True))
    choose(imported=imported, choices=dict.fromkeys(alike, choice), by=by, at=at)
    return len(alike)


def discard(*, imported: Import, by: Actor, at: datetime) -> Import:
    """Want none of it. The rows stay sealed with the import, so that its log can be verified; the file goes, nothing else was stored."""
    allow(kind=imported.kind, region=imported.region_id, unit=imported.unit, by=by)
    state = IMPORT_LIFE.after(imported.state, "discard")
    with writing("import.discard", by=by, at=at, about=imported) as pen:
        discarded = pen.change(imported, state=state)
    upload.let_go(imported.digest)
    return discarded


def landed_in(imported: Import) -> EntryQuerySet:
    """The acts a workbook has landed in and that have not been taken back."""
    return Entry.objects.filter(
        action="import.confirm", about_noun=noun_of(imported), about_key=imported.pk, undone_by=None
    )


@many_rows()
def take_back(*, imported: Import, tell: Tell = quiet, by: Actor, at: datetime) -> Import:
    """Undo the whole workbook the same day, act by act from the last: every row is as it was before confirming.

    Stopped half-way, it is a workbook that has landed half; taking it back again goes on. Nothing is undone where something could not be:
    refuses what `audit.undo` refuses (another day, another person, a row that has moved on) and lifecycle.not_allowed.
    """
    allow(kind=imported.kind, region=imported.region_id, unit=imported.unit, by=by)
    IMPORT_LIFE.after(imported.state, "undo")
    entries = list(landed_in(imported).order_by("-number"))
    if not entries:
        raise Refusal("audit.undo_nothing", number=0)
    later: set[tuple[str, str]] = set()
    for entry in entries if len(entries) > 1 else ():
        later |= refuse_undo(entry, later=later, by=by, at=at)
    for at_now, entry in enumerate(entries):
        if at_now:
            tell(at_now, len(entries))
        with writing("audit.undo", by=by, at=at, about=imported) as pen:
            undo(entry=entry, by=by, at=at)
            if entry is entries[-1]:
                current = Import.objects.get(pk=imported.pk)
                pen.change_fresh(current, state="undone", entry_id=entry.number)
    upload.let_go(imported.digest)
    imported.refresh_from_db()
    return imported
