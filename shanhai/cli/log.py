"""`audit verify|roots|export`: the 操作日志 from outside."""

import argparse
import sys

from shanhai.apps.audit.facts import export_lines, latest_root, verify
from shanhai.cli.main import Answer, Words


def register(words: Words) -> None:
    """Add the audit words."""
    parser = words.add("audit", run, "verify or export the log of acts")
    parser.add_argument("verb", choices=["verify", "roots", "export"])


def run(arguments: argparse.Namespace) -> Answer:
    """Run one audit verb. `verify` exits 1 when anything was edited, removed, inserted or reordered."""
    if arguments.verb == "roots":
        root = latest_root()
        return 0, root, f"{root['entries']} 条  {root['digest']}"
    if arguments.verb == "export":
        count = 0
        for line in export_lines():
            count += 1
            print(line, file=sys.stderr if arguments.json else sys.stdout)
        return 0, {"entries": count}, ""
    verdict = verify()
    text = f"{verdict['entries']} 条记录，{verdict['rows']} 行数据，问题 {len(verdict['findings'])} 个，未封存 {verdict['unsealed']} 条"
    return (1 if verdict["findings"] else 0), verdict, text
