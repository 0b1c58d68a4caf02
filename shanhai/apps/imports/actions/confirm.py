"""Landing the good rows of a workbook: one act, judged anew first, and a row that fails takes no other with it."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import batched

from django.db import IntegrityError, transaction

from shanhai.apps.audit.actions import Pen, writing
from shanhai.apps.employers.actions import enter, offer
from shanhai.apps.employers.facts import Firm
from shanhai.apps.imports.actions.stage import allow
from shanhai.apps.imports.facts.firms import Offer
from shanhai.apps.imports.facts.kinds import kind_of
from shanhai.apps.imports.facts.people import Landing
from shanhai.apps.imports.facts.verdict import Bench, Verdict, quiet
from shanhai.apps.imports.models import IMPORT_LIFE, Import, Row
from shanhai.apps.workers.actions import enrol, update_all
from shanhai.apps.workers.models import Household
from shanhai.core.desk import Actor
from shanhai.core.refusal import Refusal
from shanhai.sheets.read import SheetRow

AT_ONCE = 2000  # people enrolled in one call
USE_NEW, KEEP_OLD = "new", "old"

type Judged = tuple[Row, Verdict]


def confirm(*, imported: Import, choices: Mapping[str, str] | None = None, by: Actor, at: datetime) -> Import:
    """Store what the check page showed: new rows, updates, and those in review for which `choices` says {row id: "new"}.

    The rows are judged again: what became something else meanwhile is not stored but put up for review. Confirming twice is harmless.
    Refuses desk.not_allowed, and lifecycle.not_allowed for one that was discarded or taken back.
    """
    kind = allow(kind=imported.kind, region=imported.region_id, unit=imported.unit, by=by)
    with writing("import.confirm", by=by, at=at, about=imported) as pen:
        current = Import.objects.select_for_update(of=("self",)).select_related("region").get(pk=imported.pk)
        if current.state == "confirmed":
            return current
        state = IMPORT_LIFE.after(current.state, "confirm")
        rows = list(current.rows.order_by("number"))
        bench = Bench(region=current.region, unit=current.unit, by=by, today=at.date())
        fresh = kind.judge([SheetRow(number=row.number, cells=row.cells()) for row in rows], bench, quiet)
        landing = []
        for row, verdict in zip(rows, fresh, strict=True):
            if _goes(row, verdict, (choices or {}).get(row.pk, KEEP_OLD)):
                landing.append((row, verdict))
            else:
                _keep(pen, row, verdict, current)
        _land(pen, landing, current, by=by, at=at)
        pen.facts.update({"kind": current.kind, "rows": len(rows), "digest": current.digest})
        return pen.change(current, state=state, entry_id=pen.number)


def _goes(row: Row, verdict: Verdict, choice: str) -> bool:
    """Whether a row lands: it still is what the page showed, or somebody looked at it and said so."""
    if row.outcome == "review":
        return choice == USE_NEW and verdict.outcome in {"review", "new", "updated"}
    same = verdict.outcome == row.outcome and verdict.changes() == row.differences
    return row.outcome in {"new", "updated"} and same


def _keep(pen: Pen, row: Row, verdict: Verdict, imported: Import) -> None:
    """A row that does not land: as it was, or, where the roll has moved on under it, as it is now."""
    if row.outcome not in {"new", "updated", "unchanged"} or verdict.outcome == row.outcome == "unchanged":
        return
    if verdict.outcome in {"new", "updated"}:
        verdict.doubt("", Refusal("import.moved_on"))
    record(pen, row, verdict, imported)


def record(pen: Pen, row: Row, verdict: Verdict, imported: Import) -> None:
    """Write a verdict down on its row."""
    problems = verdict.problems(imported.matched, kind_of(imported.kind).columns)
    pen.change(row, outcome=verdict.outcome, target=verdict.target, differences=verdict.changes(), problems=problems)


def _land(pen: Pen, landing: Sequence[Judged], imported: Import, *, by: Actor, at: datetime) -> None:
    """Store rows many at once; those of a batch that would not go, one by one, so that only what fails stays behind."""
    people: list[Judged] = []
    others: list[Judged] = []
    for one in landing:
        (people if _is_new_person(one[1].value) else others).append(one)
    for part in [*batched(people, AT_ONCE), *batched(others, AT_ONCE)]:
        try:
            with _attempt(pen):
                _store(pen, [verdict.value for _row, verdict in part], imported, by=by, at=at)
        except Refusal:
            for row, verdict in part:
                _store_alone(pen, row, verdict, imported, by=by, at=at)
    for row, verdict in landing:
        if row.outcome == "review" and verdict.outcome != "rejected":
            pen.change(row, outcome="updated" if verdict.target else "new", differences=verdict.changes())


def _is_new_person(value: object) -> bool:
    return isinstance(value, Landing) and value.worker is None


def _store_alone(pen: Pen, row: Row, verdict: Verdict, imported: Import, *, by: Actor, at: datetime) -> None:
    try:
        with _attempt(pen):
            _store(pen, [verdict.value], imported, by=by, at=at)
    except Refusal as refusal:
        verdict.flaws.clear()
        verdict.reject("", refusal)
        record(pen, row, verdict, imported)


def _store(pen: Pen, values: Sequence[object], imported: Import, *, by: Actor, at: datetime) -> None:
    """Store rows by the actions that they would be stored by without a workbook."""
    new = [value.person for value in values if isinstance(value, Landing) and value.worker is None]
    if new:
        enrol(people=new, region=imported.region, by=by, at=at)
    known = [(value.worker, value.person) for value in values if isinstance(value, Landing) and value.worker]
    if known:
        update_all(changes=known, region=imported.region, by=by, at=at)
    for value in values:
        if isinstance(value, Firm):
            enter(firm=value, region=imported.region, by=by, at=at)
        elif isinstance(value, Offer):
            offer(employer=value.employer, job=value.job, on=at.date(), by=by, at=at)
        elif isinstance(value, Landing):
            _resettle(pen, value, imported)


def _resettle(pen: Pen, landing: Landing, imported: Import) -> None:
    """The village of a household that stands already, as the roll now states it."""
    if landing.village:
        home = Household.objects.get(region=imported.region, number=landing.person.household)
        pen.change(home, village=landing.village)


@contextmanager
def _attempt(pen: Pen) -> Iterator[None]:
    """Do something inside the act; a Refusal takes back what it wrote, and only that. A race lost to another writer is one too."""
    mark = len(pen.changes)
    try:
        with transaction.atomic():
            yield
    except IntegrityError:
        del pen.changes[mark:]
        raise Refusal("import.moved_on") from None
    except Refusal:
        del pen.changes[mark:]
        raise
