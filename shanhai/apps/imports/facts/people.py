"""Judging a village roll against the roll we hold: by citizen number through its index, in a few queries for the whole file."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import batched

from shanhai.apps.imports.facts.verdict import BATCH, Bench, Tell, Verdict, first_of_each, in_batches, mask
from shanhai.apps.regions.models import Level, Region
from shanhai.apps.workers.actions import number_index
from shanhai.apps.workers.facts import Person, status_kinds
from shanhai.apps.workers.models import Household, StatusFact, Wish, Worker
from shanhai.apps.workers.sheets import COLUMNS, parse, standing_cells, stated_cells, township_words
from shanhai.core.identifiers.citizen import CitizenNumber
from shanhai.core.identifiers.division import divisions
from shanhai.core.money import Fen
from shanhai.core.refusal import Refusal
from shanhai.sheets.read import SheetRow

BY_KEY = {column.key: column for column in COLUMNS}
WISHED = ("willing", "work", "lowest_pay")


@dataclass(frozen=True, slots=True, kw_only=True)
class Landing:
    """What to do with one person: enrol (`worker` None) or bring up to date; `village` only where the household's differs."""

    person: Person
    worker: Worker | None = None
    village: str = ""


def judge(rows: Sequence[SheetRow], bench: Bench, tell: Tell) -> list[Verdict]:
    """Judge every row. A doubt that concerns two rows falls on both, a plain repetition on the later one."""
    townships = township_words(bench.region)
    verdicts = [_read(row, bench, townships) for row in in_batches(rows, tell)]
    indexes = {id(verdict): index for verdict in verdicts if (index := _index(verdict, bench))}
    _repeated(verdicts, indexes)
    standing = _Standing(verdicts, set(indexes.values()), bench)
    for verdict in verdicts:
        worker = standing.workers.get(indexes.get(id(verdict), ""))
        verdict.target = worker.pk if worker else ""
        if isinstance(verdict.value, Person):
            _weigh(verdict, verdict.value, worker, standing, bench)
    return verdicts


def absent(verdicts: Sequence[Verdict], bench: Bench) -> int:
    """How many of the sender's people on our roll the file does not name. Nobody is deleted for that."""
    ours = Worker.objects.filter(region=bench.region, unit__startswith=bench.unit)
    named = {verdict.target for verdict in verdicts if verdict.target}
    return ours.count() - sum(ours.filter(pk__in=part).count() for part in batched(sorted(named), BATCH))


def _read(row: SheetRow, bench: Bench, townships: dict[str, str]) -> Verdict:
    person, flaws = parse(row.cells, today=bench.today, townships=townships, unit=bench.unit)
    verdict = Verdict(row=row, flaws=flaws, value=person)
    if person is not None and not person.unit.startswith(bench.unit):
        verdict.reject("township", Refusal("import.other_unit"))
    return verdict


def _index(verdict: Verdict, bench: Bench) -> str:
    """The index of the number a row names, also when something else is wrong with the row."""
    if verdict.value is not None:
        return number_index(verdict.value.number)
    try:
        return number_index(CitizenNumber.parse(verdict.row.cells.get("number", ""), today=bench.today))
    except Refusal:
        return ""


def _repeated(verdicts: Sequence[Verdict], indexes: dict[int, str]) -> None:
    for same in first_of_each(verdicts, lambda verdict: indexes.get(id(verdict))).values():
        if len({verdict.value.name for verdict in same}) > 1:
            for verdict in same:
                others = [other.row.number for other in same if other is not verdict]
                verdict.doubt("number", Refusal("worker.number_twice", rows=others))
            continue
        for verdict in same[1:]:
            verdict.reject("number", Refusal("import.twice", row=same[0].row.number))


class _Standing:
    """What the roll holds about everybody and every household that the file names."""

    def __init__(self, verdicts: Sequence[Verdict], indexes: set[str], bench: Bench) -> None:
        people = [verdict.value for verdict in verdicts if verdict.value is not None]
        self.names = dict(Region.objects.filter(level=Level.TOWNSHIP, parent=bench.region).values_list("code", "name"))
        self.workers: dict[str, Worker] = {}
        for part in batched(sorted(indexes), BATCH):
            found = Worker.objects.filter(region=bench.region, number_index__in=part).select_related("household")
            self.workers |= {worker.number_index: worker for worker in found}
        self.homes: dict[str, Household] = {}
        for part in batched(sorted({person.household for person in people}), BATCH):
            self.homes |= {h.number: h for h in Household.objects.filter(region=bench.region, number__in=part)}
        self.wishes: dict[str, Wish] = {}
        for part in batched((worker.pk for worker in self.workers.values()), BATCH):
            self.wishes |= {w.worker_id: w for w in Wish.objects.filter(worker__in=part).order_by("stated_on")}
        self.statuses: dict[str, list[tuple[str, date]]] = {}
        for part in batched((home.pk for home in self.homes.values()), BATCH):
            for fact in StatusFact.objects.filter(household__in=part).order_by("since"):
                self.statuses.setdefault(fact.household_id, []).append((fact.kind, fact.since))
        self.places: dict[str, tuple[str, int]] = {}  # household → township and row that named it first in the file
        self.villages: dict[str, str] = {}  # household → the village that the file states first
        for person in people:
            if person.village:
                self.villages.setdefault(person.household, person.village)


