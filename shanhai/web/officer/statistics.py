"""外部统计: numbers others published, entered with their document and checked by a second person."""

from decimal import Decimal, InvalidOperation

from django.http import HttpResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shanhai.apps.figures.facts.published import PUBLISHED
from shanhai.apps.regions.actions import check_statistic, enter_statistic
from shanhai.apps.regions.models import Region, Statistic
from shanhai.core.dates import parse_day
from shanhai.core.desk import Power
from shanhai.core.money import Fen, yuan
from shanhai.core.refusal import Refusal
from shanhai.web.kit.middleware import Request
from shanhai.web.kit.pages import acting, done, find, page, show

NAMES = {figure.id: figure.name for figure in PUBLISHED} | {"rural_registered_population": gettext_lazy("农村户籍人口")}
UNITS = {"wage_income": "fen", "poverty_rate": "percent", "wage_share": "percent"}


@page(Power.READ_FIGURES)
def statistics(request: Request) -> HttpResponse:
    """Every external number with source, who entered and who checked; the two acts."""
    rows = Statistic.objects.visible_to(request.desk).select_related("region")
    if acting(request):
        return done(request, "/statistics/", _check(request) if "check" in request.POST else _enter(request))
    context = {
        "statistics": [(row, NAMES.get(row.indicator, ""), _written(row)) for row in rows],
        "indicators": [(figure.id, figure.name) for figure in PUBLISHED],
        "may_write": request.desk.may(Power.WRITE_STATISTICS),
        "title": _("外部统计"),
    }
    return show(request, "officer/statistics.html", context)


def _written(row: Statistic) -> str:
    """The number as people read it: people with commas, money in yuan, percent with its sign."""
    if row.unit == "fen":
        return f"{yuan(Fen(int(row.value)))} {_('元')}"
    return f"{row.value.normalize()}%" if row.unit == "percent" else f"{int(row.value):,} {_('人')}"


def _check(request: Request) -> str:
    found = find(Statistic.objects.visible_to(request.desk), request.POST.get("check", ""))
    check_statistic(statistic=found, by=request.actor, at=request.now)
    return _("已复核")


def _enter(request: Request) -> str:
    posted = request.POST
    try:
        value = Decimal(posted.get("value", "").replace(",", ""))
    except InvalidOperation as error:
        raise Refusal("page.whole_number", given=posted.get("value", "")[:12]) from error
    indicator = posted.get("indicator", "")
    day = posted.get("source_on", "")
    enter_statistic(
        region=Region.objects.get(code=request.actor.region),
        indicator=indicator,
        period=posted.get("period", "").strip(),
        value=value,
        unit=UNITS.get(indicator, "person"),
        source_title=posted.get("source_title", ""),
        source_on=parse_day(day) if day else None,
        by=request.actor,
        at=request.now,
    )
    return _("已录入，等第二人复核")


urlpatterns = [path("statistics/", statistics, name="statistics")]
