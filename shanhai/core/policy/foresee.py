"""可望得到: what papers would pay somebody at most, from what is known today. Not a decision: no order, no ceilings shared with others.

A line known to fail rules a subsidy out; a line not known names the paper that would settle it. The sum is an upper bound: a number that is not
known may be anything up to its most (interval arithmetic, Moore 1966), so a fare band bounds a ticket nobody has bought yet.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from shanhai.core.policy.dated import step
from shanhai.core.policy.explain import fill
from shanhai.core.policy.force import InForce
from shanhai.core.policy.nodes import Node
from shanhai.core.policy.pack import Pack, Subsidy
from shanhai.core.policy.scalar import compiled

type Bounds = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Foreseen:
    """One subsidy: at most so much (fen), the papers it would need, and the lines that rule it out (then there is nothing)."""

    pack: str
    subsidy: Subsidy
    most: int
    papers: tuple[str, ...]
    against: tuple[str, ...]


def foresee(
    pack: Pack, row: Mapping[str, Any], on: date, pays: Collection[str] = ("worker", "household")
) -> Iterator[Foreseen]:
    """Every subsidy of a pack that would be paid to `pays`, for facts known or assumed on a day."""
    force = InForce(pack)
    for subsidy in pack.subsidies:
        if subsidy.pays in pays:
            yield _foreseen(pack, subsidy, {"accepted_at": on, **row}, force)


def _foreseen(pack: Pack, subsidy: Subsidy, row: dict[str, Any], force: InForce) -> Foreseen:
    values = force.at(row.get(subsidy.date) or row["accepted_at"])
    against, papers = [], dict[str, None]()
    for line in subsidy.conditions:
        holds = compiled(line.test)(row, values)
        if holds is False:
            against.append(fill(line.say, row, values))
        elif holds is None:
            papers |= dict.fromkeys(
                pack.facts[name].asks for name in sorted(line.test.names("fact")) if row.get(name) is None
            )
    wanted = dict.fromkeys(pack.documents[code] for code in subsidy.documents)
    papers = {paper: None for paper in papers if paper != pack.facts["documents"].asks} | wanted
    most = 0 if against else _most(subsidy, row, values, force)
    return Foreseen(pack.id, subsidy, most, tuple(papers), tuple(against))


def _most(subsidy: Subsidy, row: Mapping[str, Any], values: Mapping[str, Any], force: InForce) -> int:
    if subsidy.monthly is None:
        assert subsidy.amount is not None  # noqa: S101 — the schema wants one of the two
        return max(0, bounds(subsidy.amount, row, values)[1])
    months = sorted(row.get(subsidy.monthly.months) or ())
    if subsidy.monthly.first is not None:
        months = months[: max(0, bounds(subsidy.monthly.first, row, values)[1])]
    return sum(max(0, bounds(subsidy.monthly.amount, row, force.at(month))[1]) for month in months)


def bounds(node: Node, row: Mapping[str, Any], values: Mapping[str, Any]) -> Bounds:
    """The least and the most a number can be, where some of what it is made of is not known."""
    known = compiled(node)(row, values)
    if known is not None:
        return int(known), int(known)
    return _BOUNDS.get(node.op, _anything)(node, row, values)


def _anything(node: Node, row: Mapping[str, Any], values: Mapping[str, Any]) -> Bounds:
    return 0, node.most


def _folded(act: Callable[[Bounds, Bounds], Bounds]) -> Callable[[Node, Mapping[str, Any], Mapping[str, Any]], Bounds]:
    def run(node: Node, row: Mapping[str, Any], values: Mapping[str, Any]) -> Bounds:
        first, *others = (bounds(one, row, values) for one in node.args)
        for other in others:
            first = act(first, other)
        return first

    return run


def _times(a: Bounds, b: Bounds) -> Bounds:
    ends = [x * y for x in a for y in b]
    return min(ends), max(ends)


def _iff(node: Node, row: Mapping[str, Any], values: Mapping[str, Any]) -> Bounds:
    test = compiled(node.args[0])(row, values)
    yes, no = (bounds(one, row, values) for one in node.args[1:])
    return (min(yes[0], no[0]), max(yes[1], no[1])) if test is None else yes if test else no


def _step(node: Node, row: Mapping[str, Any], values: Mapping[str, Any]) -> Bounds:
    steps = values.get(node.args[0].name)
    if steps is None:
        return 0, node.most
    least, most = bounds(node.args[1], row, values)
    reached = [step(steps, least), *(amount for since, amount in steps if least <= since <= most)]
    return min(reached), max(reached)


def _percent(node: Node, row: Mapping[str, Any], values: Mapping[str, Any]) -> Bounds:
    least, most = _times(*(bounds(one, row, values) for one in node.args))
    return least // 10_000, -(-most // 10_000)


_BOUNDS: dict[str, Callable[[Node, Mapping[str, Any], Mapping[str, Any]], Bounds]] = {
    "+": _folded(lambda a, b: (a[0] + b[0], a[1] + b[1])),
    "-": _folded(lambda a, b: (a[0] - b[1], a[1] - b[0])),
    "*": _folded(_times),
    "min": _folded(lambda a, b: (min(a[0], b[0]), min(a[1], b[1]))),
    "max": _folded(lambda a, b: (max(a[0], b[0]), max(a[1], b[1]))),
    "iff": _iff,
    "step": _step,
    "percent": _percent,
}
