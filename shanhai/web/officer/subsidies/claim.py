"""`/subsidies/<id>/`: one claim: each line with its clause, its papers, who looked, who stands on two sides, what was decided and paid."""

from typing import Any

from django.http import HttpResponse
from django.urls import path

from shanhai.apps.placements.models import Placement
from shanhai.apps.subsidies.actions.notices import needed
from shanhai.apps.subsidies.actions.reviews import levels
from shanhai.apps.subsidies.facts.conflict import conflicts
from shanhai.apps.subsidies.facts.folding import Standing
from shanhai.apps.subsidies.facts.known import asked
from shanhai.apps.subsidies.facts.packs import effective, pack_of
from shanhai.apps.subsidies.models import Claim, Decision
from shanhai.core.desk import Power, Role
from shanhai.core.identifiers.division import divisions
from shanhai.core.policy.pack import Pack
from shanhai.core.refusal import Refusal
from shanhai.web.kit.links import link_for
from shanhai.web.kit.middleware import Request
from shanhai.web.kit.pages import find, page, show
from shanhai.web.officer.acts.decisions import buttons
from shanhai.web.officer.subsidies import words
from shanhai.web.officer.subsidies.seen import RELATED, end_of, level_now, money, prepare

INSIDE = frozenset({Role.OFFICER, Role.CITY, Role.AUDITOR, Role.TOWNSHIP, Role.VILLAGE, Role.FINANCE})


@page(Power.READ_CLAIMS)
def claim(request: Request, pk: str) -> HttpResponse:
    """Show one claim. Conflicts, papers and hands are for the offices; whoever is paid reads lines, steps and sums."""
    desk = request.desk
    rows = (
        Claim.objects.visible_to(desk)
        .select_related(*RELATED)
        .prefetch_related("evidence", "reviews", "approvals", "decisions__policy")
    )
    row = find(rows, pk)
    prepare([row], request)
    inside = desk.role in INSIDE
    pack = _pack(row, request)
    spell = (
        row.placement_id
        if row.placement_id and Placement.objects.visible_to(desk).filter(pk=row.placement_id).exists()
        else ""
    )
    context: dict[str, Any] = {
        "row": row,
        "title": f"{row.label} · {row.number}",
        "state": words.STATE[row.state],
        "tag": words.TAG[row.state],
        "mode": words.MODE[row.mode],
        "pays": words.PAYS[row.pays],
        "amount": money(row.amount),
        "inside": inside,
        "person": link_for(desk, "workers.worker", row.worker_id) if row.worker_id else "",
        "spell": link_for(desk, "placements.placement", spell) if spell else "",
        "lines": _lines(row, pack, request) if pack else [],
        "papers": {key: one.title for key, one in pack.papers.items()} if pack else {},
        "evidence": [(pack.documents.get(one.kind, words.DECLARED) if pack else one.kind, one) for one in row.evidence.all()],
        "asks": _asks(row, pack),
        "steps": _steps(row, request),
        "decisions": [_told(one) for one in row.decisions.all()],
        "conflicts": [(words.CONFLICT[one.kind], one) for one in conflicts(row)] if inside else [],
        "differences": [(words.LIST[one.kind], one) for one in row.differences.select_related("comparison")] if inside else [],
        "challenges": row.challenges.all() if inside else [],
        "payments": [
            (one, words.PAYMENT[one.state], words.PAYMENT_TAG[one.state], money(one.amount)) for one in row.payments.select_related("batch")
        ],
        "needed": needed(row, at=end_of(desk)) if inside and pack and row.state in {"decided", "published", "heard"} else 0,
        "buttons": buttons(row, desk),
    }  # fmt: skip
    return show(request, "officer/subsidies/claim.html", context)


def _pack(row: Claim, request: Request) -> Pack | None:
    """The policy it was decided by, or, before that, the one in force."""
    decided = [one for one in row.decisions.all() if one.kind != "recover"]
    if decided:
        return pack_of(decided[-1].policy)
    try:
        return effective(row.pack, at=end_of(request.desk))
    except Refusal:
        return None


