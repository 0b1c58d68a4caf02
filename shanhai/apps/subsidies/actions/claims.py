"""申领: drawn up with whoever it is about, papers noted, accepted into the queue; asked for more, or withdrawn."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Max

from shanhai.apps.audit.actions import Pen, settled, writing
from shanhai.apps.audit.keys import keyring
from shanhai.apps.employers.models import Employer
from shanhai.apps.partners.models import Agency, Broker, Workstation
from shanhai.apps.placements.models import Placement
from shanhai.apps.regions.models import Pairing, Region
from shanhai.apps.subsidies.facts import packs
from shanhai.apps.subsidies.facts.known import asked, revived
from shanhai.apps.subsidies.models import CLAIM_LIFE, OPEN, Claim, Claimed, Evidence
from shanhai.apps.subsidies.models.claims import DECLARATION
from shanhai.apps.workers.models import Household, Worker
from shanhai.core.desk import Actor, Power
from shanhai.core.policy.claims import YOUNGEST, checked
from shanhai.core.policy.claims import Claim as Asked
from shanhai.core.policy.explain import plain
from shanhai.core.policy.pack import Pack, Subsidy
from shanhai.core.refusal import Refusal
from shanhai.core.vault import blind_index, seal


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """Whom and what a claim is about. The rest follows: of a placement the person, the household and the employer."""

    placement: Placement | None = None
    worker: Worker | None = None
    household: Household | None = None
    employer: Employer | None = None
    referrer: Worker | None = None
    agency: Agency | None = None
    broker: Broker | None = None
    station: Workstation | None = None

    def filled(self) -> dict[str, Any]:
        """With what follows from the placement and the person."""
        spell, worker = self.placement, self.worker or (self.placement.worker if self.placement else None)
        group = spell.transfer.group if spell is not None and spell.transfer is not None else None
        return {
            "placement": spell,
            "worker": worker,
            "household": self.household or (worker.household if worker else None),
            "employer": self.employer or (spell.employer if spell else None),
            "referrer": self.referrer,
            "agency": self.agency or (group.agency if group else None),
            "broker": self.broker or (group.broker if group else None),
            "station": self.station,
        }


@settled
def draw_up(*, pack: str, subsidy: str, about: Drawn, by: Actor, at: datetime) -> Claim:
    """Draw up a claim under the policy in force. The same open claim of the same person or organisation is found, not drawn up again.

    Refuses policy.not_adopted, claim.no_subsidy, claim.nobody (whoever is paid is not named), claim.under_age, desk.not_allowed.
    """
    policy = packs.effective(pack, at=at)
    if subsidy not in policy.names:
        raise Refusal("claim.no_subsidy", name=subsidy)
    rule, who = policy.subsidy(subsidy), about.filled()
    payee, code = _payee(rule, who)
    home, unit = _home(who, policy.issuer)
    by.require(Power.DRAW_UP, owners=frozenset({home, policy.issuer}), unit=unit if by.unit else "")
    worker = who["worker"]
    if worker is not None and worker.age(at.date()) < YOUNGEST:
        raise Refusal("claim.under_age", claim=worker.masked_name, age=worker.age(at.date()), least=YOUNGEST)
    same = Claim.objects.filter(pack=pack, subsidy=subsidy, state__in=OPEN, **{key: who[key] for key in who})
    known = same.first()
    if known is not None:
        return known
    with writing("claim.draw_up", by=by, at=at, about=worker) as pen:
        row = Claim(
            number=_number(at), pack=pack, subsidy=subsidy, label=rule.label[:60], issuer_id=policy.issuer, home_id=home, unit=unit,
            pairing=_pairing(home, policy.issuer, at.date()), pays=rule.pays, payee_name=payee, payee_code=code, mode=rule.mode,
            drawn_up_by=by.login, drawn_up_at=at, phone_index=_phone(rule, who), **who,
        )  # fmt: skip
        return pen.add(row)


def _payee(rule: Subsidy, who: Mapping[str, Any]) -> tuple[str, str]:
    """Name and, of an organisation, code of whoever is paid. A household is paid to the person who claims for it."""
    paid = who["worker"] if rule.pays == "household" else who.get(rule.pays)
    if paid is None:
        raise Refusal("claim.nobody", pays=rule.pays)
    code = paid.credit_code if isinstance(paid, Employer) else "" if isinstance(paid, Worker) else paid.code
    return str(paid.name), code


def _home(who: Mapping[str, Any], issuer: str) -> tuple[str, str]:
    worker: Worker | None = who["worker"]
    if worker is not None:
        return worker.region_id, worker.unit
    for role in ("employer", "agency", "broker", "station"):
        if who[role] is not None:
            return str(who[role].region_id), ""
    return issuer, ""


def _pairing(home: str, issuer: str, on: date) -> Pairing | None:
    return Pairing.objects.in_force(on).filter(sending__in={home, issuer}, receiving__in={home, issuer}).first()


def _phone(rule: Subsidy, who: Mapping[str, Any]) -> str:
    person = who["referrer"] if rule.pays == "referrer" else who["worker"]
    return person.phone_index if person is not None else ""


def _number(at: datetime) -> str:
    """A number nobody has yet: year and place in it."""
    last = Claim.objects.filter(number__startswith=f"{at.year}-").aggregate(last=Max("number"))["last"]
    return f"{at.year}-{int(last.partition('-')[2]) + 1 if last else 1:06}"


def _own(claim: Claim, by: Actor, power: Power) -> None:
    """Whoever lives or pays there: seats below the county for their own people only."""
    by.require(power, owners=frozenset({claim.home_id, claim.issuer_id}), unit=claim.unit if by.unit else "")


def name_account(*, claim: Claim, name: str, bank: str, account: str, by: Actor, at: datetime) -> Claim:
    """Where it is to be paid: sealed to the row, compared through a keyed index. Refuses account.digits, claim.too_late once a batch has it."""
    _own(claim, by, Power.DRAW_UP)
    digits = account.replace(" ", "").replace("-", "")
    if not (digits.isdigit() and digits.isascii() and 8 <= len(digits) <= 30):
        raise Refusal("claim.account", found=len(digits))
    if claim.state not in OPEN or claim.state == "batched":
        raise Refusal("claim.too_late", state=claim.state)
    sealed = seal(keyring(), digits, table="subsidies.claim", column="account", row=claim.pk)
    index = blind_index(keyring(), digits, purpose="account")
    with writing("claim.account", by=by, at=at, about=claim) as pen:
        return pen.change(
            claim, payee_name=name.strip()[:60], bank=bank.strip()[:40], account_sealed=sealed, account_index=index
        )


@settled
def note_evidence(
    *, claim: Claim, kind: str, number: str = "", on: date | None = None, facts: Mapping[str, Any] | None = None,
    digest: str = "", by: Actor, at: datetime,
) -> Evidence:  # fmt: skip
    """Note one paper of a claim and what it states. The same paper again is once.

    Refuses evidence.kind (not one the pack asks for), evidence.fact (unknown, or of another kind), claim.too_late after the decision.
    """
    _own(claim, by, Power.DRAW_UP)
    pack = packs.effective(claim.pack, at=at)
    if kind not in {*pack.documents, DECLARATION}:
        raise Refusal("evidence.kind", given=kind)
    if claim.state not in {"drawn_up", "accepted", "asks", "reviewed"}:
        raise Refusal("claim.too_late", state=claim.state)
    held = {name: _plain(pack, name, value) for name, value in (facts or {}).items()}
    known = Evidence.objects.filter(claim=claim, kind=kind, number=number.strip()).first()
    if known is not None:
        return known
    with writing("claim.evidence", by=by, at=at, about=claim) as pen:
        return pen.add(
            Evidence(
                claim=claim,
                kind=kind,
                number=number.strip(),
                on=on,
                facts=held,
                digest=digest,
                noted_by=by.login,
                noted_at=at,
            )
        )


def _plain(pack: Pack, name: str, value: Any) -> Any:
    if name not in pack.facts:
        raise Refusal("evidence.fact", name=name)
    try:
        written = plain(value)
        revived(written, pack.facts[name].kind)
    except (TypeError, ValueError):
        raise Refusal("evidence.fact", name=name) from None
    return written


@settled
def accept(*, claim: Claim, by: Actor, at: datetime) -> Claim:
    """受理: the claim takes its turn in the pack's queue. One that was asked for papers takes a new turn, since the others did not wait.

    Its key (person, kind, period) is taken at the same moment: whoever comes second is refused claim.claimed, told the kind and the number of
    the other claim only where it is of the own government. Refuses what the engine finds wrong with the facts.
    """
    _own(claim, by, Power.DRAW_UP)
    if claim.state == "accepted":
        return claim
    state = CLAIM_LIFE.after(claim.state, "accept")
    pack = packs.effective(claim.pack, at=at)
    first = claim.accepted_at is None
    claim.accepted_at, claim.turn = at, _turn(claim.pack)
    known = checked(asked(claim, pack, at=at), pack.facts)
    with writing("claim.accept", by=by, at=at, about=claim) as pen:
        turn, moment = claim.turn, claim.accepted_at
        pen.change(claim, state=state, accepted_at=moment, turn=turn, accepted_by=by.login, asked="", level=0)
        if first or not claim.claimed.exists():
            _take_key(pen, claim, pack, known)
        return claim


def _turn(pack: str) -> int:
    return (Claim.objects.filter(pack=pack).aggregate(last=Max("turn"))["last"] or 0) + 1


def _take_key(pen: Pen, claim: Claim, pack: Pack, known: Asked) -> None:
    """One row a period: the year, or for monthly sums the months that are claimed."""
    person = claim.person
    if person is None:
        return
    employer = claim.employer_id if claim.pays == "employer" else ""
    subject = f"{person.number_index}|{claim.worker.number_index if claim.worker else ''}|{employer}"
    for period in periods(pack.subsidy(claim.subsidy), known):
        key = blind_index(keyring(), f"{subject}|{claim.subsidy}|{period}", purpose="claimed")
        other = Claimed.objects.filter(key=key).select_related("claim").first()
        if other is not None and pack.subsidy(claim.subsidy).monthly and other.claim.pack == claim.pack:
            continue  # months an earlier claim of the same paper had: the engine pays each once
        if other is not None:
            raise Refusal("claim.claimed", kind=claim.label, period=period, number=_told(other.claim, claim))
        pen.add(Claimed(claim=claim, key=key, kind=claim.subsidy, period=period))


def _told(other: Claim, mine: Claim) -> str:
    """The other claim's number where the own government has it; of another government only that there is one."""
    return other.number if other.issuer_id == mine.issuer_id else "—"


