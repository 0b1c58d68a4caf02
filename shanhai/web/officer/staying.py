"""`/staying/` how long people stay, and `/promises/` what was promised beside what was paid: for the two bureaus, the cities and the auditor."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from shanhai.apps.placements.facts.promises import Kept, by_employer, kept
from shanhai.apps.placements.facts.staying import Cohort, cohorts, early_leavers, seen, whole
from shanhai.apps.placements.models import Placement, PlacementQuerySet
from shanhai.core.desk import Power
from shanhai.core.survival import Step
from shanhai.web.kit.curves import curve
from shanhai.web.kit.links import link_to
from shanhai.web.kit.middleware import Request
from shanhai.web.kit.pages import page, show
from shanhai.web.officer import roll

MILESTONES = (
    (30, gettext_lazy("一个月")),
    (90, gettext_lazy("三个月")),
    (180, gettext_lazy("半年")),
    (365, gettext_lazy("一年")),
)
DRAWN = 12  # small curves on one page; the table has every one
BY = {"cohort": gettext_lazy("按哪一批"), "employer": gettext_lazy("按企业"), "channel": gettext_lazy("按怎么去的")}
CHANNELS = {
    "group": gettext_lazy("成建制"), "fair": gettext_lazy("招聘会意向"), "organised": pgettext_lazy("channel", "组织去的"),
    "own": pgettext_lazy("channel", "自己去的"),
}  # fmt: skip


def _there(request: Request) -> PlacementQuerySet:
    """Spells in the receiving counties of one's pairings, of people one may know."""
    rows = Placement.objects.visible_to(request.desk).exclude(transfer=None)
    return rows.select_related("worker", "employer", "transfer")


@page(Power.READ_STAYING)
def staying(request: Request) -> HttpResponse:
    """Show the curve over all, and one line a batch, employer or channel."""
    today = request.desk.today
    found = seen(_there(request), on=today)
    by = request.GET.get("by", "cohort")
    by = by if by in BY else "cohort"
    all_of_them = whole("", found, on=today)
    names, groups = _names(found, by), cohorts(found, by=by, on=today)
    longest = max((one.stay.days for one in found), default=0)
    context = {
        "n": len(found),
        "unknown": all_of_them.unknown,
        "curve": curve(_("还在岗的比例"), all_of_them.steps, until=longest, marks=MILESTONES),
        "whole": _shares(all_of_them),
        "milestones": [label for _day, label in MILESTONES],
        "drawn": [_drawn(one, names, longest) for one in _largest(groups)],
        "left_out": max(0, len(groups) - DRAWN),
        "rows": [{"name": names.get(one.key, one.key), "url": _url(by, one.key), "n": len(one.seen), "unknown": one.unknown, "shares": _shares(one)} for one in groups],
        "by": [(key, label, key == by) for key, label in BY.items()],
        "early": [{"name": one.seen[0].placement.employer.name, "url": link_to("employers.employer", one.key), "n": len(one.seen), "share": _percent(one.share(30)), "left": sum(s.left and s.stay.days <= 30 for s in one.seen)} for one in early_leavers(found, on=today)],
        "title": _("留任"),
    }  # fmt: skip
    return show(request, "officer/staying.html", context)


def _largest(groups: Sequence[Cohort]) -> list[Cohort]:
    """Those with most spells, in the order of the table."""
    kept = {one.key for one in sorted(groups, key=lambda one: -len(one.seen))[:DRAWN]}
    return [one for one in groups if one.key in kept]


def _drawn(one: Cohort, names: Mapping[str, Any], longest: int) -> dict[str, Any]:
    """One small curve on the same axis as all of them; its line ends where nothing more is known of anybody in it."""
    name = names.get(one.key, one.key)
    known = max(each.stay.days for each in one.seen)
    marks = [(day, f"{day}") for day, _label in MILESTONES]
    return {
        "name": name,
        "n": len(one.seen),
        "unknown": one.unknown,
        "curve": curve(name, one.steps, until=longest, marks=marks, known=known),
    }


def _names(found: Any, by: str) -> Mapping[str, Any]:
    if by == "employer":
        return {one.placement.employer_id: one.placement.employer.name for one in found}
    return CHANNELS if by == "channel" else {}


def _url(by: str, key: str) -> str:
    return link_to("employers.employer", key) if by == "employer" else ""


def _shares(one: Cohort) -> list[dict[str, Any]]:
    """At each milestone: the share with its band, and the n it stands on; nothing where nobody was watched so long."""
    return [_share(one, day) for day, _label in MILESTONES]


def _share(one: Cohort, day: int) -> dict[str, Any]:
    watched = one.watched(day)
    if not watched:
        return {"share": "", "watched": 0, "band": ""}
    step = next((s for s in reversed(one.steps) if s.day <= day), None)
    return {"share": _percent(one.share(day)), "watched": watched, "band": _band(step)}


def _band(step: Step | None) -> str:
    return f"{_percent(step.low)}–{_percent(step.high)}" if step else ""


def _percent(share: float) -> str:
    return f"{round(share * 100)}%"


@page(Power.READ_STAYING)
def promises(request: Request) -> HttpResponse:
    """Show, employer by employer, every promise that was not kept, with its arithmetic."""
    today = request.desk.today
    found = by_employer(kept(_there(request), on=today))
    roll.prepare([one.placement.worker for firm in found for one in firm.short], request)
    rows: list[dict[str, Any]] = [{"name": one.kept[0].placement.employer.name, "url": link_to("employers.employer", one.employer), "heard": len(one.kept), "short": [_arithmetic(k) for k in one.short], "missing": one.missing} for one in found]  # fmt: skip
    rows.sort(key=lambda row: (-row["missing"], row["name"]))
    return show(request, "officer/promises.html", {"rows": rows, "title": _("说好的和发到的")})


def _arithmetic(one: Kept) -> dict[str, Any]:
    return {
        "who": one.placement.worker, "url": link_to("placements.placement", one.placement.pk), "nth": one.nth, "promised": one.promised,
        "paid": one.paid, "short": one.short,
    }  # fmt: skip


urlpatterns = [path("staying/", staying, name="staying"), path("promises/", promises, name="promises")]
