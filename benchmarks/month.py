"""One employer's month of 10,000 people confirmed in one act: seconds by the clock and the processor, how it grows, and the act read back.

Peer of our own: the same words written row by row through the same pen, so that what is saved by writing them together is seen; both leave the
same rows (compared by what they say) and a log that verifies.
"""

import json
import os
import subprocess
import sys
import tempfile
from typing import Any

PROGRAM = """
import json, sys, time
from datetime import timedelta
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from shanhai.apps.audit.actions import writing
from shanhai.apps.audit.facts import verify
from shanhai.apps.placements.actions import confirm_roster
from shanhai.apps.placements.facts.rosters import Line, expected
from shanhai.apps.placements.models import Attestation, Placement, Roster
from shanhai.apps.workers.models import Consent
from shanhai.apps.workers.actions import enrol
from tests.apps.market import Market, person
from tests.cast import NOW, TODAY, raise_the_curtain

size, together = int(sys.argv[1]), sys.argv[2] == "together"
market = Market(raise_the_curtain())
by, employer, start = market.cast.actor("mawei"), market.sea, TODAY + timedelta(days=4)
people = []
for nth in range(10, size + 10):
    born = TODAY.replace(year=1970 + nth // 900 % 25, month=1 + nth // 75 % 12)
    people.append(person(100 + nth % 75, "马" + "一二三四五六七八九十"[nth % 10], household=f"B{nth}", born=born))
seen = {}
workers = enrol(people=list({one.number.value: one for one in people}.values()), region=market.cast.yuanzhou, by=market.by, at=NOW)
with writing("test.spells", by=market.by, at=NOW) as pen:
    pen.add_all(Consent(worker=one, purpose="intent", recipient=employer.credit_code, given_at=NOW) for one in workers)
    pen.add_all(Placement(worker=one, employer=employer, way="organised", work="装配工", started_on=start) for one in workers)
month, over = start.replace(day=1), NOW.replace(month=4, day=2)
lines = [Line(placement=pk, pay=350_000, days=22, overtime=8) for pk in expected(employer, month).values_list("pk", flat=True)]
clock, processor = time.perf_counter(), time.process_time()
if together:
    confirm_roster(employer=employer, month=month, lines=lines, by=by, at=over)
else:
    with writing("roster.confirm", by=by, at=over, about=employer) as pen:
        roster = pen.add(Roster(employer=employer, month=month, way="page", confirmed_at=over, confirmed_by=by.name))
        for line in lines:
            pen.add(Attestation(placement_id=line.placement, month=month, source="roster", roster=roster, noted_at=over, **line.columns()))
spent = {"seconds": round(time.perf_counter() - clock, 2), "processor": round(time.process_time() - processor, 2)}
said = sorted(Attestation.objects.values_list("placement__worker__number_index", "worked", "pay", "days", "overtime"))
assert verify()["ok"]
print(json.dumps({"people": len(lines), **spent, "said": hash(tuple(said))}))
"""


def confirmed(size: int, *, together: bool) -> dict[str, Any]:
    """Confirm one month of so many people in a process and a database of its own."""
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {
            "SHANHAI_DATABASE_URL": f"sqlite:///{folder}/month.sqlite3", "SHANHAI_DATA": folder, "PYTHONHASHSEED": "0",
            "DJANGO_SETTINGS_MODULE": "shanhai.config.settings",
        }  # fmt: skip
        words = [sys.executable, "-c", PROGRAM, str(size), "together" if together else "one by one"]
        done = subprocess.run(words, env=environment, capture_output=True, text=True, check=True)
        found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return found


def run() -> dict[str, object]:
    """Ten times the people, and the peer at the smaller and the larger size."""
    found: dict[str, object] = {}
    for size in (1_000, 10_000):
        ours, peer = confirmed(size, together=True), confirmed(size, together=False)
        same = ours.pop("said") == peer.pop("said")
        ratio = round(peer["processor"] / ours["processor"], 1)
        found[f"confirm_month_{size}"] = {"ours": ours, "row_by_row": peer, "same": same, "ratio": ratio}
    return found


if __name__ == "__main__":
    print(json.dumps(run(), indent=2))
