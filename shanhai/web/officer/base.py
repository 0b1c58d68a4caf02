"""Around the base: `/arrears/` the wage-arrears list, `/wages/` the lowest wage, and the papers of an employer."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shanhai.apps.audit.actions import note
from shanhai.apps.employers import sheets
from shanhai.apps.employers.actions import file_document, read_document
from shanhai.apps.employers.models import Arrears, Document, Employer, MinimumWage, Position
from shanhai.core.dates import parse_day
from shanhai.core.desk import Power
from shanhai.core.refusal import Refusal
from shanhai.core.wages import examples
from shanhai.sheets.write import workbook
from shanhai.web.kit.columns import Column, Facet, Listing
from shanhai.web.kit.export import TYPES
from shanhai.web.kit.links import link_to
from shanhai.web.kit.listing import listed, respond
from shanhai.web.kit.middleware import Request
from shanhai.web.kit.pages import acting, done, find, page, show
from shanhai.web.officer import words

EXTENSIONS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}
STATES = (("standing", gettext_lazy("在名单上")), ("removed", gettext_lazy("已移出")))


def listing(request: Request) -> Listing:
    """Declare the arrears list for one desk and its day."""
    today = request.desk.today
    standing = Arrears.objects.visible_to(request.desk).standing(on=today)

    def mine(one: Arrears) -> bool:
        return one.region_id == request.desk.actor.region and request.desk.may(Power.WRITE_EMPLOYERS)

    def on_list(one: Arrears) -> bool:
        return one.removed_on is None or one.removed_on > today

    return Listing(
        name="arrears",
        title=gettext_lazy("欠薪失信名单"),
        search=lambda rows, text: (
            rows.filter(credit_code__startswith=text.upper()) if text.isascii() else rows.filter(name__contains=text)
        ),
        search_hint=gettext_lazy("名称或信用代码"),
        empty=gettext_lazy("名单上没有企业。"),
        columns=(
            Column(key="name", label=gettext_lazy("企业"), value=lambda one: one.name),
            Column(key="code", label=gettext_lazy("统一社会信用代码"), value=lambda one: one.credit_code),
            Column(
                key="state",
                label=gettext_lazy("状态"),
                value=lambda one: STATES[0][1] if on_list(one) else STATES[1][1],
                tag=lambda one: "bad" if on_list(one) else "",
            ),
            Column(key="listed", label=gettext_lazy("列入日"), value=lambda one: one.listed_on),
            Column(key="removed", label=gettext_lazy("移出日"), value=lambda one: one.removed_on),
            Column(key="source", label=gettext_lazy("来源"), value=lambda one: one.source, wide=True),
            Column(
                key="remove",
                label=gettext_lazy("移出"),
                value=lambda one: _("记移出") if on_list(one) and mine(one) else "",
                link=lambda one: f"/do/arrears.remove/?about={one.pk}" if on_list(one) and mine(one) else "",
            ),
        ),
        facets=(
            Facet(
                key="state",
                label=gettext_lazy("状态"),
                choices=STATES,
                filter=lambda rows, said: (
                    rows.filter(pk__in=standing) if said == "standing" else rows.exclude(pk__in=standing)
                ),
            ),
        ),
    )


@page(Power.READ_EMPLOYERS)
def arrears(request: Request) -> HttpResponse:
    """Show the list that is checked before an employer is listed or travels."""
    rows = Arrears.objects.visible_to(request.desk)
    return respond(listing(request), request, rows, template="officer/arrears.html")


@page(Power.READ_EMPLOYERS)
def wages(request: Request) -> HttpResponse:
    """Show every dated value: proposed, confirmed, and the shipped examples, with the one in force today."""
    desk = request.desk
    rows = list(MinimumWage.objects.visible_to(desk).select_related("region"))
    ours = {row.region_id for row in rows if row.confirmed_at}
    context: dict[str, Any] = {
        "rows": [
            {"row": row, "waits": row.confirmed_at is None, "mine": row.proposed_by == desk.actor.login} for row in rows
        ],
        "examples": [one for one in examples() if one.region in desk.regions - ours],
        "least": MinimumWage.objects.visible_to(desk).least(desk.actor.region, on=desk.today),
        "title": _("最低工资"),
    }
    return show(request, "officer/wages.html", context)


@page(Power.WRITE_EMPLOYERS)
def papers(request: Request, pk: str) -> HttpResponse:
    """Keep a paper of an employer of one's own region."""
    firm = find(Employer.objects.visible_to(request.desk).filter(region=request.desk.actor.region), pk)
    if acting(request):
        _file(request, firm)
        return done(request, link_to("employers.employer", pk), _("材料存好了。以后每次打开都记入操作日志。"))
    context = {"firm": firm, "kinds": words.DOCUMENT.items(), "title": _("存一份材料"), "typed": request.POST}
    return show(request, "officer/papers.html", context)


