"""`/departures/<id>/`: one vehicle: who has a seat, who waits, who came and who goes instead, what each was given, whom to ring."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpResponse
from django.urls import path
from django.utils.translation import gettext as _

from shanhai.apps.placements.actions import open_phones
from shanhai.apps.placements.models import Boarding, Departure, Given
from shanhai.core.desk import Power
from shanhai.core.refusal import Refusal
from shanhai.web.kit.coded import ITEM, short
from shanhai.web.kit.links import link_to
from shanhai.web.kit.middleware import Request
from shanhai.web.kit.pages import acting, done, find, page, show
from shanhai.web.officer import roll
from shanhai.web.officer.transfer import words
from shanhai.web.officer.transfer.boarding import VERBS

PURPOSE = "打电话通知出发"


@page(Power.READ_TRANSFERS)
def departure(request: Request, pk: str) -> HttpResponse:
    """Show the vehicle; the buttons on it act, each once."""
    row = _found(request, pk)
    verb, _mark, about = request.POST.get("verb", "").partition(":")
    if acting(request) and verb != "phones":
        if verb not in VERBS:
            raise Refusal("page.verb", given=verb)
        anchor, said = VERBS[verb](request, row, about)
        return done(request, f"{link_to('placements.departure', pk)}#{anchor}", said)
    people = roster(request, row)
    phones: dict[str, str] = {}
    if acting(request):
        mine = [one.transfer.worker for one in people if roll.mine(one.transfer.worker, request.desk)]
        phones = open_phones(people=mine, purpose=PURPOSE, about=row, by=request.actor, at=request.now)
    response = show(request, "officer/transfer/departure.html", _told(request, row, people, phones))
    if phones:
        response["Cache-Control"] = "no-store"
    return response


def _found(request: Request, pk: str) -> Departure:
    rows = Departure.objects.visible_to(request.desk).select_related("pairing__sending", "pairing__receiving")
    return find(rows, pk)


def roster(request: Request, row: Departure) -> list[Any]:
    """Everybody on the roster one may read, by seat, those who wait last; with what each was given."""
    rows = Boarding.objects.visible_to(request.desk).filter(departure=row)
    people = list(
        rows.select_related(
            "transfer__worker__household", "transfer__position__employer", "instead_of__transfer__worker"
        )
    )
    prefetch_related_objects(people, Prefetch("given", queryset=Given.objects.order_by("item")))
    roll.prepare([one.transfer.worker for one in people], request)
    return sorted(people, key=lambda one: (one.seat is None, one.seat or 0, one.state == "absent", one.pk))


def _told(request: Request, row: Departure, people: Sequence[Any], phones: dict[str, str]) -> dict[str, Any]:
    may_board = request.desk.may(Power.BOARD)
    taken = {one.seat for one in people if one.state != "absent"}
    counts = Counter("waiting" if one.seat is None and one.state == "listed" else one.state for one in people)
    return {
        "row": row,
        "title": row.name,
        "state": words.DEPARTURE[row.state],
        "tag": words.DEPARTURE_TAG[row.state],
        "kind": words.KIND[row.kind],
        "people": [_seat(one, row, taken, phones) for one in people],
        "waiting": [one for one in people if waits(one)],
        "room": len(taken - {None}) < row.seats,
        "counts": [(words.BOARDING[state], counts[state]) for state in ("listed", "aboard", "absent", "waiting")],
        "whole": len(people) == row.boardings.count(),
        "may_board": may_board and row.state == "planned",
        "may_plan": request.desk.may(Power.RUN_TRANSFER) and row.state == "planned",
        "may_give": may_board and row.state in {"planned", "left"},
        "may_leave": may_board and row.state == "planned",
        "may_arrive": may_board and row.state == "left",
        "may_open": request.desk.may(Power.REVEAL) and any(one.transfer.worker.mine for one in people) and not phones,
        "items": ITEM.items(),
        "link": f"/go/{row.link}/" if may_board and row.state in {"planned", "left"} else "",
    }


def waits(one: Boarding) -> bool:
    """Whether somebody stands on the roster without a seat."""
    return one.seat is None and one.state == "listed"


def _seat(one: Any, row: Departure, taken: set[int | None], phones: dict[str, str]) -> dict[str, Any]:
    worker = one.transfer.worker
    state = "waiting" if waits(one) else one.state
    instead = one.instead_of
    return {
        "row": one,
        "worker": worker,
        "url": link_to("placements.transfer", one.transfer_id),
        "state": words.BOARDING[state],
        "tag": words.BOARDING_TAG[state],
        "free": one.state == "absent" and one.seat is not None and one.seat not in taken,
        "instead": instead and (instead.transfer.worker.name if worker.mine else instead.transfer.worker.masked_name),
        "given": [_("{item} {number}").format(item=ITEM[g.item], number=g.number).strip() for g in one.given.all()],
        "insured": any(g.item == "insurance" and g.number for g in one.given.all()),
        "phone": phones.get(worker.pk, ""),
    }


@page(Power.READ_TRANSFERS)
def printed(request: Request, pk: str) -> HttpResponse:
    """The roster on A4 with boxes to sign."""
    row = _found(request, pk)
    people = [one for one in roster(request, row) if one.state != "absent"]
    context = {
        "row": row,
        "title": row.name,
        "kind": words.KIND[row.kind],
        "seated": [one for one in people if one.seat is not None],
        "waiting": [one for one in people if one.seat is None],
        "items": [short(code) for code in ("insurance", "card")],
    }
    return show(request, "officer/transfer/roster_print.html", context)


urlpatterns = [
    path("departures/<str:pk>/", departure, name="departure"),
    path("departures/<str:pk>/print/", printed, name="departure-print"),
]
