"""`match solve|verify`: the best plan for files of pairs and positions, with its proof; and the check of any such plan and proof.

What computes is imported when it is needed: compiled code takes a second to load, and `match verify` needs none of it for small files.
"""

import argparse
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shanhai.cli import match_run
from shanhai.cli.main import Answer, Words
from shanhai.core.refusal import Refusal

if TYPE_CHECKING:
    from shanhai.core.matching.facts import Ints
    from shanhai.sheets.matching.inputs import Inputs

OBJECTIVES = ("lexicographic", "score", "stable")
MOST_TOLD = 100  # violations in one answer; how many there are stands beside them


def register(words: Words) -> None:
    """Add the words under `match`."""
    match = words.within("match", "make, or check, a plan of who goes where")
    match_run.register(match)
    parser = match.add(
        "solve", run_solve, "the best plan for pairs and positions, with a certificate that it is the best"
    )
    _add_files(parser)
    parser.add_argument(
        "--objective",
        default="lexicographic",
        metavar="|".join(OBJECTIVES),
        help="households first (default), scores only, or no blocking pair",
    )
    parser.add_argument("--seed", type=int, default=0, help="of the draw among equally good plans")
    parser.add_argument(
        "--out", type=Path, required=True, metavar="PLAN.csv", help="worker,position: written at the end, whole"
    )
    parser.add_argument(
        "--certificate", type=Path, required=True, metavar="CERT.json", help="prices that prove the plan"
    )
    parser.add_argument(
        "--group-rule", default="", metavar="RULE", help="with groups: reserved (default), bonus:B or households:K"
    )
    parser.add_argument("--least", type=int, default=0, metavar="N", help="with --floor: how many at least")
    parser = match.add(
        "verify", run_verify, "check a plan and its certificate against every pair; shares no code with solve"
    )
    _add_files(parser)
    parser.add_argument("--plan", type=Path, required=True, metavar="PLAN.csv")
    parser.add_argument("--certificate", type=Path, required=True, metavar="CERT.json")
    parser.add_argument(
        "--objective", default="", metavar="|".join(OBJECTIVES), help="what the certificate must be about"
    )
    parser.add_argument("--group-rule", default="", metavar="RULE", help="the rule the certificate must be about")
    parser.add_argument(
        "--gap", type=int, default=0, metavar="G", help="with groups: how much better another plan may be (default 0)"
    )


def _add_files(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--pairs", type=Path, required=True, metavar="P.csv",
                        help="worker,position,score: whole numbers from 0; a pair that is absent is not eligible; stable adds worker_rank,position_rank (1 is best)")  # fmt: skip
    parser.add_argument("--positions", type=Path, required=True, metavar="S.csv",
                        help="position,seats[,employer][,reserved]: `seats` is the total, of which `reserved` take members of groups only")  # fmt: skip
    parser.add_argument("--workers", type=Path, metavar="W.csv",
                        help="worker,household,priority: 1 for a poor household without an earner; without it everybody is alone, 0")  # fmt: skip
    parser.add_argument("--floor", type=Path, metavar="F.csv",
                        help="worker, or position: whom or what a floor counts; with --least N at least so many of these pairs are seated")  # fmt: skip
    parser.add_argument("--groups", type=Path, metavar="G.csv",
                        help="group,worker: a group goes whole to one employer or nowhere; see --group-rule")  # fmt: skip


def run_solve(arguments: argparse.Namespace) -> Answer:
    """Solve and write both files. Refuses what the readers refuse, match.objective, match.rule, match.stable_groups, match.floor_alone,
    match.least_alone, match.overflow, match.same_file, match.memory_out, file.unwritable.
    """
    from shanhai.core.matching.groups.rules import rule_of
    from shanhai.sheets.matching.room import enough

    began = time.perf_counter()
    if arguments.objective not in OBJECTIVES:
        raise Refusal("match.objective", given=arguments.objective)
    _check_places(arguments)
    rule_of(arguments.group_rule)
    ranked = arguments.objective == "stable"
    if ranked and arguments.groups:
        raise Refusal("match.stable_groups")
    if arguments.floor and (ranked or arguments.groups):
        raise Refusal("match.floor_alone")
    if arguments.least and not arguments.floor:
        raise Refusal("match.least_alone", given=arguments.least)
    with enough():
        facts = _solved(arguments, ranked=ranked)
    facts |= {"seed": arguments.seed, "seconds": round(time.perf_counter() - began, 3)}
    return 0, facts, _told(facts)


