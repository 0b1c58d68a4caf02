"""One build of the spring world serves a whole run of tests: whoever needs it first builds it, the others lay the same rows down.

The rows go as the database itself writes them, so that nothing is lost on the way; counters and stored files go with them. A world laid
down is the world built: `tests/demo/test_build.py` compares every table.
"""

import fcntl
import json
import os
import pickle
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from shanhai.apps.audit.insert import take_stock
from shanhai.demo.build import Summary, build


@dataclass(frozen=True)
class Kept:
    """A built world: its summary, the rows of each table as the database gave them, its counters, its files by path under SHANHAI_DATA."""

    summary: Summary
    tables: dict[str, object]
    counters: dict[str, int]
    files: dict[str, bytes]


def spring_world(shared: Path) -> Summary:
    """Have the spring world in the open transaction: laid down from what the run has, or built and kept for the others."""
    with _alone(shared / "world.lock"):
        kept = shared / f"world-{connection.vendor}.pickle"
        if not kept.exists():
            made = as_it_stands(build(scale="small"))
            kept.write_bytes(pickle.dumps(made))
            _settle()
            return made.summary
    world: Kept = pickle.loads(kept.read_bytes())  # noqa: S301  # our own file of this run
    lay_down(world)
    return world.summary


def demo_folder(shared: Path, target: Path) -> dict[str, Any]:
    """Fill a folder, as SHANHAI_DATA, with what `shanhai demo --no-serve` left once in this run; answer what it said."""
    original, said = shared / "demo", shared / "demo.json"
    with _alone(shared / "demo.lock"):
        if not said.exists():
            shutil.rmtree(original, ignore_errors=True)
            ours = ("SHANHAI", "DJANGO", "PORT")
            environment = {key: value for key, value in os.environ.items() if not key.startswith(ours)}
            command = [sys.executable, "-m", "shanhai.cli.main", "demo", "--scale", "small", "--no-serve", "--json"]
            ran = subprocess.run(
                command, env=environment | {"SHANHAI_DATA": str(original)}, stdout=subprocess.PIPE, check=True
            )
            said.write_bytes(ran.stdout)
    shutil.copytree(original, target, dirs_exist_ok=True)
    facts: dict[str, Any] = json.loads(said.read_bytes())
    return facts


def as_it_stands(summary: Summary) -> Kept:
    """Read the world that stands in this database."""
    return Kept(summary, {name: _read(name) for name in _tables()}, _counters(), _files())


def lay_down(world: Kept) -> None:
    """Write a kept world into the empty tables of this database."""
    for name, rows in world.tables.items():
        _write(name, rows)
    _count_on(world.counters)
    for path, content in world.files.items():
        target = Path(settings.DATA) / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    _settle()


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _tables() -> list[str]:
    """Our own tables and the framework's, without what stands there before anybody builds."""
    before = {"django_migrations", "django_content_type", "auth_permission", "sqlite_stat1", "sqlite_stat4"}
    with connection.cursor() as cursor:
        found = connection.introspection.table_names(cursor)
    return [name for name in found if name not in before]


def _read(table: str) -> object:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f'COPY (SELECT * FROM "{table}" ORDER BY 1) TO STDOUT (FORMAT binary)') as rows:  # noqa: S608
                return b"".join(bytes(part) for part in rows)
        columns = [column.name for column in connection.introspection.get_table_description(cursor, table)]
        # a plus makes it an expression: nothing converts what is stored
        cursor.execute(f'SELECT {", ".join(f"""+"{name}" """ for name in columns)} FROM "{table}"')  # noqa: S608
        return columns, cursor.fetchall()


def _write(table: str, rows: object) -> None:
    with connection.cursor() as cursor:
        if isinstance(rows, bytes):
            with cursor.copy(f'COPY "{table}" FROM STDIN (FORMAT binary)') as into:
                into.write(rows)
            return
        columns, values = rows  # type: ignore[misc]
        names, marks = ", ".join(f'"{name}"' for name in columns), ", ".join(["%s"] * len(columns))
        cursor.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', values)  # noqa: S608


def _counters() -> dict[str, int]:
    """The last number each counter gave; 0 where it never counted."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, seq FROM sqlite_sequence")
            return dict(cursor.fetchall())
        found = {}
        cursor.execute("SELECT sequencename FROM pg_sequences WHERE schemaname = current_schema()")
        for [name] in cursor.fetchall():
            cursor.execute(f'SELECT last_value - (NOT is_called)::int FROM "{name}"')  # noqa: S608
            [found[name]] = cursor.fetchone()
        return found


def _count_on(counters: dict[str, int]) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for name, last in counters.items():  # unlike setval, this is undone with the transaction
                cursor.execute(f'ALTER SEQUENCE "{name}" RESTART WITH {last + 1}')
        else:
            cursor.execute("DELETE FROM sqlite_sequence")
            cursor.executemany("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", list(counters.items()))


def _files() -> dict[str, bytes]:
    root = Path(settings.DATA)
    found = [path for folder in ("documents", "uploads") for path in (root / folder).rglob("*") if path.is_file()]
    return {str(path.relative_to(root)): path.read_bytes() for path in found}


def _settle() -> None:
    """Check once what was put off until the end, and let the planner know rows that nobody else sees before they are committed.

    Our own tables only: those that all databases share would stay locked for every other test process until the module is over.
    """
    connection.check_constraints()
    take_stock()
