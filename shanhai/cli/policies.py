"""`policy check|assess|simulate`: a pack with its worked cases, claims decided by it, and the same claims under other amounts."""

import argparse
import re
from pathlib import Path
from typing import Any

from shanhai.cli import rederivation
from shanhai.cli.main import Answer, Words
from shanhai.core.dates import parse_day
from shanhai.core.policy import cases, reading
from shanhai.core.policy.pack import Pack
from shanhai.core.refusal import Refusal

_SET = re.compile(r"([a-z][a-z0-9_]*)=([^@]+)@(.+)")


def register(words: Words) -> None:
    """Add the words under `policy`."""
    policy = words.within("policy", "packs of papers: check them, decide claims by them, try other amounts")
    parser = policy.add("check", run_check, "the pack is well formed and its own cases come out")
    _add_pack(parser)
    parser = policy.add("assess", run_assess, "decide every claim of a file, in order of acceptance")
    _add_pack(parser)
    _add_claims(parser)
    parser.add_argument("--explain", default="", metavar="CLAIM", help="tell one decision line by line, with clauses")
    parser.add_argument(
        "--out", type=Path, metavar="D.csv", help="claim_no,subsidy,outcome,amount_fen,reasons,clauses,policy_hash"
    )
    parser = policy.add("simulate", run_simulate, "what other amounts would cost, who gains and who loses")
    _add_pack(parser)
    _add_claims(parser)
    parser.add_argument(
        "--set",
        dest="sets",
        action="append",
        required=True,
        metavar="KEY=VALUE@DATE",
        help="a param from a day; bands as 0:0;3:20000",
    )
    rederivation.register(policy)


def _add_pack(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "pack", metavar="PACK", help="a folder with pack.yaml and cases.yaml, or the id of one that ships"
    )


def _add_claims(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--claims", type=Path, required=True, metavar="C.csv",
                        help="claim_no,subsidy,worker,household,employer,referrer,agency,accepted_at, then fact names; lists by ;, empty is unknown")  # fmt: skip


def folder(given: str) -> Path:
    """Where a pack lies: a path, or the id of one that ships."""
    from django.conf import settings

    path = Path(given)
    return path if path.exists() else Path(settings.POLICIES) / given


def run_check(arguments: argparse.Namespace) -> Answer:
    """Exit 1 when a case does not come out; a pack that is not well formed is refused with file and line."""
    place = folder(arguments.pack)
    pack = reading.load(place)
    told = cases.cases(place, pack)
    missed = list(cases.run(pack, told))
    facts = {
        "pack": pack.id, "policy_hash": pack.digest, "standing": pack.standing, "subsidies": [one.id for one in pack.subsidies],
        "cases": len(told), "claims": sum(len(one.claims) for one in told),
        "failed": [{"case": one.case, "line": one.line, "claim": one.claim, "expected": one.wanted, "found": one.found, "outcome": one.outcome, "reasons": one.reasons} for one in missed],
    }  # fmt: skip
    lines = [f"{pack.title} · {pack.id} · {pack.digest[:12]}", f"{len(told)} 个算例，{len(missed)} 个不符"]
    lines += [
        f"  第 {one.line} 行 {one.case} · {one.claim}：应为 {one.wanted} 分，算得 {one.found} 分（{'、'.join(one.reasons) or one.outcome}）"
        for one in missed
    ]
    return (1 if missed else 0), facts, "\n".join(lines)


def run_assess(arguments: argparse.Namespace) -> Answer:
    """Decide, write and count; with `--explain` one decision is told whole."""
    from shanhai.core.policy.explain import explain
    from shanhai.core.policy.fold import decide_all
    from shanhai.core.policy.force import InForce
    from shanhai.sheets import claims as files

    pack = reading.load(folder(arguments.pack))
    given = files.read(arguments.claims, pack)
    ordered = sorted(given, key=lambda one: one.order)
    verdicts, force = decide_all(pack, ordered), InForce(pack)
    told = [(verdict, explain(pack, claim, verdict, force)) for claim, verdict in zip(ordered, verdicts, strict=True)]
    if arguments.out:
        files.write(arguments.out, ((verdict, one.reasons) for verdict, one in told), pack.digest)
    facts: dict[str, Any] = {"pack": pack.id, "policy_hash": pack.digest, "claims": len(told)}
    facts |= {
        word: sum(verdict.outcome == word for verdict, _ in told) for word in ("granted", "refused", "asks", "waits")
    }
    facts["amount_fen"] = sum(verdict.amount for verdict, _ in told)
    text = "\n".join(f"{key} {value}" for key, value in facts.items())
    if arguments.explain:
        found = next((one for one in told if one[0].claim == arguments.explain), None)
        if found is None:
            raise Refusal("claim.unknown", claim=arguments.explain)
        facts["explained"] = _explained(pack, *found)
        text = _told(facts["explained"])
    return 0, facts, text


