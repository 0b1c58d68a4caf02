"""Rows → sketches and suspects: who is compared with whom. No sealed value is opened for it, only keyed indexes are compared."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from django.db.models import Count, Q
from django.db.models.functions import Substr

from shanhai.apps.identities.models import Suspect
from shanhai.apps.regions.models import Pairing
from shanhai.apps.workers.models import Worker
from shanhai.core import likeness
from shanhai.core.desk import Desk
from shanhai.core.likeness import Sketch, Weigher, sketch, suspects
from shanhai.core.likeness.sketch import syllable

FEW = 400  # people who are looked for by what they share with others; of more, the roll is read whole
COLUMNS = (
    "id", "name", "birth", "household_id", "household__village", "unit", "region_id", "phone_index", "number_index", "tail_index",
    "sequence_index",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Seen:
    """What one desk sees of a pair: its own row, and the other only where both may be compared."""

    own: Worker
    other: Worker | None


def seen(pair: Suspect, desk: Desk) -> Seen:
    """The two rows as far as a desk may look. Across two counties the other row is not even read before both agreed."""
    own = pair.own(desk)
    if not pair.may_compare():
        return Seen(own, None)
    return Seen(own, pair.b if own.pk == pair.a_id else pair.a)


def partners(region: str) -> frozenset[str]:
    """The counties that a county has ever been paired with."""
    pairs = Pairing.objects.filter(Q(sending=region) | Q(receiving=region)).values_list("sending", "receiving")
    return frozenset(code for pair in pairs for code in pair) - {region}


def likely(
    region: str, *, people: Sequence[str] | None = None, tell: Callable[[int, int], None] | None = None
) -> list[likeness.Suspect]:
    """The suspects among a county's roll and its partners', each with at least one row of the county (or of `people`)."""
    rows = Worker.objects.standing().filter(region__in=partners(region) | {region})
    few = people is not None and len(people) <= FEW
    if people is not None and not people:
        return []
    if few:
        rows = rows.filter(_shares(list(people or ())))
    sketches = list(map(drawn, rows.values_list(*COLUMNS).iterator(5000)))
    among = set(people) if people is not None else {one.key for one in sketches if one.unit.startswith(region)}
    weigher = _weigher(region, sketches) if few else None
    return suspects(sketches, among=among, weigher=weigher, tell=tell)


def drawn(row: tuple[object, ...]) -> Sketch:
    """One row of `COLUMNS` as a sketch."""
    key, name, birth, home, village, unit, region, phone, number, tail, sequence = row
    place = f"{region}{str(unit)[6:9]}"
    return sketch(
        key=str(key),
        name=str(name),
        birth=birth,  # type: ignore[arg-type]
        home=str(home),
        village=f"{place}{village}",
        unit=place,
        phone=str(phone),
        number=str(number),
        tail=str(tail),
        sequence=str(sequence),
    )


def _shares(people: list[str]) -> Q:
    """Rows that share with one of a few people what a likeness begins with: letters of the name, home, phone, number or birth."""
    known = list(Worker.objects.filter(pk__in=people))
    names, phones = {one.initials for one in known}, {one.phone_index for one in known}
    homes, numbers = {one.household_id for one in known}, {one.number_index for one in known}
    births = {one.birth for one in known}
    spelled = {name[:i] + name[i + 1 :] for name in names for i in range(1, len(name))} | names
    alike = Q(initials__in=spelled) | Q(household__in=homes) | Q(number_index__in=numbers) | Q(birth__in=births)
    return alike | Q(phone_index__in=phones - {""})


def _weigher(region: str, sketches: Sequence[Sketch]) -> Weigher:
    """How common names are on the whole roll, although only a part was read: whoever shares a name was read."""
    counted = Weigher.of(sketches)
    rolls = Worker.objects.standing().filter(region__in=partners(region) | {region})
    surnames: dict[str, int] = {}
    for first, n in rolls.annotate(first=Substr("name", 1, 1)).order_by().values_list("first").annotate(n=Count("pk")):
        surnames[syllable(first)] = surnames.get(syllable(first), 0) + n
    return replace(counted, rows=max(sum(surnames.values()), 2), surnames=surnames)
