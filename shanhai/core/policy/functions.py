"""The functions of the rule language: each takes checked nodes and gives one, or refuses. The list is closed; a new need is a reviewed line here."""

from collections.abc import Callable, Sequence
from datetime import date

from shanhai.core.dates import parse_day
from shanhai.core.policy.kinds import WHOLE, Kind
from shanhai.core.policy.nodes import Node
from shanhai.core.refusal import Refusal

_LONG = 4_000  # the most months, a tenth of the most days, between two days of 1900–2100


def fit(node: Node, kind: Kind, said: str = "") -> Node:
    """The node, if it is of `kind`; a written number fits int and fen. Refuses expression.kind."""
    if node.kind == kind or (node.kind == "whole" and kind in WHOLE):
        return node
    raise Refusal("expression.kind", found=node.kind, wanted=kind, text=said)


def _of(name: str, args: Sequence[Node], *kinds: Kind) -> tuple[Node, ...]:
    if len(args) != len(kinds):
        raise Refusal("expression.arguments", function=name, found=len(args), wanted=len(kinds))
    return tuple(fit(one, kind, name) for one, kind in zip(args, kinds, strict=True))


def _alike(name: str, args: Sequence[Node]) -> Kind:
    kinds = {one.kind for one in args} - {"whole"}
    if len(args) < 2 or len(kinds) > 1 or not {one.kind for one in args} <= WHOLE:
        raise Refusal("expression.arguments", function=name, found=len(args), wanted="2+ int, or 2+ fen")
    return next(iter(kinds), "whole")


def _extreme(name: str) -> Callable[[Sequence[Node]], Node]:
    def make(args: Sequence[Node]) -> Node:
        return Node(name, _alike(name, args), tuple(args), most=max(one.most for one in args))

    return make


def _iff(args: Sequence[Node]) -> Node:
    if len(args) != 3:
        raise Refusal("expression.arguments", function="iff", found=len(args), wanted=3)
    kind = _alike("iff", args[1:])
    return Node("iff", kind, (fit(args[0], "bool", "iff"), *args[1:]), most=max(one.most for one in args[1:]))


def _step(args: Sequence[Node]) -> Node:
    table, key = _of("step", args, "steps", "int")
    return Node("step", table.value, (table, key), most=table.most)


def _pick(args: Sequence[Node]) -> Node:
    table, key = _of("pick", args, "table", "code")
    return Node("pick", table.value, (table, key), most=table.most)


def _between(name: str, most: int) -> Callable[[Sequence[Node]], Node]:
    def make(args: Sequence[Node]) -> Node:
        return Node(name, "int", _of(name, args, "date", "date"), most=most)

    return make


def _moved(name: str) -> Callable[[Sequence[Node]], Node]:
    def make(args: Sequence[Node]) -> Node:
        day, by = _of(name, args, "date", "int")
        if by.op != "literal" or not 0 <= by.value <= 1_200:
            raise Refusal("expression.arguments", function=name, found="expression", wanted="0–1200")
        return Node(name, "date", (day, by))

    return make


def _percent(args: Sequence[Node]) -> Node:
    """percent(sum, basis points, 'floor' or 'half_up'): the only rounding there is."""
    if len(args) != 3 or args[0].kind not in WHOLE:
        raise Refusal("expression.arguments", function="percent", found=len(args), wanted="fen, int, 'floor'|'half_up'")
    share = fit(args[1], "int", "percent")
    way = fit(args[2], "code", "percent")
    if way.value not in {"floor", "half_up"} or share.most > 100_000:
        raise Refusal("expression.arguments", function="percent", found=str(way.value)[:20], wanted="floor half_up")
    if args[0].most * share.most >= 2**62:
        raise Refusal("expression.huge", most=2**62)
    return Node(
        "percent", args[0].kind, (args[0], share), value=way.value, most=args[0].most * share.most // 10_000 + 1
    )


def _lots(args: Sequence[Node]) -> Node:
    """lots(n, of): how many whole lots of a written size are in n; none where n is negative."""
    number, size = _of("lots", args, "int", "int")
    if size.op != "literal" or size.value < 1:
        raise Refusal("expression.arguments", function="lots", found="expression", wanted="1+")
    return Node("lots", "int", (number, size), most=number.most // size.value)


def _has(args: Sequence[Node]) -> Node:
    if len(args) != 1 or args[0].op != "fact":
        raise Refusal("expression.arguments", function="has", found=len(args), wanted="fact")
    return Node("has", "bool", tuple(args))


def _one_of(args: Sequence[Node]) -> Node:
    if len(args) < 2 or any(one.op != "literal" for one in args[1:]):
        raise Refusal("expression.arguments", function="one_of", found=len(args), wanted="code, 'text' …")
    fit(args[0], "code", "one_of")
    return Node("one_of", "bool", (args[0],), value=frozenset(str(one.value) for one in args[1:]))


def _contains(fact: str) -> Callable[[Sequence[Node]], Node]:
    def make(args: Sequence[Node]) -> Node:
        if len(args) != 1 or args[0].op != "literal" or args[0].kind != "code":
            raise Refusal("expression.arguments", function=fact, found=len(args), wanted="'text'")
        return Node("contains", "bool", (Node("fact", "codes", name=fact),), value=args[0].value)

    return make


def _day(args: Sequence[Node]) -> Node:
    if len(args) != 1 or args[0].kind != "code" or args[0].op != "literal":
        raise Refusal("expression.arguments", function="day", found=len(args), wanted="'2018-03-09'")
    found: date = parse_day(args[0].value)
    return Node("literal", "date", value=found)


def _count(args: Sequence[Node]) -> Node:
    return Node("count", "int", _of("count", args, "months"), most=_LONG)


FUNCTIONS: dict[str, Callable[[Sequence[Node]], Node]] = {
    "min": _extreme("min"),
    "max": _extreme("max"),
    "iff": _iff,
    "step": _step,
    "pick": _pick,
    "months_between": _between("months_between", _LONG),
    "days_between": _between("days_between", _LONG * 31),
    "add_months": _moved("add_months"),
    "add_days": _moved("add_days"),
    "percent": _percent,
    "lots": _lots,
    "has": _has,
    "one_of": _one_of,
    "paid_elsewhere": _contains("paid_elsewhere"),
    "document": _contains("documents"),
    "day": _day,
    "count": _count,
}
