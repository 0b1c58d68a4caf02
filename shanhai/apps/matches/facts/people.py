"""People of the roll → seekers: only what matching may read, from the latest wish said by the day."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from shanhai.apps.fairs.models import Intent
from shanhai.apps.matches.models import Proposal
from shanhai.apps.placements.models import Placement
from shanhai.apps.workers.models import AbilityFact, Objection, Wish, Worker
from shanhai.core.dates import add_months, age_on
from shanhai.core.matching.score import WORKING_AGE
from shanhai.core.matching.sides import Home, Seeker, Trade, When
from shanhai.core.matching.works import families
from shanhai.core.money import Fen

SCHOOLING = {"80": 1, "70": 2, "60": 3, "40": 3, "47": 3, "30": 4, "20": 5, "10": 5}
NOT_THERE = ("不去", "不想去", "不要去", "不愿去")
APART = "，,、；; 　"
WAITS = (0, 14, 60, 61)  # days, as the score tells them apart


def seeks(region: str, *, on: date) -> QuerySet[Worker]:
    """Who wants to go on a day: willing, sixteen, not at work, no intent standing, and fine with proposals made by a machine.

    Whoever declined a proposal is asked again only after saying anew what they want.
    """
    working = Exists(Placement.objects.standing(on).filter(worker=OuterRef("pk")))
    intends = Exists(Intent.objects.filter(worker=OuterRef("pk"), withdrawn_at=None))
    objects = Exists(Objection.objects.standing(on).filter(worker=OuterRef("pk")))
    since = Exists(Wish.objects.filter(worker=OuterRef("worker"), stated_on__gt=OuterRef("decided_at__date")))
    declined = Exists(Proposal.objects.filter(~since, worker=OuterRef("pk"), state="declined"))
    confirmed = Exists(Proposal.objects.filter(worker=OuterRef("pk"), state="confirmed"))
    of_age = Q(birth__lte=add_months(on, -12 * WORKING_AGE))
    rows = Worker.objects.standing().filter(of_age, region=region, willing="yes")
    return rows.filter(~working, ~intends, ~objects, ~declined, ~confirmed).order_by("pk")


def seekers(people: Iterable[Worker], *, on: date) -> list[Seeker]:
    """What may be read of each person for the score. Four questions whatever their number."""
    rows = list(people)
    keys = [one.pk for one in rows]
    wishes, papers, sent_back = _wishes(keys, on), _papers(keys, on), _sent_back(keys)
    return [_seeker(one, wishes.get(one.pk), papers.get(one.pk, ""), sent_back.get(one.pk, set()), on) for one in rows]


def _seeker(person: Worker, wish: Wish | None, papers: str, sent_back: set[str], on: date) -> Seeker:
    needs = set(wish.needs) if wish else set()
    text = wish.companions if wish else ""
    place, never = _places(wish.place if wish else "")
    leaves = max(on, wish.from_on) if wish and wish.from_on else on
    held = f"{person.skill} {papers}"
    return Seeker(
        key=person.pk,
        household=person.household_id,
        when=When(age=age_on(person.birth, leaves), wait=_wait((leaves - on).days), day_work="no_night" in needs),
        trade=Trade(
            able=families(held),
            wanted=families(wish.work if wish else ""),
            schooling=SCHOOLING.get(person.education, 0),
            licences=_licences(held),
        ),
        home=Home(
            lowest_pay=Fen(person.lowest_pay or 0),
            township=person.unit[:9],
            couple=any(word in text for word in ("爱人", "丈夫", "妻子", "夫妻", "对象")),
            couple_room="couple_room" in needs,
            place=place,
        ),
        never=frozenset(never | sent_back),
    )


def _wait(days: int) -> int:
    """Days until somebody can leave, as coarse as the score tells them apart."""
    return next((bound for bound in WAITS if days <= bound), WAITS[-1])


def _places(text: str) -> tuple[str, set[str]]:
    """The place wished for, and places or employers refused in so many words (“不去…”), from what a person said."""
    for mark in APART:
        text = text.replace(mark, "\n")
    said = [one for one in text.split("\n") if one]
    never = {one.removeprefix(word) for one in said for word in NOT_THERE if one.startswith(word)}
    wished = [one for one in said if not one.startswith(NOT_THERE)]
    return (wished[0] if wished else ""), never - {""}


def _licences(text: str) -> frozenset[str]:
    """Certificates as a roll or a paper names them."""
    special = "特种作业" in text or any(word in text for word in ("电工证", "焊工证", "电焊证", "高处作业证"))
    equipment = "特种设备" in text or any(word in text for word in ("叉车证", "司炉证", "起重证"))
    return frozenset(tag for tag, held in (("special_operation", special), ("special_equipment", equipment)) if held)


def _wishes(keys: list[str], on: date) -> Mapping[str, Wish]:
    rows = Wish.objects.filter(worker__in=keys, stated_on__lte=on).order_by("stated_on")
    return {row.worker_id: row for row in rows}


def _papers(keys: list[str], on: date) -> Mapping[str, str]:
    """Papers that a person's ability was stated with: where certificates are named."""
    facts = AbilityFact.objects.filter(Q(until=None) | Q(until__gt=on), worker__in=keys, since__lte=on)
    found: dict[str, str] = {}
    for worker, paper in facts.exclude(paper="").values_list("worker", "paper"):
        found[worker] = f"{found.get(worker, '')} {paper}"
    return found


def _sent_back(keys: list[str]) -> Mapping[str, set[str]]:
    """Positions from which somebody was sent back to the pool: not proposed to that person again."""
    rows = Proposal.objects.filter(worker__in=keys, state="sent_back").values_list("worker", "position")
    found: dict[str, set[str]] = {}
    for worker, position in rows:
        found.setdefault(worker, set()).add(position)
    return found


def people_at_work(region: str, *, on: date) -> QuerySet[Placement]:
    """Spells standing on a day of people of a county."""
    return Placement.objects.standing(on).filter(worker__region=region)
