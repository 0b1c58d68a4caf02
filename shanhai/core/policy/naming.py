"""What a pack's names stand for: facts of the catalogue and its own, params in force, definitions written out; one name, one meaning."""

import re
from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from typing import Any, Literal

from shanhai.core.policy.dated import Dated, Param, Steps, Value, sizes
from shanhai.core.policy.functions import fit
from shanhai.core.policy.kinds import LARGEST_AMOUNT, Fact, Kind, catalogue
from shanhai.core.policy.language import Scope, parse
from shanhai.core.policy.nodes import Node
from shanhai.core.policy.yaml_text import Path, Source
from shanhai.core.refusal import Refusal

_SENT = re.compile(r"^(.+?) \+ (\d{1,4}) (day|workday|month|year)s?$")
_IN_SAY = re.compile(r"\{([^{}]*)\}")
_REGION = Node("param", "codes", name="sending_region")


def day(source: Source, text: str, path: Path) -> date:
    """A day of the pack. Refuses pack.day (a thirtieth of February)."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise source.refusal("pack.day", path, given=text) from None


def facts_of(source: Source) -> dict[str, Fact]:
    """The catalogue and the pack's own facts, which may not rename one of the catalogue. Refuses pack.name_twice."""
    known = dict(catalogue())
    for name, one in source.tree.get("facts", {}).items():
        if name in known:
            raise source.refusal("pack.name_twice", ("facts", name), name=name)
        most = int(one.get("most", LARGEST_AMOUNT if one["kind"] == "fen" else 1_000_000))
        known[name] = Fact(name, one["kind"], one.get("unit", ""), most, one["label"], one["asks"])
    return known


def params_of(source: Source) -> dict[str, Param]:
    """Every param with its dated values."""
    return {key: _param(source, key, one) for key, one in source.tree.get("params", {}).items()}


def scope_of(source: Source) -> Param:
    """Which sending regions the pack speaks of, dated."""
    parts = [{**one, "value": one["regions"]} for one in source.tree["scope"]]
    values = tuple(_dated(source, ("scope", n), one, "codes") for n, one in enumerate(parts))
    return Param("sending_region", "协作地区", "codes", "codes", "value", in_order(source, values, ("scope",)))


def _param(source: Source, key: str, one: Mapping[str, Any]) -> Param:
    path: Path = ("params", key)
    kind: Kind = one["unit"] if one["unit"] in {"fen", "date", "codes"} else "int"
    shapes = {shape for value in one["values"] for shape in ("value", "steps", "table") if shape in value}
    if len(shapes) > 1 or (shapes != {"value"} and kind not in {"fen", "int"}):
        raise source.refusal("pack.shape", path, name=key)
    values = tuple(_dated(source, (*path, "values", n), value, kind) for n, value in enumerate(one["values"]))
    edit = one.get("edit", {"min": "0", "max": str(LARGEST_AMOUNT)})
    shape: Literal["value", "steps", "table"] = shapes.pop()  # type: ignore[assignment]
    ordered = in_order(source, values, path)
    param = Param(key, one["label"], kind, one["unit"], shape, ordered, int(edit["min"]), int(edit["max"]))
    for n, dated in enumerate(values):
        if not all(param.least <= size <= param.most for size in sizes(dated.value)):
            raise source.refusal("pack.bounds", (*path, "values", n), name=key, least=param.least, most=param.most)
    return param


def _dated(source: Source, path: Path, one: Mapping[str, Any], kind: Kind) -> Dated:
    reference(source, one["ref"], path)
    until = day(source, one["until"], path) if "until" in one else None
    value: Value
    if "steps" in one:
        value = _steps(source, one["steps"], path)
    elif "table" in one:
        value = {code: int(amount) for code, amount in one["table"].items()}
    elif kind == "codes" and isinstance(one["value"], list):
        value = frozenset(one["value"])
    elif kind == "date" and isinstance(one["value"], str):
        value = day(source, one["value"], path)
    elif isinstance(one["value"], str) and one["value"].isdecimal():
        value = int(one["value"])
    else:
        raise source.refusal("pack.value", path)
    return Dated(day(source, one["from"], path), one["ref"], value, until)


def _steps(source: Source, rows: list[list[str]], path: Path) -> Steps:
    """Bands from 0 upwards: [from, amount], or [from, last, amount] with "-" for no end; then they must join."""
    bands: list[tuple[int, int]] = []
    reached: int | None = -1
    for n, row in enumerate(rows):
        at = (*path, "steps", n)
        if "-" in (row[0], row[-1]):
            raise source.refusal("pack.value", at)
        since = int(row[0])
        if reached is None or (bands and since <= bands[-1][0]) or (len(row) == 3 and since <= reached):
            raise source.refusal("pack.band_overlap", at, since=since)
        if (n == 0 and since) or (len(row) == 3 and since > reached + 1):
            raise source.refusal("pack.band_gap", at, since=reached + 1, until=since - 1)
        if len(row) == 3:
            reached = _last(source, row, at)
        bands.append((since, int(row[-1])))
    if reached is not None and len(rows[-1]) == 3:
        raise source.refusal("pack.band_gap", (*path, "steps", len(rows) - 1), since=reached + 1, until="-")
    return tuple(bands)


