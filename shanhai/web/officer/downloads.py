"""Files of the rows that pages show in sections rather than as one list: /outreach.xlsx, /agreements.csv, /statistics.json and so on."""

from collections.abc import Callable
from typing import Any

from django.db.models import Count
from django.http import HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from shanhai.apps.agreements.models import Agreement
from shanhai.apps.figures.models import Bulletin
from shanhai.apps.outreach.models import Meeting
from shanhai.apps.partners.models import Agency
from shanhai.apps.regions.models import Statistic
from shanhai.apps.subsidies.models import Paper
from shanhai.core.desk import Desk, Power
from shanhai.web.kit.columns import Column, Listing, Rows
from shanhai.web.kit.export import export
from shanhai.web.kit.listing import FORMATS
from shanhai.web.kit.middleware import Request
from shanhai.web.kit.pages import page


def _columns(**named: tuple[Any, Callable[[Any], Any]]) -> tuple[Column, ...]:
    return tuple(Column(key=key, label=label, value=value) for key, (label, value) in named.items())


MEETINGS = Listing(
    name="outreach",
    title=_("往来与座谈"),
    columns=_columns(
        title=(_("名称"), lambda r: r.title),
        kind=(_("种类"), lambda r: r.kind),
        day=(_("日期"), lambda r: r.held_on),
        host=(_("主办"), lambda r: r.host),
        place=(_("地点"), lambda r: r.place),
        theme=(_("主题"), lambda r: r.theme),
        came=(_("到会单位"), lambda r: r.came),
    ),
)
AGREEMENTS = Listing(
    name="agreements",
    title=_("协议"),
    columns=_columns(
        title=(_("名称"), lambda r: r.title),
        pairing=(_("两地"), lambda r: r.pairing),
        year=(_("签订年"), lambda r: r.signed_year),
        day=(_("签订日"), lambda r: r.signed_on),
    ),
)
PAPERS = Listing(
    name="papers",
    title=_("政策"),
    columns=_columns(
        title=(_("题名"), lambda r: r.title),
        issuer=(_("发文"), lambda r: r.issuer),
        number=(_("文号"), lambda r: r.number),
        day=(_("日期"), lambda r: r.issued_on),
    ),
)
STATISTICS = Listing(
    name="statistics",
    title=_("外部统计"),
    columns=_columns(
        indicator=(_("指标"), lambda r: r.indicator),
        region=(_("地区"), lambda r: r.region),
        period=(_("时期"), lambda r: r.period),
        value=(_("数值"), lambda r: format(r.value.normalize(), "f")),
        unit=(_("单位"), lambda r: r.unit),
        source=(_("来源"), lambda r: r.source_title),
        checked=(_("复核"), lambda r: r.checked_by),
    ),
)
AGENCIES = Listing(
    name="partners",
    title=_("中介、工作站和经纪人"),
    columns=_columns(
        name=(_("名称"), lambda r: r.name),
        kind=(_("种类"), lambda r: r.kind),
        region=(_("地区"), lambda r: r.region),
        licence=(_("许可证号"), lambda r: r.licence),
        until=(_("有效期至"), lambda r: r.licence_until),
    ),
)
BULLETINS = Listing(
    name="bulletin",
    title=_("工作简报"),
    columns=_columns(
        slug=(_("编号"), lambda r: r.slug),
        title=(_("标题"), lambda r: r.title),
        day=(_("截至"), lambda r: r.as_of),
        state=(_("状态"), lambda r: r.state),
        digest=(_("摘要"), lambda r: r.digest),
    ),
)
TWO = ("pairing__sending", "pairing__receiving")


def _meetings(desk: Desk) -> Rows:
    return Meeting.objects.visible_to(desk).annotate(came=Count("attendance"))


SOURCES: tuple[tuple[Listing, Power, Callable[[Desk], Rows]], ...] = (
    (MEETINGS, Power.READ_PARTNERSHIP, _meetings),
    (AGREEMENTS, Power.READ_PARTNERSHIP, lambda desk: Agreement.objects.visible_to(desk).select_related(*TWO)),
    (PAPERS, Power.READ_PARTNERSHIP, lambda desk: Paper.objects.visible_to(desk).select_related("issuer")),
    (STATISTICS, Power.READ_FIGURES, lambda desk: Statistic.objects.visible_to(desk).select_related("region")),
    (AGENCIES, Power.READ_PARTNERSHIP, lambda desk: Agency.objects.visible_to(desk).select_related("region")),
    (BULLETINS, Power.READ_FIGURES, lambda desk: Bulletin.objects.visible_to(desk)),
)


def _downloads(listing: Listing, power: Power, rows: Callable[[Desk], Rows]) -> list[URLPattern]:
    @page(power)
    def download(request: Request, kind: str) -> HttpResponse:
        return export(request, listing, rows(request.desk), kind=kind)

    return [path(f"{listing.name}.{kind}", download, {"kind": kind}, name=f"{listing.name}-{kind}") for kind in FORMATS]


urlpatterns = [one for listing, power, rows in SOURCES for one in _downloads(listing, power, rows)]
