"""Reading a workbook and judging its rows. Nothing of it is stored among workers or employers yet."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import batched
from pathlib import PurePath

from shanhai.apps.audit.actions import Pen, writing
from shanhai.apps.audit.insert import many_rows, new_row
from shanhai.apps.imports.facts.kinds import Kind, kind_of
from shanhai.apps.imports.facts.report import notes
from shanhai.apps.imports.facts.verdict import BATCH, Bench, Sorted, Tell, Verdict, quiet
from shanhai.apps.imports.models import Block, ColumnMemory, Import, Row
from shanhai.apps.regions.models import Region
from shanhai.core.desk import Actor, Power
from shanhai.core.refusal import Refusal
from shanhai.sheets.guard import ROLL, Limits
from shanhai.sheets.read import Table, read_table

LONGEST_HEADING = 60
BLOCK = 2_000  # rows that land in one act


def allow(*, kind: str, region: str, unit: str, by: Actor) -> Kind:
    """The kind, if this seat may import it for that sender. Refuses template.later, template.unknown and desk.not_allowed."""
    found = kind_of(kind)
    if found.power != Power.CONFIRM_ROSTER:  # an employer's own hand sends its list and nothing else
        by.require(Power.IMPORT, owners=frozenset({region}), unit=unit)
    by.require(found.power, owners=frozenset({region}), unit=unit)
    return found


@many_rows()
def stage(
    *,
    kind: str,
    content: bytes,
    filename: str,
    title: str,
    region: Region,
    unit: str = "",
    mapping: Mapping[str, str] | None = None,
    limits: Limits = ROLL,
    tell: Tell = quiet,
    by: Actor,
    at: datetime,
) -> Import:
    """Read a workbook and judge every row. `unit` is the sender's township; `mapping` (heading → column key, "" to leave out) is
    remembered for that sender. `tell` hears (done, total) every 500 rows and may refuse to go on.

    Refuses what `read_table` refuses, `file.no_rows`, and what `allow` does; a bad row is never refused but kept with its reasons.
    """
    found = allow(kind=kind, region=region.code, unit=unit, by=by)
    _check_mapping(mapping or {}, found)
    known = ColumnMemory.objects.of(region=region.code, unit=unit, kind=kind) | dict(mapping or {})
    name = "".join(c for c in PurePath(filename.replace("\\", "/")).name if c.isprintable())
    table = read_table(content, filename=name, columns=found.columns_for(unit), limits=limits, mapping=known)
    if not table.rows:
        raise Refusal("file.no_rows", sheet=table.sheet)
    bench = Bench(region=region, unit=unit, by=by, today=at.date())
    sources = _sources(table, kind, bench)
    sorted_ = Sorted()
    for verdict in found.judge(table.rows, bench, tell):
        sorted_.put(verdict, look=verdict.row.key in sources)
    imported = Import(
        kind=kind,
        region=region,
        unit=unit,
        title=(title.strip() or PurePath(name).stem)[:80],
        filename=name[-120:],
        digest=table.digest,
        login=by.login,
        at=at,
        matched={key: list(place) for key, place in table.matched.items()},
        unmatched=list(table.unmatched),
        absent=0 if sources else _absent(found, sorted_, bench),
        notes=notes(table, sorted_, bench, kind=kind, filename=name),
        follows=_most_common([source.imported for source in sources.values()]),
    )
    with writing("import.stage", by=by, at=at, about=imported) as pen:
        remember(pen, mapping or {}, region=region, unit=unit, kind=kind)
        pen.add(imported)
        pen.add_all([row_of(pen, imported, found, one, sources.get(one.row.key)) for one in sorted_.seen])
        pen.add_all(_blocks(pen, imported, sorted_))
        pen.facts.update({"kind": kind, "rows": sorted_.rows, "digest": table.digest})
    return imported


def _absent(kind: Kind, sorted_: Sorted, bench: Bench) -> int:
    return sum(key not in sorted_.named for key in kind.ours(bench).values_list("pk", flat=True))


def _blocks(pen: Pen, imported: Import, sorted_: Sorted) -> Iterator[Block]:
    """The rows that nobody need look at, a block for every 2,000."""
    ordinal = 0
    for rows in batched(sorted_.new, BLOCK):
        block = Block(imported=imported, ordinal=ordinal, outcome="new", size=len(rows))
        pen.name(block)
        block.rows_sealed = block.hold(rows)
        ordinal += 1
        yield block
    for named in batched(sorted_.unchanged, BLOCK):
        yield Block(imported=imported, ordinal=ordinal, outcome="unchanged", size=len(named), targets=list(named))
        ordinal += 1


def remember(pen: Pen, mapping: Mapping[str, str], *, region: Region, unit: str, kind: str) -> None:
    """Keep how a sender's headings map, for the next time."""
    standing = {
        one.header: one for one in ColumnMemory.objects.filter(region=region, unit=unit, kind=kind, header__in=mapping)
    }
    for header, key in mapping.items():
        if header in standing:
            pen.change(standing[header], key=key)
        elif 0 < len(header) <= LONGEST_HEADING:
            pen.add(ColumnMemory(region=region, unit=unit, kind=kind, header=header, key=key))


def _check_mapping(mapping: Mapping[str, str], kind: Kind) -> None:
    known = {column.key for column in kind.columns} | {""}
    if unknown := set(mapping.values()) - known:
        raise Refusal("import.column", found=sorted(unknown))


def _sources(table: Table, kind: str, bench: Bench) -> dict[str, Row]:
    """Bad rows of earlier imports of this sender that rows of this file say they mend, by 行标识."""
    keys = sorted({row.key for row in table.rows if row.key})
    found: dict[str, Row] = {}
    for part in batched(keys, BATCH):
        ours = Row.objects.filter(pk__in=part, imported__kind=kind, imported__region=bench.region)
        found |= {row.pk: row for row in ours.filter(imported__unit=bench.unit).select_related("imported")}
    return found


def _most_common(imports: Sequence[Import]) -> Import | None:
    return Counter(imports).most_common(1)[0][0] if imports else None


def row_of(pen: Pen, imported: Import, kind: Kind, verdict: Verdict, source: Row | None = None) -> Row:
    """A verdict as a row of its own, sealed and not yet written."""
    row = new_row(
        Row,
        imported_id=imported.pk,
        number=verdict.row.number,
        outcome=verdict.outcome,
        problems=verdict.problems(imported.matched, kind.columns),
        differences=verdict.changes(),
        target=verdict.target,
        follows_id=source.pk if source else None,
    )
    pen.name(row)
    row.cells_sealed = row.hold(verdict.cells())
    return row
