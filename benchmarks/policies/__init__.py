"""Seven subsidies and the rules across them on a million placements: ours beside OpenFisca and zen-engine, in one run, equal to the fen.

The peers live in an environment of their own (`requirements/oracle.txt`), made when the benchmark runs; OpenFisca is AGPL and does not ship.
OpenFisca does all of it, zen-engine only what concerns one record. Processor seconds; every run is quoted.
"""

import ast
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.policies import market

ROOT = Path(__file__).resolve().parents[2]
ZEN_ROWS = 50_000


def oracle() -> str:
    """The Python of the oracles' environment, made beside ours if it is not there."""
    folder = ROOT / ".tools" / "oracle"
    if not (folder / "bin" / "python").exists():
        uv = shutil.which("uv") or str(ROOT / ".tools" / "bin" / "uv")
        subprocess.run([uv, "venv", "-q", str(folder), "--python", sys.executable], check=True)
        subprocess.run(
            [
                uv,
                "pip",
                "sync",
                "-q",
                "--python",
                str(folder / "bin" / "python"),
                str(ROOT / "requirements" / "oracle.txt"),
            ],
            check=True,
        )
    return str(folder / "bin" / "python")


def ours(source: Path, target: Path, what: str) -> dict[str, Any]:
    """One part of ours in a process of its own."""
    done = subprocess.run([sys.executable, "-m", "benchmarks.policies.ours", str(source), str(target), what], check=True, capture_output=True, text=True, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)})  # fmt: skip
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def peer(script: str, *words: object) -> dict[str, Any]:
    """One peer, with the oracles' Python."""
    command = [oracle(), str(ROOT / "benchmarks" / "policies" / script), *map(str, words)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, Any] = ast.literal_eval(done.stdout.splitlines()[-1])
    return found


def equal(one: Path, other: Path) -> int:
    """How many decisions differ between two files of sums."""
    a, b = np.load(one), np.load(other)
    return sum(int((a[name] != b[name]).sum()) for name in b.files)


def run(rows: int = 1_000_000, large: int = 10_000_000) -> dict[str, object]:
    """Everything once. AssertionError when a single sum differs from OpenFisca's."""
    found: dict[str, object] = {}
    with tempfile.TemporaryDirectory(prefix="shanhai-bench-") as held:
        at = Path(held)
        np.savez(at / "m.npz", **market.drawn(rows))
        found["policy_ours"] = mine = ours(at / "m.npz", at / "ours.npz", "assess")
        seconds = sorted(mine["cpu_seconds"])[2]
        theirs = [peer("openfisca_peer.py", at / "m.npz", at / "openfisca.npz") for _ in range(3)]
        both = sorted(one["build"] + one["calculate"] for one in theirs)[1]
        assert equal(at / "ours.npz", at / "openfisca.npz") == 0
        found["policy_openfisca"] = {"runs": theirs, "times": round(both / seconds, 1), "times_calculate_only": round(sorted(one["calculate"] for one in theirs)[1] / seconds, 1), "rows_that_differ": 0}  # fmt: skip
        zen = peer("zen_peer.py", at / "m.npz", at / "zen.npz", ZEN_ROWS)
        found["policy_zen"] = {**zen, "times": round(zen["cpu_seconds"] / zen["rows"] * rows / seconds, 1)}
        for what in ("once", "masks", "reform", "traced"):
            found[f"policy_{what}"] = ours(at / "m.npz", at / "other.npz", what)
        np.savez(at / "large.npz", **market.drawn(large))
        found["policy_large"] = ours(at / "large.npz", at / "other.npz", "once")
    return found