def _weigh(verdict: Verdict, person: Person, worker: Worker | None, standing: _Standing, bench: Bench) -> None:
    """Set a readable row against the roll."""
    home = standing.homes.get(person.household)
    place, row = standing.places.setdefault(person.household, (person.unit[:9], verdict.row.number))
    if home is not None and home.unit[:9] != person.unit[:9]:
        verdict.reject("household", Refusal("household.elsewhere"))
    elif place != person.unit[:9]:
        verdict.reject("household", Refusal("household.two_places", row=row))
    if worker is not None and not worker.unit.startswith(bench.by.unit):
        verdict.reject("number", Refusal("worker.elsewhere"))
    wish = standing.wishes.get(worker.pk) if worker else None
    if (person.work or person.lowest_pay is not None) and not person.willing and wish is None:
        verdict.reject("willing", Refusal("wish.willing"))
    if verdict.outcome == "rejected" and verdict.flaws:
        return
    village = standing.villages.get(person.household, "")
    if person.village and person.village != village:
        verdict.doubts = (Refusal("household.village_differs"),)
    person = replace(person, village=village)
    if worker is None:
        _newcomer(verdict, person, home)
    else:
        _known(verdict, person, worker, wish, standing)


def _newcomer(verdict: Verdict, person: Person, home: Household | None) -> None:
    differs = home is not None and person.village != home.village
    verdict.value = Landing(person=person, village=person.village if differs else "")
    doubts = person.number.doubts(divisions())
    verdict.doubts += tuple(Refusal(code) for code in doubts if code != "citizen.zeros_doubtful")
    if "citizen.zeros_doubtful" in doubts:
        verdict.doubt("number", Refusal("citizen.zeros_doubtful"))
    elif not verdict.flaws:
        verdict.outcome = "new"


def _known(verdict: Verdict, person: Person, worker: Worker, wish: Wish | None, standing: _Standing) -> None:
    home = standing.homes.get(person.household)
    was = standing_cells(worker, standing.names, wish=wish, status=None)
    was["village"] = home.village if home else person.village
    now = stated_cells(person, standing.names)
    moved = [key for key in was if now[key] and now[key] != was[key]]
    shown = [key for key in moved if key not in {"status", "status_since"}]
    verdict.differences = [(key, mask(BY_KEY[key], was[key]), mask(BY_KEY[key], now[key])) for key in shown]
    facts = standing.statuses.get(home.pk, []) if home else []
    if person.status and person.status_since and (person.status, person.status_since) not in facts:
        newest = f"{status_kinds()[facts[-1][0]].name} {facts[-1][1]}" if facts else ""
        verdict.differences.append(("status", newest, f"{now['status']} {now['status_since']}"))
    verdict.value = Landing(
        person=_merged(person, worker, wish, wished=any(key in moved for key in WISHED)),
        worker=worker,
        village=person.village if "village" in moved and home else "",
    )
    if "name" in moved:
        verdict.doubt("name", Refusal("worker.other_name", was=mask(BY_KEY["name"], worker.name)))
    elif not verdict.flaws:
        verdict.outcome = "updated" if verdict.differences else "unchanged"


def _merged(person: Person, worker: Worker, wish: Wish | None, *, wished: bool) -> Person:
    """The person as stated, what was not said as it stands; a finer unit is kept, and an unchanged wish is not said again."""
    pay = person.lowest_pay
    if pay is None and wish is not None and wish.lowest_pay is not None:
        pay = Fen(wish.lowest_pay)
    return replace(
        person,
        unit=worker.unit if worker.unit.startswith(person.unit) else person.unit,
        education=person.education or worker.education,
        skill=person.skill or worker.skill,
        ability=person.ability or worker.ability,
        willing=(person.willing or (wish.willing if wish else "")) if wished else "",
        work=person.work or (wish.work if wish else ""),
        lowest_pay=pay,
    )
