"""岗位: what is offered, whether it was confirmed lately, and closing or opening it again."""

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.urls import path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shanhai.apps.employers.actions import close_position, reopen, verify_position
from shanhai.apps.employers.facts import MOST_OVERTIME, standing_faults
from shanhai.apps.employers.models import HIDDEN, STALE, Position
from shanhai.apps.fairs.models import Intent, SeatOffer
from shanhai.core.desk import Desk, Power
from shanhai.core.money import Fen, yuan
from shanhai.core.occupations import occupation_name
from shanhai.core.wording import limits
from shanhai.web.kit.columns import Column, Facet, Listing
from shanhai.web.kit.links import link_to
from shanhai.web.kit.listing import listed, respond
from shanhai.web.kit.middleware import Request
from shanhai.web.kit.pages import acting, done, find, page, show
from shanhai.web.kit.refusals import sentence
from shanhai.web.officer import roll, words

YES_NO = (("yes", _("有")), ("no", _("没有")))
BANDS = ((0, 3000), (3000, 4000), (4000, 5000), (5000, 1_000_000))  # yuan a month, by the lowest pay


def pay(position: Position) -> str:
    """Write what a position pays a month, in yuan: 3,500–4,500."""
    low, high = yuan(Fen(position.pay_min)), yuan(Fen(position.pay_max))
    return low if low == high else f"{low}–{high}"


def _open(desk: Desk) -> Q:
    return Q(opened_on__lte=desk.today) & (Q(closed_on=None) | Q(closed_on__gt=desk.today))


def _stale(desk: Desk) -> Q:
    before = desk.today - STALE
    return Q(verified_on=None) | Q(verified_on__lt=before)


def _hidden(desk: Desk) -> Q:
    return Q(verified_on=None) | Q(verified_on__lt=desk.today - HIDDEN)


def _in_band(key: str) -> Q:
    low, high = BANDS[int(key)]
    return Q(pay_min__gte=low * 100, pay_min__lt=high * 100)


def _bands() -> list[tuple[str, Any]]:
    inner = [(str(at), f"{low:,}–{high:,}") for at, (low, high) in enumerate(BANDS)][1:-1]
    return [("0", _("不到 3,000")), *inner, (str(len(BANDS) - 1), _("5,000 以上"))]


def listing(desk: Desk) -> Listing:
    """Declare the list for one desk and its day."""
    return Listing(
        name="positions",
        title=_("岗位"),
        search=lambda found, text: found.filter(
            Q(title__contains=text.strip()) | Q(employer__name__contains=text.strip())
        ),
        search_hint=_("岗位或企业名称"),
        empty=_("还没有岗位。"),
        prepare=look,
        sorts={"title": ("title",), "seats": ("seats",), "pay": ("pay_min",), "verified": ("verified_on",)},
        columns=COLUMNS,
        facets=(
            Facet(
                key="state",
                label=_("在招"),
                choices=(("open", _("在招")), ("closed", _("已关闭"))),
                where=lambda said: _open(desk) if said == "open" else ~_open(desk),
            ),
            Facet(
                key="fresh",
                label=_("核实"),
                choices=(("fresh", _("60 天内核实过")), ("stale", _("该核实了")), ("hidden", _("已对外隐藏"))),
                where=lambda said: {
                    "fresh": ~_stale(desk),
                    "stale": _stale(desk) & ~_hidden(desk) & _open(desk),
                    "hidden": _hidden(desk) & _open(desk),
                }[said],
            ),
            Facet(key="pay", label=_("月薪（元）"), choices=_bands(), where=_in_band),
            Facet(
                key="canteen",
                label=_("食堂"),
                choices=tuple(words.CANTEEN.items()),
                where=lambda kind: Q(canteen=kind),
            ),
            Facet(key="dormitory", label=_("宿舍"), choices=YES_NO, where=lambda said: Q(dormitory=said == "yes")),
            Facet(
                key="kind",
                label=_("用工方式"),
                choices=(("direct", _("企业直接招")), ("dispatch", _("劳务派遣"))),
                where=lambda said: Q(dispatcher="") if said == "direct" else ~Q(dispatcher=""),
            ),
            Facet(
                key="overtime",
                label=_("加班"),
                choices=(
                    ("most", _("每月不超过 36 小时")),
                    ("noted", _("超过 36 小时，有说明")),
                    ("unsaid", _("没说")),
                ),
                where=lambda said: {
                    "most": Q(overtime_hours__lte=MOST_OVERTIME),
                    "noted": Q(overtime_hours__gt=MOST_OVERTIME),
                    "unsaid": Q(overtime_hours=None),
                }[said],
            ),
            Facet(key="couples", label=_("夫妻房"), choices=YES_NO, where=lambda said: Q(couples_room=said == "yes")),
        ),
    )


def look(found: Sequence[Any], request: Request) -> None:
    """Look at each position as of today: open, stale, hidden."""
    today = request.desk.today
    for one in found:
        one.open_now, one.stale_now, one.hidden_now = one.is_open(today), one.is_stale(today), one.is_hidden(today)


