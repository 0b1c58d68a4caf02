"""`/transfers/`: who is on the way to work, how far, with which employer, township and group."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from shanhai.apps.employers.models import Employer
from shanhai.apps.placements.models import Boarding, Group, Transfer
from shanhai.core.desk import Desk, Power
from shanhai.core.money import Fen, yuan
from shanhai.web.kit.columns import Column, Facet, Listing
from shanhai.web.kit.links import link_to
from shanhai.web.kit.listing import listed, respond
from shanhai.web.kit.middleware import Request
from shanhai.web.kit.pages import page
from shanhai.web.officer import roll
from shanhai.web.officer.transfer import words

REPORTS_WITHIN = timedelta(days=3)


def unseated() -> Q:
    """Letters of people whom no vehicle that is still to leave has on its roster, or who did not come to it."""
    on_one = Boarding.objects.filter(departure__state="planned").exclude(state="absent")
    return Q(state="letter") & ~Q(pk__in=on_one.values("transfer"))


def unseen(desk: Desk) -> Q:
    """People who left three days ago or longer and whom nobody has seen come."""
    return Q(state="departed", departed_on__lte=desk.today - REPORTS_WITHIN)


def listing(desk: Desk) -> Listing:
    """Declare the list for one desk and its day."""
    todo = {"unseated": unseated(), "unseen": unseen(desk)}
    return Listing(
        name="transfers",
        title=_("转移就业"),
        search=lambda rows, text: rows.filter(
            Q(worker__name__contains=text) | Q(position__employer__name__contains=text) | Q(group__name__contains=text)
        ),
        search_hint=_("姓名、企业或成建制的名称"),
        empty=_("还没有人签意向书。招聘会页的“就业意向”里可以签；没去招聘会的，在本人那一页签。"),
        prepare=prepare,
        sorts={"signed": ("signed_on",), "departed": ("departed_on",), "reported": ("reported_on",)},
        columns=COLUMNS,
        facets=(
            Facet(
                key="state", label=_("走到哪一步"), choices=words.options(words.TRANSFER), where=lambda said: Q(state=said), by=("state",)
            ),
            Facet(
                key="todo",
                label=_("等人办"),
                choices=(("unseated", _("有意向书，没有车")), ("unseen", _("出发三天没报到"))),
                where=lambda said: todo[said],
            ),
            Facet(
                key="employer", label=_("企业"), choices=_employers, where=lambda key: Q(position__employer=key), by=("position__employer",)
            ),
            Facet(
                key="township",
                label=_("乡镇"),
                choices=roll.townships,
                where=lambda code: Q(worker__unit__startswith=code),
                by=("worker__unit",),
                read=lambda unit: unit[:9],
            ),
            Facet(
                key="group",
                label=_("成建制"),
                choices=_groups,
                where=lambda key: Q(group=None) if key == "alone" else Q(group=key),
                by=("group",),
                read=lambda key: key or "alone",
            ),
        ),
    )  # fmt: skip


def _employers(request: Request) -> list[tuple[str, Any]]:
    going = Transfer.objects.visible_to(request.desk).order_by().values("position__employer")
    return list(Employer.objects.visible_to(request.desk).filter(pk__in=going).values_list("pk", "name"))


def _groups(request: Request) -> list[tuple[str, Any]]:
    return [("alone", _("自己一个人")), *Group.objects.visible_to(request.desk).values_list("pk", "name")]


def prepare(rows: Sequence[Any], request: Request) -> None:
    """Names, whole or masked, and places."""
    roll.prepare([one.worker for one in rows], request)


def promised(one: Transfer) -> str:
    """What the letter names a month, in yuan."""
    return f"{yuan(Fen(one.promised_min))}–{yuan(Fen(one.promised_max))}"


COLUMNS = (
    Column(
        key="name",
        label=_("姓名"),
        value=lambda one: one.worker.shown_name,
        link=lambda one: link_to("placements.transfer", one.pk),
    ),
    Column(key="place", label=_("乡镇"), value=lambda one: one.worker.place),
    Column(key="employer", label=_("企业"), value=lambda one: one.position.employer.name),
    Column(key="work", label=_("岗位"), value=lambda one: one.position.title),
    Column(
        key="state",
        label=_("走到哪一步"),
        value=lambda one: words.TRANSFER[one.state],
        tag=lambda one: words.TRANSFER_TAG[one.state] or "plain",
    ),
    Column(key="group", label=_("成建制"), value=lambda one: one.group.name if one.group else ""),
    Column(key="signed", label=_("签意向书"), value=lambda one: one.signed_on),
    Column(key="departed", label=_("出发"), value=lambda one: one.departed_on),
    Column(key="reported", label=_("报到"), value=lambda one: one.reported_on),
    Column(key="promised", label=_("说好的月薪（元）"), value=promised, numeric=True),
    Column(key="why", label=_("为什么没去成"), value=lambda one: one.fell_why, export_only=True),
)


@page(Power.READ_TRANSFERS)
def transfers(request: Request) -> HttpResponse:
    """Show who is on the way."""
    rows = Transfer.objects.visible_to(request.desk).select_related("worker__household", "position__employer", "group")
    return respond(listing(request.desk), request, rows, template="officer/transfer/letters.html")


urlpatterns = listed("transfers", transfers)
