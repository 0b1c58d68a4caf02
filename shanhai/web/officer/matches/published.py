"""`/match/<run>/check/`: how a run came about and the files with which anybody can compute it again; no name is in them."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _

from shanhai.apps.audit.actions import note
from shanhai.apps.matches.facts.published import FILES, Published
from shanhai.apps.matches.models import Run
from shanhai.core.desk import Power
from shanhai.core.matching.weights import digest, weights
from shanhai.web.kit.middleware import Request
from shanhai.web.kit.pages import page, show
from shanhai.web.officer.matches import words
from shanhai.web.officer.matches.scope import own_run


@page(Power.READ_MATCHES)
def check(request: Request, pk: str) -> HttpResponse:
    """Show the objective, the proof in numbers, the seed, the table of points and the files."""
    run = own_run(request, pk)
    files = Published(bytes(run.computed.inputs)).files if hasattr(run, "computed") else ()
    context: dict[str, Any] = {
        "run": run, "title": _("计算说明"), "objective": words.OBJECTIVE[run.objective], "files": files, "verify": command(run, files),
        "rule": words.rule(run.group_rule) if run.group_rule else "", "stable": run.objective == "stable", "floor": words.floor(run.floor) if run.floor else "",
        "value": run.households * run.priority_weight + run.score, "weights": list(weights().values()), "same": run.weights == digest(),
    }  # fmt: skip
    return show(request, "officer/match_check.html", context)


def command(run: Run, files: Sequence[str]) -> str:
    """The line that judges the files of a run."""
    given = [f"--{name.partition('.')[0]} {name}" for name in files]
    return " ".join(["shanhai match verify", *given, *([f"--gap {run.gap}"] if run.gap else [])])


@page(Power.READ_MATCHES)
def file(request: Request, pk: str, name: str) -> HttpResponse:
    """Give one of the files. Opaque ids only; that it was taken is in the log."""
    run = own_run(request, pk)
    if name not in FILES or not hasattr(run, "computed") or request.desk.unit:
        raise Http404
    note(
        "export",
        by=request.actor,
        at=request.now,
        facts={"list": f"match-{name}", "format": name.rpartition(".")[2], "run": run.number},
    )
    held = Published(bytes(run.computed.inputs))
    if name not in held.files:
        raise Http404
    lines = held.file(name, run.computed.certificate)
    kind = "application/json" if name.endswith("json") else "text/csv"
    response = HttpResponse("".join(lines), content_type=f"{kind}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


urlpatterns = [
    path("match/<str:pk>/check/", check, name="match-check"),
    path("match/<str:pk>/check/<str:name>", file, name="match-file"),
]
