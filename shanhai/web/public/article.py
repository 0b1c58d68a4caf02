"""`/article/`: the report, statement by statement, against live value, screen and test."""

from typing import Any

from django.http import HttpResponse
from django.urls import path
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from shanhai.apps.figures.facts import compute
from shanhai.apps.figures.facts.definition import Scope, Value
from shanhai.apps.regions.models import Pairing
from shanhai.core.desk import Power
from shanhai.web.kit.middleware import Visit
from shanhai.web.kit.pages import public, show
from shanhai.web.public.statements import SECTIONS, Statement

STATES = {
    "computed": (gettext_lazy("由记录算出"), "ok"),
    "external": (gettext_lazy("外部填报"), "soon"),
    "assumed": (gettext_lazy("假定"), "do"),
    "outside": (gettext_lazy("不在其内"), ""),
}

NEEDS = {
    "/agreements/": Power.READ_PARTNERSHIP,
    "/employers/": Power.READ_EMPLOYERS,
    "/fairs/": Power.READ_FAIRS,
    "/figures/": Power.READ_FIGURES,
    "/outreach/": Power.READ_PARTNERSHIP,
    "/system/policies/": Power.READ_PARTNERSHIP,
}


def first_pairing(request: Visit) -> Pairing | None:
    """The pairing this installation serves today."""
    rows = Pairing.objects.in_force(request.now.date())
    return rows.select_related("sending", "receiving", "predecessor__receiving").first()


def live(request: Visit) -> dict[str, Value]:
    """The figures of the report for that pairing, today; empty before the first pairing."""
    pairing = first_pairing(request)
    return compute(Scope(pairing=pairing, on=request.now.date()), "report") if pairing else {}


@public
def article(request: Visit) -> HttpResponse:
    """The whole report as a table of what holds and where."""
    values = live(request)
    sections = [(heading, [_row(request, statement, values) for statement in rows]) for heading, rows in SECTIONS]
    counted = [state for _heading, rows in sections for state in (row["state"] for row in rows)]
    totals = [(label, tag, counted.count(key)) for key, (label, tag) in STATES.items()]
    context = {"sections": sections, "totals": totals, "title": _("报道逐句对照")}
    return show(request, "public/article.html", context)


def _row(request: Visit, statement: Statement, values: dict[str, Value]) -> dict[str, Any]:
    label, tag = STATES[statement.state]
    value = values.get(statement.figure)
    display = value.display(get_language() or "zh-hans") if value else ""  # type: ignore[arg-type]
    exact = (
        f"{value.exact} {value.figure.unit}" if value and not value.missing and value.figure.shown == "about" else ""
    )
    shown = {"label": label, "tag": tag, "display": display, "exact": exact}
    return {"it": statement, "state": statement.state, "opens": _opens(request, statement.screen), **shown}


def _opens(request: Visit, screen: str) -> bool:
    """Whether the reader's seat opens a screen; a reader who is not signed in is asked to log in there."""
    power = next((power for place, power in NEEDS.items() if screen.startswith(place)), None)
    if request.desk is None or power is None:
        return bool(screen)
    return request.desk.may(power) and (bool(request.desk.pairings) or not screen.startswith("/figures/"))


urlpatterns = [path("article/", article, name="article")]
