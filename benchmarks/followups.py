"""The lists of going and staying at 164,000 people with 12,000 at work: server time of a page at the 95th percentile, on SQLite and PostgreSQL.

The demo world of a district, and beside its own some thousands of people who went and work: letters, spells, four months of words by employer
and person, calls, of each what a year leaves. Every page is asked through the framework's own client as the bureau, a township and the
workstation read it, in one process: 20 times while nobody writes, and 10 times with an act written before each request. Beside the time on
the clock stands the processor's, which other work on the machine does not stretch (on PostgreSQL: without the server's).
"""

import json
import shutil
import subprocess
import sys

from benchmarks.lists import COPY, build, where
from tests.machines import postgres

PAGES = {
    "yuanzhou": (
        "/followups/", "/followups/?look=due", "/followups/?look=lost", "/followups/?look=disputed", "/followups/?look=plea",
        "/followups/?township=640402100", "/followups/?q=马", "/followups/?page=200", "/followups/2019-02/", "/followups/2019-03/",
        "/followups/2019-03/?township=640402100&asked=no", "/followups/unknown/", "/transfers/", "/transfers/?state=started",
        "/transfers/?todo=unseated", "/placements/", "/staying/", "/staying/?by=employer", "/promises/", "/tasks/",
    ),
    "sanying": ("/followups/", "/followups/2019-03/", "/transfers/", "/tasks/"),
    "station": ("/followups/", "/followups/2019-03/", "/transfers/", "/placements/", "/tasks/"),
}  # fmt: skip
PEOPLE = """
import random, sys
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo
import django; django.setup()
from shanhai.apps.accounts.models import User
from shanhai.apps.audit.actions import writing
from shanhai.apps.audit.insert import take_stock
from shanhai.apps.employers.models import Position
from shanhai.apps.partners.models import Workstation
from shanhai.apps.placements.models import Attestation, Contact, Placement, Transfer
from shanhai.apps.regions.models import Pairing
from shanhai.apps.workers.models import Consent, Worker

dice, size = random.Random(5), int(sys.argv[1])
by, at = User.objects.get(login="yuanzhou").actor(), datetime(2019, 3, 30, 20, tzinfo=ZoneInfo("Asia/Shanghai"))
pairing = Pairing.objects.get(ended_on=None)
offered = list(Position.objects.filter(employer__region=pairing.receiving_id).select_related("employer"))
stations = list(Workstation.objects.filter(region=pairing.receiving_id).values_list("code", flat=True))
busy = set(Placement.objects.values_list("worker", flat=True)) | set(Transfer.objects.values_list("worker", flat=True))
free = Worker.objects.filter(region=pairing.sending_id, merged_into=None, birth__gt=date(1965, 1, 1)).exclude(pk__in=busy)
people = list(free.order_by("number_index")[:size])
with writing("bench.people", by=by, at=at) as pen:
    rows = []
    for one in people:
        signed, where = date(2018, 4, 1) + timedelta(days=dice.randrange(330)), dice.choice(offered)
        rows.append(Transfer(
            pairing=pairing, worker=one, position=where, promised_min=where.pay_min, promised_max=where.pay_max, state="started",
            signed_on=signed, departed_on=signed + timedelta(days=3), reported_on=signed + timedelta(days=5),
        ))
    pen.add_all(rows)
    told = [(row.worker, to) for row in rows for to in (row.position.employer.credit_code, pairing.receiving_id, *stations)]
    pen.add_all(Consent(worker=who, purpose="intent", recipient=to, way="signed", given_at=at) for who, to in told)
    spells = []
    for row in rows:
        started = row.reported_on + timedelta(days=1)
        gone = dice.random() < 0.25
        spells.append(Placement(
            worker=row.worker, employer=row.position.employer, transfer=row, way="organised", work=row.position.title, started_on=started,
            ended_on=min(started + timedelta(days=dice.randrange(5, 200)), date(2019, 3, 30)) if gone else None,
            ended_why="home" if gone else "", pay=row.promised_min, heard_on=date(2019, 3, 30) - timedelta(days=dice.randrange(60)),
            next_on=None if gone else date(2019, 3, 20) + timedelta(days=dice.randrange(90)), tries=0 if dice.random() < 0.95 else 3,
        ))
    pen.add_all(spells)
    words, calls = [], []
    for one in spells:
        for month in (date(2018, 12, 1), date(2019, 1, 1), date(2019, 2, 1)):
            if one.started_on <= month and (one.ended_on is None or one.ended_on > month):
                words.append(Attestation(placement=one, month=month, source="roster", worked=True, pay=one.pay, noted_at=at))
                worked = dice.random() > 0.01
                words.append(Attestation(placement=one, month=month, source="worker", worked=worked, pay=one.pay - (10_000 if dice.random() < 0.1 else 0), noted_at=at))
        for day in (30, 60, 90):
            on = one.started_on + timedelta(days=day)
            if on < date(2019, 3, 30) and (one.ended_on is None or one.ended_on > on):
                calls.append(Contact(placement=one, on=on, kind=dice.choice(("call", "heartbeat")), outcome="working", noted_by="x", noted_at=at))
    pen.add_all(words)
    pen.add_all(calls)
take_stock()
"""
PROGRAM = """
import json, statistics, sys, time
import django; django.setup()
from django.test import Client
from shanhai.apps.accounts.models import User
from shanhai.apps.audit.actions import note
from shanhai.apps.placements.models import Attestation, Contact, Placement
from shanhai.apps.workers.models import Worker
from shanhai.web.kit.clock import now
officer = User.objects.get(login="yuanzhou").actor()

def timed(client, page, turns, write):
    for _turn in range(turns):
        if write:
            note("export", by=officer, at=now(), facts={"list": "bench"})
        clock, processor = time.perf_counter(), time.process_time()
        assert client.get(page).status_code == 200, page
        yield (time.perf_counter() - clock) * 1000, (time.process_time() - processor) * 1000

def p95(spent):
    return round(sorted(spent)[len(spent) * 95 // 100])

found, every, quick = {}, {"quiet": [], "after_a_write": []}, json.loads(sys.argv[2])
for login, pages in json.loads(sys.argv[1]).items():
    client = Client(); client.force_login(User.objects.get(login=login))
    for page in pages:
        client.get(page)
        for name, turns in (("quiet", 20), ("after_a_write", 10)):
            spent = list(timed(client, page, 3 if quick else turns, name != "quiet"))
            every[name] += spent
            clock, processor = zip(*spent)
            said = {"p50": round(statistics.median(clock)), "p95": p95(clock), "p50_cpu": round(statistics.median(processor)), "p95_cpu": p95(processor)}
            found.setdefault(f"{login} {page}", {})[name] = " ".join(f"{key} {ms}" for key, ms in said.items())
told = {"people": Worker.objects.count(), "spells": Placement.objects.count(), "words": Attestation.objects.count(), "contacts": Contact.objects.count(), "pages_ms": found}
for name, spent in every.items():
    clock, processor = zip(*spent)
    told |= {f"p95_{name}_ms": p95(clock), f"p95_{name}_cpu_ms": p95(processor)}
print(json.dumps(told))
"""


