"""`/match/overrides/`: proposals kept as computed beside those that somebody changed, by reason: who stayed three months. Counts only."""

from typing import Any

from django.http import HttpResponse
from django.urls import path
from django.utils.translation import gettext as _

from shanhai.apps.matches.facts.stayed import decided
from shanhai.apps.matches.models import Proposal
from shanhai.core.desk import Power
from shanhai.core.matching.overrides import Row, compare
from shanhai.web.kit.middleware import Request
from shanhai.web.kit.pages import page, show
from shanhai.web.officer.matches import words


@page(Power.READ_MATCHES)
def overrides(request: Request) -> HttpResponse:
    """Show the comparison for one's own people."""
    rows = Proposal.objects.visible_to(request.desk).filter(run__pairing__sending__in=request.desk.regions)
    found = compare(decided(rows, on=request.desk.today))
    context = {
        "title": _("改过的和没改的，谁干得住"), "whole": [_told(row) for row in found[:2]], "reasons": [_told(row) for row in found[2:]],
    }  # fmt: skip
    return show(request, "officer/match_overrides.html", context)


def _told(row: Row) -> dict[str, Any]:
    return {"row": row, "what": words.DECIDED[row.what], "reason": words.WHY[row.reason] if row.reason else ""}


urlpatterns = [path("match/overrides/", overrides, name="match-overrides")]
