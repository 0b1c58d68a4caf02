"""What the office that receives reads of a run: how many people a position, and no person."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shanhai.apps.employers.models import Position
from shanhai.apps.matches.facts.counts import per_position
from shanhai.apps.matches.models import Run
from shanhai.web.kit.columns import Column, Listing
from shanhai.web.kit.links import link_to
from shanhai.web.kit.middleware import Request


def rows(request: Request, run: Run | None) -> Any:
    """One's own positions that a run names."""
    if run is None:
        return Position.objects.none()
    own = Position.objects.visible_to(request.desk).filter(employer__region__in=request.desk.regions)
    return own.filter(pk__in=list(per_position(run))).select_related("employer")


def listing(run: Run | None) -> Listing:
    """Declare the list of counts."""

    def prepare(positions: Sequence[Any], request: Request) -> None:
        counts = per_position(run) if run else {}
        for one in positions:
            one.n_proposed, one.n_confirmed = counts.get(one.pk, (0, 0))

    return Listing(
        name="match",
        title=_("每个岗位配了多少人"),
        search=lambda found, text: found.filter(Q(title__contains=text) | Q(employer__name__contains=text)),
        search_hint=_("岗位或企业"),
        prepare=prepare,
        per_page=30,
        empty=_("对方还没有算出方案。"),
        columns=(
            Column(key="title", label=_("岗位"), value=lambda one: one.title, link=lambda one: link_to("employers.position", one.pk)),
            Column(key="employer", label=_("企业"), value=lambda one: one.employer.name),
            Column(key="seats", label=_("名额"), value=lambda one: one.seats, numeric=True),
            Column(key="proposed", label=_("建议"), value=lambda one: one.n_proposed, numeric=True),
            Column(key="confirmed", label=_("已确认"), value=lambda one: one.n_confirmed, numeric=True),
        ),
        sorts={"title": ("title",), "employer": ("employer__initials",)},
    )  # fmt: skip
