"""`/staying/` how long people stay, and `/promises/` what was promised beside what was paid: for the two bureaus, the cities and the auditor."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.urls import path
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from shanhai.apps.placements.facts.promises import Kept, by_employer, kept
from shanhai.apps.placements.facts.staying import Cohort, cohorts, early_leavers, seen, whole
from shanhai.apps.placements.models import Placement, PlacementQuerySet
from shanhai.apps.workers.models import Worker
from shanhai.core.desk import Power
from shanhai.core.survival import Step
from shanhai.web.kit.curves import curve
from shanhai.web.kit.links import link_to
from shanhai.web.kit.middleware import Request
from shanhai.web.kit.pages import page, show
from shanhai.web.kit.standing import standing
from shanhai.web.officer import roll

MILESTONES = (
    (30, gettext_lazy("一个月")),
    (90, gettext_lazy("三个月")),
    (180, gettext_lazy("半年")),
    (365, gettext_lazy("一年")),
)
COARSE = 4  # units of a small picture, some two points on the screen
WORST = 5  # milestones of one employer shown at first
DRAWN = 12  # small curves on one page; the table has every one
BY = {"cohort": gettext_lazy("按哪一批"), "employer": gettext_lazy("按企业"), "channel": gettext_lazy("按怎么去的")}
CHANNELS = {
    "group": gettext_lazy("成建制"), "fair": gettext_lazy("招聘会意向"), "organised": pgettext_lazy("channel", "组织去的"),
    "own": pgettext_lazy("channel", "自己去的"),
}  # fmt: skip


def _there(request: Request) -> PlacementQuerySet:
    """Spells in the receiving counties of one's pairings, of people one may know."""
    return Placement.objects.visible_to(request.desk).exclude(transfer=None)


@page(Power.READ_STAYING)
def staying(request: Request) -> HttpResponse:
    """Show the curve over all, and one line and one small curve a batch, employer or channel. What it comes to stands until somebody writes."""
    by = request.GET.get("by", "cohort")
    by = by if by in BY else "cohort"
    rows, today = _there(request), request.desk.today
    told = standing(f"staying {by} {today} {get_language()}", rows, lambda: _told(rows, by, today))
    return show(request, "officer/staying.html", {**told, "title": _("留任")})


def _told(rows: PlacementQuerySet, by: str, today: date) -> dict[str, Any]:
    found = seen(rows, on=today)
    all_of_them = whole("", found, on=today)
    names, groups = _names(found, by), cohorts(found, by=by, on=today)
    longest = max((one.stay.days for one in found), default=0)
    return {
        "n": len(found),
        "unknown": all_of_them.unknown,
        "curve": curve(_("还在岗的比例"), all_of_them.steps, until=longest, marks=MILESTONES),
        "whole": _shares(all_of_them),
        "milestones": [label for _day, label in MILESTONES],
        "drawn": [_drawn(one, names, longest) for one in _largest(groups)],
        "left_out": max(0, len(groups) - DRAWN),
        "rows": [{"name": names.get(one.key, one.key), "url": _url(by, one.key), "n": len(one.seen), "unknown": one.unknown, "shares": _shares(one)} for one in groups],
        "by": [(key, label, key == by) for key, label in BY.items()],
        "early": [{"name": one.seen[0].firm, "url": link_to("employers.employer", one.key), "n": len(one.seen), "share": _percent(one.share(30)), "left": sum(s.left and s.stay.days <= 30 for s in one.seen)} for one in early_leavers(found, on=today)],
    }  # fmt: skip


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
        "curve": curve(name, one.steps, until=longest, marks=marks, known=known, coarse=COARSE),
    }


def _names(found: Any, by: str) -> Mapping[str, Any]:
    if by == "employer":
        return {one.employer: one.firm for one in found}
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
    """Show, employer by employer, the promises that were not kept, with their arithmetic: the largest few of each, of one employer all."""
    rows, today, only = _there(request), request.desk.today, request.GET.get("employer", "")
    found = standing(f"promises {today}", rows, lambda: by_employer(kept(rows, on=today)))
    if only:
        found = [one for one in found if one.employer == only]
    shown = {one.employer: one.short if only else one.short[:WORST] for one in found}
    keys = {each.placement for some in shown.values() for each in some}
    spells = Placement.objects.visible_to(request.desk).filter(pk__in=keys).select_related("worker__household")
    people = {one.pk: one.worker for one in spells}
    roll.prepare(list(people.values()), request)
    firms: list[dict[str, Any]] = [
        {
            "name": one.kept[0].firm, "url": link_to("employers.employer", one.employer), "heard": len(one.kept), "missing": one.missing,
            "short": [_arithmetic(each, people[each.placement]) for each in shown[one.employer] if each.placement in people],
            "more": len(one.short) - len(shown[one.employer]), "all": f"?employer={one.employer}",
        }
        for one in found
    ]  # fmt: skip
    firms.sort(key=lambda row: (-row["missing"], row["name"]))
    return show(request, "officer/promises.html", {"rows": firms, "only": only, "title": _("说好的和发到的")})


def _arithmetic(one: Kept, who: Worker) -> dict[str, Any]:
    return {
        "who": who, "url": link_to("placements.placement", one.placement), "nth": one.nth, "promised": one.promised, "paid": one.paid,
        "short": one.short,
    }  # fmt: skip


urlpatterns = [path("staying/", staying, name="staying"), path("promises/", promises, name="promises")]
