"""`/match/groups/`: who goes together: groups that stand, couples that both said so, and forming or dissolving one."""

from typing import Any

from django import forms
from django.db.models import Prefetch
from django.http import HttpResponse
from django.urls import path
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from shanhai.apps.matches.actions import dissolve, form, travel
from shanhai.apps.matches.actions.groups import LARGEST
from shanhai.apps.matches.facts import seeks
from shanhai.apps.matches.facts.groups import couples_said, in_a_group
from shanhai.apps.matches.models import Group, Member
from shanhai.apps.workers.models import Worker
from shanhai.core.desk import Power
from shanhai.web.kit.forms import PlainForm
from shanhai.web.kit.links import link_to
from shanhai.web.kit.middleware import Request
from shanhai.web.kit.pages import acting, done, find, page, show
from shanhai.web.officer import roll
from shanhai.web.officer.matches import words

HOME = "/match/groups/"
FOUND = 40


class FormForm(PlainForm):
    """What a group is called, and of which kind."""

    name = forms.CharField(label=_("小组叫什么"), max_length=40)
    vehicle_seats = forms.IntegerField(
        label=_("一车坐几人（知道再填）"), min_value=2, max_value=LARGEST, required=False
    )
    kind = forms.ChoiceField(
        label=_("哪一种"), choices=list(words.GROUP_KIND.items()), widget=forms.RadioSelect, initial="team"
    )


@page(Power.READ_MATCHES)
def groups(request: Request) -> HttpResponse:
    """Show groups and who might be one; form and dissolve."""
    if acting(request) and "dissolve" in request.POST:
        row = find(Group.objects.visible_to(request.desk), request.POST["dissolve"])
        dissolve(group=row, why=request.POST.get("why", ""), by=request.actor, at=request.now)
        return done(request, HOME, _t("“{name}”解散了，下一次各自配。").format(name=row.name))
    if acting(request) and "travel" in request.POST:
        return _travel(request)
    told = request.POST if request.method == "POST" and not {"dissolve", "travel"} & set(request.POST) else None
    asked = FormForm(told, initial={"kind": "team"}, label_suffix="")
    may = request.desk.may(Power.RUN_MATCH)
    if may and acting(request) and asked.is_valid():
        return _form(request, asked.cleaned_data)
    context = {
        "title": _t("夫妻和小组"), "groups": _standing(request), "may_run": may, "may_travel": request.desk.may(Power.RUN_TRANSFER), "form": asked if may else None,
        "couples": _couples(request) if may else [], "found": _found(request) if may else [], "q": request.GET.get("q", "").strip(),
    }  # fmt: skip
    return show(request, "officer/match_groups.html", context)


def _travel(request: Request) -> HttpResponse:
    row = find(Group.objects.visible_to(request.desk), request.POST["travel"])
    formed = travel(group=row, by=request.actor, at=request.now)
    return done(request, link_to("placements.group", formed.pk), _t("“{name}”编成了建制。").format(name=row.name))


def _form(request: Request, said: dict[str, Any]) -> HttpResponse:
    people = Worker.objects.visible_to(request.desk).filter(pk__in=request.POST.getlist("who"))
    asked = request.POST.get("leader", "")
    leader = find(Worker.objects.visible_to(request.desk), asked) if asked else None
    row = form(
        people=list(people), kind=said["kind"], name=said["name"], leader=leader, vehicle_seats=said["vehicle_seats"], by=request.actor, at=request.now
    )  # fmt: skip
    return done(request, HOME, _t("记下了小组“{name}”。").format(name=row.name))


def _standing(request: Request) -> list[Any]:
    members = Member.objects.visible_to(request.desk).select_related("worker__household")
    rows: list[Any] = list(
        Group.objects.visible_to(request.desk)
        .standing()
        .prefetch_related(Prefetch("members", members, to_attr="people"))
    )
    roll.prepare([one.worker for row in rows for one in row.people], request)
    for row in rows:
        row.kind_word = words.GROUP_KIND[row.kind]
        row.travels_url = link_to("placements.group", row.travels_id) if row.travels_id else ""
    return rows


def _seeking(request: Request) -> Any:
    rows = seeks(request.actor.region, on=request.desk.today).filter(pk__in=Worker.objects.visible_to(request.desk))
    return rows.select_related("household")


def _couples(request: Request) -> list[dict[str, Any]]:
    """Two of one household who both said so; asked before they are formed."""
    pairs = couples_said(list(_seeking(request)), on=request.desk.today)
    roll.prepare([one for pair in pairs for one in pair], request)
    return [{"people": pair, "name": f"{pair[0].name}、{pair[1].name}"[:40]} for pair in pairs]


def _found(request: Request) -> list[Worker]:
    """Who seeks, in no group yet, by what was typed."""
    text = request.GET.get("q", "").strip()
    if not text:
        return []
    known = Worker.objects.visible_to(request.desk).search(text).values("pk")
    rows = list(_seeking(request).filter(pk__in=known)[:FOUND])
    taken = in_a_group([one.pk for one in rows])
    free = [one for one in rows if one.pk not in taken]
    roll.prepare(free, request)
    return free


urlpatterns = [path("match/groups/", groups, name="match-groups")]
