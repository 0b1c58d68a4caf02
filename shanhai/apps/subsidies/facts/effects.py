"""What a changed policy would have done to the claims of the last year: cost, who gains, who loses, and which past decisions would differ."""

from dataclasses import dataclass
from datetime import date, timedelta

from shanhai.apps.subsidies.facts.folding import read
from shanhai.apps.subsidies.facts.packs import pack_of
from shanhai.apps.subsidies.models import Decision
from shanhai.apps.workers.models import Worker
from shanhai.core.policy.claims import Claim as Asked
from shanhai.core.policy.pack import Pack
from shanhai.core.policy.simulate import simulate

YEAR = timedelta(days=366)
MOST = 50  # losers named


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """Sums in fen over the claims decided in the year. `losers`: masked name, before, after; `changed`: how many decisions would come out otherwise."""

    claims: int
    changed: int
    cost_before: int
    cost_after: int
    gaining: int
    losing: int
    households_losing: int
    losers: tuple[tuple[str, int, int], ...]


def decided(pack: str, *, on: date) -> list[Asked]:
    """The claims of a pack decided in the year before a day, each as it was last stated."""
    latest: dict[str, Asked] = {}
    rows = Decision.objects.filter(pack=pack, kind__in=("decide", "adjust"), at__date__gt=on - YEAR).order_by("place")
    for row in rows.select_related("policy"):
        latest[row.claim_id] = read(row.stated, pack_of(row.policy))
    return sorted(latest.values(), key=lambda one: one.order)


def effect(pack: str, before: Pack, after: Pack, *, on: date) -> Effect:
    """Decide the year's claims under both and compare."""
    claims = [one for one in decided(pack, on=on) if one.subsidy in before.names & after.names]
    found = simulate(before, after, claims)
    losing = found.losing["worker"]
    names = {one.pk: one.masked_name for one in Worker.objects.filter(pk__in=[each.key for each in losing[:MOST]])}
    return Effect(
        claims=len(claims), changed=len(found.claims), cost_before=found.cost_before, cost_after=found.cost_after,
        gaining=len(found.gaining["worker"]), losing=len(losing), households_losing=len(found.losing["household"]),
        losers=tuple((names.get(one.key, "—"), one.before, one.after) for one in losing[:MOST]),
    )  # fmt: skip
