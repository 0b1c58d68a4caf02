"""How long it takes to look a whole district over for people who stand twice, and how well: 164,000 rows, one in a hundred twice.

The seeds are five of their own, drawn from fixed sentences as those of the generator are; nothing was tuned to any of them.
"""

import hashlib
import json
from statistics import median
from time import perf_counter

from shanhai.core.likeness import suspects
from tests.likeness.generator import register
from tests.likeness.test_detector import drawn

SEEDS = tuple(
    int.from_bytes(hashlib.sha256(f"山海 一人一档 第三套未见种子 {n}".encode()).digest()[:6]) for n in "甲乙丙丁戊"
)


def run(people: int = 164_000) -> dict[str, object]:
    """Seconds, recall and precision on each unseen seed, and on all of them together."""
    spent, true, told, right = [], [], [], []
    for seed in SEEDS:
        made = register(seed, people, 0.01)
        sketches = [drawn(row) for row in made.rows]
        begun = perf_counter()
        found = {(one.a, one.b) for one in suspects(sketches)}
        spent.append(perf_counter() - begun)
        true.append(len(made.pairs))
        told.append(len(found))
        right.append(len(found & made.pairs))
    return {
        "likeness_district_seconds": round(median(spent), 1),
        "likeness_district_recall": [round(n / m, 4) for n, m in zip(right, true, strict=True)],
        "likeness_district_precision": [round(n / m, 4) for n, m in zip(right, told, strict=True)],
        "likeness_district_recall_of_all": round(sum(right) / sum(true), 4),
        "likeness_district_precision_of_all": round(sum(right) / sum(told), 4),
    }


if __name__ == "__main__":
    print(json.dumps(run(), indent=2))
