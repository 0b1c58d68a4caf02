"""Every write on the roll: enrol and update people, state facts and wishes, give and withdraw consent, reveal a number."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from shanhai.apps.audit.actions import Pen, note, settled, writing
from shanhai.apps.audit.keys import keyring
from shanhai.apps.regions.models import Region
from shanhai.apps.workers.facts import Person, status_kinds
from shanhai.apps.workers.models import Consent, Household, StatusFact, Wish, Worker
from shanhai.core.desk import Actor, Power
from shanhai.core.identifiers.citizen import CitizenNumber
from shanhai.core.money import Fen
from shanhai.core.refusal import Refusal
from shanhai.core.spelling import initials
from shanhai.core.vault import blind_index, seal

REVEAL_SHORTEST = 4


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
    for person in people:
        by.require(Power.WRITE_WORKERS, owners=frozenset({region.code}), unit=person.unit)
    indexes = [number_index(person.number) for person in people]
    if (
        len(set(indexes)) < len(indexes)
        or Worker.objects.filter(region=region, number_index__in=indexes[:1000]).exists()
    ):
        raise Refusal("worker.twice")
    with writing("worker.enrol", by=by, at=at) as pen:
        homes = _households(pen, people, region)
        workers = []
        for person, index in zip(people, indexes, strict=True):
            worker = Worker(household=homes[person.household], region=region, number_index=index)
            pen.name(worker)
            _set(worker, person)
            workers.append(worker)
        pen.add_all(workers)
        _state(pen, people, homes, workers, {}, on=at.date())
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


@settled
def record_wish(
    *,
    worker: Worker,
    willing: str,
    work: str,
    lowest_pay: Fen | None,
    stated_on: date,
    by: Actor,
    at: datetime,
) -> Wish:
    """Record what a person wants, as of a day; the same day's earlier wording is corrected."""
    by.require(Power.WRITE_WORKERS, owners=frozenset({worker.region_id}), unit=worker.unit)
    if willing not in Wish.Willing.values:
        raise Refusal("wish.willing", given=willing)
    with writing("worker.wish", by=by, at=at, about=worker) as pen:
        standing = Wish.objects.filter(worker=worker, stated_on=stated_on).first()
        if standing is not None:
            return pen.change(standing, willing=willing, work=work, lowest_pay=lowest_pay)
        return pen.add(
            Wish(
                worker=worker,
                willing=willing,
                work=work,
                lowest_pay=lowest_pay,
                stated_on=stated_on,
            )
        )


@settled
def state_status(*, household: Household, kind: str, since: date, paper: str, by: Actor, at: datetime) -> StatusFact:
    """Add one dated fact of a household's status. Facts run in parallel; stating the same fact twice changes nothing."""
    by.require(Power.WRITE_WORKERS, owners=frozenset({household.region_id}), unit=household.unit)
    if kind not in status_kinds():
        raise Refusal("status.kind", given=kind)
    if since < status_kinds()[kind].in_use_since or since > at.date():
        raise Refusal("status.since", kind=kind, since=since)
    standing = StatusFact.objects.filter(household=household, kind=kind, since=since).first()
    if standing is not None:
        return standing
    with writing("worker.status", by=by, at=at, about=household) as pen:
        return pen.add(StatusFact(household=household, kind=kind, since=since, paper=paper))


def consent(
    *,
    worker: Worker,
    purpose: str,
    recipients: Iterable[str],
    given_by: str = "self",
    by: Actor,
    at: datetime,
) -> None:
    """Record that a person agrees to be known to some offices or employers for a purpose. Joins the act that asked for it."""
    with writing("worker.consent", by=by, at=at, about=worker) as pen:
        standing = set(
            Consent.objects.standing().filter(worker=worker, purpose=purpose).values_list("recipient", flat=True)
        )
        for recipient in sorted(set(recipients) - standing):
            pen.add(
                Consent(
                    worker=worker,
                    purpose=purpose,
                    recipient=recipient,
                    given_by=given_by,
                    given_at=at,
                )
            )


def withdraw_consent(*, worker: Worker, purpose: str, recipients: Iterable[str], by: Actor, at: datetime) -> None:
    """End consents from now on; what was known before stays in the log only."""
    with writing("worker.consent_withdrawn", by=by, at=at, about=worker) as pen:
        for row in Consent.objects.standing().filter(worker=worker, purpose=purpose, recipient__in=set(recipients)):
            pen.change(row, withdrawn_at=at)


