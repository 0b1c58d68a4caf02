"""The subsidies of a pack and the rules over several of them, from their text to checked values."""

import re
from collections.abc import Mapping
from typing import Any

from shanhai.core.policy.functions import fit
from shanhai.core.policy.kinds import LARGEST_AMOUNT
from shanhai.core.policy.naming import Names, reference
from shanhai.core.policy.nodes import Node
from shanhai.core.policy.pack import (
    Across,
    Condition,
    Group,
    Key,
    Limit,
    Monthly,
    Procedure,
    Recovery,
    Share,
    Stacking,
    Subsidy,
)
from shanhai.core.policy.yaml_text import Path, Source

CONDITIONS = 13
"""The most lines of one subsidy: each has two bits in a reason mask of four bytes."""

_SPANS = {"lifetime", "year", "quarter", "month"}
_PEOPLE = 100_000


def subsidies(source: Source, names: Names) -> tuple[Subsidy, ...]:
    """Every subsidy, in written order. Refuses pack.name_twice for an id used twice."""
    found: dict[str, Subsidy] = {}
    for n, one in enumerate(source.tree["subsidies"]):
        if one["id"] in found:
            raise source.refusal("pack.name_twice", ("subsidies", n), name=one["id"])
        found[one["id"]] = _subsidy(source, names, one, ("subsidies", n))
    return tuple(found.values())


def _subsidy(source: Source, names: Names, one: Mapping[str, Any], path: Path) -> Subsidy:
    ref = reference(source, one["ref"], (*path, "ref"))
    group = _group(source, names, one, path)
    more = {group.name: Node("fact", "int", name=group.name, most=_PEOPLE)} if group else {}
    amount = _money(source, names, one["amount"], (*path, "amount"), more) if "amount" in one else None
    monthly = _monthly(source, names, one, path)
    higher, elsewhere = _beside(source, one["id"])
    conditions = (*_conditions(source, names, one, path), *elsewhere)
    selecting = _selecting(source, names, one["date"], path)
    conditions = (
        *_in_force(
            names,
            selecting,
            ref,
            [*(each.test for each in conditions), *(each for each in (amount, monthly and monthly.first) if each)],
        ),
        *conditions,
    )
    if len(conditions) > CONDITIONS:
        raise source.refusal("pack.too_many_conditions", path, found=len(conditions), most=CONDITIONS)
    if len({each.id for each in conditions}) < len(conditions):
        raise source.refusal("pack.name_twice", (*path, "when"), name=one["id"])
    limits = tuple(_limit(source, names, one, path, word, ref) for word in ("once", "limit") if word in one)
    funds = tuple(_share(names, each, (*path, "funds", n)) for n, each in enumerate(one.get("funds", ())))
    if sum(each.basis_points for each in funds[:-1] if each.test is None) > 10_000:
        raise source.refusal("pack.shares", (*path, "funds"))
    if group and group.counted == "so_far" and amount and amount.names("fact") - {group.name}:
        raise source.refusal("pack.group_amount", (*path, "amount"), names=sorted(amount.names("fact") - {group.name}))
    keys = [*(each.key for each in limits), *([monthly.key] if monthly else []), *([group.key] if group else [])]
    trees = [
        *(each.test for each in conditions),
        *(each for each in (amount, monthly and monthly.amount, monthly and monthly.first) if each),
    ]
    read = frozenset().union(*(tree.names("fact") for tree in trees), *(_key_facts(key) for key in keys))
    read |= (
        ({monthly.months} if monthly else set())
        | {selecting}
        | ({"paid_elsewhere", "paid_elsewhere_fen"} if higher else set())
    )
    return Subsidy(
        id=one["id"], label=one["label"], ref=ref, claim=one["claim"], pays=one["pays"], date=selecting, mode=one.get("mode", "claimed"),
        assumed=one.get("assumed", ""), statuses=tuple(one.get("statuses", ())), conditions=conditions, amount=amount, monthly=monthly, group=group,
        limits=limits, higher=higher, funds=funds, recover=_recover(source, one, path), procedure=_procedure(one.get("procedure", {})),
        documents=tuple(_documents(one, source)), facts=read - set(more),
    )  # fmt: skip


def _in_force(names: Names, selecting: str, ref: str, trees: list[Node]) -> tuple[Condition, ...]:
    """A line of its own: on the selecting day every value the rules read is in force. No paper can mend a day before it."""
    params = [names.dated[name] for name in sorted(frozenset().union(*(tree.names("param") for tree in trees)))]
    if not params:
        return ()
    since = max(one.values[0].since for one in params)
    day = names.read(selecting, ("subsidies",), "date")
    tests = [Node(">=", "bool", (day, Node("literal", "date", value=since)))]
    if ends := [one.values[-1].until for one in params if one.values[-1].until is not None]:
        tests.append(Node("<=", "bool", (day, Node("literal", "date", value=min(ends)))))
    say = f"文件自{since.isoformat()}起施行" + (f"，到{min(ends).isoformat()}为止" if ends else "")
    return (Condition("in_force", tests[0] if len(tests) == 1 else Node("and", "bool", tuple(tests)), say, ref, None),)