def _solved(arguments: argparse.Namespace, *, ranked: bool) -> dict[str, Any]:
    from shanhai.sheets.matching.inputs import read_inputs
    from shanhai.sheets.matching.outcome import write_outcome
    from shanhai.sheets.matching.pairs import line_of_highest

    inputs = read_inputs(arguments.pairs, arguments.positions, arguments.workers, arguments.groups, ranked=ranked)
    _progress(
        f"读入 {len(inputs.pairs.score)} 对，{len(inputs.market.workers)} 人，{len(inputs.market.positions)} 个岗位"
    )
    try:
        at, said, facts = _way(arguments)(inputs, arguments)
    except Refusal as no:
        if no.code != "match.overflow":
            raise
        raise Refusal(no.code, file=arguments.pairs.name, line=line_of_highest(arguments.pairs), **no.facts) from None
    names = zip(inputs.market.workers, at.tolist(), strict=True)
    write_outcome(
        arguments.out,
        [(worker, inputs.market.positions[p]) for worker, p in names if p >= 0],
        arguments.certificate,
        said,
    )
    return {"mode": said["mode"], **facts, "assigned": int((at >= 0).sum())}


def _way(arguments: argparse.Namespace) -> Any:
    if arguments.objective == "stable":
        return _stable
    return _grouped if arguments.groups else _floored if arguments.floor else _assigned


def _floored(inputs: "Inputs", arguments: argparse.Namespace) -> "tuple[Ints, dict[str, Any], dict[str, Any]]":
    from shanhai.core.matching.certificate import certificate
    from shanhai.core.matching.floor import said
    from shanhai.core.matching.floor_search import assign_with_floor
    from shanhai.sheets.matching.inputs import floor_of

    floor, digest = floor_of(arguments.floor, inputs, least=arguments.least)
    found = assign_with_floor(inputs.market, inputs.pairs, floor, seed=arguments.seed, objective=arguments.objective)
    plan, objective = found.plan, {"households": found.plan.households, "score": found.plan.score}
    told = certificate(inputs.market, plan, mode=arguments.objective, inputs={**inputs.digests, "floor": digest})
    facts = {
        "objective": objective, "bound": parted(plan.bound, plan.priority_weight, objective), "gap": plan.gap,
        "floor": {**said(floor, found.price), "before": found.before, "cost": found.cost},
    }  # fmt: skip
    return plan.position, told | {"floor": said(floor, found.price)}, facts


def _assigned(inputs: "Inputs", arguments: argparse.Namespace) -> "tuple[Ints, dict[str, Any], dict[str, Any]]":
    from shanhai.core.matching.assign import assign
    from shanhai.core.matching.certificate import certificate

    plan = assign(inputs.market, inputs.pairs, seed=arguments.seed, objective=arguments.objective)
    said = certificate(inputs.market, plan, mode=arguments.objective, inputs=inputs.digests)
    objective = {"households": plan.households, "score": plan.score}
    facts = {
        "objective": objective,
        "bound": parted(plan.bound, plan.priority_weight, objective),
        "gap": plan.gap,
        "rounds": plan.rounds,
    }
    return plan.position, said, facts


def _grouped(inputs: "Inputs", arguments: argparse.Namespace) -> "tuple[Ints, dict[str, Any], dict[str, Any]]":
    from shanhai.core.matching.groups.facts import Grouping
    from shanhai.core.matching.groups.rules import rule_of
    from shanhai.core.matching.groups.solve import solve_groups

    grouping, rule = Grouping(inputs.groups, inputs.group, inputs.employers), rule_of(arguments.group_rule)
    plan = solve_groups(inputs.market, inputs.pairs, grouping, rule, seed=arguments.seed, objective=arguments.objective)
    objective = {"households": plan.households, "score": plan.score}
    facts = {
        "group_rule": str(rule),
        "groups": {"given": len(inputs.groups), "placed": int((plan.employer >= 0).sum())},
        "objective": objective,
        "bound": parted(plan.bound, plan.priority_weight, objective),
        "gap": plan.gap,
    }
    return plan.position, plan.certificate(inputs=inputs.digests), facts


