"""`{% act "noun.verb" row.pk %}`: the way to an act, shown exactly where its page would open."""

from typing import Any
from urllib.parse import urlencode

from django import template
from django.http import Http404
from django.utils.html import format_html

from shanhai.core.desk import Desk
from shanhai.web.officer.acts.page import FORMS

register = template.Library()


@register.simple_tag(takes_context=True)
def act(context: dict[str, Any], verb: str, about: str = "", label: str = "") -> str:
    """Link to an act's page as a button; nothing for a desk that could not open it."""
    desk: Desk | None = getattr(context["request"], "desk", None)
    form = FORMS[verb]
    try:
        if desk is None:
            return ""
        form.opened(desk, about)
    except Http404:
        return ""
    query = f"?{urlencode({'about': about})}" if about else ""
    return format_html(
        '<a class="btn small second noprint" href="/do/{}/{}">{}</a>', verb, query, label or form.heading()
    )
