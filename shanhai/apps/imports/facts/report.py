"""What an import says: its five numbers, its bad rows with their reasons, warnings about the whole file, the error workbook."""

import re
from collections.abc import Callable
from typing import Any

from django.db.models import Count, Model, QuerySet, Subquery
from django.utils.timezone import localdate

from shanhai.apps.audit.models import Change, Entry
from shanhai.apps.imports.facts.kinds import KINDS
from shanhai.apps.imports.facts.verdict import Bench, Sorted
from shanhai.apps.imports.models import OUTCOMES, Import, Row
from shanhai.core.refusal import Refusal
from shanhai.sheets.columns import Column
from shanhai.sheets.errors import BadRow, Problem, error_workbook
from shanhai.sheets.read import Table

type Say = Callable[[Refusal], str]

MOSTLY, FEW = 90, 10  # percent of a file of at least so many rows
YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
SHOWN_ROWS = 20


def tally(imported: Import) -> dict[str, int]:
    """Rows by outcome; `rows` is their sum."""
    counted = dict(imported.rows.order_by().values_list("outcome").annotate(n=Count("pk")))
    found = {outcome: counted.get(outcome, 0) for outcome in OUTCOMES}
    for outcome, size, left in imported.blocks.values_list("outcome", "size", "left"):
        found[outcome] += size - len(left)
    return {"rows": sum(found.values()), **found}


def earlier(*, kind: str, region: str, unit: str, digest: str) -> Import | None:
    """The same file, already taken from the same sender."""
    same = Import.objects.filter(kind=kind, region=region, unit=unit, digest=digest, state="confirmed")
    return same.order_by("-at").first()


def notes(table: Table, sorted_: Sorted, bench: Bench, *, kind: str, filename: str) -> list[dict[str, Any]]:
    """Warnings about the whole file: known already, mostly known, another year's, columns and rows passed over, doubts."""
    found: list[Refusal] = []
    same = earlier(kind=kind, region=bench.region.code, unit=bench.unit, digest=table.digest)
    if same is not None:
        found.append(Refusal("import.same_file", title=same.title, day=localdate(same.at).isoformat()))
    years = {int(year) for year in YEAR.findall(f"{filename} {table.sheet}")}
    if years and bench.today.year not in years:
        found.append(Refusal("import.other_year", year=max(years), now=bench.today.year))
    known = len(sorted_.unchanged)
    if same is None and sorted_.rows >= FEW and known * 100 >= MOSTLY * sorted_.rows:
        found.append(Refusal("import.mostly_known", percent=known * 100 // sorted_.rows))
    if table.unmatched:
        found.append(Refusal("import.unmatched", columns=[word[:60] for word in table.unmatched]))
    if table.skipped:
        found.append(Refusal("import.skipped", rows=list(table.skipped[:SHOWN_ROWS]), count=len(table.skipped)))
    for code, at in sorted(sorted_.doubts.items()):  # each doubt once, with the rows it is about
        found.append(Refusal(code, rows=at[:SHOWN_ROWS], count=len(at)))
    return [{"code": one.code, "facts": one.facts} for one in found]


def absent(imported: Import, bench: Bench) -> list[str]:
    """Ids of the sender's rows of ours that the file does not name. None is deleted for that."""
    if imported.emptied_on:
        return []
    ours = KINDS[imported.kind].ours(bench).order_by()
    known = _known(imported, ours)
    return [key for key in ours.values_list("pk", flat=True) if key not in known]


def not_named[M: Model](rows: QuerySet[M], imported: Import, bench: Bench) -> QuerySet[M]:
    """Of some rows those the file does not name, asked for the shorter way. A workbook of mended rows misses nobody."""
    if imported.follows_id or imported.emptied_on:
        return rows.none()
    ours = KINDS[imported.kind].ours(bench).order_by()
    known = _known(imported, ours)
    if len(known) < imported.absent:
        return (rows & ours).exclude(pk__in=known)
    return rows.filter(pk__in=[key for key in ours.values_list("pk", flat=True) if key not in known])


def _known(imported: Import, ours: QuerySet[Any]) -> set[str]:
    return _named(imported) | _later(imported, ours.model._meta.label_lower)


def _named(imported: Import) -> set[str]:
    named = set(imported.rows.exclude(target="").values_list("target", flat=True))
    for targets in imported.blocks.filter(outcome="unchanged").values_list("targets", flat=True):
        named.update(targets)
    return named


def _later(imported: Import, noun: str) -> set[str]:
    """Ids of rows that came after the file was read, its own among them: it could not have named them."""
    began = Entry.objects.filter(about_noun="imports.import", about_key=imported.pk, action="import.stage")
    added = Change.objects.filter(entry__gt=Subquery(began.values("number")[:1]), noun=noun, verb="add")
    return set(added.order_by().values_list("key", flat=True))


def refusal_of(problem: dict[str, Any]) -> Refusal:
    """A kept problem as the refusal it came from."""
    return Refusal(problem["code"], **problem["facts"])


def errors(imported: Import, *, say: Say) -> list[dict[str, Any]]:
    """One entry a problem of every row that was not taken: row as Excel shows it, heading, code, and what to do."""
    return [
        {
            "row": row.number,
            "column": problem["title"],
            "code": problem["code"],
            "message": _placed(problem, say(refusal_of(problem))),
        }
        for row in imported.rows.bad()
        for problem in row.problems
    ]


def _placed(problem: dict[str, Any], sentence: str) -> str:
    return f"{problem['letter']} 列：{sentence}" if problem["letter"] else sentence


def workbook_of_errors(imported: Import, *, say: Say) -> bytes:
    """Only the rows that were not taken, the reason in the cell, in the sender's order of columns; to be mended and sent again."""
    rows = Row.objects.filter(imported=imported, imported__emptied_on=None).bad().exclude(pk__in=Row.objects.mended())
    bad = [
        BadRow(
            number=row.number,
            key=row.pk,
            cells=row.cells(),
            problems=[Problem(problem["column"], say(refusal_of(problem))) for problem in row.problems],
        )
        for row in rows
    ]
    return error_workbook(ordered(imported), bad)


def ordered(imported: Import) -> list[Column]:
    """Our columns in the sender's order, those he left out at the end."""
    place = {key: (len(letter), letter) for key, (letter, _heading) in imported.matched.items()}
    return sorted(KINDS[imported.kind].columns, key=lambda column: place.get(column.key, (9, "")))
