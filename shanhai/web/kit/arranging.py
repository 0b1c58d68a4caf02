"""`/lists/…`: keeping a question of a list, looking at it, dropping it, and choosing columns. Everybody arranges for themselves."""

from typing import Any

from django.http import HttpResponse
from django.urls import path
from django.utils.translation import gettext as _

from shanhai.apps.accounts.actions import choose_columns, drop_filter, look_at_filter, save_filter
from shanhai.apps.accounts.models import SavedFilter, User
from shanhai.web.kit.language import safe_next
from shanhai.web.kit.middleware import Request
from shanhai.web.kit.pages import done, find, page, show

LAST = 1000  # a column without a place comes after those that have one


def _refused(request: Request, *_args: Any, **_kwargs: Any) -> HttpResponse:
    """Say why not, with the way back to the list."""
    return show(request, "kit/not_arranged.html", {"back": safe_next(request) or "/tasks/"})


@page(None, again=_refused)
def save(request: Request, name: str) -> HttpResponse:
    """Keep the question that is on screen."""
    said = request.POST
    row = save_filter(
        user=request.user, list_name=name[:40], name=said.get("name", "")[:40], query=said.get("query", ""),
        count=_whole(said.get("count", "")), by=request.actor, at=request.now,
    )  # fmt: skip
    return done(request, _back(request), _("已存为常用筛选“%(name)s”。") % {"name": row.name})


@page(None, again=_refused)
def look(request: Request, pk: str) -> HttpResponse:
    """Note that it has been seen as it is now."""
    row = find(SavedFilter.objects.visible_to(request.desk).select_related("user"), pk)
    look_at_filter(saved=row, count=_whole(request.POST.get("count", "")), by=request.actor, at=request.now)
    return done(request, _back(request), _("已记下看过。"))


@page(None, again=_refused)
def drop(request: Request, pk: str) -> HttpResponse:
    """Forget it."""
    row = find(SavedFilter.objects.visible_to(request.desk).select_related("user"), pk)
    name = row.name
    drop_filter(saved=row, by=request.actor, at=request.now)
    return done(request, _back(request), _("已删去常用筛选“%(name)s”。") % {"name": name})


@page(None, again=_refused)
def columns(request: Request, name: str) -> HttpResponse:
    """Keep the chosen columns in the order of their places; `reset` goes back to the list as it comes."""
    said = request.POST
    ticked = list(dict.fromkeys(key[:40] for key in said.getlist("column")))[:60]
    chosen = [] if "reset" in said else sorted(ticked, key=lambda key: _whole(said.get(f"place_{key}", "")) or LAST)
    user = find(User.objects.visible_to(request.desk), request.user.pk)
    choose_columns(user=user, list_name=name[:40], columns=chosen, by=request.actor, at=request.now)
    return done(request, _back(request), _("列已按您选的排好。") if chosen else _("列已恢复原样。"))


def _back(request: Request) -> str:
    return safe_next(request) or "/tasks/"


def _whole(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else 0


urlpatterns = [
    path("lists/<str:name>/filters/", save, name="filter-save"),
    path("lists/<str:name>/columns/", columns, name="columns-choose"),
    path("lists/filters/<str:pk>/look/", look, name="filter-look"),
    path("lists/filters/<str:pk>/drop/", drop, name="filter-drop"),
]
