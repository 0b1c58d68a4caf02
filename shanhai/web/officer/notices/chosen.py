"""Which positions a notice is made of, and whom it says to ask: read from the address, so that it can be passed on and opened again."""

import re
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.http import Http404

from shanhai.apps.employers.models import Position
from shanhai.apps.exchange.models import Dispatch, NoticeLine
from shanhai.core.desk import Power
from shanhai.core.halfwidth import halfwidth
from shanhai.core.refusal import Refusal
from shanhai.web.kit.columns import Rows
from shanhai.web.kit.middleware import Request
from shanhai.web.officer.notices.wording import Asking

MOST = 60  # positions of one notice
OFFICE, PHONE = 40, 20  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What was asked for: positions in the order of the list, and whom to ask."""

    positions: tuple[Any, ...]
    asking: Asking


def offered(request: Request) -> Rows:
    """Positions that may be made known: public ones the desk reads; those of one dispatch that still stand, where one is named."""
    desk = request.desk
    rows: Rows = Position.objects.visible_to(desk).filter(pk__in=Position.objects.public(on=desk.today))
    key = request.GET.get("dispatch", "")
    if key:
        if not desk.may(Power.READ_PARTNERSHIP) or not Dispatch.objects.visible_to(desk).filter(pk=key).exists():
            raise Http404
        lines = NoticeLine.objects.visible_to(desk).filter(notice__dispatch=key).newest()
        rows = rows.filter(pk__in=[line.position_id for line in lines if line.stands])
    return rows.select_related("employer__region")


def narrowed(rows: Rows, text: str) -> Rows:
    """Those with a text in title or employer."""
    text = text.strip()
    return rows.filter(Q(title__contains=text) | Q(employer__name__contains=text)) if text else rows


def chosen(request: Request, *, most: int = MOST) -> Chosen:
    """Read the address. Refuses `notice.empty` and `notice.too_many`."""
    keys = request.GET.getlist("position")
    found = tuple(offered(request).filter(pk__in=keys[: most + 1])) if keys else ()
    if not found:
        raise Refusal("notice.empty")
    if len(set(keys)) > most:
        raise Refusal("notice.too_many", most=most, given=len(set(keys)))
    return Chosen(positions=found, asking=asking(request, found))


def asking(request: Request, positions: tuple[Any, ...]) -> Asking:
    """Whom to ask: what was typed; at first one's own office. A telephone keeps digits and dashes only."""
    counties = list(dict.fromkeys(one.employer.region.name for one in positions))
    office = halfwidth(request.GET.get("ask", request.user.office)).strip()[:OFFICE]
    phone = re.sub(r"[^0-9\- ]", "", _dashes(halfwidth(request.GET.get("phone", "")))).strip()[:PHONE]
    site = request.build_absolute_uri("/").rstrip("/")
    return Asking(office=office, phone=phone, county="、".join(counties), site=site)


def _dashes(text: str) -> str:
    """Every dash that people type between groups of digits, as a hyphen."""
    return re.sub(r"[\u2010-\u2015\u2212]", "-", text)
