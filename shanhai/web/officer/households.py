"""户: the members with their relation to the head and what each can do, and the statuses, as of any day."""

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import path

from shanhai.apps.workers.facts import standing_on
from shanhai.apps.workers.models import Household, StatusFact, Worker
from shanhai.core.dates import parse_day
from shanhai.core.desk import Desk, Power
from shanhai.core.identifiers.division import divisions
from shanhai.core.refusal import Refusal
from shanhai.web.kit.links import link_to
from shanhai.web.kit.middleware import Request
from shanhai.web.kit.pages import find, page, show
from shanhai.web.officer import roll, words


def asked_day(request: Request) -> date:
    """The day a statement is asked for: `?asof=`, else today. What cannot be read, or lies ahead, is today."""
    try:
        day = parse_day(request.GET.get("asof", ""))
    except Refusal:
        return request.desk.today
    return min(day, request.desk.today)


def mine(home: Household, desk: Desk) -> bool:
    """Whether the household is on one's own roll."""
    return home.region_id in desk.regions and home.unit.startswith(desk.unit)


@page(Power.READ_WORKERS)
def household(request: Request, pk: str) -> HttpResponse:
    """Show a household as of a day."""
    home = find(Household.objects.visible_to(request.desk).select_related("region"), pk)
    if not mine(home, request.desk):
        raise Http404
    day, table = asked_day(request), divisions()
    people = list(
        Worker.objects.visible_to(request.desk).standing().filter(household=home).prefetch_related("abilities")
    )
    people.sort(key=lambda one: (one.relation or "99", one.birth))
    context = {
        "home": home,
        "day": day,
        "today": day == request.desk.today,
        "place": table.name(home.unit[:9]) if table.known(home.unit[:9]) else "",
        "members": [_member(one, day) for one in people],
        "statuses": [
            {"fact": one, "name": words.called(words.STATUS, one.kind)}
            for one in StatusFact.objects.visible_to(request.desk).standing(day).filter(household=home)
        ],
        "may_write": request.desk.may(Power.WRITE_WORKERS),
        "title": home.number,
    }  # fmt: skip
    return show(request, "officer/household.html", context)


def _member(one: Worker, day: date) -> dict[str, Any]:
    facts = [fact for fact in one.abilities.all() if fact.since <= day and (fact.until is None or fact.until > day)]
    ability = facts[-1].kind if facts else one.ability
    return {
        "worker": one,
        "url": link_to("workers.worker", one.pk),
        "relation": words.called(words.RELATIVE, one.relation),
        "age": one.age(day) if day >= one.birth else "",
        "ability": words.called(words.ABILITY, ability),
        "since": facts[-1].since if facts else None,
        "willing": words.called(words.WILLING, one.willing),
    }


@page(Power.READ_WORKERS)
def stood(request: Request, pk: str) -> HttpResponse:
    """Show what stood about one person at the end of a day."""
    person = find(Worker.objects.visible_to(request.desk).select_related("household"), pk)
    if not roll.owns(person, request.desk):
        raise Http404
    day = asked_day(request)
    found = standing_on(person, day)
    context = {
        "worker": person,
        "day": day,
        "statuses": [{"fact": one, "name": words.called(words.STATUS, one.kind)} for one in found.statuses],
        "ability": found.ability,
        "ability_name": words.called(words.ABILITY, found.ability.kind if found.ability else person.ability),
        "wish": found.wish,
        "willing": words.called(words.WILLING, found.wish.willing) if found.wish else "",
        "consents": [{"consent": one, "purpose": words.PURPOSE[one.purpose]} for one in found.consents],
        "title": person.name,
    }
    return show(request, "officer/stood.html", context)


urlpatterns = [
    path("households/<str:pk>/", household, name="household"),
    path("workers/<str:pk>/asof/", stood, name="worker-asof"),
]
