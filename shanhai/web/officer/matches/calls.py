"""`/match/<run>/calls/<position>/`: whom to call about one position, why, and what they said."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from shanhai.apps.employers.models import Position
from shanhai.apps.matches.actions import note_call, open_phones
from shanhai.apps.matches.models import Call, Recommendation, Run
from shanhai.apps.workers.models import Worker
from shanhai.core.desk import Desk, Power
from shanhai.web.kit.columns import Column, Facet, Listing
from shanhai.web.kit.export import export
from shanhai.web.kit.listing import FORMATS, Asked
from shanhai.web.kit.middleware import Request
from shanhai.web.kit.pages import SAID, acting, find, page, show
from shanhai.web.officer import roll
from shanhai.web.officer.matches import words
from shanhai.web.officer.matches.scope import own_run


@page(Power.READ_MATCHES)
def calls(request: Request, pk: str, position: str) -> HttpResponse:
    """Show the list; open the numbers for calling; keep what somebody said."""
    run = own_run(request, pk)
    job = find(Position.objects.visible_to(request.desk).select_related("employer"), position)
    rows = Recommendation.objects.visible_to(request.desk).filter(run=run, position=job)
    rows = rows.select_related("worker__household", "run")
    asked = Asked(_listing(run, job, request.desk), request, rows)
    kind = request.path.rpartition(".")[2]
    if kind in FORMATS:
        return export(request, asked.listing, asked.ordered(), kind=kind)
    if acting(request) and "outcome" in request.POST:
        return _note(request, run, job, rows)
    shown = asked.page()
    phones: dict[str, str] = {}
    if acting(request) and request.POST.get("do") == "phones":
        phones = open_phones(run=run, people=[one.worker for one in shown.rows], by=request.actor, at=request.now)
    for one in shown.rows:
        one.phone = phones.get(one.worker_id, "")
    response = show(request, "officer/match_calls.html", {
        "run": run, "position": job, "list": shown, "title": job.title, "outcomes": words.OUTCOME.items(), "opened": bool(phones),
        "may_call": request.desk.may(Power.CALL), "may_open": request.desk.may(Power.REVEAL), "pay": f"{job.pay_min // 100:,}–{job.pay_max // 100:,}",
    })  # fmt: skip
    if phones:
        response["Cache-Control"] = "no-store"
    return response


def _note(request: Request, run: Run, job: Position, rows: Any) -> HttpResponse:
    worker, _mark, outcome = request.POST.get("outcome", "").partition(":")
    row = find(rows, rows.filter(worker=worker).values_list("pk", flat=True).first() or "")
    note = request.POST.get(f"note-{worker}", "")
    note_call(run=run, worker=row.worker, position=job, outcome=outcome, text=note, by=request.actor, at=request.now)
    request.session[SAID] = _t("记下了：{name}，{outcome}。").format(
        name=row.worker.name, outcome=words.OUTCOME[outcome]
    )
    return HttpResponseRedirect(f"{request.get_full_path()}#w-{worker}")


def _listing(run: Run, job: Position, desk: Desk) -> Listing:
    """One position's list. It is in the order of places and names: whoever stands first is no better than the last."""

    def prepare(rows: Sequence[Any], request: Request) -> None:
        people = [one.worker for one in rows]
        roll.prepare(people, request)
        made = Call.objects.visible_to(request.desk).filter(position=job, worker__in=people)
        latest = {one.worker_id: one for one in made.order_by("called_at", "id")}
        for one in rows:
            call = latest.get(one.worker_id)
            one.call = call
            one.said = words.OUTCOME[call.outcome] if call else ""
            one.tag = words.OUTCOME_TAG[call.outcome] if call else ""
            one.why = words.summary(one.reasons)
            one.lines = [words.said(words.REASONS, code, facts) for code, _n, facts in one.reasons if code != "base"]
            one.masked = one.worker.masked_phone

    return Listing(
        name="calls",
        title=job.title,
        search=lambda rows, text: rows.filter(worker__in=Worker.objects.visible_to(desk).search(text).values("pk")),
        search_hint=_("姓名、拼音首字母或证件后四位"),
        prepare=prepare,
        columns=(
            Column(key="name", label=_("姓名"), value=lambda one: one.worker.shown_name),
            Column(key="place", label=_("乡镇"), value=lambda one: one.worker.place),
            Column(key="village", label=_("村"), value=lambda one: one.worker.household.village),
            Column(key="phone", label=_("手机"), value=lambda one: one.masked),
            Column(key="why", label=_("为什么问这个人"), value=lambda one: "、".join(map(str, one.lines))),
            Column(key="said", label=_("怎么说"), value=lambda one: one.said),
            Column(key="note", label=_("备注"), value=lambda one: one.call.note if one.call else ""),
        ),
        facets=(
            Facet(
                key="first",
                label=_("名单"),
                choices=(("yes", _("配到这里的")), ("no", _("作备选的"))),
                filter=lambda rows, said: rows.filter(place=1) if said == "yes" else rows.filter(place__gt=1),
            ),
        ),
    )


urlpatterns = [
    path("match/<str:pk>/calls/<str:position>/", calls, name="match-calls"),
    *[path(f"match/<str:pk>/calls/<str:position>.{kind}", calls, name=f"match-calls-{kind}") for kind in FORMATS],
]