def _lines(row: Claim, pack: Pack, request: Request) -> list[dict[str, Any]]:
    """Line by line: as decided, or, before that, as it would be by what is known now, alone."""
    decided = [one for one in row.decisions.all() if one.kind in {"decide", "adjust"}]
    if decided:
        steps, reasons = decided[-1].steps(), decided[-1].reasons
    else:
        try:
            judged = Standing().judge(pack, asked(row, pack, at=end_of(request.desk)))
        except Refusal:
            return []
        steps, reasons = [dict(one) for one in judged.told.trace], judged.reasons
    by_id = {one["id"]: one for one in reasons}
    shown = [_line(pack, step, by_id.get(step["id"])) for step in steps]
    return shown + [
        {
            "say": words.RULE[one["id"]],
            "ref": one["ref"],
            "tag": "soon",
            "holds": False,
            "facts": [],
            "remedy": one["remedy"],
        }
        for one in reasons
        if one["id"] in words.RULE
    ]


def _line(pack: Pack, step: Any, reason: Any) -> dict[str, Any]:
    holds = step.get("holds", True)
    facts = [
        (pack.facts[name].label, _written(pack, name, value))
        for name, value in step.get("facts", {}).items()
        if name in pack.facts
    ]
    facts += [
        (pack.params[name].label, _amount(pack.params[name].kind, value))
        for name, value in step.get("values", {}).items()
        if name in pack.params
    ]
    return {
        "say": step.get("say") or words.SUM,
        "ref": step["ref"],
        "holds": holds,
        "tag": "ok" if holds else "bad" if holds is False else "soon",
        "facts": facts,
        "sum": money(step["fen"]) if "fen" in step else "",
        "remedy": reason["remedy"] if reason else "",
    }  # fmt: skip


HIDDEN = frozenset({"id"})


def _written(pack: Pack, name: str, value: Any) -> Any:
    """A fact as people read it; who somebody is stays out of it."""
    kind = pack.facts[name].kind
    if value is None:
        return words.UNKNOWN
    if kind in HIDDEN:
        return words.KNOWN
    if name == "documents":
        return "、".join(pack.documents.get(one, str(words.DECLARED)) for one in value) or "—"
    if kind == "code" and str(value).isdigit() and len(value) == 6 and divisions().known(value):
        return divisions().name(value)
    if kind == "months":
        return "、".join(str(one)[:7] for one in value) or "—"
    if isinstance(value, bool):
        return words.YES if value else words.NO
    return _amount(kind, value)


def _amount(kind: str, value: Any) -> Any:
    if value is None:
        return words.UNKNOWN
    if isinstance(value, list) and value and isinstance(value[0], list):
        return "；".join(f"{since}: {money(fen) if kind == 'fen' else fen}" for since, fen in value)
    if isinstance(value, dict):
        return "；".join(f"{code}: {money(fen) if kind == 'fen' else fen}" for code, fen in value.items())
    if isinstance(value, list):
        return "、".join(str(one) for one in value) or "—"
    return money(value) if kind == "fen" else value


def _asks(row: Claim, pack: Pack | None) -> list[str]:
    """Papers the subsidy speaks of that are not there yet."""
    if pack is None or row.state not in {"drawn_up", "asks", "accepted", "reviewed"}:
        return []
    have = {one.kind for one in row.evidence.all()}
    return [pack.documents[code] for code in pack.subsidy(row.subsidy).documents if code not in have]


def _steps(row: Claim, request: Request) -> list[tuple[Any, str, Any]]:
    """The levels of the paper: who looked and when, or whose turn it is."""
    try:
        wanted = levels(row, at=end_of(request.desk))
    except Refusal:
        return []
    passed = [one for one in row.reviews.all() if one.outcome == "passed"]
    now = level_now(row, request.desk)
    return [
        (words.LEVEL[level], "ok" if place < row.level else "do" if level == now and place == row.level else "", passed[place] if place < min(row.level, len(passed)) else None)
        for place, level in enumerate(wanted)
    ]  # fmt: skip


def _told(one: Decision) -> dict[str, Any]:
    return {"row": one, "kind": words.KIND[one.kind], "outcome": words.OUTCOME[one.outcome], "amount": money(one.amount), "policy": one.policy.digest[:12]}  # fmt: skip


urlpatterns = [path("subsidies/<str:pk>/", claim, name="claim")]
