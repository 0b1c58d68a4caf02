"""`/match/<run>/<worker>/`: one person in one run: why here, why not the next, what if; and deciding."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _

from shanhai.apps.employers.models import Position
from shanhai.apps.matches.actions import confirm, decline, lock, send_back, swap, unlock
from shanhai.apps.matches.facts.whatif import what_if
from shanhai.apps.matches.models import Call, Proposal, Recommendation, Run, Unplaced
from shanhai.apps.subsidies.facts.first_year import MONTHS, first_year
from shanhai.apps.workers.models import Worker
from shanhai.core.desk import Power
from shanhai.core.money import Fen, parse_yuan, yuan
from shanhai.core.policy.foresee import Foreseen
from shanhai.core.refusal import Refusal
from shanhai.web.kit.clock import now
from shanhai.web.kit.links import link_to
from shanhai.web.kit.middleware import Request
from shanhai.web.kit.pages import acting, done, find, page, show
from shanhai.web.kit.refusals import sentence
from shanhai.web.officer import roll
from shanhai.web.officer.matches import words
from shanhai.web.officer.matches.review import drawn
from shanhai.web.officer.matches.scope import may_run, own_run

PLAIN = {"confirm": confirm, "lock": lock, "unlock": unlock}
REASONED = {"send_back": send_back, "decline": decline}


@page(Power.READ_MATCHES)
def person(request: Request, pk: str, worker: str) -> HttpResponse:
    """Show one person in one run; decide on the proposal."""
    run = own_run(request, pk)
    who = find(Worker.objects.visible_to(request.desk).select_related("household", "region"), worker)
    goods = list(
        Recommendation.objects.visible_to(request.desk)
        .filter(run=run, worker=who)
        .select_related("position__employer", "run")
    )
    found = Proposal.objects.visible_to(request.desk).filter(run=run, worker=who)
    proposal = found.select_related("position__employer", "first__employer", "worker", "run__pairing", "group").first()
    unplaced = Unplaced.objects.visible_to(request.desk).filter(run=run, worker=who).first()
    if proposal is None and unplaced is None:
        raise Http404
    if acting(request) and proposal is not None:
        return _decide(request, run, proposal)
    roll.prepare([who], request)
    jobs = [one.position for one in goods]
    money = first_year(
        worker=who, positions=jobs, distance_km=run.pairing.distance_km, on=run.day, at=now(request.world)
    )
    context = {
        "run": run, "worker": who, "title": who.shown_name, "proposal": _proposal(proposal),  # type: ignore[attr-defined]
        "goods": [_good(one, proposal) | {"subsidies": _subsidies(money[one.position_id])} for one in goods], "cause": _cause(unplaced), "if": _what_if(request, run, who),
        "calls": _calls(request, who), "may_run": may_run(request, run) and proposal is not None,
        "others": [one.position for one in goods if proposal is not None and not proposal.group_id and one.position_id != proposal.position_id],
    }  # fmt: skip
    return show(request, "officer/match_person.html", context)


def _proposal(row: Proposal | None) -> dict[str, Any] | None:
    if row is None:
        return None
    return {
        "row": row, "position": row.position, "group": row.group, "kind": words.GROUP_KIND[row.group.kind] if row.group else "", "state": words.STATE[row.state], "tag": words.STATE_TAG[row.state], "bars": drawn(row.reasons),
        "pay": f"{row.position.pay_min // 100:,}–{row.position.pay_max // 100:,}", "looks": [words.LOOK.get(code, code) for code in row.looks],
        "first": row.first if row.first_id != row.position_id else None, "verbs": row.verbs, "url": link_to("employers.position", row.position_id),
    }  # fmt: skip


def _good(row: Recommendation, proposal: Proposal | None) -> dict[str, Any]:
    job = row.position
    here = proposal is not None and proposal.position_id == job.pk
    return {
        "row": row, "position": job, "here": here, "url": link_to("employers.position", job.pk), "why": "" if here or row.place == 1 else why_not(row, proposal), "first": row.place == 1 and proposal is not None and not here,
        "reasons": [words.said(words.REASONS, code, facts) for code, _n, facts in row.reasons if code != "base"],
        "year": f"{job.pay_min * MONTHS // 100:,}–{job.pay_max * MONTHS // 100:,}", "pay": f"{job.pay_min // 100:,}–{job.pay_max // 100:,}",
    }  # fmt: skip


def _subsidies(found: list[Foreseen]) -> dict[str, Any] | None:
    """What papers may add to the pay of the first year: the sum at most, each line, and the papers to keep."""
    if not found:
        return None
    papers = dict.fromkeys(paper for one in found for paper in one.papers)
    lines = [f"{one.subsidy.label} {yuan(Fen(one.most))}" for one in found]
    return {"most": yuan(Fen(sum(one.most for one in found))), "lines": lines, "papers": list(papers)}


def why_not(row: Recommendation, proposal: Proposal | None) -> str:
    """Why not this one, in the words of prices or of seats, kindly."""
    facts = {"price": row.price, "points": row.points, "short": row.short}
    if proposal is not None and proposal.group_id:
        return _("这一对 {points} 分；和小组一起走，要有全组的名额。").format_map(facts)
    if proposal is not None and row.run.objective == "stable" and row.points != proposal.points:
        return _("合得更多，但名额都有人了。") if row.points > proposal.points else _("也能去，合得少一些。")
    if row.price:
        return _("这个岗位想去的人多，名额价 {price} 分；这一对 {points} 分，还差 {short} 分。").format_map(facts)
    if row.short:
        return _("也能去，这一对 {points} 分，比建议的少 {short} 分。").format_map(facts)
    return _("一样合适，抽签落在建议的那一个。")


def _cause(row: Unplaced | None) -> dict[str, Any] | None:
    if row is None:
        return None
    opens = row.facts.get("opens", 0) if row.cause not in {"full", "none"} else 0
    return {"name": words.CAUSES[row.cause], "change": words.change(row.facts), "opens": opens}


def _calls(request: Request, who: Worker) -> list[dict[str, Any]]:
    rows = Call.objects.visible_to(request.desk).filter(worker=who).select_related("position__employer")
    return [{"call": one, "said": words.OUTCOME[one.outcome], "tag": words.OUTCOME_TAG[one.outcome]} for one in rows]


def _what_if(request: Request, run: Run, who: Worker) -> Mapping[str, Any] | None:
    """What would be if the least pay were another; asked in the address, so that it can be shown to somebody."""
    typed = request.GET.get("pay", "").strip()
    if not typed:
        return None
    try:
        pay = parse_yuan(typed)
    except Refusal as refusal:
        return {"typed": typed, "problem": sentence(refusal)}
    before, after = what_if(run, who, lowest_pay=pay)
    return {"typed": typed, "before": before, "after": after, "goods": [_would(one) for one in after.goods]}


def _would(one: Any) -> dict[str, Any]:
    job = one.position
    return {
        "position": job, "points": one.points, "price": one.price, "pay": f"{job.pay_min // 100:,}–{job.pay_max // 100:,}",
        "url": link_to("employers.position", job.pk),
    }  # fmt: skip


def _decide(request: Request, run: Run, row: Proposal) -> HttpResponse:
    verb = request.POST.get("do", "")
    stamp: dict[str, Any] = {"by": request.actor, "at": request.now}
    why = request.POST.get("why", "")
    if verb == "swap":
        position = find(Position.objects.visible_to(request.desk), request.POST.get("position", ""))
        swap(proposal=row, position=position, why=why, **stamp)
    elif verb in PLAIN:
        _one(PLAIN[verb](run=run, proposals=[row], **stamp))
    elif verb in REASONED:
        _one(REASONED[verb](run=run, proposals=[row], why=why, **stamp))
    else:
        raise Refusal("match.verb", given=verb)
    return done(request, request.path, _("办好了：{verb}。").format(verb=words.VERB[verb]))


def _one(number: int) -> None:
    if not number:
        raise Refusal("bulk.nothing")


urlpatterns = [path("match/<str:pk>/<str:worker>/", person, name="match-person")]
