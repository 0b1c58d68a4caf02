"""`/bulletin/`: the bulletins, and one of them as page, JSON, PDF or Word. Every number in it opens its records."""

from typing import Any

from django.db.models import Q
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shanhai.apps.figures.actions import Byline, freeze, publish
from shanhai.apps.figures.facts import compute
from shanhai.apps.figures.facts.definition import Scope, Value
from shanhai.apps.figures.facts.difference import differences, intact
from shanhai.apps.figures.facts.notes import cautions
from shanhai.apps.figures.facts.sentences import write
from shanhai.apps.figures.models import BULLETIN_LIFE, Bulletin
from shanhai.core.desk import Power
from shanhai.paper.docx import docx
from shanhai.paper.pdf import pdf
from shanhai.web.kit.links import link_to
from shanhai.web.kit.middleware import Request
from shanhai.web.kit.pages import acting, done, page, show
from shanhai.web.oversight.answers import bulletin_answer, language, query
from shanhai.web.oversight.printed import document

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@page(Power.READ_FIGURES)
def bulletins(request: Request) -> HttpResponse:
    """Every bulletin of one's pairings."""
    rows = Bulletin.objects.visible_to(request.desk).select_related("pairing__sending", "pairing__receiving")
    may_draft = bool(request.desk.pairings) and request.desk.may(Power.EDIT_BULLETIN)
    return show(
        request,
        "oversight/bulletins.html",
        {"bulletins": rows, "may_draft": may_draft, "paired": bool(request.desk.pairings), "title": _("工作简报")},
    )


@page(Power.READ_FIGURES)
def bulletin(request: Request, slug: str) -> HttpResponse:
    """One bulletin with its numbers as the records stand now; the frozen ones beside them where they differ."""
    row = _named(request, slug)
    if acting(request):
        return _act(request, row)
    values = compute(Scope(pairing=row.pairing, on=row.as_of), row.edition)
    lang = language(get_language() or "zh-hans")
    noted = cautions(values)
    context = {
        "bulletin": row,
        "title": row.title,
        "sections": write(values, lang),
        "figures": [_shown(value, noted.get(key, []), lang) for key, value in values.items()],
        "query": query(Scope(pairing=row.pairing, on=row.as_of)),
        "moved": [(values[d.figure].figure.name, d) for d in differences(row, values)],
        "intact": intact(row) if row.digest else True,
        "verbs": BULLETIN_LIFE.verbs(row.state) if request.desk.may(Power.EDIT_BULLETIN) else (),
    }
    return show(request, "oversight/bulletin.html", context)


@page(Power.READ_FIGURES)
def exported(request: Request, slug: str, kind: str) -> HttpResponse:
    """The bulletin as JSON, PDF or Word, in the reader's language."""
    row = _named(request, slug)
    lang = language(get_language() or "zh-hans")
    if kind == "json":
        return JsonResponse(bulletin_answer(row, lang=lang), json_dumps_params={"ensure_ascii": False})
    values = compute(Scope(pairing=row.pairing, on=row.as_of), row.edition)
    laid_out = document(row, values, lang=lang, demo=request.world.demo)
    body, media = (pdf(laid_out), "application/pdf") if kind == "pdf" else (docx(laid_out), WORD)
    return HttpResponse(body, content_type=media, headers={"Content-Disposition": f'inline; filename="{slug}.{kind}"'})


def _named(request: Request, slug: str) -> Bulletin:
    rows = Bulletin.objects.visible_to(request.desk).select_related(
        "pairing__sending", "pairing__receiving", "pairing__predecessor__receiving"
    )
    return get_object_or_404(rows, Q(slug=slug) | Q(pk=slug))


def _act(request: Request, row: Bulletin) -> HttpResponse:
    if request.POST.get("verb") == "freeze":
        freeze(bulletin=row, by=request.actor, at=request.now)
        return done(request, link_to("figures.bulletin", row.slug), _("已定稿，摘要已写入操作日志"))
    byline = Byline(**{k: request.POST.get(k, "").strip() for k in ("headline", "source", "author", "editor")})
    publish(bulletin=row, byline=byline, by=request.actor, at=request.now)
    return done(request, link_to("figures.bulletin", row.slug), _("已发布"))


def _shown(value: Value, noted: list[str], lang: Any) -> dict[str, Any]:
    return {"value": value, "display": value.display(lang), "notes": noted, "rows": len(value.rows)}


urlpatterns = [
    path("bulletin/", bulletins, name="bulletins"),
    path("bulletin/<slug:slug>/", bulletin, name="bulletin"),
    *[
        path(f"bulletin/<slug:slug>.{kind}", exported, {"kind": kind}, name=f"bulletin-{kind}")
        for kind in ("json", "pdf", "docx")
    ],
]
