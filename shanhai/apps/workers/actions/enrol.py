"""Putting people on the roll, and bringing them to what it now states: one at a time or a district in one act."""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import batched

from shanhai.apps.audit.actions import Pen, settled, writing
from shanhai.apps.audit.insert import new_row
from shanhai.apps.audit.keys import keyring
from shanhai.apps.regions.models import Region
from shanhai.apps.workers.actions.statuses import repeat_status
from shanhai.apps.workers.facts import Person, newest
from shanhai.apps.workers.models import Household, StatusFact, Wish, Worker
from shanhai.core.desk import Actor, Power
from shanhai.core.identifiers.citizen import CitizenNumber
from shanhai.core.refusal import Refusal
from shanhai.core.spelling import name_initials
from shanhai.core.vault import blind_index, seal

AT_ONCE = 500  # values in one query
type Facts = dict[str, list[tuple[str, date, date | None]]]


def number_index(number: CitizenNumber) -> str:
    """The keyed index a citizen number is found by."""
    return blind_index(keyring(), number.value, purpose="citizen.number")


def find_person(*, region: str, number: CitizenNumber) -> Worker | None:
    """The person of a region's roll with this number."""
    return Worker.objects.filter(region=region, number_index=number_index(number)).first()


@settled
def enrol(*, people: Sequence[Person], region: Region, by: Actor, at: datetime) -> list[Worker]:
    """Put new people on a region's roll, with household, standing status and wish as the roll states them.

    Raises `worker.twice` when a number is already on the roll (or twice in `people`), `desk.not_allowed` for a place not one's own.
    """
    for unit in {person.unit for person in people}:
        by.require(Power.WRITE_WORKERS, owners=frozenset({region.code}), unit=unit)
    indexes = [number_index(person.number) for person in people]
    if len(set(indexes)) < len(indexes) or any(
        Worker.objects.filter(region=region, number_index__in=part).exists() for part in batched(indexes, AT_ONCE)
    ):
        raise Refusal("worker.twice")
    with writing("worker.enrol", by=by, at=at) as pen:
        homes, stood = _households(pen, people, region)
        facts, fresh = _statuses(people, homes)
        status = {home: newest(rows, on=at.date()) for home, rows in facts.items()}
        workers = []
        for person, index in zip(people, indexes, strict=True):
            home = homes[person.household].id
            worker = new_row(
                Worker,
                household_id=home,
                region_id=region.code,
                number_index=index,
                willing=person.willing,
                lowest_pay=person.lowest_pay if person.willing else None,
                status=status[home],
            )
            pen.name(worker)
            _set(worker, person)
            workers.append(worker)
        pen.add_all(workers)
        wished = zip(people, workers, strict=True)
        pen.add_all(_wish(worker, person, at.date()) for person, worker in wished if person.willing)
        pen.add_all(fresh)
        repeat_status(pen, sorted({fact.household_id for fact in fresh} & stood), on=at.date())
        return workers


def update(*, worker: Worker, person: Person, by: Actor, at: datetime) -> Worker:
    """Bring one person's columns to what the roll now states; a wish or status that differs is a new dated fact."""
    _own(worker, person, by)
    with writing("worker.update", by=by, at=at, about=worker) as pen:
        _bring_up(pen, [(worker, person)], worker.region, on=at.date())
    return worker


def update_all(*, changes: Sequence[tuple[Worker, Person]], region: Region, by: Actor, at: datetime) -> None:
    """The same for many people of one region's roll in one act, with a few queries for all of them and one a person."""
    for worker, person in changes:
        _own(worker, person, by)
    with writing("worker.update", by=by, at=at) as pen:
        _bring_up(pen, changes, region, on=at.date())


_COLUMNS = (
    "unit", "name", "initials", "birth", "number_sealed", "tail_index", "sequence_index", "phone_sealed", "phone_index", "education", "skill",
    "ability",
)  # fmt: skip


def _set(worker: Worker, person: Person) -> None:
    ring, number = keyring(), person.number
    worker.unit, worker.name, worker.initials = person.unit, person.name, name_initials(person.name)
    worker.birth = number.birth
    worker.number_sealed = seal(ring, number.value, table="workers.worker", column="number", row=worker.id)
    worker.tail_index = blind_index(ring, number.tail, purpose="citizen.tail")
    worker.sequence_index = blind_index(ring, number.sequence, purpose="citizen.sequence")
    worker.education, worker.skill, worker.ability = person.education, person.skill, person.ability
    if person.phone:
        worker.phone_sealed = seal(ring, person.phone, table="workers.worker", column="phone", row=worker.id)
        worker.phone_index = blind_index(ring, person.phone, purpose="phone")


