"""核对: a workbook on its way in. Rows are staged and judged first; nothing is stored until somebody confirms."""

from typing import ClassVar

from django.db import models

from shanhai.apps.audit.models import Entry, Record
from shanhai.apps.regions.models import Region
from shanhai.core.desk import Desk, Power, Role
from shanhai.core.lifecycle import LifeCycle

IMPORT_LIFE = LifeCycle(
    start="staged",
    moves={
        "confirm": (("staged",), "confirmed"),
        "discard": (("staged",), "discarded"),
        "undo": (("confirmed",), "undone"),
    },
)
OUTCOMES = ("new", "updated", "unchanged", "rejected", "review")


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
    matched = models.JSONField(default=dict)
    unmatched = models.JSONField(default=list)
    absent = models.PositiveIntegerField(default=0)
    notes = models.JSONField(default=list, help_text="coded warnings about the whole file")
    entry = models.ForeignKey(Entry, null=True, on_delete=models.PROTECT, related_name="imports")

    objects = ImportQuerySet.as_manager()

    class Meta:
        ordering = ("-at",)
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=IMPORT_LIFE.states), name="import_state_known")
        ]

    def __str__(self) -> str:
        return self.title


class Row(Record):
    """One row of the workbook as it was read (sealed: it holds citizen numbers), and what was found about it."""

    PRIVATE: ClassVar[frozenset[str]] = frozenset({"cells_sealed"})

    imported = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(help_text="the row number Excel shows")
    outcome = models.CharField(max_length=10, choices=[(o, o) for o in OUTCOMES])
    cells_sealed = models.BinaryField()
    problems = models.JSONField(default=list, help_text="[{column, code, facts}]; never a private value")
    differences = models.JSONField(default=list, help_text="[{column, was, now}]; private values masked")
    target = models.CharField(max_length=12, blank=True, help_text="id of the row it would change")

    class Meta:
        ordering = ("number",)
        constraints = [models.UniqueConstraint(fields=["imported", "number"], name="import_row_once")]

    def __str__(self) -> str:
        return f"{self.number} {self.outcome}"


class ColumnMemory(Record):
    """How one sender's header maps to our column, remembered from the last time somebody said so."""

    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="column_memories")
    unit = models.CharField(max_length=12, blank=True)
    kind = models.CharField(max_length=12)
    header = models.CharField(max_length=60)
    key = models.CharField(max_length=30)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "unit", "kind", "header"], name="column_remembered_once")
        ]

    def __str__(self) -> str:
        return f"{self.header} → {self.key}"
