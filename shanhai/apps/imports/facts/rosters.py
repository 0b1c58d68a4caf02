"""Judging an employer's list of a month: people we have there get a word, people we do not have go to review by name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from shanhai.apps.accounts.models import Membership
from shanhai.apps.employers.models import Employer
from shanhai.apps.imports.facts.verdict import Bench, Tell, Verdict, in_batches, mask
from shanhai.apps.placements.facts.rosters import Extra, Line
from shanhai.apps.placements.models import Attestation, Placement, Roster, Unlisted
from shanhai.apps.placements.sheets.roster import COLUMNS, Listed, line_cells, parse
from shanhai.core.attest import ROSTER
from shanhai.core.desk import Role
from shanhai.core.months import last_day
from shanhai.core.refusal import Refusal
from shanhai.sheets.read import SheetRow

BY_KEY = {column.key: column for column in COLUMNS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What to do with one row: let it be a line of the employer's list of the month, or somebody to review."""

    employer: Employer
    month: date
    what: Line | Extra
    before: Attestation | None = None


def judge(rows: Sequence[SheetRow], bench: Bench, tell: Tell) -> list[Verdict]:
    """Judge every row. A row about somebody spoken of already is unchanged, or a change of that line; the second of two rows is a repetition."""
    verdicts = []
    for row in in_batches(rows, tell):
        listed, flaws = parse(row.cells, today=bench.today)
        verdicts.append(Verdict(row=row, flaws=flaws, value=listed))
    readable = [verdict for verdict in verdicts if isinstance(verdict.value, Listed)]
    employers = _employers(readable, bench)
    months: dict[tuple[str, date], _Month] = {}
    for verdict in readable:
        listed = verdict.value
        employer = employers.get(listed.code.value)
        if employer is None:
            verdict.reject("code", Refusal("employer.unknown", found=0))
        elif bench.today < last_day(listed.month):
            from_day = last_day(listed.month).isoformat()
            verdict.reject("month", Refusal("roster.month_open", month=f"{listed.month:%Y-%m}", from_day=from_day))
        else:
            key = (employer.pk, listed.month)
            if key not in months:
                months[key] = _Month(employer, listed.month)
            months[key].weigh(verdict, listed, bench)
    return verdicts


def ours(bench: Bench) -> QuerySet[Placement]:
    """Nobody is missed by a list that speaks of some months of some employers."""
    return Placement.objects.none()


def _employers(verdicts: Sequence[Verdict], bench: Bench) -> dict[str, Employer]:
    """Employers of the sender's county; an employer's own hand names its own only."""
    rows = Employer.objects.filter(region=bench.region, credit_code__in={one.value.code.value for one in verdicts})
    if bench.by.role == Role.EMPLOYER:
        own = Membership.objects.valid(bench.today).filter(user__login=bench.by.login)
        rows = rows.filter(credit_code__in=own.values("organisation"))
    return {one.credit_code: one for one in rows}


class _Month:
    """One employer's month while its rows are judged."""

    def __init__(self, employer: Employer, month: date) -> None:
        self.employer, self.month = employer, month
        there = Placement.objects.known_to(employer).in_month(month).select_related("worker", "employer")
        self.staff = {(one.worker.name, one.worker.number()[-4:]): one for one in there}
        said = Attestation.objects.filter(placement__employer=employer, month=month, source=ROSTER)
        self.said = {one.placement_id: one for one in said.select_related("placement")}
        roster = Roster.objects.filter(employer=employer, month=month)
        self.unlisted = set(Unlisted.objects.filter(roster__in=roster).values_list("name", "tail"))
        self.seen: dict[tuple[str, str], int] = {}

    def weigh(self, verdict: Verdict, listed: Listed, bench: Bench) -> None:
        who = (listed.name, listed.tail)
        if who in self.seen:
            verdict.reject("name", Refusal("import.twice", row=self.seen[who]))
            return
        self.seen[who] = verdict.row.number
        spell = self.staff.get(who)
        if spell is None or (listed.number is not None and listed.number.value != spell.worker.number()):
            self._stranger(verdict, listed)
            return
        line = listed.line(spell.pk)
        if line.left_on is not None and not spell.started_on < line.left_on <= bench.today:
            since = spell.started_on.isoformat()
            verdict.reject("left_on", Refusal("roster.left", day=line.left_on.isoformat(), since=since))
            return
        self._known(verdict, spell, line)

    def _stranger(self, verdict: Verdict, listed: Listed) -> None:
        known = (listed.name, listed.tail) in self.unlisted
        verdict.value = Said(employer=self.employer, month=self.month, what=listed.extra())
        verdict.outcome = "unchanged" if known else "new"

    def _known(self, verdict: Verdict, spell: Placement, line: Line) -> None:
        before = self.said.get(spell.pk)
        verdict.value = Said(employer=self.employer, month=self.month, what=line, before=before)
        verdict.outcome = "new"
        if before is None:
            return
        left = line.left_on and before.placement.ended_on
        was = line_cells(
            Line(placement=spell.pk, left_on=left, why=line.why if left else "", **{name: getattr(before, name) for name in line.columns()})
        )  # fmt: skip
        now = line_cells(line)
        moved = [key for key in was if now[key] and now[key] != was[key]]
        verdict.target = before.pk
        verdict.differences = [(key, mask(BY_KEY[key], was[key]), mask(BY_KEY[key], now[key])) for key in moved]
        verdict.outcome = "updated" if moved else "unchanged"
