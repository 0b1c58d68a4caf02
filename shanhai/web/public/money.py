"""`/money/`: anybody answers four questions and reads what they could be paid, when, and what is missing; and how far the funds are used."""

from typing import Any

from django.http import HttpResponse
from django.urls import path
from django.utils.translation import gettext as _

from shanhai.apps.subsidies.facts.asking import Answers, Told, homes, lines, told
from shanhai.core.identifiers.division import divisions
from shanhai.core.money import Fen, yuan
from shanhai.web.kit.middleware import Visit
from shanhai.web.kit.pages import public, show

MOST = 36  # months


@public
def money(request: Visit) -> HttpResponse:
    """Ask, and tell. Nothing of it is stored, not even the answers: they are in the address."""
    asked, table = request.GET, divisions()
    places = homes(at=request.now)
    months = asked.get("months", "")
    home = asked.get("home", "")
    complete = (
        home in places
        and {"poor", "way"} <= asked.keys()
        and months.isdecimal()
        and months.isascii()
        and int(months) <= MOST
    )
    found: list[Told] = []
    if complete:
        said = Answers(
            home=home, poor=asked["poor"] == "yes", organised=asked["way"] == "organised", months=int(months)
        )
        found = told(said, at=request.now)
    context: dict[str, Any] = {
        "homes": [(code, table.full_name(code) if table.known(code) else code) for code in places],
        "typed": {"home": home, "poor": asked.get("poor", ""), "way": asked.get("way", ""), "months": months},
        "complete": complete,
        "wrong": bool(asked.keys() & {"home", "poor", "way", "months"}) and not complete,
        "gets": [(one, yuan(Fen(one.most))) for one in found if one.most],
        "not_yet": [one for one in found if not one.most],
        "total": yuan(Fen(sum(one.most for one in found))),
        "funds": [
            (one, yuan(Fen(one.appropriated)), yuan(Fen(one.taken)), "" if one.paid is None else yuan(Fen(one.paid)))
            for one in lines()
        ],
        "title": _("能领什么钱"),
    }
    return show(request, "public/money.html", context)


urlpatterns = [path("money/", money, name="money")]
