"""Storing rows by the actions they would be stored by without a workbook: many at once, and one by one where a batch will not go."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from itertools import batched

from django.db import IntegrityError, transaction

from shanhai.apps.audit.actions import Pen
from shanhai.apps.employers.actions import enter, offer
from shanhai.apps.employers.facts import Firm
from shanhai.apps.imports.facts.firms import Offer
from shanhai.apps.imports.facts.kinds import kind_of
from shanhai.apps.imports.facts.people import Landing
from shanhai.apps.imports.facts.rosters import Said
from shanhai.apps.imports.facts.spells import Placing
from shanhai.apps.imports.facts.verdict import Verdict
from shanhai.apps.imports.models import Import, Row
from shanhai.apps.placements.actions import confirm_roster, correct_line, note_placement
from shanhai.apps.placements.facts.rosters import Extra, Line
from shanhai.apps.workers.actions import enrol, update_all
from shanhai.apps.workers.models import Household
from shanhai.core.desk import Actor
from shanhai.core.refusal import Refusal

AT_ONCE = 2_000  # people enrolled in one call

type Judged = tuple[Row | None, Verdict]


def land(pen: Pen, landing: Sequence[Judged], imported: Import, *, by: Actor, at: datetime) -> list[Verdict]:
    """Store rows. What fails stays behind: its row says why, and a verdict without a row is returned with its reason."""
    people = [one for one in landing if _is_new_person(one[1].value)]
    others = [one for one in landing if not _is_new_person(one[1].value)]
    failed: list[Verdict] = []
    for part in [*batched(people, AT_ONCE), *batched(others, AT_ONCE)]:
        try:
            with _attempt(pen):
                _store(pen, [verdict.value for _row, verdict in part], imported, by=by, at=at)
        except Refusal:
            failed += [verdict for _row, verdict in part if not _store_alone(pen, verdict, imported, by=by, at=at)]
    for row, verdict in landing:
        if row is not None and verdict.outcome == "rejected":
            keep(pen, row, verdict, imported)
        elif row is not None and row.outcome == "review":
            outcome = "updated" if verdict.target else "new"
            pen.change_fresh(row, entry_id=pen.number, outcome=outcome, differences=verdict.changes())
        elif row is not None:
            pen.change_fresh(row, entry_id=pen.number)
    rowless = {id(verdict) for row, verdict in landing if row is None}
    return [verdict for verdict in failed if id(verdict) in rowless]


def keep(pen: Pen, row: Row, verdict: Verdict, imported: Import) -> None:
    """Write a verdict down on its row."""
    problems = verdict.problems(imported.matched, kind_of(imported.kind).columns)
    pen.change_fresh(
        row, outcome=verdict.outcome, target=verdict.target, differences=verdict.changes(), problems=problems
    )


def _is_new_person(value: object) -> bool:
    return isinstance(value, Landing) and value.worker is None


def _store_alone(pen: Pen, verdict: Verdict, imported: Import, *, by: Actor, at: datetime) -> bool:
    try:
        with _attempt(pen):
            _store(pen, [verdict.value], imported, by=by, at=at)
    except Refusal as refusal:
        verdict.flaws.clear()
        verdict.reject("", refusal)
        return False
    return True


def _store(pen: Pen, values: Sequence[object], imported: Import, *, by: Actor, at: datetime) -> None:
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
        elif isinstance(value, Placing):
            note_placement(worker=value.worker, employer=value.employer, spell=value.spell, by=by, at=at)
        elif isinstance(value, Landing):
            _resettle(pen, value, imported)
    _attest([value for value in values if isinstance(value, Said)], by=by, at=at)


def _attest(said: Sequence[Said], *, by: Actor, at: datetime) -> None:
    """Lines of employers' months: those of one month together, and lines that were said otherwise put right."""
    months: dict[tuple[str, date], list[Said]] = {}
    for one in said:
        if one.before is None:
            months.setdefault((one.employer.pk, one.month), []).append(one)
        elif isinstance(one.what, Line):
            what = one.what
            correct_line(line=one.before, said=what, why="表格里改了", by=by, at=at)
    for rows in months.values():
        confirm_roster(
            employer=rows[0].employer, month=rows[0].month, lines=[one.what for one in rows if isinstance(one.what, Line)],
            extras=[one.what for one in rows if isinstance(one.what, Extra)], way="sheet", whole=False, by=by, at=at,
        )  # fmt: skip


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
