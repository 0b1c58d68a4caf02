"""Second execution: one expression on all rows at once. An answer is (values, known); `known` None says every row is.

The meaning of every operation is that of `scalar`. Answers are kept with the table, so that lines several subsidies share are asked once.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import numpy as np

from shanhai.core.policy.columns import Array, Column, Table
from shanhai.core.policy.force import InForce
from shanhai.core.policy.nodes import Node
from shanhai.core.policy.operations import OPERATIONS, Answer, Known, both

_ARITHMETIC: dict[str, Any] = {
    "+": np.add, "-": np.subtract, "*": np.multiply, "==": np.equal, "!=": np.not_equal, "<": np.less, "<=": np.less_equal,
    ">": np.greater, ">=": np.greater_equal, "min": np.minimum, "max": np.maximum,
}  # fmt: skip


class Vector:
    """Asks expressions of a table, with the values in force on each row's selecting day (`day`, a column of day numbers)."""

    def __init__(
        self, table: Table, force: InForce, day: Column, *, stretch: int | None = None, name: Any = ""
    ) -> None:
        self.table, self._force, self._name = table, force, (name, stretch)
        self._known = day.known
        self._stretch: Any = _stretches(table, force, day, name) if stretch is None else stretch
        self._places: Sequence[int] = (
            [self._stretch] if isinstance(self._stretch, int) else np.flatnonzero(np.bincount(self._stretch)).tolist()
        )

    def ask(self, node: Node) -> Answer:
        """The answer for every row."""
        key = (node, self._name if node.names("param") else "")
        if node.op in {"fact", "literal"}:
            return self._make(node)
        if key not in self.table.made:
            self.table.made[key] = self._make(node)
        found: Answer = self.table.made[key]
        return found

    @property
    def places(self) -> Sequence[int]:
        """The stretches of days rows lie in."""
        return self._places

    def within(self, place: int) -> "Vector":
        """The same rows with the values of one stretch of days, whatever their own day."""
        return Vector(self.table, self._force, Column(np.zeros(0, np.int32)), stretch=place, name="within")

    def numbered(self) -> Array:
        """Each row's stretch, as a place in `places`."""
        return np.searchsorted(np.array(self._places), np.broadcast_to(self._stretch, self.table.rows))

    def forget(self, fact: str) -> None:
        """Drop the answers that read a fact whose column is made anew: the number in a group."""
        made = self.table.made
        self.table.made = {
            key: made[key] for key in made if not (isinstance(key[0], Node) and fact in key[0].names("fact"))
        }

    def there(self, node: Node, *, but: str) -> Known:
        """Where every fact an expression reads is known, save `but`, and every param in force."""
        facts = [self.table.columns[name].known for name in sorted(node.names("fact") - {but})]
        return both(*facts, *(self._in_force(name) for name in sorted(node.names("param"))))

    def _in_force(self, name: str) -> Known:
        if isinstance(self._stretch, int):
            return self._known if name in self._force.between(self._stretch) else np.zeros(self.table.rows, np.bool_)
        held = np.array([name in self._force.between(place) for place in range(max(self._places, default=0) + 1)])
        return both(self._known, held[self._stretch])

    def _make(self, node: Node) -> Answer:
        if node.op in _ARITHMETIC:
            return self._folded(_ARITHMETIC[node.op], node)
        return (
            self.literal(node) if node.op == "literal" else self.fact(node) if node.op == "fact" else self._other(node)
        )

    def _other(self, node: Node) -> Answer:
        return self.param(node) if node.op == "param" else OPERATIONS[node.op](self, node)

    def _folded(self, act: Any, node: Node) -> Answer:
        (value, known), *others = (self._plain(one) for one in node.args)
        for other, its in others:
            value, known = act(value, other), both(known, its)
        return value, known

    def _plain(self, node: Node) -> Answer:
        """As `ask`, with the words of codes and parties made comparable across columns."""
        if node.kind not in {"id", "code"}:
            return self.ask(node)
        value, known = self.ask(node)
        words = self.table.columns[node.name].words if node.op == "fact" else (node.value,)
        numbers = self.table.made.setdefault("#words", {})
        if node.op != "fact":
            return numbers.setdefault(node.value, len(numbers)), None
        names = np.array([numbers.setdefault(word, len(numbers)) for word in words] or [0], np.int64)
        return names[value], known

    # leaves

    def literal(self, node: Node) -> Answer:
        """A written number or day."""
        return (node.value.toordinal() if isinstance(node.value, date) else node.value), None

    def fact(self, node: Node) -> Answer:
        """A column."""
        one = self.table.columns[node.name]
        return one.values, one.known

    def param(self, node: Node) -> Answer:
        """A whole number or day in force on each row's day."""
        found = [self._force.between(place).get(node.name) for place in self._places]
        plain = [0 if one is None else one.toordinal() if isinstance(one, date) else one for one in found]
        missing = [one is None for one in found]
        if len(self._places) == 1:
            known = np.zeros(self.table.rows, np.bool_) if missing[0] else self._known
            return plain[0], known
        spread = np.zeros(max(self._places) + 1, np.int64)
        spread[self._places] = plain
        if not any(missing):
            return spread[self._stretch], self._known
        there = np.zeros(len(spread), np.bool_)
        there[self._places] = [not one for one in missing]
        return spread[self._stretch], both(there[self._stretch], self._known)

    def by_value(self, node: Node, key: Answer, act: Callable[[Any, Any], Any]) -> Answer:
        """`act(param value, keys)` for the rows of each stretch of days; not known where the param is not in force."""
        keys, known = key
        if len(self._places) == 1 and node.name in (there := self._force.between(self._places[0])):
            return np.asarray(act(there[node.name], keys), np.int64), both(known, self._known)
        values = np.zeros(self.table.rows, np.int64)
        for place in self._places:
            value = self._force.between(place).get(node.name)
            rows = self._stretch == place
            if value is None:
                gone = np.ones(self.table.rows, np.bool_)
                gone[rows] = False
                known = both(known, gone)
            else:
                values[rows] = act(value, keys[rows] if isinstance(keys, np.ndarray) else keys)
        return values, both(known, self._known)


def _stretches(table: Table, force: InForce, day: Column, name: Any) -> Any:
    """For each row the stretch of days in which no value changes; one number where all rows lie in the same."""
    edges = np.array([one.toordinal() for one in force.edges], np.int32)
    ends = [int(day.values.min(initial=2**31 - 1)), int(day.values.max(initial=0))]
    first, last = np.searchsorted(edges, ends, side="right").tolist()
    if first == last or not table.rows:
        return int(last)
    if ("#stretch", name) not in table.made:
        table.made[("#stretch", name)] = np.searchsorted(edges, day.values, side="right").astype(np.int16)
    return table.made[("#stretch", name)]
