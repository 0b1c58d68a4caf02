"""`/tour/`: ten steps from the evening of 2 March to the bulletin a year later; in the demo one click logs in as whoever acts."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.urls import path
from django.utils.functional import Promise
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

from shanhai.apps.fairs.models import Fair
from shanhai.apps.figures.facts import FIGURES
from shanhai.apps.figures.facts.definition import Scope, Value
from shanhai.apps.placements.models import Departure
from shanhai.web.kit.links import link_to
from shanhai.web.kit.middleware import Visit
from shanhai.web.kit.pages import public, show
from shanhai.web.public.article import first_pairing


@dataclass(frozen=True, slots=True)
class TourStep:
    """One step: who acts, where it is seen, and what to do there. `{fair}` in the place is the spring fair."""

    when: str | Promise
    title: str | Promise
    todo: str | Promise
    login: str
    place: str


STEPS = (
    TourStep(_("3 月 2 日傍晚"), _("工作组到了固原"), _("看出行记录：几点起飞、几点到、谁在组里。"), "mawei", "/outreach/"),
    TourStep(_("出发前"), _("三营镇报来名册"), _("核对页上 186 行里 11 行要改，好的先入库，坏的下载错误表。"), "sanying", "/imports/"),
    TourStep(_("出发前"), _("企业信息库"), _("84 家走访过，愿意的 60 家入库；看一家的走访、等级和岗位。"), "mawei", "/employers/"),
    TourStep(_("3 月 3 日早上"), _("参会团开摊"), _("5 家到场，55 家代招；开摊那一刻给名额拍快照。"), "mawei", "{fair}"),
    TourStep(_("3 月 3 日白天"), _("咨询一按一次，券一人一张"), _("三台手机按键，纸表补记，按错能撤；第二张、别人的、不满十六岁的券都发不出去。"), "booth", "{fair}#vouchers"),
    TourStep(_("3 月 3 日白天"), _("当面答应去"), _("56 条意向，2 条是同一人第二条，1 人下午撤回，所以是 53 人。"), "yuanzhou", "{fair}#intents"),
    TourStep(_("3 月 4 日、5 日"), _("宣讲会和会谈纪要"), _("14 个乡镇、6 家机构签到；四个领域，每项都有两边的责任人和期限。"), "city-guyuan", "/agreements/"),
    TourStep(_("3 月 8 日早上"), _("出发"), _("点名：来了、没来、顶上；发联系卡和保单，车出发。"), "station", "{departure}"),
    TourStep(_("一年以后"), _("企业确认名单"), _("二月的名单确认过了，三月的等着：一个月一次，留任、补贴证明、指标三处用。"), "hr", "/e/"),
    TourStep(_("2019 年 3 月 31 日"), _("一年以后的简报"), _("谁动身、谁报到、谁还在岗；点开每个数都是人。春天那期也还在。"), "leader", "/bulletin/2019-spring/"),
)  # fmt: skip


@public
def tour(request: Visit) -> HttpResponse:
    """Ten steps, each with its place and its log-in."""
    fair = Fair.objects.order_by("-held_on").values_list("pk", flat=True).first() or ""
    places = {"fair": link_to("fairs.fair", fair) if fair else "/fairs/", "departure": _first_departure()}
    steps: list[dict[str, Any]] = [{"it": step, "place": _filled(step.place, places)} for step in STEPS]
    helped = _helped(request)
    context = {
        "steps": steps,
        "now": helped.number if helped else None,
        "leave": link_to("placements.placement", helped.rows[-1].key) if helped and helped.rows else "/placements/",
        "title": now_("十步导览"),
    }
    return show(request, "public/tour.html", context)


def _filled(place: str, places: dict[str, str]) -> str:
    for name, url in places.items():
        place = place.replace(f"{{{name}}}", url)
    return place


def _first_departure() -> str:
    first = Departure.objects.order_by("leaves_at").values_list("pk", flat=True).first()
    return link_to("placements.departure", first) if first else "/departures/"


def _helped(request: Visit) -> Value | None:
    """How many are at work in the paired province today, with the people behind it; None before the first pairing."""
    pairing = first_pairing(request)
    return FIGURES["helped_paired_province"].at(Scope(pairing=pairing, on=request.now.date())) if pairing else None


urlpatterns = [path("tour/", tour, name="tour")]
