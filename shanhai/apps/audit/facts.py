"""Rows → values that can be hashed and put back: what a change remembers of a row."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Model

from shanhai.core.ledger import digest

type Json = Any


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


def row_digest(values: dict[str, Json]) -> str:
    """The digest of a whole row; equal rows have equal digests on SQLite and PostgreSQL."""
    return digest(values)


def change_digest(*, noun: str, key: str, verb: str, row: str, delta: dict[str, Json]) -> str:
    """The digest of one change; the delta enters by its own digest, so that it can later be blanked without breaking the chain."""
    return digest([noun, key, verb, row, digest(delta)])