def peopled(environment: dict[str, str], size: int) -> None:
    """Add so many people who went and work."""
    subprocess.run([sys.executable, "-c", PEOPLE, str(size)], env=environment, check=True)


def measure(environment: dict[str, str], *, quick: bool = False) -> dict[str, object]:
    """Each page's median and 95th percentile, by the clock and the processor, in milliseconds."""
    command = [sys.executable, "-c", PROGRAM, json.dumps(PAGES), json.dumps(quick)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout.strip().splitlines()[-1]))


def run(people: int = 164_000, at_work: int = 12_000) -> dict[str, object]:
    """The whole of it on SQLite and, copied, on PostgreSQL."""
    with postgres() as url:
        own = where()
        build({"followups": (people, own)})
        peopled(own, at_work)
        copied = where(url)
        source = f"{own['SHANHAI_DATA']}/shanhai.sqlite3"
        subprocess.run([sys.executable, "-c", COPY, source], env=copied, check=True, stdout=subprocess.DEVNULL)
        found: dict[str, object] = {"followups_sqlite": measure(own), "followups_postgresql": measure(copied)}
    for environment in (own, copied):
        shutil.rmtree(environment["SHANHAI_DATA"])
    return found


if __name__ == "__main__":
    print(json.dumps(run(*map(int, sys.argv[1:3])), indent=2, ensure_ascii=False))
