"""`/placements/<id>/`: one spell of work: clocks of the law, contract, the months as three sources have them, contacts, its end, what next."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.urls import path

from shanhai.apps.employers.models import Position
from shanhai.apps.placements.facts.clocks import duties, most_probation
from shanhai.apps.placements.facts.staying import seen
from shanhai.apps.placements.models import Attestation, Contact, Placement
from shanhai.core.attest import SOURCES, settle
from shanhai.core.dates import add_months
from shanhai.core.desk import Power, Role
from shanhai.core.following import silent_since
from shanhai.core.months import consecutive_months, cumulative_months, month_of
from shanhai.web.kit import coded
from shanhai.web.kit.coded import ENDED_WHY
from shanhai.web.kit.links import link_for, link_to
from shanhai.web.kit.middleware import Request
from shanhai.web.kit.pages import find, page, show
from shanhai.web.officer import roll
from shanhai.web.officer import words as common
from shanhai.web.officer.acts.links import standing
from shanhai.web.officer.acts.spells import BELOW, states
from shanhai.web.officer.placements import pay
from shanhai.web.officer.transfer import words

SUGGESTED = 6


@page(Power.READ_WORKERS)
def spell(request: Request, pk: str) -> HttpResponse:
    """Show one spell with everything that is due, said and heard."""
    desk = request.desk
    rows = Placement.objects.visible_to(desk).select_related("worker__household", "employer__region", "transfer")
    if desk.role == Role.EMPLOYER:  # its own staff; where somebody worked before is not its to read here
        rows = rows.filter(employer__credit_code__in=desk.organisations)
    row = find(rows, pk)
    roll.prepare([row.worker], request)
    whose: Any = row.worker
    may_link = (
        row.ended_on is None and desk.may(Power.FOLLOW_UP) and whose.mine and whose.region_id == desk.actor.region
    )
    context = {
        "row": row,
        "title": row.worker.shown_name,  # type: ignore[attr-defined]
        "pay": pay(row),
        "way": common.WAY[row.way],
        "employer": link_for(desk, "employers.employer", row.employer_id),
        "transfer": link_for(desk, "placements.transfer", row.transfer_id) if row.transfer_id else "",
        "duties": [_duty(one) for one in duties(row, on=desk.today)],
        "contract": common.called(common.CONTRACT, row.contract_kind),
        "most_probation": most_probation(row) if row.contract_kind else None,
        "months": _months(request, row),
        "contacts": _contacts(request, row),
        "why": ENDED_WHY.get(row.ended_why, ""),
        "after": common.called(words.AFTER, row.after),
        "lost": row.ended_on is None and row.tries >= 3 and (row.heard_on or row.started_on) < silent_since(desk.today),
        "may_state": states(desk) and _own(request, row),
        "may_sign": desk.may(Power.RUN_TRANSFER) and row.worker.region_id == desk.actor.region,
        "may_link": may_link,
        "own_link": standing(desk, row.worker_id) if may_link else None,
        "may_ask": desk.role != Role.EMPLOYER,
        **_counted(request, row),
        "next": _next(request, row) if row.ended_on else [],
    }
    return show(request, "officer/transfer/spell.html", context)


def _own(request: Request, row: Placement) -> bool:
    """Seats below the county state things about their own people only."""
    return request.desk.role not in BELOW or row.worker.mine  # type: ignore[attr-defined]


def _duty(one: Any) -> dict[str, Any]:
    return {
        "duty": one,
        "law": coded.law(one.law),
        "state": words.DUTY[one.state],
        "tag": words.DUTY_TAG[one.state],
        "over": -one.left,
    }


def _months(request: Request, row: Placement) -> list[dict[str, Any]]:
    """Every month of the spell up to today, newest first, with each source's word and what they come to."""
    said: dict[date, dict[str, Attestation]] = {}
    for one in Attestation.objects.visible_to(request.desk).filter(placement=row):
        said.setdefault(one.month, {})[one.source] = one
    last = min(row.ended_on or request.desk.today, request.desk.today)
    months, month = [], month_of(row.started_on)
    while month <= last:
        found = said.get(month, {})
        word = settle({source: one.worked for source, one in found.items()})
        months.append({
            "month": month,
            "words": [found.get(source) for source in SOURCES],
            "worked": word.worked,
            "disputed": word.disputed and any(one.settled_at is None for one in found.values()),
            "how": next((one.settled_how for one in found.values() if one.settled_how), ""),
        })  # fmt: skip
        month = add_months(month, 1)
    return months[::-1]


def _contacts(request: Request, row: Placement) -> list[dict[str, Any]]:
    rows = Contact.objects.visible_to(request.desk).filter(placement=row)
    return [
        {
            "row": one,
            "kind": words.CONTACT_KIND[one.kind],
            "said": words.OUTCOME[one.outcome],
            "tag": words.OUTCOME_TAG[one.outcome],
            "told": words.TOLD[one.told] if one.outcome != "not_reached" else "",
        }
        for one in rows
    ]


def _counted(request: Request, row: Placement) -> dict[str, Any]:
    """Full months in a run and in all, over every spell of the person that the desk reads, as far as is known today."""
    found = Placement.objects.visible_to(request.desk).filter(worker=row.worker_id)
    stretches = [one.stretch for one in seen(found, on=request.desk.today)]
    return {"running": consecutive_months(stretches), "in_all": cumulative_months(stretches)}


def _next(request: Request, row: Placement) -> list[dict[str, Any]]:
    """Where the person could go next: what other employers of the same county offer today, first the same work, then by employer's name."""
    offered = Position.objects.visible_to(request.desk).offered(on=request.desk.today)
    rows = offered.filter(employer__region=row.employer.region_id).exclude(employer=row.employer_id)
    return [
        {
            "position": one,
            "url": link_to("employers.position", one.pk),
            "same": one.title == row.work,
            "pay": f"{one.pay_min // 100:,}–{one.pay_max // 100:,}",
        }
        for one in sorted(
            rows.select_related("employer"), key=lambda one: (one.title != row.work, one.employer.initials, one.title)
        )[:SUGGESTED]
    ]


urlpatterns = [path("placements/<str:pk>/", spell, name="placement")]