def periods(rule: Subsidy, known: Asked) -> list[str]:
    """Which periods a claim is for: months of a monthly sum, else the year of the day that selects the value."""
    if rule.monthly is not None:
        return sorted(f"{month:%Y-%m}" for month in known.facts.get(rule.monthly.months, ()))
    day = known.row.get(rule.date) or known.accepted_at
    return [str(day.year)]


def ask(*, claim: Claim, missing: str, by: Actor, at: datetime) -> Claim:
    """请补材料: it leaves the queue until the papers are there. Refuses claim.asked_nothing."""
    _own(claim, by, Power.REVIEW)
    if not missing.strip():
        raise Refusal("claim.asked_nothing")
    if claim.state == "asks" and claim.asked == missing.strip():
        return claim
    state = CLAIM_LIFE.after(claim.state, "ask")
    with writing("claim.ask", by=by, at=at, about=claim) as pen:
        return pen.change(claim, state=state, asked=missing.strip()[:200])


def withdraw(*, claim: Claim, by: Actor, at: datetime) -> Claim:
    """The person takes it back before anything is decided; the key is free again. Twice is once."""
    _own(claim, by, Power.DRAW_UP)
    if claim.state == "withdrawn":
        return claim
    state = CLAIM_LIFE.after(claim.state, "withdraw")
    with writing("claim.withdraw", by=by, at=at, about=claim) as pen:
        free_key(pen, claim)
        return pen.change(claim, state=state)


def free_key(pen: Pen, claim: Claim) -> None:
    """Let go of the key: another claim of the kind may be accepted."""
    for one in claim.claimed.all():
        pen.remove(one)


def note_call(*, claim: Claim, on: date, by: Actor, at: datetime) -> Claim:
    """电话核实: somebody rang the person and it is as the claim says. Refuses claim.call_day."""
    _own(claim, by, Power.REVIEW)
    if on > at.date() or (claim.accepted_at and on < claim.accepted_at.date()):
        raise Refusal("claim.call_day", day=on.isoformat())
    with writing("claim.call", by=by, at=at, about=claim) as pen:
        return pen.change(claim, called_on=on, called_by=by.login)


__all__ = [
    "Drawn",
    "Region",
    "accept",
    "ask",
    "draw_up",
    "free_key",
    "name_account",
    "note_call",
    "note_evidence",
    "periods",
    "withdraw",
]
