"""劳动力: the roll as a list, and one person with everything that is known and who changed it."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _

from shanhai.apps.audit.models import Change, Entry
from shanhai.apps.fairs.models import Intent
from shanhai.apps.placements.models import Placement
from shanhai.apps.workers.actions import record_wish, reveal
from shanhai.apps.workers.models import Consent, StatusFact, Wish, Worker
from shanhai.core.desk import Power
from shanhai.core.identifiers.division import divisions
from shanhai.web.kit.acts import act, told
from shanhai.web.kit.forms import DayField, PlainForm, YuanField
from shanhai.web.kit.links import link_to
from shanhai.web.kit.listing import listed, respond
from shanhai.web.kit.middleware import Request
from shanhai.web.kit.pages import acting, done, page, show
from shanhai.web.officer import placements, roll, words
from shanhai.web.officer.matches.of_person import beside, decided

SHOWN_ACTS = 40
BESIDE = (  # what is beside the roll: label, address, the power it takes, whether only a county office opens it
    (_("在岗"), "/placements/", Power.READ_WORKERS, False),
    (_("一人一档"), "/duplicates/", Power.ADJUDICATE, False),
    (_("同意登记"), "/consents/", Power.WRITE_WORKERS, False),
    (_("更正请求"), "/corrections/", Power.WRITE_WORKERS, False),
    (_("个人信息留存"), "/retention/", Power.ADJUDICATE, True),
)


class WishForm(PlainForm):
    """What a person says they want."""

    willing = forms.ChoiceField(
        label=_("愿意外出务工吗"),
        choices=[(code, words.WILLING[code]) for code in ("yes", "no", "undecided")],
        widget=forms.RadioSelect,
        error_messages={"required": _("请选一项。")},
    )
    work = forms.CharField(label=_("想做什么工作"), max_length=40, required=False)
    lowest_pay = YuanField(label=_("每月至少多少元"), required=False)
    stated_on = DayField(label=_("哪天说的"), error_messages={"required": _("请填日期。")})


@page(Power.READ_WORKERS)
def workers(request: Request) -> HttpResponse:
    """Show the roll."""
    rows = roll.rows(request.desk)
    beside = [
        (label, url)
        for label, url, power, county in BESIDE
        if request.desk.may(power) and not (county and request.desk.unit)
    ]
    return respond(roll.listing(request.desk), request, rows, template="officer/workers.html", extra={"beside": beside})


@page(Power.READ_WORKERS)
def worker(request: Request, pk: str) -> HttpResponse:
    """Show a person; record a wish."""
    person = _person(request, pk)
    stated = "stated_on" in request.POST
    form = WishForm(request.POST if stated else None, initial={"stated_on": request.now.date().isoformat()})
    if acting(request) and form.is_valid():
        record_wish(worker=person, by=request.actor, at=request.now, **form.cleaned_data)
        return done(request, link_to("workers.worker", pk), _("已记下意愿。"))
    return _show(request, person, {"form": form})


@page(Power.REVEAL, again=worker)
def reveal_number(request: Request, pk: str) -> HttpResponse:
    """Show the citizen number and phone once, for a purpose that is recorded."""
    person = _person(request, pk)
    purpose = request.POST.get("purpose", "")
    number = reveal(worker=person, purpose=purpose, by=request.actor, at=request.now)
    form = WishForm(initial={"stated_on": request.now.date().isoformat()})
    response = _show(request, person, {"form": form, "number": number, "phone": person.phone()})
    response["Cache-Control"] = "no-store"
    return response


def _person(request: Request, pk: str) -> Worker:
    """The person, with `near`: who else lives there, and rows linked to this one, all in one look."""
    home = Worker.objects.visible_to(request.desk).filter(pk=pk).values("household")
    rows = Worker.objects.visible_to(request.desk).filter(Q(pk=pk) | Q(merged_into=pk) | Q(household__in=home))
    rows = rows.annotate(**beside(request.desk))
    found = {one.pk: one for one in rows.select_related("household", "region")}
    person = found.pop(pk, None)
    if person is None:
        raise Http404
    person.near = list(found.values())  # type: ignore[attr-defined]
    return person


def _show(request: Request, person: Worker, extra: Mapping[str, Any]) -> HttpResponse:
    mine = roll.owns(person, request.desk)
    roll.prepare([person], request)
    intents = _intents(request, person)
    context = {
        "worker": person,
        "mine": mine,
        "age": person.age(request.now.date()),
        "education": words.called(words.EDUCATION, person.education),
        "ability": words.called(words.ABILITY, person.ability),
        "intents": intents,
        "placed": _placed(request, person),
        "may_write": mine and request.desk.may(Power.WRITE_WORKERS),
        "may_sign": mine and request.desk.may(Power.RUN_TRANSFER),
        "may_reveal": mine and request.desk.may(Power.REVEAL),
        **(_own_facts(request, person, intents) if mine else {}),
        **extra,
    }
    return show(request, "officer/worker.html", context)


def _own_facts(request: Request, person: Worker, intents: list[dict[str, Any]]) -> dict[str, Any]:
    """What only the person's own side reads: the household, its statuses, wishes, consents and the log."""
    today = request.now.date()
    near: list[Worker] = person.near  # type: ignore[attr-defined]
    linked = [one for one in near if one.merged_into_id == person.pk]
    others = [one for one in near if not one.merged_into_id and one.household_id == person.household_id]
    rows = [person, *linked]
    return {
        "family": [
            {"name": one.name, "age": one.age(today), "url": link_to("workers.worker", one.pk)} for one in others
        ],
        "linked": [
            {"name": one.name, "home": one.household.number, "url": link_to("workers.worker", one.pk)} for one in linked
        ],
        "stays": link_to("workers.worker", person.merged_into_id) if person.merged_into_id else "",
        "statuses": [
            {
                "name": words.called(words.STATUS, fact.kind),
                "fact": fact,
                "stands": fact.since <= today and (fact.until is None or fact.until > today),
            }
            for fact in StatusFact.objects.visible_to(request.desk).filter(
                household__in={one.household_id for one in rows}
            )
        ],
        "wishes": [
            {
                "wish": wish,
                "willing": words.WILLING[wish.willing],
                "needs": [words.called(words.NEED, code) for code in wish.needs],
            }
            for wish in Wish.objects.filter(worker__in=rows)
        ],
        "consents": _consents(rows, intents),
        "acts": _acts(request, person),
        "against_since": person.against_since,  # type: ignore[attr-defined]
        "matched": decided(person.matched, person.pk),  # type: ignore[attr-defined]
    }


