"""`/departures/`: the vehicles, when they leave, who escorts them, and how many people are on each."""

from datetime import timedelta

from django.db.models import Count, Q
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from shanhai.apps.placements.models import Departure
from shanhai.core.desk import Desk, Power
from shanhai.web.kit.columns import Column, Facet, Listing
from shanhai.web.kit.links import link_to
from shanhai.web.kit.listing import listed, respond
from shanhai.web.kit.middleware import Request
from shanhai.web.kit.pages import page
from shanhai.web.officer.transfer import words

WEEK = timedelta(days=7)


def this_week(desk: Desk) -> Q:
    """Vehicles that are to leave within seven days, or should have left already."""
    return Q(state="planned", leaves_at__date__lt=desk.today + WEEK)


def listing(desk: Desk) -> Listing:
    """Declare the list for one desk and its day."""
    return Listing(
        name="departures",
        title=_("出发名单"),
        search=lambda rows, text: rows.filter(
            Q(name__contains=text) | Q(number__contains=text) | Q(escort__contains=text)
        ),
        search_hint=_("名称、车次或带车人"),
        empty=_("还没有排车。"),
        sorts={"leaves": ("leaves_at",), "name": ("name",)},
        columns=COLUMNS,
        facets=(
            Facet(
                key="state",
                label=_("现在"),
                choices=words.options(words.DEPARTURE),
                where=lambda said: Q(state=said),
                by=("state",),
            ),
            Facet(key="when", label=_("什么时候"), choices=(("week", _("七天之内")),), where=lambda _said: this_week(desk)),
        ),
    )  # fmt: skip


COLUMNS = (
    Column(key="name", label=_("名称"), value=lambda one: one.name, link=lambda one: link_to("placements.departure", one.pk)),
    Column(key="leaves", label=_("出发时间"), value=lambda one: f"{timezone.localtime(one.leaves_at):%Y-%m-%d %H:%M}"),
    Column(key="kind", label=_("坐什么"), value=lambda one: words.KIND[one.kind]),
    Column(key="number", label=_("车次"), value=lambda one: one.number),
    Column(key="way", label=_("从哪里到哪里"), value=lambda one: f"{one.from_place} → {one.to_place}"),
    Column(key="seats", label=_("座位"), value=lambda one: one.seats, numeric=True),
    Column(key="people", label=_("名单上"), value=lambda one: one.people, numeric=True),
    Column(key="aboard", label=_("上车"), value=lambda one: one.aboard, numeric=True),
    Column(key="escort", label=_("谁带车"), value=lambda one: one.escort),
    Column(
        key="state",
        label=_("现在"),
        value=lambda one: words.DEPARTURE[one.state],
        tag=lambda one: words.DEPARTURE_TAG[one.state] or "plain",
    ),
)  # fmt: skip


@page(Power.READ_TRANSFERS)
def departures(request: Request) -> HttpResponse:
    """Show the vehicles."""
    rows = Departure.objects.visible_to(request.desk).annotate(
        people=Count("boardings"), aboard=Count("boardings", filter=Q(boardings__state="aboard"))
    )
    return respond(listing(request.desk), request, rows, template="officer/transfer/departures.html")


urlpatterns = listed("departures", departures)
