"""算例: worked cases a jurist can read and run. They lie beside the pack, and a pack whose cases do not come out is not in order.

A case gives facts on a day and expects a sum for each subsidy named; `why_not` names the lines that fail or are not known. A case with `claims`
tells several, in the order they are accepted, which is how limits, ceilings and funds are shown.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from shanhai.core.dates import parse_day
from shanhai.core.policy import typed
from shanhai.core.policy.claims import Claim, checked
from shanhai.core.policy.explain import explain
from shanhai.core.policy.fold import Ledger, Verdict, closing_sizes
from shanhai.core.policy.pack import Pack
from shanhai.core.policy.yaml_text import Source, read
from shanhai.core.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Case:
    """One worked case: claims in order, and what each should come to (fen), why not, and how it ends."""

    name: str
    line: int
    claims: tuple[Claim, ...]
    fen: tuple[int, ...]
    why_not: tuple[frozenset[str] | None, ...]
    outcomes: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Miss:
    """Where a case does not come out: the line in the file, the claim, and what was found instead."""

    case: str
    line: int
    claim: str
    wanted: int
    found: int
    outcome: str
    reasons: tuple[str, ...]


def cases(folder: Path, pack: Pack) -> tuple[Case, ...]:
    """The cases beside a pack. Refuses pack.missing, pack.schema, and what a claim's facts refuse, with file and line."""
    path = folder / "cases.yaml"
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise Refusal("pack.missing", file=str(path)) from None
    source = read(text, f"{folder.name}/cases.yaml")
    error = next(iter(_schema().iter_errors(source.tree)), None)
    if error is not None:
        place = ".".join(str(part) for part in error.absolute_path)
        raise source.refusal(
            "pack.schema", tuple(error.absolute_path), place=place, rule=error.validator, why=error.message[:160]
        )
    return tuple(_case(source, n, one, pack) for n, one in enumerate(source.tree))


def run(pack: Pack, given: tuple[Case, ...]) -> Iterator[Miss]:
    """Every claim of every case that does not come out as written."""
    for case in given:
        ledger = Ledger(pack, closing_sizes(pack, case.claims))
        for claim, fen, why_not, wanted in zip(case.claims, case.fen, case.why_not, case.outcomes, strict=True):
            verdict = ledger.decide(claim)
            reasons = tuple(one.id for one in explain(pack, claim, verdict, ledger.force).reasons)
            right = (
                verdict.amount == fen
                and (why_not is None or why_not == set(reasons))
                and wanted in {None, verdict.outcome}
            )
            if not right:
                yield _miss(case, claim, fen, verdict, reasons)


def _miss(case: Case, claim: Claim, fen: int, verdict: Verdict, reasons: tuple[str, ...]) -> Miss:
    return Miss(case.name, case.line, f"{claim.number} {claim.subsidy}", fen, verdict.amount, verdict.outcome, reasons)


def _case(source: Source, n: int, one: Mapping[str, Any], pack: Pack) -> Case:
    told = one.get("claims") or [
        {"subsidy": name, "on": one["on"], "given": {}, "expect": fen, "why_not": one.get("why_not", {}).get(name)}
        for name, fen in one["expect"].items()
    ]
    claims, path = [], (n,)
    for place, each in enumerate(told):
        if each["subsidy"] not in pack.names:
            raise source.refusal("pack.unknown_subsidy", path, names=[each["subsidy"]])
        cells = {
            "worker": "W",
            "household": "H",
            "employer": "E",
            "agency": "A",
            **one.get("given", {}),
            **each.get("given", {}),
        }
        try:
            facts = typed.facts(
                pack.facts, {key: ";".join(cell) if isinstance(cell, list) else cell for key, cell in cells.items()}
            )
            day = parse_day(each.get("on", one.get("on", "")))
            claims.append(checked(Claim(f"{place + 1:03}", each["subsidy"], day, {}, facts), pack.facts))
        except Refusal as refusal:
            raise source.refusal(refusal.code, path, **refusal.facts) from None
    return Case(
        one["name"], source.lines.get((n,), 1), tuple(claims), tuple(int(each["expect"]) for each in told),
        tuple(frozenset(each["why_not"]) if each.get("why_not") is not None else None for each in told), tuple(each.get("outcome") for each in told),
    )  # fmt: skip


@cache
def _schema() -> Draft202012Validator:
    text = (files("shanhai.core") / "data" / "policy_cases.schema.json").read_text(encoding="utf-8")
    return Draft202012Validator(json.loads(text))
