"""`/publicity/`: lists that hang out, with the days left; `/publicity/<id>/`: the masked roster, fit to be printed and hung up."""

from typing import Any

from django.http import HttpResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shanhai.apps.subsidies.models import Challenge, Claim, Publicity
from shanhai.core.desk import Power
from shanhai.core.identifiers.division import divisions
from shanhai.web.kit.links import link_to
from shanhai.web.kit.middleware import Request
from shanhai.web.kit.pages import find, page, show
from shanhai.web.kit.templatetags.kit import masked
from shanhai.web.officer.subsidies import words
from shanhai.web.officer.subsidies.seen import money


@page(Power.READ_CLAIMS)
def publicities(request: Request) -> HttpResponse:
    """Every list of one's claims, those that hang out first."""
    rows = Publicity.objects.visible_to(request.desk).select_related("issuer")
    shown = [(one, *_left(request, one)) for one in rows]
    context = {"rows": sorted(shown, key=lambda one: one[0].ended_at is not None), "title": _("公示")}
    return show(request, "officer/subsidies/publicities.html", context)


def _left(request: Request, row: Publicity) -> tuple[str, str]:
    if row.ended_at is not None:
        return _("结束了"), ""
    left = (row.until - request.desk.today).days
    if left < 0:
        return _("期满，等结束"), "do"
    return ngettext("还剩 %(n)s 天", "还剩 %(n)s 天", left) % {"n": left}, "soon"


@page(Power.READ_CLAIMS)
def publicity(request: Request, pk: str) -> HttpResponse:
    """The roster: masked for everybody, whoever reads it; the seat's own claims can be opened."""
    row = find(Publicity.objects.visible_to(request.desk).select_related("issuer"), pk)
    own = set(Claim.objects.visible_to(request.desk).filter(publicity=row).values_list("pk", flat=True))
    table = divisions()
    lines = [
        {
            "who": masked(one.payee_name) if not one.payee_code else one.payee_name,
            "place": table.name(one.unit[:9]) if one.unit and table.known(one.unit[:9]) else "",
            "label": one.label,
            "amount": money(one.amount),
            "state": words.STATE[one.state],
            "tag": words.TAG[one.state],
            "url": link_to("subsidies.claim", one.pk) if one.pk in own else "",
        }
        for one in row.claims.in_order()
    ]
    words_left, tag = _left(request, row)
    context: dict[str, Any] = {
        "row": row, "lines": lines, "left": words_left, "tag": tag, "title": row.title,
        "challenges": Challenge.objects.visible_to(request.desk).filter(publicity=row).select_related("claim"),
    }  # fmt: skip
    return show(request, "officer/subsidies/publicity.html", context)


urlpatterns = [
    path("publicity/", publicities, name="publicities"),
    path("publicity/<str:pk>/", publicity, name="publicity"),
]
