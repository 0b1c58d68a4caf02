"""往来与座谈: trips, meetings with who came and what was said, and the minutes both sides confirm."""

from django.db.models import Count
from django.http import HttpResponse
from django.urls import path
from django.utils.translation import gettext as _

from shanhai.apps.outreach.actions import confirm_minutes, count_leaflets, follow_up_done, item_done
from shanhai.apps.outreach.models import AgreedItem, LeafletRun, Meeting, Minutes, Opinion, Trip
from shanhai.core.desk import Power
from shanhai.core.refusal import Refusal
from shanhai.web.kit.links import link_to
from shanhai.web.kit.middleware import Request
from shanhai.web.kit.pages import acting, done, find, page, show


@page(Power.READ_PARTNERSHIP)
def outreach(request: Request) -> HttpResponse:
    """The season's journeys and meetings, newest first, and the leaflets."""
    leaflets = LeafletRun.objects.visible_to(request.desk)
    if acting(request):
        run = find(leaflets, request.POST.get("run", ""))
        left = request.POST.get("left_over", "")
        if not left.isdigit():
            raise Refusal("page.whole_number", given=left[:12])
        count_leaflets(run=run, left_over=int(left), by=request.actor, at=request.now)
        return done(request, "/outreach/#leaflets", _("剩余数已记下"))
    context = {
        "trips": Trip.objects.visible_to(request.desk).select_related(
            "region", "pairing__sending", "pairing__receiving"
        ),
        "meetings": Meeting.objects.visible_to(request.desk).annotate(
            came=Count("attendance", distinct=True), said=Count("opinions", distinct=True)
        ),
        "leaflets": leaflets,
        "may_write": request.desk.may(Power.WRITE_PARTNERSHIP),
        "title": _("往来与座谈"),
    }
    return show(request, "officer/outreach.html", context)


@page(Power.READ_PARTNERSHIP)
def meeting(request: Request, pk: str) -> HttpResponse:
    """One meeting: theme, who came by kind, opinions and what follows, minutes."""
    row = find(Meeting.objects.visible_to(request.desk).select_related("pairing__sending", "pairing__receiving"), pk)
    if acting(request):
        return done(request, link_to("outreach.meeting", pk), _act(request, row))
    minutes = Minutes.objects.visible_to(request.desk).filter(meeting=row).prefetch_related("items").first()
    context = {
        "meeting": row,
        "attendance": row.attendance.all(),
        "opinions": row.opinions.select_related("responsible"),
        "minutes": minutes,
        "items": minutes.items.all() if minutes else [],
        "may_write": request.desk.may(Power.WRITE_PARTNERSHIP),
        "mine": request.desk.regions,
        "title": row.title,
    }
    return show(request, "officer/meeting.html", context)


def _act(request: Request, row: Meeting) -> str:
    verb, _dash, about = request.POST.get("verb", "").partition(":")
    if verb == "confirm":
        confirm_minutes(
            minutes=find(Minutes.objects.visible_to(request.desk).filter(meeting=row), about),
            by=request.actor,
            at=request.now,
        )
        return _("已代表本方确认纪要")
    if verb == "opinion":
        follow_up_done(
            opinion=find(Opinion.objects.visible_to(request.desk).filter(meeting=row), about),
            by=request.actor,
            at=request.now,
        )
        return _("已记为办完")
    if verb == "item":
        item = find(AgreedItem.objects.visible_to(request.desk).filter(minutes__meeting=row), about)
        item_done(item=item, by=request.actor, at=request.now)
        return _("已记为办完")
    raise Refusal("page.verb", given=verb)


urlpatterns = [path("outreach/", outreach, name="outreach"), path("outreach/<str:pk>/", meeting, name="meeting")]