def state(one: Any) -> tuple[Any, str]:
    """Name how a position stands today, with the class of its tag; after `look`."""
    if one.hidden_now:
        return _("已对外隐藏"), "bad"
    if one.stale_now:
        return _("该核实"), "soon"
    return (_("在招"), "ok") if one.open_now else (_("已关闭"), "")


COLUMNS = (
    Column(
        key="title",
        label=_("岗位"),
        value=lambda one: one.title,
        link=lambda one: link_to("employers.position", one.pk),
    ),
    Column(
        key="employer",
        label=_("企业"),
        value=lambda one: one.employer.name,
        link=lambda one: link_to("employers.employer", one.employer_id),
    ),
    Column(key="seats", label=_("招多少人"), value=lambda one: one.seats, numeric=True),
    Column(key="pay", label=_("月薪（元）"), value=pay, numeric=True),
    Column(key="hours", label=_("每天小时"), value=lambda one: one.hours, numeric=True),
    Column(key="canteen", label=_("食堂"), value=lambda one: words.called(words.CANTEEN, one.canteen)),
    Column(key="dormitory", label=_("宿舍"), value=lambda one: _("有") if one.dormitory else ""),
    Column(key="couples", label=_("夫妻房"), value=lambda one: _("有") if one.couples_room else ""),
    Column(key="verified", label=_("核实日"), value=lambda one: one.verified_on),
    Column(
        key="state",
        label=_("状态"),
        value=lambda one: state(one)[0],
        tag=lambda one: state(one)[1],
    ),
    Column(
        key="kind", label=_("用工方式"), value=lambda one: _("劳务派遣") if one.dispatcher else "", export_only=True
    ),
    Column(key="overtime", label=_("每月加班小时"), value=lambda one: one.overtime_hours, export_only=True),
    Column(
        key="contract",
        label=_("合同期限"),
        value=lambda one: words.called(words.CONTRACT, one.contract),
        export_only=True,
    ),
    Column(key="occupation", label=_("职业"), value=lambda one: one.occupation, export_only=True),
    Column(key="requirements", label=_("要求"), value=lambda one: one.requirements, export_only=True),
)


@page(Power.READ_EMPLOYERS)
def positions(request: Request) -> HttpResponse:
    """Show the positions."""
    rows = Position.objects.visible_to(request.desk).shown_to(request.desk).select_related("employer")
    edits = {"edits": request.desk.may(Power.WRITE_EMPLOYERS) and request.desk.may(Power.IMPORT)}
    return respond(listing(request.desk), request, rows, template="officer/positions.html", extra=edits)


@page(Power.READ_EMPLOYERS)
def position(request: Request, pk: str) -> HttpResponse:
    """Show one position; confirm, close or open it again."""
    one = find(Position.objects.visible_to(request.desk).select_related("employer__region"), pk)
    if acting(request):
        verb = VERBS.get(request.POST.get("verb", ""))
        if verb is not None:
            return done(request, link_to("employers.position", pk), verb(request, one))
    look([one], request)
    mine = one.employer.region_id in request.desk.regions
    own = mine or one.employer.credit_code in request.desk.organisations
    intents = list(
        Intent.objects.visible_to(request.desk)
        .filter(position=one)
        .select_related("worker__household", "delegation__fair")
    )
    offers = SeatOffer.objects.visible_to(request.desk).filter(position=one).select_related("delegation__fair")
    if not (own or intents or offers or Position.objects.shown_to(request.desk).filter(pk=pk).exists()):
        raise Http404  # hidden from others until somebody verifies it; what was brought to a fair stays readable there
    people = [intent.worker for intent in intents]
    roll.prepare(people, request)
    context = {
        "position": one,
        "pay": pay(one),
        "state": state(one),
        "canteen": words.CANTEEN[one.canteen],
        "contract": words.called(words.CONTRACT, one.contract),
        "relation": words.called(words.RELATION, one.relation),
        "occupation": gettext(occupation_name(one.occupation)) if one.occupation else "",
        "limits": [limits()[tag] for tag in one.limits.split(",") if tag in limits()],
        "most_overtime": MOST_OVERTIME,
        "own": own,
        "hides_on": one.hides_on() if one.is_stale(request.desk.today) else None,
        "faults": [sentence(no) for no in standing_faults(one, on=request.desk.today)]
        if mine and one.is_open(request.desk.today)
        else [],
        "may_write": mine and request.desk.may(Power.WRITE_EMPLOYERS),
        "intents": [{"intent": intent, "worker": intent.worker} for intent in intents],
        "offers": offers,
    }
    return show(request, "officer/position.html", context)


def _verify(request: Request, one: Position) -> str:
    verify_position(position=one, by=request.actor, at=request.now)
    return gettext("已记下：今天和企业核实过。")


def _close(request: Request, one: Position) -> str:
    close_position(position=one, by=request.actor, at=request.now)
    return gettext("岗位已关闭。已有的意向还在，请逐一和本人说。")


def _reopen(request: Request, one: Position) -> str:
    reopen(position=one, by=request.actor, at=request.now)
    return gettext("岗位又开放了。")


VERBS: dict[str, Callable[[Request, Position], str]] = {"verify": _verify, "close": _close, "reopen": _reopen}

urlpatterns = [*listed("positions", positions), path("positions/<str:pk>/", position, name="position")]
