"""`/tour/`: ten steps from the evening of 2 March to the bulletin; in the demo one click logs in as whoever acts."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.urls import path
from django.utils.functional import Promise
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

from shanhai.apps.fairs.models import Fair
from shanhai.web.kit.links import link_to
from shanhai.web.kit.middleware import Visit
from shanhai.web.kit.pages import public, show
from shanhai.web.public.article import live


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
    TourStep(_("3 月 3 日白天"), _("咨询一按一次"), _("三台手机按键，两张纸表补记；按错了可以撤。"), "booth", "{fair}#enquiries"),
    TourStep(_("3 月 3 日白天"), _("发交通补贴券"), _("一张券一个人；第二次、别人的、不满十六岁的都发不出去。"), "booth", "{fair}#vouchers"),
    TourStep(_("3 月 3 日白天"), _("当面答应去"), _("56 条意向，2 条是同一人第二条，1 人下午撤回。"), "yuanzhou", "{fair}#intents"),
    TourStep(_("3 月 4 日"), _("座谈会和宣讲会"), _("14 个乡镇、6 家机构签到；座谈里的意见各有下文。"), "yuanzhou", "/outreach/"),
    TourStep(_("3 月 5 日"), _("会谈纪要"), _("四个领域，每项都有两边的责任人和期限；协议和纪要是两样东西。"), "city-guyuan", "/agreements/"),
    TourStep(_("3 月 9 日"), _("工作简报"), _("点开 50余人，看到 56 − 2 − 1 = 53。再以原州身份撤回一个意向，处处变成 52。"), "leader", "/bulletin/2018-spring/"),
)  # fmt: skip


@public
def tour(request: Visit) -> HttpResponse:
    """Ten steps, each with its place and its log-in."""
    fair = Fair.objects.order_by("-held_on").values_list("pk", flat=True).first() or ""
    place = link_to("fairs.fair", fair) if fair else "/fairs/"
    steps: list[dict[str, Any]] = [{"it": step, "place": step.place.replace("{fair}", place)} for step in STEPS]
    intents = live(request).get("intents_on_site")
    context = {
        "steps": steps,
        "now": intents.number if intents and not intents.missing else None,
        "withdraw": f"{place}#intents",
        "title": now_("十步导览"),
    }
    return show(request, "public/tour.html", context)


urlpatterns = [path("tour/", tour, name="tour")]
