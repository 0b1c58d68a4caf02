"""`/subsidies/`: every claim a seat reads, by what waits for it, how far it is, of which paper, place and firm."""

from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from shanhai.apps.subsidies.models import Claim
from shanhai.core.desk import Desk, Power
from shanhai.core.identifiers.division import divisions
from shanhai.web.kit.columns import Column, Facet, Listing
from shanhai.web.kit.links import link_to
from shanhai.web.kit.listing import listed, respond
from shanhai.web.kit.middleware import Request
from shanhai.web.kit.pages import page
from shanhai.web.officer.subsidies import words
from shanhai.web.officer.subsidies.seen import RELATED, money, prepare
from shanhai.web.officer.subsidies.todo import NAMES, NOBODY, piles


def listing(desk: Desk) -> Listing:
    """Declare the list for one seat and its day."""
    todo = {key: where for key, where in piles(desk).items() if where != NOBODY}
    return Listing(
        name="subsidies",
        title=_("补贴"),
        search=lambda rows, text: rows.filter(
            Q(number__contains=text) | Q(worker__name__contains=text) | Q(payee_name__contains=text)
        ),
        search_hint=_("编号、姓名或收款人"),
        empty=_("还没有申领。在一个人的在岗页上登记，或者先启用政策。"),
        prepare=prepare,
        sorts={"turn": ("turn",), "drawn": ("drawn_up_at",), "amount": ("amount",)},
        columns=COLUMNS,
        facets=(
            Facet(key="todo", label=_("等我办"), choices=[(key, NAMES[key]) for key in todo], where=lambda key: todo[key]),
            Facet(
                key="state", label=_("走到哪一步"), choices=tuple(words.STATE.items()), where=lambda said: Q(state=said), by=("state",)
            ),
            Facet(key="kind", label=_("补贴"), choices=_kinds, where=lambda said: Q(label=said), by=("label",)),
            Facet(
                key="township", label=_("乡镇"), choices=_townships, where=lambda code: Q(unit__startswith=code), by=("unit",),
                read=lambda unit: unit[:9],
            ),
            Facet(key="employer", label=_("企业"), choices=_employers, where=lambda key: Q(employer=key), by=("employer",)),
        ),
    )  # fmt: skip


def _said(request: Request) -> list[tuple[str, str, str | None, str | None]]:
    """Labels, places and firms of everything the seat reads: asked once a page."""
    if "claims_said" not in request.__dict__:
        rows = Claim.objects.visible_to(request.desk).order_by()
        request.__dict__["claims_said"] = list(
            rows.values_list("label", "unit", "employer", "employer__name").distinct()
        )
    said: list[tuple[str, str, str | None, str | None]] = request.__dict__["claims_said"]
    return said


def _kinds(request: Request) -> list[tuple[str, Any]]:
    return [(label, label) for label in sorted({label for label, *_rest in _said(request)})]


def _townships(request: Request) -> list[tuple[str, Any]]:
    """The townships people of the claims come from, whichever side looks."""
    if request.desk.unit:
        return []
    table, units = divisions(), {unit[:9] for _label, unit, *_rest in _said(request) if unit}
    return [(code, table.name(code)) for code in sorted(units) if table.known(code)]


def _employers(request: Request) -> list[tuple[str, Any]]:
    return sorted({(key, name) for _label, _unit, key, name in _said(request) if key and name})


COLUMNS = (
    Column(key="number", label=_("编号"), value=lambda one: one.number, link=lambda one: link_to("subsidies.claim", one.pk)),
    Column(key="about", label=_("谁"), value=lambda one: one.about),
    Column(key="place", label=_("乡镇"), value=lambda one: one.place),
    Column(key="kind", label=_("补贴"), value=lambda one: one.label),
    Column(
        key="state", label=_("走到哪一步"), value=lambda one: words.STATE[one.state], tag=lambda one: words.TAG[one.state] or "plain"
    ),
    Column(key="amount", label=_("金额（元）"), value=lambda one: money(one.amount), numeric=True),
    Column(key="payee", label=_("收款人"), value=lambda one: one.payee),
    Column(key="turn", label=_("排几号"), value=lambda one: one.turn, numeric=True),
    Column(key="drawn", label=_("登记"), value=lambda one: one.drawn_up_at.date()),
    Column(key="employer", label=_("企业"), value=lambda one: one.employer.name if one.employer else "", export_only=True),
    Column(key="why", label=_("不予补贴的原因"), value=lambda one: one.refused_why, export_only=True),
)  # fmt: skip


@page(Power.READ_CLAIMS)
def claims(request: Request) -> HttpResponse:
    """Show the claims."""
    rows = Claim.objects.visible_to(request.desk).select_related(*RELATED)
    may = {
        "may_decide": request.desk.may(Power.DECIDE),
        "may_compare": request.desk.may(Power.COMPARE),
        "may_funds": request.desk.may(Power.READ_FUNDS),
    }
    return respond(listing(request.desk), request, rows, template="officer/subsidies/queue.html", extra=may)


urlpatterns = listed("subsidies", claims)
