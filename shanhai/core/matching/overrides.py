"""改过的和没改的: of people whose proposal was kept as computed, or overridden by somebody for a reason, how many stayed three months.

Reasons are written freely and read here into a few kinds by their words. Counts only, never a person. A group of fewer than five is not
shown; of another, where one of its three outcomes is between one and four, none is: each could be told from the rest.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

LEAST: Final = 5
STAYED, LEFT, UNKNOWN = "stayed", "left", "unknown"
KEPT: Final = "kept"
OTHER: Final = "other"


@cache
def words() -> tuple[tuple[str, str, str], ...]:
    """Kind, name and word of each line of the table."""
    text = (files("shanhai.core") / "data" / "override_words.csv").read_text(encoding="utf-8")
    return tuple((row["kind"], row["name"], row["word"]) for row in csv.DictReader(text.splitlines()))


def reason_of(text: str) -> str:
    """The kind of the first word of the table that a reason holds; `other` where it holds none."""
    return next((kind for kind, _name, word in words() if word in text), OTHER)


@dataclass(frozen=True, slots=True)
class Decided:
    """One person: what was made of the proposal (`kept`, or how it was overridden), the kind of reason, and what became of the person's work."""

    what: str
    reason: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Row:
    """One group. `people` None: fewer than five (or hidden with such a one). The outcomes are None where one of them is small."""

    what: str
    reason: str
    people: int | None
    stayed: int | None = None
    left: int | None = None
    unknown: int | None = None

    @property
    def share(self) -> int | None:
        """Of those it is known of, whole per cent who stayed, rounded half up."""
        if self.stayed is None or self.left is None or not self.stayed + self.left:
            return None
        known = self.stayed + self.left
        return (200 * self.stayed + known) // (2 * known)


def compare(decided: Iterable[Decided]) -> list[Row]:
    """Kept and overridden each as one row (reason ""), then the overridden by kind of reason, by name."""
    rows = list(decided)
    whole = [
        _row(what, "", [one for one in rows if (one.what == KEPT) == (what == KEPT)]) for what in (KEPT, "overridden")
    ]
    groups: dict[tuple[str, str], list[Decided]] = {}
    for one in rows:
        if one.what != KEPT:
            groups.setdefault((one.what, one.reason), []).append(one)
    hidden = {key for key, found in groups.items() if len(found) < LEAST}
    if len(hidden) == 1 and len(groups) > 1:
        hidden.add(min(groups.keys() - hidden, key=lambda key: (len(groups[key]), key)))
    return whole + [Row(*key, None) if key in hidden else _row(*key, found) for key, found in sorted(groups.items())]


def _row(what: str, reason: str, found: list[Decided]) -> Row:
    if 0 < len(found) < LEAST:
        return Row(what, reason, None)
    counts = [sum(one.outcome == outcome for one in found) for outcome in (STAYED, LEFT, UNKNOWN)]
    if any(0 < n < LEAST for n in counts):
        return Row(what, reason, len(found))
    return Row(what, reason, len(found), *counts)
