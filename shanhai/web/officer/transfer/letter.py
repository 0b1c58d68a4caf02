"""`/transfers/<id>/`: one person's way as a timeline, what comes next, and the letter of intent 意向书 to print and sign."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.urls import path
from django.utils.translation import gettext as _

from shanhai.apps.placements.models import TRANSFER_LIFE, Boarding, Placement, Transfer
from shanhai.core.desk import Desk, Power
from shanhai.core.identifiers.division import divisions
from shanhai.web.kit.links import link_for, link_to
from shanhai.web.kit.middleware import Request
from shanhai.web.kit.pages import find, page, show
from shanhai.web.officer import words as common
from shanhai.web.officer.transfer import words
from shanhai.web.officer.transfer.letters import prepare, promised


def one_way(request: Request, pk: str) -> Transfer:
    """The person's way, if the desk has a part in it; else 404."""
    rows = Transfer.objects.visible_to(request.desk).select_related(
        "worker__household", "position__employer__region", "group", "pairing__sending", "pairing__receiving"
    )
    row = find(rows, pk)
    prepare([row], request)
    return row


@page(Power.READ_TRANSFERS)
def letter(request: Request, pk: str) -> HttpResponse:
    """Show how far one person has come, and what may be done next."""
    row = one_way(request, pk)
    spell = Placement.objects.visible_to(request.desk).filter(transfer=row).first()
    context = {
        "row": row,
        "title": row.worker.shown_name,  # type: ignore[attr-defined]
        "state": words.TRANSFER[row.state],
        "tag": words.TRANSFER_TAG[row.state],
        "steps": _steps(row, spell),
        "verbs": TRANSFER_LIFE.verbs(row.state),
        "seats": _seats(request.desk, row),
        "promised": promised(row),
        "way": common.WAY[row.way],
        "spell": link_to("placements.placement", spell.pk) if spell else "",
        "position": link_for(request.desk, "employers.position", row.position_id),
    }
    return show(request, "officer/transfer/letter.html", context)


def _steps(row: Transfer, spell: Placement | None) -> list[dict[str, Any]]:
    """Every step of the way with its day; those still to come without one."""
    on_own = row.departed_on is None and row.reported_on is not None
    steps: list[tuple[str, date | None, str]] = [
        (_("签意向书"), row.signed_on, ""),
        (_("出发"), row.departed_on, _("自己去的，没有坐安排的车") if on_own else ""),
        (_("报到"), row.reported_on, row.reported_to and _("{name}看着到的").format(name=row.reported_to)),
        (_("上岗（用工之日）"), spell.started_on if spell else None, ""),
    ]
    if row.state == "fell_through":
        steps = [step for step in steps if step[1]] + [(_("没有去成"), row.fell_on, row.fell_why)]
    return [{"name": name, "on": on, "says": says} for name, on, says in steps]


def _seats(desk: Desk, row: Transfer) -> list[dict[str, Any]]:
    rows = Boarding.objects.visible_to(desk).filter(transfer=row).select_related("departure")
    return [
        {
            "departure": one.departure,
            "url": link_to("placements.departure", one.departure_id),
            "seat": one.seat,
            "state": words.BOARDING[one.state],
            "tag": words.BOARDING_TAG[one.state],
        }
        for one in rows.order_by("-departure__leaves_at")
    ]


@page(Power.READ_TRANSFERS)
def printed(request: Request, pk: str) -> HttpResponse:
    """The letter of intent on one sheet: what is promised, and where the three sign."""
    row = one_way(request, pk)
    job, firm = row.position, row.position.employer
    context = {
        "row": row,
        "job": job,
        "firm": firm,
        "title": _("就业意向书"),
        "promised": promised(row),
        "canteen": common.CANTEEN[job.canteen],
        "contract": common.called(common.CONTRACT, job.contract),
        "relation": common.called(common.RELATION, job.relation),
        "home": divisions().full_name(row.pairing.sending_id),
        "there": divisions().full_name(row.pairing.receiving_id),
    }
    return show(request, "officer/transfer/letter_print.html", context)


urlpatterns = [
    path("transfers/<str:pk>/", letter, name="transfer"),
    path("transfers/<str:pk>/letter/", printed, name="transfer-letter"),
]
