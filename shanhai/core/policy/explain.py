"""A decision in words: each line with its clause, what was known, and, where it can still be mended, what to do and until when.

Every line is told, held or not. A remedy is named only where the paper names one; for a number of months it says how many are missing and the
first day on which they will be there if the work goes on.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from shanhai.core.dates import add_months
from shanhai.core.policy.claims import Claim
from shanhai.core.policy.fold import Verdict
from shanhai.core.policy.force import InForce
from shanhai.core.policy.nodes import Node
from shanhai.core.policy.pack import Condition, Pack, Subsidy
from shanhai.core.policy.reasons import FAILED, OPEN, RULES, failed, unknown
from shanhai.core.policy.scalar import compiled

_NAME = re.compile(r"\{([a-z_0-9]+)\}")


@dataclass(frozen=True, slots=True)
class Reason:
    """Why it is not the full sum. `kind`: failed, unknown (the paper in `asks` settles it) or a rule over several claims."""

    id: str
    kind: str
    say: str
    ref: str
    remedy: str
    asks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Explained:
    """All there is to tell of one decision. `read` are the facts the rules looked at, None where not known; `trace` is plain JSON."""

    reasons: tuple[Reason, ...]
    read: Mapping[str, Any]
    trace: tuple[Mapping[str, Any], ...]


def explain(pack: Pack, claim: Claim, verdict: Verdict, force: InForce | None = None) -> Explained:
    """The verdict in words, from the claim's facts."""
    subsidy, row = pack.subsidy(claim.subsidy), claim.row
    day = row.get(subsidy.date)
    values = (force or InForce(pack)).at(day) if day is not None else {}
    trace = [_line(pack, one, row, values) for one in subsidy.conditions]
    trace.append(_sum(pack, subsidy, row, values, verdict))
    return Explained(
        reasons(pack, claim, verdict, values),
        {name: row.get(name) for name in sorted(read(pack, subsidy))},
        tuple(trace),
    )


def read(pack: Pack, subsidy: Subsidy) -> frozenset[str]:
    """Every fact the decision depends on: those of the subsidy and the keys of the rules it takes part in."""
    keys = [rule.key for rule in pack.across if subsidy.id in rule.subsidies]
    return subsidy.facts | {name for key in keys for name in (*key.facts, key.anchor) if name}


def reasons(pack: Pack, claim: Claim, verdict: Verdict, values: Mapping[str, Any]) -> tuple[Reason, ...]:
    """Every reason in the mask: lines in their order, then the rules."""
    subsidy, row = pack.subsidy(claim.subsidy), claim.row
    found = []
    for n in failed(verdict.mask & FAILED):
        line = subsidy.conditions[n]
        found.append(
            Reason(line.id, "failed", fill(line.say, row, values), line.ref, _remedy(pack, line, claim, values))
        )
    for n in unknown(verdict.mask & OPEN):
        line = subsidy.conditions[n]
        asks = tuple(
            dict.fromkeys(pack.facts[name].asks for name in sorted(line.test.names("fact")) if row.get(name) is None)
        )
        found.append(Reason(line.id, "unknown", fill(line.say, row, values), line.ref, "、".join(asks), asks))
    for bit, word in RULES.items():
        if verdict.mask & bit:
            found.append(_rule(pack, subsidy, word))
    return tuple(found)


def _rule(pack: Pack, subsidy: Subsidy, word: str) -> Reason:
    rules = [one for one in pack.across if one.kind == word and subsidy.id in one.subsidies]
    ref = rules[0].ref if rules else subsidy.limits[0].ref if word == "limit" and subsidy.limits else subsidy.ref
    return Reason(word, word, "", ref, "")


def fill(say: str, row: Mapping[str, Any], values: Mapping[str, Any], **more: str) -> str:
    """A sentence with the values it names; what is not known is a question mark."""
    return _NAME.sub(lambda found: more.get(found[1]) or written(row.get(found[1], values.get(found[1]))), say)


def written(value: Any) -> str:
    """A fact as text: days ISO, lists joined, unknown as a question mark. Sums of money are left in fen for the page to write."""
    if value is None:
        return "？"
    if isinstance(value, frozenset):
        return "、".join(sorted(written(one) for one in value))
    return value.isoformat() if isinstance(value, date) else str(value)


def _remedy(pack: Pack, line: Condition, claim: Claim, values: Mapping[str, Any]) -> str:
    if line.fix is None:
        return ""
    gap = _gap(line.test, claim.row, values)
    unit = next((pack.facts[name].unit for name in line.test.names("fact")), "")
    earliest = add_months(claim.accepted_at, gap).isoformat() if gap is not None and unit == "months" else "？"
    return fill(line.fix, claim.row, values, gap="？" if gap is None else str(gap), earliest=earliest)


def _gap(test: Node, row: Mapping[str, Any], values: Mapping[str, Any]) -> int | None:
    """What a number falls short by, where the line is "a number is at least another"."""
    if test.op not in {">=", ">"} or test.args[0].kind not in {"int", "fen"}:
        return None
    have, want = (compiled(one)(row, values) for one in test.args)
    return None if have is None or want is None else int(want - have + (test.op == ">"))


def _line(pack: Pack, line: Condition, row: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": line.id,
        "ref": line.ref,
        "say": fill(line.say, row, values),
        "holds": compiled(line.test)(row, values),
        "facts": {name: plain(row.get(name)) for name in sorted(line.test.names("fact"))},
        "values": {name: plain(values.get(name)) for name in sorted(line.test.names("param"))},
    }


def _sum(
    pack: Pack, subsidy: Subsidy, row: Mapping[str, Any], values: Mapping[str, Any], verdict: Verdict
) -> dict[str, Any]:
    tree = subsidy.amount if subsidy.monthly is None else subsidy.monthly.amount
    assert tree is not None  # noqa: S101 — the schema wants one of the two
    clauses = {one.ref for name in tree.names("param") for one in pack.params[name].values}
    return {
        "id": "amount",
        "ref": subsidy.ref,
        "clauses": sorted(clauses),
        "facts": {name: plain(row.get(name)) for name in sorted(tree.names("fact")) if name in pack.facts},
        "values": {name: plain(values.get(name)) for name in sorted(tree.names("param"))},
        "context": dict(verdict.context),
        "fen": verdict.amount,
    }


def plain(value: Any) -> Any:
    """A value as JSON has it."""
    if isinstance(value, frozenset):
        return sorted(plain(one) for one in value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: plain(one) for key, one in value.items()}
    return [list(one) for one in value] if isinstance(value, tuple) else value
