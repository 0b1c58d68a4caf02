"""`/go/<link>/`: the escort's page on a phone, without an account: who came, who did not, who goes instead. It works without a network.

The link is the key: it is given to one escort, shows names and seats and nothing else, and ends when the vehicle has arrived.
"""

from collections import Counter
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _

from shanhai.apps.placements.actions import arrive, board, leave, miss, substitute
from shanhai.apps.placements.models import Boarding, Departure
from shanhai.core.desk import Actor, Role
from shanhai.core.refusal import Refusal
from shanhai.web.kit import taps
from shanhai.web.kit.bearer import closed, tapped
from shanhai.web.kit.middleware import Visit
from shanhai.web.kit.pages import public, show

KEEP_HOURS = 72  # the night before, the way, and a day to spare


@public
def go(request: Visit, link: str) -> HttpResponse:
    """Show who is on the roster; a tap acts as the escort."""
    found = Departure.objects.filter(link=link, state__in=("planned", "left"))
    row = found.select_related("pairing").first()
    if row is None:
        raise Http404
    answered = tapped(request, lambda: _tap(request, row))
    return answered or taps.kept(closed(show(request, "public/escort.html", _told(row))), hours=KEEP_HOURS)


def _tap(request: Visit, row: Departure) -> HttpResponse | None:
    """Do it; after the arrival there is no page to go back to, so a last one is shown."""
    _do(request, row)
    if row.state != "arrived":
        return None
    return closed(show(request, "public/escort_done.html", {"row": row, "title": row.name}))


def _do(request: Visit, row: Departure) -> None:
    by = Actor(login=f"escort-{row.pk}", name=row.escort, role=Role.ESCORT, region=row.pairing.sending_id)
    verb, *about = request.POST.get("tap", "").split(":")
    if verb in {"leave", "arrive"} and not about:
        (leave if verb == "leave" else arrive)(departure=row, by=by, at=request.now)
        return
    seats = [_seat(row, key) for key in about]
    if verb == "board" and len(seats) == 1:
        board(boarding=seats[0], by=by, at=request.now)
    elif verb == "miss" and len(seats) == 1:
        miss(boarding=seats[0], by=by, at=request.now)
    elif verb == "substitute" and len(seats) == 2:
        substitute(absent=seats[0], waiting=seats[1], by=by, at=request.now)
    else:
        raise Refusal("page.verb", given=verb[:20])


def _seat(row: Departure, key: str) -> Boarding:
    one = row.boardings.select_related("departure__pairing", "transfer__worker").filter(pk=key).first()
    if one is None:
        raise Http404
    return one


def _told(row: Departure) -> dict[str, Any]:
    rows = list(row.boardings.select_related("transfer__worker"))
    taken = {one.seat for one in rows if one.state != "absent"}
    people = [_person(one, taken) for one in rows if one.seat is not None]
    waiting = [_person(one, taken) for one in rows if one.seat is None and one.state == "listed"]
    counts = Counter(one["state"].split("-")[0] for one in people)
    return {
        "row": row,
        "title": row.name,
        "people": people,
        "waiting": waiting,
        "room": len(taken - {None}) < row.seats,
        "counts": [(code, name, counts[code]) for code, name in (("aboard", _("来了")), ("absent", _("没来")), ("listed", _("没点")))],
    }  # fmt: skip


def _person(one: Boarding, taken: set[int | None]) -> dict[str, Any]:
    filled = one.state == "absent" and one.seat in taken
    state = "waiting" if one.seat is None else "absent-filled" if filled else one.state
    words = {
        "listed": "",
        "waiting": _("等位子"),
        "aboard": _("来了"),
        "absent": _("没来"),
        "absent-filled": _("没来，有人顶上"),
    }
    return {"row": one, "name": one.transfer.worker.name, "state": state, "said": words[state]}  # fmt: skip


urlpatterns = [path("go/<str:link>/", go, name="escort")]
