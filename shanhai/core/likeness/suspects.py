"""Finding the pairs worth a look without comparing everybody with everybody.

Rows are put together by several cheap keys (blocking), so that an error in one of them leaves another: the number, the home, the phone
with the surname, the sound of the name with the year, the day, the village or the last four, the surname with the day of birth. A block
of more than `LARGEST` is put in order of birth and each row compared with its next neighbours only (Hernández and Stolfo, The
merge/purge problem, 1995), so the work grows with the rows, never with their square; one key's blocks are held at a time.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import NamedTuple

from shanhai.core.likeness.sketch import Sketch
from shanhai.core.likeness.weigh import Reason, Weigher

type Key = Callable[[Sketch], object]
type Weigh = Callable[[Sketch, Sketch], list[Reason]]

LARGEST, NEIGHBOURS = 60, 30
CLEAR = 1  # points from which a pair is worth an officer's look


class Suspect(NamedTuple):
    """Two rows, in the order of their keys, that may be one person: how many points speak for it, and why."""

    a: str
    b: str
    score: int
    reasons: tuple[Reason, ...]


KEYS: tuple[Key, ...] = (
    lambda one: one.number or None,
    lambda one: one.home or None,
    lambda one: (one.phone, one.sound[:1]) if one.phone else None,
    lambda one: (one.sound, one.birth.year),
    lambda one: (one.sound, one.birth.year + 1 if one.birth.month > 10 else one.birth.year),
    lambda one: (one.sound, min(one.birth.month, one.birth.day), max(one.birth.month, one.birth.day)),
    lambda one: (one.sound, one.village) if one.village else None,
    lambda one: (one.sound, one.tail) if one.tail else None,
    lambda one: (one.sound[:1], one.birth),
    lambda one: (one.sound[:1], one.sound[-1:], one.village, one.birth.year // 5),
    lambda one: (one.sound[:1], one.sound[-1:], one.village, (one.birth.year + 2) // 5),
)


def suspects(
    sketches: Sequence[Sketch],
    *,
    among: Collection[str] | None = None,
    weigher: Weigher | None = None,
    weigh: Weigh | None = None,
    tell: Callable[[int, int], None] | None = None,
) -> list[Suspect]:
    """The pairs worth a look, the strongest first; with `among`, only pairs with at least one row of these keys.

    `tell(done, total)` hears after every key. Equal lists give equal answers in whatever order the rows stand.
    """
    judge = weigh or (weigher or Weigher.of(sketches)).weigh
    rows = sorted(sketches, key=lambda one: one.key)
    wanted = None if among is None else frozenset(among)
    found: dict[tuple[str, str], Suspect] = {}
    for place, key in enumerate(KEYS):
        for a, b in _pairs(rows, key, wanted):
            if (a.key, b.key) in found:
                continue
            reasons = judge(a, b)
            score = sum(reason.points for reason in reasons)
            if reasons and score >= CLEAR:
                found[a.key, b.key] = Suspect(a.key, b.key, score, tuple(reasons))
        if tell:
            tell(place + 1, len(KEYS))
    return sorted(found.values(), key=lambda one: (-one.score, one.a, one.b))


def _pairs(rows: Sequence[Sketch], key: Key, wanted: frozenset[str] | None) -> Iterator[tuple[Sketch, Sketch]]:
    """The pairs that one key puts together, each in the order of their keys."""
    blocks: dict[object, list[Sketch]] = {}
    for row in rows:
        value = key(row)
        if value is not None:
            blocks.setdefault(value, []).append(row)
    for block in blocks.values():
        if len(block) > 1 and (wanted is None or any(row.key in wanted for row in block)):
            yield from _within(block, wanted)


def _within(block: list[Sketch], wanted: frozenset[str] | None) -> Iterator[tuple[Sketch, Sketch]]:
    """The pairs of one block: all of them, or of a large one the neighbours by birth."""
    reach = len(block)
    if reach > LARGEST:
        block.sort(key=lambda row: (row.birth, row.key))
        reach = NEIGHBOURS
    for place, one in enumerate(block):
        for other in block[place + 1 : place + 1 + reach]:
            if wanted is None or one.key in wanted or other.key in wanted:
                yield (one, other) if one.key < other.key else (other, one)
