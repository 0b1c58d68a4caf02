"""`/followups/` 跟踪服务: whom to ring by when, who is lost, who is said to have left, whose month is told in two ways."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from shanhai.apps.employers.models import Employer
from shanhai.apps.placements.actions import note_contact, open_phones
from shanhai.apps.placements.facts.following import Heard
from shanhai.apps.placements.models import Attestation, Contact, Placement, Unlisted
from shanhai.core.desk import Desk, Power
from shanhai.core.refusal import Refusal
from shanhai.web.kit.columns import Column, Facet, Listing
from shanhai.web.kit.export import export
from shanhai.web.kit.links import link_to
from shanhai.web.kit.listing import FORMATS, Asked, listed
from shanhai.web.kit.middleware import Request
from shanhai.web.kit.pages import SAID, acting, find, page, show
from shanhai.web.officer import roll
from shanhai.web.officer.transfer import words

PURPOSE = "打电话跟踪服务"
PER_PAGE = 30
QUICK = ("working", "wants_change", "trouble", "left", "not_reached")


def rows(desk: Desk) -> Any:
    """Everybody at work today whom the desk may ask after."""
    there = Placement.objects.visible_to(desk).filter(ended_on=None, started_on__lte=desk.today)
    return there.select_related("worker__household", "employer")


def conditions(desk: Desk) -> dict[str, Q]:
    """What makes somebody's spell one to look into, by the name of its list."""
    lost = Placement.objects.lost(desk.today)
    against = Attestation.objects.filter(worked=False).disputed()
    return {
        "due": Q(next_on__lte=desk.today),
        "lost": Q(pk__in=lost.values("pk")),
        "left": Q(pk__in=Contact.objects.leaving().values("placement")),
        "disputed": Q(pk__in=against.values("placement")),
        "plea": Q(pk__in=Contact.objects.unanswered().values("placement")),
    }


def listing(desk: Desk) -> Listing:
    """Declare the call list for one desk and its day; in the order of due days: nobody is ranked."""
    looks = conditions(desk)

    def prepare(found: Sequence[Any], request: Request) -> None:
        roll.prepare([one.worker for one in found], request)
        made = Contact.objects.filter(placement__in=found).order_by("on", "noted_at")
        latest = {one.placement_id: one for one in made}
        for one in found:
            one.last = latest.get(one.pk)
            one.said = words.OUTCOME[one.last.outcome] if one.last else ""
            one.tag = words.OUTCOME_TAG[one.last.outcome] if one.last else ""

    return Listing(
        name="followups",
        title=_("跟踪服务"),
        search=lambda found, text: found.filter(Q(worker__name__contains=text) | Q(employer__name__contains=text)),
        search_hint=_("姓名或企业名称"),
        empty=_("现在没有人在岗。"),
        prepare=prepare,
        per_page=PER_PAGE,
        sorts={"next": ("next_on",), "heard": ("heard_on",), "started": ("started_on",)},
        columns=COLUMNS,
        facets=(
            Facet(
                key="look",
                label=_("先办"),
                choices=(("due", _("该问了")), ("lost", _("失联")), ("left", _("听说不干了")), ("disputed", _("说法不一样")), ("plea", _("本人说有事"))),
                where=lambda said: looks[said],
            ),
            Facet(
                key="township",
                label=_("乡镇"),
                choices=roll.townships,
                where=lambda code: Q(worker__unit__startswith=code),
                by=("worker__unit",),
                read=lambda unit: unit[:9],
            ),
            Facet(key="employer", label=_("企业"), choices=employers, where=lambda key: Q(employer=key), by=("employer",)),
        ),
    )  # fmt: skip


def employers(request: Request) -> list[tuple[str, Any]]:
    """Employers where somebody is at work; below the county only where one's own people are."""
    desk = request.desk
    there = Placement.objects.visible_to(desk) if desk.unit else Placement.objects.all()
    standing = there.standing(desk.today).filter(employer=OuterRef("pk"))
    return list(Employer.objects.visible_to(desk).filter(Exists(standing)).values_list("pk", "name"))


COLUMNS = (
    Column(key="name", label=_("姓名"), value=lambda one: one.worker.shown_name, link=lambda one: link_to("placements.placement", one.pk)),
    Column(key="place", label=_("乡镇"), value=lambda one: one.worker.place),
    Column(key="village", label=_("村"), value=lambda one: one.worker.household.village if one.worker.own else ""),
    Column(key="phone", label=_("手机"), value=lambda one: one.worker.masked_phone),
    Column(key="employer", label=_("企业"), value=lambda one: one.employer.name),
    Column(key="work", label=_("岗位"), value=lambda one: one.work),
    Column(key="started", label=_("上岗日期"), value=lambda one: one.started_on),
    Column(key="next", label=_("下次问的日子"), value=lambda one: one.next_on),
    Column(key="heard", label=_("最后知道还在干"), value=lambda one: one.heard_on),
    Column(key="tries", label=_("没问到的天数"), value=lambda one: one.tries, numeric=True),
    Column(key="said", label=_("上次怎么说"), value=lambda one: one.said),
)  # fmt: skip


@page(Power.FOLLOW_UP)
def followups(request: Request) -> HttpResponse:
    """Show the call list; open the numbers for calling; keep what somebody said."""
    desk = request.desk
    asked = Asked(listing(desk), request, rows(desk).order_by("next_on", "pk"))
    kind = request.path.rpartition(".")[2]
    if kind in FORMATS:
        return export(request, asked.listing, asked.ordered(), kind=kind)
    if acting(request) and "outcome" in request.POST:
        return _note(request)
    shown = asked.page()
    phones: dict[str, str] = {}
    if acting(request) and request.POST.get("do") == "phones":
        mine = [one.worker for one in shown.rows if one.worker.mine]
        phones = open_phones(people=mine, purpose=PURPOSE, by=request.actor, at=request.now)
    for one in shown.rows:
        one.phone = phones.get(one.worker_id, "")
    response = show(request, "officer/transfer/followups.html", {
        "list": shown, "title": listing(desk).title, "outcomes": [(code, words.OUTCOME[code]) for code in QUICK], "opened": bool(phones),
        "may_open": desk.may(Power.REVEAL) and any(one.worker.mine for one in shown.rows), "month": f"{desk.today:%Y-%m}",
        "unknown": Unlisted.objects.visible_to(desk).open().count() if desk.may(Power.RUN_TRANSFER) else None,
    })  # fmt: skip
    if phones:
        response["Cache-Control"] = "no-store"
    return response


def _note(request: Request) -> HttpResponse:
    key, _mark, outcome = request.POST.get("outcome", "").partition(":")
    if outcome not in QUICK:
        raise Refusal("contact.outcome", given=outcome[:12])
    row = find(rows(request.desk), key)
    note = request.POST.get(f"note-{key}", "").strip()[:100]
    heard = Heard(on=request.desk.today, kind="call", outcome=outcome, note=note)
    note_contact(placement=row, heard=heard, by=request.actor, at=request.now)
    roll.prepare([row.worker], request)
    said = {"name": row.worker.shown_name, "outcome": words.OUTCOME[outcome]}
    request.session[SAID] = _t("记下了：{name}，{outcome}。").format_map(said)
    return HttpResponseRedirect(f"{request.get_full_path()}#p-{key}")


urlpatterns = listed("followups", followups)
