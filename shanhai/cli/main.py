"""The `shanhai` command: parse, call, print. One module a family of commands; each registers its own words.

With `--json` exactly one JSON object goes to standard output, everything else to standard error. Exit 0 done, 1 refused or negative
verdict, 2 wrong usage.
"""

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any

from shanhai.cli import FAMILIES
from shanhai.core.refusal import Refusal

type Answer = tuple[int, dict[str, Any], str]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shanhai.config.settings")
    import django

    django.setup()
    arguments = _parsed(sys.argv[1:] if argv is None else argv)
    code: int
    try:
        code, facts, text = _answered(arguments)
    except Refusal as refusal:
        from shanhai.web.kit.refusals import sentence

        code, facts, text = 1, refusal.as_json(), sentence(refusal)
    if arguments.json:
        print(json.dumps(facts, ensure_ascii=False, default=str))
    elif text:  # a command that wrote its own output, a PDF or JSON lines, adds nothing to it
        print(text, file=sys.stderr if code else sys.stdout)
    return code


def _parsed(words: Sequence[str]) -> argparse.Namespace:
    """Read the words. Wrong usage ends with 2 and says why on standard error; with `--json` it is one object as well."""
    try:
        return _parser().parse_args(words)
    except SystemExit as ended:
        if ended.code and "--json" in words:
            print(json.dumps({"refusal": "usage.wrong"}))
        raise


def _answered(arguments: argparse.Namespace) -> Answer:
    """Run the command. Refuses `database.unready` where there is no database, or one without our tables."""
    from django.db import OperationalError, ProgrammingError

    try:
        answer: Answer = arguments.run(arguments)
    except (OperationalError, ProgrammingError) as error:
        print(error, file=sys.stderr)
        raise Refusal("database.unready") from error
    return answer


def _parser() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--json", action="store_true", help="exactly one JSON object on standard output")
    common.add_argument("--as", dest="login", metavar="LOGIN", default="", help="act as this account")
    parser = argparse.ArgumentParser(
        prog="shanhai", description="山海劳务协作 · labour cooperation between paired governments"
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for family in FAMILIES:
        import_module(f"shanhai.cli.{family}").register(Words(commands, common))
    return parser


class Words:
    """Where a family adds its commands; each gets `--json` and `--as`."""

    def __init__(self, commands: Any, common: argparse.ArgumentParser) -> None:
        self._commands, self._common = commands, common

    def add(self, name: str, run: Callable[[argparse.Namespace], Answer], help_text: str) -> argparse.ArgumentParser:
        """Add one command that answers (exit code, JSON facts, text for people)."""
        parser: argparse.ArgumentParser = self._commands.add_parser(name, parents=[self._common], help=help_text)
        parser.set_defaults(run=run)
        return parser

    def within(self, name: str, help_text: str) -> "Words":
        """Where the commands go that share a first word: `match solve`, `match verify`."""
        parser = self._commands.add_parser(name, help=help_text)
        return Words(parser.add_subparsers(dest="verb", required=True, metavar="VERB"), self._common)


if __name__ == "__main__":
    sys.exit(main())