def _key_facts(key: Key) -> frozenset[str]:
    return frozenset((*key.facts, *([key.anchor] if key.anchor else [])))


def _selecting(source: Source, names: Names, name: str, path: Path) -> str:
    if name == "month":
        return "accepted_at"
    if name not in names.facts or names.facts[name].kind != "date":
        raise source.refusal("pack.date_fact", (*path, "date"), name=name)
    return name


def _money(source: Source, names: Names, text: str, path: Path, more: Mapping[str, Node] | None = None) -> Node:
    """A rule that gives fen. Refuses pack.too_large where a single sum could pass a thousand million yuan."""
    node = names.read(text, path, "fen", **(more or {}))
    if node.most > LARGEST_AMOUNT:
        raise source.refusal("pack.too_large", path, most=LARGEST_AMOUNT)
    return node


def _conditions(source: Source, names: Names, one: Mapping[str, Any], path: Path) -> tuple[Condition, ...]:
    found: list[Condition] = []
    if "statuses" in one:
        status = Node(
            "one_of", "bool", (names.read("household_status", path, "code"),), value=frozenset(one["statuses"])
        )
        found.append(Condition("status", status, "农户身份符合文件规定", one["ref"], None))
    if window := one.get("window"):
        ref = reference(source, window["ref"], (*path, "window"))
        accepted = names.read("accepted_at", path, "date")
        for word, sign, say in (("opens", ">=", "已到申领期"), ("closes", "<=", "在申领期限内")):
            if word in window:
                test = Node(sign, "bool", (accepted, names.day(window[word], (*path, "window", word))))
                found.append(Condition(word, test, say, ref, None))
    found += [_condition(source, names, each, (*path, "when", n)) for n, each in enumerate(one.get("when", ()))]
    if evidence := one.get("evidence"):
        ref = reference(source, evidence["ref"], (*path, "evidence"))
        papers = {
            code: Node("contains", "bool", (Node("fact", "codes", name="documents"),), value=code)
            for code in source.tree.get("documents", {})
        }
        test = names.read(evidence["needs"], (*path, "evidence", "needs"), "bool", **papers)
        found.append(Condition("evidence", test, "申请材料齐全", ref, "补交材料"))
    return tuple(found)


def _condition(source: Source, names: Names, one: Mapping[str, Any], path: Path) -> Condition:
    """A line; one that only names a definition takes over its sentence and clause. Refuses pack.unsaid without them."""
    beside = names.definition(one["if"]) or {}
    say, ref = one.get("say", beside.get("say")), one.get("ref", beside.get("ref"))
    if say is None or ref is None:
        raise source.refusal("pack.unsaid", path, name=one["id"])
    fix = one.get("fix", beside.get("fix"))
    test = names.read(one["if"], (*path, "if"), "bool")
    kept = None if fix in {None, "none"} else names.said(fix, (*path, "fix"))
    return Condition(one["id"], test, names.said(say, (*path, "say")), reference(source, ref, path), kept)


def _documents(one: Mapping[str, Any], source: Source) -> list[str]:
    said = one.get("evidence", {}).get("needs", "")
    return [code for code in source.tree.get("documents", {}) if re.search(rf"\b{code}\b", said)]


def _group(source: Source, names: Names, one: Mapping[str, Any], path: Path) -> Group | None:
    if "group" not in one:
        return None
    group, at = one["group"], (*path, "group")
    if group["as"] in names.facts or "amount" not in one:
        raise source.refusal("pack.name_twice", at, name=group["as"])
    return Group(group["as"], key(source, names, group["per"], at), group["counted"], group.get("whole") == "true")


