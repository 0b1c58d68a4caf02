"""The pen: the only way a row is written. One act = one transaction = one entry in the 操作日志.

`with writing("noun.verb", by=actor, at=now) as pen:` opens the act; `pen.add`, `pen.change`, `pen.remove` write rows and remember them.
An act inside an act joins the outer one. On SQLite every entry is linked to the one before (one writer at a time, so the link is free);
on PostgreSQL an entry carries its leaf only and waits to be sealed in batches, since a global link there costs most of the throughput.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from functools import wraps

from django.db import IntegrityError, connection, models, transaction
from django.db.models.deletion import ProtectedError

from shanhai.apps.audit.facts import Json, change_digest, leaf_of, noun_of, plain, row_digest, stored
from shanhai.apps.audit.insert import insert_rows, insert_values, json_value
from shanhai.apps.audit.keys import keyring
from shanhai.apps.audit.models import Change, Entry, Record
from shanhai.core.desk import Actor
from shanhai.core.ledger import GENESIS, link, root
from shanhai.core.refusal import Refusal
from shanhai.core.vault import opaque_id

BATCH = 500
_held: ContextVar["Pen | None"] = ContextVar("pen", default=None)


class Pen:
    """Writes rows inside one act and remembers a change for each."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.facts: dict[str, Json] = {}
        self.undoes: Entry | None = None
        self.changes: list[tuple[str, str, str, dict[str, Json], str, str]] = []  # noun, key, verb, delta, row, digest
        self._named = 0

    def add[R: models.Model](self, row: R) -> R:
        """Insert one row; a `Record` is given its opaque id here."""
        self.name(row)
        empty = {f.name for f in row._meta.concrete_fields if f.null and getattr(row, f.attname) is None}
        row.clean_fields(exclude=empty | {f.name for f in row._meta.concrete_fields if f.is_relation})
        row.save(force_insert=True)
        self._remember(row, "add", {})
        return row

    def add_all[R: models.Model](self, rows: Iterable[R]) -> list[R]:
        """Insert many rows of one kind in batches."""
        new = list(rows)
        for row in new:
            self.name(row)
            self._remember(row, "add", {})
        if new and isinstance(new[0], Record):
            insert_rows(new)
        elif new:
            type(new[0])._default_manager.bulk_create(new, batch_size=BATCH)
        return new

    def change[R: models.Model](self, row: R, **values: object) -> R:
        """Set columns of one row; columns that already hold the value are left alone, and a change of nothing is no change.

        The row is read anew and locked first: what another hand wrote since the caller read it stays, and is what the log says.
        """
        _bring_up_to_date(row)
        return self.change_fresh(row, **values)

    def change_fresh[R: models.Model](self, row: R, **values: object) -> R:
        """The same for a row that was read inside this act, as bulk work does."""
        _must_not_be_kept(row)
        columns = {f.attname for f in row._meta.concrete_fields if f.name in values or f.attname in values}
        before = {column: plain(getattr(row, column)) for column in columns}
        for name, value in values.items():
            setattr(row, name, value)
        after = {column: plain(getattr(row, column)) for column in columns}
        moved = {
            column: [before[column], after[column]] for column in sorted(columns) if before[column] != after[column]
        }
        if moved:
            row.save(update_fields=moved)
            self._remember(row, "change", moved)
        return row

    def remove(self, row: models.Model) -> None:
        """Delete one row; what it held stays in the log, so that an undo can bring it back."""
        _must_not_be_kept(row)
        gone = {name: [value, None] for name, value in stored(row).items()}
        self._remember(row, "remove", gone)
        try:
            row.delete()
        except ProtectedError as error:
            raise Refusal("audit.in_use", noun=noun_of(row)) from error

    def remove_all[R: models.Model](self, rows: Sequence[R]) -> None:
        """Delete rows of one kind that were added and are unwanted; the log keeps that they were, not what they held.

        Refuses `audit.in_use` when something else needs one of them.
        """
        for row in rows:
            _must_not_be_kept(row)
            self._remember(row, "remove", {})
        for start in range(0, len(rows), BATCH):
            _delete(type(rows[0]), [row.pk for row in rows[start : start + BATCH]])

    def name(self, row: models.Model) -> None:
        """Give a record its id before it is written, so that columns can be sealed to it."""
        if isinstance(row, Record) and not row.id:
            self._named += 1
            row.id = opaque_id(keyring(), self.number, self._named)

    def _remember(self, row: models.Model, verb: str, delta: dict[str, Json]) -> None:
        noun, key, whole = noun_of(row), str(row.pk), row_digest(row)
        own = change_digest(noun=noun, key=key, verb=verb, row=whole, delta=delta)
        self.changes.append((noun, key, verb, delta, whole, own))


