"""`/match/<run>/unplaced/`: who has no seat, which limit binds, and what would change it; and what each limit costs each employer."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _

from shanhai.apps.matches.models import Run, Unplaced
from shanhai.core.desk import Power
from shanhai.web.kit.columns import Column, Facet, Listing
from shanhai.web.kit.export import export
from shanhai.web.kit.listing import FORMATS, Asked
from shanhai.web.kit.middleware import Request
from shanhai.web.kit.pages import page, show
from shanhai.web.officer import roll
from shanhai.web.officer.matches import board, words
from shanhai.web.officer.matches.scope import own_run


@page(Power.READ_MATCHES)
def unplaced(request: Request, pk: str) -> HttpResponse:
    """Show them by place and name."""
    run = own_run(request, pk)
    rows = Unplaced.objects.visible_to(request.desk).filter(run=run).select_related("worker__household")
    asked = Asked(_listing(run), request, rows)
    kind = request.path.rpartition(".")[2]
    if kind in FORMATS:
        return export(request, asked.listing, asked.ordered(), kind=kind)
    context = {
        "run": run, "list": asked.page(), "title": _("没配上的人"), "costs": board.costs(run, request.desk),
    }  # fmt: skip
    return show(request, "officer/match_unplaced.html", context)


def _listing(run: Run) -> Listing:
    def prepare(found: Sequence[Any], request: Request) -> None:
        roll.prepare([one.worker for one in found], request)
        for one in found:
            one.name = words.CAUSES[one.cause]
            one.change = words.change(one.facts)
            opens = one.facts.get("opens", 0)
            one.opens = opens if one.cause not in {"full", "none"} and opens else ""

    return Listing(
        name="unplaced",
        title=_("没配上的人"),
        prepare=prepare,
        empty=_("每个人都配上了岗位。"),
        columns=(
            Column(
                key="name",
                label=_("姓名"),
                value=lambda one: one.worker.shown_name,
                link=lambda one: f"/match/{run.pk}/{one.worker_id}/",
            ),
            Column(key="place", label=_("乡镇"), value=lambda one: one.worker.place),
            Column(key="village", label=_("村"), value=lambda one: one.worker.household.village),
            Column(key="cause", label=_("卡在哪里"), value=lambda one: one.name, wide=True),
            Column(key="opens", label=_("放开后能去的岗位"), value=lambda one: one.opens, numeric=True),
            Column(key="change", label=_("怎样能改变"), value=lambda one: one.change, wide=True),
        ),
        facets=(
            Facet(
                key="cause",
                label=_("原因"),
                choices=(*words.CAUSES.items(), ("group", _("所有说好一起走的"))),
                where=lambda said: Q(cause__startswith="group.") if said == "group" else Q(cause=said),
            ),
            Facet(
                key="township",
                label=_("乡镇"),
                choices=roll.townships,
                where=lambda code: Q(worker__unit__startswith=code),
            ),
        ),
    )


urlpatterns = [
    path("match/<str:pk>/unplaced/", unplaced, name="match-unplaced"),
    *[path(f"match/<str:pk>/unplaced.{kind}", unplaced, name=f"match-unplaced-{kind}") for kind in FORMATS],
]
