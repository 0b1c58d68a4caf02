"""What every page's frame needs: who and where one is, the menu of one's role, the demo's notice and the languages."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from shanhai.core.desk import Desk, Power
from shanhai.web.kit.middleware import spelled
from shanhai.web.kit.pages import SAID
from shanhai.web.kit.refusals import sentence


@dataclass(frozen=True, slots=True)
class Tab:
    """One entry of the main menu; shown to roles with the power. `also` are other places under the same heading."""

    label: Any
    url: str
    power: Power | None
    also: tuple[str, ...] = ()


TABS = (
    Tab(_("待办"), "/tasks/", None, ("/search/",)),
    Tab(_("本企业"), "/e/", Power.OWN_STAFF),
    Tab(
        _("劳动力"),
        "/workers/",
        Power.READ_WORKERS,
        ("/duplicates/", "/households/", "/consents/", "/corrections/", "/retention/"),
    ),
    Tab(_("导入核对"), "/imports/", Power.IMPORT),
    Tab(_("企业"), "/employers/", Power.READ_EMPLOYERS, ("/visits/", "/arrears/", "/wages/")),
    Tab(_("岗位"), "/positions/", Power.READ_EMPLOYERS),
    Tab(_("人岗对接"), "/match/", Power.READ_MATCHES),
    Tab(_("转移就业"), "/transfers/", Power.READ_TRANSFERS, ("/departures/", "/groups/", "/placements/")),
    Tab(_("跟踪服务"), "/followups/", Power.FOLLOW_UP),
    Tab(_("留任"), "/staying/", Power.READ_STAYING, ("/promises/",)),
    Tab(_("供需信息"), "/exchange/", Power.READ_PARTNERSHIP, ("/notices/",)),
    Tab(_("招聘会"), "/fairs/", Power.READ_FAIRS),
    Tab(_("往来与座谈"), "/outreach/", Power.READ_PARTNERSHIP, ("/partners/",)),
    Tab(_("协议"), "/agreements/", Power.READ_PARTNERSHIP),
    Tab(_("政策"), "/system/policies/", Power.READ_PARTNERSHIP),
    Tab(
        _("补贴"),
        "/subsidies/",
        Power.READ_CLAIMS,
        ("/publicity/", "/payouts/", "/comparisons/", "/samples/", "/rederive/"),
    ),
    Tab(_("外部统计"), "/statistics/", Power.WRITE_STATISTICS),
    Tab(_("工作简报"), "/bulletin/", Power.READ_FIGURES, ("/figures/", "/reports/")),
    Tab(_("操作日志"), "/audit/", Power.READ_LOG),
    Tab(_("系统"), "/system/", Power.READ_SYSTEM),
)
PUBLIC_TABS = (
    Tab(_("首页"), "/", None),
    Tab(_("岗位"), "/jobs/", None),
    Tab(_("动态"), "/news/", None),
    Tab(_("能领什么钱"), "/money/", None),
    Tab(_("报道逐句对照"), "/article/", None),
    Tab(_("十步导览"), "/tour/", None),
)
FOOT = (
    Tab(_("帮助与教程"), "/about/help/", None),
    Tab(_("隐私说明"), "/about/privacy/", None),
    Tab(_("无障碍声明"), "/about/a11y/", None),
)


@cache
def built(url: str) -> bool:
    """Whether a place has a page yet; the menu never points at nothing."""
    try:
        resolve(url)
    except Resolver404:
        return False
    return True


def frame(request: HttpRequest) -> dict[str, Any]:
    """Give templates `frame`, `refusal` (its sentence) and `said` (what was just done)."""
    desk: Desk | None = getattr(request, "desk", None)
    refusal = getattr(request, "refusal", None)
    world = getattr(request, "world", None)
    current = get_language() or settings.LANGUAGE_CODE
    return {
        "frame": {
            "lang": spelled(current),
            "languages": [(code, name, spelled(code), code == current) for code, name in settings.LANGUAGES],
            "here": request.get_full_path(),
            "tabs": _tabs(request.path, desk),
            "foot": [tab for tab in FOOT if built(tab.url)],
            "signed_in": desk is not None,
            "searches": desk is not None and (desk.may(Power.READ_WORKERS) or desk.may(Power.READ_EMPLOYERS)),
            "demo": world is not None and world.demo,
            "now": getattr(request, "now", None),
        },
        "refusal": sentence(refusal) if refusal else "",
        "said": _said(request),
    }


def _tabs(path: str, desk: Desk | None) -> list[tuple[Tab, bool]]:
    if desk is None:
        shown = [tab for tab in PUBLIC_TABS if built(tab.url)]
    else:
        shown = [tab for tab in TABS if (tab.power is None or desk.may(tab.power)) and built(tab.url)]
    return [(tab, _within(path, tab)) for tab in shown]


def _within(path: str, tab: Tab) -> bool:
    return path == tab.url or (tab.url != "/" and path.startswith((tab.url, *tab.also)))


def _said(request: HttpRequest) -> str:
    session = getattr(request, "session", None)
    return str(session.pop(SAID)) if session is not None and SAID in session else ""
