"""发放: batches made by one and checked by another, what the bank did with each line, and what the person says arrived."""

from django.db import models
from django.db.models import F, Q

from shanhai.apps.audit.models import Record
from shanhai.apps.subsidies.models.claims import Claim, OfClaimQuerySet
from shanhai.apps.subsidies.models.funds import Fund
from shanhai.core.desk import Desk, Power, Role
from shanhai.core.lifecycle import LifeCycle

BATCH_LIFE = LifeCycle(
    start="made",
    moves={
        "check": (("made",), "checked"),
        "drop": (("made", "checked"), "dropped"),
        "send": (("checked",), "sent"),
        "settle": (("sent",), "settled"),
    },
)


class BatchQuerySet(models.QuerySet["Batch"]):
    """Words for asking after batches."""

    def visible_to(self, desk: Desk) -> "BatchQuerySet":
        """The paying government's own offices, and the cities and auditors above; a partner reads the claim, not the batch."""
        if not desk.may(Power.READ_FUNDS) or desk.role == Role.LEADER:
            return self.none()
        return self.filter(fund__issuer__in=desk.regions)


class Batch(Record):
    """发放批次: payments from one fund. Nobody checks what they made; the digests are of the file for the bank."""

    number = models.CharField(max_length=20, unique=True)
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="batches")
    state = models.CharField(max_length=8, default=BATCH_LIFE.start)
    people = models.PositiveIntegerField()
    total = models.BigIntegerField(help_text="fen")
    maker = models.CharField(max_length=40)
    maker_name = models.CharField(max_length=40)
    made_at = models.DateTimeField()
    checker = models.CharField(max_length=40, blank=True)
    checker_name = models.CharField(max_length=40, blank=True)
    checked_at = models.DateTimeField(null=True)
    bank_format = models.CharField(max_length=20, blank=True)
    bank_digest = models.CharField(max_length=64, blank=True)
    sent_at = models.DateTimeField(null=True)

    objects = BatchQuerySet.as_manager()

    class Meta:
        ordering = ("-made_at", "number")
        verbose_name_plural = "batches"
        constraints = [
            models.CheckConstraint(condition=~Q(checker=F("maker")), name="batch_by_two"),
            models.CheckConstraint(condition=Q(state__in=BATCH_LIFE.states), name="batch_state_known"),
            models.CheckConstraint(condition=Q(total__gt=0), name="batch_pays_something"),
        ]

    def __str__(self) -> str:
        return self.number


class Payment(Record):
    """One line of a batch: so much of one claim to one account, and what came of it."""

    STATES = ("listed", "dropped", "paid", "returned")

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="payments")
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="payments")
    line = models.PositiveIntegerField()
    amount = models.BigIntegerField(help_text="fen")
    state = models.CharField(max_length=8, default="listed", choices=[(s, s) for s in STATES])
    paid_on = models.DateField(null=True)
    returned_why = models.CharField(max_length=100, blank=True)
    received = models.BigIntegerField(null=True, help_text="fen, as the person says")
    received_on = models.DateField(null=True)
    received_noted_by = models.CharField(max_length=40, blank=True)

    objects = OfClaimQuerySet["Payment"].as_manager()

    class Meta:
        ordering = ("batch", "line")
        constraints = [
            models.UniqueConstraint(fields=["batch", "claim"], name="paid_once_a_batch"),
            models.UniqueConstraint(fields=["batch", "line"], name="line_once_a_batch"),
            models.UniqueConstraint(fields=["claim"], condition=Q(state="listed"), name="one_payment_at_a_time"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="payment_pays_something"),
        ]

    def __str__(self) -> str:
        return f"{self.batch} {self.line}"


class BankReturn(Record):
    """银行回盘: a file the bank sent back about a batch, known by its digest: the same file again changes nothing."""

    ONLY_ADDED = True

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="returns")
    digest = models.CharField(max_length=64)
    format = models.CharField(max_length=20)
    paid = models.PositiveIntegerField()
    returned = models.PositiveIntegerField()
    read_by = models.CharField(max_length=40)
    read_at = models.DateTimeField()

    class Meta:
        ordering = ("read_at",)
        constraints = [models.UniqueConstraint(fields=["batch", "digest"], name="return_read_once")]

    def __str__(self) -> str:
        return f"{self.batch} {self.digest[:8]}"
