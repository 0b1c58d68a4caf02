"""`/w/<link>/` and `/w/<link>/say/`: a person's own page on any phone, without an account; it works without script and without a network.

The link is the key and may be passed on by mistake: the name is masked, no number, pay, place or other person is shown, and it runs out.
What is tapped is the person's own word of a month (三证取二). Nobody signs in, nobody is photographed or located.
"""

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _

from shanhai.apps.placements.actions import attest, note_contact
from shanhai.apps.placements.facts.following import Heard
from shanhai.apps.placements.facts.own import Month, own_months, own_spells
from shanhai.apps.placements.models import Placement
from shanhai.apps.workers.models import OwnLink
from shanhai.core.attest import WORKER
from shanhai.core.dates import parse_day
from shanhai.core.money import Fen, parse_yuan
from shanhai.core.months import month_of, parse_month
from shanhai.core.refusal import Refusal
from shanhai.web.kit import taps
from shanhai.web.kit.bearer import closed, tapped
from shanhai.web.kit.middleware import Visit
from shanhai.web.kit.pages import public, show

KEEP_HOURS = 72
NOTE = 100


@public
def home(request: Visit, link: str) -> HttpResponse:
    """Show who one is, where one works, and what was said about one's months."""
    row = _found(request, link)
    return taps.kept(closed(show(request, "worker/home.html", _told(request, row))), hours=KEEP_HOURS)


@public
def say(request: Visit, link: str) -> HttpResponse:
    """Ask whether the person still works there, month by month; a tap acts as the person."""
    row = _found(request, link)
    answered = tapped(request, lambda: _tap(request, row))
    return answered or taps.kept(closed(show(request, "worker/say.html", _told(request, row))), hours=KEEP_HOURS)


def _found(request: Visit, link: str) -> OwnLink:
    row = OwnLink.objects.open(request.now.date()).filter(key=link).select_related("worker").first()
    if row is None:
        raise Http404
    return row


def _told(request: Visit, row: OwnLink) -> dict[str, Any]:
    today = request.now.date()
    spells = [_spell(one, today) for one in own_spells(row.worker_id)]
    return {
        "link": row,
        "title": _("我的活"),
        "name": row.worker.masked_name,
        "spells": spells,
        "open": any(month["row"].open for spell in spells for month in spell["months"]),
        "today": today.isoformat(),
    }


def _spell(one: Placement, today: date) -> dict[str, Any]:
    return {
        "row": one,
        "months": [_month(month, one, today) for month in own_months(one, on=today)],
        "standing": one.ended_on is None or one.ended_on > today,
    }


def _month(one: Month, spell: Placement, today: date) -> dict[str, Any]:
    return {
        "row": one,
        "key": f"{one.first:%Y-%m}",
        "id": f"m-{spell.pk}-{one.first:%Y-%m}",
        "now": one.first == month_of(today) and spell.ended_on is None,
        "own": "" if one.own is None else _("您说干了") if one.own else _("您说没干"),
        "state": "" if one.own is None else "working" if one.own else "left",
        "theirs": "" if one.theirs is None else _("企业说干了") if one.theirs else _("企业说没干"),
    }


def _tap(request: Visit, row: OwnLink) -> None:
    verb, key, month = [*request.POST.get("tap", "").split(":"), "", ""][:3]
    spell = next((one for one in own_spells(row.worker_id) if one.pk == key), None)
    if spell is None:
        raise Http404
    stamp: dict[str, Any] = {"by": row.actor(), "at": request.now}
    day = request.POST.get("on", "")
    on = min(parse_day(day), request.now.date()) if day else request.now.date()
    if verb in {"worked", "away"}:
        first = parse_month(month)
        if not any(one.first == first and one.open for one in own_months(spell, on=request.now.date())):
            raise Refusal("word.closed", month=month)
        attest(
            placement=spell, month=first, source=WORKER, worked=verb == "worked", pay=_pay(request, key, month), **stamp
        )
    elif verb in {"working", "left"}:
        said = parse_month(month) if verb == "working" else None
        heard = Heard(on=on, kind="own", outcome=verb, month=said, pay=_pay(request, key, month) if said else None)
        note_contact(placement=spell, heard=heard, **stamp)
    elif verb == "plea":
        note = request.POST.get(f"plea-{key}", "").strip()[:NOTE]
        note_contact(placement=spell, heard=Heard(on=on, kind="plea", outcome="trouble", note=note), **stamp)
    else:
        raise Refusal("page.verb", given=verb[:20])


def _pay(request: Visit, key: str, month: str) -> Fen | None:
    typed = request.POST.get(f"pay-{key}-{month}", "").strip()
    return parse_yuan(typed) if typed else None


urlpatterns = [path("w/<str:link>/", home, name="own"), path("w/<str:link>/say/", say, name="own-say")]
