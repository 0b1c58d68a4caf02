"""What each operation of the rule language does on columns. The meaning of every one is that of `scalar`."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from shanhai.core.dates import add_months, china
from shanhai.core.policy.columns import Array, Column
from shanhai.core.policy.nodes import Node
from shanhai.core.policy.scalar import end_of_quarter, end_of_year

if TYPE_CHECKING:
    from shanhai.core.policy.vector import Vector

type Known = Array | None
type Answer = tuple[Any, Known]


def both(*known: Known) -> Known:
    """Known where all are."""
    found: Known = None
    for one in known:
        found = one if found is None else found if one is None else found & one
    return found


def every(vector: "Vector", node: Node) -> Answer:
    """Kleene's and: false wins over unknown."""
    return _logic(vector, node, np.False_)


def some(vector: "Vector", node: Node) -> Answer:
    """Kleene's or: true wins over unknown."""
    return _logic(vector, node, np.True_)


def _logic(vector: "Vector", node: Node, wins: Any) -> Answer:
    value, known = vector.ask(node.args[0])
    for one in node.args[1:]:
        other, its = vector.ask(one)
        act = np.logical_or if wins else np.logical_and
        if known is None and its is None:
            value = act(value, other)
            continue
        decided = (value == wins) & _true(known) | (other == wins) & _true(its)
        known = decided | (_true(known) & _true(its))
        value = np.where(decided, wins, act(value, other))
    return value, known


def negated(vector: "Vector", node: Node) -> Answer:
    """Not."""
    value, known = vector.ask(node.args[0])
    return np.logical_not(value), known


def iff(vector: "Vector", node: Node) -> Answer:
    """One of two sums; not known where the test, or the branch it chooses, is not."""
    (test, known), (yes, yes_known), (no, no_known) = (vector.ask(one) for one in node.args)
    branch = None if yes_known is None and no_known is None else np.where(test, _true(yes_known), _true(no_known))
    return np.where(test, yes, no), both(known, branch)


def step(vector: "Vector", node: Node) -> Answer:
    """The band a number lies in."""

    def act(steps: Any, keys: Any) -> Any:
        edges = np.array([one for one, _ in steps], np.int64)
        return np.array([0, *(amount for _, amount in steps)], np.int64)[np.searchsorted(edges, keys, side="right")]

    return vector.by_value(node.args[0], vector.ask(node.args[1]), act)


def pick(vector: "Vector", node: Node) -> Answer:
    """A table's value for a code; nothing for one it does not list."""
    words = _words(vector, node.args[1])
    return vector.by_value(
        node.args[0],
        vector.ask(node.args[1]),
        lambda table, keys: np.array([table.get(one, 0) for one in words] or [0], np.int64)[keys],
    )


def inside(vector: "Vector", node: Node) -> Answer:
    """Whether a code is in a dated list or a set of codes."""
    code, codes = node.args
    words = _words(vector, code)
    if codes.op == "param":
        value, known = vector.by_value(
            codes, _coded(vector, code), lambda found, keys: np.array([one in found for one in words] or [False])[keys]
        )
        return value.astype(np.bool_), known
    held = vector.table.columns[codes.name]
    value, known = _coded(vector, code)
    found = np.zeros(vector.table.rows, np.bool_)
    for n, word in enumerate(words):
        if word in held.words:
            found |= (value == n) & bit(held, word)
    return found, both(known, held.known)


def _words(vector: "Vector", node: Node) -> tuple[str, ...]:
    return vector.table.columns[node.name].words if node.op == "fact" else (node.value,)


def _coded(vector: "Vector", node: Node) -> Answer:
    return vector.ask(node) if node.op == "fact" else (np.zeros(vector.table.rows, np.int32), None)


def one_of(vector: "Vector", node: Node) -> Answer:
    """Whether a code is one of those written."""
    value, known = _coded(vector, node.args[0])
    return np.array([one in node.value for one in _words(vector, node.args[0])] or [False])[value], known


def contains(vector: "Vector", node: Node) -> Answer:
    """Whether a set has a written code."""
    one = vector.table.columns[node.args[0].name]
    return bit(one, node.value), one.known


def has(vector: "Vector", node: Node) -> Answer:
    """Whether a fact is known at all: always known itvector."""
    known = vector.table.columns[node.args[0].name].known
    return (np.ones(vector.table.rows, np.bool_) if known is None else known), None


