"""The two ways of importing a roll that `import_roll` times, each in a process of its own."""

import hashlib
import resource
import time
from collections.abc import Callable
from typing import Any

import tablib
from django.db import transaction
from import_export import resources
from import_export.results import RowResult

from benchmarks import roll
from shanhai.apps.accounts.models import User
from shanhai.apps.audit.facts import verify
from shanhai.apps.imports.actions import confirm, stage, take_back
from shanhai.apps.imports.facts import tally
from shanhai.apps.imports.models import Import, Row
from shanhai.apps.workers.actions import enrol, number_index
from shanhai.apps.workers.models import StatusFact, Wish, Worker
from shanhai.apps.workers.sheets import COLUMNS, parse, township_words
from shanhai.core.identifiers.division import divisions
from shanhai.core.refusal import Refusal
from shanhai.web.kit.clock import now

COMPARED = 4_000  # rows up to which the peer is asked for the same; it knows no rows in doubt


def _officer() -> User:
    return User.objects.select_related("region").get(login="yuanzhou")


def _measure(rows: int, wall: float, cpu: float) -> dict[str, Any]:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return {
        "rows": rows,
        "seconds": round(wall, 2),
        "cpu_seconds": round(cpu, 2),
        "rows_per_second": round(rows / wall),
        "peak_mb": max(peak, child) // 1024,
        "digest": _digest(),
    }


def _digest() -> str:
    """What stands of everybody: equal for equal rolls, whoever stored them."""
    people = sorted(
        Worker.objects.values_list("number_index", "name", "unit", "phone_index", "willing", "lowest_pay", "status")
    )
    wishes = sorted(Wish.objects.values_list("worker__number_index", "willing", "work", "lowest_pay"), key=str)
    facts = sorted(StatusFact.objects.values_list("household__number", "kind", "since"))
    return hashlib.sha256(repr((people, wishes, facts)).encode()).hexdigest()[:16]


def adjudicated(imported: Import) -> dict[str, str]:
    """Of two rows with one number under two names the one that came first, as an officer would say after looking."""
    review = imported.rows.filter(outcome="review")
    return {row.pk: "new" if row.number < min(_beside(row)) else "old" for row in review if _beside(row)}


def _beside(row: Row) -> list[int]:
    return [number for problem in row.problems for number in problem["facts"].get("rows", ())]


def ours(form: str, people: int) -> dict[str, Any]:
    """Stage, confirm; then, untimed for the ratio, take back and verify."""
    doubtful = people > COMPARED
    content = roll.as_csv(people, doubtful=doubtful) if form == "csv" else roll.as_xlsx(people, doubtful=doubtful)
    user, at = _officer(), now()
    wall, cpu = time.perf_counter(), time.process_time()
    imported = stage(
        kind="workers", content=content, filename=f"名册.{form}", title="", region=user.region, by=user.actor(), at=at
    )
    imported = confirm(imported=imported, choices=adjudicated(imported), by=user.actor(), at=at)
    found = _measure(people, time.perf_counter() - wall, time.process_time() - cpu)
    found |= {f"n_{name}": n for name, n in tally(imported).items()}
    begun = time.perf_counter()
    take_back(imported=imported, by=user.actor(), at=at)
    found["undo_seconds"] = round(time.perf_counter() - begun, 1)
    begun = time.perf_counter()
    assert verify()["ok"]
    return found | {"verify_seconds": round(time.perf_counter() - begun, 1)}


class RollResource(resources.ModelResource):
    """django-import-export's resource for the roll: cells cleaned by our reader, the row stored by our action, one by one."""

    class Meta:
        """Keyed by the blind index; a bad row is reported and skipped."""

        model = Worker
        import_id_fields = ("number_index",)
        skip_unchanged = True
        use_transactions = False  # with it, one bad row saves nothing; `peer` opens one transaction around it all

    def before_import(self, dataset: Any, **kwargs: Any) -> None:
        """What a whole file needs once."""
        self.user, self.at, self.memory = _officer(), now(), dict[Any, Any]()
        self.townships, self.day = township_words(self.user.region), self.at.date()
        self.seen: set[str] = set()

    def import_row(self, row: Any, instance_loader: Any, **kwargs: Any) -> RowResult:
        """Clean, find, store; errors stay with the row."""
        result = RowResult()
        cells = {column.key: str(row.get(column.title) or "") for column in COLUMNS}
        person, flaws = parse(cells, today=self.day, townships=self.townships, memory=self.memory)
        if person is None or "citizen.zeros_doubtful" in person.number.doubts(divisions()):
            result.import_type = RowResult.IMPORT_TYPE_INVALID
            result.errors = [str(flaw.refusal) for flaw in flaws]
            return result
        index = number_index(person.number)
        if index in self.seen or Worker.objects.filter(region=self.user.region, number_index=index).exists():
            result.import_type = RowResult.IMPORT_TYPE_SKIP
            return result
        self.seen.add(index)
        try:
            enrol(people=[person], region=self.user.region, by=self.user.actor(), at=self.at)
            result.import_type = RowResult.IMPORT_TYPE_NEW
        except Refusal as refusal:
            result.import_type, result.errors = RowResult.IMPORT_TYPE_INVALID, [str(refusal)]
        return result


def peer(form: str, people: int) -> dict[str, Any]:
    """The peer on the same bytes."""
    content = roll.as_csv(people)
    wall, cpu = time.perf_counter(), time.process_time()
    dataset = tablib.Dataset().load(content.decode("utf-8-sig"), format="csv")
    with transaction.atomic():
        RollResource().import_data(dataset, dry_run=False, raise_errors=False)
    return _measure(people, time.perf_counter() - wall, time.process_time() - cpu)


PEERS: dict[str, Callable[[str, int], dict[str, Any]]] = {"ours": ours, "peer": peer}
