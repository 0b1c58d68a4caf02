"""Rows → values that can be hashed, put back and verified: what the log remembers of a row, and whether it still tells the truth."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import Max, Model

from shanhai.apps.audit.models import Change, Entry
from shanhai.core.ledger import Link, digest, first_break, root

type Json = Any
_OF_NOTHING = digest({})


def noun_of(row: Model | type[Model]) -> str:
    """Name a row's kind: `workers.worker`."""
    return row._meta.label_lower


def stored(row: Model) -> dict[str, Json]:
    """Every stored column of a row, in values that survive JSON unchanged; bytes as hex."""
    return {field.attname: plain(getattr(row, field.attname)) for field in row._meta.concrete_fields}


def plain(value: object) -> Json:
    """One column value as JSON keeps it."""
    if isinstance(value, bytes | bytearray | memoryview):
        return bytes(value).hex()
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return value


def row_digest(row: Model) -> str:
    """The digest of a whole row; equal rows have equal digests on SQLite and PostgreSQL.

    A column that holds its default is left out, so that a column added by a later version changes no digest of an older row.
    """
    held, values = row.__dict__, {}
    for name, empty in _columns(type(row)):
        value = held[name] if name in held else getattr(row, name)
        if value != empty:
            values[name] = value if type(value) is str else plain(value)
    return digest(values)


@cache
def _columns(model: type[Model]) -> tuple[tuple[str, Json], ...]:
    return tuple((field.attname, field.get_default()) for field in model._meta.concrete_fields)


def change_digest(*, noun: str, key: str, verb: str, row: str, delta: dict[str, Json]) -> str:
    """The digest of one change; the delta enters by its own digest, so that it can later be blanked without breaking the chain."""
    return digest([noun, key, verb, row, digest(delta) if delta else _OF_NOTHING])


def _own_digest(change: Change) -> str:
    """The digest a change must have; of a delta that has been blanked only its digest is left."""
    if change.blanked and change.delta:
        return ""
    told = change.blanked or digest(change.delta)
    return digest([change.noun, change.key, change.verb, change.row, told])


def leaf_of(entry: Entry) -> str:
    """The digest of an entry's own columns and of the root of its changes; what sealing and chaining bind."""
    return digest([
        entry.number, plain(entry.at), entry.login, entry.role, entry.region, entry.action, entry.about_noun,
        entry.about_key, entry.facts, entry.size, entry.root, entry.undoes_id,
    ])  # fmt: skip


def verify() -> dict[str, Json]:
    """Recompute everything: change digests, roots, leaves, the chain (SQLite), and every live row against its last change.

    A cut tail and a full re-hash need a root kept elsewhere; entries not yet sealed are counted as `unsealed`.
    """
    findings = [*_entry_findings(), *_chain_findings(), *_row_findings()]
    entries = Entry.objects.count()
    rows = Change.objects.values("noun", "key").distinct().count()
    return {"entries": entries, "rows": rows, "unsealed": entries, "findings": findings, "ok": not findings}


def _entry_findings() -> Iterator[dict[str, Json]]:
    digests: dict[int, list[str]] = {}
    for change in Change.objects.order_by("entry_id", "ordinal").iterator(2000):
        if _own_digest(change) != change.digest:
            yield {"code": "change_edited", "entry": change.entry_id, "ordinal": change.ordinal}
        digests.setdefault(change.entry_id, []).append(change.digest)
    for entry in Entry.objects.order_by("number").iterator(2000):
        leaves = digests.get(entry.number, [])
        if len(leaves) != entry.size or root(leaves) != entry.root:
            yield {"code": "changes_differ", "entry": entry.number}
        if leaf_of(entry) != entry.leaf or (connection.vendor != "sqlite" and entry.digest != entry.leaf):
            yield {"code": "entry_edited", "entry": entry.number}


def _chain_findings() -> Iterator[dict[str, Json]]:
    if connection.vendor != "sqlite":
        return
    rows = Entry.objects.order_by("number").values_list("number", "leaf", "previous", "digest")
    broken = first_break(Link(*row) for row in rows.iterator(2000))
    if broken is not None:
        yield {"code": f"chain_{broken.reason}", "entry": broken.number}


def _row_findings() -> Iterator[dict[str, Json]]:
    """Rows whose present columns are not what the log last wrote: written past the pen, or removed past it."""
    last = Change.objects.values("noun", "key").annotate(last=Max("id")).values("last")
    expected: dict[str, dict[str, tuple[str, str]]] = {}
    for noun, key, verb, whole in Change.objects.filter(id__in=last).values_list("noun", "key", "verb", "row"):
        expected.setdefault(noun, {})[key] = (verb, whole)
    known = {noun_of(model) for model in apps.get_models()}
    for noun, rows in expected.items():
        if noun not in known:
            yield {"code": "noun_unknown", "noun": noun}
            continue
        live = {str(row.pk): row_digest(row) for row in apps.get_model(noun)._default_manager.iterator(2000)}
        for key in rows.keys() | live.keys():
            code = _row_finding(rows.get(key), live.get(key))
            if code:
                yield {"code": code, "noun": noun, "key": key}


def _row_finding(logged: tuple[str, str] | None, live: str | None) -> str:
    """What is wrong with one row: the last (verb, digest) the log has for it against the digest it has now; empty = nothing."""
    if logged is None:
        return "row_unlogged"
    verb, digest_then = logged
    if verb == "remove":
        return "row_returned" if live else ""
    if live is None:
        return "row_removed"
    return "" if live == digest_then else "row_edited"


def newest_state() -> str:
    """A name for what is stored now: another one after every act, on PostgreSQL after every transaction that writes. One query."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_current_snapshot()::text")
        else:
            cursor.execute("SELECT digest FROM audit_entry ORDER BY number DESC LIMIT 1")
        found = cursor.fetchone()
    return str(found[0]) if found else ""


def latest_root() -> dict[str, Json]:
    """The newest link of the chain, to be kept by the other side."""
    last = Entry.objects.order_by("-number").first()
    return {
        "entries": Entry.objects.count(),
        "number": last.number if last else 0,
        "digest": last.digest if last else "",
        "unsealed": Entry.objects.count(),
    }


def export_lines() -> Iterator[str]:
    """Every entry as one JSON line, oldest first; deltas are left out, their digests stay."""
    for entry in Entry.objects.order_by("number").iterator(2000):
        yield json.dumps(
            {f.attname: plain(getattr(entry, f.attname)) for f in Entry._meta.concrete_fields}, ensure_ascii=False
        )
