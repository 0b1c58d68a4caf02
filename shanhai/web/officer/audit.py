"""操作日志: every act one's office did, what each changed, and whether the chain still holds."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.urls import path
from django.utils.timezone import localdate, make_aware
from django.utils.translation import gettext_lazy as _

from shanhai.apps.audit.facts import verify
from shanhai.apps.audit.models import Entry
from shanhai.core.desk import Desk, Power
from shanhai.core.refusal import Refusal
from shanhai.web.kit.acts import act, noun, told
from shanhai.web.kit.columns import Column, Facet, Listing
from shanhai.web.kit.links import link_for, link_to
from shanhai.web.kit.listing import listed, respond
from shanhai.web.kit.middleware import Request
from shanhai.web.kit.pages import acting, find, page, show
from shanhai.web.kit.refusals import sentence
from shanhai.web.kit.standing import standing
from shanhai.web.kit.templatetags.kit import moment

DAYS, NEWEST = 14, 5_000
SHOWN_CHANGES = 100


def _pairs(request: Request) -> list[tuple[str, str]]:
    """Who did what at all: one question for two facets, asked once a request."""
    known: list[tuple[str, str]] | None = getattr(request, "audit_pairs", None)
    if known is None:
        rows = Entry.objects.visible_to(request.desk).order_by("action", "login")
        known = list(rows.values_list("action", "login").distinct())
        request.audit_pairs = known  # type: ignore[attr-defined]
    return known


def _actions(request: Request) -> list[tuple[str, Any]]:
    return [(code, act(code)) for code in sorted({action for action, _login in _pairs(request)})]


def _logins(request: Request) -> list[tuple[str, str]]:
    return [(login, login) for login in sorted({login for _action, login in _pairs(request)})]


def _days(request: Request) -> list[tuple[str, str]]:
    """The last days on which somebody did something, among the newest acts."""
    newest = Entry.objects.visible_to(request.desk).order_by("-number").values_list("at", flat=True)[:NEWEST]
    days = standing("days", newest, lambda: sorted({localdate(at) for at in newest}, reverse=True)[:DAYS])
    return [(day.isoformat(), day.isoformat()) for day in days]


def on_day(day: date) -> Q:
    """Entries of one day, by the ends of it: a database need not convert every moment to a day."""
    begin = make_aware(datetime.combine(day, time.min))
    return Q(at__gte=begin, at__lt=begin + timedelta(days=1))


FACTS = {
    "act": _("要做什么"), "asked": _("筛选条件"), "basis": _("依据"), "code": _("为什么不行"), "count": _("条数"), "digest": _("摘要"), "dispatch": _("岗位信息单"), "done": _("办了几条"), "format": _("文件格式"), "kind": _("种类"), "left": _("没办几条"),
    "list": _("哪个清单"), "login": _("登录名"), "number": _("编号"), "people": _("人数"), "placed": _("有名额的人"), "purpose": _("用途"), "rows": _("行数"), "scope": _("范围"),
    "size": _("大小"), "title": _("名称"), "undoes": _("撤销了"),
}  # fmt: skip
AUDIT = Listing(
    name="audit",
    title=_("操作日志"),
    empty=_("还没有记录。"),
    sorts={"number": ("number",)},
    columns=(
        Column(
            key="number",
            label=_("序号"),
            value=lambda one: one.number,
            link=lambda one: link_to("audit.entry", str(one.number)),
            numeric=True,
        ),
        Column(key="at", label=_("时间"), value=lambda one: moment(one.at)),
        Column(key="login", label=_("谁"), value=lambda one: one.login),
        Column(key="action", label=_("做了什么"), value=lambda one: act(one.action)),
        Column(key="about", label=_("对象"), value=lambda one: noun(one.about_noun) if one.about_noun else ""),
        Column(key="size", label=_("改动行数"), value=lambda one: one.size, numeric=True),
        Column(key="digest", label=_("摘要"), value=lambda one: one.digest[:12]),
        Column(key="whole", label=_("完整摘要"), value=lambda one: one.digest, export_only=True),
    ),
    facets=(
        Facet(key="action", label=_("做了什么"), choices=_actions, where=lambda code: Q(action=code), by=("action",)),
        Facet(key="login", label=_("谁"), choices=_logins, where=lambda login: Q(login=login), by=("login",)),
        Facet(key="day", label=_("哪天"), choices=_days, where=lambda said: on_day(date.fromisoformat(said))),
    ),
)


@page(Power.READ_LOG)
def audit(request: Request) -> HttpResponse:
    """Show the log; on request recompute the whole chain and say what was found."""
    newest = Entry.objects.order_by("-number").values("number", "digest").first()
    extra = {"head": newest, "checked": verify() if acting(request) else None}
    return respond(AUDIT, request, Entry.objects.visible_to(request.desk), template="officer/audit.html", extra=extra)


@page(Power.READ_LOG)
def entry(request: Request, number: int) -> HttpResponse:
    """Show one act with what it changed."""
    one = find(Entry.objects.visible_to(request.desk).select_related("undoes", "undone_by"), number)
    changes = list(one.changes.order_by("ordinal")[:SHOWN_CHANGES])
    context = {
        "entry": one,
        "name": act(one.action),
        "about": noun(one.about_noun) if one.about_noun else "",
        "about_url": link_for(request.desk, one.about_noun, one.about_key),
        "changes": _told(changes, request.desk),
        "more": max(0, one.size - SHOWN_CHANGES),
        "facts": [(FACTS.get(key, key), _fact(key, value)) for key, value in sorted(one.facts.items())],
    }
    return show(request, "officer/entry.html", context)


def _fact(key: str, value: Any) -> Any:
    """A fact in words: an act by its name, a list by how long it is."""
    if key == "act":
        return act(value)
    if key == "code":
        return sentence(Refusal(value))
    return len(value) if isinstance(value, list) and key in ("done", "left", "people") else value


def _told(changes: Sequence[Any], desk: Desk) -> list[dict[str, Any]]:
    verbs = {"add": _("新增"), "change": _("修改"), "remove": _("删除")}
    return [
        {
            "noun": noun(one.noun),
            "url": link_for(desk, one.noun, one.key) if one.verb != "remove" else "",
            "key": one.key,
            "verb": verbs[one.verb],
            "lines": told(one) if one.verb == "change" else [],
        }
        for one in changes
    ]


urlpatterns = [*listed("audit", audit), path("audit/<int:number>/", entry, name="audit-entry")]
