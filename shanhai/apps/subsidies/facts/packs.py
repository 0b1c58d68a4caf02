"""政策 as it was in force at a moment: the newest adopted pack with the values laid over it that two people had agreed on by then."""

import json
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from shanhai.apps.subsidies.models import Adoption, ParamValue, Policy
from shanhai.core.policy.pack import Pack
from shanhai.core.policy.reading import Amendment, amended, from_tree
from shanhai.core.refusal import Refusal


@lru_cache(maxsize=64)
def read(digest: str, canonical: str) -> Pack:
    """A stored policy as a pack. Refuses policy.altered where the text is not what its hash says."""
    pack = from_tree(json.loads(canonical))
    if pack.digest != digest:
        raise Refusal("policy.altered", digest=digest[:8])
    return pack


def pack_of(policy: Policy) -> Pack:
    """The pack a decision names."""
    return read(policy.digest, policy.canonical)


def _approved(at: datetime) -> QuerySet[Adoption, Any]:
    """Adoptions by a moment, each with whether a value has been agreed on since: most packs have none, and need not be asked for them."""
    later = ParamValue.objects.approved(at).filter(pack=OuterRef("pack"), decided_at__gte=OuterRef("decided_at"))
    return Adoption.objects.approved(at).annotate(amended=Exists(later)).select_related("policy", "issuer")


def adopted(pack: str, *, at: datetime) -> Adoption | None:
    """The adoption in force at a moment."""
    found = _approved(at).filter(pack=pack)
    return found.order_by("-decided_at", "-pk").first()


def rows(pack: str, *, at: datetime, base: Adoption | None = None) -> list[ParamValue]:
    """Values agreed on since the pack in force was adopted, by a moment. `base` saves asking for it again."""
    base = base or adopted(pack, at=at)
    if base is None or base.decided_at is None or not base.__dict__.get("amended", True):
        return []
    return list(ParamValue.objects.approved(at).filter(pack=pack, decided_at__gte=base.decided_at))


def effective(pack: str, *, at: datetime) -> Pack:
    """The policy at a moment. Refuses policy.not_adopted, and what the engine refuses of a value laid over."""
    base = adopted(pack, at=at)
    if base is None:
        raise Refusal("policy.not_adopted", pack=pack)
    return laid_over(base.policy, rows(pack, at=at, base=base))


def laid_over(policy: Policy, values: Iterable[ParamValue]) -> Pack:
    """A stored policy with values laid over it."""
    wanted = tuple(
        (one.key, one.valid_from.isoformat(), one.ref, json.dumps(one.value, ensure_ascii=False)) for one in values
    )
    return _laid_over(policy.digest, policy.canonical, wanted) if wanted else pack_of(policy)


@lru_cache(maxsize=64)
def _laid_over(digest: str, canonical: str, values: tuple[tuple[str, str, str, str], ...]) -> Pack:
    return amended(
        read(digest, canonical),
        [
            Amendment(key=key, valid_from=datetime.fromisoformat(day).date(), ref=ref, value=json.loads(value))
            for key, day, ref, value in values
        ],
    )


def in_force(*, at: datetime, issuers: Iterable[str] | None = None) -> list[Pack]:
    """Every pack in force at a moment, of some governments or of all, by id. One question, or two where values were changed, however many there are."""
    found = _approved(at).order_by("decided_at", "pk")
    if issuers is not None:
        found = found.filter(issuer__in=list(issuers))
    newest = {one.pack: one for one in found}
    values: dict[str, list[ParamValue]] = {}
    amended = [pack for pack, one in newest.items() if one.__dict__["amended"]]
    for one in ParamValue.objects.approved(at).filter(pack__in=amended) if amended else ():
        since = newest[one.pack].decided_at
        if since is not None and one.decided_at is not None and one.decided_at >= since:
            values.setdefault(one.pack, []).append(one)
    return [laid_over(newest[pack].policy, values.get(pack, [])) for pack in sorted(newest)]
