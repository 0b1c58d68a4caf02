"""`make soak [N=…]`: the long proofs at full counts, results into docs/reference/soak.md.

Policies: N decisions (ten million unless told) three ways — claim by claim, in columns, and by OpenFisca in an environment of its own, equal to
the fen on every row; and a fiftieth of that on random packs, claim by claim and in columns, equal to the fen and the bit.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from random import Random

import numpy as np

ROOT = Path(__file__).parents[1]
FULL, BLOCK = 10_000_000, 20_000


def three_ways(wanted: int) -> tuple[int, int]:
    """Placements of fresh seeds in blocks; returns decisions compared and rows that differ."""
    from benchmarks.policies import market, one_by_one, peer
    from shanhai.core.policy import batch, reading
    from shanhai.core.policy.fold import decide_all

    pack = reading.load(ROOT / "benchmarks" / "policies")
    compared = differ = seed = 0
    with tempfile.TemporaryDirectory() as held:
        while compared < wanted:
            seed += 1
            rows = min(BLOCK, -(-(wanted - compared) // len(pack.subsidies)))
            plain = market.drawn(rows, seed)
            table = market.table(plain)
            columns = batch.assess_tables(pack, {one.id: table for one in pack.subsidies})
            np.savez(Path(held) / "m.npz", **plain)
            peer("openfisca_peer.py", Path(held) / "m.npz", Path(held) / "o.npz")
            theirs = np.load(Path(held) / "o.npz")
            scalar = np.array([one.amount for one in decide_all(pack, one_by_one.claims(pack, plain))]).reshape(
                rows, -1
            )
            for n, one in enumerate(pack.subsidies):
                ours = columns[one.id].amounts
                differ += int(((ours != theirs[one.id]) | (ours != scalar[:, n])).sum())
                compared += rows
            print(f"{compared:,} decisions, {differ} differ", file=sys.stderr, flush=True)
    return compared, differ


def two_ways(wanted: int) -> tuple[int, int]:
    """Random packs of fresh seeds; returns decisions compared and packs that differ."""
    from tests.policies import packs
    from tests.policies.test_executions import ROWS, compared

    rows = differ = 0
    seed = 10_000
    while rows < wanted:
        seed += 1
        try:
            compared(packs.pack(Random(seed)), seed)
        except AssertionError as found:
            differ += 1
            print(found, file=sys.stderr)
        rows += ROWS
    return rows, differ


def main(words: list[str]) -> int:
    """Run all parts and write what was seen."""
    wanted = int(words[0]) if words else FULL
    os.chdir(ROOT)
    started = time.monotonic()
    (three, three_differ), (two, two_differ) = three_ways(wanted), two_ways(wanted // 50)
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False
    ).stdout.strip()
    lines = [
        "# 长跑 Soak", "", f"`make soak N={wanted}` on {commit}, {round((time.monotonic() - started) / 60)} minutes.", "",
        "| what | rows | differ |", "|---|---|---|",
        f"| one by one = in columns = OpenFisca, seven subsidies with the rules across | {three:,} | {three_differ} |",
        f"| one by one = in columns, random packs on random claims, masks included | {two:,} | {two_differ} |", "",
    ]  # fmt: skip
    target = ROOT / "docs" / "reference" / "soak.md"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("\n".join(lines), encoding="utf-8")
    print(target.read_text(encoding="utf-8"))
    return 1 if three_differ or two_differ else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
