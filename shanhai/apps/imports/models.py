"""核对: a workbook on its way in. Rows are staged and judged first; nothing is stored until somebody confirms."""

import json
from collections.abc import Mapping, Sequence
from typing import ClassVar

from django.db import models

from shanhai.apps.audit.keys import keyring
from shanhai.apps.audit.models import Entry, Record
from shanhai.apps.regions.models import Region
from shanhai.core.desk import Desk, Power, Role
from shanhai.core.lifecycle import LifeCycle
from shanhai.core.vault import seal, unseal

IMPORT_LIFE = LifeCycle(
    start="staged",
    moves={
        "begin": (("staged", "landing"), "landing"),
        "confirm": (("staged", "landing"), "confirmed"),
        "discard": (("staged",), "discarded"),
        "undo": (("confirmed", "landing"), "undone"),
    },
)
# What a row came to. A `Row` is kept for each that somebody should see; the others are counted by their block.
OUTCOMES = ("new", "updated", "unchanged", "rejected", "review")
TAKEN = ("new", "updated", "unchanged")


class ImportQuerySet(models.QuerySet["Import"]):
    """Words for asking after imports."""

    def visible_to(self, desk: Desk) -> "ImportQuerySet":
        """An office sees its county's; a township its own."""
        if not desk.may(Power.IMPORT):
            return self.none()
        rows = self.filter(region__in=desk.regions)
        return rows.filter(unit=desk.unit) if desk.role == Role.TOWNSHIP else rows

    def waiting(self) -> "ImportQuerySet":
        """Staged and not yet decided."""
        return self.filter(state="staged")


class Import(Record):
    """One workbook. `digest` recognises the same file; `absent` counts rows of ours the file does not name (never deleted)."""

    kind = models.CharField(max_length=12)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="imports")
    unit = models.CharField(max_length=12, blank=True)
    title = models.CharField(max_length=80)
    filename = models.CharField(max_length=120)
    digest = models.CharField(max_length=64, db_index=True)
    login = models.CharField(max_length=40)
    at = models.DateTimeField()
    state = models.CharField(max_length=10, default=IMPORT_LIFE.start)
    matched = models.JSONField(default=dict, blank=True, help_text="{column: [letter, heading]}")
    unmatched = models.JSONField(default=list, blank=True)
    absent = models.PositiveIntegerField(default=0)
    notes = models.JSONField(default=list, blank=True, help_text="[{code, facts}]: warnings about the whole file")
    follows = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="followers", help_text="whose error workbook this is"
    )
    entry = models.ForeignKey(Entry, null=True, on_delete=models.PROTECT, related_name="imports")
    emptied_on = models.DateField(null=True, help_text="from this day on only counts are kept of what it said")

    objects = ImportQuerySet.as_manager()

    class Meta:
        ordering = ("-at",)
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=IMPORT_LIFE.states), name="import_state_known")
        ]

    def __str__(self) -> str:
        return self.title


class RowQuerySet(models.QuerySet["Row"]):
    """Words for asking after rows."""

    def visible_to(self, desk: Desk) -> "RowQuerySet":
        """With the import."""
        return self.filter(imported__in=Import.objects.visible_to(desk))

    def bad(self) -> "RowQuerySet":
        """Not taken: rejected, or waiting for somebody to choose."""
        return self.filter(outcome__in=("rejected", "review"))

    def waiting(self) -> "RowQuerySet":
        """Not rejected, and not landed by an act before."""
        return self.filter(entry=None).exclude(outcome="rejected")

    def mended(self) -> "RowQuerySet":
        """Bad rows that came back mended in a workbook that was taken."""
        return self.filter(menders__imported__state="confirmed", menders__outcome__in=TAKEN).distinct()