def _households(pen: Pen, people: Sequence[Person], region: Region) -> tuple[dict[str, Household], set[str]]:
    """Find or add the households that people belong to, by the roll's number; and the ids of those that stood before."""
    wanted: dict[str, Person] = {}
    for person in people:
        wanted.setdefault(person.household, person)
    known: dict[str, Household] = {}
    for part in batched(wanted, AT_ONCE):
        known |= {home.number: home for home in Household.objects.filter(region=region, number__in=part).order_by()}
    missing = [
        new_row(Household, region_id=region.code, number=number, unit=person.unit, village=person.village)
        for number, person in wanted.items()
        if number not in known
    ]
    stood = {home.id for home in known.values()}
    return known | {home.number: home for home in pen.add_all(missing)}, stood


def _statuses(people: Sequence[Person], homes: dict[str, Household]) -> tuple[Facts, list[StatusFact]]:
    """The facts of every household with those that people state added, and those of them that are new."""
    facts: Facts = {home.id: [] for home in homes.values()}
    for part in batched(facts, AT_ONCE):
        rows = StatusFact.objects.filter(household__in=part).values_list("household", "kind", "since", "until")
        for home, kind, since, until in rows:
            facts[home].append((kind, since, until))
    known = {(home, kind, since) for home, rows in facts.items() for kind, since, _until in rows}
    fresh = []
    for person in people:
        home_id = homes[person.household].id
        if not (person.status and person.status_since) or (home_id, person.status, person.status_since) in known:
            continue
        known.add((home_id, person.status, person.status_since))
        facts[home_id].append((person.status, person.status_since, None))
        fresh.append(new_row(StatusFact, household_id=home_id, kind=person.status, since=person.status_since))
    return facts, fresh


def _own(worker: Worker, person: Person, by: Actor) -> None:
    by.require(Power.WRITE_WORKERS, owners=frozenset({worker.region_id}), unit=worker.unit)
    by.require(Power.WRITE_WORKERS, unit=person.unit)


def _bring_up(pen: Pen, changes: Sequence[tuple[Worker, Person]], region: Region, *, on: date) -> None:
    """Set what is stated of people who are on the roll; a phone that is not stated stays."""
    people = [person for _worker, person in changes]
    homes, _stood = _households(pen, people, region)
    asked = [worker.id for worker, person in changes if person.willing]
    latest: dict[str, Wish] = {}
    for part in batched(asked, AT_ONCE):
        latest |= {wish.worker_id: wish for wish in Wish.objects.filter(worker__in=part).order_by("stated_on")}
    wishes = []
    for worker, person in changes:
        draft = Worker(id=worker.id, number_index=worker.number_index)
        _set(draft, person)
        kept = {name: getattr(draft, name) for name in _COLUMNS}
        if not person.phone:
            kept |= {"phone_sealed": worker.phone_sealed, "phone_index": worker.phone_index}
        standing = latest.get(worker.id)
        if person.willing and _differs(standing, person):
            kept |= {"willing": person.willing, "lowest_pay": person.lowest_pay}
            if standing is not None and standing.stated_on == on:
                pen.change(standing, willing=person.willing, work=person.work, lowest_pay=person.lowest_pay)
            else:
                wishes.append(_wish(worker, person, on))
        pen.change(worker, household=homes[person.household], **kept)
    pen.add_all(wishes)
    fresh = pen.add_all(_statuses(people, homes)[1])
    repeat_status(pen, sorted({fact.household_id for fact in fresh}), on=on)


def _wish(worker: Worker, person: Person, on: date) -> Wish:
    return new_row(
        Wish, worker_id=worker.id, willing=person.willing, work=person.work, lowest_pay=person.lowest_pay, stated_on=on
    )


def _differs(standing: Wish | None, person: Person) -> bool:
    if standing is None:
        return True
    now = (person.willing, person.work or standing.work, person.lowest_pay or standing.lowest_pay)
    return now != (standing.willing, standing.work, standing.lowest_pay)
