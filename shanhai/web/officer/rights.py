"""What people may ask of us: which consents stand, everything held about one person, and requests to put something right."""

import json
from collections.abc import Sequence
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _

from shanhai.apps.audit.models import Entry
from shanhai.apps.employers.models import Employer
from shanhai.apps.imports.actions import empty_overdue
from shanhai.apps.imports.facts.overdue import overdue
from shanhai.apps.matches.actions import forget_overdue
from shanhai.apps.matches.facts.overdue import behind, refused
from shanhai.apps.workers.actions import hand_over, reduce_due
from shanhai.apps.workers.facts import due, held, schedule
from shanhai.apps.workers.models import Consent, Correction, Worker
from shanhai.core.desk import Power
from shanhai.core.identifiers.division import divisions
from shanhai.web.kit.acts import act
from shanhai.web.kit.columns import Column, Facet, Listing
from shanhai.web.kit.links import link_to
from shanhai.web.kit.listing import listed, respond
from shanhai.web.kit.middleware import Request
from shanhai.web.kit.pages import acting, done, find, page, show
from shanhai.web.kit.templatetags.kit import day, moment
from shanhai.web.officer import roll, words
from shanhai.web.officer.held import beside_the_roll

SHOWN_DUE = 200


def _prepare(found: Sequence[Any], request: Request) -> None:
    """Write who each consent is given to: a division by the table, an employer by the base."""
    table, codes = divisions(), {one.recipient for one in found}
    firms = Employer.objects.visible_to(request.desk).filter(credit_code__in=codes)
    names = dict(firms.values_list("credit_code", "name")) | {c: table.name(c) for c in codes if table.known(c)}
    for one in found:
        one.to = names.get(one.recipient, one.recipient)


CONSENTS = Listing(
    name="consents",
    title=_("同意登记"),
    prepare=_prepare,
    columns=(
        Column(key="name", label=_("谁"), value=lambda one: one.worker.name, link=lambda one: link_to("workers.worker", one.worker_id)),
        Column(key="purpose", label=_("做什么用"), value=lambda one: words.PURPOSE[one.purpose]),
        Column(key="to", label=_("给谁"), value=lambda one: one.to),
        Column(key="by", label=_("谁给的"), value=lambda one: one.giver or words.GIVEN_BY[one.given_by]),
        Column(key="way", label=_("怎么给的"), value=lambda one: words.CONSENT_WAY[one.way]),
        Column(key="paper", label=_("依据"), value=lambda one: one.paper),
        Column(key="given", label=_("哪天给的"), value=lambda one: moment(one.given_at)),
        Column(
            key="now", label=_("现在"), value=lambda one: _("已撤回") if one.withdrawn_at else _("有效"),
            tag=lambda one: "plain" if one.withdrawn_at else "ok",
        ),
    ),
    facets=(
        Facet(
            key="stands", label=_("现在"), choices=(("yes", _("有效")), ("no", _("已撤回"))),
            where=lambda said: Q(withdrawn_at=None) if said == "yes" else ~Q(withdrawn_at=None),
        ),
        Facet(
            key="purpose", label=_("做什么用"), choices=[(k, v) for k, v in words.PURPOSE.items() if k != "canteen"],
            where=lambda said: Q(purpose=said),
        ),
        Facet(key="way", label=_("怎么给的"), choices=tuple(words.CONSENT_WAY.items()), where=lambda said: Q(way=said)),
    ),
    sorts={"given": ("given_at",)},
)  # fmt: skip

CORRECTIONS = Listing(
    name="corrections",
    title=_("更正请求"),
    columns=(
        Column(key="name", label=_("谁"), value=lambda one: one.worker.name, link=lambda one: link_to("workers.worker", one.worker_id)),
        Column(key="what", label=_("要更正什么"), value=lambda one: words.CORRECTION[one.what]),
        Column(key="says", label=_("本人怎么说"), value=lambda one: one.says, wide=True),
        Column(key="asked", label=_("哪天提的"), value=lambda one: day(one.asked_on)),
        Column(key="due", label=_("哪天前答复"), value=lambda one: day(one.due_on)),
        Column(
            key="state", label=_("现在"), value=lambda one: words.CORRECTION_STATE[one.state],
            tag=lambda one: {"asked": "soon", "accepted": "ok"}.get(one.state, "plain"),
        ),
        Column(key="reason", label=_("答复"), value=lambda one: one.reason or _("去答复"), wide=True,
               link=lambda one: f"/do/correction.decide/?about={one.pk}" if one.state == "asked" else ""),
    ),
    facets=(
        Facet(key="state", label=_("现在"), choices=tuple(words.CORRECTION_STATE.items()), where=lambda said: Q(state=said)),
    ),
    sorts={"due": ("due_on",)},
    empty=_("还没有人提出更正。"),
)  # fmt: skip


