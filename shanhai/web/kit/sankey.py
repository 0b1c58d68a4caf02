"""From which places to which: flows as bands between two columns, each band a link to its list, and a table that says the same."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

WIDTH, HEIGHT, GAP = 760, 520, 7
LEFT, RIGHT, THICK = 116, 610, 12
MIDDLE = (LEFT + RIGHT) // 2
LEAST = 3  # a node or band is drawn at least so many tenths high

type Key = str
type Url = Callable[[Key, Key], str]


@dataclass(frozen=True, slots=True)
class End:
    """One node of a column: what it is called, how many pass through, and where it is drawn (tenths as text)."""

    key: Key
    label: Any
    value: int
    url: str
    x: int
    y: str
    height: str
    text_x: int
    text_y: str
    lit: bool


@dataclass(frozen=True, slots=True)
class Band:
    """One flow as drawn."""

    left: Any
    right: Any
    value: int
    url: str
    path: str
    lit: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the table."""

    value: int
    url: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table."""

    label: Any
    cells: tuple[Cell, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Sankey:
    """Both columns, the bands between them, and the table; ready for kit/sankey.html."""

    name: Any
    bands: tuple[Band, ...]
    lefts: tuple[End, ...]
    rights: tuple[End, ...]
    rows: tuple[Row, ...]
    totals: tuple[int, ...]
    total: int
    width: int = WIDTH
    height: int = HEIGHT
    thick: int = THICK


def sankey(
    name: Any,
    flows: Mapping[tuple[Key, Key], int],
    *,
    lefts: Sequence[tuple[Key, Any]],
    rights: Sequence[tuple[Key, Any]],
    url: Url,
    lit: Key = "",
) -> Sankey | None:
    """Draw flows between the keys of two columns, in their order; keys without a flow are left out. None where nothing flows.

    `url(left, right)` is the list behind a band; with one of them empty, behind a node. `lit`: the left key to be coloured.
    """
    total = sum(flows.values())
    if not total:
        return None
    ours = [(key, label) for key, label in lefts if any(flows.get((key, r), 0) for r, _label in rights)]
    theirs = [(key, label) for key, label in rights if any(flows.get((k, key), 0) for k, _label in lefts)]
    left = _column(ours, {k: sum(flows.get((k, r), 0) for r, _l in theirs) for k, _l in ours}, total)
    right = _column(theirs, {r: sum(flows.get((k, r), 0) for k, _l in ours) for r, _l in theirs}, total)
    cells = {(k, r): Cell(flows.get((k, r), 0), url(k, r)) for k, _l in ours for r, _m in theirs}
    return Sankey(
        name,
        tuple(_bands(flows, ours, theirs, left, right, url, lit)),
        tuple(_ends(ours, left, url=lambda key: url(key, ""), at=LEFT - THICK, text=LEFT - THICK - 6, lit=lit)),
        tuple(_ends(theirs, right, url=lambda key: url("", key), at=RIGHT, text=RIGHT + THICK + 6, lit="")),
        tuple(
            Row(label, tuple(cells[key, r] for r, _l in theirs), sum(cells[key, r].value for r, _l in theirs))
            for key, label in ours
        ),
        tuple(sum(cells[k, r].value for k, _l in ours) for r, _m in theirs),
        total,
    )


@dataclass(slots=True)
class _Node:
    """A node while it is laid out: its top, its height and how much of it is used, in tenths."""

    value: int
    top: int
    height: int
    used: int = 0


def _column(keys: Sequence[tuple[Key, Any]], values: Mapping[Key, int], total: int) -> dict[Key, _Node]:
    room = (HEIGHT - GAP * (len(keys) - 1)) * 10
    nodes, top = {}, 0
    for key, _label in keys:
        height = max(LEAST, room * values[key] // total)
        nodes[key] = _Node(values[key], top, height)
        top += height + GAP * 10
    return nodes


def _bands(flows: Any, ours: Any, theirs: Any, left: Any, right: Any, url: Url, lit: Key) -> list[Band]:
    found = []
    for key, label in ours:
        for other, name in theirs:
            if value := flows.get((key, other), 0):
                path = _path(_take(left[key], value), _take(right[other], value))
                found.append(Band(label, name, value, url(key, other), path, key == lit))
    return sorted(found, key=lambda band: band.lit)  # what is lit is drawn last, above the others


def _take(node: _Node, value: int) -> tuple[int, int]:
    start = node.top + node.height * node.used // node.value
    node.used += value
    return start, node.top + node.height * node.used // node.value


def _path(one: tuple[int, int], other: tuple[int, int]) -> str:
    (a, b), (c, d) = (tuple(map(_tenths, pair)) for pair in (one, other))
    return f"M{LEFT} {a}C{MIDDLE} {a} {MIDDLE} {c} {RIGHT} {c}V{d}C{MIDDLE} {d} {MIDDLE} {b} {LEFT} {b}Z"


def _ends(keys: Any, nodes: Mapping[Key, _Node], *, url: Any, at: int, text: int, lit: Key) -> list[End]:
    return [
        End(
            key, label, nodes[key].value, url(key), at, _tenths(nodes[key].top), _tenths(nodes[key].height), text,
            _tenths(nodes[key].top + nodes[key].height // 2 + 45), key == lit,
        )
        for key, label in keys
    ]  # fmt: skip


def _tenths(number: int) -> str:
    return f"{number // 10}.{number % 10}"
