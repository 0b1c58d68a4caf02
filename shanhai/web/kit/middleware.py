"""What every request carries: the language somebody chose, the world and its clock, and the desk one sits at."""

from collections.abc import Callable
from datetime import datetime
from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation

from shanhai.apps.accounts.facts import desk_of
from shanhai.apps.accounts.models import User
from shanhai.core.desk import Actor, Desk
from shanhai.core.refusal import Refusal
from shanhai.web.kit.clock import World, now, world

type Answer = Callable[[HttpRequest], HttpResponseBase]

PROBES = frozenset({"/healthz", "/readyz"})


class Request(HttpRequest):
    """A request as our views see it. `desk` and `actor` are empty on public pages for a person not signed in."""

    user: User
    world: World
    now: datetime
    desk: Desk
    actor: Actor
    refusal: Refusal | None


class Visit(HttpRequest):
    """A request to a page that anybody may open: nobody need be signed in."""

    user: User
    world: World
    now: datetime
    desk: Desk | None
    actor: Actor | None
    refusal: Refusal | None


def language(get_response: Answer) -> Answer:
    """Speak the language of the cookie, or of `?lang=` for one page; simplified Chinese whatever the browser says."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        asked = request.GET.get("lang") or request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        known = {code for code, _name in settings.LANGUAGES}
        code = asked.lower() if asked.lower() in known else settings.LANGUAGE_CODE
        with translation.override(code):
            request.LANGUAGE_CODE = code
            response = get_response(request)
            response.headers.setdefault("Content-Language", spelled(code))
            return response

    return answer


def spelled(code: str) -> str:
    """Write a language code as HTML does: zh-Hans, zh-Hant, en."""
    first, dash, script = code.partition("-")
    return f"{first}{dash}{script.title()}"


def desk(get_response: Answer) -> Answer:
    """Give the request its world, clock and desk: one query for the world, three for the desk of who is signed in."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        if request.path in PROBES:
            return get_response(request)
        visit = cast("Visit", request)
        visit.world = world()
        visit.now = now(visit.world)
        visit.refusal = None
        visit.desk = _desk(request, visit.now)
        visit.actor = visit.desk.actor if visit.desk else None
        return get_response(request)

    return answer


def _desk(request: HttpRequest, at: datetime) -> Desk | None:
    user = request.user
    return desk_of(user, on=at.date()) if isinstance(user, User) else None
