"""一人一档: pairs of rows that may be one person, each looked at side by side and decided by whoever knows the place."""

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _

from shanhai.apps.identities.actions import agree_to_compare, link, refuse, separate
from shanhai.apps.identities.facts import seen
from shanhai.apps.identities.models import TO_DO, Suspect
from shanhai.apps.identities.tasks import KIND, look_over
from shanhai.apps.jobs.models import Job
from shanhai.apps.workers.models import Worker
from shanhai.core.desk import Power
from shanhai.core.identifiers.division import divisions
from shanhai.web.kit.columns import Column, Facet, Listing
from shanhai.web.kit.links import link_to
from shanhai.web.kit.listing import listed, respond
from shanhai.web.kit.middleware import Request
from shanhai.web.kit.pages import acting, done, find, page, show
from shanhai.web.kit.templatetags.kit import day
from shanhai.web.officer import roll, words

STATE = {
    "open": _("要看"), "asked": _("等一边同意比对"), "comparing": _("两边可以比对"), "half": _("一边说是同一人"), "linked": _("已并档"),
    "refused": _("不是同一人"), "separated": _("并档后又分开"),
}  # fmt: skip
TAG = {"linked": "ok", "refused": "", "separated": "", "asked": "soon", "comparing": "do", "half": "do", "open": "do"}
REASON = {
    "number": _("证件号相同"), "name": _("姓名相同"), "sound": _("姓名同音"), "alike": _("姓名读音相近"), "dropped": _("姓名差一个字"), "one_character": _("姓名有一字不同"),
    "birth": _("出生日期相同"), "birth_swapped": _("出生月日颠倒"), "birth_digit": _("出生日期差一位"), "birth_year": _("出生差一年"),
    "birth_decade": _("出生月日相同，年份不同"), "birth_calendar": _("出生像是农历和公历之差"), "birth_near": _("出生相近"),
    "birth_far": _("出生相差远"), "home": _("同一户"), "village": _("同村"), "unit": _("同乡镇"), "elsewhere": _("不同乡镇"),
    "phone": _("手机相同"), "other_phone": _("手机不同"), "tail": _("证件后四位相同"), "sequence": _("证件顺序码相同"),
    "other_number": _("证件号不同"),
}  # fmt: skip
NUMBER, PHONE = 2, 3  # lines of the comparison
HIDDEN = _("另一个县名册上的人，双方同意前不显示")


def _prepare(rows: Sequence[Any], request: Request) -> None:
    for row in rows:
        pair = seen(row, request.desk)
        people = [one for one in (pair.own, pair.other) if one is not None]
        roll.prepare(people, request)
        _named(people)
        row.own_name, row.place = pair.own.shown_name, pair.own.place  # type: ignore[attr-defined]
        row.other_name = pair.other.shown_name if pair.other else HIDDEN  # type: ignore[attr-defined]
        row.said = "、".join(str(one) for one in _reasons(row)) if pair.other else ""


def _named(people: Sequence[Any]) -> None:
    """Whoever may compare two rows reads both names whole."""
    for one in people:
        one.shown_name = one.name


def _reasons(row: Suspect) -> list[Any]:
    """What speaks for it, the strongest first; bookkeeping of chance is left out."""
    speaks = sorted((one for one in row.grounds if one[0] in REASON), key=lambda one: -one[1])
    return [REASON[code] for code, points in speaks if points > 0 or code == "home"]


def _where(said: str) -> Q:
    return Q(across=said == "across")


DUPLICATES = Listing(
    name="duplicates",
    title=_("一人一档"),
    columns=(
        Column(key="own", label=_("一条记录"), value=lambda one: one.own_name, link=lambda one: link_to("identities.suspect", one.pk)),
        Column(key="other", label=_("另一条记录"), value=lambda one: one.other_name, wide=True),
        Column(key="place", label=_("乡镇"), value=lambda one: one.place),
        Column(key="why", label=_("像在哪里"), value=lambda one: one.said, wide=True),
        Column(key="state", label=_("现在"), value=lambda one: STATE[one.state], tag=lambda one: TAG[one.state] or "plain"),
    ),
    facets=(
        Facet(
            key="todo",
            label=_("办了没有"),
            choices=(("yes", _("要办")), ("no", _("办好了"))),
            where=lambda said: Q(state__in=TO_DO) if said == "yes" else ~Q(state__in=TO_DO),
        ),
        Facet(key="state", label=_("现在"), choices=tuple(STATE.items()), where=lambda said: Q(state=said)),
        Facet(key="where", label=_("在哪里"), choices=(("home", _("本县名册内")), ("across", _("和另一个县之间"))), where=_where),
    ),
    sorts={"state": ("state", "-score")},
    prepare=_prepare,
    empty=_("还没有找到像同一个人的记录。名册入库后会自动找，也可以现在整册找一遍。"),
)  # fmt: skip


