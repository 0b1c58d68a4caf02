"""企业: the base of employers as a list, and one employer with visits, grades, positions and stands."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Sum
from django.http import HttpResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _

from shanhai.apps.employers.models import Arrears, Document, Employer, Grade, Position, Survey, SurveyRound
from shanhai.apps.fairs.models import Booth
from shanhai.core.desk import Desk, Power
from shanhai.web.kit.columns import Column, Facet, Listing
from shanhai.web.kit.links import link_to
from shanhai.web.kit.listing import listed, respond
from shanhai.web.kit.middleware import Request
from shanhai.web.kit.pages import find, page, show
from shanhai.web.officer import words
from shanhai.web.officer.positions import look, pay, state

YES_NO = (("yes", _("是")), ("no", _("否")))


def rows(desk: Desk) -> QuerySet[Employer]:
    """Employers a desk reads, with the newest grade and the seats open today."""
    newest = Grade.objects.filter(employer=OuterRef("pk")).order_by("-year")
    seats = Position.objects.open(on=desk.today).filter(employer=OuterRef("pk")).order_by().values("employer")
    return (
        Employer.objects.visible_to(desk)
        .annotate(grade=Subquery(newest.values("grade")[:1]))
        .annotate(open_seats=Subquery(seats.annotate(n=Sum("seats")).values("n")))
        .annotate(owes=Exists(Arrears.objects.standing(on=desk.today).filter(credit_code=OuterRef("credit_code"))))
        .select_related("region")
    )


def industries(request: Request) -> list[tuple[str, str]]:
    """The industries that occur."""
    found = Employer.objects.visible_to(request.desk).exclude(industry="").order_by("industry")
    return [(name, name) for name in found.values_list("industry", flat=True).distinct()]


def _prepare(found: Sequence[Any], request: Request) -> None:
    for one in found:
        one.mine = one.region_id in request.desk.regions


EMPLOYERS = Listing(
    name="employers",
    title=_("企业"),
    search=lambda found, text: found.search(text),
    search_hint=_("名称、拼音首字母或信用代码"),
    empty=_("还没有企业。请先在“导入核对”里导入，或走访后录入。"),
    prepare=_prepare,
    sorts={"name": ("initials",), "seats": ("open_seats",), "listed": ("listed_on",), "headcount": ("headcount",)},
    columns=(
        Column(
            key="name",
            label=_("企业"),
            value=lambda one: one.name,
            link=lambda one: link_to("employers.employer", one.pk),
        ),
        Column(key="region", label=_("所在地"), value=lambda one: one.region.name),
        Column(key="industry", label=_("行业"), value=lambda one: one.industry),
        Column(
            key="grade",
            label=_("诚信等级"),
            value=lambda one: one.grade or "",
            tag=lambda one: "ok" if one.grade == "A" else "",
        ),
        Column(
            key="willing",
            label=_("愿意招"),
            value=lambda one: words.called(words.WILLING, one.willing),
            tag=lambda one: words.WILLING_TAG[one.willing],
        ),
        Column(
            key="owes",
            label=_("欠薪"),
            value=lambda one: _("在名单上") if one.owes else "",
            tag=lambda one: "bad" if one.owes else "",
        ),
        Column(key="listed", label=_("入库日"), value=lambda one: one.listed_on),
        Column(key="headcount", label=_("用工人数"), value=lambda one: one.headcount if one.mine else "", numeric=True),
        Column(key="seats", label=_("在招人数"), value=lambda one: one.open_seats or 0, numeric=True),
        Column(key="code", label=_("统一社会信用代码"), value=lambda one: one.credit_code),
        Column(key="address", label=_("地址"), value=lambda one: one.address, export_only=True),
    ),
    facets=(
        Facet(
            key="willing",
            label=_("愿意招"),
            choices=[(code, words.WILLING[code]) for code in ("yes", "no", "unknown")],
            where=lambda said: Q(willing=said),
        ),
        Facet(key="listed", label=_("已入库"), choices=YES_NO, where=lambda said: Q(listed_on__isnull=said == "no")),
        Facet(
            key="surveyed",
            label=_("走访过"),
            choices=YES_NO,
            where=lambda said: (
                Q(pk__in=Employer.objects.filter(surveys__outcome="visited").values("pk"))
                if said == "yes"
                else ~Q(pk__in=Employer.objects.filter(surveys__outcome="visited").values("pk"))
            ),
        ),
        Facet(key="owes", label=_("欠薪失信名单"), choices=YES_NO, where=lambda said: Q(owes=said == "yes")),
        Facet(key="open", label=_("在招"), choices=YES_NO, where=lambda said: Q(open_seats__isnull=said == "no")),
        Facet(
            key="grade",
            label=_("诚信等级"),
            choices=(("A", "A"), ("B", "B"), ("C", "C"), ("none", _("未评"))),
            where=lambda said: Q(grade=None) if said == "none" else Q(grade=said),
        ),
        Facet(key="industry", label=_("行业"), choices=industries, where=lambda name: Q(industry=name)),
    ),
)


@page(Power.READ_EMPLOYERS)
def employers(request: Request) -> HttpResponse:
    """Show the base."""
    edits = {"edits": request.desk.may(Power.WRITE_EMPLOYERS) and request.desk.may(Power.IMPORT)}
    return respond(EMPLOYERS, request, rows(request.desk), template="officer/employers.html", extra=edits)


@page(Power.READ_EMPLOYERS)
def employer(request: Request, pk: str) -> HttpResponse:
    """Show one employer. Contact and what visits found are for its own side only."""
    firm = find(rows(request.desk), pk)
    mine = firm.region_id in request.desk.regions or firm.credit_code in request.desk.organisations
    offered = Position.objects.visible_to(request.desk).shown_to(request.desk).filter(employer=firm)
    context = {
        "firm": firm,
        "mine": mine,
        "willing": words.WILLING[firm.willing],
        "willing_tag": words.WILLING_TAG[firm.willing],
        "grades": firm.grades.all(),
        "surveys": [
            {
                "survey": one,
                "outcome": words.SURVEY[one.outcome],
                "tag": words.SURVEY_TAG[one.outcome],
                "answers": told(one),
            }
            for one in (firm.surveys.all() if mine else ())
        ],
        "positions": _positions(request, offered),
        "booths": Booth.objects.visible_to(request.desk).filter(employer=firm).select_related("delegation__fair"),
        "arrears": _entry(firm, request) if firm.__dict__["owes"] else None,
        "documents": [
            {"paper": one, "kind": words.called(words.DOCUMENT, one.kind), "late": _late(one.valid_until, request)}
            for one in Document.objects.visible_to(request.desk).filter(employer=firm)
        ],
        "visits": request.desk.may(Power.WRITE_EMPLOYERS) and firm.region_id == request.desk.actor.region,
        "round": SurveyRound.objects.visible_to(request.desk).filter(region=firm.region_id).first(),
    }
    return show(request, "officer/employer.html", context)


def _positions(request: Request, offered: QuerySet[Position]) -> list[dict[str, Any]]:
    rows = list(offered.annotate(intended=Count("intents", filter=Q(intents__withdrawn_at=None))))
    look(rows, request)
    return [{"position": one, "pay": pay(one), "state": state(one)} for one in rows]


def _entry(firm: Employer, request: Request) -> Arrears | None:
    return Arrears.objects.standing(on=request.desk.today).filter(credit_code=firm.credit_code).first()


def _late(until: date | None, request: Request) -> bool:
    return until is not None and until < request.desk.today


def told(one: Survey) -> list[tuple[Any, Any]]:
    """Say the answers that a visit kept, question by question; nothing where only the outcome was noted."""
    kept = one.answers
    if not kept:
        return []
    posts = "；".join(
        _("{title} 招 {n} 人").format(title=post["title"], n=post["seats"])
        if post["open"]
        else _("{title} 不招了").format(title=post["title"])
        for post in kept.get("posts", ())
    )
    return [
        (_("有多少人"), kept.get("headcount") if kept.get("headcount") is not None else "—"),
        (_("岗位"), posts or "—"),
        (_("还想招"), kept.get("other_jobs") or "—"),
        (_("社会保险"), words.INSURED.get(kept.get("insured", ""), "—")),
        (_("宿舍"), words.BENEFIT.get(kept.get("dormitory", ""), "—")),
        (_("食堂"), words.MEALS.get(kept.get("canteen", ""), "—")),
        (_("夫妻房"), words.BENEFIT.get(kept.get("couples_room", ""), "—")),
    ]


urlpatterns = [*listed("employers", employers), path("employers/<str:pk>/", employer, name="employer")]