def _consents(rows: list[Worker], intents: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Who may know the person: offices by the division table, employers by the intents that asked for the consent."""
    given = list(Consent.objects.filter(worker__in=rows).order_by("given_at"))
    codes = {consent.recipient for consent in given}
    table = divisions()
    names = {code: table.name(code) for code in codes if table.known(code)}
    names |= {one["position"].employer.credit_code: one["position"].employer.name for one in intents}
    return [
        {
            "consent": one,
            "purpose": words.PURPOSE[one.purpose],
            "to": names.get(one.recipient, one.recipient),
            "by": words.GIVEN_BY[one.given_by],
        }
        for one in given
    ]


def _intents(request: Request, person: Worker) -> list[dict[str, Any]]:
    rows = Intent.objects.visible_to(request.desk).filter(Q(worker=person) | Q(worker__merged_into=person))
    return [
        {
            "intent": one,
            "position": one.position,
            "url": link_to("employers.position", one.position_id),
            "fair": one.delegation.fair,
            "source": words.INTENT_SOURCE[one.source],
        }
        for one in rows.select_related("position__employer", "delegation__fair")
    ]


def _placed(request: Request, person: Worker) -> list[dict[str, Any]]:
    """Where the person works or has worked."""
    rows = Placement.objects.visible_to(request.desk).filter(worker=person).select_related("employer")
    return [{"spell": one, "way": words.WAY[one.way], "pay": placements.pay(one)} for one in rows]


def _acts(request: Request, person: Worker) -> list[dict[str, Any]]:
    """Acts on the person's own row or about the person, newest first; private values stay hidden."""
    own = Q(changes__noun="workers.worker", changes__key=person.pk)
    about = Q(about_noun="workers.worker", about_key=person.pk)
    entries = Entry.objects.visible_to(request.desk).filter(own | about).distinct()[:SHOWN_ACTS]
    small = [entry.pk for entry in entries if entry.size <= SHOWN_ACTS]
    lines: dict[int, list[dict[str, Any]]] = {}
    for change in Change.objects.filter(entry__in=small, verb="change"):
        lines.setdefault(change.entry_id, []).extend(told(change))
    return [{"entry": one, "name": act(one.action), "lines": lines.get(one.pk, [])} for one in entries]


urlpatterns = [
    *listed("workers", workers),
    path("workers/<str:pk>/", worker, name="worker"),
    path("workers/<str:pk>/reveal/", reveal_number, name="worker-reveal"),
]
