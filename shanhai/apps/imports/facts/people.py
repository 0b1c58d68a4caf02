"""Judging a village roll against the roll we hold: by citizen number through its index, in a few queries for the whole file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import batched
from typing import Any

from django.db.models import QuerySet

from shanhai.apps.imports.facts.verdict import BATCH, Bench, Tell, Verdict, mask
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
from shanhai.sheets.reading import Flaw

BY_KEY = {column.key: column for column in COLUMNS}
PART = 2_000  # rows between two questions to the roll
WISHED = ("willing", "work", "lowest_pay")


@dataclass(frozen=True, slots=True, kw_only=True)
class Landing:
    """What to do with one person: enrol (`worker` None) or bring up to date; `village` only where the household's differs."""

    person: Person
    worker: Worker | None = None
    village: str = ""


def judge(rows: Sequence[SheetRow], bench: Bench, tell: Tell) -> Iterator[Verdict]:
    """Judge every row, in the order of the file. A doubt that concerns two rows falls on both, a plain repetition on the later one.

    Everything is read first, since a row may repeat one far below; then the roll is asked about a few thousand rows at a time.
    """
    file = _File(rows, bench, tell)
    for start in range(0, len(rows), PART):
        part = [file.verdict(at) for at in range(start, min(start + PART, len(rows)))]
        standing = _Standing(part, file.indexes[start : start + PART], bench)
        for verdict, index in zip(part, file.indexes[start : start + PART], strict=True):
            worker = standing.workers.get(index)
            verdict.target = worker.pk if worker else ""
            if isinstance(verdict.value, Person):
                _weigh(verdict, verdict.value, worker, standing, file, bench)
            yield verdict
        tell((len(rows) + min(start + PART, len(rows))) // 2, len(rows))


def ours(bench: Bench) -> QuerySet[Worker]:
    """The sender's people on our roll. Nobody is deleted for not being named."""
    return Worker.objects.standing().filter(region=bench.region, unit__startswith=bench.unit)


class _File:
    """What one file says by itself: each row read, who is named twice, and where it puts each household first."""

    def __init__(self, rows: Sequence[SheetRow], bench: Bench, tell: Tell) -> None:
        self.rows, self.bench = rows, bench
        townships, memory = township_words(bench.region), dict[Any, Any]()
        self.read: list[tuple[Person | None, list[Flaw]]] = []
        for at, row in enumerate(rows):
            self.read.append(parse(row.cells, today=bench.today, townships=townships, unit=bench.unit, memory=memory))
            if at % PART == PART - 1:
                tell((at + 1) // 2, len(rows))
        self.indexes = [self._index(at) for at in range(len(rows))]
        self.twice = self._twice()
        self.places: dict[str, tuple[str, int]] = {}  # household → township and row that named it first
        self.villages: dict[str, str] = {}  # household → the village stated first
        for person, _flaws in self.read:
            if person is not None and person.village:
                self.villages.setdefault(person.household, person.village)

    def verdict(self, at: int) -> Verdict:
        """One row with what the file alone finds wrong with it."""
        person, flaws = self.read[at]
        verdict = Verdict(row=self.rows[at], flaws=flaws, value=person)
        if person is not None and not person.unit.startswith(self.bench.unit):
            verdict.reject("township", Refusal("import.other_unit"))
        same = self.twice.get(at)
        if same is None or verdict.flaws:
            return verdict
        if len({self._person(other).name for other in same}) > 1:
            others = [self.rows[other].number for other in same if other != at]
            verdict.doubt("number", Refusal("worker.number_twice", rows=others))
        elif at != same[0]:
            verdict.reject("number", Refusal("import.twice", row=self.rows[same[0]].number))
        return verdict

    def _person(self, at: int) -> Person:
        person = self.read[at][0]
        assert person is not None  # noqa: S101  # only rows that could be read are grouped
        return person

    def _index(self, at: int) -> str:
        """The index of the number a row names, also when something else is wrong with the row."""
        person = self.read[at][0]
        if person is not None:
            return number_index(person.number)
        try:
            return number_index(CitizenNumber.parse(self.rows[at].cells.get("number", ""), today=self.bench.today))
        except Refusal:
            return ""

    def _twice(self) -> dict[int, list[int]]:
        """Rows that could be read and would land here, by place, each with all those of the same number."""
        found: dict[str, list[int]] = {}
        for at, (person, _flaws) in enumerate(self.read):
            if person is not None and person.unit.startswith(self.bench.unit):
                found.setdefault(self.indexes[at], []).append(at)
        return {at: same for same in found.values() if len(same) > 1 for at in same}


class _Standing:
    """What the roll holds about everybody and every household that some rows name."""

    def __init__(self, verdicts: Sequence[Verdict], indexes: Sequence[str], bench: Bench) -> None:
        people = [verdict.value for verdict in verdicts if verdict.value is not None]
        self.names = dict(Region.objects.filter(level=Level.TOWNSHIP, parent=bench.region).values_list("code", "name"))
        self.workers: dict[str, Worker] = {}
        for part in batched(sorted({index for index in indexes if index}), BATCH):
            found = Worker.objects.filter(region=bench.region, number_index__in=part).select_related("household")
            found = found.order_by()  # put in order, the whole roll would be walked for each part of the file
            self.workers |= {worker.number_index: worker for worker in found}
        self.homes: dict[str, Household] = {}
        for part in batched(sorted({person.household for person in people}), BATCH):
            self.homes |= {
                h.number: h for h in Household.objects.filter(region=bench.region, number__in=part).order_by()
            }
        self.wishes: dict[str, Wish] = {}
        for part in batched((worker.pk for worker in self.workers.values()), BATCH):
            self.wishes |= {w.worker_id: w for w in Wish.objects.filter(worker__in=part).order_by("stated_on")}
        self.statuses: dict[str, list[tuple[str, date]]] = {}
        for part in batched((home.pk for home in self.homes.values()), BATCH):
            for fact in StatusFact.objects.filter(household__in=part).order_by("since"):
                self.statuses.setdefault(fact.household_id, []).append((fact.kind, fact.since))


def _weigh(
    verdict: Verdict, person: Person, worker: Worker | None, standing: _Standing, file: _File, bench: Bench
) -> None:
    """Set a readable row against the roll."""
    home = standing.homes.get(person.household)
    _place(verdict, person, home, file)
    if worker is not None and not worker.unit.startswith(bench.by.unit):
        verdict.reject("number", Refusal("worker.elsewhere"))
    wish = standing.wishes.get(worker.pk) if worker else None
    if (person.work or person.lowest_pay is not None) and not person.willing and wish is None:
        verdict.reject("willing", Refusal("wish.willing"))
    if verdict.outcome == "rejected" and verdict.flaws:
        return
    person = _settle(verdict, person, file)
    if worker is None:
        _newcomer(verdict, person, home)
    else:
        _known(verdict, person, worker, wish, standing)


def _place(verdict: Verdict, person: Person, home: Household | None, file: _File) -> None:
    """A household is in one township: the roll's, or the one that the file named first."""
    place, row = file.places.setdefault(person.household, (person.unit[:9], verdict.row.number))
    if home is not None and home.unit[:9] != person.unit[:9]:
        verdict.reject("household", Refusal("household.elsewhere"))
    elif place != person.unit[:9]:
        verdict.reject("household", Refusal("household.two_places", row=row))


def _settle(verdict: Verdict, person: Person, file: _File) -> Person:
    """A household is in one village: the one that the file named first, noted where a row says another."""
    village = file.villages.get(person.household, "")
    if person.village and person.village != village:
        verdict.doubts = (Refusal("household.village_differs"),)
    if person.village == village:
        return person
    verdict.settled = {"village": village}
    return replace(person, village=village)


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
