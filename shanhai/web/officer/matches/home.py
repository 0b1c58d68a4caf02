"""`/match/`: whom to call about which position, the runs so far, and starting another."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import Count, Exists, OuterRef, Q
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _

from shanhai.apps.employers.models import Position
from shanhai.apps.jobs.models import Job
from shanhai.apps.matches.models import Call, Proposal, Recommendation, Run
from shanhai.apps.matches.tasks import KIND, queue
from shanhai.apps.regions.models import Pairing
from shanhai.core.desk import Desk, Power
from shanhai.web.kit.columns import Column, Facet, Listing
from shanhai.web.kit.export import export
from shanhai.web.kit.forms import CountField, DayField, PlainForm
from shanhai.web.kit.links import link_to
from shanhai.web.kit.listing import FORMATS, Asked, listed
from shanhai.web.kit.middleware import Request
from shanhai.web.kit.pages import acting, page, show
from shanhai.web.officer import roll
from shanhai.web.officer.matches import words
from shanhai.web.officer.matches.received import listing as received
from shanhai.web.officer.matches.received import rows as received_rows

SHOWN_RUNS = 8


class StartForm(PlainForm):
    """What a run needs to be told."""

    pairing = forms.ModelChoiceField(label=_("结对"), queryset=Pairing.objects.none(), widget=forms.HiddenInput)
    day = DayField(label=_("按哪天的情况算"), error_messages={"required": _("请填日期。")})
    objective = forms.ChoiceField(
        label=_("先后"), choices=list(words.OBJECTIVE.items()), widget=forms.RadioSelect, initial="lexicographic"
    )
    group_rule = forms.ChoiceField(
        label=_("夫妻和小组"), choices=list(words.GROUP_CHOICE.items()), widget=forms.RadioSelect, required=False
    )
    group_amount = CountField(
        label=_("多算几分或几户"), min_value=0, required=False, help_text=_("只有“多算分”“按户算”要填。")
    )

    floor = forms.ChoiceField(
        label=_("底线"), choices=list(words.FLOOR.items()), widget=forms.RadioSelect, required=False
    )
    floor_place = forms.ChoiceField(label=_("哪个乡镇"), required=False)
    floor_least = CountField(
        label=_("至少几人"),
        min_value=1,
        required=False,
        help_text=_("设了底线才填。方案会写明为此少了多少户、多少分。"),
    )

    def asked(self) -> dict[str, Any]:
        """What starting a run takes, the rule as it is written in the run."""
        said = dict(self.cleaned_data)
        amount, kind = said.pop("group_amount"), said["group_rule"]
        floor, place, least = said.pop("floor"), said.pop("floor_place"), said.pop("floor_least")
        parts = [floor, *([place] if floor == "township" else []), str(least or 0)] if floor else []
        rule = f"{kind}:{amount or 0}" if kind in {"bonus", "households"} else kind
        return said | {"group_rule": rule, "floor": ":".join(parts)}


@page(Power.READ_MATCHES)
def home(request: Request) -> HttpResponse:
    """Show call lists and runs; start a run."""
    runs = _runs(request)
    run = next((one for one in runs if one.state in {"proposed", "confirmed"}), None)
    ours = run is None or run.pairing.sending_id in request.desk.regions
    form = _form(request, usual=run.group_rule if run else "")
    if form is not None and acting(request) and form.is_valid():
        job = queue(**form.asked(), by=request.actor, at=request.now)
        return HttpResponseRedirect(f"/match/jobs/{job.pk}/")
    extra = {
        "runs": [_shown(one) for one in runs],
        "run": run,
        "ours": ours,
        "form": form,
        "jobs": _jobs(request) if any(one.state in {"queued", "running"} for one in runs) else [],
    }
    declared, rows = (
        (_listing(run, request.desk), _rows(request, run)) if ours else (received(run), received_rows(request, run))
    )
    asked = Asked(declared, request, rows)
    kind = request.path.rpartition(".")[2]
    if kind in FORMATS:
        return export(request, declared, asked.ordered(), kind=kind)
    return show(request, "officer/match.html", {"list": asked.page(), "title": declared.title, **extra})


def _jobs(request: Request) -> list[Job]:
    return list(Job.objects.visible_to(request.desk).filter(kind=KIND, state__in=("queued", "running")))


def _runs(request: Request) -> list[Run]:
    rows = Run.objects.visible_to(request.desk).exclude(state="withdrawn")
    return list(
        rows.select_related("pairing__sending", "pairing__receiving").order_by("-started_at", "-number")[:SHOWN_RUNS]
    )


def _shown(run: Run) -> dict[str, Any]:
    return {"run": run, "state": words.RUN_STATE[run.state], "tag": words.RUN_TAG[run.state]}


def _form(request: Request, *, usual: str) -> StartForm | None:
    """The form for whoever may start a run; None for everybody else. `usual`: the group rule of the newest run."""
    if not request.desk.may(Power.RUN_MATCH):
        return None
    rows = Pairing.objects.visible_to(request.desk).filter(pk__in=request.desk.pairings, sending=request.actor.region)
    mine = list(rows[:2])
    if not mine:
        return None
    form = StartForm(
        request.POST if request.method == "POST" else None,
        initial={"day": request.desk.today.isoformat(), "pairing": mine[0].pk, "group_rule": usual.partition(":")[0]},
        label_suffix="",
    )
    form.fields["floor_place"].choices = [("", "—"), *roll.townships(request)]  # type: ignore[attr-defined]
    form.fields["pairing"].queryset = rows  # type: ignore[attr-defined]
    if len(mine) > 1:
        form.fields["pairing"].widget = forms.Select(choices=[(one.pk, str(one)) for one in rows])
    return form


def _rows(request: Request, run: Run | None) -> Any:
    """Positions that somebody in the run is recommended for, as far as the seat reads people."""
    if run is None:
        return Position.objects.none()
    named = Recommendation.objects.visible_to(request.desk).filter(run=run).values("position")
    return Position.objects.visible_to(request.desk).filter(pk__in=named).select_related("employer")


def _listing(run: Run | None, desk: Desk) -> Listing:
    key = run.pk if run else ""

    def prepare(positions: Sequence[Any], request: Request) -> None:
        _count(positions, request, key)

    return Listing(
        name="match",
        title=_("电话名单"),
        search=lambda rows, text: rows.filter(Q(title__contains=text) | Q(employer__name__contains=text)),
        search_hint=_("岗位或企业"),
        prepare=prepare,
        per_page=30,
        empty=_("还没有方案，所以没有电话名单。"),
        columns=(
            Column(key="title", label=_("岗位"), value=lambda one: one.title, link=lambda one: f"/match/{key}/calls/{one.pk}/"),
            Column(key="employer", label=_("企业"), value=lambda one: one.employer.name),
            Column(key="pay", label=_("月薪（元）"), value=lambda one: f"{one.pay_min // 100:,}–{one.pay_max // 100:,}", numeric=True),
            Column(key="people", label=_("名单上"), value=lambda one: one.n_people, numeric=True),
            Column(key="left", label=_("还没打"), value=lambda one: one.n_left, numeric=True),
            Column(key="will_go", label=_("愿意去"), value=lambda one: one.n_said["will_go"] or "", numeric=True),
            Column(key="will_think", label=_("再想想"), value=lambda one: one.n_said["will_think"] or "", numeric=True),
            Column(key="no", label=_("不去"), value=lambda one: one.n_said["no"] or "", numeric=True),
            Column(key="not_reached", label=_("没打通"), value=lambda one: one.n_said["not_reached"] or "", numeric=True),
        ),
        facets=(
            Facet(
                key="first",
                label=_("名单"),
                choices=(("yes", _("有人配到这里")), ("no", _("只作备选"))),
                where=lambda said: _proposed(key, desk) if said == "yes" else ~_proposed(key, desk),
            ),
            Facet(
                key="called",
                label=_("打过电话"),
                choices=(("no", _("还有人没打")), ("yes", _("都打过"))),
                where=lambda said: _uncalled(key, desk) if said == "no" else ~_uncalled(key, desk),
            ),
        ),
        sorts={"title": ("title",), "employer": ("employer__initials",), "pay": ("pay_min",)},
    )  # fmt: skip


def _proposed(run: str, desk: Desk) -> Q:
    return Q(
        Exists(
            Proposal.objects.visible_to(desk)
            .filter(run=run, position=OuterRef("pk"))
            .exclude(state__in=("sent_back", "declined"))
        )
    )


def _uncalled(run: str, desk: Desk) -> Q:
    called = Exists(Call.objects.visible_to(desk).filter(worker=OuterRef("worker"), position=OuterRef("position")))
    return Q(Exists(Recommendation.objects.visible_to(desk).filter(~called, run=run, position=OuterRef("pk"))))


def _count(positions: Sequence[Any], request: Request, run: str) -> None:
    """How many people each list holds and what the latest call to each brought: two questions for a page."""
    keys = [one.pk for one in positions]
    desk = request.desk
    people = Recommendation.objects.visible_to(desk).filter(run=run, position__in=keys).order_by()
    counts = dict(people.values_list("position").annotate(n=Count("pk")))
    calls = Call.objects.visible_to(desk).filter(position__in=keys).order_by("called_at", "id")
    latest = {
        (position, worker): outcome for position, worker, outcome in calls.values_list("position", "worker", "outcome")
    }
    for one in positions:
        one.n_people = counts.get(one.pk, 0)
        one.n_said = Counter(outcome for (position, _worker), outcome in latest.items() if position == one.pk)
        one.n_left = one.n_people - sum(one.n_said.values())
        one.url = link_to("employers.position", one.pk)


urlpatterns = listed("match", home)
