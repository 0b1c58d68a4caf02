"""A village roll into an empty roll: ours against django-import-export with equal duties, on the same database in one run.

Equal duties for both: every cell checked and bad rows told with their reasons, the citizen number and the phone sealed, blind indexes,
household, wish and status rows beside the person, and an entry in the log for every row. The peer is used as its documentation says: a
`ModelResource` whose `import_row` cleans and stores one row; what a row becomes is stored by our own actions, so that its rows are the
same, and one transaction around the whole spares it a commit a row. Equal results are asserted: the same people, by blind index, with the same wishes and statuses.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

WORLD = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from shanhai.demo.build import build
build("small")
"""
PROGRAM = """
import json, sys
import django; django.setup()
from benchmarks.import_peers import PEERS
who, form, people = sys.argv[1], sys.argv[2], int(sys.argv[3])
print(json.dumps(PEERS[who](form, people)))
"""
SMALL, LARGE = 4_000, 164_000


def once(who: str, form: str, people: int) -> dict[str, float]:
    """One import in a process and a database of its own; the world it comes into is built by another, so that the peak is the import's."""
    environment = os.environ | {
        "SHANHAI_DATA": tempfile.mkdtemp(prefix="shanhai-bench-"),
        "DJANGO_SETTINGS_MODULE": "shanhai.config.settings",
        "PYTHONPATH": str(Path(__file__).resolve().parents[1]),
    }
    subprocess.run([sys.executable, "-c", WORLD], env=environment, stdout=subprocess.DEVNULL, check=True)
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, who, form, str(people)],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    shutil.rmtree(environment["SHANHAI_DATA"])
    return dict(json.loads(done.stdout.strip().splitlines()[-1]))


def run(*, large: int = LARGE) -> dict[str, object]:
    """Rows a second: ours and the peer's on the same small roll, then ours on a district's, CSV and workbook."""
    peer, ours = once("peer", "csv", SMALL), once("ours", "csv", SMALL)
    assert peer["digest"] == ours["digest"], "not the same people, wishes and statuses"
    found: dict[str, object] = {
        "import_peer_csv": peer,
        "import_ours_csv": ours,
        "import_ratio": round(float(ours["rows_per_second"]) / float(peer["rows_per_second"]), 1),
    }
    for form in ("csv", "xlsx"):
        found[f"import_district_{form}"] = once("ours", form, large)
    return found


if __name__ == "__main__":
    print(json.dumps(run(large=int(sys.argv[1]) if len(sys.argv) > 1 else LARGE), indent=2))
