"""`/match/<run>/`: one run as a proposal: what it is, whom it touches, and deciding on it row by row or many at once."""

import hashlib
from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils.translation import gettext as _

from shanhai.apps.jobs.models import Job
from shanhai.apps.matches.actions import confirm, decline, lock, send_back, unlock
from shanhai.apps.matches.actions import withdraw as withdraw_run
from shanhai.apps.matches.models import Proposal, Run
from shanhai.apps.matches.tasks import KIND
from shanhai.core.desk import Power
from shanhai.core.refusal import Refusal
from shanhai.web.kit.export import export
from shanhai.web.kit.listing import FORMATS, Asked
from shanhai.web.kit.middleware import Request
from shanhai.web.kit.pages import acting, done, page, show
from shanhai.web.officer.matches import board, received, words
from shanhai.web.officer.matches.review import listing, rows
from shanhai.web.officer.matches.scope import may_run, of_run, ours

PLAIN = {"confirm": confirm, "lock": lock, "unlock": unlock}
REASONED = {"send_back": send_back, "decline": decline}


@page(Power.READ_MATCHES)
def run(request: Request, pk: str) -> HttpResponse:
    """Show a run to the side whose people it is about; counts only to the side that receives."""
    row = of_run(request, pk)
    if not ours(row):
        return _received(request, row)
    if row.state in {"queued", "running"}:
        return _under_way(request, row)
    flows = board.flows(row, request.desk)
    asked = Asked(listing(row, request.desk, flows), request, rows(request, row))
    kind = request.path.rpartition(".")[2]
    if kind in FORMATS:
        return export(request, asked.listing, asked.ordered(), kind=kind)
    if acting(request):
        return _decide(request, row, asked)
    shown = asked.page()
    return show(request, "officer/match_run.html", {
        "run": row, "title": _("对接方案第 {n} 号").format(n=row.number), "state": words.RUN_STATE[row.state], "tag": words.RUN_TAG[row.state],
        "figures": board.figures(row, flows.people), "flow": board.picture(row, flows.people, flows.names, request.GET.get("township", "")),
        "fairness": board.fairness(row), "causes": board.causes(row, request.desk), "list": shown, "may_run": may_run(request, row),
        "verbs": [(verb, words.VERB[verb]) for verb in ("confirm", "lock", "unlock", "send_back", "decline")], "seen": _seen(asked.ordered()),
        "short": row.computed.short if hasattr(row, "computed") else {}, "officer": len(row.computed.by_officer) if hasattr(row, "computed") else 0,
        "objective": words.OBJECTIVE[row.objective], "choices": board.costs_of_choices(row), "groups": flows.groups.values(), "groups_left": board.left(row, request.desk), "rule": words.rule(row.group_rule) if row.group_rule else "",
    })  # fmt: skip


def _under_way(request: Request, row: Run) -> HttpResponse:
    job = Job.objects.visible_to(request.desk).filter(kind=KIND, about_key=row.pk).first()
    if job is not None:
        return HttpResponseRedirect(f"/match/jobs/{job.pk}/")
    return show(
        request, "officer/match_waiting.html", {"run": row, "title": _("对接方案第 {n} 号").format(n=row.number)}
    )


def _received(request: Request, row: Run) -> HttpResponse:
    asked = Asked(received.listing(row), request, received.rows(request, row))
    kind = request.path.rpartition(".")[2]
    if kind in FORMATS:
        return export(request, asked.listing, asked.ordered(), kind=kind)
    shown = {"list": asked.page(), "title": asked.listing.title, "run": row, "ours": False, "runs": [], "form": None}
    return show(request, "officer/match.html", {**shown, "jobs": [], "crumb": True})


def _decide(request: Request, row: Run, asked: Asked) -> HttpResponse:
    """Do what was pressed, with the rows ticked or with everything the question finds."""
    verb = request.POST.get("do", "")
    if verb == "withdraw":
        withdraw_run(run=row, by=request.actor, at=request.now)
        return done(request, "/match/", _("第 {n} 号方案已撤下。").format(n=row.number))
    chosen = _chosen(request, asked)
    stamp: dict[str, Any] = {"run": row, "proposals": chosen, "by": request.actor, "at": request.now}
    if verb in PLAIN:
        number = PLAIN[verb](**stamp)
    elif verb in REASONED:
        number = REASONED[verb](**stamp, why=request.POST.get("why", ""))
    else:
        raise Refusal("match.verb", given=verb)
    if not number:
        raise Refusal("bulk.nothing")
    return done(request, f"/match/{row.pk}/done/{number}/", _("办好了：{verb}。").format(verb=words.VERB[verb]))


def _chosen(request: Request, asked: Asked) -> list[Proposal]:
    found = asked.ordered()
    if request.POST.get("all") == "yes":
        if request.POST.get("seen") != _seen(found):
            raise Refusal("bulk.moved")
        return list(found)
    chosen = list(found.filter(pk__in=request.POST.getlist("who")))
    if not chosen:
        raise Refusal("match.nobody")
    return chosen


def _seen(found: Any) -> str:
    """A mark of exactly these rows, so that “all of them” is what was shown."""
    keys: Iterable[str] = found.order_by("pk").values_list("pk", flat=True)
    return hashlib.sha256(" ".join(keys).encode()).hexdigest()[:16]


urlpatterns = [
    path("match/<str:pk>/", run, name="match-run"),
    *[path(f"match/<str:pk>.{kind}", run, name=f"match-run-{kind}") for kind in FORMATS],
]
