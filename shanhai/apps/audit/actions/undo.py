"""Taking an act back the same day, by acts that undo it: the log keeps both."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from django.apps import apps
from django.db import models

from shanhai.apps.audit.actions.pen import Pen, writing
from shanhai.apps.audit.facts import Json, row_digest
from shanhai.apps.audit.models import Change, Entry
from shanhai.core.desk import Actor
from shanhai.core.refusal import Refusal

BATCH = 500
type Touched = set[tuple[str, str]]  # noun and key


def undo(*, entry: Entry, by: Actor, at: datetime) -> None:
    """Take one act back the same day by compensating changes; refuses when a row has moved on since.

    Raises `audit.undone` (already), `audit.undo_day` (another day), `audit.undo_other` (another office), `audit.moved_on`.
    """
    changes = list(entry.changes.order_by("-ordinal"))
    _refuse(entry, changes, by, at)
    with writing("audit.undo", by=by, at=at) as pen:
        pen.undoes = entry
        pen.facts["undoes"] = entry.number
        for (noun, verb), group in groupby(changes, key=lambda change: (change.noun, change.verb)):
            _take_back(pen, apps.get_model(noun), verb, list(group))


def refuse_undo(entry: Entry, *, later: Touched, by: Actor, at: datetime) -> Touched:
    """Refuse what `undo` would, writing nothing; rows that `later` acts touched are theirs to give back first. What it touches itself."""
    changes = list(entry.changes.order_by("-ordinal"))
    _refuse(entry, changes, by, at)
    last: dict[tuple[str, str], Change] = {}
    for change in changes:
        last.setdefault((change.noun, change.key), change)
    by_noun: dict[str, list[Change]] = {}
    for (noun, key), change in last.items():
        if (noun, key) not in later and change.verb != "remove":
            by_noun.setdefault(noun, []).append(change)
    for noun, ours in by_noun.items():
        _standing(apps.get_model(noun), ours)
    return set(last)


def _refuse(entry: Entry, changes: Sequence[Change], by: Actor, at: datetime) -> None:
    if hasattr(entry, "undone_by"):
        raise Refusal("audit.undone", number=entry.number)
    if entry.at.astimezone(at.tzinfo).date() != at.date():
        raise Refusal("audit.undo_day", number=entry.number)
    if entry.region != by.region or entry.login != by.login:
        raise Refusal("audit.undo_other", number=entry.number)
    if not changes or entry.action == "audit.undo":
        raise Refusal("audit.undo_nothing", number=entry.number)
    kept = next((noun for noun in dict.fromkeys(one.noun for one in changes) if _only_added(noun)), "")
    if kept:
        raise Refusal("audit.undo_kept", noun=kept)


def _only_added(noun: str) -> bool:
    return bool(getattr(apps.get_model(noun), "ONLY_ADDED", False))


def _standing(model: type[models.Model], changes: Sequence[Change]) -> list[models.Model]:
    """The rows some changes left behind, each as it was left, in the same order. Refuses `audit.moved_on`."""
    rows: dict[str, models.Model] = {}
    for start in range(0, len(changes), BATCH):
        keys = [change.key for change in changes[start : start + BATCH]]
        rows |= {str(row.pk): row for row in model._default_manager.filter(pk__in=keys).order_by()}
    for change in changes:
        row = rows.get(change.key)
        if row is None or row_digest(row) != change.row:
            raise Refusal("audit.moved_on", noun=change.noun, key=change.key)
    return [rows[change.key] for change in changes]


def _take_back(pen: Pen, model: type[models.Model], verb: str, changes: Sequence[Change]) -> None:
    """Take back changes of one kind that were made in a row, the last first."""
    if verb == "add":
        pen.remove_all(_standing(model, changes))
        return
    for change in changes:
        if change.blanked or (verb == "remove" and not change.delta):  # removed so that nothing of it is kept
            raise Refusal("audit.moved_on", noun=change.noun, key=change.key)
        values = {name: _typed(model, name, pair[0]) for name, pair in change.delta.items()}
        if verb == "remove":
            pen.add(model(**values))
        else:
            pen.change_fresh(_standing(model, [change])[0], **values)


def _typed(model: type[models.Model], name: str, value: Json) -> object:
    field = next(f for f in model._meta.concrete_fields if f.attname == name)
    if isinstance(field, models.BinaryField):
        return bytes.fromhex(value) if value is not None else None
    return field.to_python(value)
