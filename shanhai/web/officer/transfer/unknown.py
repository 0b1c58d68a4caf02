"""`/followups/unknown/`: people whom an employer's list names and whom we do not have at work there."""

from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from shanhai.apps.employers.models import Employer
from shanhai.apps.placements.models import Unlisted
from shanhai.core.desk import Desk, Power
from shanhai.web.kit.columns import Column, Facet, Listing
from shanhai.web.kit.links import link_to
from shanhai.web.kit.listing import listed, respond
from shanhai.web.kit.middleware import Request
from shanhai.web.kit.pages import page


def _employers(request: Request) -> list[tuple[str, Any]]:
    named = Unlisted.objects.visible_to(request.desk).order_by().values("roster__employer")
    return list(Employer.objects.visible_to(request.desk).filter(pk__in=named).values_list("pk", "name"))


def listing(desk: Desk) -> Listing:
    """Declare the list; who they are on the roll is said by the side that has the roll."""

    def to_do(verb: str, one: Unlisted) -> str:
        return f"/do/unlisted.{verb}/?about={one.pk}" if one.decided_at is None else ""

    return Listing(
        name="unknown",
        title=_("名单外的人"),
        search=lambda rows, text: rows.filter(name__contains=text),
        search_hint=_("姓名"),
        empty=_("企业名单上的人我们都认得。"),
        sorts={"month": ("roster__month",), "name": ("name",)},
        columns=(
            Column(key="name", label=_("姓名"), value=lambda one: one.name),
            Column(key="tail", label=_("证件后四位"), value=lambda one: one.tail),
            Column(key="employer", label=_("企业"), value=lambda one: one.roster.employer.name),
            Column(key="month", label=_("月份"), value=lambda one: f"{one.roster.month:%Y-%m}"),
            Column(key="started", label=_("上岗日期"), value=lambda one: one.started_on),
            Column(
                key="now", label=_("现在"), value=_now, tag=lambda one: "soon" if one.decided_at is None else "ok" if one.placement_id else "plain"
            ),
            *(
                [Column(key="know", label=_("认出来"), value=lambda one: _("是这个人") if one.decided_at is None else "", link=lambda one: to_do("recognise", one))]
                if desk.receivers
                else []
            ),
            Column(key="drop", label=_("不是"), value=lambda one: _("不是我们的人") if one.decided_at is None else "", link=lambda one: to_do("dismiss", one)),
        ),
        facets=(
            Facet(
                key="open", label=_("现在"), choices=(("yes", _("还没认")), ("no", _("看过了"))), where=lambda said: Q(decided_at__isnull=said == "yes")
            ),
            Facet(key="employer", label=_("企业"), choices=_employers, where=lambda key: Q(roster__employer=key)),
        ),
    )  # fmt: skip


def _now(one: Unlisted) -> Any:
    if one.decided_at is None:
        return _("还没认")
    return _("认出来了") if one.placement_id else one.why


@page(Power.RUN_TRANSFER)
def unknown(request: Request) -> HttpResponse:
    """Show them."""
    rows = Unlisted.objects.visible_to(request.desk).select_related("roster__employer")
    crumb = {"crumb_url": link_to("placements.contact"), "crumb": _("跟踪服务")}
    return respond(listing(request.desk), request, rows, template="officer/transfer/unknown.html", extra=crumb)


urlpatterns = listed("followups/unknown", unknown)
