"""协议: what the two sides signed, and the pairing behind it."""

from django.http import HttpResponse
from django.urls import path
from django.utils.translation import gettext as _

from shanhai.apps.agreements.models import Agreement
from shanhai.apps.outreach.models import Minutes
from shanhai.apps.regions.models import Pairing
from shanhai.core.desk import Power
from shanhai.web.kit.middleware import Request
from shanhai.web.kit.pages import find, page, show


@page(Power.READ_PARTNERSHIP)
def agreements(request: Request) -> HttpResponse:
    """The pairings with their relay, the agreements under them, and the minutes, which are something else."""
    pairings = Pairing.objects.visible_to(request.desk).select_related("sending", "receiving", "predecessor__receiving")
    context = {
        "pairings": pairings,
        "agreements": Agreement.objects.visible_to(request.desk).select_related(
            "pairing__sending", "pairing__receiving"
        ),
        "minutes": Minutes.objects.visible_to(request.desk).select_related("meeting"),
        "title": _("协议"),
    }
    return show(request, "officer/agreements.html", context)


@page(Power.READ_PARTNERSHIP)
def agreement(request: Request, pk: str) -> HttpResponse:
    """One agreement with its commitments."""
    rows = Agreement.objects.visible_to(request.desk).select_related("pairing__sending", "pairing__receiving")
    row = find(rows, pk)
    context = {"agreement": row, "commitments": row.commitments.all(), "title": row.title}
    return show(request, "officer/agreement.html", context)


urlpatterns = [
    path("agreements/", agreements, name="agreements"),
    path("agreements/<str:pk>/", agreement, name="agreement"),
]