def _file(request: Request, firm: Employer) -> None:
    sent = request.FILES.get("file")
    if sent is None:
        raise Refusal("document.empty")
    kind, until = request.POST.get("kind", ""), request.POST.get("valid_until", "").strip()
    title = request.POST.get("title", "").strip()[:60] or str(words.DOCUMENT.get(kind, kind))
    file_document(
        employer=firm,
        kind=kind,
        title=title,
        number=request.POST.get("number", "").strip()[:40],
        valid_until=parse_day(until) if until else None,
        filename=sent.name or "",
        content=sent.read(),
        by=request.actor,
        at=request.now,
    )


@page(Power.READ_EMPLOYERS)
def paper(request: Request, pk: str, document: str) -> HttpResponse:
    """Open one paper; that it was opened is in the log."""
    rows = Document.objects.visible_to(request.desk).filter(employer=pk).select_related("employer")
    row = find(rows, document)
    content = read_document(document=row, by=request.actor, at=request.now)
    response = HttpResponse(content, content_type=row.media)
    response["Content-Disposition"] = f'attachment; filename="{row.pk}.{EXTENSIONS[row.media]}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@page(Power.IMPORT)
def sheet(request: Request, kind: str) -> HttpResponse:
    """Give one's own employers or open positions as the workbook that imports take back: unchanged rows land as unchanged."""
    if not request.desk.may(Power.WRITE_EMPLOYERS):
        raise Http404
    own = Employer.objects.visible_to(request.desk).filter(region=request.desk.actor.region)
    title, columns = sheets.TITLE, list(sheets.COLUMNS)
    if kind == "employers":
        rows = [sheets.firm_cells(one) for one in own]
    else:
        offered = Position.objects.visible_to(request.desk).open(on=request.desk.today).filter(employer__in=own)
        title, columns = sheets.POSITION_TITLE, list(sheets.POSITION_COLUMNS)
        rows = [
            {"code": one.employer.credit_code, "employer": one.employer.name, **sheets.job_cells(one)}
            for one in offered.select_related("employer")
        ]
    facts = {"list": f"{kind}-sheet", "format": "xlsx", "count": len(rows)}
    note("export", by=request.actor, at=request.now, facts=facts)
    content = workbook(columns, [[row[column.key] for column in columns] for row in rows], title=title)
    response = HttpResponse(content, content_type=TYPES["xlsx"])
    response["Content-Disposition"] = f'attachment; filename="{kind}-{request.now.date().isoformat()}-edit.xlsx"'
    return response


urlpatterns = [
    *listed("arrears", arrears),
    path("wages/", wages, name="wages"),
    path("employers/sheet.xlsx", sheet, {"kind": "employers"}, name="employers-sheet"),
    path("positions/sheet.xlsx", sheet, {"kind": "positions"}, name="positions-sheet"),
    path("employers/<str:pk>/papers/", papers, name="papers"),
    path("employers/<str:pk>/papers/<str:document>/", paper, name="paper"),
]
