"""How long it takes to look a whole district over for people who stand twice, and how well: 164,000 rows, one in a hundred twice."""

from time import perf_counter

from shanhai.core.likeness import suspects
from tests.likeness.generator import UNSEEN, register
from tests.likeness.test_detector import drawn


def run() -> dict[str, float]:
    """Seconds, recall and precision on one unseen seed."""
    made = register(UNSEEN[1], 164_000, 0.01)
    sketches = [drawn(row) for row in made.rows]
    begun = perf_counter()
    found = {(one.a, one.b) for one in suspects(sketches)}
    took = perf_counter() - begun
    right = len(found & made.pairs)
    return {
        "likeness_district_seconds": round(took, 1),
        "likeness_district_recall": round(right / len(made.pairs), 4),
        "likeness_district_precision": round(right / len(found), 4),
    }