def count(vector: "Vector", node: Node) -> Answer:
    """How many months."""
    one = vector.table.columns[node.args[0].name]
    return np.bitwise_count(one.values).sum(axis=1, dtype=np.int64), one.known


def percent(vector: "Vector", node: Node) -> Answer:
    """A share in basis points, rounded as the rule says."""
    (amount, known), (share, its) = (vector.ask(one) for one in node.args)
    return (amount * share + (5_000 if node.value == "half_up" else 0)) // 10_000, both(known, its)


def lots(vector: "Vector", node: Node) -> Answer:
    """How many whole lots."""
    (number, known), (size, its) = (vector.ask(one) for one in node.args)
    return np.maximum(0, number) // size, both(known, its)


def months_between(vector: "Vector", node: Node) -> Answer:
    """Whole months; a month that is too short ends on its last day."""
    (since, known), (until, its) = (vector.ask(one) for one in node.args)
    return whole_months(since, until), both(known, its)


def days_between(vector: "Vector", node: Node) -> Answer:
    """Days from the first to the second."""
    (since, known), (until, its) = (vector.ask(one) for one in node.args)
    return np.subtract(until, since, dtype=np.int64), both(known, its)


def moved(vector: "Vector", node: Node) -> Answer:
    """A day some days, working days or months on, or the end of its quarter or year: asked once for each different day."""
    value, known = vector.ask(node.args[0])
    by = node.args[1].value if len(node.args) > 1 else 0
    act = {
        "add_days": lambda day: day + timedelta(days=by), "add_workdays": lambda day: china().add(day, by),
        "add_months": lambda day: add_months(day, by), "end_of_quarter": end_of_quarter, "end_of_year": end_of_year,
    }[node.op]  # fmt: skip
    if not isinstance(value, np.ndarray):
        return act(date.fromordinal(value)).toordinal(), known
    if node.op == "add_days":
        return value + by, known
    days, place = _distinct(value)
    there = np.array([act(date.fromordinal(one)).toordinal() for one in days.tolist()], np.int32)
    return there[place], known


def _distinct(days: Array) -> tuple[Array, Array]:
    """The different days and each row's place among them; days lie close, so a table of flags beats sorting."""
    low = int(days.min())
    there = np.zeros(int(days.max()) - low + 1, np.bool_)
    there[days - low] = True
    return np.flatnonzero(there) + low, (np.cumsum(there) - 1)[days - low]


def whole_months(since: Any, until: Any) -> Any:
    """Whole months between day numbers, as `core.months.whole_months` counts them; none where the second day is before the first."""
    (y1, m1, d1), (y2, m2, d2) = _parts(since), _parts(until)
    short = np.minimum(d1, _length(y2, m2)) > d2
    return np.maximum(0, (y2 - y1) * 12 + m2 - m1 - short)


def _true(known: Known) -> Any:
    return np.True_ if known is None else known


def bit(one: Column, word: str) -> Array:
    """Which rows' sets have a word."""
    if word not in one.words:
        return np.zeros(len(one.values), np.bool_)
    place = one.words.index(word)
    found: Array = one.values[:, place // 64] >> np.uint64(place % 64) & np.uint64(1) != 0
    return found


def _parts(days: Any) -> tuple[Any, Any, Any]:
    """Year, month (0–11) and day of day numbers."""
    there = (np.asarray(days) - _EPOCH).astype("datetime64[D]")
    months = there.astype("datetime64[M]")
    number = months.astype(np.int64)
    return number // 12, number % 12, (there - months).astype(np.int64) + 1


_EPOCH = date(1970, 1, 1).toordinal()


def _length(year: Any, month: Any) -> Any:
    """Days of a month, the year counted from 1970."""
    since = (np.asarray(year) * 12 + month).astype("datetime64[M]")
    return ((since + np.timedelta64(1, "M")).astype("datetime64[D]") - since.astype("datetime64[D]")).astype(np.int64)


OPERATIONS: dict[str, Callable[["Vector", Node], Answer]] = {
    "and": every, "or": some, "not": negated, "iff": iff, "step": step, "pick": pick, "in": inside, "one_of": one_of, "contains": contains,
    "has": has, "count": count, "percent": percent, "lots": lots, "months_between": months_between, "days_between": days_between,
    "add_days": moved, "add_months": moved, "add_workdays": moved, "end_of_quarter": moved, "end_of_year": moved,
}  # fmt: skip
