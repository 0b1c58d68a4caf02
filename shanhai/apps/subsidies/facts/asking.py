"""能领什么钱: four answers of anybody → what each subsidy in force would give, when, and which papers are still missing. Nothing is stored.

The same engine decides as for claims. It is asked twice: by the answers alone, which says what is missing; and once more as if the missing papers
were there, which says how much it could be at most.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, Sum

from shanhai.apps.regions.models import Pairing
from shanhai.apps.subsidies.facts.folding import RULES, Standing
from shanhai.apps.subsidies.facts.packs import in_force
from shanhai.apps.subsidies.models import Fund, Payment
from shanhai.core.dates import add_months
from shanhai.core.months import month_of
from shanhai.core.policy.claims import Claim as Asked
from shanhai.core.policy.pack import Pack, Subsidy
from shanhai.core.refusal import Refusal

FEW = 5  # fewer people than this are not counted in public
DOCUMENTS = "documents"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """Where from, registered poor or not, alone or with an organised group, and how many full months at work there (0–36)."""

    home: str
    poor: bool
    organised: bool
    months: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One subsidy: at most so many fen (0: not), which papers are missing, and each line that fails with its remedy."""

    label: str
    pack: str
    pays: str
    most: int
    missing: tuple[str, ...]
    fails: tuple[tuple[str, str, str], ...]
    assumed: bool


def homes(*, at: datetime) -> list[str]:
    """Every county some pack in force speaks of."""
    found = [pack.scope.at(at.date()) for pack in in_force(at=at)]
    return sorted({code for one in found if one is not None and isinstance(one.value, frozenset) for code in one.value})


def told(answers: Answers, *, at: datetime) -> list[Told]:
    """What people themselves could be paid, by every pack in force; what they could get comes first."""
    found = [
        _one(answers, pack, rule, at.date())
        for pack in in_force(at=at)
        for rule in pack.subsidies
        if rule.pays in {"worker", "household"}
    ]
    return sorted((one for one in found if one is not None), key=lambda one: (-one.most, one.label))


def _one(answers: Answers, pack: Pack, rule: Subsidy, on: date) -> Told | None:
    facts = {name: value for name, value in _facts(answers, pack, on).items() if name in pack.facts}
    try:
        plain = Standing().judge(pack, Asked("1", rule.id, on, {"worker": "me", "household": "us"}, facts))
        best = Standing().judge(
            pack, Asked("1", rule.id, on, {"worker": "me", "household": "us"}, facts | _hoped(pack, rule, facts))
        )
    except Refusal:
        return None
    missing = dict.fromkeys(
        paper for one in plain.told.reasons if one.kind == "unknown" for paper in one.asks or (one.say,)
    )
    if missing.pop(pack.facts[DOCUMENTS].asks, "") is None:  # papers are named one by one
        missing |= dict.fromkeys(pack.documents[code] for code in rule.documents)
    fails = tuple(
        (one.say or RULES.get(one.id, ""), one.ref, one.remedy) for one in best.told.reasons if one.kind != "unknown"
    )
    return Told(
        label=rule.label, pack=pack.title, pays=rule.pays, most=best.verdict.amount, missing=tuple(missing), fails=fails,
        assumed=bool(rule.assumed) or pack.standing != "official",
    )  # fmt: skip


def _facts(answers: Answers, pack: Pack, on: date) -> dict[str, Any]:
    start = add_months(on, -answers.months)
    months = [add_months(month_of(on), -nth) for nth in range(1, answers.months + 1)]
    pairing = Pairing.objects.in_force(on).filter(sending=answers.home, receiving=pack.issuer).first()
    return {
        "home_region": answers.home, "work_region": pack.issuer, "registered_poor": answers.poor,
        "household_status": "registered" if answers.poor else "none", "organised_transfer": answers.organised, "start_date": start,
        "months_worked": answers.months, "months_total": answers.months, "attended_months": frozenset(m for m in months if m >= month_of(start)),
        "distance_km": pairing.distance_km if pairing else None,
    }  # fmt: skip


def _hoped(pack: Pack, rule: Subsidy, facts: dict[str, Any]) -> dict[str, Any]:
    """As if every paper were there and said what helps: yes to what is asked, nothing paid elsewhere, a fare as dear as can be."""
    hoped: dict[str, Any] = {DOCUMENTS: frozenset(pack.documents), "paid_elsewhere": frozenset()}
    for name in rule.facts - set(facts) - set(hoped):
        fact = pack.facts[name]
        if fact.kind == "bool":
            hoped[name] = name not in {
                "blacklisted",
                "dispatched",
                "flexible_worker",
                "fee_charged",
                "moved_between_counties",
                "registered_there",
            }
        elif fact.kind == "fen":
            hoped[name] = fact.most
    return {name: value for name, value in hoped.items() if name in pack.facts}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One fund as anybody may see it, in fen; what was paid to fewer than five people is not told."""

    title: str
    issuer: str
    appropriated: int
    taken: int
    paid: int | None
    people: int | None


def lines(issuers: Iterable[str] | None = None) -> list[Line]:
    """Every fund with what it has, what is taken on, and what was paid to how many."""
    funds = Fund.objects.select_related("issuer")
    if issuers is not None:
        funds = funds.filter(issuer__in=list(issuers))
    found = []
    for one in funds:
        paid = Payment.objects.filter(batch__fund=one, state="paid")
        people = paid.filter(~Q(claim__worker=None)).values("claim__worker").distinct().count()
        sums = int(paid.aggregate(fen=Sum("amount"))["fen"] or 0)
        few = 0 < people < FEW
        found.append(
            Line(
                title=one.title, issuer=one.issuer.name, appropriated=one.appropriated, taken=one.reserved + one.committed + one.paid,
                paid=None if few else sums, people=None if few else people,
            )
        )  # fmt: skip
    return found
