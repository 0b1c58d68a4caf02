"""Positions → vacancies: only what the score may read, and how many seats are free."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from django.db.models import Count

from shanhai.apps.employers.models import STALE, Arrears, Position
from shanhai.apps.fairs.models import Intent
from shanhai.apps.matches.facts.people import people_at_work
from shanhai.apps.matches.models import Proposal
from shanhai.apps.placements.models import Placement
from shanhai.apps.regions.models import Pairing
from shanhai.core.matching.sides import Vacancy
from shanhai.core.matching.works import families, schooling_asked
from shanhai.core.money import Fen
from shanhai.core.occupations import occupation_name
from shanhai.core.wording import tags_of

NIGHT = ("夜", "倒班", "两班", "二班", "三班", "轮班")
DAY = ("白班", "长白班", "常白班", "正常班")


def offered(pairing: Pairing, *, on: date) -> list[Position]:
    """What the receiving side's listed employers offer on a day, by name: open, verified within 90 days, on no arrears list."""
    rows = Position.objects.public(on=on).filter(employer__region=pairing.receiving_id)
    return list(rows.select_related("employer__region").order_by("employer__name", "title", "pk"))


def free_seats(positions: Sequence[Position], *, on: date, held: Mapping[str, int] | None = None) -> dict[str, int]:
    """Seats less those taken: intents that stand, people who started that work after it was offered, proposals confirmed; and `held`."""
    keys = [one.pk for one in positions]
    counts: Counter[str] = Counter(held or {})
    intents = Intent.objects.filter(position__in=keys, withdrawn_at=None).order_by().values("position")
    counts.update({row["position"]: row["n"] for row in intents.annotate(n=Count("worker", distinct=True))})
    sure = Proposal.objects.filter(position__in=keys, state="confirmed").order_by().values("position")
    counts.update({row["position"]: row["n"] for row in sure.annotate(n=Count("pk"))})
    spells = Placement.objects.standing(on).filter(employer__in={one.employer_id for one in positions}).exclude(work="")
    begun = list(spells.values_list("employer", "work", "started_on"))
    return {one.pk: max(0, one.seats - counts[one.pk] - _come(one, begun)) for one in positions}


def _come(position: Position, begun: Sequence[tuple[str, str, date]]) -> int:
    """People who took up that work there after it was offered: a position counts the people it still takes."""
    here = (position.employer_id, position.title)
    return sum((employer, work) == here and since > position.opened_on for employer, work, since in begun)


def vacancies(positions: Sequence[Position], pairing: Pairing, *, on: date) -> list[Vacancy]:
    """What may be read of each position for the score. Three questions whatever their number."""
    fellows = _fellows(pairing, on)
    arrears = set(Arrears.objects.standing(on=on).values_list("credit_code", flat=True))
    return [_vacancy(one, fellows.get(one.employer_id, {}), arrears, on) for one in positions]


def _vacancy(one: Position, fellows: Mapping[str, int], arrears: set[str], on: date) -> Vacancy:
    firm = one.employer
    night = True if any(word in one.shifts for word in NIGHT) else False if any(w in one.shifts for w in DAY) else None
    return Vacancy(
        key=one.pk,
        employer=firm.pk,
        title=one.title,
        works=families(f"{one.title} {occupation_name(one.occupation)}"),
        schooling=schooling_asked(one.requirements),
        pay_min=Fen(one.pay_min),
        pay_max=Fen(one.pay_max),
        night=night,
        hours=one.hours,
        dormitory=one.dormitory,
        couples_room=one.couples_room,
        limits=tags_of(one.limits),
        age_min=one.age_min,
        age_max=one.age_max,
        fellows=fellows,
        fresh=one.verified_on is not None and one.verified_on >= on - STALE,
        in_arrears=firm.credit_code in arrears,
        places=_words(firm.name, firm.region.name, firm.address),
    )


def _words(name: str, region: str, address: str) -> tuple[str, ...]:
    """By which words people call the place: the firm without what stands in brackets, the county with and without its last character."""
    short = name.partition("（")[0]
    return tuple(dict.fromkeys(one for one in (name, short, region, region[:-1], address) if one))


def _fellows(pairing: Pairing, on: date) -> dict[str, Counter[str]]:
    """People from each township who are at an employer already, or have agreed to go there."""
    found: dict[str, Counter[str]] = {}
    for employer, unit in people_at_work(pairing.sending_id, on=on).values_list("employer", "worker__unit"):
        found.setdefault(employer, Counter())[unit[:9]] += 1
    intents = Intent.objects.filter(withdrawn_at=None, worker__region=pairing.sending_id)
    for employer, unit in intents.values_list("position__employer", "worker__unit"):
        found.setdefault(employer, Counter())[unit[:9]] += 1
    return found
