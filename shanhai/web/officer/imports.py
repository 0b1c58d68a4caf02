"""导入核对: workbooks that came in, a form for the next one, and the check page on which somebody decides."""

from typing import Any

from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.http import Http404, HttpResponse
from django.urls import path
from django.utils.timezone import localdate
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from shanhai.apps.audit.actions import note
from shanhai.apps.imports import actions
from shanhai.apps.imports.actions import upload
from shanhai.apps.imports.facts import KINDS, blank, tally, workbook_of_errors
from shanhai.apps.imports.models import Block, Import, Row
from shanhai.apps.imports.tasks import KINDS as JOB_KINDS
from shanhai.apps.imports.tasks import land, receive, undo
from shanhai.apps.jobs.models import Job
from shanhai.apps.regions.models import Region
from shanhai.core.desk import Desk, Power
from shanhai.core.refusal import Refusal
from shanhai.sheets.template import template
from shanhai.web.kit.columns import Column, Facet, Listing
from shanhai.web.kit.export import TYPES
from shanhai.web.kit.links import link_to
from shanhai.web.kit.listing import listed, respond
from shanhai.web.kit.middleware import Request
from shanhai.web.kit.pages import acting, done, find, page, show
from shanhai.web.kit.refusals import sentence
from shanhai.web.kit.templatetags.kit import moment
from shanhai.web.officer import check, words
from shanhai.web.officer.import_form import KIND_WORDS, Upload, allowed, senders
from shanhai.web.officer.import_jobs import received

STATE = {
    "staged": _("等核对"),
    "landing": _("入库到一半"),
    "confirmed": _("已入库"),
    "discarded": _("没有要"),
    "undone": _("已撤销"),
}
STATE_TAG = {"staged": "do", "landing": "soon", "confirmed": "ok", "discarded": "", "undone": ""}
MAPPED = "map:"
PRIVATE = "private, no-store"


def rows(desk: Desk) -> QuerySet[Import]:
    """Imports a desk reads, with how many rows each has and how many of them are bad."""
    bad = Count("rows", filter=Q(rows__outcome__in=("rejected", "review")))
    seen = Import.objects.visible_to(desk).annotate(seen=Count("rows"), bad=bad)
    return seen.select_related("region", "entry").prefetch_related(
        Prefetch("blocks", Block.objects.visible_to(desk).light())
    )


def _prepare(found: Any, request: Request) -> None:
    names = dict(Region.objects.filter(code__in={one.unit for one in found}).values_list("code", "name"))
    for one in found:
        one.sender = names.get(one.unit, one.region.name)
        one.total = one.seen + sum(block.size - len(block.left) for block in one.blocks.all())


IMPORTS = Listing(
    name="imports",
    title=_("导入核对"),
    empty=_("还没有导入过表格。"),
    prepare=_prepare,
    sorts={"at": ("at",), "title": ("title",)},
    columns=(
        Column(
            key="title",
            label=_("表格"),
            value=lambda one: one.title,
            link=lambda one: link_to("imports.import", one.pk),
        ),
        Column(key="kind", label=_("种类"), value=lambda one: words.called(KIND_WORDS, one.kind)),
        Column(key="sender", label=_("谁报来的"), value=lambda one: one.sender),
        Column(key="rows", label=_("行数"), value=lambda one: one.total, numeric=True),
        Column(key="bad", label=_("要看的"), value=lambda one: one.bad, numeric=True),
        Column(key="at", label=_("上传时间"), value=lambda one: moment(one.at)),
        Column(key="login", label=_("谁传的"), value=lambda one: one.login),
        Column(
            key="state", label=_("现在"), value=lambda one: STATE[one.state], tag=lambda one: STATE_TAG[one.state] or "plain"
        ),
    ),
    facets=(
        Facet(key="state", label=_("现在"), choices=tuple(STATE.items()), where=lambda said: Q(state=said)),
        Facet(key="kind", label=_("种类"), choices=tuple(KIND_WORDS.items()), where=lambda said: Q(kind=said)),
    ),
)  # fmt: skip


