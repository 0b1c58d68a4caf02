"""Every matching row of a list as .csv, .xlsx or .json: the page's own columns, masked as on the page, and noted in the log."""

import json
from collections.abc import Iterator
from itertools import batched
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext as _

from shanhai.apps.audit.actions import note
from shanhai.sheets.columns import Column as SheetColumn
from shanhai.sheets.write import Value, csv_text, workbook
from shanhai.web.kit.columns import Listing
from shanhai.web.kit.middleware import Request

BATCH = 500
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json; charset=utf-8",
}


def export(request: Request, listing: Listing, rows: QuerySet[Any], *, kind: str) -> HttpResponse:
    """Answer with a file of all `rows`. The log keeps who took how many rows of which list, and the question asked."""
    table = [list(values) for values in _values(request, listing, rows)]
    facts = {"list": listing.name, "format": kind, "count": len(table), "asked": request.GET.urlencode()}
    note("export", by=request.actor, at=request.now, facts=facts)
    response = HttpResponse(_content(request, listing, table, kind), content_type=TYPES[kind])
    day = request.now.date().isoformat()
    if kind != "json":
        response["Content-Disposition"] = f'attachment; filename="{listing.name}-{day}.{kind}"'
    return response


def _values(request: Request, listing: Listing, rows: QuerySet[Any]) -> Iterator[Iterator[Value]]:
    for batch in batched(rows.iterator(chunk_size=BATCH), BATCH):
        if listing.prepare:
            listing.prepare(batch, request)
        for row in batch:
            yield (_plain(column.value(row)) for column in listing.columns)


def _plain(value: object) -> Value:
    return value if value is None or (isinstance(value, int) and not isinstance(value, bool)) else str(value)


def _content(request: Request, listing: Listing, table: list[list[Value]], kind: str) -> str | bytes:
    if kind == "json":
        keys = [column.key for column in listing.columns]
        rows = [dict(zip(keys, values, strict=True)) for values in table]
        columns = {column.key: str(column.label) for column in listing.columns}
        return json.dumps({"count": len(rows), "columns": columns, "rows": rows}, ensure_ascii=False)
    columns_of = [SheetColumn(key=column.key, title=str(column.label)) for column in listing.columns]
    if kind == "csv":
        return csv_text(columns_of, table)
    facts = {"name": request.actor.name, "day": request.now.date().isoformat()}
    notice = _("由 {name} 于 {day} 导出，已记入操作日志；请勿外传。").format_map(facts)
    if request.world.demo:
        notice = _("演示数据，人名、企业、金额都是编的。") + notice
    return workbook(columns_of, table, title=str(listing.title or listing.name), notice=notice)
