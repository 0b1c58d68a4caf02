"""`/groups/` 成建制: people who go together to one employer, who leads them, who brought them, and how far each has come."""

from collections import Counter
from typing import Any

from django.db.models import Count, Q
from django.http import HttpResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _

from shanhai.apps.employers.models import Employer
from shanhai.apps.placements.models import OPEN, Group, Transfer
from shanhai.core.desk import Power
from shanhai.web.kit.columns import Column, Facet, Listing
from shanhai.web.kit.links import link_for, link_to
from shanhai.web.kit.listing import listed, respond
from shanhai.web.kit.middleware import Request
from shanhai.web.kit.pages import find, page, show
from shanhai.web.officer import roll
from shanhai.web.officer.acts.groups import alone
from shanhai.web.officer.transfer import words
from shanhai.web.officer.transfer.letters import prepare


def brought_by(one: Group) -> str:
    """The agency or broker that brought them together."""
    return one.agency.name if one.agency else one.broker.name if one.broker else ""


GROUPS = Listing(
    name="groups",
    title=_("成建制"),
    search=lambda rows, text: rows.filter(Q(name__contains=text) | Q(employer__name__contains=text)),
    search_hint=_("名称或企业"),
    empty=_("还没有成建制的。签了意向书、去同一家企业的人可以编成一组。"),
    sorts={"formed": ("formed_on",), "name": ("name",)},
    facets=(
        Facet(
            key="by",
            label=_("谁组织的"),
            choices=(("agency", _("中介")), ("broker", _("经纪人")), ("office", _("人社局"))),
            where=lambda said: {"agency": ~Q(agency=None), "broker": ~Q(broker=None)}.get(said, Q(agency=None, broker=None)),
        ),
    ),
    columns=(
        Column(key="name", label=_("名称"), value=lambda one: one.name, link=lambda one: link_to("placements.group", one.pk)),
        Column(key="employer", label=_("企业"), value=lambda one: one.employer.name),
        Column(key="people", label=_("人数"), value=lambda one: one.people, numeric=True),
        Column(key="going", label=_("还在路上"), value=lambda one: one.going, numeric=True),
        Column(key="there", label=_("上岗了"), value=lambda one: one.there, numeric=True),
        Column(key="by", label=_("谁组织的"), value=brought_by),
        Column(key="formed", label=_("哪天编的"), value=lambda one: one.formed_on),
    ),
)  # fmt: skip


@page(Power.READ_TRANSFERS)
def groups(request: Request) -> HttpResponse:
    """Show the groups, and employers where a group could be formed."""
    rows = Group.objects.visible_to(request.desk).select_related("employer", "agency", "broker")
    counted = rows.annotate(
        people=Count("members"),
        going=Count("members", filter=Q(members__state__in=OPEN)),
        there=Count("members", filter=Q(members__state="started")),
    )
    single: Any = []
    if request.desk.may(Power.RUN_TRANSFER):
        going = Count("positions__transfers", filter=Q(positions__transfers__in=alone(request.desk)))
        firms = Employer.objects.visible_to(request.desk).annotate(n=going).filter(n__gt=1)
        single = firms.order_by("-n", "initials").values_list("pk", "name", "n")
    return respond(GROUPS, request, counted, template="officer/transfer/groups.html", extra={"single": single})


@page(Power.READ_TRANSFERS)
def group(request: Request, pk: str) -> HttpResponse:
    """One group with everybody in it."""
    row = find(Group.objects.visible_to(request.desk).select_related("employer", "leader", "agency", "broker"), pk)
    members = list(
        Transfer.objects.visible_to(request.desk)
        .filter(group=row)
        .select_related("worker__household", "position")
        .order_by("worker__initials")
    )
    prepare(members, request)
    counts = Counter(one.state for one in members)
    context = {
        "row": row,
        "title": row.name,
        "brought_by": brought_by(row),
        "leader": row.leader and (row.leader.name if roll.mine(row.leader, request.desk) else row.leader.masked_name),
        "employer": link_for(request.desk, "employers.employer", row.employer_id),
        "members": [
            {
                "row": one,
                "state": words.TRANSFER[one.state],
                "tag": words.TRANSFER_TAG[one.state],
                "url": link_to("placements.transfer", one.pk),
            }
            for one in members
        ],
        "counts": [(name, counts[state]) for state, name in words.TRANSFER.items()],
    }
    return show(request, "officer/transfer/group.html", context)


urlpatterns = [*listed("groups", groups), path("groups/<str:pk>/", group, name="group")]
