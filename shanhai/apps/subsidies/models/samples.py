"""抽查: a list of payments fixed by its hash before anybody knows the seed, the draw from it, and what each draw turned out to be."""

from django.db import models

from shanhai.apps.audit.models import Record
from shanhai.apps.regions.models import Region
from shanhai.apps.subsidies.models.payments import Payment
from shanhai.core.desk import Desk, Power


class SampleQuerySet(models.QuerySet["Sample"]):
    """Words for asking after samples."""

    def visible_to(self, desk: Desk) -> "SampleQuerySet":
        """For whoever reads the funds of the government."""
        return self.filter(issuer__in=desk.regions) if desk.may(Power.READ_FUNDS) else self.none()


class Sample(Record):
    """One audit: the committed list (ids and fen), the public seed told later, in basis points how much error is tolerated."""

    issuer = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="samples")
    number = models.CharField(max_length=20, unique=True)
    listed = models.JSONField(help_text="[payment id, fen] in order of id")
    commitment = models.CharField(max_length=64)
    committed_at = models.DateTimeField()
    seed = models.CharField(
        max_length=80, blank=True, help_text="a public number nobody could know when the list was fixed"
    )
    seed_source = models.CharField(max_length=120, blank=True)
    seeded_at = models.DateTimeField(null=True)
    tolerated = models.PositiveSmallIntegerField(default=500, help_text="basis points of the money on the list")
    login = models.CharField(max_length=40)

    objects = SampleQuerySet.as_manager()

    class Meta:
        ordering = ("-committed_at",)

    def __str__(self) -> str:
        return self.number


class Drawn(Record):
    """One payment drawn, and how much too much (fen) was paid as somebody found."""

    sample = models.ForeignKey(Sample, on_delete=models.PROTECT, related_name="drawn")
    ordinal = models.PositiveIntegerField()
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="drawn")
    overpaid = models.BigIntegerField()
    note = models.CharField(max_length=100, blank=True)
    looked_by = models.CharField(max_length=40)
    looked_at = models.DateTimeField()

    class Meta:
        ordering = ("ordinal",)
        verbose_name_plural = "drawn"
        constraints = [models.UniqueConstraint(fields=["sample", "ordinal"], name="drawn_once")]

    def __str__(self) -> str:
        return f"{self.sample} {self.ordinal}"
