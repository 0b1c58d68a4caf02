"""The list of 164,000 people and its neighbours: server time of a page at the 95th percentile, on SQLite and on PostgreSQL, and how it grows.

The same demo world at 16,400 and at 164,000 people; each page asked through the framework's own client, in one process: 20 times while
nobody writes, when counts are remembered, and 10 times with an act written before each request, when all is counted anew. Beside the time
on the clock stands the processor's, which other work on the machine does not stretch (on PostgreSQL: without the server's). The two worlds
are built side by side, since nothing is timed then; PostgreSQL gets a copy of the rows, and is swept once, as its own housekeeping does
on every installation within minutes; here it is switched off.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.machines import postgres

PAGES = (
    "/workers/", "/workers/?willing=yes", "/workers/?township=640402100&status=registered", "/workers/?q=马", "/workers/?q=mz",
    "/workers/?q=马志成&willing=yes", "/workers/?q=1234", "/workers/?sort=pay", "/workers/?sort=-age&age=16-29", "/workers/?page=300",
    "/workers/?intent=yes", "/search/?q=马志", "/employers/", "/positions/", "/imports/", "/placements/", "/audit/", "/tasks/",
)  # fmt: skip
WORLD = """
import sys
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from shanhai.demo import build as demo
demo.SCALES["district"] = int(sys.argv[1])
demo.build("district")
"""
COPY = """
import sqlite3, sys
import django; django.setup()
from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection
call_command("migrate", verbosity=0)
source, models = sqlite3.connect(sys.argv[1]), apps.get_models()
with connection.cursor() as cursor:
    cursor.execute("SET session_replication_role = replica")
    for model in models:
        table, columns = model._meta.db_table, [field.column for field in model._meta.concrete_fields]
        names = ", ".join(f'"{name}"' for name in columns)
        cursor.execute(f'DELETE FROM "{table}"')
        with cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
            for row in source.execute(f'SELECT {names} FROM "{table}"'):
                copy.write_row(row)
    for statement in connection.ops.sequence_reset_sql(no_style(), models):
        cursor.execute(statement)
    cursor.execute("SELECT setval('audit_entry_number', (SELECT max(number) FROM audit_entry))")
    cursor.execute("VACUUM ANALYZE")
"""
PROGRAM = """
import json, statistics, sys, time
import django; django.setup()
from django.test import Client
from shanhai.apps.accounts.models import User
from shanhai.apps.audit.actions import note
from shanhai.web.kit.clock import now
user = User.objects.get(login="yuanzhou")
client = Client(); client.force_login(user)
def timed(page, turns, write):
    for _turn in range(turns):
        if write:
            note("export", by=user.actor(), at=now(), facts={"list": "bench"})
        clock, processor = time.perf_counter(), time.process_time()
        client.get(page)
        yield (time.perf_counter() - clock) * 1000, (time.process_time() - processor) * 1000

def p95(spent):
    return round(sorted(spent)[len(spent) * 95 // 100])

found, every = {}, {"quiet": [], "after_a_write": []}
for page in json.loads(sys.argv[1]):
    assert client.get(page).status_code == 200, page
    found[page] = []
    for name, turns in (("quiet", 20), ("after_a_write", 10)):
        spent = list(timed(page, turns, name != "quiet"))
        every[name] += spent
        clock, processor = zip(*spent)
        found[page] += [round(statistics.median(clock)), p95(clock), p95(processor)]
told = {"median_p95_cpu_and_after_a_write_ms": {page: " ".join(map(str, ms)) for page, ms in found.items()}}
for name, spent in every.items():
    clock, processor = zip(*spent)
    told |= {f"p95_{name}_ms": p95(clock), f"p95_{name}_cpu_ms": p95(processor)}
print(json.dumps(told))
"""


def where(database: str = "") -> dict[str, str]:
    """The environment of an installation of its own, on SQLite unless an address is given."""
    own = {
        "SHANHAI_DATA": tempfile.mkdtemp(prefix="shanhai-bench-"),
        "DJANGO_SETTINGS_MODULE": "shanhai.config.settings",
        "PYTHONPATH": str(Path(__file__).resolve().parents[1]),
    }
    return os.environ | own | ({"SHANHAI_DATABASE_URL": database} if database else {})


def build(worlds: dict[str, tuple[int, dict[str, str]]]) -> None:
    """Build several worlds side by side."""
    building = [
        subprocess.Popen([sys.executable, "-c", WORLD, str(people)], env=environment, stdout=subprocess.DEVNULL)
        for people, environment in worlds.values()
    ]
    codes = [one.wait() for one in building]
    if any(codes):
        raise RuntimeError("a world could not be built")


def measure(environment: dict[str, str]) -> dict[str, object]:
    """Median and 95th percentile of each page, in milliseconds."""
    command = [sys.executable, "-c", PROGRAM, json.dumps(PAGES)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout.strip().splitlines()[-1]))


def run(people: int = 164_000) -> dict[str, object]:
    """A tenth of the roll and the whole of it on SQLite, the whole on PostgreSQL."""
    with postgres() as url:
        worlds = {
            "lists_tenth_sqlite": (people // 10, where()),
            "lists_sqlite": (people, where()),
        }
        build(worlds)
        copied = where(url)
        source = f"{worlds['lists_sqlite'][1]['SHANHAI_DATA']}/shanhai.sqlite3"
        subprocess.run([sys.executable, "-c", COPY, source], env=copied, check=True, stdout=subprocess.DEVNULL)
        every = {name: environment for name, (_people, environment) in worlds.items()} | {"lists_postgresql": copied}
        found: dict[str, object] = {name: measure(environment) for name, environment in every.items()}
    for environment in every.values():
        shutil.rmtree(environment["SHANHAI_DATA"])
    return found


if __name__ == "__main__":
    print(json.dumps(run(int(sys.argv[1]) if len(sys.argv) > 1 else 164_000), indent=2, ensure_ascii=False))
