"""First execution: one row at a time, as closures. A value that is not known is None, and every operation on it says what that means.

Logic is Kleene's (1952): false and unknown is false, true or unknown is true. Numbers, days and comparisons with an unknown are unknown.
`vector` must give the same answer for every row; properties compare them.
"""

import operator
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any

from shanhai.core.dates import add_months, china
from shanhai.core.months import whole_months
from shanhai.core.policy.dated import step
from shanhai.core.policy.nodes import Node

type Row = Mapping[str, Any]
type Values = Mapping[str, Any]
type Run = Callable[[Row, Values], Any]

_BINARY: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "==": operator.eq, "!=": operator.ne, "<": operator.lt,
    "<=": operator.le, ">": operator.gt, ">=": operator.ge, "step": step,
    "in": lambda code, codes: code in codes,
    "pick": lambda table, code: table.get(code, 0),
    "months_between": whole_months,
    "days_between": lambda since, until: (until - since).days,
    "add_months": add_months,
    "add_days": lambda day, days: day + timedelta(days=days),
    "add_workdays": lambda day, days: china().add(day, days),
    "lots": lambda number, size: max(0, number) // size,
}  # fmt: skip


def end_of_quarter(day: date) -> date:
    """The last day of the quarter a day lies in."""
    return add_months(date(day.year, (day.month - 1) // 3 * 3 + 1, 1), 3) - timedelta(days=1)


def end_of_year(day: date) -> date:
    """The last day of the year."""
    return date(day.year, 12, 31)


@cache
def compiled(node: Node) -> Run:
    """A function of (facts, params in force) for a checked tree."""
    return _MAKERS.get(node.op, _binary)(node)


def _literal(node: Node) -> Run:
    value = node.value
    return lambda row, values: value


def _fact(node: Node) -> Run:
    name = node.name
    return lambda row, values: row.get(name)


def _param(node: Node) -> Run:
    name = node.name
    return lambda row, values: values.get(name)


def _binary(node: Node) -> Run:
    act = _BINARY[node.op]
    left, right = (compiled(one) for one in node.args)

    def run(row: Row, values: Values) -> Any:
        a, b = left(row, values), right(row, values)
        return None if a is None or b is None else act(a, b)

    return run


def _every(node: Node) -> Run:
    parts = tuple(compiled(one) for one in node.args)

    def run(row: Row, values: Values) -> Any:
        found = [part(row, values) for part in parts]
        return False if False in found else None if None in found else True

    return run


def _any(node: Node) -> Run:
    parts = tuple(compiled(one) for one in node.args)

    def run(row: Row, values: Values) -> Any:
        found = [part(row, values) for part in parts]
        return True if True in found else None if None in found else False

    return run


def _not(node: Node) -> Run:
    part = compiled(node.args[0])

    def run(row: Row, values: Values) -> Any:
        found = part(row, values)
        return None if found is None else not found

    return run


def _extreme(node: Node) -> Run:
    act = min if node.op == "min" else max
    parts = tuple(compiled(one) for one in node.args)

    def run(row: Row, values: Values) -> Any:
        found = [part(row, values) for part in parts]
        return None if None in found else act(found)

    return run


def _iff(node: Node) -> Run:
    test, yes, no = (compiled(one) for one in node.args)

    def run(row: Row, values: Values) -> Any:
        found = test(row, values)
        return None if found is None else (yes if found else no)(row, values)

    return run


def _percent(node: Node) -> Run:
    amount, share = (compiled(one) for one in node.args)
    half = 5_000 if node.value == "half_up" else 0

    def run(row: Row, values: Values) -> Any:
        a, b = amount(row, values), share(row, values)
        return None if a is None or b is None else (a * b + half) // 10_000

    return run


def _ending(node: Node) -> Run:
    part, act = compiled(node.args[0]), end_of_quarter if node.op == "end_of_quarter" else end_of_year

    def run(row: Row, values: Values) -> Any:
        found = part(row, values)
        return None if found is None else act(found)

    return run


def _has(node: Node) -> Run:
    name = node.args[0].name
    return lambda row, values: row.get(name) is not None


def _one_of(node: Node) -> Run:
    part, wanted = compiled(node.args[0]), node.value

    def run(row: Row, values: Values) -> Any:
        found = part(row, values)
        return None if found is None else found in wanted

    return run


def _contains(node: Node) -> Run:
    name, wanted = node.args[0].name, node.value

    def run(row: Row, values: Values) -> Any:
        found = row.get(name)
        return None if found is None else wanted in found

    return run


def _count(node: Node) -> Run:
    part = compiled(node.args[0])

    def run(row: Row, values: Values) -> Any:
        found = part(row, values)
        return None if found is None else len(found)

    return run


_MAKERS: dict[str, Callable[[Node], Run]] = {
    "literal": _literal, "fact": _fact, "param": _param, "and": _every, "or": _any, "not": _not, "min": _extreme, "max": _extreme,
    "iff": _iff, "percent": _percent, "has": _has, "one_of": _one_of, "contains": _contains, "count": _count,
    "end_of_quarter": _ending, "end_of_year": _ending,
}  # fmt: skip
