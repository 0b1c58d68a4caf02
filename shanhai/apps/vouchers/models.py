"""交通补贴券: lots printed by the paying side, numbered vouchers, and the one act of handing each out. Redemption comes later."""

from django.db import models
from django.db.models import F, Q

from shanhai.apps.audit.models import Record
from shanhai.apps.fairs.models import Delegation, DelegationRowQuerySet
from shanhai.apps.regions.models import Region
from shanhai.apps.workers.models import Worker
from shanhai.core.desk import Desk, Power


class PrintRun(Record):
    """A lot: consecutive numbers printed for one delegation by the side that pays."""

    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="print_runs")
    payer = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="print_runs")
    lot = models.CharField(max_length=12, unique=True)
    title = models.CharField(max_length=60)
    first = models.PositiveIntegerField()
    last = models.PositiveIntegerField()
    printed_on = models.DateField()
    expires_on = models.DateField()

    objects = DelegationRowQuerySet["PrintRun"].as_manager()

    class Meta:
        ordering = ("lot",)
        constraints = [models.CheckConstraint(condition=Q(last__gte=F("first")), name="print_run_in_order")]

    def __str__(self) -> str:
        return self.lot

    @property
    def size(self) -> int:
        """How many vouchers the lot holds."""
        return self.last - self.first + 1


class VoucherQuerySet(models.QuerySet["Voucher"]):
    """Words for asking after vouchers."""

    def visible_to(self, desk: Desk) -> "VoucherQuerySet":
        """With the lot."""
        return self.filter(run__delegation__pairing__in=desk.pairings) if desk.may(Power.READ_FAIRS) else self.none()

    def held(self) -> "VoucherQuerySet":
        """Handed out to a person."""
        return self.filter(handout__isnull=False)


class Voucher(Record):
    """One numbered paper voucher; unbound until it is handed out."""

    run = models.ForeignKey(PrintRun, on_delete=models.PROTECT, related_name="vouchers")
    number = models.PositiveIntegerField()

    objects = VoucherQuerySet.as_manager()

    class Meta:
        ordering = ("number",)
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="voucher_once")]

    def __str__(self) -> str:
        return f"{self.run_id}-{self.number:04}"


class Handout(Record):
    """发放: a voucher becomes one person's. The unique rows decide who was first; locks are only courtesy."""

    voucher = models.OneToOneField(Voucher, on_delete=models.PROTECT, related_name="handout")
    run = models.ForeignKey(PrintRun, on_delete=models.PROTECT, related_name="handouts")
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="handouts")
    at = models.DateTimeField()
    device = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ("at",)
        constraints = [models.UniqueConstraint(fields=["run", "worker"], name="one_voucher_a_person")]

    def __str__(self) -> str:
        return f"{self.voucher} → {self.worker}"
