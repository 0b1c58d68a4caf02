"""What the check page of one import shows: numbers, reasons by kind, rows to mend, rows to choose, changes. Names and numbers masked."""

import json
from collections import Counter
from collections.abc import Iterable
from typing import Any

from shanhai.apps.imports.actions import upload
from shanhai.apps.imports.facts import KINDS, Kind, mask, refusal_of, tally
from shanhai.apps.imports.facts.piles import CHANGES, FIX, REVIEW, Pile, pile, reasons, said
from shanhai.apps.imports.models import Import, Row
from shanhai.core.refusal import Refusal
from shanhai.web.kit.links import link_to
from shanhai.web.kit.middleware import Request
from shanhai.web.kit.refusals import sentence

OPEN = {"staged", "landing"}
SHOWN = 10  # rows of each pile on the check page; a page of its own has all of them
SHOWN_REASONS = 8
CHOICE = "choice:"
NOUN = {"workers": "workers.worker", "employers": "employers.employer", "positions": "employers.position"}


def shown(one: Import) -> dict[str, Any]:
    """Everything the template needs, read in a handful of queries."""
    kind = KINDS[one.kind]
    counts = tally(one)
    fix, review = (pile(one, which) for which in (FIX, REVIEW))
    bad = reasons(fix, FIX) if counts["rejected"] else Counter[str]()
    told = said(review) if counts["review"] else Counter[str]()
    waiting = sum(told.values())
    return {
        "imported": one,
        "counts": counts,
        "good": counts["new"] + counts["updated"] + told["new"],
        "bad_count": bad[""],
        "review_count": waiting,
        "chosen": waiting - told[""],
        "mended": counts["rejected"] + counts["review"] - bad[""] - waiting if one.state == "confirmed" else 0,
        "open": one.state in OPEN,
        "summary": _summary(one, bad, kind) if one.state in OPEN else [],
        "more_reasons": max(0, len(bad) - 1 - SHOWN_REASONS),
        "emptied": one.emptied_on,
        "notes": [_note(found) for found in one.notes if found["code"] != "import.unmatched"],
        "bad": [to_mend(row, kind) for row in fix[:SHOWN]] if bad[""] else [],
        "review": [to_choose(row, kind) for row in review[:SHOWN]] if waiting else [],
        "changes": [changed(row, kind) for row in pile(one, CHANGES)[:SHOWN]] if counts["updated"] else [],
        "shown": SHOWN,
        "renamed": _renamed(one, kind),
        "matched": len(one.matched),
        "headings": len(one.matched) + len(one.unmatched),
        "kept": one.state == "staged" and upload.is_kept(one.digest),
        "choices": choices_of(
            kind, [(place[1], key) for key, place in one.matched.items()] + [(h, "-") for h in one.unmatched]
        ),
    }


def choices(request: Request) -> dict[str, str]:
    """What the radios said: row → "new" or "old"."""
    return {key.removeprefix(CHOICE): str(value) for key, value in request.POST.items() if key.startswith(CHOICE)}


def label(which: Pile, reason: str, kind: Kind) -> str:
    """A reason in a word or two: what is wrong, or which column changes."""
    if which is CHANGES:
        column = _column(kind, reason)
        return column.title if column else reason
    return _parted(sentence(Refusal(reason)))[0]


def _summary(one: Import, bad: Counter[str], kind: Kind) -> list[dict[str, Any]]:
    """Each reason once, the commonest first, with how many rows have it and where they are."""
    place = link_to("imports.import", one.pk)
    found = [(reason, n) for reason, n in bad.items() if reason][:SHOWN_REASONS]
    return [{"n": n, "said": label(FIX, reason, kind), "url": f"{place}fix/?reason={reason}"} for reason, n in found]


def _note(found: dict[str, Any]) -> str:
    rows = found["facts"].get("rows", [])
    listed = "、".join(str(row) for row in rows)
    return sentence(refusal_of(found)) + (f"（{listed}）" if rows else "")


def to_mend(row: Row, kind: Kind) -> dict[str, Any]:
    """A row with its problems and a field for each column that is wrong."""
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


def to_choose(row: Row, kind: Kind) -> dict[str, Any]:
    """A row in review: why, and what would change."""
    return to_mend(row, kind) | {"lines": _lines(row, kind)}


def changed(row: Row, kind: Kind) -> dict[str, Any]:
    """A row that changes what we have, with its address."""
    url = link_to(NOUN[kind.name], row.target) if row.target and kind.name in NOUN else ""
    return {"row": row, "name": _called(row.cells(), kind), "lines": _lines(row, kind), "url": url}


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
