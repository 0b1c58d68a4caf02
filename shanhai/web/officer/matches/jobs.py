"""`/match/jobs/<job>/`: how far a run is; it goes on whether or not anybody looks; stopping it, letting it go on."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _

from shanhai.apps.jobs.models import Job
from shanhai.apps.matches.models import Run
from shanhai.apps.matches.tasks import KIND, STAGES, go_on, halt
from shanhai.core.desk import Power
from shanhai.web.kit.middleware import Request
from shanhai.web.kit.pages import acting, done, find, page, show
from shanhai.web.officer import check


@page(Power.RUN_MATCH)
def job(request: Request, pk: str) -> HttpResponse:
    """Show the stages; stop or go on; lead to the run when it is done."""
    work = find(Job.objects.visible_to(request.desk).filter(kind=KIND), pk)
    if acting(request) and request.POST.get("do") == "resume":
        go_on(job=work, by=request.actor)
        return HttpResponseRedirect(request.path)
    if acting(request):
        halt(job=work, by=request.actor)
        return done(request, request.path, _("已经停下，什么都没有存。"))
    if work.state == "done":
        return HttpResponseRedirect(f"/match/{work.about_key}/")
    run = find(Run.objects.visible_to(request.desk), work.about_key)
    state = "silent" if work.is_silent(timezone.now()) else work.state
    context: dict[str, Any] = {
        "job": work, "run": run, "state": state, "why": check.why(work.problem), "title": _("对接方案第 {n} 号").format(n=run.number),
        "again": state in {"silent", "stopped", "failed"}, "steps": [_step(place, work) for place in range(len(STAGES))], "total": len(STAGES),
    }  # fmt: skip
    return show(request, "officer/match_job.html", context)


def _step(place: int, work: Job) -> dict[str, Any]:
    names = [_("读名册和岗位"), _("逐对看硬性条件、计分"), _("求最好的方案，并证明没有更好的"), _("写理由，存下方案")]
    return {"name": names[place], "past": place < work.done, "now": place == work.done and work.state == "running"}


urlpatterns = [path("match/jobs/<str:pk>/", job, name="match-job")]
