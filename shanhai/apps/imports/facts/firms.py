"""Judging employers and positions against the base: by credit code, and a position by employer and title."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import batched

from django.db.models import QuerySet

from shanhai.apps.employers import sheets
from shanhai.apps.employers.facts import Firm, Job, faults
from shanhai.apps.employers.models import Employer, MinimumWage, Position
from shanhai.apps.employers.sheets import Offered
from shanhai.apps.imports.facts.verdict import BATCH, Bench, Tell, Verdict, first_of_each, in_batches, mask
from shanhai.core.identifiers.credit import CreditCode
from shanhai.core.identifiers.division import divisions
from shanhai.core.refusal import Refusal
from shanhai.sheets.columns import Column
from shanhai.sheets.read import SheetRow
from shanhai.sheets.reading import Flaw

FIRM_COLUMNS = {column.key: column for column in sheets.COLUMNS}
JOB_COLUMNS = {column.key: column for column in sheets.POSITION_COLUMNS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What to do with one position: offer this job at this employer."""

    employer: Employer
    job: Job


def judge_firms(rows: Sequence[SheetRow], bench: Bench, tell: Tell) -> list[Verdict]:
    """Judge every row of a survey."""
    verdicts = []
    for row in in_batches(rows, tell):
        firm, flaws = sheets.parse(row.cells)
        verdicts.append(Verdict(row=row, flaws=flaws, value=firm))
    for same in first_of_each(verdicts, lambda verdict: verdict.value.code.value).values():
        for verdict in same[1:]:
            verdict.reject("code", Refusal("import.twice", row=same[0].row.number))
    known = _by_code({code for verdict in verdicts if (code := _code(verdict.row))})
    for verdict in verdicts:
        employer = known.get(_code(verdict.row))
        verdict.target = employer.pk if employer else ""
        if isinstance(verdict.value, Firm) and not verdict.flaws:
            _weigh_firm(verdict, verdict.value, employer, bench)
    return verdicts


def our_firms(bench: Bench) -> QuerySet[Employer]:
    """The employers of our region."""
    return Employer.objects.filter(region=bench.region)


def _code(row: SheetRow) -> str:
    try:
        return CreditCode.parse(row.cells.get("code", "")).value
    except Refusal:
        return ""


def _by_code(codes: set[str]) -> dict[str, Employer]:
    found: dict[str, Employer] = {}
    for part in batched(sorted(codes), BATCH):
        found |= {one.credit_code: one for one in Employer.objects.filter(credit_code__in=part)}
    return found


def _weigh_firm(verdict: Verdict, firm: Firm, employer: Employer | None, bench: Bench) -> None:
    verdict.doubts = tuple(Refusal(code) for code in firm.code.doubts(divisions()))
    if employer is None:
        verdict.outcome = "new"
        return
    if employer.region_id != bench.region.code:
        verdict.target = ""
        verdict.reject("code", Refusal("employer.elsewhere"))
        return
    said = verdict.row.cells.get("willing", "").strip()
    verdict.value = firm = firm if said else replace(firm, willing=employer.willing)
    if employer.listed_on and firm.willing != "yes":
        verdict.reject("willing", Refusal("employer.listed_unwilling"))
        return
    verdict.differences = _differences(sheets.firm_cells(employer), sheets.firm_cells(firm), FIRM_COLUMNS)
    if firm.name != employer.name:
        verdict.doubt("name", Refusal("employer.other_name", was=employer.name))
    else:
        verdict.outcome = "updated" if verdict.differences else "unchanged"


def _differences(was: dict[str, str], now: dict[str, str], columns: dict[str, Column]) -> list[tuple[str, str, str]]:
    """What the file says otherwise; an empty cell says nothing."""
    moved = [key for key in was if now[key] and now[key] != was[key]]
    return [(key, mask(columns[key], was[key]), mask(columns[key], now[key])) for key in moved]


