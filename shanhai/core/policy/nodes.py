"""One checked expression as a tree: what both executions run. A node is made by `language` only, so its kinds always fit."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from shanhai.core.policy.kinds import Kind


@dataclass(frozen=True, slots=True)
class Node:
    """`op` on `args`. Leaves: literal (`value`), fact and param (`name`). `most` is the largest size its number can have."""

    op: str
    kind: Kind
    args: tuple["Node", ...] = ()
    name: str = ""
    value: Any = None
    most: int = 0

    def walk(self) -> Iterator["Node"]:
        """This node and all below it."""
        yield self
        for one in self.args:
            yield from one.walk()

    def names(self, op: str) -> frozenset[str]:
        """The facts (`op` "fact") or params ("param") it reads."""
        return frozenset(one.name for one in self.walk() if one.op == op)
