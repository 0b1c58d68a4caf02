"""`/bulk/<verb>/?<the list's question>`: what would be done, and doing it; `/bulk/done/<entry>/`: what was done, row by row."""

import hashlib
from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shanhai.apps.audit.actions.many import MOST, Sorted, sort_out
from shanhai.apps.audit.models import Entry
from shanhai.core.refusal import Refusal
from shanhai.sheets.columns import Column as SheetColumn
from shanhai.sheets.write import csv_text, workbook
from shanhai.web.kit.arranged import matching, question
from shanhai.web.kit.export import TYPES
from shanhai.web.kit.middleware import Request
from shanhai.web.kit.pages import acting, done, find, page, show
from shanhai.web.kit.refusals import sentence
from shanhai.web.officer.bulk.verbs import VERBS, Bulk, known
from shanhai.web.officer.kept import LISTS

SHOWN = 60
WIDEST = 20_000  # rows looked at for one act: a question that finds more is to be narrowed first
ACTS = {
    "position.verify_many": "position.verify",
    "position.close_many": "position.close",
    "round.add_many": "round.add",
    "worker.rest_many": "worker.rest",
}


@page(None)
def bulk(request: Request, verb: str) -> HttpResponse:
    """Show what would be done with every row the list's question finds, and do exactly that."""
    declared = known(verb, request.desk)
    choices = declared.choices(request.desk)
    if declared.asks and not choices:
        if request.refusal is None:
            raise Refusal("bulk.no_round")
        return show(request, "kit/refused.html", {})
    chosen = request.POST.get("chosen", "") or (choices[0][0] if choices else "")
    rows = _found(request, declared)
    sorted_out = sort_out(rows, declared.why(request, rows, chosen))
    if acting(request) and "act" in request.POST:
        if request.POST.get("seen") != _seen(sorted_out):
            raise Refusal("bulk.moved")
        number = declared.act(request, rows, chosen)
        if number:
            said = ngettext("办好了 %(n)s 条。", "办好了 %(n)s 条。", len(sorted_out.can)) % {"n": len(sorted_out.can)}
            return done(request, f"/bulk/done/{number}/", said)
        raise Refusal("bulk.nothing")
    return show(request, "officer/bulk.html", _preview(request, declared, sorted_out, choices, chosen))


def _found(request: Request, verb: Bulk) -> list[Any]:
    """Every row of the list that the question finds; the question is the address of the list."""
    _power, declared, rows = LISTS[verb.list_name]
    listing = declared(request.desk)
    offered = {facet.key: facet.offered(request) for facet in listing.facets}
    found = matching(listing, offered, rows(request.desk), question(request.GET, listing))
    every = list((found.select_related("employer") if verb.list_name == "positions" else found)[: WIDEST + 1])
    if len(every) > WIDEST:
        raise Refusal("bulk.too_wide", most=WIDEST)
    return every


def _seen(sorted_out: Sorted[Any]) -> str:
    """A mark of exactly these rows, so that what was shown is what is done."""
    return hashlib.sha256(" ".join(sorted(row.pk for row in sorted_out.can)).encode()).hexdigest()[:16]


def _preview(request: Request, verb: Bulk, sorted_out: Sorted[Any], choices: Any, chosen: str) -> dict[str, Any]:
    listing = LISTS[verb.list_name][1](request.desk)
    asked = question(request.GET, listing)
    reasons = Counter(sentence(no) for _row, no in sorted_out.left)
    verb.prepare([*sorted_out.can[:SHOWN], *(row for row, _no in sorted_out.left[:SHOWN])], request)
    return {
        "title": verb.label,
        "verb": verb,
        "list": {"title": listing.title, "url": f"/{verb.list_name}/" + (f"?{asked}" if asked else "")},
        "whole": not asked,
        "total": len(sorted_out.can) + len(sorted_out.left),
        "n": len(sorted_out.can),
        "most": MOST if len(sorted_out.can) > MOST else 0,
        "rows": [_row(verb, row) for row in sorted_out.can[:SHOWN]],
        "more": max(0, len(sorted_out.can) - SHOWN),
        "reasons": reasons.most_common(),
        "left": [_row(verb, row) | {"why": sentence(no)} for row, no in sorted_out.left[:SHOWN]],
        "more_left": max(0, len(sorted_out.left) - SHOWN),
        "seen": _seen(sorted_out),
        "choices": choices,
        "chosen": chosen,
    }


def _row(verb: Bulk, row: Any) -> dict[str, Any]:
    name, whose = verb.named(row)
    return {"name": name, "whose": whose, "url": verb.link(row)}


@page(None)
def result(request: Request, number: int) -> HttpResponse:
    """What one act did, row by row."""
    entry, verb = _entry(request, number)
    lines = _lines(request, entry, verb)
    done_rows = [line for line in lines if not line["why"]]
    left = [line for line in lines if line["why"]]
    context = {
        "title": verb.label, "verb": verb, "entry": entry, "done": done_rows[:SHOWN], "n": len(done_rows),
        "more": max(0, len(done_rows) - SHOWN), "left": left[:SHOWN], "n_left": len(left), "more_left": max(0, len(left) - SHOWN),
        "undone": hasattr(entry, "undone_by"),
    }  # fmt: skip
    return show(request, "officer/bulk_done.html", context)


@page(None)
def taken(request: Request, number: int, kind: str) -> HttpResponse:
    """The same as a file: every row with what became of it."""
    entry, verb = _entry(request, number)
    if kind not in ("csv", "xlsx"):
        raise Http404
    columns = [SheetColumn(key="name", title=_("名称")), SheetColumn(key="whose", title=str(verb.whose))]
    columns += [SheetColumn(key="result", title=_("结果")), SheetColumn(key="why", title=_("原因"))]
    table = [
        [line["name"], line["whose"], _("没办") if line["why"] else str(verb.done), line["why"]]
        for line in _lines(request, entry, verb)
    ]
    said = csv_text(columns, table) if kind == "csv" else workbook(columns, table, title=str(verb.label), notice="")
    response = HttpResponse(said, content_type=TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="bulk-{entry.number}.{kind}"'
    return response


def _entry(request: Request, number: int) -> tuple[Entry, Bulk]:
    """The act, among those one's own office did."""
    rows = Entry.objects.visible_to(request.desk).filter(action__in=ACTS, region=request.actor.region)
    entry = find(rows.select_related("undone_by"), number)
    return entry, VERBS[ACTS[entry.action]]


def _lines(request: Request, entry: Entry, verb: Bulk) -> list[dict[str, Any]]:
    """Each row as the act left it: done, or left out and why. Its name is as it is now."""
    facts: Mapping[str, Any] = entry.facts
    left = {key: sentence(Refusal(code, **said)) for key, code, said in facts.get("left", [])}
    keys = [*facts.get("done", []), *left]
    rows = verb.rows(request.desk, keys).in_bulk()
    verb.prepare(list(rows.values()), request)
    return [_row(verb, rows[key]) | {"why": left.get(key, "")} for key in keys if key in rows]


urlpatterns = [
    path("bulk/done/<int:number>/", result, name="bulk-done"),
    path("bulk/done/<int:number>.<str:kind>", taken, name="bulk-taken"),
    path("bulk/<str:verb>/", bulk, name="bulk"),
]
