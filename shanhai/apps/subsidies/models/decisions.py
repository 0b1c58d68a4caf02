"""核定: what was decided about a claim, on which facts and by which policy, so that it can be derived again years later. Only ever added."""

import zlib

import orjson
from django.db import models
from django.db.models import Q

from shanhai.apps.audit.models import Record
from shanhai.apps.subsidies.models.claims import Claim, OfClaimQuerySet
from shanhai.apps.subsidies.models.policies import Policy


class Decision(Record):
    """One decision; `amount` in fen, negative where money comes back. A wrong one is followed by another that names it.

    `place` numbers the decisions of a pack, `previous` is the hash of the one before: a row that is changed, taken out or slipped in breaks
    the chain. Facts, context and trace are kept as the bytes that were hashed.
    """

    ONLY_ADDED = True

    KINDS = ("decide", "cancel", "adjust", "recover")

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="decisions")
    pack = models.CharField(max_length=40)
    place = models.PositiveIntegerField()
    kind = models.CharField(max_length=8, choices=[(k, k) for k in KINDS])
    corrects = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="corrected_by")
    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="decisions")
    known_at = models.DateTimeField(help_text="what was approved and noted by then counts")
    selecting = models.DateField(help_text="the day that selects the values")
    stated = models.TextField(help_text="canonical JSON: the claim as the engine read it, parties and facts")
    context = models.TextField(help_text="canonical JSON: rank, sums and budget before, shares of funds")
    outcome = models.CharField(max_length=8)
    amount = models.BigIntegerField()
    mask = models.BigIntegerField(default=0)
    reasons = models.JSONField(default=list, blank=True)
    trace = models.BinaryField(help_text="zlib of the trace as JSON")
    engine = models.CharField(max_length=20)
    login = models.CharField(max_length=40)
    at = models.DateTimeField()
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)

    objects = OfClaimQuerySet["Decision"].as_manager()

    class Meta:
        ordering = ("pack", "place")
        constraints = [
            models.UniqueConstraint(fields=["pack", "place"], name="decision_in_its_place"),
            models.UniqueConstraint(fields=["claim"], condition=Q(kind="decide"), name="decided_once"),
            models.CheckConstraint(
                condition=Q(kind="decide") | Q(corrects__isnull=False), name="a_correction_names_what_it_corrects"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pack} {self.place}"

    def steps(self) -> list[dict[str, object]]:
        """The trace, line by line."""
        read: list[dict[str, object]] = orjson.loads(zlib.decompress(bytes(self.trace)))
        return read
