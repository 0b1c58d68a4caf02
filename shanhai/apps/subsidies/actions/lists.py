"""比对: a list of another office held against the claims that are not yet paid. Nothing of it is kept but what it contradicts; and who is barred."""

import hashlib
from collections.abc import Sequence
from datetime import date, datetime

from shanhai.apps.audit.actions import settled, writing
from shanhai.apps.regions.models import Region
from shanhai.apps.subsidies.facts.listed import Listed
from shanhai.apps.subsidies.models import Barred, Claim, Comparison, Difference
from shanhai.apps.subsidies.models.lists import KINDS
from shanhai.core.desk import Actor, Power
from shanhai.core.refusal import Refusal

WATCHED = ("accepted", "reviewed", "decided", "waits", "published", "heard", "approved", "paid")
# Whom a list speaks against: those who are on it, or those who are not.
AGAINST_ABSENT = frozenset({"anti_poverty", "insurance"})


@settled
def compare(
    *,
    region: Region,
    kind: str,
    source: str,
    listed_on: date,
    listed: Sequence[Listed],
    unread: int = 0,
    by: Actor,
    at: datetime,
) -> Comparison:
    """Hold a list against the claims of one's own people and papers; each contradiction is a task. The same list again is once.

    Of the poor and of the insured it speaks against whoever is not on it; of the dead, of public pay-rolls and of business owners against whoever
    is. Refuses list.kind, list.source, list.empty.
    """
    by.require(Power.COMPARE, owners=frozenset({region.code}))
    if kind not in KINDS:
        raise Refusal("list.kind", given=kind)
    if not source.strip():
        raise Refusal("list.source")
    if not listed:
        raise Refusal("list.empty")
    digest = hashlib.sha256("\n".join(sorted(one.index for one in listed)).encode()).hexdigest()
    known = Comparison.objects.filter(region=region, kind=kind, digest=digest).first()
    if known is not None:
        return known
    on_it = {one.index for one in listed}
    watched = Claim.objects.filter(state__in=WATCHED).exclude(worker=None).select_related("worker")
    ours = watched.filter(home=region) | watched.filter(issuer=region)
    with writing("list.compare", by=by, at=at) as pen:
        row = pen.add(
            Comparison(
                region=region, kind=kind, source=source.strip()[:80], listed_on=listed_on, rows=len(listed), unread=unread, digest=digest,
                compared_by=by.name, compared_at=at,
            )
        )  # fmt: skip
        pen.add_all(
            Difference(comparison=row, claim=one, kind=kind)
            for one in ours.order_by("number")
            if one.worker is not None and (one.worker.number_index in on_it) != (kind in AGAINST_ABSENT)
        )
        return row


def settle_difference(*, difference: Difference, how: str, by: Actor, at: datetime) -> Difference:
    """Somebody looked into it. Refusing the claim or recovering the money is an act of its own. Refuses difference.how. Twice is once."""
    claim = difference.claim
    by.require(Power.COMPARE, owners=frozenset({claim.home_id, claim.issuer_id}))
    if not how.strip():
        raise Refusal("difference.how")
    if difference.settled_at is not None and difference.how == how.strip():
        return difference
    with writing("difference.settle", by=by, at=at, about=claim) as pen:
        return pen.change(difference, settled_at=at, settled_by=by.login, how=how.strip()[:100])


@settled
def bar(
    *, region: Region, subject: str, name: str, why: str, paper: str, since: date, by: Actor, at: datetime
) -> Barred:
    """列入失信名单: nothing more is paid from that day on, by a paper. The same again is once. Refuses bar.why without reason or paper."""
    by.require(Power.DECIDE, owners=frozenset({region.code}))
    if not why.strip() or not paper.strip():
        raise Refusal("bar.why")
    known = Barred.objects.filter(region=region, subject=subject, until=None).first()
    if known is not None:
        return known
    with writing("bar.add", by=by, at=at) as pen:
        return pen.add(
            Barred(
                region=region,
                subject=subject,
                name=name[:60],
                why=why.strip()[:100],
                paper=paper.strip()[:80],
                since=since,
            )
        )


def unbar(*, barred: Barred, until: date, by: Actor, at: datetime) -> Barred:
    """Taken off the list from a day on. Refuses bar.order (before it began). Twice is once."""
    by.require(Power.DECIDE, owners=frozenset({barred.region_id}))
    if barred.until == until:
        return barred
    if until < barred.since:
        raise Refusal("bar.order", since=barred.since.isoformat())
    with writing("bar.end", by=by, at=at) as pen:
        return pen.change(barred, until=until)
