"""Conformance vectors: what a version of the engine answered, kept as text. `python -m tests.policies.vectors` writes those of the current
version, and only where there are none: answers that were given are not written anew."""

import json
import sys
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from shanhai.core.policy import reading, typed
from shanhai.core.policy.claims import Claim
from shanhai.core.policy.engines import CURRENT, ENGINES
from shanhai.core.policy.explain import plain
from shanhai.core.policy.fold import closing_sizes
from tests.policies import drawn, packs

FOLDER = Path(__file__).parent / "conformance"
SEEDS, CLAIMS = (21, 37, 51, *range(1000, 1008)), 18


def asked(seed: int) -> dict[str, Any]:
    """One drawn pack and claims on it, as JSON."""
    random = Random(seed)
    pack = packs.pack(random)
    claims = sorted(drawn.claims(random, pack, CLAIMS), key=lambda one: one.order)
    return {"pack": pack.tree, "claims": [[one.number, one.subsidy, one.accepted_at.isoformat(), dict(one.parties), plain(dict(one.facts))] for one in claims]}  # fmt: skip


def answered(version: str, given: dict[str, Any]) -> list[list[Any]]:
    """What a version answers: outcome, fen and mask of each claim."""
    pack = reading.from_tree(given["pack"])
    claims = [
        Claim(number, name, date.fromisoformat(day), parties, typed.restored(pack.facts, facts))
        for number, name, day, parties, facts in given["claims"]
    ]
    ledger = ENGINES[version](pack, closing_sizes(pack, claims))
    return [[one.outcome, one.amount, one.mask] for one in map(ledger.decide, claims)]


def main() -> int:
    """Write the vectors of the current version."""
    path = FOLDER / f"{CURRENT}.jsonl"
    if path.exists():
        print(path, "stands; a new meaning is a new version", file=sys.stderr)
        return 1
    with path.open("w", encoding="utf-8") as out:
        for seed in SEEDS:
            given = asked(seed)
            out.write(
                json.dumps({**given, "answers": answered(CURRENT, given)}, ensure_ascii=False, separators=(",", ":"))
                + "\n"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