@page(Power.IMPORT)
def imports(request: Request) -> HttpResponse:
    """Show what came in; take the next workbook, at once or, where it is large, as a job."""
    form = Upload(request.POST, request.FILES, desk=request.desk) if acting(request) else _form(request)
    if acting(request) and form.is_valid():
        said = form.cleaned_data
        file = said.pop("file")
        return received(request, _receive(request, content=file.read(), filename=file.name, **said))
    extra = {
        "form": form,
        "templates": [(KIND_WORDS[name], f"/imports/templates/{name}.xlsx") for name in allowed(request.desk)],
        "mapping": _asked_mapping(request),
        "jobs": Job.objects.visible_to(request.desk).unfinished().filter(kind__in=JOB_KINDS),
    }
    return respond(IMPORTS, request, rows(request.desk), template="officer/imports.html", extra=extra)


def _form(request: Request) -> Upload:
    """The form, after a refusal with what was said; a browser keeps no file."""
    said = {key: str(request.POST[key]) for key in ("kind", "unit", "title") if request.POST.get(key)}
    return Upload(said=said, desk=request.desk)


def _receive(
    request: Request,
    *,
    kind: str,
    content: bytes,
    filename: str,
    title: str,
    unit: str = "",
    replaces: Import | None = None,
) -> Import | Job:
    desk = request.desk
    return receive(
        kind=kind,
        content=content,
        filename=filename,
        title=title,
        region=Region.objects.get(pk=desk.actor.region),
        unit=desk.unit or unit,
        mapping=_mapping(request),
        replaces=replaces,
        by=request.actor,
        at=request.now,
    )


def _mapping(request: Request) -> dict[str, str]:
    """What the selects said: heading → column, "-" for a column to leave out; nothing chosen is nothing said."""
    said = {key.removeprefix(MAPPED): value for key, value in request.POST.items() if key.startswith(MAPPED)}
    return {heading: "" if value == "-" else str(value) for heading, value in said.items() if value}


def _asked_mapping(request: Request) -> list[dict[str, Any]]:
    """After a workbook without a required column: its headings, each to be given its column."""
    refusal, kind = request.refusal, KINDS.get(request.POST.get("kind", ""))
    if refusal is None or kind is None or refusal.code != "file.missing_columns":
        return []
    found: Any = refusal.facts.get("unmatched", ())
    return check.choices_of(kind, [(str(heading), "") for heading in found])


@page(Power.IMPORT)
def imported(request: Request, pk: str, row: str = "") -> HttpResponse:
    """Show the check page; confirm, discard or take back what it shows."""
    own = Job.objects.visible_to(request.desk).unfinished().filter(kind__in=JOB_KINDS, about_key=OuterRef("pk"))
    seen = Import.objects.visible_to(request.desk).annotate(job=Subquery(own.values("pk")[:1]))
    one: Any = find(seen.select_related("region", "entry"), pk)
    if acting(request) and not row:
        return _decide(request, one)
    context = check.shown(one)
    context |= {
        "kind": KIND_WORDS[one.kind],
        "state": STATE[one.state],
        "state_tag": STATE_TAG[one.state],
        "may_undo": _may_undo(request, one),
        "job": one.job,
    }
    return show(request, "officer/import.html", context)


def _may_undo(request: Request, one: Import) -> bool:
    entry = one.entry
    if entry is None or one.state not in {"confirmed", "landing"}:
        return False
    return entry.login == request.actor.login and localdate(entry.at) == request.now.date()


