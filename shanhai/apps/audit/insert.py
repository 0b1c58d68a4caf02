"""Many rows into one table at once: plain SQL with each column adapted once, since a district's roll is written in one act."""

import json
from collections.abc import Callable, Sequence
from typing import Any

from django.db import connection, connections, models

AT_ONCE = 2_000  # rows handed to the database in one call
_AS_IT_IS = {
    "CharField",
    "TextField",
    "ForeignKey",
    "PositiveIntegerField",
    "PositiveSmallIntegerField",
    "BigIntegerField",
}

type Adapt = Callable[[Any], Any]


def insert_rows(rows: Sequence[models.Model]) -> None:
    """Insert rows of one model that have their ids. Constraints decide as for a single row (IntegrityError)."""
    fields = type(rows[0])._meta.concrete_fields
    adapted = [(str(field.attname), _adapter(field)) for field in fields]
    for start in range(0, len(rows), AT_ONCE):
        part = rows[start : start + AT_ONCE]
        values = [
            [adapt(getattr(row, name)) if adapt else getattr(row, name) for name, adapt in adapted] for row in part
        ]
        insert_values(type(rows[0]), [str(field.column) for field in fields], values)
        for row in part:
            row._state.adding, row._state.db = False, connection.alias


def insert_values(model: type[models.Model], columns: Sequence[str], values: Sequence[Sequence[Any]]) -> None:
    """Insert rows that are already values in the order of `columns`."""
    quote = connection.ops.quote_name
    names = ", ".join(quote(column) for column in columns)
    marks = ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        for start in range(0, len(values), AT_ONCE):
            cursor.executemany(
                f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({marks})",  # noqa: S608  # names from the models
                values[start : start + AT_ONCE],
            )


def _adapter(field: "models.Field[Any, Any]") -> Adapt | None:
    """How a column's value becomes a parameter; None where it is one already."""
    if field.get_internal_type() in _AS_IT_IS:
        return None
    kind, chosen = (
        field.get_internal_type(),
        connections[connection.alias],
    )  # the connection itself: a district asks a million times
    if kind == "DateField" and chosen.vendor == "sqlite":
        return lambda value: None if value is None else value.isoformat()
    return lambda value: field.get_db_prep_save(value, chosen)


def json_value(value: object) -> Any:
    """A JSON column's value as the database takes it."""
    return connection.ops.adapt_json_value(value, json.JSONEncoder)


def take_stock() -> None:
    """After very many rows: let SQLite count again what its indexes hold, or it chooses among them blindly. PostgreSQL does so by itself."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
