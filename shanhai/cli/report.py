"""`report PERIOD OUT.xlsx`: the superior's monthly or quarterly report from outside, the same as on the page."""

import argparse
from pathlib import Path

from shanhai.apps.figures.facts.report import fill, parse_period, standard
from shanhai.apps.regions.models import Pairing
from shanhai.cli.main import Answer, Words
from shanhai.core.refusal import Refusal
from shanhai.web.kit.clock import today


def register(words: Words) -> None:
    """Add the word `report`."""
    parser = words.add("report", run, "write a monthly (2019-03) or quarterly (2019Q1) report")
    parser.add_argument("period")
    parser.add_argument("out", metavar="OUT.xlsx", type=Path)
    parser.add_argument(
        "--layout", metavar="LAYOUT.xlsx", type=Path, help="a workbook in whose cells figures are named"
    )


def run(arguments: argparse.Namespace) -> Answer:
    """Fill the layout for one period. Refuses report.*, file.unreadable, file.unwritable, pairing.unknown."""
    period = parse_period(arguments.period, today=today())
    pairing = (
        Pairing.objects.in_force(period.last).select_related("sending", "receiving", "predecessor__receiving").first()
    )
    if pairing is None:
        raise Refusal("pairing.unknown", given=arguments.period)
    content = fill(_read(arguments.layout) if arguments.layout else standard(), pairing=pairing, period=period)
    try:
        arguments.out.write_bytes(content)
    except OSError:
        raise Refusal("file.unwritable", file=str(arguments.out)) from None
    facts = {
        "period": period.name,
        "from": period.first.isoformat(),
        "until": period.last.isoformat(),
        "file": str(arguments.out),
    }
    return 0, facts, f"{period.name}（{facts['from']}—{facts['until']}） → {arguments.out}"


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        raise Refusal("file.unreadable", file=str(path)) from None
