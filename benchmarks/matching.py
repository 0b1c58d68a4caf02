"""Matching against other solvers on the same markets in one run; equal optima are asserted. Several minutes and 5 GB for the largest peer."""

import json
import os
import subprocess
import sys
import tempfile

TOWN, DISTRICT, PROVINCE = (16_000, 300, 3_000), (164_000, 600, 3_000), (1_000_000, 5_000, 50_000)


def once(solver: str, objective: str, size: tuple[int, int, int], **environment: str) -> dict[str, float]:
    """One solver in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.matching_one", solver, objective, *map(str, size)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=os.environ | environment)
    found: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    print(json.dumps(found), file=sys.stderr, flush=True)
    return found


def against(peer: str, objective: str, size: tuple[int, int, int]) -> dict[str, object]:
    """Ours and a peer, with the ratio of processor seconds and memory."""
    ours, theirs = once("ours", objective, size), once(peer, objective, size)
    assert ours["score"] == theirs["score"], (ours, theirs)
    assert objective == "score" or ours["households"] == theirs["households"]
    return {
        "ours": ours, "peer": theirs, "times": round(theirs["cpu_seconds"] / ours["cpu_seconds"], 1),
        "memory": round(theirs["peak_mb"] / ours["peak_mb"], 1),
    }  # fmt: skip


def run(*, large: bool = True) -> dict[str, object]:
    """All comparisons; `large` also a million people, which no peer is asked to do."""
    with tempfile.TemporaryDirectory() as empty:
        first = once("ours", "lexicographic", TOWN, NUMBA_CACHE_DIR=empty)
    found: dict[str, object] = {
        "match_compiling_once": first["compiling_cpu_seconds"],
        "match_district_ortools": against("ortools", "lexicographic", DISTRICT),
        "match_town_ortools": against("ortools", "lexicographic", TOWN),
        "match_town_highs": against("highs", "lexicographic", TOWN),
        "match_town_scipy": against("scipy", "score", TOWN),
        "match_town_pot": against("pot", "score", TOWN),
        "match_district_again": once("again", "lexicographic", DISTRICT),
        "match_town_again": once("again", "lexicographic", TOWN),
    }
    found["match_town_groups"] = once("groups", "lexicographic", TOWN)
    if large:
        found["match_province"] = once("ours", "lexicographic", PROVINCE)
    return found


if __name__ == "__main__":
    print(json.dumps(run(), indent=2))