def _last(source: Source, row: list[str], at: Path) -> int | None:
    if row[1] == "-":
        return None
    if int(row[1]) < int(row[0]):
        raise source.refusal("pack.band_overlap", at, since=int(row[0]))
    return int(row[1])


def in_order(source: Source, values: tuple[Dated, ...], path: Path) -> tuple[Dated, ...]:
    """The values by their day. Refuses pack.dates_overlap and pack.dates_gap."""
    ordered = tuple(sorted(values, key=lambda one: one.since))
    for earlier, later in pairwise(ordered):
        if earlier.since == later.since or (earlier.until is not None and earlier.until >= later.since):
            raise source.refusal("pack.dates_overlap", path, day=later.since.isoformat())
        if earlier.until is not None and (later.since - earlier.until).days > 1:
            raise source.refusal("pack.dates_gap", path, day=earlier.until.isoformat())
    return ordered


def reference(source: Source, ref: str, path: Path) -> str:
    """A clause, "A/3": its paper must be in the pack. Refuses pack.unknown_paper."""
    if ref.partition("/")[0] not in source.tree["papers"]:
        raise source.refusal("pack.unknown_paper", path, ref=ref)
    return ref


class Names:
    """The names of one pack, and expressions read with them. Every refusal gains the file and the line."""

    def __init__(self, source: Source, facts: Mapping[str, Fact], params: Mapping[str, Param], region: Param) -> None:
        self.source, self.facts = source, facts
        self.dated: Mapping[str, Param] = {**params, region.key: region}
        self._open: list[str] = []
        self._define: Mapping[str, Any] = source.tree.get("define", {})
        for name in (*params, *self._define, *source.tree.get("documents", {})):
            spoken_for = name in facts or name in {"issuer", region.key}
            if spoken_for or (name in params and name in self._define):
                where = next(part for part in ("params", "define", "documents") if name in source.tree.get(part, {}))
                raise source.refusal("pack.name_twice", (where, name), name=name)
        self._known: dict[str, Node] = {name: fact_node(one) for name, one in facts.items()}
        self._known |= {key: _param_node(one) for key, one in params.items()}
        self._known |= {"issuer": Node("literal", "code", value=source.tree["issuer"]), "sending_region": _REGION}

    def read(self, text: str, path: Path, wants: Kind | None, **more: Node) -> Node:
        """A checked expression; `more` are names that hold here only."""
        try:
            return parse(text, Scope(self._known | more, self._defined), wants=wants)
        except Refusal as refusal:
            if "file" in refusal.facts:
                raise
            raise self.source.refusal(refusal.code, path, **refusal.facts) from None

    def day(self, text: str, path: Path) -> Node:
        """A day of a window: a name, a written day, `end_of_quarter(day)`, and "+ n days, workdays, months or years"."""
        if sent := _SENT.match(text):
            base, number, unit = sent[1], int(sent[2]), sent[3]
            word, times = {"year": ("add_months", 12)}.get(unit, (f"add_{unit}s", 1))
            return Node(word, "date", (self.day(base, path), Node("literal", "whole", value=number * times)))
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            return Node("literal", "date", value=day(self.source, text, path))
        if quarter := re.fullmatch(r"end_of_(quarter|year)\((.+)\)", text):
            return Node(f"end_of_{quarter[1]}", "date", (self.day(quarter[2], path),))
        return fit(self.read(text, path, "date"), "date")

    def said(self, text: str, path: Path) -> str:
        """A sentence with {names} in it; each must be a fact, a param, or `gap` and `earliest`. Refuses pack.sentence."""
        for name in _IN_SAY.findall(text):
            if name not in self._known and name not in {"gap", "earliest"}:
                raise self.source.refusal("pack.sentence", path, name=name)
        return text

    def definition(self, name: str) -> Mapping[str, Any] | None:
        """A definition by name, with its sentence and clause."""
        found: Mapping[str, Any] | None = self._define.get(name)
        return found

    def _defined(self, name: str) -> Node | None:
        one = self._define.get(name)
        if one is None:
            return None
        path: Path = ("define", name)
        if name in self._open:
            raise self.source.refusal("pack.cycle", path, names=[*self._open[self._open.index(name) :], name])
        self._open.append(name)
        try:
            reference(self.source, one["ref"], path)
            return self.read(one["if"], path, "bool") if "if" in one else self.read(one["is"], path, None)
        finally:
            self._open.pop()


def fact_node(fact: Fact) -> Node:
    """The leaf of a fact."""
    return Node("fact", fact.kind, name=fact.name, most=fact.most)


def _param_node(param: Param) -> Node:
    most = max([param.most if param.most < LARGEST_AMOUNT else 0, *param.sizes()], default=0)
    if param.shape == "value":
        return Node("param", param.kind, name=param.key, most=most)
    return Node("param", param.shape, name=param.key, value=param.kind, most=most)
