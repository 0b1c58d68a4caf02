"""`/payouts/`: funds, how far each is used up, and batches; `/payouts/<id>/`: one batch, its file for the bank and what the bank sends back."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _

from shanhai.apps.subsidies.actions import read_return, send_batch
from shanhai.apps.subsidies.models import Batch, Fund, FundLine
from shanhai.core.desk import Power
from shanhai.core.refusal import Refusal
from shanhai.core.survival import Step
from shanhai.paper.docx import docx
from shanhai.paper.pdf import pdf
from shanhai.sheets.bank import FORMATS
from shanhai.web.kit.curves import Curve, curve
from shanhai.web.kit.links import link_to
from shanhai.web.kit.middleware import Request
from shanhai.web.kit.pages import acting, done, find, page, show
from shanhai.web.officer.subsidies import words
from shanhai.web.officer.subsidies.printing import request_of, sheet_of
from shanhai.web.officer.subsidies.seen import money, prepare

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SIGNS = {"reserve": -1, "release": 1, "recover": 1}
LATEST = 20


@page(Power.READ_FUNDS)
def payouts(request: Request) -> HttpResponse:
    """Funds of one's own government and of partners; batches of one's own."""
    desk = request.desk
    funds = list(Fund.objects.visible_to(desk).select_related("issuer"))
    context = {
        "funds": [_fund(one, request) for one in funds],
        "batches": [
            (one, words.BATCH[one.state], words.BATCH_TAG[one.state], money(one.total))
            for one in Batch.objects.visible_to(desk).select_related("fund")
        ],
        "may_pay": desk.may(Power.PAY),
        "title": _("资金和发放"),
    }
    return show(request, "officer/subsidies/payouts.html", context)


def _fund(one: Fund, request: Request) -> dict[str, Any]:
    lines = FundLine.objects.visible_to(request.desk).filter(fund=one).order_by("at", "id")
    return {
        "row": one,
        "sums": [
            (_("到位"), money(one.appropriated)), (_("核定留着"), money(one.reserved)), (_("在批次里"), money(one.committed)),
            (_("已经发出"), money(one.paid)), (_("还能用"), money(one.free)),
        ],
        "curve": _burned(one, list(lines)),
        "lines": [(line, words.LINE[line.kind], money(line.amount)) for line in lines.select_related("claim").reverse()[:LATEST]],
    }  # fmt: skip


def _burned(fund: Fund, lines: list[FundLine]) -> Curve | None:
    """The share of what was put by that is still free, day by day."""
    if not fund.appropriated:
        return None
    begun = lines[0].at.date()
    put = free = 0
    days: dict[int, float] = {}
    for line in lines:
        put += line.amount if line.kind == "appropriate" else 0
        free += line.amount if line.kind == "appropriate" else SIGNS.get(line.kind, 0) * line.amount
        days[(line.at.date() - begun).days] = free / put if put else 0.0
    steps = [Step(day=day, watched=1, left=0, share=share, low=share, high=share) for day, share in days.items() if day]
    last = max([*days, 1])
    marks = [(day, f"{day // 30} {_('个月')}") for day in range(90, last + 1, 90)]
    return curve(_("还没有用掉的"), steps, until=last, marks=marks)


@page(Power.READ_FUNDS)
def payout(request: Request, pk: str) -> HttpResponse:
    """One batch; finance takes the file for the bank here and hands in what the bank sent back."""
    row = _found(request, pk)
    if acting(request):
        if not request.desk.may(Power.PAY) or row.fund.issuer_id != request.desk.actor.region:
            raise Http404
        form = request.POST.get("format", row.bank_format)
        if request.POST.get("verb") == "send":
            return _file(request, row, form)
        return _answered(request, row, form)
    context = {
        "row": row,
        "state": words.BATCH[row.state],
        "tag": words.BATCH_TAG[row.state],
        "total": money(row.total),
        "lines": _lines(request, row),
        "returns": row.returns.all(),
        "formats": [(code, words.FORMAT[code]) for code in FORMATS],
        "may_pay": request.desk.may(Power.PAY) and row.fund.issuer_id == request.desk.actor.region,
        "title": _("发放批次 {number}").format(number=row.number),
    }
    return show(request, "officer/subsidies/payout.html", context)


def _found(request: Request, pk: str) -> Batch:
    return find(Batch.objects.visible_to(request.desk).select_related("fund__issuer"), pk)


def _lines(request: Request, row: Batch) -> list[dict[str, Any]]:
    rows = list(row.payments.select_related("claim__worker__household", "claim__referrer"))
    prepare([one.claim for one in rows], request)
    return [
        {
            "row": one,
            "who": one.claim.payee,  # type: ignore[attr-defined]
            "url": link_to("subsidies.claim", one.claim_id),
            "amount": money(one.amount),
            "state": words.PAYMENT[one.state],
            "tag": words.PAYMENT_TAG[one.state],
            "received": money(one.received) if one.received is not None else "",
            "differs": one.received is not None and one.received != one.amount,
        }
        for one in rows
    ]


def _file(request: Request, row: Batch, form: str) -> HttpResponse:
    content = send_batch(batch=row, form=form, by=request.actor, at=request.now)
    response = HttpResponse(content, content_type=FORMATS[form].media)
    response["Content-Disposition"] = f'attachment; filename="{row.number}.{FORMATS[form].suffix}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _answered(request: Request, row: Batch, form: str) -> HttpResponse:
    sent = request.FILES.get("file")
    if sent is None:
        raise Refusal("bank.unreadable", line=0)
    read = read_return(batch=row, form=form, content=sent.read(), by=request.actor, at=request.now)
    return done(
        request,
        link_to("subsidies.batch", row.pk),
        _("回盘读完了：发了 {n} 笔，退回 {m} 笔。").format(n=read.paid, m=read.returned),
    )


@page(Power.READ_FUNDS)
def printed(request: Request, pk: str, what: str, kind: str) -> HttpResponse:
    """The batch sheet or the funding request, as PDF or Word."""
    row = _found(request, pk)
    if what not in {"sheet", "request"}:
        raise Http404
    lines = _lines(request, row)
    laid_out = (sheet_of if what == "sheet" else request_of)(row, lines, demo=request.world.demo)
    content, media = (pdf(laid_out), "application/pdf") if kind == "pdf" else (docx(laid_out), WORD)
    response = HttpResponse(content, content_type=media)
    response["Content-Disposition"] = f'attachment; filename="{row.number}-{what}.{kind}"'
    return response


urlpatterns = [
    path("payouts/", payouts, name="payouts"),
    path("payouts/<str:pk>/", payout, name="payout"),
    path("payouts/<str:pk>/<str:what>.pdf", printed, {"kind": "pdf"}, name="payout-pdf"),
    path("payouts/<str:pk>/<str:what>.docx", printed, {"kind": "docx"}, name="payout-docx"),
]
