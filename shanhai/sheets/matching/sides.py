"""The small files: positions S with their seats, workers W with their households, groups G, floor F. Each row is judged, and told by its line."""

from dataclasses import dataclass, field
from pathlib import Path

from shanhai.core.refusal import Refusal
from shanhai.sheets.matching.text import Text, opened

MOST_SEATS = 2**31 - 2


@dataclass(frozen=True, slots=True, eq=False)
class Offered:
    """Of each position: all seats, those of them for groups only, and its employer ("": the position stands alone)."""

    text: Text
    seats: dict[str, int] = field(default_factory=dict)
    reserved: dict[str, int] = field(default_factory=dict)
    employer: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Homes:
    """Of each worker the household ("": alone, without priority), and which households have priority."""

    text: Text | None = None
    household: dict[str, str] = field(default_factory=dict)
    priority: dict[str, bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Grouped:
    """Of each member of a group its group; `line` of each group is its first."""

    text: Text
    group: dict[str, str] = field(default_factory=dict)
    line: dict[str, int] = field(default_factory=dict)


def read_positions(path: Path) -> Offered:
    """Read S. Refuses match.twice, match.no_seats, match.reserved (more than there are seats) and what `text` refuses."""
    text = opened(path, wanted=["position", "seats"])
    offered = Offered(text)
    for line, cells in text.rows():
        name = text.named(line, cells, "position")
        if name in offered.seats:
            raise text.no("match.twice", line, name=name)
        seats = text.whole(line, "seats", cells[text.columns["seats"]], most=MOST_SEATS)
        if not seats:
            raise text.no("match.no_seats", line, position=name)
        reserved = text.whole(line, "reserved", text.optional(cells, "reserved") or "0", most=MOST_SEATS)
        if reserved > seats:
            raise text.no("match.reserved", line, position=name, reserved=reserved, seats=seats)
        offered.seats[name], offered.reserved[name] = seats, reserved
        offered.employer[name] = text.optional(cells, "employer")
    return offered


def read_workers(path: Path) -> Homes:
    """Read W. Refuses match.twice, match.priority (a household with both) and what `text` refuses."""
    text = opened(path, wanted=["worker", "household", "priority"])
    homes = Homes(text)
    for line, cells in text.rows():
        name, household = text.named(line, cells, "worker"), cells[text.columns["household"]]
        if name in homes.household:
            raise text.no("match.twice", line, name=name)
        priority = text.whole(line, "priority", cells[text.columns["priority"]], most=1) == 1
        if priority:
            household = text.named(line, cells, "household")
        if household and homes.priority.setdefault(household, priority) != priority:
            raise text.no("match.priority", line, household=household)
        homes.household[name] = household
    return homes


def read_groups(path: Path) -> Grouped:
    """Read G. Refuses match.two_groups, match.twice and what `text` refuses."""
    text = opened(path, wanted=["group", "worker"])
    grouped = Grouped(text)
    for line, cells in text.rows():
        group, worker = text.named(line, cells, "group"), text.named(line, cells, "worker")
        if worker in grouped.group:
            if grouped.group[worker] == group:
                raise text.no("match.twice", line, name=worker)
            raise text.no("match.two_groups", line, worker=worker, groups=sorted({group, grouped.group[worker]}))
        grouped.group[worker] = group
        grouped.line.setdefault(group, line)
    return grouped


def read_floor(path: Path) -> tuple[str, dict[str, int]]:
    """Read a floor: one column, `worker` or `position`, with the names that count and their lines. Refuses match.columns, match.twice, match.missing."""
    text = opened(path, wanted=[])
    column = next((name for name in ("worker", "position") if name in text.columns), "")
    if not column:
        raise Refusal("match.columns", file=text.name, line=1, missing=["worker"])
    found: dict[str, int] = {}
    for line, cells in text.rows():
        name = text.named(line, cells, column)
        if name in found:
            raise text.no("match.twice", line, name=name)
        found[name] = line
    return column, found
