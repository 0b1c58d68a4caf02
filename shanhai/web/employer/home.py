"""`/e/`: an employer's own page: which month waits for its list, who is coming, who works here."""

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _

from shanhai.apps.employers.models import Employer
from shanhai.apps.placements.facts.rosters import expected, unspoken
from shanhai.apps.placements.models import OPEN, Placement, Roster, Transfer
from shanhai.core.dates import add_months
from shanhai.core.desk import Power
from shanhai.core.months import last_day, month_of
from shanhai.web.kit.middleware import Request
from shanhai.web.kit.pages import page, show

SHOWN = 6  # months


def own(request: Request) -> Employer:
    """The employer whose seat this is; 404 for a seat in none that is listed."""
    found = Employer.objects.visible_to(request.desk).filter(listed_on__isnull=False).order_by("credit_code").first()
    if found is None:
        raise Http404
    return found


def closed(today: date) -> date:
    """The newest month that may be confirmed: the one a day of which is the last, or the one before."""
    this = month_of(today)
    return this if last_day(this) <= today else add_months(this, -1)


@page(Power.OWN_STAFF)
def home(request: Request) -> HttpResponse:
    """Show what waits, what was confirmed, and who is on the way."""
    firm = own(request)
    newest = closed(request.desk.today)
    months = [add_months(newest, -back) for back in range(SHOWN)]
    coming = Transfer.objects.visible_to(request.desk).filter(position__employer=firm, state__in=OPEN)
    here = Placement.objects.visible_to(request.desk).known_to(firm).standing(request.desk.today)
    context = {
        "firm": firm,
        "months": [_month(firm, month, request) for month in months],
        "coming": coming.select_related("worker", "position").order_by("signed_on", "id"),
        "here": here.count(),
        "title": _("本企业"),
    }
    return show(request, "employer/home.html", context)


def _month(firm: Employer, month: date, request: Request) -> dict[str, Any]:
    roster = Roster.objects.visible_to(request.desk).filter(employer=firm, month=month).first()
    return {
        "month": f"{month:%Y-%m}",
        "people": expected(firm, month).count(),
        "left": unspoken(firm, month).count(),
        "roster": roster,
    }


urlpatterns = [path("e/", home, name="employer-home")]
