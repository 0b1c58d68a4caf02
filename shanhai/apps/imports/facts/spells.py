"""Judging a list of people already working: the person must be on our roll and the employer in a base we read."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import batched

from django.db.models import QuerySet

from shanhai.apps.employers.models import Employer
from shanhai.apps.imports.facts.verdict import BATCH, Bench, Tell, Verdict, in_batches, mask, mask_name
from shanhai.apps.placements.actions import refuse_spell
from shanhai.apps.placements.facts import Spell, Stated
from shanhai.apps.placements.models import Placement
from shanhai.apps.placements.sheets.spells import COLUMNS, parse, spell_cells
from shanhai.apps.workers.actions import number_index
from shanhai.apps.workers.models import Worker
from shanhai.core.refusal import Refusal
from shanhai.sheets.read import SheetRow

BY_KEY = {column.key: column for column in COLUMNS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Placing:
    """What to do with one row: note this spell of this person."""

    worker: Worker
    employer: Employer
    spell: Spell


def judge(rows: Sequence[SheetRow], bench: Bench, tell: Tell) -> list[Verdict]:
    """Judge every row. The second of two rows about one spell is a repetition; two spells at once are told on the later row."""
    verdicts = []
    for row in in_batches(rows, tell):
        stated, flaws = parse(row.cells, today=bench.today)
        verdicts.append(Verdict(row=row, flaws=flaws, value=stated))
    readable = [verdict for verdict in verdicts if isinstance(verdict.value, Stated)]
    people, employers = _people(readable, bench), _employers(readable)
    for verdict in readable:
        _find(verdict, verdict.value, people, employers, bench)
    _weigh([verdict for verdict in readable if isinstance(verdict.value, Placing)], bench)
    return verdicts


def ours(bench: Bench) -> QuerySet[Placement]:
    """The spells of the sender's people that stand today."""
    mine = Worker.objects.filter(region=bench.region, unit__startswith=bench.unit)
    return Placement.objects.standing(bench.today).filter(worker__in=mine)


def _people(verdicts: Sequence[Verdict], bench: Bench) -> dict[str, Worker]:
    found: dict[str, Worker] = {}
    for part in batched(sorted({number_index(verdict.value.number) for verdict in verdicts}), BATCH):
        rows = Worker.objects.standing().filter(region=bench.region, unit__startswith=bench.unit)
        found |= {worker.number_index: worker for worker in rows.filter(number_index__in=part)}
    return found


def _employers(verdicts: Sequence[Verdict]) -> dict[str, list[Employer]]:
    """Listed employers by code and by name."""
    codes = sorted({verdict.value.code.value for verdict in verdicts if verdict.value.code})
    names = sorted({verdict.value.employer for verdict in verdicts if not verdict.value.code})
    found: dict[str, list[Employer]] = {}
    for part in batched(codes, BATCH):
        for one in Employer.objects.listed().filter(credit_code__in=part):
            found[one.credit_code] = [one]
    for part in batched(names, BATCH):
        for one in Employer.objects.listed().filter(name__in=part):
            found.setdefault(one.name, []).append(one)
    return found


def _find(
    verdict: Verdict, stated: Stated, people: dict[str, Worker], employers: dict[str, list[Employer]], bench: Bench
) -> None:
    worker = people.get(number_index(stated.number))
    called = employers.get(stated.code.value if stated.code else stated.employer, [])
    if worker is None:
        verdict.reject("number", Refusal("placement.not_on_roll"))
    elif worker.name != stated.name:
        verdict.reject("name", Refusal("placement.other_name", was=mask_name(worker.name)))
    if len(called) != 1:
        code = "employer.ambiguous" if called else "employer.unknown"
        verdict.reject("code" if stated.code else "employer", Refusal(code, found=len(called)))
    if worker is not None and not verdict.flaws:
        verdict.value = Placing(worker=worker, employer=called[0], spell=stated.spell)


def _weigh(verdicts: Sequence[Verdict], bench: Bench) -> None:
    standing: dict[tuple[str, str, object], Placement] = {}
    for part in batched(sorted({verdict.value.worker.pk for verdict in verdicts}), BATCH):
        rows = Placement.objects.filter(worker__in=part)
        standing |= {(one.worker_id, one.employer_id, one.started_on): one for one in rows}
    named: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        placing: Placing = verdict.value
        same = [one for one in named.get(placing.worker.pk, []) if _at_once(one.value.spell, placing.spell)]
        if same:
            verdict.reject("started_on", Refusal("import.twice", row=same[0].row.number))
            continue
        named.setdefault(placing.worker.pk, []).append(verdict)
        try:
            refuse_spell(worker=placing.worker, employer=placing.employer, spell=placing.spell, at=bench.now())
        except Refusal as refusal:
            verdict.reject("started_on", refusal)
            continue
        known = standing.get((placing.worker.pk, placing.employer.pk, placing.spell.started_on))
        verdict.outcome = "new"
        if known is not None:
            _known(verdict, known, placing.spell)


def _at_once(one: Spell, other: Spell) -> bool:
    first, second = sorted((one, other), key=lambda spell: spell.started_on)
    return first.ended_on is None or first.ended_on > second.started_on


def _known(verdict: Verdict, known: Placement, spell: Spell) -> None:
    was, now = spell_cells(known), spell_cells(spell)
    moved = [key for key in was if now[key] and now[key] != was[key]]
    verdict.target = known.pk
    verdict.differences = [(key, mask(BY_KEY[key], was[key]), mask(BY_KEY[key], now[key])) for key in moved]
    verdict.outcome = "updated" if moved else "unchanged"
