"""A workbook too large for a click: how far it is, stopping it, letting it go on."""

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from shanhai.apps.imports.models import Import
from shanhai.apps.imports.tasks import KINDS, STAGE, go_on, halt
from shanhai.apps.jobs.models import Job
from shanhai.core.desk import Power
from shanhai.web.kit.links import link_to
from shanhai.web.kit.middleware import Request
from shanhai.web.kit.pages import acting, done, find, page, show
from shanhai.web.officer import check

DOING = {"import.stage": _("正在核对"), "import.confirm": _("正在入库"), "import.undo": _("正在撤销")}


def received(request: Request, result: Import | Job) -> HttpResponse:
    """Lead to the check page, or to the job that will have it."""
    if isinstance(result, Job):
        return HttpResponseRedirect(f"/imports/jobs/{result.pk}/")
    return HttpResponseRedirect(link_to("imports.import", result.pk))


@page(Power.IMPORT)
def job(request: Request, pk: str) -> HttpResponse:
    """Show how far large work is; stop it, let it go on; lead to the check page when it is done."""
    work = find(Job.objects.visible_to(request.desk).filter(kind__in=KINDS), pk)
    about = work.told.get("replaces", "") if work.kind == STAGE else work.about_key
    back = link_to("imports.import", about) if about else "/imports/"
    now = timezone.now()
    if acting(request) and request.POST.get("do") == "resume":
        go_on(job=work, by=request.actor)
        return HttpResponseRedirect(request.path)
    if acting(request):
        halt(job=work, by=request.actor)
        return done(request, back, _("已经停下。") if work.kind != STAGE else _("已经停下，什么都没有入库。"))
    if work.state == "done":
        return HttpResponseRedirect(link_to("imports.import", work.about_key))
    state = "silent" if work.is_silent(now) else work.state
    context = {
        "job": work, "state": state, "doing": DOING[work.kind], "left": work.seconds_left(now), "why": check.why(work.problem),
        "back": back, "again": state == "silent" or (state in {"stopped", "failed"} and work.kind != STAGE),
    }  # fmt: skip
    return show(request, "officer/import_job.html", context)


urlpatterns = [path("imports/jobs/<str:pk>/", job, name="import-job")]
