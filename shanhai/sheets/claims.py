"""Plain files of claims for `policy assess` and `policy simulate`: read whole or refused by line, and the decisions written beside them."""

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path

from shanhai.core.dates import parse_day
from shanhai.core.policy import typed
from shanhai.core.policy.claims import Claim, checked
from shanhai.core.policy.explain import Reason
from shanhai.core.policy.fold import Verdict
from shanhai.core.policy.kinds import PARTIES
from shanhai.core.policy.pack import Pack
from shanhai.core.refusal import Refusal

NEEDED = ("claim_no", "subsidy", "worker", "accepted_at")
DECIDED = ("claim_no", "subsidy", "outcome", "amount_fen", "reasons", "clauses", "policy_hash")


def read(path: Path, pack: Pack) -> list[Claim]:
    """Every claim of a file: claim_no, subsidy, parties, accepted_at, then facts by name; lists by ";", empty is unknown.

    Refuses file.unreadable, claim.columns, claim.twice, claim.number, and what a fact refuses, each with file and line.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise Refusal("file.unreadable", file=str(path)) from None
    rows = csv.DictReader(io.StringIO(text))
    missing = [name for name in NEEDED if name not in (rows.fieldnames or ())]
    if missing:
        raise Refusal("claim.columns", file=path.name, line=1, missing=missing)
    seen: dict[str, int] = {}
    found = []
    for row in rows:
        claim = _claim(row, pack, path.name, rows.line_num)
        if claim.number in seen:
            raise Refusal(
                "claim.twice", file=path.name, line=rows.line_num, claim=claim.number, other=seen[claim.number]
            )
        seen[claim.number] = rows.line_num
        found.append(claim)
    return found


def _claim(row: dict[str, str | None], pack: Pack, file: str, line: int) -> Claim:
    cells = {name: text or "" for name, text in row.items() if name is not None}
    number, subsidy, accepted = (cells.pop(name).strip() for name in ("claim_no", "subsidy", "accepted_at"))
    try:
        if not number:
            raise Refusal("claim.number")
        if subsidy not in pack.names:
            raise Refusal("claim.unknown_subsidy", name=subsidy[:40])
        facts = typed.facts(pack.facts, cells)
        parties = {name: facts.pop(name) for name in PARTIES if name in facts}
        return checked(Claim(number, subsidy, parse_day(accepted), parties, facts), pack.facts)
    except Refusal as refusal:
        raise Refusal(refusal.code, **{**refusal.facts, "file": file, "line": line, "claim": number}) from None


def write(path: Path, rows: Iterable[tuple[Verdict, tuple[Reason, ...]]], digest: str) -> None:
    """The decisions, whole or not at all. Refuses file.unwritable."""
    held = io.StringIO()
    table = csv.writer(held)
    table.writerow(DECIDED)
    table.writerows(_lines(rows, digest))
    try:
        part = path.with_name(f"{path.name}.part")
        part.write_text(held.getvalue(), encoding="utf-8")
        part.replace(path)
    except OSError:
        raise Refusal("file.unwritable", file=str(path)) from None


def _lines(rows: Iterable[tuple[Verdict, tuple[Reason, ...]]], digest: str) -> Iterator[tuple[str | int, ...]]:
    for verdict, reasons in rows:
        clauses = dict.fromkeys(one.ref for one in reasons)
        yield (
            verdict.claim, verdict.subsidy, verdict.outcome, verdict.amount, ";".join(one.id for one in reasons), ";".join(clauses), digest
        )  # fmt: skip
