"""`/exchange/<id>/`: one sending as both bureaus and its townships read it, and what each of them does with it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.urls import path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shanhai.apps.exchange.actions import acknowledge, answer, receive_forward, tell_changes, withdraw_position
from shanhai.apps.exchange.facts import Difference, compare
from shanhai.apps.exchange.models import Answer, Dispatch, Forward, Notice, NoticeLine
from shanhai.apps.regions.models import Level, Region
from shanhai.core.desk import Power
from shanhai.core.money import Fen, yuan
from shanhai.web.kit.forms import CountField, PlainForm
from shanhai.web.kit.links import link_to
from shanhai.web.kit.middleware import Request
from shanhai.web.kit.pages import acting, done, find, page, show
from shanhai.web.officer import words
from shanhai.web.officer.exchange.sent import took

VERB = {"offered": _("在招"), "changed": _("有变动"), "closed": _("不招了"), "withdrawn": _("已撤回")}
TAG = {"offered": "ok", "changed": "soon", "closed": "", "withdrawn": "bad"}
COLUMN = {
    "title": _("岗位"), "employer": _("企业"), "seats": _("招多少人"), "pay_min": _("月薪最低（元）"), "pay_max": _("月薪最高（元）"),
    "pay_includes": _("工资包括"), "hours": _("每天小时"), "shifts": _("班次"), "dormitory": _("宿舍"), "couples_room": _("夫妻房"),
    "canteen": _("食堂"), "insured": _("社会保险"), "requirements": _("要求"),
}  # fmt: skip


class AnswerForm(PlainForm):
    """How many may come, and which townships are told."""

    may_come = CountField(label=_("估计可能来多少人"), min_value=0, max_value=100_000)
    text = forms.CharField(label=_("说明"), max_length=200, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    townships = forms.ModelMultipleChoiceField(
        label=_("转给哪些乡镇"), queryset=Region.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )


@page(Power.READ_PARTNERSHIP)
def dispatch(request: Request, pk: str) -> HttpResponse:
    """Show it; each side does its own part."""
    rows = Dispatch.objects.visible_to(request.desk)
    one = find(rows.select_related("pairing__sending", "pairing__receiving", "answer"), pk)
    form = _form(request, one)
    if acting(request):
        verb = VERBS.get(request.POST.get("verb", ""))
        said = verb(request, one, form) if verb is not None else ""
        if said:
            return done(request, link_to("exchange.dispatch", pk), said)
    return show(request, "officer/dispatch.html", _context(request, one, form))


def _form(request: Request, one: Dispatch) -> AnswerForm:
    standing = getattr(one, "answer", None)
    first = {"may_come": standing.may_come, "text": standing.text} if standing else {}
    answering = request.POST.get("verb") == "answer"
    form = AnswerForm(request.POST if answering else None, label_suffix="", initial=first)
    townships = Region.objects.filter(level=Level.TOWNSHIP, parent=one.pairing.sending_id)
    field: Any = form.fields["townships"]
    field.queryset = townships
    return form


def _context(request: Request, one: Dispatch, form: AnswerForm) -> dict[str, Any]:
    desk = request.desk
    lines = list(
        NoticeLine.objects.visible_to(desk)
        .filter(notice__dispatch=one)
        .select_related("notice", "position__employer")
        .order_by("notice__number", "position__employer__initials", "position__title")
    )
    newest = {line.position_id: line for line in lines}
    before = _previous(lines)
    notices = list(Notice.objects.visible_to(desk).filter(dispatch=one).select_related("receipt"))
    forwards = list(Forward.objects.visible_to(desk).filter(dispatch=one).select_related("township"))
    writes = desk.may(Power.WRITE_PARTNERSHIP) and not desk.unit
    pending = [_difference(found) for found in compare(newest.values(), on=desk.today)]
    standing = getattr(one, "answer", None)
    return {
        "dispatch": one,
        "title": one.title,
        "events": _events([_notice(notice, one, lines, before) for notice in notices], standing),
        "positions": [_position(line) for line in sorted(newest.values(), key=_order)],
        "standing": sum(line.stands for line in newest.values()),
        "seats": sum(line.said("seats") for line in newest.values() if line.stands),
        "pending": pending,
        "waiting": any(not hasattr(notice, "receipt") for notice in notices),
        "answer": standing,
        "took": took(standing.took) if standing else "",
        "overdue": standing is None and one.answer_by < desk.today,
        "forwards": forwards,
        "arriving": [row for row in forwards if desk.unit and row.township_id == desk.unit[:9] and not row.received_at],
        "form": form,
        "sends": writes and one.pairing.receiving_id in desk.regions,
        "receives": writes and one.pairing.sending_id in desk.regions,
    }


def _previous(lines: Sequence[NoticeLine]) -> Mapping[str, NoticeLine]:
    """The line told before each line, by its own key; lines come in the order in which they were told."""
    last: dict[str, NoticeLine] = {}
    before = {}
    for line in lines:
        if line.position_id in last:
            before[line.pk] = last[line.position_id]
        last[line.position_id] = line
    return before


def _notice(
    notice: Notice, one: Dispatch, lines: Sequence[NoticeLine], before: Mapping[str, NoticeLine]
) -> dict[str, Any]:
    own = [line for line in lines if line.notice_id == notice.pk]
    receipt = getattr(notice, "receipt", None)
    return {
        "notice": notice,
        "n": len(own),
        "receipt": receipt,
        "took": took(receipt.received_at - notice.told_at) if receipt else "",
        "lines": [_told(line, before.get(line.pk)) for line in own] if notice.number > 1 else [],
    }


def _events(notices: list[dict[str, Any]], standing: Answer | None) -> list[dict[str, Any]]:
    """What was told and answered, the newest first."""
    told = [(one["notice"].told_at, one) for one in notices]
    answered = [(standing.answered_at, {"answer": standing, "took": took(standing.took)})] if standing else []
    return [one for _at, one in sorted([*told, *answered], key=lambda pair: pair[0], reverse=True)]


def _told(line: NoticeLine, was: NoticeLine | None) -> dict[str, Any]:
    then = was.stated if was else {}
    moved = {column: (then.get(column), value) for column, value in line.stated.items() if then.get(column) != value}
    shown = _moved(moved) if line.verb == NoticeLine.Verb.CHANGED else []
    return {"line": line, "title": line.said("title"), "employer": line.said("employer"), "moved": shown} | _verb(
        line.verb
    )


def _difference(found: Difference) -> dict[str, Any]:
    one = found.position
    shown = _moved(found.moved) if found.verb == NoticeLine.Verb.CHANGED else []
    return {"title": one.title, "employer": one.employer.name, "key": one.pk, "moved": shown} | _verb(found.verb)


def _verb(verb: str) -> dict[str, Any]:
    return {"verb": VERB[verb], "tag": TAG[verb]}


def _moved(moved: Mapping[str, tuple[Any, Any]]) -> list[dict[str, Any]]:
    return [
        {"column": COLUMN[column], "was": _said(column, was), "now": _said(column, now)}
        for column, (was, now) in moved.items()
        if column in COLUMN
    ]


def _said(column: str, value: Any) -> Any:
    """Write one column as people read it; pay in yuan."""
    if value in (None, ""):
        return "—"
    if column in {"pay_min", "pay_max"}:
        return yuan(Fen(value))
    if column == "canteen":
        return words.CANTEEN[value]
    if isinstance(value, bool):
        return gettext("有") if value else gettext("没有")
    return value


def _order(line: NoticeLine) -> tuple[bool, bool, str, str]:
    """What changed comes first, what no longer stands last, else by employer and title."""
    return not line.stands, line.verb != NoticeLine.Verb.CHANGED, line.said("employer"), line.said("title")


def _position(line: NoticeLine) -> dict[str, Any]:
    low, high = _said("pay_min", line.said("pay_min")), _said("pay_max", line.said("pay_max"))
    benefits = [COLUMN[key] for key in ("dormitory", "couples_room", "insured") if line.said(key)]
    canteen = line.said("canteen")
    return {
        "line": line,
        "title": line.said("title"),
        "employer": line.said("employer"),
        "seats": line.said("seats"),
        "pay": low if low == high else f"{low}–{high}",
        "benefits": "、".join(
            str(one) for one in [*benefits, *([words.CANTEEN[canteen]] if canteen != "none" else [])]
        ),
    } | _verb(line.verb)


def _acknowledge(request: Request, one: Dispatch, _form: AnswerForm) -> str:
    acknowledge(dispatch=one, by=request.actor, at=request.now)
    return gettext("已签收，对方看得到时间。")


def _answer(request: Request, one: Dispatch, form: AnswerForm) -> str:
    if not form.is_valid():
        return ""
    answer(dispatch=one, by=request.actor, at=request.now, **form.cleaned_data)
    return gettext("已答复，对方看得到。")


def _tell(request: Request, one: Dispatch, _form: AnswerForm) -> str:
    told = tell_changes(dispatch=one, by=request.actor, at=request.now)
    return gettext("已告知对方。") if told else gettext("没有新的变动。")


def _withdraw(request: Request, one: Dispatch, _form: AnswerForm) -> str:
    lines = NoticeLine.objects.visible_to(request.desk).filter(notice__dispatch=one)
    line = lines.filter(position=request.POST.get("position", "")).select_related("position__employer").first()
    if line is None:
        raise Http404
    reason = request.POST.get("reason", "")
    withdraw_position(dispatch=one, position=line.position, reason=reason, by=request.actor, at=request.now)
    return gettext("已撤回，并告知对方。")


def _arrive(request: Request, one: Dispatch, _form: AnswerForm) -> str:
    rows = Forward.objects.visible_to(request.desk).filter(dispatch=one, township=request.desk.unit[:9])
    row = find(rows.select_related("dispatch__pairing"), request.POST.get("forward", ""))
    receive_forward(forward=row, by=request.actor, at=request.now)
    return gettext("已记下收到。")


VERBS: dict[str, Callable[[Request, Dispatch, AnswerForm], str]] = {
    "acknowledge": _acknowledge, "answer": _answer, "tell": _tell, "withdraw": _withdraw, "arrive": _arrive,
}  # fmt: skip

urlpatterns = [path("exchange/<str:pk>/", dispatch, name="dispatch")]
