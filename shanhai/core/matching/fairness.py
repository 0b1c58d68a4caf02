"""How a plan fell out by groups of people: counts and shares only, small cells left out, never a person and never a rank."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

LEAST = 5  # people: smaller cells are not shown
FAR_BELOW = 10  # percentage points under everybody's share


@dataclass(frozen=True, slots=True)
class Row:
    """One group. `took_part` and `matched` are None where a cell is smaller than five; `share` in whole per cent, rounded half up."""

    kind: str
    group: str
    took_part: int | None
    matched: int | None
    share: int | None
    low: bool = False


def share(part: int, whole: int) -> int:
    """Whole per cent, rounded half up; 0 of nothing is 0."""
    return (200 * part + whole) // (2 * whole) if whole else 0


def report(
    groups: Mapping[str, Sequence[str]], matched: Sequence[bool], *, strict: frozenset[str] = frozenset()
) -> list[Row]:
    """One row a group of each kind, in the order of the groups' names. `groups`: for each kind the group of every person ("" is none).

    Groups of fewer than five people are left out. Of a `strict` kind, whose groups are not known of single people, so are those of which
    fewer than five (but some) went or did not go; and where only one group of a kind is left out, so is the smallest other, since the
    first could be told from the whole.
    """
    overall = share(sum(matched), len(matched))
    rows: list[Row] = []
    for kind, of in groups.items():
        counts = {group: [0, 0] for group in sorted(set(of) - {""})}
        for group, went in zip(of, matched, strict=True):
            if group:
                counts[group][0] += 1
                counts[group][1] += went
        hidden = _hidden(counts, strict=kind in strict)
        for group, (n, m) in counts.items():
            rows.append(_row(kind, group, n, m, overall) if group not in hidden else Row(kind, group, None, None, None))
    return rows


def _hidden(counts: Mapping[str, Sequence[int]], *, strict: bool) -> set[str]:
    small = {
        group for group, (n, m) in counts.items() if n < LEAST or (strict and (0 < m < LEAST or 0 < n - m < LEAST))
    }
    if len(small) == 1 and len(counts) > 1:
        rest = {group: n for group, (n, _m) in counts.items() if group not in small}
        small.add(min(rest, key=lambda group: (rest[group], group)))
    return small


def _row(kind: str, group: str, n: int, m: int, overall: int) -> Row:
    part = share(m, n)
    return Row(kind, group, n, m, part, overall - part >= FAR_BELOW)


@dataclass(frozen=True, slots=True)
class Short:
    """Employers whose seats found too few candidates: how many employers and positions, how many seats stay empty."""

    employers: int
    positions: int
    seats: int


def thin(employers: Sequence[str], seats: Sequence[int], candidates: Sequence[int]) -> frozenset[str]:
    """The employers that have a position with fewer people who may come than seats, whatever a plan does."""
    return frozenset(e for e, s, c in zip(employers, seats, candidates, strict=True) if c < s)


def short_of_applicants(employers: Sequence[str], seats: Sequence[int], candidates: Sequence[int]) -> Short:
    """Positions with fewer people who may come than seats, whatever a plan does."""
    found = [(e, s - c) for e, s, c in zip(employers, seats, candidates, strict=True) if c < s]
    return Short(len(thin(employers, seats, candidates)), len(found), sum(n for _e, n in found))
