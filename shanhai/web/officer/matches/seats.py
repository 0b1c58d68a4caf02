"""`/match/seats/`: seats kept back from runs, for groups or for people who come later, each with what it costs at the newest run's prices."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import path
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from shanhai.apps.employers.models import Position
from shanhai.apps.matches.actions import reserve
from shanhai.apps.matches.facts import free_seats
from shanhai.apps.matches.facts.vacancies import offered
from shanhai.apps.matches.models import Reserve, Run
from shanhai.apps.regions.models import Pairing
from shanhai.core.desk import Power
from shanhai.web.kit.forms import CountField, PlainForm
from shanhai.web.kit.links import link_to
from shanhai.web.kit.middleware import Request
from shanhai.web.kit.pages import acting, done, find, page, show
from shanhai.web.officer.matches import words

HOME = "/match/seats/"


class ReserveForm(PlainForm):
    """Which seats are kept back, and for whom."""

    position = forms.ChoiceField(label=_("岗位"))
    purpose = forms.ChoiceField(label=_("留给谁"), choices=list(words.RESERVE.items()), widget=forms.RadioSelect)
    seats = CountField(label=_("几个名额"), min_value=0, help_text=_("写 0 就是放开。"))
    why = forms.CharField(label=_("为什么留"), max_length=100)


@page(Power.RUN_MATCH)
def seats(request: Request) -> HttpResponse:
    """Show what is kept back and keep more, for the office that starts runs."""
    pairings = Pairing.objects.visible_to(request.desk).filter(
        sending=request.actor.region, pk__in=request.desk.pairings
    )
    ours = {one.pk: one for one in pairings}
    pairing = ours.get(request.GET.get("pairing", "")) or next(iter(ours.values()), None)
    if pairing is None:
        return show(request, "officer/match_seats.html", {"title": _t("留名额"), "rows": [], "form": None})
    known = offered(pairing, on=request.desk.today)
    free = free_seats(known, on=request.desk.today)
    form = ReserveForm(
        request.POST if request.method == "POST" else None, initial={"purpose": "groups"}, label_suffix=""
    )
    choices = [(one.pk, _choice(one, free[one.pk])) for one in known if free[one.pk]]
    form.fields["position"].choices = choices  # type: ignore[attr-defined]
    if acting(request) and form.is_valid():
        return _keep(request, pairing, form.cleaned_data)
    runs = Run.objects.visible_to(request.desk).standing().filter(pairing=pairing).select_related("computed")
    run = runs.order_by("-number").first()
    prices = run.computed.prices if run is not None and hasattr(run, "computed") else {}
    rows = (
        Reserve.objects.visible_to(request.desk).standing().filter(pairing=pairing).select_related("position__employer")
    )
    context = {"title": _t("留名额"), "rows": _told(rows, prices), "form": form, "run": run}
    return show(request, "officer/match_seats.html", context)


def _choice(one: Position, free: int) -> str:
    return _t("{employer}　{title}（空 {n} 个）").format(employer=one.employer.name, title=one.title, n=free)


def _keep(request: Request, pairing: Pairing, said: dict[str, Any]) -> HttpResponse:
    position = find(Position.objects.visible_to(request.desk).select_related("employer"), said.pop("position"))
    row = reserve(pairing=pairing, position=position, by=request.actor, at=request.now, **said)
    told = _t("留下了，下一次算方案时起作用。") if row else _t("放开了，下一次算方案时起作用。")
    return done(request, HOME, told)


def _told(rows: Iterable[Reserve], prices: Mapping[str, int]) -> list[dict[str, Any]]:
    return [
        {"row": one, "purpose": words.RESERVE[one.purpose], "url": link_to("employers.position", one.position_id),
         "price": prices.get(one.position_id, 0), "most": one.seats * prices.get(one.position_id, 0)}
        for one in rows
    ]  # fmt: skip


urlpatterns = [path("match/seats/", seats, name="match-seats")]
