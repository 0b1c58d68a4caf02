"""`/match/<run>/difference/`: who is somewhere else than in the run before, and why."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.urls import path
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from shanhai.apps.matches.models import Move, Proposal, Run
from shanhai.core.desk import Power
from shanhai.web.kit.columns import Column, Facet, Listing
from shanhai.web.kit.export import export
from shanhai.web.kit.listing import FORMATS, Asked
from shanhai.web.kit.middleware import Request
from shanhai.web.kit.pages import page, show
from shanhai.web.officer import roll
from shanhai.web.officer.matches import words
from shanhai.web.officer.matches.scope import own_run


@page(Power.READ_MATCHES)
def difference(request: Request, pk: str) -> HttpResponse:
    """Show who moved, by place and name."""
    run = own_run(request, pk)
    rows = Move.objects.visible_to(request.desk).filter(run=run)
    rows = rows.select_related("worker__household", "was__employer", "now__employer")
    asked = Asked(_listing(run), request, rows)
    kind = request.path.rpartition(".")[2]
    if kind in FORMATS:
        return export(request, asked.listing, asked.ordered(), kind=kind)
    kept = Proposal.objects.visible_to(request.desk).filter(run=run).held().count()
    stayed = Proposal.objects.visible_to(request.desk).filter(run=run).count()
    shown = asked.page()
    title = _t("和第 {n} 号比").format(n=run.previous.number) if run.previous else _t("和上一次比")
    context = {"run": run, "list": shown, "title": title, "held": kept, "proposals": stayed}
    return show(request, "officer/match_difference.html", context)


def _place(position: Any) -> str:
    return f"{position.employer.name}　{position.title}" if position else "—"


def _listing(run: Run) -> Listing:
    def prepare(found: Sequence[Any], request: Request) -> None:
        roll.prepare([one.worker for one in found], request)
        for one in found:
            one.reason = words.said(words.MOVE, one.why, one.facts)

    return Listing(
        name="difference",
        title=_("差别"),
        prepare=prepare,
        empty=_("没有人换地方。"),
        columns=(
            Column(
                key="name",
                label=_("姓名"),
                value=lambda one: one.worker.shown_name,
                link=lambda one: f"/match/{run.pk}/{one.worker_id}/" if one.now_id else "",
            ),
            Column(key="place", label=_("乡镇"), value=lambda one: one.worker.place),
            Column(key="was", label=_("原来"), value=lambda one: _place(one.was), wide=True),
            Column(key="now", label=_("现在"), value=lambda one: _place(one.now), wide=True),
            Column(key="why", label=_("为什么"), value=lambda one: one.reason, wide=True),
        ),
        facets=(
            Facet(
                key="why",
                label=_("为什么"),
                choices=tuple((code, str(name).partition("{")[0].rstrip("：， ")) for code, name in words.MOVE.items()),
                where=lambda said: Q(why=said),
            ),
        ),
    )


urlpatterns = [
    path("match/<str:pk>/difference/", difference, name="match-difference"),
    *[path(f"match/<str:pk>/difference.{kind}", difference, name=f"match-difference-{kind}") for kind in FORMATS],
]