@page(Power.WRITE_WORKERS)
def consents(request: Request) -> HttpResponse:
    """List consents of one's own people; those about the canteen are on the person's page only."""
    rows = Consent.objects.visible_to(request.desk).exclude(purpose="canteen").select_related("worker")
    return respond(CONSENTS, request, rows.order_by("-given_at", "pk"))


@page(Power.WRITE_WORKERS)
def corrections(request: Request) -> HttpResponse:
    """List requests to put something right."""
    rows = Correction.objects.visible_to(request.desk).select_related("worker")
    return respond(CORRECTIONS, request, rows)


@page(Power.WRITE_WORKERS)
def all_held(request: Request, pk: str) -> HttpResponse:
    """Hand a person everything that is held about them, on paper or as JSON; that it was handed over is in the log."""
    person = find(Worker.objects.visible_to(request.desk).select_related("household", "region"), pk)
    if not roll.owns(person, request.desk):
        raise Http404
    if not acting(request):
        return show(request, "officer/held.html", {"worker": person, "title": person.name, "asked": False})
    hand_over(worker=person, by=request.actor, at=request.now)
    data = held(person)
    data["parts"] += beside_the_roll(person)
    about = Q(about_noun="workers.worker", about_key=person.pk) | Q(
        changes__noun="workers.worker", changes__key=person.pk
    )
    entries = Entry.objects.visible_to(request.desk).filter(about).distinct()[:200]
    data["who_did_what"] = [
        {"at": moment(one.at), "act": str(act(one.action)), "office": one.region} for one in entries
    ]
    if request.POST.get("as") == "json":
        response = HttpResponse(
            json.dumps(data, ensure_ascii=False, indent=2, default=str), content_type="application/json"
        )
        response["Content-Disposition"] = f'attachment; filename="held-{person.pk}.json"'
    else:
        context: dict[str, Any] = {"worker": person, "title": person.name, "asked": True, "data": data}
        response = show(request, "officer/held.html", context)
    response["Cache-Control"] = "no-store"
    return response


@page(Power.ADJUDICATE)
def retention(request: Request) -> HttpResponse:
    """Show the schedule and who is due today; reduce those that are shown. For a county office."""
    if request.desk.unit:
        raise Http404
    region, today = request.actor.region, request.desk.today
    mine = Worker.objects.visible_to(request.desk).filter(pk__in=due(region, on=today).values("pk"))
    if acting(request) and request.POST.get("do") == "empty":
        n = empty_overdue(region=region, by=request.actor, at=request.now)
        return done(request, "/retention/", _("{n} 份表格的内容已清掉，只留下件数。").format(n=n))
    if acting(request) and request.POST.get("do") == "forget":
        n = forget_overdue(region=region, by=request.actor, at=request.now)
        return done(request, "/retention/", _("对接方案里到期的 {n} 条已删去。").format(n=n))
    if acting(request):
        n = reduce_due(region=region, people=request.POST.getlist("person"), by=request.actor, at=request.now)
        return done(request, "/retention/", _("{n} 个人已转为统计行。").format(n=n))
    people = list(mine.select_related("household")[:SHOWN_DUE])
    roll.prepare(people, request)
    context = {"title": _("个人信息留存"), "schedule": schedule().values(), "people": people, "n": mine.count()}
    context["sheets"] = overdue(region, on=today).count() if request.desk.may(Power.IMPORT) else 0
    context["proposals"] = refused(region, on=today).count() if request.desk.may(Power.RUN_MATCH) else 0
    context["runs"] = behind(region, on=today).count() if request.desk.may(Power.RUN_MATCH) else 0
    return show(request, "officer/retention.html", context)


urlpatterns = [
    path("retention/", retention, name="retention"),
    *listed("consents", consents),
    *listed("corrections", corrections),
    path("workers/<str:pk>/held/", all_held, name="worker-held"),
]
