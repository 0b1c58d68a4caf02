"""规则语言: a closed, terminating, typed language of expressions in Python's spelling.

and or not, comparisons, in, + − ×, names, whole numbers and the functions of `functions`. No attributes, subscripts, loops, floats, powers or
division; text only as an argument. Limits on length, depth and size hold before anything is parsed. Every name has a kind from the fact
catalogue, the pack's params or its definitions; a missing fact is a third value, never silently false.
"""

import ast
from collections.abc import Callable, Mapping
from itertools import pairwise

from shanhai.core.policy.functions import FUNCTIONS, fit
from shanhai.core.policy.kinds import WHOLE, Kind
from shanhai.core.policy.nodes import Node
from shanhai.core.refusal import Refusal

LONGEST, DEEPEST, LARGEST = 600, 16, 160
HUGE = 2**62
"""No number inside an expression may be able to reach this: then 64 bits hold it and both executions agree."""

_ARITHMETIC: dict[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*"}
_COMPARED: dict[type[ast.cmpop], str] = {ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="}  # fmt: skip


class Scope:
    """The names an expression may use. `lookup` answers a node or None."""

    def __init__(self, names: Mapping[str, Node], lookup: Callable[[str], Node | None] | None = None) -> None:
        self._names = names
        self._lookup = lookup

    def get(self, name: str) -> Node | None:
        """The node of a name: a fact, a param, or a definition written out."""
        found = self._names.get(name)
        return found if found is not None or self._lookup is None else self._lookup(name)


def parse(text: str, scope: Scope, *, wants: Kind | None = None) -> Node:
    """A checked tree. Refuses expression.too_long, too_deep, too_large, unreadable, not_allowed, unknown_name, kind, arguments, huge."""
    if len(text) > LONGEST:
        raise Refusal("expression.too_long", most=LONGEST)
    if _depth(text) > DEEPEST:
        raise Refusal("expression.too_deep", most=DEEPEST)
    try:
        tree = ast.parse(text.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise Refusal("expression.unreadable", text=text[:60]) from None
    if sum(1 for _ in ast.walk(tree)) > LARGEST:
        raise Refusal("expression.too_large", most=LARGEST)
    node = _Reader(scope).read(tree.body)
    if wants is not None:
        fit(node, wants, text[:60])
    return node


def _depth(text: str) -> int:
    """The deepest nesting of brackets, and of the words that nest without them."""
    deepest = depth = 0
    for sign in text:
        depth += (sign in "([{") - (sign in ")]}")
        deepest = max(deepest, depth)
    return max(deepest, text.count("not not"), text.count("--"), text.count("~"))


class _Reader:
    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def read(self, tree: ast.expr) -> Node:
        match tree:
            case ast.Constant(value=int() as whole) if not isinstance(whole, bool):
                return _sized(Node("literal", "whole", value=whole, most=abs(whole)))
            case ast.Name(id=name):
                return self._named(name)
            case ast.UnaryOp(op=ast.Not(), operand=one):
                return Node("not", "bool", (self._as(one, "bool"),))
            case ast.BoolOp(op=op, values=values):
                word = "and" if isinstance(op, ast.And) else "or"
                return Node(word, "bool", tuple(self._as(one, "bool") for one in values))
            case ast.BinOp(left=left, op=op, right=right) if type(op) in _ARITHMETIC:
                return _arithmetic(_ARITHMETIC[type(op)], self.read(left), self.read(right))
            case ast.Compare(left=left, ops=ops, comparators=others):
                return self._compared(left, ops, others)
            case ast.Call(func=ast.Name(id=name), args=given, keywords=[]):
                return self._called(name, given)
        raise Refusal("expression.not_allowed", found=type(tree).__name__)

    def _as(self, tree: ast.expr, kind: Kind) -> Node:
        return fit(self.read(tree), kind, ast.unparse(tree)[:60])

    def _named(self, name: str) -> Node:
        found = self._scope.get(name)
        if found is None:
            raise Refusal("expression.unknown_name", name=name[:40])
        return found

    def _compared(self, left: ast.expr, ops: list[ast.cmpop], others: list[ast.expr]) -> Node:
        sides = [self.read(left), *(self.read(one) for one in others)]
        found = [_comparison(op, *pair) for op, pair in zip(ops, pairwise(sides), strict=True)]
        return found[0] if len(found) == 1 else Node("and", "bool", tuple(found))

    def _called(self, name: str, given: list[ast.expr]) -> Node:
        function = FUNCTIONS.get(name)
        if function is None:
            raise Refusal("expression.unknown_name", name=name[:40])
        args = [
            Node("literal", "code", value=one.value)
            if isinstance(one, ast.Constant) and isinstance(one.value, str)
            else self.read(one)
            for one in given
        ]
        return _sized(function(args))


def _sized(node: Node) -> Node:
    if node.most >= HUGE:
        raise Refusal("expression.huge", most=HUGE)
    return node


def _arithmetic(sign: str, left: Node, right: Node) -> Node:
    kinds = {left.kind, right.kind} - {"whole"}
    mixed = sign == "*" and kinds == {"int", "fen"}
    if not kinds <= WHOLE or (len(kinds) > 1 and not mixed):
        raise Refusal("expression.kind", found=f"{left.kind} {sign} {right.kind}", wanted="int fen")
    if sign == "*" and left.kind == right.kind == "fen":
        raise Refusal("expression.kind", found="fen * fen", wanted="fen * int")
    kind: Kind = "fen" if "fen" in kinds else "int" if "int" in kinds else "whole"
    most = left.most * right.most if sign == "*" else left.most + right.most
    return _sized(Node(sign, kind, (left, right), most=most))


def _comparison(op: ast.cmpop, left: Node, right: Node) -> Node:
    if isinstance(op, ast.In | ast.NotIn):
        if left.kind != "code" or right.kind != "codes":
            raise Refusal("expression.kind", found=f"{left.kind} in {right.kind}", wanted="code in codes")
        inside = Node("in", "bool", (left, right))
        return inside if isinstance(op, ast.In) else Node("not", "bool", (inside,))
    sign = _COMPARED.get(type(op))
    alike = left.kind == right.kind or {left.kind, right.kind} in ({"int", "whole"}, {"fen", "whole"})
    ordered = {left.kind, right.kind} <= WHOLE | {"date"}
    if sign is None or not alike or not (ordered or (sign in {"==", "!="} and left.kind in {"id", "code"})):
        raise Refusal("expression.kind", found=f"{left.kind} {type(op).__name__} {right.kind}", wanted="the same kind")
    return Node(sign, "bool", (left, right))
