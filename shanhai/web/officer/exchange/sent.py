"""`/exchange/`: what was sent to the partner bureau and how far each sending has come."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from shanhai.apps.exchange.models import Answer, Dispatch, Notice
from shanhai.core.desk import Desk, Power
from shanhai.web.kit.columns import Column, Facet, Listing, Rows
from shanhai.web.kit.links import link_to
from shanhai.web.kit.listing import listed, respond
from shanhai.web.kit.middleware import Request
from shanhai.web.kit.pages import page
from shanhai.web.kit.templatetags.kit import moment

STATES = {"waiting": _("等签收"), "received": _("等答复"), "answered": _("已答复")}
TAGS = {"waiting": "soon", "received": "do", "answered": "ok"}


def took(span: timedelta) -> str:
    """Write how long something took: 2 天 3 小时, 40 分钟; the two largest units."""
    minutes = max(int(span.total_seconds()) // 60, 0)
    days, hours, rest = minutes // 1440, minutes // 60 % 24, minutes % 60
    parts = []
    if days:
        parts.append(ngettext("%(n)s 天", "%(n)s 天", days) % {"n": days})
    if hours:
        parts.append(ngettext("%(n)s 小时", "%(n)s 小时", hours) % {"n": hours})
    if not days and (rest or not hours):
        parts.append(ngettext("%(n)s 分钟", "%(n)s 分钟", rest) % {"n": rest})
    return " ".join(parts)


def rows(desk: Desk) -> Rows:
    """Dispatches with what the list shows of each."""
    waiting = Notice.objects.visible_to(desk).filter(dispatch=OuterRef("pk"), receipt=None)
    answered = Answer.objects.visible_to(desk).filter(dispatch=OuterRef("pk"))
    found = Dispatch.objects.visible_to(desk).select_related("pairing__sending", "pairing__receiving", "answer")
    return found.annotate(
        waiting=Exists(waiting),
        answered=Exists(answered),
        told=Count("notices__lines", filter=Q(notices__number=1)),
    )


def state(one: Any) -> str:
    """How far a dispatch has come; a later notice that nobody has received yet waits again."""
    return "waiting" if one.waiting else "answered" if one.answered else "received"


WHERE = {
    "waiting": Q(waiting=True),
    "received": Q(waiting=False, answered=False),
    "answered": Q(waiting=False, answered=True),
}


def _prepare(found: Sequence[Any], request: Request) -> None:
    for one in found:
        one.state = state(one)
        one.took = took(one.answer.took) if one.answered else ""


EXCHANGE = Listing(
    name="exchange",
    title=_("供需信息"),
    search=lambda found, text: found.filter(title__contains=text.strip()),
    search_hint=_("标题"),
    empty=_("还没有发过岗位信息。"),
    prepare=_prepare,
    sorts={"sent": ("sent_at",), "due": ("answer_by",), "told": ("told",)},
    columns=(
        Column(
            key="title",
            label=_("标题"),
            value=lambda one: one.title,
            link=lambda one: link_to("exchange.dispatch", one.pk),
        ),
        Column(
            key="pair",
            label=_("从哪里到哪里"),
            value=lambda one: f"{one.pairing.receiving.name} → {one.pairing.sending.name}",
        ),
        Column(key="told", label=_("岗位"), value=lambda one: one.told, numeric=True),
        Column(key="sent", label=_("发出"), value=lambda one: moment(one.sent_at)),
        Column(key="due", label=_("答复期限"), value=lambda one: one.answer_by),
        Column(
            key="state",
            label=_("现在"),
            value=lambda one: STATES[one.state],
            tag=lambda one: TAGS[one.state],
        ),
        Column(
            key="may_come",
            label=_("可能来多少人"),
            value=lambda one: one.answer.may_come if one.answered else None,
            numeric=True,
        ),
        Column(key="took", label=_("答复用时"), value=lambda one: one.took),
    ),
    facets=(
        Facet(key="state", label=_("现在"), choices=tuple(STATES.items()), where=lambda said: WHERE[said]),
    ),
)  # fmt: skip


@page(Power.READ_PARTNERSHIP)
def exchange(request: Request) -> HttpResponse:
    """Show what was sent."""
    may_send = request.desk.may(Power.WRITE_PARTNERSHIP) and bool(request.desk.senders)
    extra = {"may_send": may_send}
    return respond(EXCHANGE, request, rows(request.desk), template="officer/exchange.html", extra=extra)


urlpatterns = listed("exchange", exchange)
