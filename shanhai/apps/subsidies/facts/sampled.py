"""A sample as the pure part reads it: the list as committed, the draws so far, the bound they give."""

from shanhai.apps.subsidies.models import Sample
from shanhai.core.refusal import Refusal
from shanhai.core.sampling import Item, Look, bound, drawn, enough


def items(sample: Sample) -> list[Item]:
    """The committed list."""
    return [Item(str(key), int(fen)) for key, fen in sample.listed]


def total(sample: Sample) -> int:
    """All the money on it, in fen."""
    return sum(one.fen for one in items(sample))


def looks(sample: Sample) -> list[Look]:
    """What was found, in the order of the draws."""
    paid = {one.id: one.fen for one in items(sample)}
    return [Look(paid[one.payment_id], one.overpaid) for one in sample.drawn.all()]


def next_draw(sample: Sample) -> tuple[int, Item]:
    """The draw to be looked at next. Refuses sample.seed before there is one."""
    if not sample.seed:
        raise Refusal("sample.seed")
    place = sample.drawn.count() + 1
    return place, drawn(items(sample), seed=sample.seed, draws=place)[-1]


def upper(sample: Sample) -> int:
    """At most so many fen were overpaid, with 95 % confidence."""
    return bound(total(sample), looks(sample))


def done(sample: Sample) -> bool:
    """Whether enough has been looked at."""
    return enough(total(sample), looks(sample), tolerated=sample.tolerated)
