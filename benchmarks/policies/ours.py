"""Our side of the policy benchmark, in a process of its own: processor seconds and peak memory of one run over drawn placements."""

import json
import resource
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.policies import market, one_by_one
from shanhai.core.policy import batch, reading
from shanhai.core.policy.explain import explain
from shanhai.core.policy.fold import Ledger
from shanhai.core.policy.pack import Pack

HERE = Path(__file__).parent


def decided(pack: Pack, plain: dict[str, Any]) -> tuple[float, dict[str, batch.Assessed]]:
    """All subsidies of all placements, from plain columns to sums and masks (processor seconds)."""
    table = market.table(plain)
    started = time.process_time()
    found = batch.assess_tables(pack, {one.id: table for one in pack.subsidies})
    return time.process_time() - started, found


def main(source: str, target: str, what: str) -> None:
    """Read placements, do one thing, print what it took."""
    pack = reading.load(HERE)
    decided(pack, market.drawn(1_000))  # compiled code is loaded once and kept on disk
    plain = dict(np.load(source))
    print(
        json.dumps(
            PARTS[what](pack, plain, target) | {"peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}
        )
    )


def assess(pack: Pack, plain: dict[str, Any], target: str) -> dict[str, Any]:
    """Five runs, all quoted."""
    spent = []
    for _ in range(5):
        seconds, found = decided(pack, plain)
        spent.append(round(seconds, 3))
    np.savez(target, **{name: one.amounts for name, one in found.items()})
    return {"rows": len(plain["start_date"]), "cpu_seconds": spent}


def once(pack: Pack, plain: dict[str, Any], target: str) -> dict[str, Any]:
    """One run from cold, for its peak memory."""
    seconds, found = decided(pack, plain)
    np.savez(target, **{name: one.amounts for name, one in found.items()})
    return {"rows": len(plain["start_date"]), "cpu_seconds": round(seconds, 3)}


def masks(pack: Pack, plain: dict[str, Any], target: str) -> dict[str, Any]:
    """With the four bytes a claim, and with one bit that says whether all lines hold; in turn."""
    whole, spent = batch._lines, {"with": [], "without": []}  # type: ignore[var-annotated]

    def bare(subsidy: Any, rows: Any, vector: Any) -> Any:
        alive = np.ones(rows.rows, np.bool_)
        for line in subsidy.conditions:
            alive &= vector.ask(line.test)[0]
        return (~alive).astype(np.uint32)

    for _ in range(4):
        for word, lines in (("with", whole), ("without", bare)):
            batch._lines = lines
            spent[word].append(round(decided(pack, plain)[0], 3))
    return {"cpu_seconds": spent, "overhead": round(min(spent["with"]) / min(spent["without"]) - 1, 3)}


def reform(pack: Pack, plain: dict[str, Any], target: str) -> dict[str, Any]:
    """300 a month becomes 500: both versions and everybody who gets less, by person and by household."""
    from datetime import date

    started = time.process_time()
    other = reading.amended(pack, [reading.Amendment("living_month", date(2018, 4, 1), "A/4", "50000")])
    sums = [np.sum([one.amounts for one in decided(each, plain)[1].values()], axis=0) for each in (pack, other)]
    told = {}
    for party in ("worker", "household"):
        size = int(plain[party].max()) + 1
        before, after = np.zeros(size, np.int64), np.zeros(size, np.int64)
        np.add.at(before, plain[party], sums[0])
        np.add.at(after, plain[party], sums[1])
        told[party] = {"gain": int((after > before).sum()), "lose": int((after < before).sum())}
    return {"cpu_seconds": round(time.process_time() - started, 3), "cost": [int(one.sum()) for one in sums], **told}


def traced(pack: Pack, plain: dict[str, Any], target: str) -> dict[str, Any]:
    """One claim decided and explained line by line (microseconds, median of 2,000), and a pack read and checked (milliseconds)."""
    claims = one_by_one.claims(pack, {name: values[:300] for name, values in plain.items()})
    ledger, spent = Ledger(pack, {}), []
    for claim in claims:
        started = time.process_time_ns()
        explain(pack, claim, ledger.decide(claim), ledger.force)
        spent.append((time.process_time_ns() - started) / 1_000)
    started = time.process_time()
    for _ in range(10):
        reading.load(HERE.parents[1] / "policies" / "mawei-2017")
    return {"claim_us": round(float(np.median(spent)), 1), "pack_ms": round((time.process_time() - started) * 100, 1)}


PARTS = {"assess": assess, "once": once, "masks": masks, "reform": reform, "traced": traced}

if __name__ == "__main__":
    main(*sys.argv[1:])
