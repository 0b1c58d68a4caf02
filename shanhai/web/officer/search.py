"""查找: one box for people (name, initials, last four, telephone), employers, positions and vouchers; each within what the desk reads."""

import re
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.urls import path

from shanhai.apps.audit.keys import keyring
from shanhai.apps.employers.models import Employer, Position
from shanhai.apps.vouchers.models import Voucher
from shanhai.core.desk import Desk
from shanhai.core.halfwidth import halfwidth
from shanhai.core.vault import blind_index
from shanhai.web.kit.columns import Rows
from shanhai.web.kit.links import link_to
from shanhai.web.kit.middleware import Request
from shanhai.web.kit.pages import page, show
from shanhai.web.officer import positions, roll

MOST = 20
FOUND = ("workers", "employers", "positions", "vouchers")
PHONE = re.compile(r"1\d{10}", re.ASCII)


@page(None)
def search(request: Request) -> HttpResponse:
    """Show what one box of text may mean."""
    q = halfwidth(request.GET.get("q", "")).strip()[:40]
    context: dict[str, Any] = {"q": q, "workers": [], "employers": [], "positions": [], "vouchers": [], "most": MOST}
    if q:
        keys = list(
            _people(request.desk, q).values_list("pk", flat=True)[: MOST + 1]
        )  # from an index: no wide row is read
        known = roll.rows(request.desk).in_bulk(keys)
        people = [known[key] for key in keys]
        roll.prepare(people, request)
        context |= {
            "workers": people[:MOST],
            "more_workers": link_to("workers.worker", query={"q": q}) if len(people) > MOST else "",
            "employers": Employer.objects.visible_to(request.desk).search(q).select_related("region")[:MOST],
            "positions": _positions(request, q),
            "vouchers": _vouchers(request, q),
        }
    context["found"] = any(context[kind] for kind in FOUND)
    return show(request, "officer/search.html", context)


def _people(desk: Desk, q: str) -> Rows:
    """People by what was typed. A whole telephone number finds one's own people only: to others a number shown masked stays unknown."""
    rows: Rows = roll.rows(desk)
    digits = re.sub(r"[\s\-]", "", q)
    if PHONE.fullmatch(digits):
        return rows.filter(phone_index=blind_index(keyring(), digits, purpose="phone"), region__in=desk.regions)
    found: Rows = rows.search(q)  # type: ignore[attr-defined]
    return found


def _positions(request: Request, q: str) -> list[Any]:
    """Positions by title, with how each stands today."""
    rows = Position.objects.visible_to(request.desk).shown_to(request.desk).filter(title__contains=q)
    found: list[Any] = list(rows.select_related("employer")[:MOST])
    positions.look(found, request)
    for one in found:
        one.shown_pay = positions.pay(one)
        one.shown_state, one.shown_tag = positions.state(one)
    return found


def _vouchers(request: Request, q: str) -> list[dict[str, Any]]:
    asked = _voucher_asked(q)
    if asked is None:
        return []
    rows = Voucher.objects.visible_to(request.desk).filter(asked)
    found = rows.select_related("run__delegation", "handout__worker")[:MOST]
    return [
        {
            "voucher": one,
            "fair": link_to("fairs.fair", one.run.delegation.fair_id),
            "holder": _holder(one, request.desk),
        }
        for one in found
    ]


def _voucher_asked(q: str) -> Q | None:
    """Read 0042 as a number in any lot, and MW18A-0042 as one of that lot."""
    lot, dash, number = q.rpartition("-")
    if not (number.isdecimal() and len(number) <= 6):
        return None
    return Q(number=int(number), run__lot__iexact=lot) if dash else Q(number=int(number))


def _holder(voucher: Voucher, desk: Desk) -> str:
    if not hasattr(voucher, "handout"):
        return ""
    person = voucher.handout.worker
    return person.name if roll.mine(person, desk) else person.masked_name


urlpatterns = [path("search/", search, name="search")]
