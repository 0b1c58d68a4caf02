"""操作日志: one `Entry` an act, one `Change` a row it touched. Both are only ever added."""

from typing import ClassVar

from django.db import models

from shanhai.core.desk import Desk, Role


class Record(models.Model):
    """A row of ours: its id is opaque, given by the pen that writes it, and never guessed from its neighbours.

    `PRIVATE` names the columns whose values are never shown when a change is displayed. Rows that are `ONLY_ADDED` are never changed, removed
    or taken back: what was wrong in one is put right by another.
    """

    PRIVATE: ClassVar[frozenset[str]] = frozenset()
    ONLY_ADDED: ClassVar[bool] = False

    id = models.CharField(primary_key=True, max_length=12, editable=False)

    class Meta:
        abstract = True


class EntryQuerySet(models.QuerySet["Entry"]):
    """Words for asking the log."""

    def visible_to(self, desk: Desk) -> "EntryQuerySet":
        """An office reads its own acts; a city those beneath it; the auditor both sides of his pairing."""
        if desk.role in {Role.OFFICER, Role.CITY, Role.AUDITOR, Role.AUDITADMIN}:
            return self.filter(region__in=desk.regions | {desk.actor.region})
        return self.none()

    def about(self, noun: str, key: str) -> "EntryQuerySet":
        """Acts that touched one row."""
        return self.filter(changes__noun=noun, changes__key=key).distinct()


class Entry(models.Model):
    """One act: who, where, when, what, the root of its changes, and its link to the act before (SQLite) or its leaf (PostgreSQL)."""

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    login = models.CharField(max_length=40)
    role = models.CharField(max_length=20)
    region = models.CharField(max_length=6)
    action = models.CharField(max_length=60, db_index=True)
    about_noun = models.CharField(max_length=40, blank=True)
    about_key = models.CharField(max_length=12, blank=True)
    facts = models.JSONField(default=dict)
    size = models.PositiveIntegerField()
    root = models.CharField(max_length=64)
    leaf = models.CharField(max_length=64)
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)
    undoes = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="undone_by")

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ("-number",)
        indexes = [
            models.Index(fields=["region", "-at"]),
            models.Index(fields=["about_noun", "about_key"]),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.action}"


class Change(models.Model):
    """One row touched by an act: which, how, from what to what. `row` is the digest of the whole row afterwards."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="changes")
    ordinal = models.PositiveIntegerField()
    noun = models.CharField(max_length=40)
    key = models.CharField(max_length=12)
    verb = models.CharField(max_length=8, choices=[(v, v) for v in ("add", "change", "remove")])
    delta = models.JSONField(default=dict)
    blanked = models.CharField(max_length=64, blank=True, db_default="", help_text="digest of a delta no longer kept")
    row = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "ordinal"], name="change_once_an_entry")]
        indexes = [models.Index(fields=["noun", "key", "-entry"])]

    def __str__(self) -> str:
        return f"{self.verb} {self.noun} {self.key}"
