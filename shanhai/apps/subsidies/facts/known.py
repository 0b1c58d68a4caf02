"""What is known of a claim on the day it was accepted, as the engine reads it. What nobody has noted is absent: unknown, never no.

From the spell, the rosters and attested months, the household's dated status and the papers of the claim. Facts that later issues bring
(certificates, referrals, station reviews) come from a paper that states them until then.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from shanhai.apps.placements.facts.staying import stretches
from shanhai.apps.placements.models import Attestation, Placement
from shanhai.apps.subsidies.models import Barred, Claim, Claimed
from shanhai.apps.workers.facts import newest
from shanhai.apps.workers.models import Household, StatusFact, Worker
from shanhai.core.attest import settle
from shanhai.core.months import consecutive_months, cumulative_months, last_day
from shanhai.core.policy.claims import Claim as Asked
from shanhai.core.policy.kinds import Fact
from shanhai.core.policy.pack import Pack


def asked(claim: Claim, pack: Pack, *, at: datetime) -> Asked:
    """The claim as the engine reads it: as of the day of its acceptance (today, before that), by what was noted by `at`."""
    on = (claim.accepted_at or at).astimezone(at.tzinfo).date()
    known = facts_of(claim, on=on, at=at) | stated(claim, pack.facts)
    return Asked(
        number=f"{claim.turn or 0:08}",
        subsidy=claim.subsidy,
        accepted_at=on,
        parties=parties(claim),
        facts={name: value for name, value in sorted(known.items()) if name in pack.facts and value is not None},
    )


def parties(claim: Claim) -> dict[str, str]:
    """Who has a part in it, by opaque id."""
    group = claim.placement.transfer.group_id if claim.placement and claim.placement.transfer else None
    found = {
        "worker": claim.worker_id,
        "household": claim.household_id,
        "employer": claim.employer_id,
        "referrer": claim.referrer_id,
        "agency": claim.agency_id,
        "broker": claim.broker_id,
        "station": claim.station_id,
        "batch": group,
    }
    return {role: key for role, key in found.items() if key}


def facts_of(claim: Claim, *, on: date, at: datetime) -> dict[str, Any]:
    """Everything our own rows say, by the names of the catalogue."""
    known: dict[str, Any] = {"home_region": claim.home_id}
    if claim.pairing is not None:
        known["distance_km"] = claim.pairing.distance_km
    if claim.worker is not None:
        known |= _person(claim.worker, on=on)
    if claim.household is not None:
        known |= _household(claim.household, claim.placement, on=on)
    if claim.placement is not None:
        known |= _spell(claim.placement, on=on, at=at)
    if claim.station is not None:
        known["founded_on"] = claim.station.founded_on
    known["blacklisted"] = (
        Barred.objects.standing(on).filter(region=claim.issuer_id, subject__in=subjects(claim)).exists()
    )
    return known


def subjects(claim: Claim) -> list[str]:
    """Under what a claim's payee would be barred: the index of a person's number, or an organisation's code."""
    person = claim.person
    return [one for one in (claim.payee_code, person.number_index if person else "") if one]


def _person(worker: Worker, *, on: date) -> dict[str, Any]:
    runs = stretches(worker.pk, on=on)
    known: dict[str, Any] = {"age": worker.age(on)}
    if runs:
        known |= {"months_worked": consecutive_months(runs), "months_total": cumulative_months(runs)}
    return known


def _household(household: Household, spell: Placement | None, *, on: date) -> dict[str, Any]:
    """The status on the first day of work where there is one: what counts is what the household was when the person went."""
    day = spell.started_on if spell is not None else on
    standing = StatusFact.objects.standing(day).filter(household=household).values_list("kind", "since", "until")
    held = list(standing)
    at_work = Placement.objects.standing(on).filter(worker__household=household)
    return {
        "household_status": newest(held, on=day) or None,
        "registered_poor": any(kind == "registered" for kind, _since, _until in held),
        "working_members": at_work.values("worker").distinct().count(),
    }


def _spell(spell: Placement, *, on: date, at: datetime) -> dict[str, Any]:
    words = Attestation.objects.filter(placement=spell, month__lte=on, noted_at__lte=at)
    said: dict[date, dict[str, bool]] = {}
    paid: dict[date, int] = {}
    for one in words:
        said.setdefault(one.month, {})[one.source] = one.worked
        if one.pay is not None:
            paid[one.month] = min(one.pay, paid.get(one.month, one.pay))
    months = frozenset(month for month, each in said.items() if settle(each).worked and last_day(month) <= on)
    group = spell.transfer.group if spell.transfer else None
    return {
        "start_date": spell.started_on,
        "end_date": spell.ended_on if spell.ended_on and spell.ended_on <= on else None,
        "work_region": spell.there,
        "organised_transfer": spell.way == "organised",
        "contract_months": spell.contract_months if spell.contract_on and spell.contract_on <= on else None,
        "insured": True if spell.insured_on and spell.insured_on <= on else None,
        "attended_months": months,
        "months_in_year": sum(month.year == on.year for month in months),
        "wage_fen": sum(paid[month] for month in months if month in paid) or None,
        "batch_people": group.members.exclude(departed_on=None).count() if group else None,
    }


def stated(claim: Claim, catalogue: Mapping[str, Fact]) -> dict[str, Any]:
    """What the papers of the claim state, and which papers there are. What was paid elsewhere is known once somebody has declared it."""
    known: dict[str, Any] = {"documents": frozenset(one.kind for one in claim.evidence.all())}
    for one in claim.evidence.all():
        for name, value in one.facts.items():
            if name in catalogue:
                known[name] = revived(value, catalogue[name].kind)
    if "paid_elsewhere" in known:
        known["paid_elsewhere"] |= _paid_by_the_other(claim)
    return known


def _paid_by_the_other(claim: Claim) -> frozenset[str]:
    """What papers of the other government hold for the same person: by kind, and by the paper's name."""
    if claim.worker is None:
        return frozenset()
    others = Claimed.objects.filter(claim__worker__number_index=claim.worker.number_index).exclude(
        claim__pack=claim.pack
    )
    pairs = list(others.values_list("claim__pack", "kind"))
    return frozenset({kind for _pack, kind in pairs} | {f"{pack}/{kind}" for pack, kind in pairs})


def revived(value: Any, kind: str) -> Any:
    """A fact as it was stored in JSON, of its kind again."""
    if value is None:
        return None
    match kind:
        case "date":
            return date.fromisoformat(value)
        case "codes":
            return frozenset(value)
        case "months":
            return frozenset(date.fromisoformat(one) for one in value)
        case _:
            return value
