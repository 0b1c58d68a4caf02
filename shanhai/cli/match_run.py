"""`match run PAIRING --day D`: on the database, a run with proposals, reasons and certificate, computed here and now."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from django.conf import settings

from shanhai.apps.accounts.models import User
from shanhai.apps.matches import tasks
from shanhai.apps.matches.actions import start
from shanhai.apps.matches.models import Run
from shanhai.apps.regions.models import Pairing
from shanhai.cli.main import Answer, Words
from shanhai.core.dates import parse_day
from shanhai.core.desk import Actor
from shanhai.core.refusal import Refusal
from shanhai.engines import cluster
from shanhai.web.kit.clock import now

ENGINES = ("local", "cluster")


def register(match: Words) -> None:
    """Add the word under `match`."""
    parser = match.add("run", run, "propose positions to everybody of a pairing who wants to go, as of a day")
    parser.add_argument("pairing", metavar="PAIRING", help="receiving code, dash, sending code: 350105-640402")
    parser.add_argument("--day", default="", metavar="D", help="default: today")
    parser.add_argument("--objective", default="lexicographic", metavar="lexicographic|score|stable")
    parser.add_argument(
        "--floor",
        default="",
        metavar="FLOOR",
        help="at least so many: township:CODE:N, household:N, registered:N, or short:N (at employers short of applicants)",
    )
    parser.add_argument(
        "--group-rule",
        default="",
        metavar="RULE",
        help="standing groups go together: reserved, bonus:B or households:K; else everybody alone",
    )
    parser.add_argument(
        "--seed", type=int, default=None, help="default: that of the run before, else the day as a number"
    )
    parser.add_argument(
        "--engine",
        default="local",
        metavar="local|cluster",
        help="where it is computed; cluster: on the Dask scheduler at SHANHAI_CLUSTER",
    )


def run(arguments: argparse.Namespace) -> Answer:
    """Compute and store one run. Refuses account.*, match.engine, match.cluster_*, match.unknown_pairing, and what starting refuses."""
    if arguments.engine not in ENGINES:
        raise Refusal("match.engine", given=arguments.engine, known=list(ENGINES))
    by, moment = _account(arguments.login).actor(), now()
    day = parse_day(arguments.day) if arguments.day else moment.date()
    receiving, _dash, sending = arguments.pairing.partition("-")
    known = Pairing.objects.in_force(day).filter(receiving=receiving, sending=sending).first()
    if known is None:
        raise Refusal("match.unknown_pairing", given=arguments.pairing)
    with _engine(arguments) as solve:
        row = _run(arguments, known, day, by, moment, solve)
    return 0, _facts(row), _told(row)


@contextmanager
def _engine(arguments: argparse.Namespace) -> Iterator[tasks.Engine | None]:
    """Where it is computed; a cluster is there before anything is opened."""
    if arguments.engine == "local":
        yield None
        return
    if arguments.group_rule or arguments.objective == "stable":
        raise Refusal("match.cluster_mode")
    with cluster.connected(settings.CLUSTER) as client:
        yield lambda asked: cluster.solve(asked, client)


def _run(
    arguments: argparse.Namespace, known: Pairing, day: date, by: Actor, moment: datetime, solve: tasks.Engine | None
) -> Run:
    row = start(
        pairing=known, day=day, objective=arguments.objective, group_rule=arguments.group_rule, floor=arguments.floor, seed=arguments.seed, by=by, at=moment
    )  # fmt: skip
    tasks.compute(run=row, by=by, at=moment, solve=solve)
    row.refresh_from_db()
    return row


def _facts(row: Run) -> dict[str, Any]:
    return {
        "run": row.pk, "mode": row.objective, "group_rule": row.group_rule, "groups": _groups(row), "floor": row.floor, "costs": row.computed.costs if hasattr(row, "computed") else [], "number": row.number, "day": row.day.isoformat(), "seed": row.seed, "people": row.people, "placed": row.placed,
        "households": row.households, "score": row.score, "bound": row.bound, "gap": row.gap, "url": f"/match/{row.pk}/",
    }  # fmt: skip


def _told(row: Run) -> str:
    return f"第 {row.number} 号方案：{row.people} 人参加，配上 {row.placed} 人；已证明别的方案最多再好 {row.gap}。"


def _groups(run: Run) -> dict[str, int]:
    held = run.computed.groups if hasattr(run, "computed") else []
    return {"given": len(held), "placed": sum(bool(employer) for _group, employer, _facts in held)}


def _account(login: str) -> User:
    if not login:
        raise Refusal("account.needed")
    user: User | None = User.objects.filter(login=login).first()
    if user is None:
        raise Refusal("account.unknown", login=login)
    return user
