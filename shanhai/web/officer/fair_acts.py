"""What the buttons on a fair's page do. Each answers the anchor to go back to and what was done."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from shanhai.apps.fairs import actions
from shanhai.apps.fairs.models import AgreedAnswer, Delegation, Enquiry, Intent, Question, SeatOffer
from shanhai.apps.vouchers.actions import hand_out
from shanhai.apps.vouchers.models import PrintRun
from shanhai.apps.workers.actions import find_person
from shanhai.apps.workers.models import Worker
from shanhai.core.dates import parse_day
from shanhai.core.identifiers.citizen import CitizenNumber
from shanhai.core.refusal import Refusal
from shanhai.web.kit.middleware import Request
from shanhai.web.kit.pages import find

type Act = Callable[[Request, Delegation, str], tuple[str, str]]
PAGE = "页面"


def _whole(text: str) -> int:
    if not text.strip().isdigit():
        raise Refusal("page.whole_number", given=text[:12])
    return int(text)


def person(request: Request, delegation: Delegation) -> Worker:
    """The person of the sending roll whose citizen number was typed. Refuses `intent.nobody`."""
    number = CitizenNumber.parse(request.POST.get("number", ""), today=request.now.date())
    found = find_person(region=delegation.pairing.sending_id, number=number)
    if found is None:
        raise Refusal("intent.nobody")
    return found


def _open(request: Request, delegation: Delegation, about: str) -> tuple[str, str]:
    actions.open_delegation(delegation=delegation, by=request.actor, at=request.now)
    return "booths", _("已开摊，名额快照已记下")


def _close(request: Request, delegation: Delegation, about: str) -> tuple[str, str]:
    actions.close_delegation(delegation=delegation, by=request.actor, at=request.now)
    return "booths", _("已收摊")


def _tap(request: Request, delegation: Delegation, about: str) -> tuple[str, str]:
    actions.tap(delegation=delegation, device=PAGE, by=request.actor, at=request.now)
    return "enquiries", _("记下一次咨询")


def _untap(request: Request, delegation: Delegation, about: str) -> tuple[str, str]:
    taps = Enquiry.objects.visible_to(request.desk).filter(
        delegation=delegation, source="tap", device=PAGE, void_at=None
    )
    last = taps.order_by("at").last()
    if last is None:
        raise Refusal("enquiry.no_tap")
    actions.untap(enquiry=last, by=request.actor, at=request.now)
    return "enquiries", _("已撤销那一次")


def _tally(request: Request, delegation: Delegation, about: str) -> tuple[str, str]:
    sheet, times = request.POST.get("sheet", "").strip(), _whole(request.POST.get("times", ""))
    counted = delegation.closed_at or request.now
    actions.tally(delegation=delegation, sheet=sheet, times=times, counted_at=counted, by=request.actor, at=request.now)
    return "enquiries", _("纸表已补记")


def _ask(request: Request, delegation: Delegation, about: str) -> tuple[str, str]:
    answers = AgreedAnswer.objects.visible_to(request.desk).filter(pairing=delegation.pairing)
    chosen, day = request.POST.get("answer", ""), request.POST.get("call_back_on", "")
    actions.ask(
        delegation=delegation,
        topic=request.POST.get("topic", "").strip(),
        text=request.POST.get("text", "").strip(),
        answer=find(answers, chosen) if chosen else None,
        call_back_on=parse_day(day) if day else None,
        by=request.actor,
        at=request.now,
    )
    return "questions", _("问题已记下")


def _call_back(request: Request, delegation: Delegation, about: str) -> tuple[str, str]:
    row = find(Question.objects.visible_to(request.desk).filter(delegation=delegation), about)
    outcome = request.POST.get(f"outcome-{row.pk}", "")
    actions.call_back(question=row, outcome=outcome, by=request.actor, at=request.now)
    return "questions", _("回电已记下")


def _agree(request: Request, delegation: Delegation, about: str) -> tuple[str, str]:
    row = find(AgreedAnswer.objects.visible_to(request.desk).filter(pairing=delegation.pairing), about)
    actions.agree_answer(answer=row, by=request.actor, at=request.now)
    return "answers", _("已代表本方同意")


def _hand_out(request: Request, delegation: Delegation, about: str) -> tuple[str, str]:
    run = find(PrintRun.objects.visible_to(request.desk).filter(delegation=delegation), about)
    number = _whole(request.POST.get("voucher", ""))
    hand_out(run=run, number=number, worker=person(request, delegation), device=PAGE, by=request.actor, at=request.now)
    return "vouchers", _("已发到本人名下")


def _take(request: Request, delegation: Delegation, about: str) -> tuple[str, str]:
    offers = (
        SeatOffer.objects.visible_to(request.desk).filter(delegation=delegation).select_related("position__employer")
    )
    offer = find(offers, request.POST.get("offer", ""))
    actions.take_intent(
        delegation=delegation,
        worker=person(request, delegation),
        position=offer.position,
        source="scan",
        device=PAGE,
        by=request.actor,
        at=request.now,
    )
    return "intents", _("意向已登记")


def _withdraw(request: Request, delegation: Delegation, about: str) -> tuple[str, str]:
    row = find(Intent.objects.visible_to(request.desk).filter(delegation=delegation), about)
    why = request.POST.get("why", "").strip()
    actions.withdraw(intent=row, why=why, by=request.actor, at=request.now)
    return "intents", _("意向已撤回；当天可以在待办页撤销")


ACTS: dict[str, Act] = {
    "open": _open,
    "close": _close,
    "tap": _tap,
    "untap": _untap,
    "tally": _tally,
    "ask": _ask,
    "call_back": _call_back,
    "agree": _agree,
    "hand_out": _hand_out,
    "take": _take,
    "withdraw": _withdraw,
}
