"""`/followups/<month>/`: “还在干吗？”, one tap a person, by village or employer; it works without a network.

Nobody signs in, nobody is photographed, located or ranked: a tap says what somebody was told. An answer of the first ten days counts for
the month before as well, since that is when it is asked about.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from shanhai.apps.placements.actions import note_contact
from shanhai.apps.placements.facts.following import Heard
from shanhai.apps.placements.models import Attestation, Contact, Placement
from shanhai.core.dates import add_months, parse_day
from shanhai.core.desk import Power
from shanhai.core.months import last_day, month_of, parse_month
from shanhai.core.refusal import Refusal
from shanhai.web.kit import taps
from shanhai.web.kit.columns import Facet, Listing
from shanhai.web.kit.listing import Asked
from shanhai.web.kit.middleware import Request
from shanhai.web.kit.pages import acting, find, page, show
from shanhai.web.officer import roll
from shanhai.web.officer.transfer import words
from shanhai.web.officer.transfer.following import employers

KEEP_HOURS = 12  # as long as a log-in lasts
GRACE = timedelta(days=10)
SAYS = ("working", "left", "not_reached")


@page(Power.FOLLOW_UP)
def heartbeat(request: Request, month: str) -> HttpResponse:
    """Show who was at work in a month and is still to be asked; a tap notes what was said."""
    day = _month(month, request.desk.today)
    found = rows(request, day)
    if acting(request):
        key = _tap(request, day, found)
        return (
            taps.answer(None) if taps.by_script(request) else HttpResponseRedirect(f"{request.get_full_path()}#p-{key}")
        )
    if request.refusal and taps.by_script(request):
        return taps.answer(request.refusal)
    shown = Asked(listing(request, day), request, found).page()
    context = {
        "list": shown,
        "title": _t("还在干吗？"),
        "month": day,
        "today": request.desk.today.isoformat(),
        "before": f"{add_months(day, -1):%Y-%m}",
        "after": f"{add_months(day, 1):%Y-%m}" if day < month_of(request.desk.today) else "",
        "may_tap": day >= add_months(month_of(request.desk.today), -1),
    }
    return taps.kept(show(request, "officer/transfer/heartbeat.html", context), hours=KEEP_HOURS)


def _month(text: str, today: date) -> date:
    """The month of an address; one that is unreadable or still to come is no page."""
    try:
        day = parse_month(text)
    except Refusal as wrong:
        raise Http404 from wrong
    if day > today:
        raise Http404
    return day


def rows(request: Request, month: date) -> Any:
    """Spells that stand, begun by the month's end, with whether anybody has asked about the month."""
    window = (month, min(last_day(month) + GRACE, request.desk.today))
    asked = Contact.objects.filter(placement=OuterRef("pk"), kind="heartbeat", on__range=window)
    own = Attestation.objects.filter(placement=OuterRef("pk"), month=month, source="worker")
    begun = min(last_day(month), request.desk.today)
    spells = Placement.objects.visible_to(request.desk).filter(ended_on=None, started_on__lte=begun)
    found = spells.alias(asked=Exists(asked), own=Exists(own)).select_related("worker__household", "employer")
    if not _near(request):
        return found.order_by("worker__unit", "worker__initials", "pk")
    return found.order_by("worker__unit", "worker__household__village", "worker__initials", "pk")


def _near(request: Request) -> str:
    """The township one looks at: the seat's own, or the one that is chosen. Only then are villages told apart."""
    return request.desk.unit[:9] or request.GET.get("township", "")[:9]


def listing(request: Request, month: date) -> Listing:
    """Declare the month's list: whoever is still to be asked, by place and employer."""
    window, near = (month, min(last_day(month) + GRACE, request.desk.today)), _near(request)

    def prepare(found: Sequence[Any], asked: Request) -> None:
        roll.prepare([one.worker for one in found], asked)
        made = Contact.objects.filter(placement__in=found, kind="heartbeat", on__range=window)
        latest = {one.placement_id: one for one in made.order_by("on")}
        own = Attestation.objects.filter(placement__in=found, month=month, source="worker")
        worked = set(own.filter(worked=True).values_list("placement", flat=True))
        for one in found:
            contact = latest.get(one.pk)
            one.beat = contact.outcome if contact else "working" if one.pk in worked else ""
            one.said = words.OUTCOME.get(one.beat, "")
            village = one.worker.household.village if near and one.worker.own else ""
            one.village = f"{one.worker.place} {village}".strip()

    done = Q(asked=True) | Q(own=True)
    places = [
        Facet(
            key="township", label=_("乡镇"), choices=roll.townships, where=lambda code: Q(worker__unit__startswith=code), by=("worker__unit",),
            read=lambda unit: unit[:9],
        ),
    ]  # fmt: skip
    if villages := _villages(request):
        places.append(
            Facet(key="village", label=_("村"), choices=villages, where=lambda name: Q(worker__household__village=name))
        )
    return Listing(
        name="heartbeat",
        title=_("还在干吗？"),
        columns=(),
        per_page=40,
        prepare=prepare,
        search=lambda found, text: found.filter(worker__name__contains=text),
        search_hint=_("姓名"),
        facets=(
            Facet(key="asked", label=_("这个月"), choices=(("no", _("还没问")), ("yes", _("问过了"))), where=lambda said: done if said == "yes" else ~done),
            *places,
            Facet(key="employer", label=_("企业"), choices=employers, where=lambda key: Q(employer=key), by=("employer",)),
        ),
    )  # fmt: skip


def _villages(request: Request) -> list[tuple[str, Any]]:
    """The villages of one township: of the seat's own, or of the one that is chosen."""
    unit = request.desk.unit or _near(request)
    if not unit or len(unit) > 9:
        return []
    spells = Placement.objects.visible_to(request.desk).standing(request.desk.today).order_by()
    names = spells.filter(worker__unit__startswith=unit, worker__region__in=request.desk.regions)
    return [(name, name) for name in names.values_list("worker__household__village", flat=True).distinct() if name]


def _tap(request: Request, month: date, found: Any) -> str:
    said, told, key = [*request.POST.get("tap", "").split(":"), "", ""][:3]
    if said not in SAYS:
        raise Refusal("page.verb", given=said[:20])
    row = find(found, key)
    day = request.POST.get("on", "")
    on = min(parse_day(day), request.desk.today) if day else request.desk.today
    heard = Heard(
        on=on, kind="heartbeat", outcome=said, told=told or "self", month=month if said == "working" else None
    )
    note_contact(placement=row, heard=heard, by=request.actor, at=request.now)
    return str(row.pk)


urlpatterns = [path("followups/<str:month>/", heartbeat, name="heartbeat")]
