"""Absent since last time: who and what of ours a workbook does not name, as the lists show them. Nobody is deleted for it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from shanhai.apps.employers.models import Position
from shanhai.apps.imports.facts import Bench, not_named
from shanhai.apps.imports.models import Import
from shanhai.apps.placements.models import Placement
from shanhai.core.desk import Desk, Power
from shanhai.core.identifiers.division import divisions
from shanhai.web.kit.columns import Facet, Listing
from shanhai.web.kit.export import export
from shanhai.web.kit.links import link_to
from shanhai.web.kit.listing import FORMATS, Asked
from shanhai.web.kit.middleware import Request
from shanhai.web.kit.pages import find, page, show
from shanhai.web.officer import employers, placements, positions, roll


def _positions(desk: Desk) -> QuerySet[Any]:
    return Position.objects.visible_to(desk).select_related("employer")


def _placements(desk: Desk) -> QuerySet[Any]:
    return Placement.objects.visible_to(desk).select_related("worker__household", "employer")


LISTS: dict[str, tuple[Callable[[Desk], Listing], Callable[[Desk], QuerySet[Any]]]] = {
    "workers": (roll.listing, roll.rows),
    "employers": (lambda _desk: employers.EMPLOYERS, employers.rows),
    "positions": (positions.listing, _positions),
    "placements": (placements.listing, _placements),
    "roster": (placements.listing, lambda _desk: Placement.objects.none()),  # a list of some months misses nobody
}


@page(Power.IMPORT)
def absent(request: Request, pk: str) -> HttpResponse:
    """Show whom of the sender's the file does not name, or hand them out as a file."""
    one = find(Import.objects.visible_to(request.desk).select_related("region"), pk)
    listing, rows = LISTS[one.kind]
    bench = Bench(region=one.region, unit=one.unit, by=request.actor, today=request.now.date())
    title = _("现在有、表里没有的")
    shown = replace(
        listing(request.desk), name="absent", title=title, facets=_facets(one), empty=_("现在有的，表里都有。")
    )
    asked = Asked(shown, request, not_named(rows(request.desk), one, bench))
    kind = request.path.rpartition(".")[2]
    if kind in FORMATS:
        return export(request, shown, asked.ordered(), kind=kind)
    context = {"list": asked.page(), "title": title, "imported": one, "back": link_to("imports.import", one.pk)}
    return show(request, "officer/import_absent.html", context)


def _facets(one: Import) -> tuple[Facet, ...]:
    """Where people are, for a workbook of a whole county; nobody asks the database for the names of its townships."""
    if one.kind != "workers" or one.unit:
        return ()
    return (
        Facet(key="township", label=_("乡镇"), choices=_townships(one), where=lambda code: Q(unit__startswith=code)),
    )


def _townships(one: Import) -> list[tuple[str, str]]:
    return [(found.code, found.name) for found in divisions().townships(one.region_id)]


urlpatterns: list[URLPattern] = [
    path("imports/<str:pk>/absent/", absent, name="import-absent"),
    *(path(f"imports/<str:pk>/absent.{kind}", absent, name=f"import-absent-{kind}") for kind in FORMATS),
]
