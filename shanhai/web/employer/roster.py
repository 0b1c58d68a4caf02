"""`/e/roster/<month>/`: the list of a month, prefilled: leave what is right, say who left, confirm once; or the same as a workbook."""

from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _

from shanhai.apps.audit.actions import note
from shanhai.apps.employers.models import Employer
from shanhai.apps.imports.actions import confirm, stage
from shanhai.apps.imports.facts import errors, tally
from shanhai.apps.placements.actions import confirm_roster, correct_line
from shanhai.apps.placements.facts.rosters import OVERTIME_MOST, Line, unspoken
from shanhai.apps.placements.models import Attestation, Placement, Roster
from shanhai.apps.placements.sheets.roster import COLUMNS, NOTES, TITLE, prefilled
from shanhai.core.desk import Power
from shanhai.core.months import parse_month
from shanhai.core.refusal import Refusal
from shanhai.sheets.template import template
from shanhai.web.employer.home import closed, own
from shanhai.web.employer.lines import extras, lines, said, stood
from shanhai.web.kit.coded import ENDED_WHY
from shanhai.web.kit.export import TYPES
from shanhai.web.kit.middleware import Request
from shanhai.web.kit.pages import acting, done, find, page, show
from shanhai.web.kit.refusals import sentence

STRANGERS = 3  # empty rows for people we do not have there


def _asked(request: Request, month: str) -> tuple[Employer, date]:
    try:
        found = parse_month(month)
    except Refusal:
        raise Http404 from None
    if found > closed(request.desk.today) and not Roster.objects.visible_to(request.desk).filter(month=found).exists():
        raise Http404
    return own(request), found


@page(Power.OWN_STAFF)
def roster(request: Request, month: str) -> HttpResponse:
    """Show the list as it stands; take what was said of everybody not spoken of yet, in one act."""
    firm, asked = _asked(request, month)
    waiting = list(unspoken(firm, asked).select_related("worker", "employer").order_by("worker__initials", "id"))
    if acting(request):
        sent = request.FILES.get("file")
        if sent is not None:
            return _workbook(request, firm, month, sent)
        if line := request.POST.get("correct", ""):
            return _correct(request, firm, asked, month, line)
        confirm_roster(
            employer=firm, month=asked, lines=lines(request.POST, waiting), extras=extras(request.POST, STRANGERS), by=request.actor, at=request.now
        )  # fmt: skip
        return done(request, f"/e/roster/{month}/", _("这个月的名单已确认。写错的行，可以在下面更正。"))
    return show(request, "employer/roster.html", _context(request, firm, asked, waiting))


def _context(request: Request, firm: Employer, month: date, waiting: list[Placement]) -> dict[str, Any]:
    standing = Roster.objects.visible_to(request.desk).filter(employer=firm, month=month).first()
    rows = (
        standing.lines.select_related("placement__worker").order_by("placement__worker__initials") if standing else []
    )
    typed = request.POST
    return {
        "firm": firm,
        "month": f"{month:%Y-%m}",
        "waiting": [{"it": one, "tail": one.worker.number()[-4:], "said": said(typed, one.pk)} for one in waiting],
        "strangers": [{"nth": nth, "name": typed.get(f"name-{nth}", ""), "tail": typed.get(f"tail-{nth}", "")} for nth in range(STRANGERS)],
        "roster": standing,
        "lines": [{"it": one, "tail": one.placement.worker.number()[-4:], "said": stood(one)} for one in rows],
        "unlisted": standing.unlisted.all() if standing else [],
        "reasons": ENDED_WHY.items(),
        "overtime_most": OVERTIME_MOST,
        "title": _("%(month)s 在岗名单") % {"month": f"{month:%Y-%m}"},
    }  # fmt: skip


def _correct(request: Request, firm: Employer, asked: date, month: str, pk: str) -> HttpResponse:
    own_lines = Attestation.objects.visible_to(request.desk).filter(
        placement__employer=firm, month=asked, source="roster"
    )
    line = find(own_lines.select_related("placement__worker", "placement__employer", "roster"), pk)
    told = said(request.POST, pk)
    what = Line(placement=line.placement_id, **told.values())
    correct_line(line=line, said=what, why=request.POST.get(f"because-{pk}", ""), by=request.actor, at=request.now)
    return done(request, f"/e/roster/{month}/", _("已更正；原来的说法和原因都留在操作日志里。"))


def _workbook(request: Request, firm: Employer, month: str, sent: UploadedFile[bytes]) -> HttpResponse:
    """Take a filled-in workbook: its good rows at once, the bad ones told by row and cell."""
    imported = stage(
        kind="roster", content=sent.read(), filename=sent.name or "", title=f"{firm.name} {month}", region=firm.region, by=request.actor, at=request.now
    )  # fmt: skip
    confirm(imported=imported, by=request.actor, at=request.now)
    counts, wrong = tally(imported), errors(imported, say=sentence)
    told = _("表格收下了：新增 %(new)s 行，更正 %(updated)s 行，没变 %(unchanged)s 行，要改 %(rejected)s 行。") % counts
    told += "".join(_("第 %(row)s 行“%(column)s”：%(message)s") % one for one in wrong[:8])
    return done(request, f"/e/roster/{month}/", told)


@page(Power.OWN_STAFF)
def sheet(request: Request, month: str) -> HttpResponse:
    """Give the list of a month to be filled in, everybody not spoken of already on it; that it was taken is in the log."""
    firm, asked = _asked(request, month)
    people = unspoken(firm, asked).select_related("worker", "employer").order_by("worker__initials", "id")
    rows = prefilled(people, asked)
    note("export", by=request.actor, at=request.now, facts={"list": "roster", "format": "xlsx", "count": len(rows)})
    response = HttpResponse(template(TITLE, COLUMNS, notes=NOTES, rows=rows), content_type=TYPES["xlsx"])
    response["Content-Disposition"] = f'attachment; filename="roster-{month}.xlsx"'
    return response


urlpatterns = [
    path("e/roster/<str:month>/", roster, name="employer-roster"),
    path("e/roster/<str:month>.xlsx", sheet, name="employer-roster-sheet"),
]
