"""`/system/policies/`: papers and packs; `/system/policies/<pack>/`: its papers, amounts, what is proposed, and what that would do."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _

from shanhai.apps.subsidies.facts.effects import Effect, effect
from shanhai.apps.subsidies.facts.packs import adopted, effective, laid_over, rows
from shanhai.apps.subsidies.models import Adoption, Area, Paper, ParamValue
from shanhai.core.desk import Power
from shanhai.core.policy import cases
from shanhai.core.policy.dated import Dated, Param
from shanhai.core.policy.pack import Pack
from shanhai.core.refusal import Refusal
from shanhai.web.kit.middleware import Request
from shanhai.web.kit.pages import page, show
from shanhai.web.kit.refusals import sentence
from shanhai.web.officer.subsidies import words
from shanhai.web.officer.subsidies.seen import end_of, money
from shanhai.web.officer.subsidies.todo import packs


@page(Power.READ_PARTNERSHIP)
def policies(request: Request) -> HttpResponse:
    """Papers as the report names them, the areas they pay in, and the packs in force; what is assumed says so."""
    desk = request.desk
    context = {
        "packs": packs(desk),
        "waiting": Adoption.objects.visible_to(desk).waiting().select_related("policy"),
        "papers": Paper.objects.visible_to(desk).select_related("issuer").prefetch_related("scope"),
        "areas": Area.objects.visible_to(desk).select_related("issuer"),
        "may_write": desk.may(Power.WRITE_POLICY),
        "title": _("政策"),
    }
    return show(request, "officer/subsidies/policies.html", context)


@page(Power.READ_PARTNERSHIP)
def policy(request: Request, pack: str) -> HttpResponse:
    """One pack as it is in force today."""
    desk, moment = request.desk, end_of(request.desk)
    waiting = Adoption.objects.visible_to(desk).waiting().filter(pack=pack).select_related("policy")
    base = adopted(pack, at=moment)
    readable = base is not None and base.issuer_id in desk.regions | desk.senders | desk.receivers
    if not readable and not waiting:
        raise Http404
    found = effective(pack, at=moment) if readable else laid_over(waiting[0].policy, [])
    proposed = list(ParamValue.objects.visible_to(desk).waiting().filter(pack=pack)) if readable else []
    mine = found.issuer == desk.actor.region and desk.may(Power.WRITE_POLICY)
    context = {
        "pack": found,
        "standing": words.STANDING[found.standing],
        "base": base if readable else None,
        "adoptions": waiting,
        "params": [(one, [(value, _value(one, value)) for value in one.values]) for one in found.params.values()],
        "subsidies": [(one, words.PAYS[one.pays], words.MODE[one.mode], [words.LEVEL[level] for level in one.procedure.levels]) for one in found.subsidies],
        "proposed": [_proposed(request, one, found) for one in proposed],
        "history": ParamValue.objects.visible_to(desk).filter(pack=pack).exclude(state="proposed"),
        "cases": _cases(found),
        "mine": mine,
        "title": found.title,
    }  # fmt: skip
    return show(request, "officer/subsidies/policy.html", context)


def _value(param: Param, dated: Dated) -> str:
    return said(param, dated.value)


def said(param: Param, value: Any) -> str:
    """A value as people read it: fen in yuan, bands one after the other."""

    def one(size: Any) -> str:
        return f"{money(size)} {_('元')}" if param.kind == "fen" and isinstance(size, int) else str(size)

    if isinstance(value, tuple):
        return "；".join(f"≥{since}: {one(size)}" for since, size in value)
    if isinstance(value, frozenset):
        return "、".join(sorted(value))
    if param.unit == "basis_points" and isinstance(value, int):
        return f"{value // 100}.{value % 100:02}%"
    if hasattr(value, "items"):
        return "；".join(f"{code}: {one(size)}" for code, size in value.items())
    return one(value)


def _proposed(request: Request, row: ParamValue, pack: Pack) -> dict[str, Any]:
    """What a proposal says, the text before and after, whether the cases still come out, what it costs and who would lose."""
    param = pack.params.get(row.key)
    facts: dict[str, Any] = {"row": row, "label": param.label if param else row.key, "why_not": ""}
    try:
        base = adopted(row.pack, at=end_of(request.desk))
        if base is None or param is None:
            raise Refusal("policy.not_adopted", pack=row.pack)
        after = laid_over(base.policy, [*rows(row.pack, at=end_of(request.desk)), row])
        before, then = param.at(row.valid_from), after.params[row.key].at(row.valid_from)
        told: Effect = effect(row.pack, pack, after, on=request.desk.today)
        facts |= {
            "before": said(param, before.value) if before else "—",
            "after": said(param, then.value) if then else json.dumps(row.value),
            "cases": _cases(after),
            "effect": told,
            "cost": (money(told.cost_before), money(told.cost_after)),
            "losers": [(who, money(was), money(now)) for who, was, now in told.losers],
        }
    except Refusal as refusal:
        facts["why_not"] = sentence(refusal)
    return facts


def _cases(pack: Pack) -> dict[str, Any]:
    """The cases beside the pack, run by this version of it."""
    folder = Path(settings.POLICIES) / pack.id
    try:
        given = cases.cases(folder, pack)
        missed = list(cases.run(pack, given))
    except Refusal:
        return {"n": 0, "missed": []}
    return {"n": len(given), "missed": missed}


urlpatterns = [
    path("system/policies/", policies, name="policies"),
    path("system/policies/<str:pack>/", policy, name="policy"),
]
