"""留任: how long people stay, by cohort, employer and channel; whoever has not been heard of lately is unknown, never gone and never there."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import OuterRef, Subquery

from shanhai.apps.placements.models import Attestation, Placement, PlacementQuerySet
from shanhai.core.following import silent_since
from shanhai.core.months import Stretch, last_day
from shanhai.core.survival import Stay, Step, curve, share_at, watched_at

_DAY = timedelta(days=1)
EARLY, LEAST, FLOOR = 30, 5, 0.8  # days, people, share: below this an employer's early leavers are looked at


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One spell as far as anybody knows on a day: `until` is the first day of which nothing is known, or on which it had ended.

    `placement` and `employer` are ids, `firm` the employer's name; `channel` is how the person came there; `stay` as
    the curve reads it.
    """

    placement: str
    employer: str
    firm: str
    channel: str
    started_on: date
    until: date
    left: bool
    stay: Stay

    @property
    def stretch(self) -> Stretch:
        """As months are counted."""
        return Stretch(self.started_on, self.until)

    def unknown(self, on: date) -> bool:
        """Neither gone nor heard of for as long as it takes to be lost."""
        return not self.left and self.until <= silent_since(on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cohort:
    """One curve: who is in it, how many are unknown today, and the steps with their band."""

    key: str
    seen: tuple[Seen, ...]
    steps: tuple[Step, ...]
    unknown: int

    def share(self, day: int) -> float:
        """The share still there so many days after the first day of work."""
        return share_at(list(self.steps), day)

    def watched(self, day: int) -> int:
        """Of how many it is known up to that day: the n beside the share."""
        return watched_at((one.stay for one in self.seen), day)


COLUMNS = (
    "pk", "started_on", "ended_on", "heard_on", "employer", "employer__name", "way", "transfer__group", "transfer__intent", "told"
)  # fmt: skip


def seen(rows: PlacementQuerySet, *, on: date) -> list[Seen]:
    """Spells begun by a day, each as far as it is known: by contact, by a word about a month, or by its end. One question, no whole row."""
    words = Attestation.objects.filter(placement=OuterRef("pk"), worked=True, month__lte=on).order_by("-month")
    begun = rows.filter(started_on__lte=on).annotate(told=Subquery(words.values("month")[:1]))
    return [_seen(*one, on=on) for one in begun.order_by().values_list(*COLUMNS)]


def _seen(
    pk: str, started: date, ended: date | None, heard: date | None, employer: str, firm: str, way: str, group: str | None,
    intent: str | None, told: date | None, *, on: date,
) -> Seen:  # fmt: skip
    left = ended is not None and ended <= on
    last = [started, min(heard or started, on), *([min(last_day(told), on)] if told else [])]
    until = ended if left and ended else max(last) + _DAY
    channel = "group" if group else "fair" if intent else way
    return Seen(
        placement=pk, employer=employer, firm=firm, channel=channel, started_on=started, until=until, left=left,
        stay=Stay(max(0, (until - started).days), left),
    )  # fmt: skip


BY: Mapping[str, Callable[[Seen], str]] = {
    "cohort": lambda one: f"{one.started_on.year}Q{(one.started_on.month + 2) // 3}",
    "employer": lambda one: one.employer,
    "channel": lambda one: one.channel,
}


def cohorts(found: Iterable[Seen], *, by: str, on: date) -> list[Cohort]:
    """One curve a cohort, employer or channel, in the order of their keys."""
    piles: dict[str, list[Seen]] = defaultdict(list)
    for one in found:
        piles[BY[by](one)].append(one)
    return [whole(key, pile, on=on) for key, pile in sorted(piles.items())]


def whole(key: str, pile: Iterable[Seen], *, on: date) -> Cohort:
    """One curve over all of a pile."""
    rows = tuple(pile)
    return Cohort(
        key=key, seen=rows, steps=tuple(curve(one.stay for one in rows)), unknown=sum(one.unknown(on) for one in rows)
    )


def early_leavers(found: Iterable[Seen], *, on: date) -> list[Cohort]:
    """Employers of whom at least five began and fewer than four in five stayed thirty days: a reason to ask, not a verdict."""
    return [one for one in cohorts(found, by="employer", on=on) if len(one.seen) >= LEAST and one.share(EARLY) < FLOOR]


def stretches(worker_id: str, *, on: date) -> list[Stretch]:
    """All a person's spells as far as they are known, for consecutive and cumulative months."""
    return [one.stretch for one in seen(Placement.objects.filter(worker=worker_id), on=on)]


def words(placement: Placement, *, by: date) -> dict[date, dict[str, bool]]:
    """What each source says about each month of a spell, as noted by the end of a day."""
    found: dict[date, dict[str, bool]] = defaultdict(dict)
    for one in Attestation.objects.filter(placement=placement, noted_at__date__lte=by):
        found[one.month][one.source] = one.worked
    return dict(sorted(found.items()))
