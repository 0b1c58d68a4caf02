"""`/exchange/send/`: choose positions of one's own county and send them to the bureau that sends workers."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q
from django.http import Http404, HttpResponse
from django.urls import path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shanhai.apps.employers.models import Position
from shanhai.apps.exchange.actions import send
from shanhai.apps.exchange.models import NoticeLine
from shanhai.apps.regions.models import Pairing
from shanhai.core.desk import Power
from shanhai.core.workdays import china
from shanhai.web.kit.columns import Rows
from shanhai.web.kit.forms import DayField, PlainForm
from shanhai.web.kit.links import link_to
from shanhai.web.kit.middleware import Request
from shanhai.web.kit.pages import acting, done, page, show
from shanhai.web.officer.positions import pay

DAYS_TO_ANSWER = 5  # working days proposed
SHOWN = 200
NOBODY = Pairing.objects.none()


class SendForm(PlainForm):
    """What goes with the positions."""

    pairing = forms.ModelChoiceField(label=_("发给谁"), queryset=NOBODY, empty_label=_("请选一个"))
    title = forms.CharField(label=_("标题"), max_length=60, help_text=_("例如 2018 年春节后第一批岗位"))
    answer_by = DayField(label=_("请对方哪天前答复"))
    note = forms.CharField(label=_("附言"), max_length=200, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    which = forms.ChoiceField(
        label=_("发哪些"),
        choices=(("chosen", _("只发勾选的")), ("all", _("找到的全部"))),
        widget=forms.RadioSelect,
        initial="chosen",
    )


@page(Power.WRITE_PARTNERSHIP)
def sending(request: Request) -> HttpResponse:
    """Ask what to send, and send it."""
    desk = request.desk
    pairings = Pairing.objects.visible_to(desk).filter(pk__in=desk.pairings, receiving__in=desk.regions)
    if not desk.senders or desk.unit:
        raise Http404
    found = _offered(request)
    form = SendForm(request.POST or None, label_suffix="", initial={"answer_by": _due(request), "which": "chosen"})
    _offer_pairings(form, pairings)
    chosen = request.POST.getlist("position") or request.GET.getlist("position")
    if acting(request) and form.is_valid():
        said = form.cleaned_data
        which = said.pop("which")
        positions = [one for one in found if which == "all" or one.pk in chosen]
        row = send(positions=positions, by=request.actor, at=request.now, **said)
        return done(request, link_to("exchange.dispatch", row.pk), _told(len(positions)))
    context = {
        "form": form,
        "title": gettext("发岗位给对口地区"),
        "positions": [{"row": one, "pay": pay(one), "on": one.pk in chosen} for one in found[:SHOWN]],
        "more": max(0, len(found) - SHOWN),
        "q": request.GET.get("q", ""),
        "only_new": request.GET.get("only") != "all",
    }
    return show(request, "officer/exchange_send.html", context)


def _told(n: int) -> str:
    return gettext("已发出 %(n)s 个岗位，对方会在待办里看到。") % {"n": n}


def _due(request: Request) -> str:
    return china().add(request.desk.today, DAYS_TO_ANSWER).isoformat()


def _offer_pairings(form: SendForm, pairings: Any) -> None:
    field: Any = form.fields["pairing"]
    field.queryset = pairings.select_related("sending", "receiving")
    field.label_from_instance = lambda one: one.sending.name
    only = list(pairings[:2])
    if len(only) == 1:
        form.initial["pairing"] = only[0].pk


def _offered(request: Request) -> Sequence[Any]:
    """Positions that may be sent: public ones of one's own county; those never sent unless all are asked for."""
    desk = request.desk
    rows: Rows = Position.objects.visible_to(desk).filter(
        pk__in=Position.objects.public(on=desk.today), employer__region__in=desk.regions
    )
    text = request.GET.get("q", "").strip()
    if text:
        rows = rows.filter(Q(title__contains=text) | Q(employer__name__contains=text))
    this_one = request.POST.get("title", "").strip()  # pressed twice, a sending must still find its own positions
    sent = NoticeLine.objects.visible_to(desk).filter(position=OuterRef("pk")).exclude(notice__dispatch__title=this_one)
    rows = rows.annotate(sent=Exists(sent))
    if request.GET.get("only") != "all" and not request.GET.getlist("position"):
        rows = rows.filter(sent=False)
    return list(rows.select_related("employer"))


urlpatterns = [path("exchange/send/", sending, name="exchange-send")]