class Row(Record):
    """One row of the workbook as it was read (sealed: it holds citizen numbers), and what was found about it."""

    PRIVATE: ClassVar[frozenset[str]] = frozenset({"cells_sealed"})

    imported = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(help_text="the row number Excel shows")
    outcome = models.CharField(max_length=10, choices=[(o, o) for o in OUTCOMES])
    cells_sealed = models.BinaryField()
    problems = models.JSONField(default=list, blank=True, help_text="[{column, code, facts}]; never a private value")
    differences = models.JSONField(default=list, blank=True, help_text="[{column, was, now}]; private values masked")
    target = models.CharField(max_length=12, blank=True, help_text="id of the row it would change")
    entry = models.ForeignKey(
        Entry, null=True, on_delete=models.PROTECT, related_name="import_rows", help_text="the act it landed in"
    )
    choice = models.CharField(
        max_length=4,
        blank=True,
        choices=[(c, c) for c in ("new", "old")],
        help_text="what somebody said of a row in review",
    )
    follows = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="menders", help_text="the bad row this one mends"
    )

    objects = RowQuerySet.as_manager()

    class Meta:
        ordering = ("number",)
        constraints = [models.UniqueConstraint(fields=["imported", "number"], name="import_row_once")]

    def __str__(self) -> str:
        return f"{self.number} {self.outcome}"

    def cells(self) -> dict[str, str]:
        """The cells as they were read, by column key; none once their time is over."""
        if not self.cells_sealed:
            return {}
        opened = unseal(keyring(), bytes(self.cells_sealed), table="imports.row", column="cells", row=self.pk)
        return {str(key): str(text) for key, text in json.loads(opened).items()}

    def hold(self, cells: Mapping[str, str]) -> bytes:
        """Seal cells to this row, which already has its id."""
        text = json.dumps(dict(cells), ensure_ascii=False, sort_keys=True)
        return seal(keyring(), text, table="imports.row", column="cells", row=self.pk)


class BlockQuerySet(models.QuerySet["Block"]):
    """Words for asking after blocks."""

    def visible_to(self, desk: Desk) -> "BlockQuerySet":
        """With the import."""
        return self.filter(imported__in=Import.objects.visible_to(desk))

    def light(self) -> "BlockQuerySet":
        """Without what they hold."""
        return self.defer("rows_sealed", "targets")

    def waiting(self) -> "BlockQuerySet":
        """New rows that have not landed."""
        return self.filter(outcome="new", entry=None)


class Block(Record):
    """Rows of one workbook that nobody need look at: new ones sealed as they were read, of unchanged ones only whom they name.

    A district's roll is a hundred blocks and the few thousand `Row`s that somebody should see. Each block lands in an act of its own
    (`entry`), so that landing can be stopped, goes on where it stood, and holds nobody else up.
    """

    PRIVATE: ClassVar[frozenset[str]] = frozenset({"rows_sealed"})

    imported = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="blocks")
    ordinal = models.PositiveIntegerField()
    outcome = models.CharField(max_length=10, choices=[(o, o) for o in ("new", "unchanged")])
    size = models.PositiveIntegerField(help_text="rows")
    left = models.JSONField(default=list, blank=True, help_text="numbers of rows that are a `Row` each by now")
    rows_sealed = models.BinaryField(null=True)
    targets = models.JSONField(default=list, blank=True, help_text="ids of the rows of ours that unchanged rows name")
    entry = models.ForeignKey(Entry, null=True, on_delete=models.PROTECT, related_name="blocks")

    objects = BlockQuerySet.as_manager()

    class Meta:
        ordering = ("ordinal",)
        constraints = [models.UniqueConstraint(fields=["imported", "ordinal"], name="import_block_once")]

    def __str__(self) -> str:
        return f"{self.outcome} {self.size}"

    def rows(self) -> list[tuple[int, dict[str, str]]]:
        """The rows as they were read: number and cells by column key."""
        if not self.rows_sealed:
            return []
        opened = unseal(keyring(), bytes(self.rows_sealed), table="imports.block", column="rows", row=self.pk)
        keys, lines = json.loads(opened)
        return [(number, dict(zip(keys, cells, strict=True))) for number, *cells in lines]

    def hold(self, rows: Sequence[tuple[int, Mapping[str, str]]]) -> bytes:
        """Seal rows to this block, which already has its id. All have the same columns."""
        keys = list(rows[0][1])
        text = json.dumps([keys, [[number, *cells.values()] for number, cells in rows]], ensure_ascii=False)
        return seal(keyring(), text, table="imports.block", column="rows", row=self.pk)


class ColumnMemoryQuerySet(models.QuerySet["ColumnMemory"]):
    """Words for asking how a sender writes its headings."""

    def of(self, *, region: str, unit: str, kind: str) -> dict[str, str]:
        """Heading to column key ("" = to be left out), as one sender uses them."""
        return dict(self.filter(region=region, unit=unit, kind=kind).values_list("header", "key"))


class ColumnMemory(Record):
    """How one sender's header maps to our column, remembered from the last time somebody said so."""

    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="column_memories")
    unit = models.CharField(max_length=12, blank=True)
    kind = models.CharField(max_length=12)
    header = models.CharField(max_length=60)
    key = models.CharField(max_length=30, blank=True, help_text="empty = a column to leave out")

    objects = ColumnMemoryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "unit", "kind", "header"], name="column_remembered_once")
        ]

    def __str__(self) -> str:
        return f"{self.header} → {self.key}"