def _stable(inputs: "Inputs", arguments: argparse.Namespace) -> "tuple[Ints, dict[str, Any], dict[str, Any]]":
    from shanhai.core.matching.certificate import stable_certificate
    from shanhai.core.matching.stable import stable, stable_plan

    market, pairs, seed = inputs.market, inputs.pairs, arguments.seed
    at = stable(market, pairs, worker_rank=inputs.ranks[0], position_rank=inputs.ranks[1], seed=seed)
    plan = stable_plan(market, pairs, at, seed=seed)
    objective = {"households": plan.households, "score": plan.score}
    said = stable_certificate(**objective, seed=seed, inputs=inputs.digests)
    return at, said, {"objective": objective, "bound": objective, "gap": 0}


def parted(bound: int, weight: int, objective: dict[str, int]) -> dict[str, int]:
    """A bound as households and score. Where only scores count, households are bounded by nothing and shown as they are."""
    if not weight:
        return {"households": objective["households"], "score": bound}
    households, score = divmod(bound, weight)
    return {"households": households, "score": score}


def run_verify(arguments: argparse.Namespace) -> Answer:
    """Check. Exit 1 where the plan is not allowed or not proved to be the best. Refuses what the readers refuse, match.certificate, match.memory_out."""
    from shanhai.sheets.matching.room import enough

    with enough():
        verdict = _checked(arguments)
    return (0 if verdict["optimal"] else 1), verdict, _judged(verdict)


def _checked(arguments: argparse.Namespace) -> dict[str, Any]:
    from shanhai.core.matching.verdict import judge
    from shanhai.sheets.matching.inputs import case_of, counted_of, groups_of, read_inputs
    from shanhai.sheets.matching.outcome import read_certificate, read_plan

    said, plan = read_certificate(arguments.certificate), read_plan(arguments.plan)
    ranked = said.get("mode") == "stable"
    inputs = read_inputs(arguments.pairs, arguments.positions, arguments.workers, arguments.groups, ranked=ranked)
    counted, digests = None, dict(inputs.digests)
    if arguments.floor:
        counted, digests["floor"] = counted_of(arguments.floor)
    verdict = judge(case_of(inputs), plan, said, groups=groups_of(inputs), floor=counted, allowed=arguments.gap)
    for key, asked in (("mode", arguments.objective), ("group_rule", arguments.group_rule)):
        if asked and said.get(key) != asked:
            verdict["violations"].append({"code": key, "said": said.get(key), "asked": asked})
            verdict["optimal"] = False
    given = said.get("inputs")
    verdict["mode"] = said["mode"]
    verdict["other_inputs"] = sorted(
        key for key, digest in digests.items() if not isinstance(given, dict) or given.get(key) != digest
    )
    verdict["violations_found"] = len(verdict["violations"])
    verdict["violations"] = verdict["violations"][:MOST_TOLD]
    return verdict


def _check_places(arguments: argparse.Namespace) -> None:
    """No output may stand where an input or the other output does."""
    written = [arguments.out.resolve(), arguments.certificate.resolve()]
    given = (arguments.pairs, arguments.positions, arguments.workers, arguments.groups, arguments.floor)
    read = [path.resolve() for path in given if path]
    for n, path in enumerate(written):
        if path in read or path in written[:n]:
            raise Refusal("match.same_file", file=str(path))


def _told(facts: dict[str, Any]) -> str:
    reached, bound = facts["objective"], facts["bound"]
    return "\n".join(
        [
            f"安排 {facts['assigned']} 人，其中家中无人就业的户 {reached['households']} 户有了一个，总分 {reached['score']}",
            f"上限 {bound['households']} 户、{bound['score']} 分，差 {facts['gap']}；用时 {facts['seconds']} 秒，种子 {facts['seed']}",
        ]
    )


def _judged(verdict: dict[str, Any]) -> str:
    head = (
        "方案可行，并已证明没有更好的"
        if verdict["optimal"]
        else "方案可行，但没有证明是最好的"
        if verdict["feasible"]
        else "方案不可行"
    )
    lines = [f"{head}（差 {verdict['gap']}）", *(str(fault) for fault in verdict["violations"][:20])]
    if verdict["other_inputs"]:
        lines.append(f"这些文件和出方案时不是同一份：{'、'.join(verdict['other_inputs'])}")
    return "\n".join(lines)


def _progress(line: str) -> None:
    print(line, file=sys.stderr)
