"""`/do/<verb>/?about=<id>`: the one page on which every act of the office is asked for and done."""

from collections.abc import Mapping
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.http import Http404, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _

from shanhai.web.kit.middleware import Request
from shanhai.web.kit.pages import acting, done, page, show
from shanhai.web.officer.acts import (
    agreements,
    base,
    bulletins,
    claims,
    decisions,
    employers,
    evidence,
    fairs,
    groups,
    households,
    journeys,
    links,
    meetings,
    minutes,
    money,
    notices,
    papers,
    partners,
    people,
    policies,
    positions,
    spells,
    unlisted,
    vehicles,
    ways,
)
from shanhai.web.officer.acts.form import ActForm

SUBJECTS = (
    journeys,
    fairs,
    meetings,
    minutes,
    agreements,
    papers,
    partners,
    employers,
    positions,
    base,
    households,
    people,
    bulletins,
    ways,
    groups,
    vehicles,
    spells,
    unlisted,
    links,
    claims,
    decisions,
    evidence,
    notices,
    money,
    policies,
)
FORMS: Final[Mapping[str, type[ActForm[Any]]]] = {form.verb: form for subject in SUBJECTS for form in subject.FORMS}


@page(None)
def do(request: Request, verb: str) -> HttpResponse:
    """Ask what the act needs, and do it. A refusal or a mistake shows the same page with what was typed."""
    if verb not in FORMS:
        raise Http404
    declared = FORMS[verb]
    row = declared.opened(request.desk, request.GET.get("about", ""))
    form = declared(request, row, request.POST if request.method == "POST" else None)
    if acting(request) and form.is_valid():
        said = _("办好了：%(act)s。") % {"act": form.heading()}
        return done(request, _act(form), said)
    return show(request, "officer/act.html", {"form": form, "title": form.heading()})


def _act(form: ActForm[Any]) -> str:
    try:
        with transaction.atomic():
            return form.act(form.cleaned_data)
    except IntegrityError:  # the same click at the same moment: its row stands by now, and the action finds it
        return form.act(form.cleaned_data)


urlpatterns = [path("do/<str:verb>/", do, name="do")]