@page(Power.ADJUDICATE)
def duplicates(request: Request) -> HttpResponse:
    """Show the pairs; look the whole roll over."""
    if acting(request):
        look_over(region=request.actor.region, by=request.actor, at=request.now)
        return done(request, "/duplicates/", _("正在整册找一遍，可以离开本页。"))
    rows = Suspect.objects.visible_to(request.desk).select_related("a__household", "b__household")
    running = Job.objects.visible_to(request.desk).unfinished().filter(kind=KIND).first()
    extra = {"job": running, "may_look": not request.desk.unit}
    return respond(DUPLICATES, request, rows, template="officer/duplicates.html", extra=extra)


@page(Power.ADJUDICATE)
def duplicate(request: Request, pk: str) -> HttpResponse:
    """Show one pair side by side, as far as one may look; decide on it."""
    rows = Suspect.objects.visible_to(request.desk).select_related(
        "a__household", "b__household", "agreed_by", "said_same"
    )
    row = find(rows, pk)
    if acting(request):
        return _decide(request, row)
    pair = seen(row, request.desk)
    people = [one for one in (pair.own, pair.other) if one is not None]
    roll.prepare(people, request)
    _named(people)
    region = request.actor.region
    context = {
        "row": row,
        "people": people,
        "lines": _lines(people),
        "reasons": _reasons(row) if pair.other else [],
        "state": STATE[row.state],
        "tag": TAG[row.state],
        "hidden": pair.other is None,
        "asked_by_us": row.state == "asked" and row.agreed_by is not None and row.agreed_by.region_id == region,
        "said_by_us": row.state == "half" and row.said_same is not None and row.said_same.region_id == region,
        "open": row.state in TO_DO,
        "title": " · ".join(one.shown_name for one in people),  # type: ignore[attr-defined]
        "links": [one.alias_id for one in row.links.standing()],
    }
    return show(request, "officer/duplicate.html", context)


def _decide(request: Request, row: Suspect) -> HttpResponse:
    said = request.POST.get("do", "")
    stamp: dict[str, Any] = {"by": request.actor, "at": request.now}
    if said == "compare":
        agree_to_compare(suspect=row, **stamp)
        return done(request, link_to("identities.suspect", row.pk), _("已同意比对。两边都同意后才并排显示。"))
    if said == "refuse":
        refuse(suspect=row, why=request.POST.get("why", ""), **stamp)
        return done(request, "/duplicates/?todo=yes", _("记下了：不是同一人，以后不再问。"))
    if said == "separate":
        separate(suspect=row, why=request.POST.get("why", ""), **stamp)
        return done(request, link_to("identities.suspect", row.pk), _("已分开，两条记录和并档前一样。"))
    decided = link(suspect=row, keep=request.POST.get("keep", ""), **stamp)
    sentence = _("已并档。随时可以分开。") if decided.state == "linked" else _("记下了。另一边也说是同一人，才并档。")
    return done(request, link_to("identities.suspect", row.pk), sentence)


def _lines(people: Sequence[Worker]) -> list[dict[str, Any]]:
    """The rows side by side: what is asked, what each holds, and whether they differ."""
    table = divisions()
    asked: tuple[tuple[Any, Callable[[Any], Any]], ...] = (
        (_("姓名"), lambda one: one.shown_name),
        (_("出生"), lambda one: day(one.birth)),
        (_("证件号"), lambda one: one.masked_number),
        (_("手机"), lambda one: one.masked_phone),
        (_("县"), lambda one: table.name(one.region_id) if table.known(one.region_id) else one.region_id),
        (_("乡镇"), lambda one: one.place),
        (_("村"), lambda one: one.household.village),
        (_("户号"), lambda one: one.household.number),
        (_("文化程度"), lambda one: words.called(words.EDUCATION, one.education)),
        (_("技能"), lambda one: one.skill),
        (_("户的状态"), lambda one: words.called(words.STATUS, one.status)),
        (_("愿意外出"), lambda one: words.called(words.WILLING, one.willing)),
    )
    lines = []
    for label, read in asked:
        values = [str(read(one) or "—") for one in people]
        lines.append({"label": label, "values": values, "differs": len(set(values)) > 1})
    for place, index in (
        (NUMBER, "number_index"),
        (PHONE, "phone_index"),
    ):  # two numbers may look alike when they are masked
        lines[place]["differs"] = len({getattr(one, index) for one in people}) > 1
    return lines


urlpatterns = [*listed("duplicates", duplicates), path("duplicates/<str:pk>/", duplicate, name="duplicate")]
