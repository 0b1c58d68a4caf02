"""回避: who stands on two sides of one claim. The registrar, who certified, the referrer, the account, the phone, the relatives.

Each finding says who and why. Those that are `hard` stop the payment until somebody without a part takes over; the others ask for one more look.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q

from shanhai.apps.subsidies.models import Claim
from shanhai.apps.workers.models import Worker

BUSY = 3  # so many claims to one account or phone of different people are worth a look


@dataclass(frozen=True, slots=True)
class Conflict:
    """One finding: `kind` is its code, `who` a login or a masked name, `other` the number of another claim where there is one."""

    kind: str
    who: str
    other: str = ""
    hard: bool = True


def conflicts(claim: Claim) -> list[Conflict]:
    """Everything that stands on two sides, hard findings first."""
    found = [*_hands(claim), *_referrer(claim), *_account(claim), *_phone(claim)]
    return sorted(found, key=lambda one: (not one.hard, one.kind, one.who, one.other))


def anomalies(claim: Claim) -> int:
    """How many findings ask for one more look."""
    return sum(not one.hard for one in conflicts(claim))


def touched(claim: Claim) -> dict[str, set[str]]:
    """Which logins had which part: registrar, certifier, reviewer, decider, approver."""
    parts: dict[str, set[str]] = {
        "registrar": {one for one in (claim.drawn_up_by, claim.accepted_by) if one},
        "certifier": {one.noted_by for one in claim.evidence.all()},
        "reviewer": {one.login for one in claim.reviews.all()},
        "decider": {one.login for one in claim.decisions.all()},
        "approver": {one.login for one in claim.approvals.all()},
    }
    return parts


def _hands(claim: Claim) -> Iterator[Conflict]:
    """Whoever registered it neither decides nor approves; nobody decides what they reviewed last, nobody approves what they decided."""
    parts = touched(claim)
    for one, other in (("registrar", "decider"), ("registrar", "approver"), ("decider", "approver")):
        for login in sorted(parts[one] & parts[other]):
            yield Conflict(f"{one}_{other}", login)


def _referrer(claim: Claim) -> Iterator[Conflict]:
    person, referrer = claim.worker, claim.referrer
    if person is None or referrer is None:
        return
    if person.number_index == referrer.number_index:
        yield Conflict("referrer_self", referrer.masked_name)
    elif person.household_id == referrer.household_id:
        yield Conflict("referrer_relative", referrer.masked_name)
    if person.phone_index and person.phone_index == referrer.phone_index:
        yield Conflict("referrer_phone", referrer.masked_name, hard=False)


def _account(claim: Claim) -> Iterator[Conflict]:
    """An account that somebody else is paid to as well: of the own household it is usual and shown, of others it stops."""
    if not claim.account_index:
        return
    others = Claim.objects.filter(account_index=claim.account_index).exclude(pk=claim.pk)
    others = others.exclude(payee_name=claim.payee_name).select_related("worker")
    for one in others.order_by("number")[:BUSY]:
        same_home = claim.household_id is not None and one.household_id == claim.household_id
        yield Conflict("account_shared", _masked(one), one.number, hard=not same_home)


def _phone(claim: Claim) -> Iterator[Conflict]:
    person = claim.person
    if person is None or not person.phone_index:
        return
    same = Worker.objects.filter(phone_index=person.phone_index).exclude(
        Q(pk=person.pk) | Q(household=person.household_id)
    )
    claimed = Claim.objects.filter(worker__in=same, pack=claim.pack).select_related("worker").order_by("number")
    for one in claimed[:BUSY]:
        yield Conflict("phone_shared", _masked(one), one.number, hard=False)


def _masked(claim: Claim) -> str:
    return claim.worker.masked_name if claim.worker else claim.payee_name
