"""`policy rederive [--since D]`: every stored decision derived again from its stored facts and policy."""

import argparse
from dataclasses import asdict

from shanhai.cli.main import Answer, Words
from shanhai.core.dates import parse_day


def register(policy: Words) -> None:
    """Add the word under `policy`."""
    parser = policy.add("rederive", run, "derive every stored decision again; exit 1 on any difference")
    parser.add_argument("--since", default="", metavar="D", help="count only decisions from this day on")


def run(arguments: argparse.Namespace) -> Answer:
    """Exit 1 on any difference: a decision that does not come out as stored, or a chain that is broken."""
    from shanhai.apps.subsidies.facts.rederive import rederive

    since = parse_day(arguments.since) if arguments.since else None
    found = rederive(since)
    facts = {
        "decisions": found.looked,
        "equal": found.equal,
        "percent": found.percent,
        "differences": [asdict(one) for one in found.differences],
    }
    lines = [f"{found.looked} 件核定，{found.equal} 件重算一致（{found.percent}）"]
    lines += [
        f"  {one.pack} 第 {one.place} 件 {one.what}：存 {one.stored}，算得 {one.derived}" for one in found.differences
    ]
    return (0 if found.whole else 1), facts, "\n".join(lines)
