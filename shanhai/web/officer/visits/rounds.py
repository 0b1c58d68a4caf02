"""`/visits/`: rounds of visits and what came of each, with its list as the denominator. Nobody who visits is counted or ranked."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.http import HttpResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _

from shanhai.apps.employers.models import Survey, SurveyRound, ToVisit
from shanhai.core.desk import Desk, Power
from shanhai.web.kit.columns import Column, Facet, Listing
from shanhai.web.kit.links import link_to
from shanhai.web.kit.listing import FORMATS, respond
from shanhai.web.kit.middleware import Request
from shanhai.web.kit.pages import find, page, show
from shanhai.web.officer import words

TODO = "todo"
OUTCOMES = (*words.SURVEY.items(), (TODO, _("还没去")))


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a round is: every employer on its list is in exactly one of the four parts."""

    planned: int
    visited: int
    refused: int
    not_reached: int

    @property
    def todo(self) -> int:
        """Whom nobody has tried yet."""
        return self.planned - self.visited - self.refused - self.not_reached

    @property
    def rate(self) -> str:
        """Visited of all on the list, in percent to one decimal; a dash while the list is empty."""
        if not self.planned:
            return "—"
        tenths = (self.visited * 2000 + self.planned) // (2 * self.planned)
        return f"{tenths // 10}.{tenths % 10}%"


def tried(outcome: str) -> Exists:
    """Whether the employer of a row of the list was tried in its round with an outcome."""
    return Exists(Survey.objects.filter(employer=OuterRef("employer"), round=OuterRef("of__title"), outcome=outcome))


def counted(rows: QuerySet[SurveyRound]) -> list[tuple[SurveyRound, Progress]]:
    """Each round with its progress, in two questions."""
    parts = {code: Count("pk", filter=Q(tried(code))) for code in words.SURVEY}
    lists: Any = ToVisit.objects.filter(of__in=rows).order_by().values("of").annotate(planned=Count("pk"), **parts)
    found = {
        one["of"]: Progress(one["planned"], *(one[code] for code in ("visited", "refused", "not_reached")))
        for one in lists
    }
    return [(one, found.get(one.pk, Progress(0, 0, 0, 0))) for one in rows]


@page(Power.READ_EMPLOYERS)
def rounds(request: Request) -> HttpResponse:
    """Show the rounds."""
    rows = SurveyRound.objects.visible_to(request.desk).select_related("region")
    return show(request, "officer/visits.html", {"rounds": counted(rows), "title": _("走访")})


def _rows(desk: Desk, of: SurveyRound) -> QuerySet[ToVisit]:
    listed = ToVisit.objects.visible_to(desk).filter(of=of).with_outcome()
    return listed.select_related("employer").order_by(F("tried_on").asc(nulls_first=True), "employer__initials", "id")


def _condition(said: str) -> Q:
    return Q(outcome=None) if said == TODO else Q(outcome=said)


def _prepare(found: Sequence[Any], request: Request) -> None:
    may = request.desk.may(Power.WRITE_EMPLOYERS)
    for one in found:
        mine = may and one.employer.region_id == request.desk.actor.region
        one.visit = f"{link_to('employers.employer', one.employer_id)}visit/?round={one.of_id}" if mine else ""


LISTING = Listing(
    name="visits",
    title=_("走访名单"),
    search=lambda rows, text: rows.filter(
        Q(employer__name__contains=text) | Q(employer__initials__startswith=text.lower())
    ),
    search_hint=_("名称或拼音首字母"),
    empty=_("名单还是空的。请用“加进走访名单”。"),
    prepare=_prepare,
    columns=(
        Column(
            key="employer",
            label=_("企业"),
            value=lambda one: one.employer.name,
            link=lambda one: link_to("employers.employer", one.employer_id),
        ),
        Column(
            key="outcome",
            label=_("结果"),
            value=lambda one: words.SURVEY.get(one.outcome, _("还没去")),
            tag=lambda one: words.SURVEY_TAG.get(one.outcome, "do"),
        ),
        Column(
            key="visit",
            label=_("走访"),
            value=lambda one: _("填走访表") if one.visit else "",
            link=lambda one: one.visit,
        ),
        Column(key="day", label=_("日期"), value=lambda one: one.tried_on),
        Column(key="address", label=_("地址"), value=lambda one: one.employer.address),
        Column(key="code", label=_("统一社会信用代码"), value=lambda one: one.employer.credit_code, export_only=True),
    ),
    facets=(Facet(key="outcome", label=_("结果"), choices=OUTCOMES, where=_condition),),
)


@page(Power.READ_EMPLOYERS)
def one_round(request: Request, pk: str) -> HttpResponse:
    """Show one round: its four parts, the rate with its denominator, and the list."""
    row = find(SurveyRound.objects.visible_to(request.desk).select_related("region"), pk)
    [(_row, progress)] = counted(SurveyRound.objects.visible_to(request.desk).filter(pk=pk))
    extra = {"round": row, "progress": progress, "title": row.title}
    return respond(LISTING, request, _rows(request.desk, row), template="officer/visit_round.html", extra=extra)


urlpatterns = [
    path("visits/", rounds, name="visits"),
    path("visits/<str:pk>/", one_round, name="visit-round"),
    *[path(f"visits/<str:pk>.{kind}", one_round, name=f"visit-round-{kind}") for kind in FORMATS],
]