def judge_positions(rows: Sequence[SheetRow], bench: Bench, tell: Tell) -> list[Verdict]:
    """Judge every row of a list of positions; the employer has to be in our base already."""
    verdicts = []
    for row in in_batches(rows, tell):
        offered, flaws = sheets.parse_position(row.cells)
        verdicts.append(Verdict(row=row, flaws=flaws, value=offered))
    readable = [verdict for verdict in verdicts if isinstance(verdict.value, Offered)]
    by_code = _by_code({verdict.value.code.value for verdict in readable if verdict.value.code})
    by_name = _by_name({verdict.value.name for verdict in readable if not verdict.value.code}, bench)
    for verdict in readable:
        employer = _employer(verdict.value, by_code, by_name, bench)
        if isinstance(employer, Flaw):
            verdict.flaws.append(employer)
        else:
            job = replace(verdict.value.job, employer=CreditCode(employer.credit_code))
            verdict.value = (Offer(employer=employer, job=job), verdict.value)
    for same in first_of_each(verdicts, lambda one: (one.value[0].employer.pk, one.value[0].job.title)).values():
        for verdict in same[1:]:
            verdict.reject("title", Refusal("import.twice", row=same[0].row.number))
    _weigh_positions([verdict for verdict in readable if not verdict.flaws], bench)
    return verdicts


def our_positions(bench: Bench) -> QuerySet[Position]:
    """The open positions of our region's employers."""
    return Position.objects.open(on=bench.today).filter(employer__region=bench.region)


def _by_name(names: set[str], bench: Bench) -> dict[str, list[Employer]]:
    found: dict[str, list[Employer]] = {}
    for part in batched(sorted(names), BATCH):
        for one in Employer.objects.filter(region=bench.region, name__in=part):
            found.setdefault(one.name, []).append(one)
    return found


def _employer(
    offered: Offered, by_code: dict[str, Employer], by_name: dict[str, list[Employer]], bench: Bench
) -> Employer | Flaw:
    """The employer a row means, or why it is none."""
    if offered.code is None:
        called = by_name.get(offered.name, [])
        if len(called) == 1:
            return called[0]
        return Flaw("employer", Refusal("employer.ambiguous" if called else "employer.unknown", found=len(called)))
    employer = by_code.get(offered.code.value)
    if employer is None:
        return Flaw("code", Refusal("employer.unknown", found=0))
    if employer.region_id != bench.region.code:
        return Flaw("code", Refusal("employer.elsewhere"))
    if offered.name and offered.name != employer.name:
        return Flaw("employer", Refusal("position.employer_differs", name=employer.name))
    return employer


def _weigh_positions(verdicts: Sequence[Verdict], bench: Bench) -> None:
    employers = {verdict.value[0].employer.pk for verdict in verdicts}
    wage = MinimumWage.objects.least(bench.region.code, on=bench.today)
    standing: dict[tuple[str, str], Position] = {}
    for part in batched(sorted(employers), BATCH):
        standing |= {(one.employer_id, one.title): one for one in Position.objects.filter(employer__in=part)}
    for verdict in verdicts:
        offer, offered = verdict.value
        position = standing.get((offer.employer.pk, offer.job.title))
        if position is None:
            verdict.value, verdict.outcome = offer, "new"
        else:
            _weigh_standing(verdict, offer, offered, position, bench)
        for column, no in faults(verdict.value.job, wage=wage, on=bench.today) if verdict.value else ():
            verdict.reject(column, no)


def _weigh_standing(verdict: Verdict, offer: Offer, offered: Offered, position: Position, bench: Bench) -> None:
    try:
        job = replace(sheets.over(offered, position), employer=offer.job.employer)
    except Refusal as no:  # what the row says does not go with what stands
        verdict.value = None
        verdict.reject("title", no)
        return
    verdict.value, verdict.target = replace(offer, job=job), position.pk
    verdict.differences = _differences(sheets.job_cells(position), sheets.job_cells(job), JOB_COLUMNS)
    if position.closed_on is not None and position.closed_on <= bench.today:
        verdict.doubt("title", Refusal("position.closed", on=position.closed_on.isoformat()))
    else:
        verdict.outcome = "updated" if verdict.differences else "unchanged"
