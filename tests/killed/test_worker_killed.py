"""The machine goes down in the middle of a district's roll, again and again: nobody is lost and nobody is there twice.

Real processes on a real SQLite file: the background worker is killed with SIGKILL while a roll lands, and started again.
"""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from tests.worlds import demo_folder

WORKER = ["-m", "django", "db_worker", "--queue-name", "*", "--verbosity", "0", "--no-startup-delay"]
PATIENCE = 120.0


def test_a_worker_killed_while_a_roll_lands_loses_nobody_and_doubles_nobody(shared: Path, tmp_path: Path) -> None:
    def step(name: str) -> dict[str, Any]:
        done = subprocess.run(
            [sys.executable, "-m", "tests.killed.hand", name],
            env=_environment(tmp_path),
            capture_output=True,
            check=True,
        )
        return dict(json.loads(done.stdout.splitlines()[-1]))

    demo_folder(shared, tmp_path)
    sent = step("send")
    kills, landed, state = 0, 0, _look(tmp_path, sent["import"])
    while state["job"] != "done":
        with _worker(tmp_path) as worker:
            deadline = time.monotonic() + PATIENCE
            while state["job"] != "done" and (state["landed"] == landed or kills >= 3):
                assert time.monotonic() < deadline, state
                assert worker.poll() is None, "the worker ended by itself"
                time.sleep(0.02)
                state = _look(tmp_path, sent["import"])
            if state["job"] != "done":
                worker.send_signal(signal.SIGKILL)
                worker.wait()
                kills += 1
                step("take_up")
        state = _look(tmp_path, sent["import"])
        landed = state["landed"]
    assert kills >= 1, "it was killed at least once while it landed"
    assert state["import"] == "confirmed"
    assert state["landed"] == state["blocks"] > 2
    assert step("check") == {"workers": sent["before"] + sent["new"], "ok": True}


def _look(data: Path, imported: str) -> dict[str, Any]:
    """How far it is, read past the product."""
    with closing(sqlite3.connect(f"file:{data}/shanhai.sqlite3?mode=ro", uri=True, timeout=20)) as file:
        blocks, landed = file.execute(
            "SELECT COUNT(*), COUNT(entry_id) FROM imports_block WHERE imported_id = ? AND outcome = 'new'", [imported]
        ).fetchone()
        [job] = file.execute("SELECT state FROM jobs_job").fetchone()
        [state] = file.execute("SELECT state FROM imports_import WHERE id = ?", [imported]).fetchone()
    return {"job": job, "import": state, "blocks": blocks, "landed": landed}


def _environment(data: Path) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("SHANHAI")}
    return kept | {"SHANHAI_DATA": str(data), "DJANGO_SETTINGS_MODULE": "shanhai.config.settings"}


@contextmanager
def _worker(data: Path) -> Iterator["subprocess.Popen[bytes]"]:
    process = subprocess.Popen([sys.executable, *WORKER], env=_environment(data), stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.kill()
        process.wait()
