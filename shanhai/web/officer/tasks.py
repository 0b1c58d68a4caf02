"""待办: what has a deadline first, then what waits, then what was done today and can still be taken back."""

from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.http import HttpResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from shanhai.apps.audit.actions import undo
from shanhai.apps.audit.models import Entry
from shanhai.apps.employers.models import Employer
from shanhai.apps.jobs.models import Job
from shanhai.apps.regions.models import Pairing
from shanhai.core.desk import Desk, Power
from shanhai.web.kit.acts import act, noun
from shanhai.web.kit.charts import Funnel, Stage, funnel
from shanhai.web.kit.links import link_for, link_to
from shanhai.web.kit.middleware import Request
from shanhai.web.kit.pages import done, find, page, show
from shanhai.web.kit.standing import standing
from shanhai.web.officer import employers, kept, roll
from shanhai.web.officer.audit import on_day
from shanhai.web.officer.exchange.waiting import SOURCES as EXCHANGE
from shanhai.web.officer.matches.waiting import SOURCES as MATCHES
from shanhai.web.officer.sources import SOURCES, Task
from shanhai.web.officer.subsidies.todo import SOURCES as SUBSIDIES
from shanhai.web.officer.transfer.waiting import SOURCES as TRANSFER

SHOWN_DONE = 12
NOT_WORK = ("account.sign_in", "export", "filter.look", "columns.choose")
LATEST = date.max


@page(None)
def tasks(request: Request) -> HttpResponse:
    """Show the day."""
    desk = request.desk
    found = [task for source in (*SOURCES, *EXCHANGE, *MATCHES, *TRANSFER, *SUBSIDIES) for task in source(desk)] + list(
        kept.more(request)
    )
    dated = sorted((task for task in found if task.due), key=lambda task: (task.due or LATEST, task.title))
    context = {
        "dated": [_shown(task, desk) for task in dated],
        "waiting": [_shown(task, desk) for task in found if task.due is None],
        "done": _done_today(request),
        "jobs": [_progress(job, request) for job in Job.objects.visible_to(desk).unfinished()],
        "pairings": Pairing.objects.visible_to(desk).in_force(desk.today).select_related("sending", "receiving"),
        "roll_funnel": _people(desk),
        "base_funnel": _base(desk),
    }
    return show(request, "officer/tasks.html", context)


@page(None, again=lambda request, number: tasks(request))
def take_back(request: Request, number: int) -> HttpResponse:
    """Undo one's own act of today."""
    entry = find(_own(request), number)
    undo(entry=entry, by=request.actor, at=request.now)
    return done(request, "/tasks/", _("已撤销：{act}").format(act=act(entry.action)))


def _shown(task: Task, desk: Desk) -> dict[str, Any]:
    words, tag = task.countdown(desk.today)
    return {"task": task, "words": words, "tag": tag}


def _own(request: Request) -> Any:
    """One's own acts of today: whoever did a thing reads it, whatever else the role reads of the log."""
    mine = Entry.objects.filter(login=request.actor.login, region=request.actor.region)
    return mine.filter(on_day(request.now.date()))


def _done_today(request: Request) -> list[dict[str, Any]]:
    acts = _own(request).exclude(action__in=NOT_WORK).select_related("undone_by")[:SHOWN_DONE]
    return [
        {
            "entry": one,
            "name": act(one.action),
            "about": noun(one.about_noun) if one.about_noun else "",
            "url": link_for(request.desk, one.about_noun, one.about_key)
            or link_for(request.desk, "audit.entry", str(one.number)),
            "undone": hasattr(one, "undone_by"),
            "may_undo": one.size > 0 and one.action != "audit.undo" and not hasattr(one, "undone_by"),
        }
        for one in acts
    ]


def _progress(job: Job, request: Request) -> dict[str, Any]:
    return {"job": job, "left": job.seconds_left(timezone.now())}


def _people(desk: Desk) -> Funnel | None:
    """How far the people of our roll have come. Each bar counts exactly what its list shows."""
    if not desk.may(Power.READ_WORKERS) or not desk.regions:
        return None
    rows = roll.rows(desk)
    asked = {
        "n_own": Count("pk", filter=Q(region__in=desk.regions)),
        "n_roll": Count("pk"),
        "n_asked": Count("pk", filter=~Q(willing="")),
        "n_willing": Count("pk", filter=Q(willing="yes")),
    }
    counts = standing(f"people {sorted(desk.regions)}", rows, lambda: rows.aggregate(**asked))
    if not counts["n_own"]:
        return None
    return funnel(
        _("转移就业走到哪一步"),
        [
            Stage(_("名册里的人"), counts["n_roll"], link_to("workers.worker")),
            Stage(_("问过意愿"), counts["n_asked"], link_to("workers.worker", query={"asked": "yes"})),
            Stage(_("愿意外出"), counts["n_willing"], link_to("workers.worker", query={"willing": "yes"})),
            Stage(
                _("有就业意向"),
                rows.filter(roll.intends(desk)).count(),
                link_to("workers.worker", query={"intent": "yes"}),
            ),
        ],
    )


def _base(desk: Desk) -> Funnel | None:
    """How far the employers of our base have come."""
    if not desk.may(Power.WRITE_EMPLOYERS) and not desk.senders:
        return None
    if not desk.may(Power.READ_EMPLOYERS):
        return None
    visited = Q(pk__in=Employer.objects.filter(surveys__outcome="visited").values("pk"))
    counts = employers.rows(desk).aggregate(
        n_own=Count("pk", filter=Q(region__in=desk.regions)),
        n_known=Count("pk"),
        n_visited=Count("pk", filter=visited),
        n_willing=Count("pk", filter=Q(willing="yes")),
        n_listed=Count("pk", filter=Q(listed_on__isnull=False)),
        n_offering=Count("pk", filter=Q(open_seats__isnull=False)),
    )
    if not counts["n_own"]:
        return None
    return funnel(
        _("企业走到哪一步"),
        [
            Stage(_("知道的企业"), counts["n_known"], link_to("employers.employer")),
            Stage(_("走访过"), counts["n_visited"], link_to("employers.employer", query={"surveyed": "yes"})),
            Stage(_("愿意招"), counts["n_willing"], link_to("employers.employer", query={"willing": "yes"})),
            Stage(_("已入库"), counts["n_listed"], link_to("employers.employer", query={"listed": "yes"})),
            Stage(_("正在招"), counts["n_offering"], link_to("employers.employer", query={"open": "yes"})),
        ],
    )


urlpatterns = [
    path("tasks/", tasks, name="tasks"),
    path("tasks/undo/<int:number>/", take_back, name="undo"),
]
