"""抽查: fix the list, then name a seed that nobody could know, then look at what is drawn until the bound is low enough."""

from datetime import date, datetime

from django.db.models import Max

from shanhai.apps.audit.actions import settled, writing
from shanhai.apps.regions.models import Region
from shanhai.apps.subsidies.facts.sampled import items, next_draw
from shanhai.apps.subsidies.models import Drawn, Payment, Sample
from shanhai.core.desk import Actor, Power
from shanhai.core.refusal import Refusal
from shanhai.core.sampling import Item, commitment


@settled
def commit_list(*, issuer: Region, since: date, until: date, tolerated: int = 500, by: Actor, at: datetime) -> Sample:
    """Fix the list of everything a government paid in some days by its hash. The same list again is the same sample.

    `tolerated` in basis points of the sum. Refuses sample.empty, sample.tolerated.
    """
    by.require(Power.SAMPLE)
    if not 1 <= tolerated <= 5_000:
        raise Refusal("sample.tolerated", given=tolerated)
    paid = Payment.objects.filter(batch__fund__issuer=issuer, state="paid", paid_on__range=(since, until)).order_by(
        "pk"
    )
    listed = [Item(one.pk, one.amount) for one in paid]
    fixed = commitment(listed)
    known = Sample.objects.filter(issuer=issuer, commitment=fixed, tolerated=tolerated).first()
    if known is not None:
        return known
    last = Sample.objects.filter(number__startswith=f"CC{at.year}-").aggregate(last=Max("number"))["last"]
    number = f"CC{at.year}-{int(last.partition('-')[2]) + 1 if last else 1:04}"
    with writing("sample.commit", by=by, at=at) as pen:
        return pen.add(
            Sample(
                issuer=issuer, number=number, listed=[[one.id, one.fen] for one in listed], commitment=fixed, committed_at=at,
                tolerated=tolerated, login=by.login,
            )
        )  # fmt: skip


def draw(*, sample: Sample, seed: str, source: str, by: Actor, at: datetime) -> Sample:
    """Name the public seed and where everybody can read it; once named it stands. Refuses sample.seed, sample.seeded (another one)."""
    by.require(Power.SAMPLE)
    if not seed.strip() or not source.strip():
        raise Refusal("sample.seed")
    if sample.seed == seed.strip():
        return sample
    if sample.seed:
        raise Refusal("sample.seeded", seed=sample.seed)
    with writing("sample.seed", by=by, at=at, about=sample) as pen:
        return pen.change(sample, seed=seed.strip()[:80], seed_source=source.strip()[:120], seeded_at=at)


@settled
def look(*, sample: Sample, ordinal: int, overpaid: int, note: str = "", by: Actor, at: datetime) -> Drawn:
    """What a draw turned out to be: how many fen too much. Draws are looked at in their order; one looked at stands.

    Refuses sample.order, sample.overpaid (more than was paid, or less than nothing).
    """
    by.require(Power.SAMPLE)
    known = Drawn.objects.filter(sample=sample, ordinal=ordinal).first()
    if known is not None:
        return known
    place, item = next_draw(sample)
    if place != ordinal:
        raise Refusal("sample.order", next=place)
    if not 0 <= overpaid <= item.fen:
        raise Refusal("sample.overpaid", most=item.fen)
    with writing("sample.look", by=by, at=at, about=sample) as pen:
        return pen.add(
            Drawn(
                sample=sample, ordinal=ordinal, payment_id=item.id, overpaid=overpaid, note=note.strip()[:100], looked_by=by.login, looked_at=at
            )
        )  # fmt: skip


__all__ = ["commit_list", "draw", "items", "look"]