def _must_not_be_kept(row: models.Model) -> None:
    """A row that is only ever added is nobody's to change: asking for it is a mistake in our code."""
    if getattr(row, "ONLY_ADDED", False):
        raise TypeError(f"{noun_of(row)} rows are only added")


def _delete(model: type[models.Model], keys: Sequence[object]) -> None:
    """Delete rows without reading them again. Whatever points at one of them protects it; where something would go along, Django decides."""
    relations = [one for one in model._meta.related_objects if not one.many_to_many]
    if any(one.on_delete is not models.PROTECT for one in relations):
        try:
            model._default_manager.filter(pk__in=keys).delete()
        except ProtectedError as error:
            raise Refusal("audit.in_use", noun=noun_of(model)) from error
        return
    for one in relations:
        if one.related_model._default_manager.filter(**{f"{one.field.name}__in": keys}).exists():
            raise Refusal("audit.in_use", noun=noun_of(model))
    model._default_manager.filter(pk__in=keys)._raw_delete(connection.alias)


def _bring_up_to_date(row: models.Model) -> None:
    """Let a row in memory hold what is stored, and nobody else change it until the act is over."""
    stored_row = type(row)._default_manager.select_for_update(of=("self",)).filter(pk=row.pk).first()
    if stored_row is None:
        raise Refusal("audit.moved_on", noun=noun_of(row), key=str(row.pk))
    for field in row._meta.concrete_fields:
        now = getattr(stored_row, field.attname)
        if getattr(row, field.attname) != now:
            setattr(row, field.attname, now)


@contextmanager
def writing(action: str, *, by: Actor, at: datetime, about: models.Model | None = None) -> Iterator[Pen]:
    """Open an act. An act that changes nothing leaves no entry; an act that fails leaves nothing at all."""
    outer = _held.get()
    if outer is not None:
        yield outer
        return
    with transaction.atomic():
        pen = Pen(_next_number())
        token = _held.set(pen)
        try:
            yield pen
        finally:
            _held.reset(token)
        if pen.changes or pen.facts:
            _close(pen, action, by, at, about)


def settled[**P, R](act: Callable[P, R]) -> Callable[P, R]:
    """Let the unique row decide between simultaneous hands: the one that comes second looks again, once, and finds what stands.

    Inside another act nothing is tried again, since that act's pen already remembers rows.
    """

    @wraps(act)
    def tried(*args: P.args, **kwargs: P.kwargs) -> R:
        if _held.get() is not None:
            return act(*args, **kwargs)
        try:
            with transaction.atomic():
                return act(*args, **kwargs)
        except IntegrityError:
            return act(*args, **kwargs)

    return tried


def note(
    action: str,
    *,
    by: Actor,
    at: datetime,
    about: models.Model | None = None,
    facts: Mapping[str, Json],
) -> None:
    """Record an act that changes no row but must be known: a reveal, an export, a refused log-in."""
    with writing(action, by=by, at=at, about=about) as pen:
        pen.facts.update(facts)


def _next_number() -> int:
    """Draw the entry's number. SQLite has one writer (IMMEDIATE), so the last number plus one is safe; PostgreSQL has a sequence."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT nextval('audit_entry_number')")
            return int(cursor.fetchone()[0])
    return (Entry.objects.aggregate(last=models.Max("number"))["last"] or 0) + 1


def _close(pen: Pen, action: str, by: Actor, at: datetime, about: models.Model | None) -> None:
    entry = Entry(
        number=pen.number,
        at=at,
        login=by.login,
        role=str(by.role),
        region=by.region,
        action=action,
        facts=pen.facts,
        about_noun=noun_of(about) if about is not None else "",
        about_key=str(about.pk) if about is not None else "",
        size=len(pen.changes),
        root=root([digest for *_change, digest in pen.changes]),
        undoes=pen.undoes,
    )
    entry.leaf = leaf_of(entry)
    if connection.vendor == "sqlite":
        last = Entry.objects.order_by("-number").values_list("digest", flat=True).first()
        entry.previous = last or GENESIS
        entry.digest = link(entry.previous, entry.leaf)
    else:
        entry.digest = entry.leaf
    entry.save(force_insert=True)
    insert_values(
        Change,
        ("entry_id", "ordinal", "noun", "key", "verb", "delta", "row", "digest"),
        [
            (pen.number, ordinal, noun, key, verb, json_value(delta), row, digest)
            for ordinal, (noun, key, verb, delta, row, digest) in enumerate(pen.changes)
        ],
    )
