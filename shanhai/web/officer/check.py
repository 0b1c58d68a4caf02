"""What the check page of one import shows: numbers, reasons by kind, rows to mend, rows to choose, changes. Names and numbers masked."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from shanhai.apps.imports.facts import KINDS, Kind, mask, refusal_of, tally
from shanhai.apps.imports.models import Import, Row
from shanhai.core.refusal import Refusal
from shanhai.web.kit.refusals import sentence

SHOWN = 100  # rows of each sort on the page; the error workbook has all
SHOWN_CHANGES = 60


def shown(one: Import) -> dict[str, Any]:
    """Everything the template needs, read in a handful of queries."""
    kind = KINDS[one.kind]
    counts = tally(one)
    bad = list(one.rows.filter(outcome="rejected").exclude(pk__in=Row.objects.mended()))
    review = list(one.rows.filter(outcome="review").exclude(pk__in=Row.objects.mended())[:SHOWN])
    updated = list(one.rows.filter(outcome="updated")[:SHOWN_CHANGES])
    open_ = one.state in {"staged", "landing"}
    return {
        "imported": one,
        "counts": counts,
        "good": counts["new"] + counts["updated"],
        "bad_count": len(bad),
        "mended": counts["rejected"] + counts["review"] - len(bad) - len(review) if one.state == "confirmed" else 0,
        "open": open_,
        "summary": _summary(bad) if open_ else [],
        "notes": [_note(found) for found in one.notes if found["code"] != "import.unmatched"],
        "bad": [_bad(row, kind) for row in bad[:SHOWN]],
        "more_bad": max(0, len(bad) - SHOWN),
        "review": [_doubtful(row, kind) for row in review],
        "changes": [_changed(row, kind) for row in updated],
        "more_changes": max(0, counts["updated"] - SHOWN_CHANGES),
        "renamed": _renamed(one, kind),
        "matched": len(one.matched),
        "headings": len(one.matched) + len(one.unmatched),
        "choices": choices_of(
            kind, [(place[1], key) for key, place in one.matched.items()] + [(h, "-") for h in one.unmatched]
        ),
    }


def _summary(bad: Sequence[Row]) -> list[dict[str, Any]]:
    """Each reason once, with how many rows have it and the first of them."""
    found: dict[str, dict[str, Any]] = {}
    for row in bad:
        for code, problem in {problem["code"]: problem for problem in row.problems}.items():
            reason = found.setdefault(code, {"n": 0, "row": row.pk, "said": sentence(refusal_of(problem))})
            reason["n"] += 1
    return sorted(found.values(), key=lambda reason: -int(reason["n"]))


def _note(found: dict[str, Any]) -> str:
    rows = found["facts"].get("rows", [])
    listed = "、".join(str(row) for row in rows)
    return sentence(refusal_of(found)) + (f"（{listed}）" if rows else "")


def _bad(row: Row, kind: Kind) -> dict[str, Any]:
    cells = row.cells()
    return {
        "row": row,
        "name": _called(cells, kind),
        "problems": [_problem(problem, cells, kind) for problem in row.problems],
        "inputs": _inputs(row, cells, kind),
    }


def _called(cells: dict[str, str], kind: Kind) -> str:
    """Who or what a row is about: a masked name, a firm, a title."""
    key = "title" if kind.name == "positions" else "name"
    return mask(_column(kind, key), cells.get(key, ""))


def _column(kind: Kind, key: str) -> Any:
    return next((column for column in kind.columns if column.key == key), None)


def _problem(problem: dict[str, Any], cells: dict[str, str], kind: Kind) -> dict[str, str]:
    """One reason: where, what was there (masked), what is wrong, what to do."""
    fault, remedy = _parted(sentence(refusal_of(problem)))
    key = problem["column"]
    column = _column(kind, key)
    return {
        "letter": problem["letter"],
        "title": problem["title"],
        "value": mask(column, cells.get(key, "")) if column else "",
        "fault": fault,
        "remedy": remedy,
    }


def _parted(said: str) -> tuple[str, str]:
    for stop in ("。", ". "):
        fault, found, remedy = said.partition(stop)
        if found:
            return fault, remedy
    return said, ""


def _inputs(row: Row, cells: dict[str, str], kind: Kind) -> list[dict[str, Any]]:
    """A field for each column that is wrong; a private one starts empty."""
    keys = dict.fromkeys(problem["column"] for problem in row.problems)
    return [
        {"column": column, "value": "" if column.private else cells.get(key, ""), "id": f"{row.pk}-{key}"}
        for key in keys
        if (column := _column(kind, key)) is not None
    ]


def _doubtful(row: Row, kind: Kind) -> dict[str, Any]:
    return _bad(row, kind) | {"lines": _lines(row, kind)}


def _changed(row: Row, kind: Kind) -> dict[str, Any]:
    return {"row": row, "name": _called(row.cells(), kind), "lines": _lines(row, kind)}


def _lines(row: Row, kind: Kind) -> list[dict[str, str]]:
    titles = {column.key: column.title for column in kind.columns}
    return [{"title": titles[one["column"]], "was": one["was"], "now": one["now"]} for one in row.differences]


def _renamed(one: Import, kind: Kind) -> list[tuple[str, str]]:
    """Headings that are not ours, with the column each was read as."""
    titles = {column.key: column.title for column in kind.columns}
    return [(heading, titles[key]) for key, (_letter, heading) in one.matched.items() if heading != titles[key]]


def choices_of(kind: Kind, headings: Iterable[tuple[str, str]]) -> list[dict[str, Any]]:
    """For each heading of a workbook the columns it may be; `chosen` is what it was read as."""
    columns = [(column.key, column.title) for column in kind.columns]
    return [{"heading": heading, "chosen": chosen, "columns": columns} for heading, chosen in headings]


def why(problem: str) -> str:
    """Why a job failed, in words."""
    if not problem:
        return ""
    told = json.loads(problem)
    return sentence(Refusal(told.pop("refusal"), **told))
