"""Server time and queries of each list and detail page, at the demo's size, through the framework's own client on SQLite."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

DASHBOARDS = ("/tasks/", "/bulletin/2018-spring/")  # many questions on one page, counted apart
PROGRAM = """
import json, statistics, time
import django; django.setup()
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from shanhai.apps.accounts.models import User
from shanhai.apps.employers.models import Employer
from shanhai.apps.fairs.models import Fair, Intent
client = Client(); client.force_login(User.objects.get(login="yuanzhou"))
pages = ["/workers/", "/employers/", "/positions/", "/fairs/", "/audit/", "/outreach/", "/bulletin/2018-spring/", "/tasks/",
         f"/workers/{Intent.objects.first().worker_id}/", f"/employers/{Employer.objects.listed().first().pk}/",
         f"/fairs/{Fair.objects.first().pk}/"]
found = {}
for page in pages:
    client.get(page)
    with CaptureQueriesContext(connection) as queries:
        client.get(page)
    asked = len(queries)
    spent = []
    for _turn in range(9):
        begun = time.perf_counter(); assert client.get(page).status_code == 200; spent.append(time.perf_counter() - begun)
    found[page] = {"queries": asked, "ms": round(statistics.median(spent) * 1000)}
print(json.dumps(found))
"""


def run() -> dict[str, object]:
    """Median milliseconds and number of queries a page."""
    environment = os.environ | {
        "SHANHAI_DATA": tempfile.mkdtemp(prefix="shanhai-bench-"),
        "DJANGO_SETTINGS_MODULE": "shanhai.config.settings",
    }
    subprocess.run(
        [Path(sys.executable).parent / "shanhai", "demo", "--no-serve"],
        env=environment,
        capture_output=True,
        check=True,
    )
    done = subprocess.run([sys.executable, "-c", PROGRAM], env=environment, capture_output=True, text=True, check=True)
    pages = json.loads(done.stdout.strip().splitlines()[-1])
    return {
        "pages": pages,
        "most_queries_list_or_detail": max(p["queries"] for url, p in pages.items() if url not in DASHBOARDS),
        "median_ms": statistics.median(p["ms"] for p in pages.values()),
    }
