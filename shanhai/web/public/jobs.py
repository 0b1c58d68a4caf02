"""`/jobs/`: what anybody may read of open positions of listed employers; `/jobs.jsonld`: the same for machines (schema.org)."""

import json
from typing import Any, cast

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shanhai.apps.employers.models import Position
from shanhai.apps.regions.models import Region
from shanhai.web.kit.columns import Facet, Listing, Rows
from shanhai.web.kit.listing import Asked
from shanhai.web.kit.middleware import Request, Visit
from shanhai.web.kit.pages import public, show
from shanhai.web.public.posting import feed, posting

MANY = 30
BANDS = ((0, 3000), (3000, 4000), (4000, 5000), (5000, 1_000_000))  # yuan a month, by the lowest pay
ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}
MOST = 5000  # postings the feed holds


def offered(visit: Visit) -> Rows:
    """Open positions of listed employers, best pay first."""
    rows = Position.objects.public(on=visit.now.date()).select_related("employer__region")
    return rows.order_by("-pay_max", "employer__initials", "title", "id")


def _towns(request: Request) -> list[tuple[str, str]]:
    """The counties where something is offered."""
    there = Position.objects.public(on=request.now.date()).values("employer__region")
    return list(Region.objects.filter(pk__in=there).values_list("code", "name"))


def _bands() -> list[tuple[str, Any]]:
    inner = [(str(at), f"{low:,}–{high:,}") for at, (low, high) in enumerate(BANDS)][1:-1]
    return [("0", _("不到 3,000")), *inner, (str(len(BANDS) - 1), _("5,000 以上"))]


def _in_band(key: str) -> Q:
    low, high = BANDS[int(key)]
    return Q(pay_min__gte=low * 100, pay_min__lt=high * 100)


def _search(rows: Any, text: str) -> Rows:
    found: Rows = rows.filter(Q(title__contains=text) | Q(employer__name__contains=text))
    return found


JOBS = Listing(
    name="jobs",
    title=_("岗位"),
    search=_search,
    search_hint=_("想干什么活"),
    per_page=MANY,
    columns=(),
    facets=(
        Facet(key="town", label=_("在哪里"), choices=_towns, where=lambda code: Q(employer__region=code)),
        Facet(key="pay", label=_("一个月至少（元）"), choices=_bands(), where=_in_band),
        Facet(
            key="live",
            label=_("住"),
            choices=(("dormitory", _("有宿舍")), ("couples", _("有夫妻房"))),
            where=lambda said: Q(dormitory=True) if said == "dormitory" else Q(couples_room=True),
        ),
        Facet(
            key="eat",
            label=_("吃"),
            choices=(("any", _("有食堂")), ("halal", _("有清真食堂"))),
            where=lambda said: Q(canteen="halal") if said == "halal" else ~Q(canteen="none"),
        ),
    ),
)


def _asked(visit: Visit) -> Asked:
    return Asked(JOBS, cast("Request", visit), offered(visit))


@public
def jobs(request: Visit) -> HttpResponse:
    """Open positions with facets; `?q=` searches title and employer."""
    page = _asked(request).page()
    context = {
        "list": page,
        "jobs": page.rows,
        "seats": Position.objects.public(on=request.now.date()).seats(),
        "feed": "/jobs.jsonld" + page.asked.url().removeprefix(request.path),
        "title": gettext("岗位"),
    }
    return show(request, "public/jobs.html", context)


@public
def job(request: Visit, pk: str) -> HttpResponse:
    """One position in plain words; no contact and no name of a person."""
    row = get_object_or_404(Position.objects.public(on=request.now.date()).select_related("employer__region"), pk=pk)
    context = {"job": row, "title": row.title, "posting": data_block(posting(row, site=site(request)))}
    return show(request, "public/job.html", context)


@public
def jsonld(request: Visit) -> HttpResponse:
    """The feed of what `/jobs/` shows for the same question, whole."""
    rows = _asked(request).ordered()[:MOST]
    said = feed(rows, site=site(request), on=request.now.date())
    response = HttpResponse(json.dumps(said, ensure_ascii=False), content_type="application/ld+json; charset=utf-8")
    response.headers["Access-Control-Allow-Origin"] = "*"  # anybody's page may read what anybody may read
    response.headers["Cache-Control"] = "public, max-age=600"
    return response


def site(request: Visit) -> str:
    """Scheme and host as the visitor sees them."""
    return request.build_absolute_uri("/").rstrip("/")


def data_block(said: dict[str, Any]) -> SafeString:
    """JSON for a data block of a page: no character of it can end the element. A data block is not a script: nothing runs."""
    return mark_safe(json.dumps(said, ensure_ascii=False).translate(ESCAPES))  # noqa: S308 — every < and & is escaped


urlpatterns = [
    path("jobs/", jobs, name="jobs"),
    path("jobs.jsonld", jsonld, name="jobs-jsonld"),
    path("jobs/<str:pk>/", job, name="job"),
]
