"""`/figures/`: every definition, and one figure down to its records. There is no box to type a computed number into."""

from datetime import date

from django.http import Http404, HttpResponse, JsonResponse
from django.urls import path
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from shanhai.apps.figures.facts import FIGURES, compute, everything, figure
from shanhai.apps.figures.facts.definition import Row, Scope
from shanhai.apps.figures.facts.notes import notes
from shanhai.apps.figures.facts.published import known
from shanhai.apps.regions.models import Pairing
from shanhai.apps.subsidies.models import Claim
from shanhai.core.dates import parse_day
from shanhai.core.desk import Power
from shanhai.web.kit.links import link_to
from shanhai.web.kit.middleware import Request
from shanhai.web.kit.pages import page, show
from shanhai.web.oversight.answers import figure_answer, language, query, row_answer

KINDS = {"R": gettext_lazy("记录"), "C": gettext_lazy("计数"), "X": gettext_lazy("外部统计"), "D": gettext_lazy("推算")}


@page(Power.READ_FIGURES)
def figures(request: Request) -> HttpResponse:
    """Every figure with its value today."""
    scope = _scope(request)
    lang = language(get_language() or "zh-hans")
    shown = [(value, value.display(lang)) for value in everything(scope).values()]
    return show(
        request,
        "oversight/figures.html",
        {"figures": shown, "scope": scope, "query": query(scope), "title": _("指标口径")},
    )


@page(Power.READ_FIGURES)
def one(request: Request, id: str, kind: str = "html") -> HttpResponse:
    """One figure: meaning, method, arithmetic, rows, notes, source."""
    if id not in FIGURES:
        raise Http404
    scope = _scope(request)
    values = (
        compute(scope, "report") if figure(id).klass == "X" or id == "subsidy_areas" else {id: figure(id).at(scope)}
    )
    value, lang = values[id], language(get_language() or "zh-hans")
    noted = notes(values).get(id, [])
    if kind == "json":
        answer = figure_answer(value, lang=lang, noted=noted) | {"rows": [row_answer(row) for row in value.rows]}
        return JsonResponse(answer, json_dumps_params={"ensure_ascii": False})
    context = {
        "value": value,
        "figure": value.figure,
        "display": value.display(lang),
        "rows": [(row, _address(request, row)) for row in value.rows],
        "steps": value.figure.steps(scope) if value.figure.steps else [],
        "statistic": known(scope, id) if value.figure.klass == "X" else None,
        "kind": KINDS[value.figure.klass],
        "notes": noted,
        "scope": scope,
        "query": query(scope),
        "title": value.figure.name,
    }
    return show(request, "oversight/figure.html", context)


def _scope(request: Request) -> Scope:
    rows = Pairing.objects.visible_to(request.desk).in_force(request.desk.today).filter(pk__in=request.desk.pairings)
    wanted = request.GET.get("pairing", "")
    if wanted:
        receiving, _dash, sending = wanted.partition("-")
        rows = rows.filter(receiving=receiving, sending=sending)
    pairing = rows.select_related("sending", "receiving", "predecessor__receiving").first()
    if pairing is None:
        raise Http404
    return Scope(pairing=pairing, on=_day(request))


def _day(request: Request) -> date:
    asked = request.GET.get("asof", "")
    return min(parse_day(asked), request.desk.today) if asked else request.desk.today


_READ_THERE = {
    "fairs.intent": (Power.READ_WORKERS, Power.READ_FAIRS),
    "fairs.fair": (Power.READ_FAIRS,),
    "vouchers.printrun": (Power.READ_FAIRS,),
    "employers.employer": (Power.READ_EMPLOYERS,),
    "workers.household": (Power.READ_WORKERS,),
    "placements.transfer": (Power.READ_TRANSFERS,),
    "placements.group": (Power.READ_TRANSFERS,),
    "placements.placement": (Power.READ_WORKERS,),
}


def _address(request: Request, row: Row) -> str:
    """Where a row is read; a reader without the power over people or over the page it stands on sees the label only."""
    if row.noun == "subsidies.claim" and row.key not in _claims(request):
        return ""
    return link_to(row.noun, row.key) if all(map(request.desk.may, _READ_THERE.get(row.noun, ()))) else ""


def _claims(request: Request) -> frozenset[str]:
    """The claims this seat reads, asked once a page: a township or a payer reads some of those that a figure counts."""
    if "claims_read" not in request.__dict__:
        request.__dict__["claims_read"] = frozenset(Claim.objects.visible_to(request.desk).values_list("pk", flat=True))
    read: frozenset[str] = request.__dict__["claims_read"]
    return read


urlpatterns = [
    path("figures/", figures, name="figures"),
    path("figures/<slug:id>/", one, name="figure"),
    path("figures/<slug:id>.json", one, {"kind": "json"}, name="figure-json"),
]
