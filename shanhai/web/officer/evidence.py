"""`/evidence/<noun>/<id>/`: from a record behind a figure to the place on a page where it is read, within what the desk reads."""

from collections.abc import Callable

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import path

from shanhai.apps.fairs.models import Intent
from shanhai.apps.outreach.models import AgreedItem, Attendance, LeafletRun
from shanhai.apps.regions.models import Pairing, Statistic
from shanhai.apps.subsidies.models import Area, Paper
from shanhai.apps.vouchers.models import PrintRun
from shanhai.core.desk import Desk
from shanhai.web.kit.links import link_to
from shanhai.web.kit.middleware import Request
from shanhai.web.kit.pages import find, page


def _intent(desk: Desk, key: str) -> str:
    row = find(Intent.objects.visible_to(desk).select_related("delegation"), key)
    return f"{link_to('fairs.fair', row.delegation.fair_id)}#{key}"


def _run(desk: Desk, key: str) -> str:
    row = find(PrintRun.objects.visible_to(desk).select_related("delegation"), key)
    return f"{link_to('fairs.fair', row.delegation.fair_id)}#vouchers"


def _leaflets(desk: Desk, key: str) -> str:
    return f"/outreach/#{find(LeafletRun.objects.visible_to(desk), key).pk}"


def _attendance(desk: Desk, key: str) -> str:
    row = find(Attendance.objects.visible_to(desk), key)
    return f"{link_to('outreach.meeting', row.meeting_id)}#{key}"


def _item(desk: Desk, key: str) -> str:
    rows = AgreedItem.objects.visible_to(desk).select_related("minutes")
    return f"{link_to('outreach.meeting', find(rows, key).minutes.meeting_id)}#{key}"


def _paper(desk: Desk, key: str) -> str:
    return f"/system/policies/#{find(Paper.objects.visible_to(desk), key).pk}"


def _area(desk: Desk, key: str) -> str:
    return f"/system/policies/#{find(Area.objects.visible_to(desk), key).pk}"


def _pairing(desk: Desk, key: str) -> str:
    return f"/agreements/#{find(Pairing.objects.visible_to(desk), key).pk}"


def _statistic(desk: Desk, key: str) -> str:
    return f"/statistics/#{find(Statistic.objects.visible_to(desk), key).pk}"


READERS: dict[str, Callable[[Desk, str], str]] = {
    "fairs.intent": _intent,
    "vouchers.printrun": _run,
    "outreach.leafletrun": _leaflets,
    "outreach.attendance": _attendance,
    "outreach.agreeditem": _item,
    "subsidies.paper": _paper,
    "subsidies.area": _area,
    "regions.pairing": _pairing,
    "regions.statistic": _statistic,
}


@page(None)
def evidence(request: Request, noun: str, pk: str) -> HttpResponse:
    """Go to the place where one record is read; 404 out of scope."""
    if noun not in READERS:
        raise Http404
    return HttpResponseRedirect(READERS[noun](request.desk, pk))


urlpatterns = [path("evidence/<str:noun>/<str:pk>/", evidence, name="evidence")]