def _decide(request: Request, one: Import) -> HttpResponse:
    """Do what was asked, at once or, where it is large, as a job."""
    verb = request.POST.get("do", "")
    if verb == "confirm":
        before = one.state
        result = land(imported=one, choices=check.choices(request), by=request.actor, at=request.now)
        said = _now("已入库：新增 {new} 行，更新 {updated} 行。").format(**tally(one))
        if before == "confirmed":
            said = _now("这份表已经入库了，没有重复入库。")
    elif verb == "undo":
        result, said = undo(imported=one, by=request.actor, at=request.now), _now("已撤销整份，记录恢复到入库以前。")
    elif verb == "discard":
        result = actions.discard(imported=one, by=request.actor, at=request.now)
        said = _now("整份没有要，什么都没有入库。")
    else:
        raise Http404
    if isinstance(result, Job):
        return received(request, result)
    return done(request, link_to("imports.import", one.pk), said)


@page(Power.IMPORT, again=imported)
def mend(request: Request, pk: str, row: str) -> HttpResponse:
    """Put other text into cells of one row."""
    bad = find(Row.objects.visible_to(request.desk).filter(imported=pk), row)
    said = {key.removeprefix("cell:"): str(value) for key, value in request.POST.items() if key.startswith("cell:")}
    cells = {key: value for key, value in said.items() if value.strip()}
    mended = actions.amend(row=bad, cells=cells, by=request.actor, at=request.now)
    fine = mended.outcome not in {"rejected", "review"}
    told = _now("第 {row} 行改好了。") if fine else _now("第 {row} 行还要看：{why}")
    problems = [sentence(Refusal(one["code"], **one["facts"])) for one in mended.problems]
    place = link_to("imports.import", pk)
    back = request.POST.get("back", "")
    return done(
        request,
        back if back.startswith(place) else f"{place}#fix",
        told.format(row=mended.number, why="".join(problems)),
    )


@page(Power.IMPORT, again=imported)
def columns(request: Request, pk: str, row: str = "columns") -> HttpResponse:
    """Read the workbook again, as it is kept, with columns as somebody has now matched them; remembered for that sender."""
    one = find(Import.objects.visible_to(request.desk).waiting(), pk)
    sent = request.FILES.get("file")
    content = sent.read() if sent else upload.kept(one.digest)
    if content is None:
        raise Refusal("file.empty")
    told = {
        "kind": one.kind,
        "title": one.title,
        "unit": one.unit,
        "filename": (sent.name or "") if sent else one.filename,
    }
    return received(request, _receive(request, content=content, replaces=one, **told))


@page(Power.IMPORT)
def errors(request: Request, pk: str) -> HttpResponse:
    """Hand out the rows that were not taken, whole, to be mended; the log keeps who took them."""
    one = find(Import.objects.visible_to(request.desk), pk)
    content = workbook_of_errors(one, say=sentence)
    facts = {"list": "import.errors", "format": "xlsx", "count": one.rows.bad().count(), "asked": ""}
    note("export", by=request.actor, at=request.now, about=one, facts=facts)
    return _workbook(content, f"errors-{one.pk}.xlsx")


@page(Power.IMPORT)
def empty(request: Request, kind: str) -> HttpResponse:
    """Hand out an empty workbook with this county's townships to choose from."""
    if kind not in allowed(request.desk):
        raise Http404
    names = tuple(name for code, name in senders(request.desk) if code.startswith(request.desk.unit))
    title, filled, notes = blank(kind, choices={"township": names} if names else {})
    return _workbook(template(title, filled, notes=notes), f"{kind}.xlsx")


def _workbook(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=TYPES["xlsx"])
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = PRIVATE
    return response


urlpatterns = [
    *listed("imports", imports),
    path("imports/templates/<str:kind>.xlsx", empty, name="import-template"),
    path("imports/<str:pk>/", imported, name="import"),
    path("imports/<str:pk>/errors.xlsx", errors, name="import-errors"),
    path("imports/<str:pk>/columns/", columns, name="import-columns"),
    path("imports/<str:pk>/rows/<str:row>/", mend, name="import-row"),
]
