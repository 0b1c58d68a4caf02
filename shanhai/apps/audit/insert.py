"""Many rows into one table at once: plain SQL with each column adapted once, since a district's roll is written in one act."""

import gc
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any

from django.apps import apps
from django.db import connection, connections, models
from django.db.models.base import ModelState

from shanhai.apps.audit.models import Record

AT_ONCE = 2_000  # rows handed to the database in one call
USUALLY = gc.get_threshold()
RARELY = 200_000  # objects made between two looks for rubbish
_AS_IT_IS = {
    "CharField",
    "TextField",
    "ForeignKey",
    "PositiveIntegerField",
    "PositiveSmallIntegerField",
    "BigIntegerField",
    "BinaryField",
}

type Adapt = Callable[[Any], Any]


def new_row[R: models.Model](model: type[R], **columns: Any) -> R:
    """`model(**columns)` for whole columns (a foreign key by its id), without asking each of them: a roll makes 340,000 rows."""
    row = model.__new__(model)
    held = row.__dict__
    held["_state"] = ModelState()
    for name, empty, make in _empty(model):
        held[name] = make() if make else empty
    if not columns.keys() <= held.keys():
        raise TypeError(f"{model.__name__} has no column {sorted(columns.keys() - held.keys())}")
    held.update(columns)
    return row


@cache
def _empty(model: type[models.Model]) -> tuple[tuple[str, Any, Callable[[], Any] | None], ...]:
    """Each column with what it holds when nothing is said: a value, or what makes one."""
    found = []
    for field in model._meta.concrete_fields:
        make = field.default if field.has_default() and callable(field.default) else None
        found.append((field.attname, None if make else field.get_default(), make))
    return tuple(found)


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
    if value == {} and connection.vendor == "sqlite":
        return "{}"
    return connection.ops.adapt_json_value(value, json.JSONEncoder)


@contextmanager
def many_rows() -> Iterator[None]:
    """While very many rows are made: look for rubbish in circles rarely, since each look goes over all that was made so far."""
    gc.set_threshold(RARELY, *USUALLY[1:])
    try:
        yield
    finally:
        gc.set_threshold(*USUALLY)


def take_stock() -> None:
    """After very many rows: let the database count again what its tables hold, or it chooses among its indexes blindly.

    PostgreSQL does so by itself a minute later; until then a list of 164,000 people would take four times as long.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("ANALYZE")
            return
        for model in apps.get_models():
            if issubclass(model, Record):
                cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")
