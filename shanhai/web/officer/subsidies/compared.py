"""`/comparisons/`: a list of another office held against claims; `/samples/`: what is audited; `/rederive/`: every decision derived again."""

from typing import Any

from django.http import HttpResponse
from django.urls import path
from django.utils.translation import gettext as _

from shanhai.apps.regions.models import Region
from shanhai.apps.subsidies.actions import compare
from shanhai.apps.subsidies.facts.listed import read
from shanhai.apps.subsidies.facts.rederive import rederive
from shanhai.apps.subsidies.facts.sampled import done as enough
from shanhai.apps.subsidies.facts.sampled import next_draw, total, upper
from shanhai.apps.subsidies.models import Claim, Comparison, Difference, Sample
from shanhai.core.dates import parse_day
from shanhai.core.desk import Power
from shanhai.core.refusal import Refusal
from shanhai.core.sampling import least
from shanhai.web.kit.links import link_to
from shanhai.web.kit.middleware import Request
from shanhai.web.kit.pages import acting, done, find, page, show
from shanhai.web.officer.subsidies import words
from shanhai.web.officer.subsidies.seen import money


@page(Power.COMPARE)
def comparisons(request: Request) -> HttpResponse:
    """Hand in a list, and see what lists have said."""
    desk = request.desk
    if acting(request):
        found = _compare(request)
        said = _("比对好了：名单 {rows} 人，和 {n} 件对不上。").format(rows=found.rows, n=found.differences.count())
        return done(request, "/comparisons/", said)
    rows = Difference.objects.visible_to(desk).select_related("comparison", "claim")
    context: dict[str, Any] = {
        "kinds": words.LIST.items(),
        "typed": request.POST,
        "open": [(one, words.LIST[one.kind], link_to("subsidies.claim", one.claim_id)) for one in rows.filter(settled_at=None)],
        "done": [(one, words.LIST[one.kind]) for one in rows.exclude(settled_at=None)[:20]],
        "comparisons": [(one, words.LIST[one.kind]) for one in Comparison.objects.visible_to(desk)],
        "title": _("和别的部门的名单比对"),
    }  # fmt: skip
    return show(request, "officer/subsidies/comparisons.html", context)


def _compare(request: Request) -> Comparison:
    sent, posted = request.FILES.get("file"), request.POST
    if sent is None:
        raise Refusal("list.empty")
    listed, unread = read(sent.read(), filename=sent.name or "", today=request.desk.today)
    return compare(
        region=Region.objects.get(code=request.actor.region), kind=posted.get("kind", ""), source=posted.get("source", ""),
        listed_on=parse_day(posted.get("listed_on", "")), listed=listed, unread=unread, by=request.actor, at=request.now,
    )  # fmt: skip


@page(Power.READ_FUNDS)
def samples(request: Request) -> HttpResponse:
    """Every sample of one's own government."""
    rows = Sample.objects.visible_to(request.desk).select_related("issuer")
    context = {
        "rows": [(one, money(total(one)), len(one.listed), one.drawn.count()) for one in rows],
        "title": _("抽查"),
    }
    return show(request, "officer/subsidies/samples.html", context)


@page(Power.READ_FUNDS)
def sample(request: Request, pk: str) -> HttpResponse:
    """One sample: what was fixed, the seed, the draws, the bound, and the next draw."""
    row = find(Sample.objects.visible_to(request.desk), pk)
    over = enough(row)
    coming = None
    if row.seed and not over:
        place, item = next_draw(row)
        claim = Claim.objects.visible_to(request.desk).filter(payments=item.id).first()
        coming = {
            "place": place,
            "fen": money(item.fen),
            "claim": claim,
            "url": link_to("subsidies.claim", claim.pk) if claim else "",
        }
    context = {
        "row": row,
        "total": money(total(row)),
        "upper": money(upper(row)),
        "least": least(tolerated=row.tolerated),
        "over": over,
        "coming": coming,
        "drawn": [(one, money(one.payment.amount), money(one.overpaid), one.payment.claim.number) for one in row.drawn.select_related("payment__claim")],
        "title": _("抽查 {number}").format(number=row.number),
    }  # fmt: skip
    return show(request, "officer/subsidies/sample.html", context)


@page(Power.READ_CLAIMS)
def derived(request: Request) -> HttpResponse:
    """Derive every stored decision again, now, and say how many come out as stored. Differences are counted for all, named for whoever reads them."""
    found = rederive()
    mine = set(
        Claim.objects.visible_to(request.desk)
        .filter(decisions__in=[one.decision for one in found.differences])
        .values_list("decisions", flat=True)
    )
    context = {
        "found": found,
        "named": [one for one in found.differences if one.decision in mine],
        "title": _("重新推算"),
    }
    return show(request, "officer/subsidies/rederived.html", context)


urlpatterns = [
    path("comparisons/", comparisons, name="comparisons"),
    path("samples/", samples, name="samples"),
    path("samples/<str:pk>/", sample, name="sample"),
    path("rederive/", derived, name="rederive"),
]