def reveal(*, worker: Worker, purpose: str, by: Actor, at: datetime) -> str:
    """Show one citizen number whole, for a stated purpose, and leave that in the log. Refuses `reveal.purpose` without one."""
    by.require(Power.REVEAL, owners=frozenset({worker.region_id}), unit=worker.unit)
    if len(purpose.strip()) < REVEAL_SHORTEST:
        raise Refusal("reveal.purpose", shortest=REVEAL_SHORTEST)
    note("worker.reveal", by=by, at=at, about=worker, facts={"purpose": purpose.strip()})
    return worker.number()


_COLUMNS = (
    "unit", "name", "initials", "birth", "number_sealed", "tail_index", "phone_sealed", "phone_index", "education", "skill", "ability",
)  # fmt: skip


def _set(worker: Worker, person: Person) -> None:
    ring, number = keyring(), person.number
    worker.unit, worker.name, worker.initials = person.unit, person.name, initials(person.name)
    worker.birth = number.birth
    worker.number_sealed = seal(ring, number.value, table="workers.worker", column="number", row=worker.id)
    worker.tail_index = blind_index(ring, number.tail, purpose="citizen.tail")
    worker.education, worker.skill, worker.ability = person.education, person.skill, person.ability
    if person.phone:
        worker.phone_sealed = seal(ring, person.phone, table="workers.worker", column="phone", row=worker.id)
        worker.phone_index = blind_index(ring, person.phone, purpose="phone")


def _households(pen: Pen, people: Sequence[Person], region: Region) -> dict[str, Household]:
    """Find or add the households that people belong to, by the roll's number."""
    wanted = {person.household: person for person in people}
    names = list(wanted)
    known: dict[str, Household] = {}
    for start in range(0, len(names), 500):
        known |= {h.number: h for h in Household.objects.filter(region=region, number__in=names[start : start + 500])}
    missing = [
        Household(region=region, number=number, unit=person.unit, village=person.village)
        for number, person in wanted.items()
        if number not in known
    ]
    return known | {home.number: home for home in pen.add_all(missing)}


def _own(worker: Worker, person: Person, by: Actor) -> None:
    by.require(Power.WRITE_WORKERS, owners=frozenset({worker.region_id}), unit=worker.unit)
    by.require(Power.WRITE_WORKERS, unit=person.unit)


def _bring_up(pen: Pen, changes: Sequence[tuple[Worker, Person]], region: Region, *, on: date) -> None:
    """Set what is stated of people who are on the roll; a phone that is not stated stays."""
    people, workers = [person for _worker, person in changes], [worker for worker, _person in changes]
    homes = _households(pen, people, region)
    for worker, person in changes:
        draft = Worker(id=worker.id, number_index=worker.number_index)
        _set(draft, person)
        kept = {name: getattr(draft, name) for name in _COLUMNS}
        if not person.phone:
            kept |= {"phone_sealed": worker.phone_sealed, "phone_index": worker.phone_index}
        pen.change(worker, household=homes[person.household], **kept)
    asked = [worker.id for worker, person in changes if person.willing]
    latest = {wish.worker_id: wish for wish in Wish.objects.filter(worker__in=asked).order_by("stated_on")}
    _state(pen, people, homes, workers, latest, on=on)


def _state(
    pen: Pen,
    people: Sequence[Person],
    homes: dict[str, Household],
    workers: Sequence[Worker],
    latest: dict[str, Wish],
    *,
    on: date,
) -> None:
    """Add the status facts and wishes that are new; the wish of the same day is corrected. `latest` are the standing wishes."""
    wishes, statuses = [], {}
    for person, worker in zip(people, workers, strict=True):
        standing_wish = latest.get(worker.id)
        if person.willing and _differs(standing_wish, person):
            stated = {"willing": person.willing, "work": person.work, "lowest_pay": person.lowest_pay}
            if standing_wish is not None and standing_wish.stated_on == on:
                pen.change(standing_wish, **stated)
            else:
                wishes.append(Wish(worker=worker, stated_on=on, **stated))
        if person.status and person.status_since:
            home = homes[person.household]
            statuses[home.id, person.status, person.status_since] = home
    standing = set(
        StatusFact.objects.filter(household__in={h.id for h in statuses.values()}).values_list(
            "household", "kind", "since"
        )
    )
    pen.add_all(wishes)
    pen.add_all(
        StatusFact(household=home, kind=kind, since=since)
        for (_, kind, since), home in statuses.items()
        if (home.id, kind, since) not in standing
    )


def _differs(standing: Wish | None, person: Person) -> bool:
    if standing is None:
        return True
    now = (person.willing, person.work or standing.work, person.lowest_pay or standing.lowest_pay)
    return now != (standing.willing, standing.work, standing.lowest_pay)