def _monthly(source: Source, names: Names, one: Mapping[str, Any], path: Path) -> Monthly | None:
    if "per_month" not in one:
        return None
    month, at = one["per_month"], (*path, "per_month")
    if month["of"] not in names.facts or names.facts[month["of"]].kind != "months":
        raise source.refusal("pack.date_fact", (*at, "of"), name=month["of"])
    first = names.read(month["first"], (*at, "first"), "int") if "first" in month else None
    amount = _money(source, names, month["amount"], (*at, "amount"))
    if amount.most * 600 > LARGEST_AMOUNT:
        raise source.refusal("pack.too_large", (*at, "amount"), most=LARGEST_AMOUNT // 600)
    return Monthly(month["of"], amount, first, key(source, names, month["per"], at))


def _limit(source: Source, names: Names, one: Mapping[str, Any], path: Path, word: str, ref: str) -> Limit:
    rule = one[word]
    said = reference(source, rule.get("ref", ref), (*path, word))
    return Limit(key(source, names, rule["per"], (*path, word)), int(rule.get("count", "1")), said)


def key(source: Source, names: Names, per: list[str], path: Path) -> Key:
    """Whom a count is kept for. Refuses pack.per for a word that is neither a party, a code nor a span."""
    spans = [word for word in per if word in _SPANS or word.startswith("anniversary(")]
    parts = tuple(word for word in per if word not in spans)
    wrong = [word for word in parts if word not in names.facts or names.facts[word].kind not in {"id", "code"}]
    if wrong or len(spans) > 1:
        raise source.refusal("pack.per", path, names=wrong or spans)
    span = spans[0] if spans else "lifetime"
    if not span.startswith("anniversary("):
        return Key(parts, span)  # type: ignore[arg-type]
    anchor = span.removeprefix("anniversary(").removesuffix(")")
    if anchor not in names.facts or names.facts[anchor].kind != "date":
        raise source.refusal("pack.per", path, names=[anchor])
    return Key(parts, "anniversary", anchor)


def _share(names: Names, one: Mapping[str, str], path: Path) -> Share:
    test = names.read(one["if"], path, "bool") if "if" in one else None
    return Share(one["fund"], int(one.get("share", "10000")), test)


def _recover(source: Source, one: Mapping[str, Any], path: Path) -> tuple[Recovery, ...]:
    return tuple(
        Recovery(
            each["id"],
            each["say"],
            reference(source, each["ref"], (*path, "recover", n)),
            int(each.get("share", "10000")),
        )
        for n, each in enumerate(one.get("recover", ()))
    )


def _procedure(one: Mapping[str, Any]) -> Procedure:
    notice = one.get("notice", {})
    return Procedure(
        levels=tuple(one.get("levels", ())),
        notice_days=int(next(iter(notice.values()), "0")),
        notice_workdays="workdays" in notice,
        phone_check=one.get("phone_check") == "true",
        approvals=tuple((int(each["above"]), int(each["needs"])) for each in one.get("approvals", ())),
    )


def across(source: Source, names: Names, known: tuple[Subsidy, ...]) -> tuple[Across, ...]:
    """The rules over several subsidies, in written order. Refuses pack.unknown_subsidy."""
    found = []
    for n, one in enumerate(source.tree.get("across", ())):
        path: Path = ("across", n)
        kind = next(word for word in ("cap", "exclusive", "budget") if word in one)
        _known(source, one[kind], {each.id for each in known}, (*path, kind))
        said = one.get("amount") or one.get("total")
        most = fit(names.read(said, path, None), "fen") if said else None
        if most is not None and most.names("fact"):
            raise source.refusal("pack.ceiling_facts", path, names=sorted(most.names("fact")))
        whose, keep, short = (
            key(source, names, one["per"], path),
            one.get("keep", "first"),
            one.get("when_short", "wait"),
        )
        fund, ref = one.get("fund", source.tree["fund"]), reference(source, one["ref"], path)
        found.append(Across(one["id"], kind, tuple(one[kind]), whose, most, keep, short, fund, ref))  # type: ignore[arg-type]
    return tuple(found)


def stacking(source: Source) -> tuple[Stacking, ...]:
    """What holds beside papers of others."""
    known = {one["id"] for one in source.tree["subsidies"]}
    found = []
    for n, one in enumerate(source.tree.get("stacking", ())):
        named = one.get("subsidies", sorted(known))
        _known(source, named, known, ("stacking", n))
        found.append(Stacking(one["with"], tuple(named), one["rule"], reference(source, one["ref"], ("stacking", n))))
    return tuple(found)


def _known(source: Source, named: list[str], known: set[str], path: Path) -> None:
    if wrong := [name for name in named if name not in known]:
        raise source.refusal("pack.unknown_subsidy", path, names=wrong)


def _beside(source: Source, name: str) -> tuple[tuple[str, ...], tuple[Condition, ...]]:
    """Papers of others beside which the higher sum is kept, and the lines that say "not if they have paid"."""
    mine = [one for one in stacking(source) if name in one.subsidies]
    paid = Node("fact", "codes", name="paid_elsewhere")
    lines = tuple(
        Condition(
            f"beside_{n}",
            Node("not", "bool", (Node("contains", "bool", (paid,), value=one.other),)),
            f"未按{one.other}领取",
            one.ref,
            None,
        )
        for n, one in enumerate(mine)
        if one.keep == "already_paid"
    )
    return tuple(one.other for one in mine if one.keep == "higher"), lines
