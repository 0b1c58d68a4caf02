"""`/match/<run>/done/<entry>/`: what one act did, row by row."""

from typing import Any

from django.http import HttpResponse
from django.urls import path
from django.utils.translation import gettext as _

from shanhai.apps.audit.models import Entry
from shanhai.apps.matches.models import Proposal
from shanhai.core.desk import Power
from shanhai.core.refusal import Refusal
from shanhai.web.kit.acts import act
from shanhai.web.kit.middleware import Request
from shanhai.web.kit.pages import find, page, show
from shanhai.web.kit.refusals import sentence
from shanhai.web.officer import roll
from shanhai.web.officer.matches.scope import own_run

SHOWN = 60
ACTIONS = ("match.confirm", "match.lock", "match.unlock", "match.send_back", "match.decline")


@page(Power.RUN_MATCH)
def result(request: Request, pk: str, number: int) -> HttpResponse:
    """Show which rows were done and which were left, with the reason of each."""
    run = own_run(request, pk)
    acts = Entry.objects.visible_to(request.desk).filter(action__in=ACTIONS, about_key=run.pk)
    entry = find(acts.select_related("undone_by"), number)
    left = {key: sentence(Refusal(code, **facts)) for key, code, facts in entry.facts.get("left", [])}
    keys = [*entry.facts.get("done", []), *left]
    rows = (
        Proposal.objects.visible_to(request.desk)
        .filter(pk__in=keys)
        .select_related("worker__household", "position__employer")
    )
    found = list(rows)
    roll.prepare([one.worker for one in found], request)
    context: dict[str, Any] = {
        "run": run, "entry": entry, "title": act(entry.action), "crumb": _("对接方案第 {n} 号").format(n=run.number),
        "done": [one for one in found if one.pk not in left][:SHOWN], "n": len(keys) - len(left),
        "left": [{"row": one, "why": left[one.pk]} for one in found if one.pk in left][:SHOWN], "n_left": len(left),
        "undone": hasattr(entry, "undone_by"), "same_day": entry.at.date() == request.now.date(),
    }  # fmt: skip
    return show(request, "officer/match_done.html", context)


urlpatterns = [path("match/<str:pk>/done/<int:number>/", result, name="match-done")]
