"""`/notices/`: choose positions, and read or take away what a township puts up, sends round and reads out."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from shanhai.core.desk import Power
from shanhai.paper.poster import LEAFLET_MOST
from shanhai.web.kit.middleware import Request
from shanhai.web.kit.pages import page, show
from shanhai.web.officer.notices import wording
from shanhai.web.officer.notices.chosen import Chosen, asking, chosen, narrowed, offered
from shanhai.web.officer.notices.printing import leaflet_of, poster_of
from shanhai.web.officer.positions import pay

SHOWN = 120


@page(Power.READ_EMPLOYERS)
def notices(request: Request) -> HttpResponse:
    """Show the positions to choose from and, once some are chosen, everything made of them."""
    keys = request.GET.getlist("position")
    made = chosen(request) if keys and request.refusal is None else None
    rows = narrowed(offered(request), request.GET.get("q", ""))
    shown = list(rows[: SHOWN + 1])
    asked = made.asking if made else asking(request, tuple(shown[:1]))
    context = {
        "title": _("通知材料"),
        "positions": [{"row": one, "pay": pay(one), "on": one.pk in keys} for one in shown[:SHOWN]],
        "kept": [key for key in keys if key not in {one.pk for one in shown[:SHOWN]}] if made else [],
        "more": len(shown) > SHOWN,
        "q": request.GET.get("q", ""),
        "dispatch": request.GET.get("dispatch", ""),
        "asking": asked,
        **(_made(request, made) if made else {}),
    }
    return show(request, "officer/notices.html", context)


def _made(request: Request, made: Chosen) -> dict[str, object]:
    text, read = wording.group_text(made.positions, made.asking), wording.script(made.positions, made.asking)
    query = urlencode(
        [("position", one.pk) for one in made.positions] + [("ask", made.asking.office), ("phone", made.asking.phone)]
    )
    return {
        "made": made,
        "text": text,
        "characters": len(text),
        "longest": wording.LONGEST,
        "script": read,
        "twice": 2 * read.seconds + wording.seconds(read.again),
        "query": query,
        "leaflet": len(made.positions) <= LEAFLET_MOST,
        "leaflet_most": LEAFLET_MOST,
    }


@page(Power.READ_EMPLOYERS)
@require_safe
def poster_pdf(request: Request) -> HttpResponse:
    """The poster."""
    return _file(poster_of(chosen(request), demo=request.world.demo, on=request.now.date()), "poster")


@page(Power.READ_EMPLOYERS)
@require_safe
def leaflet_pdf(request: Request) -> HttpResponse:
    """The leaflet: one sheet, both sides."""
    made = chosen(request, most=LEAFLET_MOST)
    return _file(leaflet_of(made, demo=request.world.demo, on=request.now.date()), "leaflet")


def _file(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response


urlpatterns = [
    path("notices/", notices, name="notices"),
    path("notices/poster.pdf", poster_pdf, name="notices-poster"),
    path("notices/leaflet.pdf", leaflet_pdf, name="notices-leaflet"),
]
