"""Landing the good rows of a workbook, judged anew first; a row that fails takes no other with it.

A workbook of up to 2,000 rows lands in one act. A larger one lands block by block, each block an act of its own: it can be stopped,
goes on where it stood, and other people's work goes on beside it.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from shanhai.apps.audit.actions import Pen, writing
from shanhai.apps.audit.insert import many_rows, take_stock
from shanhai.apps.imports.actions.land import Judged, keep, land
from shanhai.apps.imports.actions.stage import BLOCK, allow, row_of
from shanhai.apps.imports.facts.kinds import Kind
from shanhai.apps.imports.facts.verdict import Bench, Tell, Verdict, quiet
from shanhai.apps.imports.models import IMPORT_LIFE, Block, Import, Row
from shanhai.core.desk import Actor
from shanhai.core.refusal import Refusal
from shanhai.sheets.read import SheetRow

USE_NEW, KEEP_OLD = "new", "old"

type Part = tuple[list[Block], list[Row], bool]  # what lands in one act, and whether it is the last


@many_rows()
def confirm(
    *, imported: Import, choices: Mapping[str, str] | None = None, tell: Tell = quiet, by: Actor, at: datetime
) -> Import:
    """Store what the check page showed: new rows, updates, and those in review of which somebody said {row id: "new"}.

    The rows are judged again: what became something else meanwhile is not stored but put up for review. `tell` hears (done, total) rows
    after each act and may refuse to go on; confirming again then lands the rest, and confirming twice is harmless.
    Refuses desk.not_allowed, and lifecycle.not_allowed for one that was discarded or taken back.
    """
    kind = allow(kind=imported.kind, region=imported.region_id, unit=imported.unit, by=by)
    if choices:
        choose(imported=imported, choices=choices, by=by, at=at)
    imported.refresh_from_db()
    if imported.state == "confirmed":
        return imported
    parts = _parts(imported)
    total = sum(_size(part) for part in parts)
    done = 0
    for turn, part in enumerate(parts):
        if done:
            tell(done, total)
        if (
            turn.bit_count() == 1
        ):  # each time what landed has doubled: what the database knew of a small roll misleads it on a large one
            take_stock()
        imported = _land_part(imported.pk, kind, part, by=by, at=at)
        done += _size(part)
    if len(parts) > 1:
        take_stock()
    return imported


def choose(*, imported: Import, choices: Mapping[str, str], by: Actor, at: datetime) -> None:
    """Keep what somebody said of rows in review: to use the new ("new") or to leave what stands ("old")."""
    allow(kind=imported.kind, region=imported.region_id, unit=imported.unit, by=by)
    wanted = {key: choice for key, choice in choices.items() if choice in {USE_NEW, KEEP_OLD}}
    rows = [row for row in imported.rows.filter(outcome="review") if wanted.get(row.pk, row.choice) != row.choice]
    if not rows or imported.state == "confirmed":
        return
    with writing("import.choose", by=by, at=at, about=imported) as pen:
        for row in rows:
            pen.change_fresh(row, choice=wanted[row.pk])


def _parts(imported: Import) -> list[Part]:
    """What is still to land, in acts of about 2,000 rows."""
    blocks = list(imported.blocks.waiting().light())
    rows = list(imported.rows.waiting().order_by("number"))
    if sum(block.size for block in blocks) + len(rows) <= BLOCK:
        return [(blocks, rows, True)]
    batches = [rows[start : start + BLOCK] for start in range(0, len(rows), BLOCK)]
    found: list[Part] = [*(([block], [], False) for block in blocks), *(([], part, False) for part in batches)]
    return [*found[:-1], (*found[-1][:2], True)]


def _size(part: Part) -> int:
    return sum(block.size for block in part[0]) + len(part[1])


def _land_part(key: str, kind: Kind, part: Part, *, by: Actor, at: datetime) -> Import:
    """One act: judge again, land what still is what the page showed, and keep the rest for somebody to look at."""
    blocks, rows, last = part
    about = Import.objects.get(pk=key)
    with writing("import.confirm", by=by, at=at, about=about) as pen:
        current = Import.objects.select_for_update(of=("self",)).select_related("region").get(pk=key)
        if current.state == "confirmed":
            return current
        state = IMPORT_LIFE.after(current.state, "confirm" if last else "begin")
        bench = Bench(region=current.region, unit=current.unit, by=by, today=at.date())
        for block in Block.objects.select_for_update().filter(pk__in=[block.pk for block in blocks], entry=None):
            _land_block(pen, block, current, kind, bench, at=at)
        if rows:
            waiting = current.rows.waiting().filter(pk__in=[row.pk for row in rows])
            _land_rows(pen, list(waiting), current, kind, bench, at=at)
        pen.facts.update({"kind": current.kind, "rows": _size(part), "digest": current.digest})
        return pen.change_fresh(current, state=state, entry_id=pen.number)


def _land_block(pen: Pen, block: Block, imported: Import, kind: Kind, bench: Bench, *, at: datetime) -> None:
    rows = [SheetRow(number=number, cells=cells) for number, cells in block.rows() if number not in block.left]
    fit: list[Judged] = []
    left: list[Verdict] = []
    for verdict in kind.judge(rows, bench, quiet):
        if verdict.outcome == "new":
            fit.append((None, verdict))
        else:
            left.append(verdict)
    left += land(pen, fit, imported, by=bench.by, at=at)
    for verdict in left:
        if verdict.outcome in {"new", "updated"}:
            verdict.doubt("", Refusal("import.moved_on"))
    pen.add_all([row_of(pen, imported, kind, verdict) for verdict in left])
    numbers = [*block.left, *(verdict.row.number for verdict in left)]
    pen.change_fresh(block, entry_id=pen.number, left=numbers)


def _land_rows(pen: Pen, rows: Sequence[Row], imported: Import, kind: Kind, bench: Bench, *, at: datetime) -> None:
    read = [SheetRow(number=row.number, cells=row.cells()) for row in rows]
    fit: list[Judged] = []
    for row, verdict in zip(rows, kind.judge(read, bench, quiet), strict=True):
        if _goes(row, verdict):
            fit.append((row, verdict))
        elif row.outcome in {"new", "updated", "unchanged"} and not row.outcome == verdict.outcome == "unchanged":
            if verdict.outcome in {"new", "updated"}:
                verdict.doubt("", Refusal("import.moved_on"))
            keep(pen, row, verdict, imported)
    land(pen, fit, imported, by=bench.by, at=at)


def _goes(row: Row, verdict: Verdict) -> bool:
    """Whether a row lands: it still is what the page showed, or somebody looked at it and said so."""
    if row.outcome == "review":
        return row.choice == USE_NEW and verdict.outcome in {"review", "new", "updated"}
    same = verdict.outcome == row.outcome and verdict.changes() == row.differences
    return row.outcome in {"new", "updated"} and same
