"""Where: regions by division code, who is paired with whom and since when, and the statistics others publish about them."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from shanhai.apps.audit.models import Record
from shanhai.core.desk import Desk, Power


class Level(models.TextChoices):
    """The five levels of administration, by the length of their code."""

    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    TOWNSHIP = "township"


class Region(models.Model):
    """An administrative unit by its division code (GB/T 2260 six digits; statistics bureau nine for townships)."""

    code = models.CharField(primary_key=True, max_length=9)
    name = models.CharField(max_length=40)
    level = models.CharField(max_length=10, choices=Level.choices)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name


class PairingQuerySet(models.QuerySet["Pairing"]):
    """Words for asking who is paired."""

    def in_force(self, on: date) -> "PairingQuerySet":
        """Begun and not ended on that day."""
        return self.filter(Q(ended_on=None) | Q(ended_on__gt=on), started_on__lte=on)

    def visible_to(self, desk: Desk) -> "PairingQuerySet":
        """Either side, the cities above, and those who watch over them; an ended pairing stays readable to its two sides."""
        if not desk.may(Power.READ_PARTNERSHIP):
            return self.none()
        regions = desk.regions | desk.senders | desk.receivers
        return self.filter(Q(pk__in=desk.pairings) | (Q(sending__in=regions) & Q(receiving__in=regions)))


class Pairing(Record):
    """结对: a sending and a receiving county, dated. Many-to-many over time; a relay names the pairing it took over."""

    sending = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="sends_under")
    receiving = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="receives_under")
    started_on = models.DateField()
    started_precision = models.CharField(max_length=5, default="day", choices=[(p, p) for p in ("day", "year")])
    ended_on = models.DateField(null=True)
    predecessor = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="successors")
    programme = models.CharField(max_length=40)
    programme_since = models.PositiveSmallIntegerField(help_text="year the programme above the pairing began")
    distance_km = models.PositiveIntegerField()
    source = models.CharField(max_length=120)

    objects = PairingQuerySet.as_manager()

    class Meta:
        ordering = ("started_on",)
        constraints = [
            models.UniqueConstraint(fields=["sending", "receiving", "started_on"], name="pairing_once"),
            models.CheckConstraint(condition=~Q(sending=F("receiving")), name="pairing_of_two"),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")),
                name="pairing_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sending} ⇄ {self.receiving}"

    @property
    def slug(self) -> str:
        """How a command names it: receiving code, dash, sending code."""
        return f"{self.receiving_id}-{self.sending_id}"

    @property
    def owners(self) -> frozenset[str]:
        """The two counties that own a joint row."""
        return frozenset({self.sending_id, self.receiving_id})


class StatisticQuerySet(models.QuerySet["Statistic"]):
    """Words for asking for published statistics."""

    def known(self, *, region: str, indicator: str, on: date) -> "StatisticQuerySet":
        """What was known on a day of one indicator, the newest first."""
        return self.filter(region=region, indicator=indicator, entered_at__date__lte=on).order_by(
            "-period", "-entered_at"
        )

    def visible_to(self, desk: Desk) -> "StatisticQuerySet":
        """Own regions and partners': published statistics are no secret, but only to those who read figures."""
        if not desk.may(Power.READ_FIGURES):
            return self.none()
        return self.filter(region__in=desk.regions | desk.senders | desk.receivers)


class Statistic(Record):
    """外部统计: a number somebody else published, with its document, the person who entered it and the second person who checked it."""

    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="statistics")
    indicator = models.CharField(max_length=40)
    period = models.CharField(max_length=10, help_text="year, or year-month, the number is about")
    value = models.DecimalField(max_digits=20, decimal_places=4)
    unit = models.CharField(max_length=10, choices=[(u, u) for u in ("person", "fen", "percent")])
    source_title = models.CharField(max_length=120)
    source_on = models.DateField(null=True, help_text="day of the document; empty = unknown, and shown so")
    entered_by = models.CharField(max_length=40)
    entered_at = models.DateTimeField()
    checked_by = models.CharField(max_length=40, blank=True)
    checked_at = models.DateTimeField(null=True)

    objects = StatisticQuerySet.as_manager()

    class Meta:
        ordering = ("region", "indicator", "-period")
        constraints = [
            models.UniqueConstraint(fields=["region", "indicator", "period", "source_title"], name="statistic_once"),
            models.CheckConstraint(condition=~Q(checked_by=F("entered_by")), name="statistic_second_checker"),
        ]

    def __str__(self) -> str:
        return f"{self.region_id} {self.indicator} {self.period}"
