"""在岗: who works where already, organised or on their own."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from shanhai.apps.placements.facts.clocks import DUTIES, latest_start
from shanhai.apps.placements.models import Placement
from shanhai.core.desk import Desk, Power
from shanhai.core.money import Fen, yuan
from shanhai.web.kit.columns import Column, Facet, Listing
from shanhai.web.kit.links import link_to
from shanhai.web.kit.listing import listed, respond
from shanhai.web.kit.middleware import Request
from shanhai.web.kit.pages import page
from shanhai.web.officer import roll, words

NEAR = timedelta(days=7)


def clock_near(code: str, today: date) -> Q:
    """People who went through us, are still there, and whose contract or insurance is due within seven days or overdue."""
    start = latest_start(code, by=today + NEAR)
    begun = Q(ended_on=None, transfer__isnull=False, started_on__lte=start)
    return begun & Q(**{f"{dict(DUTIES)[code]}__isnull": True})


def listing(desk: Desk) -> Listing:
    """Declare the list for one desk and its day."""
    standing = Q(started_on__lte=desk.today) & (Q(ended_on=None) | Q(ended_on__gt=desk.today))
    return Listing(
        name="placements",
        title=_("在岗"),
        search=lambda found, text: found.filter(
            Q(worker__name__contains=text.strip()) | Q(employer__name__contains=text.strip())
        ),
        search_hint=_("姓名或企业名称"),
        empty=_("还没有登记在岗的人。可以在“导入核对”里导入“在岗人员”。"),
        prepare=_prepare,
        sorts={"started": ("started_on",), "employer": ("employer__initials",)},
        columns=COLUMNS,
        facets=(
            Facet(
                key="state",
                label=_("现在"),
                choices=(("there", _("在岗")), ("left", _("已离岗"))),
                where=lambda said: standing if said == "there" else ~standing,
            ),
            Facet(
                key="way",
                label=_("怎么去的"),
                choices=tuple(words.WAY.items()),
                where=lambda way: Q(way=way),
                by=("way",),
            ),
            Facet(
                key="clock",
                label=_("期限"),
                choices=(("contract", _("该签合同")), ("insurance", _("该办社保"))),
                where=lambda code: clock_near(code, desk.today),
            ),
        ),
    )


def _prepare(found: Sequence[Any], request: Request) -> None:
    roll.prepare([one.worker for one in found], request)


def pay(one: Placement) -> str:
    """Write what somebody is paid a month, in yuan."""
    return "" if one.pay is None else yuan(Fen(one.pay))


COLUMNS = (
    Column(
        key="name",
        label=_("姓名"),
        value=lambda one: one.worker.shown_name,
        link=lambda one: link_to("placements.placement", one.pk),
    ),
    Column(
        key="employer",
        label=_("企业"),
        value=lambda one: one.employer.name,
        link=lambda one: link_to("employers.employer", one.employer_id),
    ),
    Column(key="work", label=_("岗位"), value=lambda one: one.work),
    Column(key="way", label=_("怎么去的"), value=lambda one: words.called(words.WAY, one.way)),
    Column(key="started", label=_("上岗日期"), value=lambda one: one.started_on),
    Column(key="ended", label=_("离岗日期"), value=lambda one: one.ended_on),
    Column(key="pay", label=_("月工资（元）"), value=pay, numeric=True),
)


@page(Power.READ_WORKERS)
def placements(request: Request) -> HttpResponse:
    """Show who works where."""
    rows = Placement.objects.visible_to(request.desk).select_related("worker__household", "employer")
    return respond(listing(request.desk), request, rows)


urlpatterns = [*listed("placements", placements)]
