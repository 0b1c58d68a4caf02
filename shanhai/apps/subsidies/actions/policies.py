"""政策启用和调整: packs put in force and values changed by two people, each change checked by the engine before anybody signs it."""

from datetime import date, datetime
from pathlib import Path

from shanhai.apps.audit.actions import Pen, settled, writing
from shanhai.apps.regions.models import Region
from shanhai.apps.subsidies.facts import packs
from shanhai.apps.subsidies.models import Adoption, ParamValue, Policy
from shanhai.core.desk import Actor, Power
from shanhai.core.ledger import canonical
from shanhai.core.policy.pack import Pack
from shanhai.core.policy.reading import load
from shanhai.core.refusal import Refusal


def keep(pack: Pack, *, pen: Pen, issuer: Region, at: datetime) -> Policy:
    """The stored policy of a pack, stored now if it is new."""
    known = Policy.objects.filter(digest=pack.digest).first()
    if known is not None:
        return known
    text = canonical(pack.tree).decode()
    return pen.add(
        Policy(pack=pack.id, issuer=issuer, title=pack.title[:120], digest=pack.digest, canonical=text, stored_at=at)
    )


@settled
def propose_pack(*, folder: Path, reason: str, by: Actor, at: datetime) -> Adoption:
    """Propose a whole pack of one's own government. The same pack again is the same proposal.

    Refuses what the engine does not read (with file and line), policy.issuer, policy.reason.
    """
    pack = load(folder)
    issuer = Region.objects.filter(code=pack.issuer).first()
    if issuer is None:
        raise Refusal("policy.issuer", code=pack.issuer)
    by.require(Power.WRITE_POLICY, owners=frozenset({issuer.code}))
    if not reason.strip():
        raise Refusal("policy.reason")
    known = Adoption.objects.filter(policy__digest=pack.digest).exclude(state="refused").first()
    if known is not None:
        return known
    with writing("policy.propose", by=by, at=at) as pen:
        policy = keep(pack, pen=pen, issuer=issuer, at=at)
        return pen.add(
            Adoption(pack=pack.id, issuer=issuer, policy=policy, reason=reason.strip(), maker=by.login, made_at=at)
        )


def decide_pack(*, adoption: Adoption, approve: bool, by: Actor, at: datetime) -> Adoption:
    """A second person puts a pack in force, or does not. The same answer again is once. Refuses policy.same_hand, policy.decided."""
    return _decide("policy.adopt", adoption, "approved" if approve else "refused", by, at)


@settled
def propose_value(
    *,
    pack: str,
    key: str,
    valid_from: date,
    value: object,
    paper: str,
    clause: str,
    reason: str,
    by: Actor,
    at: datetime,
) -> ParamValue:
    """Propose a number of one's own policy from a day on. Nothing moves until a second person agrees; the same again is the same.

    Refuses policy.reason, policy.key, and what the engine refuses of the policy with the value in it: out of bounds, a gap, an overlap, no paper.
    """
    base = packs.adopted(pack, at=at)
    if base is None:
        raise Refusal("policy.not_adopted", pack=pack)
    by.require(Power.WRITE_POLICY, owners=frozenset({base.issuer_id}))
    if not reason.strip():
        raise Refusal("policy.reason")
    row = ParamValue(
        pack=pack, issuer=base.issuer, key=key, valid_from=valid_from, value=value, paper=paper.strip(), clause=clause.strip(),
        reason=reason.strip(), maker=by.login, made_at=at,
    )  # fmt: skip
    same = ParamValue.objects.waiting().filter(
        pack=pack, key=key, valid_from=valid_from, paper=row.paper, clause=row.clause
    )
    known = next((one for one in same if one.value == value), None)
    if known is not None:
        return known
    _must_hold(base.policy, row, at)
    with writing("policy.value", by=by, at=at, about=base.policy) as pen:
        return pen.add(row)


def decide_value(*, value: ParamValue, approve: bool, by: Actor, at: datetime) -> ParamValue:
    """A second person agrees to a value, or does not. Decisions already made stay; `adjust` supplements them.

    Refuses policy.same_hand, policy.decided, and what the engine refuses by now.
    """
    by.require(Power.WRITE_POLICY, owners=frozenset({value.issuer_id}))
    if approve and value.state == "proposed":
        base = packs.adopted(value.pack, at=at)
        if base is None:
            raise Refusal("policy.not_adopted", pack=value.pack)
        _must_hold(base.policy, value, at)
    return _decide("policy.value_decided", value, "approved" if approve else "refused", by, at)


def _must_hold(policy: Policy, row: ParamValue, at: datetime) -> Pack:
    if row.key not in packs.pack_of(policy).params:
        raise Refusal("policy.key", key=row.key)
    return packs.laid_over(policy, [*packs.rows(row.pack, at=at), row])


def _decide[R: Adoption | ParamValue](action: str, row: R, state: str, by: Actor, at: datetime) -> R:
    by.require(Power.WRITE_POLICY, owners=frozenset({row.issuer_id}))
    if row.state == state and row.checker == by.login:
        return row
    if row.state != "proposed":
        raise Refusal("policy.decided", by=row.checker)
    if row.maker == by.login:
        raise Refusal("policy.same_hand", by=by.name)
    with writing(action, by=by, at=at, about=row) as pen:
        return pen.change(row, state=state, checker=by.login, decided_at=at)
