"""The page that lets an outsider compute a run again: its program is run as it is printed, on a plan and on forgeries of it."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from shanhai.cli.main import main
from tests.matching.reference import Small, random_market

PAGE = Path(__file__).resolve().parents[2] / "docs/matching-recompute.md"
NAMES = ("pairs.csv", "positions.csv", "workers.csv", "plan.csv", "certificate.json")


def written(folder: Path, small: Small) -> None:
    """The files of a market."""
    files = {
        "pairs.csv": ["worker,position,score", *(f"{w},{p},{s}" for (w, p), s in small.pairs.items())],
        "positions.csv": ["position,seats,reserved", *(f"{p},{n + 1},1" for p, n in small.seats.items())],
        "workers.csv": [
            "worker,household,priority",
            *(f"{w},{h},{int(h in small.priority)}" for w, h in small.home.items()),
        ],
    }
    for name, lines in files.items():
        (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


def by_hand(folder: Path) -> tuple[bool, str]:
    program = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)[0]
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program, *NAMES], cwd=folder, capture_output=True, text=True, check=False
    )
    return done.returncode == 0, done.stdout + done.stderr


def ours(folder: Path, verb: str, *more: str) -> int:
    files = [f"--{name.split('.')[0]}={folder / name}" for name in NAMES[:3]]
    plan = "--out" if verb == "solve" else "--plan"
    return main(
        [
            "match",
            verb,
            *files,
            plan,
            str(folder / "plan.csv"),
            "--certificate",
            str(folder / "certificate.json"),
            *more,
        ]
    )


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("objective", ["lexicographic", "score"])
def test_the_printed_program_says_what_the_command_says(tmp_path: Path, seed: int, objective: str) -> None:
    written(tmp_path, random_market(seed))
    assert ours(tmp_path, "solve", "--seed", str(seed), "--objective", objective) == 0
    assert by_hand(tmp_path)[0], by_hand(tmp_path)
    plan = (tmp_path / "plan.csv").read_text(encoding="utf-8").splitlines()
    said = json.loads((tmp_path / "certificate.json").read_text(encoding="utf-8"))
    if len(plan) > 1:
        (tmp_path / "plan.csv").write_text("\n".join(plan[:-1]) + "\n", encoding="utf-8")
        assert not by_hand(tmp_path)[0] and ours(tmp_path, "verify") == 1
        (tmp_path / "plan.csv").write_text("\n".join(plan) + "\n", encoding="utf-8")
    for key in ("position_price", "worker_rent"):
        for part in (said, said["lottery"]):
            kept = dict(part[key])
            for name, value in kept.items():
                if value:
                    part[key] = {**kept, name: value - 1}
                    (tmp_path / "certificate.json").write_text(json.dumps(said), encoding="utf-8")
                    assert not by_hand(tmp_path)[0] and ours(tmp_path, "verify") == 1
                    break
            part[key] = kept


def test_the_program_is_one_page_and_needs_nothing() -> None:
    program = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)[0]
    assert len(program.splitlines()) < 90
    assert set(re.findall(r"^(?:import|from) (.*)$", program, re.MULTILINE)) == {
        "csv, hashlib, json, sys",
        "collections import Counter",
    }