def _explained(pack: Pack, verdict: Any, one: Any) -> dict[str, Any]:
    from shanhai.core.policy.explain import plain

    return {
        "claim_no": verdict.claim, "subsidy": verdict.subsidy, "outcome": verdict.outcome, "amount_fen": verdict.amount, "mask": verdict.mask,
        "reasons": [{"id": each.id, "kind": each.kind, "say": each.say, "clause": each.ref, "remedy": each.remedy} for each in one.reasons],
        "lines": list(one.trace), "facts": {name: plain(value) for name, value in one.read.items()}, "policy_hash": pack.digest,
    }  # fmt: skip


def _told(found: dict[str, Any]) -> str:
    marks = {True: "√", False: "×", None: "？"}
    lines = [f"{found['claim_no']} · {found['subsidy']} · {found['outcome']} · {found['amount_fen']} 分"]
    lines += [f"  {marks[line['holds']]} {line['say']}（{line['ref']}）" for line in found["lines"] if "holds" in line]
    lines += [f"  → {each['say'] or each['kind']}（{each['clause']}）{each['remedy']}" for each in found["reasons"]]
    return "\n".join(lines)


def run_simulate(arguments: argparse.Namespace) -> Answer:
    """Both versions, what they cost, and everybody whose sum changes."""
    from shanhai.core.policy.simulate import Change, simulate
    from shanhai.sheets import claims as files

    pack = reading.load(folder(arguments.pack))
    other = reading.amended(pack, [amendment(pack, one) for one in arguments.sets])
    found = simulate(pack, other, files.read(arguments.claims, pack))

    def rows(changes: tuple[Change, ...]) -> list[dict[str, Any]]:
        return [{"id": one.key, "before": one.before, "after": one.after} for one in changes]

    facts = {
        "pack": pack.id, "before": {"policy_hash": pack.digest, "amount_fen": found.cost_before, "granted": found.granted_before},
        "after": {"policy_hash": other.digest, "amount_fen": found.cost_after, "granted": found.granted_after},
        "gainers": len(found.gaining["worker"]), "losers": len(found.losing["worker"]), "claims": rows(found.claims),
        "gaining": {party: rows(changes) for party, changes in found.gaining.items()}, "losing": {party: rows(changes) for party, changes in found.losing.items()},
    }  # fmt: skip
    text = [f"{found.cost_before} → {found.cost_after} 分", f"得益 {facts['gainers']} 人，减少 {facts['losers']} 人"]
    text += [
        f"  ↓ {one.key}: {one.before} → {one.after}" for one in (*found.losing["worker"], *found.losing["household"])
    ]
    return 0, facts, "\n".join(text)


def amendment(pack: Pack, text: str) -> reading.Amendment:
    """KEY=VALUE@DATE as a value of the pack; bands and tables as "0:0;3:20000". Refuses simulate.set, pack.unknown_param."""
    found = _SET.fullmatch(text)
    if found is None:
        raise Refusal("simulate.set", given=text)
    key, value, day = found.groups()
    param = pack.params.get(key)
    if param is None:
        raise Refusal("pack.unknown_param", name=key)
    since, ref = parse_day(day), param.values[-1].ref
    if param.shape == "value":
        return reading.Amendment(key, since, ref, value)
    pairs = [part.split(":") for part in value.split(";")]
    if any(len(pair) != 2 for pair in pairs):
        raise Refusal("simulate.set", given=text)
    return reading.Amendment(key, since, ref, pairs if param.shape == "steps" else {pair[0]: pair[1] for pair in pairs})
