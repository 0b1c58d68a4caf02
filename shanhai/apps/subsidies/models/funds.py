"""资金: what a government has put by, what is held for decided claims, what is ordered and what is paid. Whole fen."""

from django.db import models
from django.db.models import F, Q

from shanhai.apps.audit.models import Record
from shanhai.apps.regions.models import Region
from shanhai.apps.subsidies.models.claims import Claim
from shanhai.core.desk import Desk, Power


class FundQuerySet(models.QuerySet["Fund"]):
    """Words for asking after funds."""

    def visible_to(self, desk: Desk) -> "FundQuerySet":
        """Of one's own government, and of the partners one's people are paid by."""
        if not desk.may(Power.READ_FUNDS):
            return self.none()
        return self.filter(issuer__in=desk.regions | desk.receivers | desk.senders)


class Fund(Record):
    """One fund. `reserved`, `committed` and `paid` repeat the sums of its lines, so that one locked row decides whether there is enough."""

    issuer = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="funds")
    code = models.CharField(max_length=40, unique=True, help_text="as packs name it")
    title = models.CharField(max_length=60)
    appropriated = models.BigIntegerField(default=0)
    reserved = models.BigIntegerField(default=0)
    committed = models.BigIntegerField(default=0)
    paid = models.BigIntegerField(default=0)

    objects = FundQuerySet.as_manager()

    class Meta:
        ordering = ("issuer", "code")
        constraints = [
            models.CheckConstraint(
                condition=Q(appropriated__gte=F("reserved") + F("committed") + F("paid")), name="no_more_than_there_is"
            ),
            models.CheckConstraint(condition=Q(reserved__gte=0, committed__gte=0), name="fund_not_negative"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def free(self) -> int:
        """What nobody has a claim to, in fen."""
        return self.appropriated - self.reserved - self.committed - self.paid


class FundLineQuerySet(models.QuerySet["FundLine"]):
    """Words for asking after lines."""

    def visible_to(self, desk: Desk) -> "FundLineQuerySet":
        """With the fund."""
        return self.filter(fund__in=Fund.objects.visible_to(desk))


class FundLine(Record):
    """One movement in fen: appropriate · reserve on decision · release on refusal · commit in a batch · back when a batch lets go · pay · recover."""

    ONLY_ADDED = True

    KINDS = ("appropriate", "reserve", "release", "commit", "uncommit", "pay", "recover")

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="lines")
    kind = models.CharField(max_length=12, choices=[(k, k) for k in KINDS])
    amount = models.BigIntegerField()
    claim = models.ForeignKey(Claim, null=True, on_delete=models.PROTECT, related_name="fund_lines")
    payment = models.ForeignKey("subsidies.Payment", null=True, on_delete=models.PROTECT, related_name="fund_lines")
    paper = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField()

    objects = FundLineQuerySet.as_manager()

    class Meta:
        ordering = ("at", "id")
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="a_line_moves_something"),
            models.UniqueConstraint(
                fields=["payment", "kind"],
                condition=Q(kind__in=("commit", "uncommit", "pay")),
                name="a_payment_moves_once",
            ),
            models.UniqueConstraint(
                fields=["fund", "paper"], condition=Q(kind="appropriate"), name="appropriated_once_a_paper"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount}"
