"""A claim as a seat sees it: names whole or masked, whose turn it is, which acts are open to that seat."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from django.utils import timezone

from shanhai.apps.subsidies.actions.reviews import SEATS, levels
from shanhai.apps.subsidies.models import Claim
from shanhai.core.desk import Desk, Role
from shanhai.core.money import Fen, yuan
from shanhai.web.kit.middleware import Request
from shanhai.web.officer import roll

RELATED = (
    "worker__household",
    "household",
    "placement__transfer__group",
    "employer",
    "referrer",
    "issuer",
    "home",
    "pairing",
    "publicity",
)
BELOW = {"village": {Role.VILLAGE, Role.TOWNSHIP, Role.OFFICER}, "township": {Role.TOWNSHIP, Role.OFFICER}}


def end_of(desk: Desk) -> datetime:
    """The last moment of a desk's day."""
    return datetime.combine(desk.today, time.max, tzinfo=timezone.get_current_timezone())


def prepare(rows: Sequence[Any], request: Request) -> None:
    """Names of the people, whole where the seat's side owns them; of organisations as they are."""
    people = [one.worker for one in rows if one.worker is not None]
    people += [one.referrer for one in rows if one.referrer is not None]
    roll.prepare(people, request)
    for one in rows:
        person = one.person
        organisation = one.payee_code or None
        one.about = one.worker.shown_name if one.worker else one.payee_name
        one.payee = one.payee_name if organisation or person is None else person.shown_name
        one.place = one.worker.place if one.worker else ""


def money(fen: int | None) -> str:
    """Fen in yuan; nothing for nothing."""
    return "" if fen is None else yuan(Fen(fen))


def level_now(claim: Claim, desk: Desk) -> str:
    """Whose turn it is to look; asked once a row."""
    if "level_now" not in claim.__dict__:
        found = ""
        if claim.state == "accepted":
            wanted = levels(claim, at=end_of(desk))
            found = wanted[claim.level] if claim.level < len(wanted) else ""
        claim.__dict__["level_now"] = found
    return str(claim.__dict__["level_now"])


def looks_now(claim: Claim, desk: Desk) -> bool:
    """Whether it is this seat's turn to look."""
    level = level_now(claim, desk)
    if not level or desk.actor.login in {claim.drawn_up_by, claim.accepted_by}:
        return False
    owner = claim.issuer_id if level == "receiving" else claim.home_id
    seat = desk.role in BELOW.get(level, {SEATS[level]})
    return seat and owner == desk.actor.region and claim.unit.startswith(desk.unit)
