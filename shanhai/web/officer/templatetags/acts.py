"""`{% act "noun.verb" row.pk %}`: the way to an act, shown exactly where its page would open."""

from typing import Any
from urllib.parse import urlencode

from django import template
from django.http import Http404
from django.utils.html import format_html

from shanhai.core.desk import Desk
from shanhai.web.officer.acts.page import FORMS

register = template.Library()


def _opens(form: Any, desk: Desk, about: str, context: dict[str, Any]) -> bool:
    """Whether the act's page would open. Acts that find their row the same way ask for it once a page."""
    asked: dict[Any, bool] = context["request"].__dict__.setdefault("acts_opened", {})
    key = (form.find.__func__, form.power, getattr(form, "life", ""), getattr(form, "fits", None), about)
    if key not in asked:
        try:
            form.opened(desk, about)
            asked[key] = True
        except Http404:
            asked[key] = False
    return asked[key]


@register.simple_tag(takes_context=True)
def act(context: dict[str, Any], verb: str, about: str = "", label: str = "") -> str:
    """Link to an act's page as a button; nothing for a desk that could not open it."""
    desk: Desk | None = getattr(context["request"], "desk", None)
    form = FORMS[verb]
    if desk is None or not _opens(form, desk, about, context):
        return ""
    query = f"?{urlencode({'about': about})}" if about else ""
    return format_html(
        '<a class="btn small second noprint" href="/do/{}/{}">{}</a>', verb, query, label or form.heading()
    )
