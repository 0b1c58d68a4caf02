"""招聘会: the fairs our delegations go to, and one fair with everything that was brought, counted, asked and agreed there."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Q, Sum
from django.http import HttpResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _

from shanhai.apps.audit.models import Entry
from shanhai.apps.fairs.models import (
    DELEGATION_LIFE,
    AgreedAnswer,
    Booth,
    Delegation,
    Enquiry,
    Fair,
    Intent,
    Question,
    SeatOffer,
)
from shanhai.apps.vouchers.models import PrintRun
from shanhai.core.desk import Power
from shanhai.core.refusal import Refusal
from shanhai.web.kit.columns import Column, Facet, Listing
from shanhai.web.kit.links import link_to
from shanhai.web.kit.listing import listed, respond
from shanhai.web.kit.middleware import Request
from shanhai.web.kit.pages import acting, done, find, page, show
from shanhai.web.kit.refusals import sentence
from shanhai.web.officer import roll
from shanhai.web.officer.fair_acts import ACTS

FAIRS = Listing(
    name="fairs",
    title=_("招聘会"),
    search=lambda rows, text: rows.filter(Q(name__contains=text) | Q(place__contains=text)),
    search_hint=_("名称或地点"),
    empty=_("还没有招聘会。"),
    sorts={"day": ("held_on",), "name": ("name",)},
    facets=(
        Facet(
            key="state",
            label=_("参会团"),
            choices=(("planned", _("筹备")), ("open", _("已开摊")), ("closed", _("已收摊"))),
            filter=lambda rows, state: rows.filter(delegations__state=state),
        ),
    ),
    columns=(
        Column(
            key="name", label=_("名称"), value=lambda r: r.name, link=lambda r: link_to("fairs.fair", r.pk), wide=True
        ),
        Column(key="day", label=_("日期"), value=lambda r: r.held_on),
        Column(key="organiser", label=_("主办"), value=lambda r: r.organiser),
        Column(key="place", label=_("地点"), value=lambda r: r.place),
    ),
)


@page(Power.READ_FAIRS)
def fairs(request: Request) -> HttpResponse:
    """Every fair one's delegations go to."""
    return respond(FAIRS, request, Fair.objects.visible_to(request.desk), template="officer/fairs.html")


@page(Power.READ_FAIRS)
def fair(request: Request, pk: str) -> HttpResponse:
    """One fair from our delegation's side; the buttons on it act, each once."""
    ours = Delegation.objects.visible_to(request.desk).filter(fair=pk)
    delegation = ours.select_related("fair", "pairing__sending", "pairing__receiving", "trip").first()
    if delegation is None:
        row = find(Fair.objects.visible_to(request.desk), pk)
        return show(request, "officer/fair_only.html", {"fair": row, "title": row.name})
    row = delegation.fair
    if acting(request):
        return _act(request, row, delegation)
    context = _brought(request, delegation) | _counted(request, delegation) | _agreed(request, delegation)
    asked = "refused" in request.GET
    shared = {"fair": row, "delegation": delegation, "title": row.name, "asked": asked}
    shared["errors"] = _refused(delegation) if asked else []
    return show(request, "officer/fair.html", context | shared)


def _act(request: Request, row: Fair, delegation: Delegation) -> HttpResponse:
    verb, _dash, about = request.POST.get("verb", "").partition(":")
    if verb not in ACTS:
        raise Refusal("page.verb", given=verb)
    anchor, said = ACTS[verb](request, delegation, about)
    return done(request, f"{link_to('fairs.fair', row.pk)}#{anchor}", said)


def _brought(request: Request, delegation: Delegation) -> dict[str, Any]:
    booths = Booth.objects.visible_to(request.desk).filter(delegation=delegation).select_related("employer")
    offers = SeatOffer.objects.visible_to(request.desk).filter(delegation=delegation)
    offered = list(
        offers.select_related("position__employer").order_by("position__employer__initials", "position__title")
    )
    seats: Counter[str] = Counter()
    for offer in offered:
        seats[offer.position.employer_id] += offer.seats
    shown = [{"booth": booth, "seats": seats[booth.employer_id]} for booth in booths]
    present = [booth for booth in booths if booth.present]
    return {
        "booths": shown,
        "present": len(present),
        "seats": seats.total(),
        "offers": offered,
        "verbs": DELEGATION_LIFE.verbs(delegation.state),
        "may_run": request.desk.may(Power.RUN_FAIR),
        "may_agree": request.desk.may(Power.WRITE_PARTNERSHIP),
        "ours": request.desk.may(Power.RUN_FAIR) and delegation.pairing.receiving_id == request.actor.region,
        "may_take": request.desk.may(Power.TAKE_INTENT),
        "may_sign": request.desk.may(Power.RUN_TRANSFER),
        "may_follow": request.desk.may(Power.READ_TRANSFERS),
    }


def _counted(request: Request, delegation: Delegation) -> dict[str, Any]:
    rows = Enquiry.objects.visible_to(request.desk).filter(delegation=delegation)
    counted = rows.values("device", "source").annotate(
        times=Sum("times", filter=Q(void_at=None), default=0), voided=Count("pk", filter=Q(void_at__isnull=False))
    )
    boxes = list(counted.order_by("source", "device"))
    questions = Question.objects.visible_to(request.desk).filter(delegation=delegation).select_related("answer")
    return {
        "boxes": boxes,
        "times": sum(box["times"] for box in boxes),
        "questions": questions,
        "answers": AgreedAnswer.objects.visible_to(request.desk).filter(pairing=delegation.pairing),
    }


def _agreed(request: Request, delegation: Delegation) -> dict[str, Any]:
    intents = list(
        Intent.objects.visible_to(request.desk)
        .filter(delegation=delegation)
        .select_related("worker__household", "position__employer", "transfer")
    )
    roll.prepare([intent.worker for intent in intents], request)
    runs = PrintRun.objects.visible_to(request.desk).filter(delegation=delegation).annotate(given=Count("handouts"))
    return {"intents": intents, "standing": _people(intents), "runs": runs}


def _people(intents: Sequence[Intent]) -> int:
    return len({intent.worker_id for intent in intents if intent.withdrawn_at is None})


def _refused(delegation: Delegation) -> list[dict[str, Any]]:
    """What was refused at this fair: the day's errors and frauds, as the log keeps them."""
    entries = Entry.objects.filter(action="refused", about_key=delegation.pk).order_by("at")
    return [
        {"at": entry.at, "login": entry.login, "says": sentence(Refusal(entry.facts["code"], **_facts(entry)))}
        for entry in entries
        if "code" in entry.facts
    ]


def _facts(entry: Entry) -> dict[str, Any]:
    return {key: value for key, value in entry.facts.items() if key != "code"}


urlpatterns = [*listed("fairs", fairs), path("fairs/<str:pk>/", fair, name="fair")]
