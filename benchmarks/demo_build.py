"""Building the demo world into an empty SQLite file, whole process: migrate, catalogues, 2,160 workers, the fair day."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

COMMAND = str(Path(sys.executable).parent / "shanhai")


def run(times: int = 3) -> dict[str, float]:
    """Median wall seconds of the whole command, and of the build inside it."""
    whole, inside = [], []
    for _turn in range(times):
        environment = os.environ | {"SHANHAI_DATA": tempfile.mkdtemp(prefix="shanhai-bench-")}
        begun = time.perf_counter()
        done = subprocess.run(
            [COMMAND, "demo", "--no-serve", "--json"], env=environment, capture_output=True, check=True
        )
        whole.append(time.perf_counter() - begun)
        inside.append(json.loads(done.stdout)["seconds"])
    return {
        "demo_command_seconds": round(statistics.median(whole), 1),
        "demo_build_seconds": round(statistics.median(inside), 1),
    }
