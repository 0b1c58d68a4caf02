"""`/placements/<id>/slip/`: a slip of paper with a person's own link and its code. Shown only when asked for, and logged with who asked."""

from django.http import Http404, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _

from shanhai.apps.workers.actions import show_link
from shanhai.core.desk import Power
from shanhai.paper.code import code
from shanhai.web.kit.links import link_to
from shanhai.web.kit.middleware import Request
from shanhai.web.kit.pages import acting, find, page, show
from shanhai.web.officer.acts.links import of_ones_own, standing
from shanhai.web.officer.acts.spells import name_of


@page(Power.FOLLOW_UP)
def slip(request: Request, pk: str) -> HttpResponse:
    """Ask before the address is shown; then show it large enough to be printed and cut out."""
    row = find(of_ones_own(request.desk), pk)
    link = standing(request.desk, row.worker_id)
    if link is None:
        raise Http404
    address = ""
    if acting(request):
        address = request.build_absolute_uri(show_link(link=link, by=request.actor, at=request.now))
    context = {
        "row": row,
        "link": link,
        "name": name_of(row, request.desk),
        "address": address,
        "code": code(address, scale=6) if address else "",
        "crumb_url": link_to("placements.placement", row.pk),
        "title": _("本人链接"),
    }
    response = show(request, "officer/transfer/slip.html", context)
    if address:
        response["Cache-Control"] = "no-store"
    return response


urlpatterns = [path("placements/<str:pk>/slip/", slip, name="own-link-slip")]
