"""`/reports/`: the superior's monthly and quarterly report, in the layout that comes with the software or in one's own."""

from django.http import Http404, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _

from shanhai.apps.audit.actions import note
from shanhai.apps.figures.actions import drop_layout, keep_layout
from shanhai.apps.figures.facts.report import Period, fill, parse_period, standard
from shanhai.apps.figures.models import ReportLayout
from shanhai.apps.regions.models import Pairing
from shanhai.core.dates import add_months
from shanhai.core.desk import Power
from shanhai.core.months import month_of
from shanhai.core.refusal import Refusal
from shanhai.web.kit.export import TYPES
from shanhai.web.kit.middleware import Request
from shanhai.web.kit.pages import acting, done, find, page, show

MONTHS, QUARTERS = 6, 4


def _pairing(request: Request) -> Pairing:
    rows = Pairing.objects.visible_to(request.desk).filter(pk__in=request.desk.pairings)
    found = rows.select_related("sending", "receiving", "predecessor__receiving").first()
    if found is None:
        raise Http404
    return found


@page(Power.READ_FIGURES)
def reports(request: Request) -> HttpResponse:
    """Show the periods that can be reported and the layouts of one's own office."""
    pairing = _pairing(request)
    if acting(request):
        return _act(request)
    this = month_of(request.desk.today)
    months = [f"{add_months(this, -back):%Y-%m}" for back in range(MONTHS)]
    quarters = []
    for back in range(QUARTERS):
        day = add_months(this, -3 * back)
        quarters.append(f"{day.year}Q{(day.month + 2) // 3}")
    context = {
        "pairing": pairing,
        "periods": [*months, *quarters],
        "layouts": ReportLayout.objects.visible_to(request.desk),
        "may_keep": request.desk.may(Power.EDIT_BULLETIN),
        "title": _("月报和季报"),
    }
    return show(request, "oversight/reports.html", context)


def _act(request: Request) -> HttpResponse:
    if drop := request.POST.get("drop", ""):
        layout = find(ReportLayout.objects.visible_to(request.desk), drop)
        drop_layout(layout=layout, by=request.actor, at=request.now)
        return done(request, "/reports/", _("已拿掉这个格式。"))
    sent = request.FILES.get("file")
    if sent is None:
        raise Refusal("report.layout")
    keep_layout(
        region=request.user.region, name=request.POST.get("name", ""), filename=sent.name or "", content=sent.read(), by=request.actor, at=request.now
    )  # fmt: skip
    return done(request, "/reports/", _("格式收下了，下面可以按它出报表。"))


@page(Power.READ_FIGURES)
def made(request: Request, period: str) -> HttpResponse:
    """One period as a workbook, in the standard layout or in `?layout=` of one's own; that it was taken is in the log."""
    pairing = _pairing(request)
    asked: Period = parse_period(period, today=request.desk.today)
    key = request.GET.get("layout", "")
    layout = bytes(find(ReportLayout.objects.visible_to(request.desk), key).content) if key else standard()
    content = fill(layout, pairing=pairing, period=asked)
    note("export", by=request.actor, at=request.now, facts={"list": "report", "format": "xlsx", "count": 1})
    response = HttpResponse(content, content_type=TYPES["xlsx"])
    response["Content-Disposition"] = f'attachment; filename="report-{asked.name}.xlsx"'
    return response


@page(Power.READ_FIGURES)
def blank(request: Request) -> HttpResponse:
    """The standard layout with its names in place: what one's own can be made from."""
    response = HttpResponse(standard(), content_type=TYPES["xlsx"])
    response["Content-Disposition"] = 'attachment; filename="report-layout.xlsx"'
    return response


urlpatterns = [
    path("reports/", reports, name="reports"),
    path("reports/layout.xlsx", blank, name="report-layout"),
    path("reports/<str:period>.xlsx", made, name="report"),
]
