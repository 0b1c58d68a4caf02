"""How a page is written: load, form, act, refuse, render.

    @page(Power.WRITE_EMPLOYERS)
    def position(request: Request, pk: str) -> HttpResponse:
        row = find(Position.objects.visible_to(request.desk), pk)
        if acting(request):
            close_position(position=row, by=request.actor, at=request.now)
            return done(request, link_to("employers.position", pk), _("岗位已关闭"))
        return show(request, "officer/position.html", {"position": row})

A `Refusal` on POST shows the page again: the view is called a second time with `request.refusal` set, so that `acting` is no and what was
typed is still in `request.POST`. A route that only takes POST names the page to show: `@page(Power.REVEAL, again=worker)`.
"""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, Concatenate, Protocol, cast
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Model, QuerySet
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render

from shanhai.core.desk import Power
from shanhai.core.refusal import Refusal
from shanhai.web.kit.middleware import Request, Visit
from shanhai.web.kit.refusals import status

type View[R: HttpRequest, **P] = Callable[Concatenate[R, P], HttpResponse]

SAID = "said"


class Gate(Protocol):
    """What `page` returns: a decorator that keeps the view's own arguments."""

    def __call__[**P](self, view: View[Request, P], /) -> View[HttpRequest, P]:
        """Guard one view."""
        ...


def page(power: Power | None, *, again: Callable[..., HttpResponse] | None = None) -> Gate:
    """A page for people who are signed in and whose role has `power` (None: any role).

    Nobody signed in: 302 to the log-in page. A role without the power: 404, as for a row out of scope.
    """

    def decorate[**P](view: View[Request, P], /) -> View[HttpRequest, P]:
        @wraps(view)
        def answer(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            ours = cast("Request", request)
            if cast("Visit", request).desk is None:
                back = urlencode({"next": request.get_full_path()})
                return HttpResponseRedirect(f"{settings.LOGIN_URL}?{back}")
            if power is not None and not ours.desk.may(power):
                raise Http404
            response = _answer(view, again, ours, *args, **kwargs)
            response.headers.setdefault("Cache-Control", "private, no-cache")
            return response

        return cast("View[HttpRequest, P]", answer)

    return decorate


def public[**P](view: View[Visit, P]) -> View[HttpRequest, P]:
    """A page for anybody, with the same manner of refusing."""

    @wraps(view)
    def answer(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        return _answer(view, None, cast("Visit", request), *args, **kwargs)

    return cast("View[HttpRequest, P]", answer)


def _answer[R: Request | Visit, **P](
    view: View[R, P], again: Callable[..., HttpResponse] | None, request: R, *args: P.args, **kwargs: P.kwargs
) -> HttpResponse:
    if again and request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    try:
        return view(request, *args, **kwargs)
    except Refusal as refusal:
        if request.refusal is not None:
            raise
        request.refusal = refusal
    if request.method != "POST":
        return show(request, "kit/refused.html", {})
    return again(request, *args, **kwargs) if again else view(request, *args, **kwargs)


def acting(request: Request | Visit) -> bool:
    """Whether somebody pressed a button and has not been refused: the time to act."""
    return request.method == "POST" and request.refusal is None


def show(request: Request | Visit, template: str, context: Mapping[str, Any]) -> HttpResponse:
    """Render a page: 200; 422 (409 where the row moved on) after a refusal; 422 with a form that has errors."""
    forms = [value for value in context.values() if isinstance(value, BaseForm)]
    wrong = [form for form in forms if form.is_bound and not form.is_valid()]
    code = status(request.refusal) if request.refusal else 422 if wrong else 200
    return render(request, template, {**context, "wrong_forms": wrong}, status=code)


def done(request: Request | Visit, url: str, sentence: object) -> HttpResponse:
    """Go on to a page after an act, which then says once what was done."""
    request.session[SAID] = str(sentence)
    return HttpResponseRedirect(url)


def find[M: Model](rows: QuerySet[M], key: object) -> M:
    """Get one row of an already scoped queryset, or answer 404: out of scope and non-existent look alike."""
    row = rows.filter(pk=key).first()
    if row is None:
        raise Http404
    return row
