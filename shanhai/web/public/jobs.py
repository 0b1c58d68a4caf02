"""`/jobs/`: what anybody may read of open positions of listed employers."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils.translation import gettext as _

from shanhai.apps.employers.models import Position
from shanhai.web.kit.middleware import Visit
from shanhai.web.kit.pages import public, show

MANY = 60


@public
def jobs(request: Visit) -> HttpResponse:
    """Open positions, best pay first; `?q=` searches title and employer."""
    rows = Position.objects.public(on=request.now.date()).select_related("employer").order_by("-pay_max", "id")
    asked = request.GET.get("q", "").strip()
    if asked:
        rows = rows.filter(title__contains=asked) | rows.filter(employer__name__contains=asked)
    page = max(int(request.GET.get("page", "1") or 1), 1) if request.GET.get("page", "1").isdigit() else 1
    shown = list(rows[(page - 1) * MANY : page * MANY + 1])
    context = {
        "jobs": shown[:MANY],
        "q": asked,
        "before": page - 1,
        "after": page + 1 if len(shown) > MANY else 0,
        "seats": Position.objects.public(on=request.now.date()).seats(),
        "title": _("岗位"),
    }
    return show(request, "public/jobs.html", context)


@public
def job(request: Visit, pk: str) -> HttpResponse:
    """One position in plain words; no contact and no name of a person."""
    row = get_object_or_404(Position.objects.public(on=request.now.date()).select_related("employer__region"), pk=pk)
    return show(request, "public/job.html", {"job": row, "title": row.title})


urlpatterns = [path("jobs/", jobs, name="jobs"), path("jobs/<str:pk>/", job, name="job")]
