"""`/news/`: published bulletins as news pages with region navigation, source, author, editor and correction notice."""

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shanhai.apps.figures.facts import compute
from shanhai.apps.figures.facts.definition import Scope
from shanhai.apps.figures.facts.difference import differences, intact
from shanhai.apps.figures.models import Bulletin
from shanhai.core.identifiers.division import divisions
from shanhai.web.kit.middleware import Visit
from shanhai.web.kit.pages import public, show

CITIES = (  # in the order of the report's own navigation
    "350100", "350200", "350500", "350600", "350400", "350800", "350700", "350300", "350900", "350128",
)  # fmt: skip


@public
def news(request: Visit) -> HttpResponse:
    """Every published bulletin, newest first; a city of the navigation shows its own."""
    rows = Bulletin.objects.public().select_related("pairing__sending", "pairing__receiving").order_by("-published_at")
    city = request.GET.get("city", "")
    if city in CITIES:
        rows = rows.filter(Q(pairing__receiving__parent=city) | Q(pairing__receiving=city))
    return show(request, "public/news.html", {"news": rows, "cities": _cities(city), "title": _("动态")})


@public
def story(request: Visit, slug: str) -> HttpResponse:
    """One news page: the frozen text as published; what changed since is said above it, never worked in silently."""
    row = get_object_or_404(Bulletin.objects.public().select_related("pairing__predecessor__receiving"), slug=slug)
    values = compute(Scope(pairing=row.pairing, on=row.as_of), row.edition)
    lines = row.text.get(get_language() or "zh-hans", "").split("\n")
    moved = [(values[d.figure].figure.name, d) for d in differences(row, values)]
    context = {
        "bulletin": row,
        "lines": [(line, line in _headings(lines)) for line in lines],
        "moved": moved,
        "intact": intact(row),
        "cities": _cities(""),
        "title": row.headline or row.title,
    }
    return show(request, "public/story.html", context)


def _headings(lines: list[str]) -> set[str]:
    """Headings are the lines without a full stop at their end."""
    return {line for line in lines if line and line[-1] not in "。.!！"}


def _cities(chosen: str) -> list[tuple[str, str, bool]]:
    table = divisions()
    return [(code, table.name(code).rstrip("市县"), code == chosen) for code in CITIES]


urlpatterns = [path("news/", news, name="news"), path("news/<slug:slug>/", story, name="story")]
