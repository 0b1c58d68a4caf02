"""`/employers/<id>/visit/`: nine questions on a phone, the answers looked at once more, then kept. Also: nobody was met.

One page and three buttons without any script: 看一遍 (check) → 记下 (send), or 改一改 (edit). What was typed travels with the page, so that a
mistake, a refusal or a look back loses nothing; sending the same answers twice keeps them once.
"""

from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shanhai.apps.employers.actions import survey, visit
from shanhai.apps.employers.facts import Job, Visit, weigh
from shanhai.apps.employers.models import Employer, Position, SurveyRound
from shanhai.core.desk import Power
from shanhai.core.money import Fen, yuan
from shanhai.core.refusal import Refusal
from shanhai.web.kit.links import link_to
from shanhai.web.kit.middleware import Request
from shanhai.web.kit.pages import acting, done, find, page, show
from shanhai.web.officer import words
from shanhai.web.officer.positions import pay
from shanhai.web.officer.visits.form import VisitForm

MISSED = ("refused", "not_reached")
TITLE = gettext_lazy("走访")


@page(Power.WRITE_EMPLOYERS)
def ask(request: Request, pk: str) -> HttpResponse:
    """Ask, show what was answered, keep it."""
    desk = request.desk
    if not desk.pairings:
        raise Http404
    firm = find(Employer.objects.visible_to(desk).filter(region=desk.actor.region).select_related("region"), pk)
    rounds = list(SurveyRound.objects.visible_to(desk).filter(region=firm.region_id).order_by("-starts_on"))
    chosen = [one.title for one in rounds if one.pk == request.GET.get("round")]
    positions = _positions(request, firm)
    verb = request.POST.get("verb", "")
    data = request.POST if request.method == "POST" and verb not in MISSED else None
    form = VisitForm(firm, positions, [*chosen, *(one.title for one in rounds)], desk.today, data)
    if acting(request) and verb in MISSED:
        return _missed(request, firm, form, verb)
    if acting(request) and verb == "send" and form.is_valid():
        visit(employer=firm, **_stamp(form), said=form.visit(), by=request.actor, at=request.now)
        return done(request, link_to("employers.employer", pk), _("走访记下了，企业和岗位已按今天说的更新。"))
    context: dict[str, Any] = {"firm": firm, "title": TITLE}
    if acting(request) and verb == "check" and form.is_valid():
        changes = list(_changes(firm, form.visit(), weigh(firm, form.visit(), on=form.cleaned_data["on"])))
        kept = [(key, value) for key, value in request.POST.items() if key not in {"csrfmiddlewaretoken", "verb"}]
        shown = {"answers": list(_answers(form)), "changes": changes, "kept": kept, "stamp": _stamp(form)}
        return show(request, "officer/visit_check.html", context | shown)
    return show(request, "officer/visit.html", context | {"form": form, "questions": list(form.questions())})


def _positions(request: Request, firm: Employer) -> list[Position]:
    """The open positions, and those that the page being sent asked about, so that a second sending reads the same."""
    asked = [key.removeprefix("open_") for key in request.POST if key.startswith("open_")]
    rows = Position.objects.visible_to(request.desk).filter(employer=firm).order_by("title", "id")
    if asked:
        return list(rows.filter(pk__in=asked))
    return list(rows.open(on=request.desk.today))


def _stamp(form: VisitForm) -> dict[str, Any]:
    return {"round": form.cleaned_data["round"], "on": form.cleaned_data["on"]}


def _missed(request: Request, firm: Employer, form: VisitForm, outcome: str) -> HttpResponse:
    """Keep that a visit was refused or nobody was reached: it counts in the round like any other."""
    asked = request.POST.get("round", "").strip()[:30]
    if not asked:
        raise Refusal("page.verb", given=outcome)
    found = request.POST.get("found", "").strip()[:200]
    survey(
        employer=firm, round=asked, on=request.desk.today, outcome=outcome, found=found, by=request.actor, at=request.now
    )  # fmt: skip
    return done(
        request, link_to("employers.employer", firm.pk), _("记下了：{outcome}。").format(outcome=words.SURVEY[outcome])
    )


def _answers(form: VisitForm) -> Iterator[tuple[int, Any, list[tuple[Any, Any]]]]:
    """Each question with what was answered, as it will be kept; a position is one line, and only an open one has its pay."""
    for question in form.questions():
        lines: list[tuple[Any, Any]] = []
        for title, fields in question.parts:
            said = [_said(form, field.name) for field in fields]
            if not title:
                named = [("" if question.single else field.label, one) for field, one in zip(fields, said, strict=True)]
                lines += named
            elif fields[0].name.startswith("open_"):
                lines.append(
                    (
                        title,
                        _("{said}，{n} 人").format(said=said[0], n=said[1]) if _open(form, fields[0].name) else said[0],
                    )
                )
            elif _open(form, fields[0].name):
                lines.append((title, _("每月 {low} 到 {high} 元").format(low=said[0], high=said[1])))
        yield question.number, question.title, lines


def _open(form: VisitForm, name: str) -> bool:
    """Whether the position of a field is still offered."""
    return form.cleaned_data.get(f"open_{name.partition('_')[2]}") == "yes"


def _said(form: VisitForm, name: str) -> Any:
    value = form.cleaned_data.get(name)
    choices = dict(getattr(form.fields[name], "choices", ()) or ())
    if value in choices:
        return choices[value]
    if value in (None, ""):
        return "—"
    return yuan(Fen(value)) if name.startswith(("low_", "high_")) else value


def _changes(firm: Employer, said: Visit, jobs: list[tuple[Position, Job | None]]) -> Iterator[str]:
    """What sending will move, in words; nothing where the answers are what stands."""
    if said.headcount is not None and said.headcount != firm.headcount:
        yield _("用工人数：{was} → {now}").format(was=firm.headcount or "—", now=said.headcount)
    if said.contact and said.contact != firm.contact:
        yield _("联系人：{was} → {now}").format(was=firm.contact or "—", now=said.contact)
    if firm.listed_on and said.willing == "no":
        yield _("企业不愿意了：移出信息库，岗位不再对外。")
    elif not firm.listed_on and said.willing != firm.willing:
        yield _("意愿：{was} → {now}").format(was=words.WILLING[firm.willing], now=words.WILLING[said.willing])
    for position, job in jobs:
        if job is None:
            yield _("{title}：关闭").format(title=position.title)
            continue
        moved = list(_moved(position, job))
        yield _("{title}：今天核实").format(title=position.title) + ("；" + "；".join(moved) if moved else "")


def _moved(position: Position, job: Job) -> Iterator[str]:
    if job.seats != position.seats:
        yield _("招 {was} → {now} 人").format(was=position.seats, now=job.seats)
    if (job.pay_min, job.pay_max) != (position.pay_min, position.pay_max):
        yield _("月薪 {was} → {now} 元").format(was=pay(position), now=f"{yuan(job.pay_min)}–{yuan(job.pay_max)}")
    for name, label in (("insured", _("社保")), ("dormitory", _("宿舍")), ("couples_room", _("夫妻房"))):
        if getattr(job, name) != getattr(position, name):
            yield f"{label} → {_('有') if getattr(job, name) else _('没有')}"
    if job.canteen != position.canteen:
        yield f"{_('食堂')} → {words.CANTEEN[job.canteen]}"


urlpatterns = [path("employers/<str:pk>/visit/", ask, name="visit")]
