"""The kinds of workbook that can be imported: their columns and how a row of each is judged. A new kind is one line."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import QuerySet

from shanhai.apps.employers import sheets as firm_sheets
from shanhai.apps.imports.facts import firms, people, rosters, spells
from shanhai.apps.imports.facts.verdict import Bench, Tell, Verdict
from shanhai.apps.placements.sheets import roster as roster_sheets
from shanhai.apps.placements.sheets import spells as spell_sheets
from shanhai.apps.workers import sheets as worker_sheets
from shanhai.core.desk import Power
from shanhai.core.refusal import Refusal
from shanhai.sheets.columns import Column
from shanhai.sheets.read import SheetRow

LATER = ("attendance",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind: what its sheet is called, who may write its rows, its columns and its judge."""

    name: str
    title: str
    notes: tuple[str, ...]
    power: Power
    columns: tuple[Column, ...]
    judge: Callable[[Sequence[SheetRow], Bench, Tell], Iterable[Verdict]]
    ours: Callable[[Bench], QuerySet[Any]]

    def columns_for(self, unit: str) -> tuple[Column, ...]:
        """The columns of one sender: a township need not write its own name into every row."""
        if not unit:
            return self.columns
        return tuple(replace(one, required=False) if one.key == "township" else one for one in self.columns)


KINDS = {
    kind.name: kind
    for kind in (
        Kind(
            name="workers", title=worker_sheets.TITLE, notes=worker_sheets.NOTES, power=Power.WRITE_WORKERS,
            columns=worker_sheets.COLUMNS, judge=people.judge, ours=people.ours,
        ),
        Kind(
            name="employers", title=firm_sheets.TITLE, notes=firm_sheets.NOTES, power=Power.WRITE_EMPLOYERS,
            columns=firm_sheets.COLUMNS, judge=firms.judge_firms, ours=firms.our_firms,
        ),
        Kind(
            name="positions", title=firm_sheets.POSITION_TITLE, notes=firm_sheets.POSITION_NOTES, power=Power.WRITE_EMPLOYERS,
            columns=firm_sheets.POSITION_COLUMNS, judge=firms.judge_positions, ours=firms.our_positions,
        ),
        Kind(
            name="placements", title=spell_sheets.TITLE, notes=spell_sheets.NOTES, power=Power.WRITE_WORKERS,
            columns=spell_sheets.COLUMNS, judge=spells.judge, ours=spells.ours,
        ),
        Kind(
            name="roster", title=roster_sheets.TITLE, notes=roster_sheets.NOTES, power=Power.CONFIRM_ROSTER,
            columns=roster_sheets.COLUMNS, judge=rosters.judge, ours=rosters.ours,
        ),
    )
}  # fmt: skip


def kind_of(name: str) -> Kind:
    """The kind of that name. Refuses template.later (a kind that is not here yet) and template.unknown."""
    if name in LATER:
        raise Refusal("template.later", kind=name)
    if name not in KINDS:
        raise Refusal("template.unknown", kind=name)
    return KINDS[name]


def blank(
    name: str, *, choices: dict[str, tuple[str, ...]] | None = None
) -> tuple[str, tuple[Column, ...], tuple[str, ...]]:
    """Title, columns and notes of an empty workbook; `choices` adds drop-downs, such as a county's townships."""
    kind = kind_of(name)
    columns = tuple(replace(one, choices=(choices or {}).get(one.key, one.choices)) for one in kind.columns)
    return kind.title, columns, kind.notes
