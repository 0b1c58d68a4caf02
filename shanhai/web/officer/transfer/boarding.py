"""What the buttons on a departure's page do. Each answers the anchor to go back to and what was done."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from shanhai.apps.placements.actions import arrive, board, cancel, hand_over, leave, miss, substitute, take_off
from shanhai.apps.placements.models import Boarding, Departure
from shanhai.core.refusal import Refusal
from shanhai.web.kit.coded import ITEM
from shanhai.web.kit.middleware import Request
from shanhai.web.kit.pages import find

type Verb = Callable[[Request, Departure, str], tuple[str, str]]


def _one(request: Request, row: Departure, pk: str) -> Boarding:
    rows = Boarding.objects.visible_to(request.desk).filter(departure=row)
    return find(rows.select_related("departure__pairing", "transfer__worker"), pk)


def _board(request: Request, row: Departure, about: str) -> tuple[str, str]:
    one = board(boarding=_one(request, row, about), by=request.actor, at=request.now)
    return f"b-{one.pk}", _("记下来了：{name}").format(name=one.transfer.worker.masked_name)


def _miss(request: Request, row: Departure, about: str) -> tuple[str, str]:
    one = miss(boarding=_one(request, row, about), by=request.actor, at=request.now)
    return f"b-{one.pk}", _("记下没来：{name}").format(name=one.transfer.worker.masked_name)


def _substitute(request: Request, row: Departure, about: str) -> tuple[str, str]:
    absent, _mark, waiting = about.partition(":")
    one = substitute(
        absent=_one(request, row, absent), waiting=_one(request, row, waiting), by=request.actor, at=request.now
    )
    return f"b-{one.pk}", _("{name} 顶上，坐 {seat} 号").format(name=one.transfer.worker.masked_name, seat=one.seat)


def _give(request: Request, row: Departure, about: str) -> tuple[str, str]:
    item = request.POST.get("item", "")
    aboard = Boarding.objects.visible_to(request.desk).filter(departure=row, state="aboard")
    people = list(aboard.select_related("departure__pairing"))
    if not people:
        raise Refusal("departure.empty")
    given = hand_over(boardings=people, item=item, by=request.actor, at=request.now)
    return "give", _("{item} 发了 {n} 份").format(item=ITEM[item], n=len(given))


def _number(request: Request, row: Departure, about: str) -> tuple[str, str]:
    """One policy number to one person."""
    one, number = _one(request, row, about), request.POST.get(f"number-{about}", "").strip()[:40]
    hand_over(boardings=[one], item="insurance", number=number, by=request.actor, at=request.now)
    return f"b-{one.pk}", _("保单号记下了：{name}").format(name=one.transfer.worker.masked_name)


def _off(request: Request, row: Departure, about: str) -> tuple[str, str]:
    one = _one(request, row, about)
    name = one.transfer.worker.masked_name
    take_off(boarding=one, by=request.actor, at=request.now)
    return "roster", _("拿下来了：{name}").format(name=name)


def _cancel(request: Request, row: Departure, about: str) -> tuple[str, str]:
    cancel(departure=row, by=request.actor, at=request.now)
    return "roster", _("这一趟取消了。名单上的人还留着意向书，可以排别的车。")


def _leave(request: Request, row: Departure, about: str) -> tuple[str, str]:
    leave(departure=row, by=request.actor, at=request.now)
    return "roster", _("出发了。上车的人都记为出发。")


def _arrive(request: Request, row: Departure, about: str) -> tuple[str, str]:
    arrive(departure=row, by=request.actor, at=request.now)
    return "roster", _("到了。带车人的链接从现在起不能用。")


VERBS: dict[str, Verb] = {
    "board": _board,
    "miss": _miss,
    "substitute": _substitute,
    "give": _give,
    "number": _number,
    "off": _off,
    "cancel": _cancel,
    "leave": _leave,
    "arrive": _arrive,
}
