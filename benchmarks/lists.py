"""The list of 164,000 people and its neighbours: server time of a page at the 95th percentile, on SQLite and on PostgreSQL, and how it grows.

The same demo world at 16,400 and at 164,000 people; each page asked 20 times through the framework's own client, in one process: while
nobody writes, when counts are remembered, and with an act written before every request, when all is counted anew. The three worlds are
built side by side, since nothing is timed then, and measured one after the other. PostgreSQL is swept once after the building, as its
own housekeeping does on every installation within minutes; here it is switched off.
"""

import json
import os
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
from django.db import connection
call_command("migrate", verbosity=0)
from shanhai.demo import build as demo
demo.SCALES["district"] = int(sys.argv[1])
demo.build("district")
if connection.vendor == "postgresql":
    connection.cursor().execute("VACUUM ANALYZE")
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
def timed(page, write):
    spent = []
    for _turn in range(20):
        if write:
            note("export", by=user.actor(), at=now(), facts={"list": "bench"})
        begun = time.perf_counter(); client.get(page); spent.append((time.perf_counter() - begun) * 1000)
    return spent

found, every = {}, {False: [], True: []}
for page in json.loads(sys.argv[1]):
    assert client.get(page).status_code == 200, page
    found[page] = []
    for write in (False, True):
        spent = timed(page, write)
        every[write] += spent
        found[page] += [round(statistics.median(spent)), round(sorted(spent)[18])]
p95 = {write: round(sorted(spent)[len(spent) * 95 // 100]) for write, spent in every.items()}
print(json.dumps({"median_p95_and_after_a_write_ms": found, "p95_ms": p95[False], "p95_after_a_write_ms": p95[True]}))
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
            "lists_postgresql": (people, where(url)),
        }
        build(worlds)
        return {name: measure(environment) for name, (_people, environment) in worlds.items()}


if __name__ == "__main__":
    print(json.dumps(run(int(sys.argv[1]) if len(sys.argv) > 1 else 164_000), indent=2, ensure_ascii=False))
