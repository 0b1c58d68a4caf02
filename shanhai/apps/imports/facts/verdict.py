"""What judging a row comes to: the outcome, every flaw, what would change, and the value that would land."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from itertools import batched
from typing import Any

from shanhai.apps.regions.models import Region
from shanhai.core.desk import Actor
from shanhai.core.refusal import Refusal
from shanhai.sheets.columns import Column
from shanhai.sheets.read import SheetRow
from shanhai.sheets.reading import Flaw

type Tell = Callable[[int, int], None]
type Json = dict[str, Any]

BATCH = 500  # rows between two words of progress, and values in one query


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """Whose workbook it is and who judges it. `unit` is the sender's township, empty for the county's own."""

    region: Region
    unit: str
    by: Actor
    today: date

    def now(self) -> datetime:
        """The beginning of the day, for rules that ask for a moment."""
        return datetime.combine(self.today, time.min, tzinfo=UTC)


@dataclass(slots=True, kw_only=True)
class Verdict:
    """One row judged. `differences` are (column, was, now), private values masked; `value` is what would land, None if nothing."""

    row: SheetRow
    outcome: str = "rejected"
    flaws: list[Flaw] = field(default_factory=list)
    doubts: tuple[Refusal, ...] = ()
    differences: list[tuple[str, str, str]] = field(default_factory=list)
    target: str = ""
    value: Any = None
    settled: Mapping[str, str] = field(default_factory=dict)

    def cells(self) -> dict[str, str]:
        """The row's cells as they will be judged again: what the whole file settled (a household's village) is written in."""
        return {**self.row.cells, **self.settled} if self.settled else self.row.cells

    def reject(self, column: str, refusal: Refusal) -> None:
        """Add a flaw: the row does not land."""
        self.flaws.append(Flaw(column, refusal))
        self.outcome = "rejected"

    def doubt(self, column: str, refusal: Refusal) -> None:
        """Add a doubt: the row lands only when somebody says so."""
        self.flaws.append(Flaw(column, refusal))
        self.outcome = "review"

    def changes(self) -> list[Json]:
        """The differences as they are kept."""
        return [{"column": key, "was": was, "now": now} for key, was, now in self.differences]

    def problems(self, matched: Mapping[str, Sequence[str]], columns: Iterable[Column]) -> list[Json]:
        """The flaws as they are kept, each with the letter and the heading that the sender's column has."""
        titles = {column.key: column.title for column in columns}
        return [
            {
                "column": flaw.column,
                "letter": matched.get(flaw.column, ("", ""))[0],
                "title": matched[flaw.column][1] if flaw.column in matched else titles.get(flaw.column, ""),
                "code": flaw.refusal.code,
                "facts": dict(flaw.refusal.facts),
            }
            for flaw in self.flaws
        ]


def quiet(_done: int, _total: int) -> None:
    """Say nothing: progress that nobody watches."""


@dataclass(slots=True)
class Sorted:
    """A workbook's rows as judged: those somebody should see, and of the others only what landing them needs.

    `named` are the ids of our rows that the file names, whatever became of its row.
    """

    seen: list[Verdict] = field(default_factory=list)
    new: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    named: set[str] = field(default_factory=set)
    doubts: dict[str, list[int]] = field(default_factory=dict)
    rows: int = 0

    def put(self, verdict: Verdict, *, look: bool = False) -> None:
        """Sort in one row; `look` keeps it to be seen whatever it came to."""
        self.rows += 1
        if verdict.target:
            self.named.add(verdict.target)
        for doubt in verdict.doubts if verdict.value is not None else ():
            self.doubts.setdefault(doubt.code, []).append(verdict.row.number)
        if look or verdict.outcome not in {"new", "unchanged"}:
            self.seen.append(verdict)
        elif verdict.outcome == "new":
            self.new.append((verdict.row.number, verdict.cells()))
        else:
            self.unchanged.append(verdict.target)


def in_batches[T](rows: Sequence[T], tell: Tell) -> Iterator[T]:
    """Each row, with a word of progress after every 500."""
    done = 0
    for part in batched(rows, BATCH):
        yield from part
        done += len(part)
        tell(done, len(rows))


def mask_name(name: str) -> str:
    """A name as pages show it to whoever need not know it: 马*成."""
    return name[:1] + "*" * max(1, len(name) - 2) + (name[-1:] if len(name) > 2 else "") if name else ""


def mask_text(text: str) -> str:
    """A number, right or wrong, by its first three and last four characters; a short one by its length only."""
    return f"{text[:3]}****{text[-4:]}" if len(text) >= 10 else "*" * len(text)


def mask(column: Column | None, text: str) -> str:
    """A cell as a page may show it."""
    if column is None or not column.private:
        return text
    return mask_name(text) if column.key == "name" else mask_text(text)


def first_of_each[T](verdicts: Iterable[Verdict], identity: Callable[[Verdict], T | None]) -> dict[T, list[Verdict]]:
    """The verdicts that would land by what they are about, in the order of the file."""
    groups: dict[T, list[Verdict]] = {}
    for verdict in verdicts:
        known = identity(verdict) if verdict.value is not None and not verdict.flaws else None
        if known is not None:
            groups.setdefault(known, []).append(verdict)
    return groups
