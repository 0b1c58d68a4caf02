"""`tell-changes`: tell the partner bureau, once a night say, whatever changed of the positions it was sent."""

import argparse
from typing import Any

from shanhai.apps.accounts.facts import desk_of
from shanhai.apps.accounts.models import User
from shanhai.apps.exchange.actions import tell_changes
from shanhai.apps.exchange.models import Dispatch
from shanhai.cli.main import Answer, Words
from shanhai.core.refusal import Refusal
from shanhai.web.kit.clock import now


def register(words: Words) -> None:
    """Add the word."""
    words.add("tell-changes", run, "tell the partner bureau what changed of the positions it was sent")


def run(arguments: argparse.Namespace) -> Answer:
    """Tell every dispatch of the account's own county. Run twice it tells once; where nothing changed nothing is told."""
    if not arguments.login:
        raise Refusal("account.needed")
    user = User.objects.filter(login=arguments.login).first()
    if user is None:
        raise Refusal("account.unknown", login=arguments.login)
    moment = now()
    desk = desk_of(user, on=moment.date())
    rows = Dispatch.objects.visible_to(desk).filter(pairing__receiving__in=desk.regions).select_related("pairing")
    told: list[dict[str, Any]] = []
    for row in rows:
        notice = tell_changes(dispatch=row, by=user.actor(), at=moment)
        if notice is not None:
            told.append({"dispatch": row.title, "notice": notice.number, "positions": notice.lines.count()})
    text = "\n".join(f"{one['dispatch']}：告知 {one['positions']} 个岗位的变动" for one in told) or "没有新的变动。"
    return 0, {"told": told}, text
