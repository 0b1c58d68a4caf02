"""劳务工作站 · 中介 · 经纪人: the social forces between the two sides."""

from typing import Self

from django.db import models

from shanhai.apps.audit.models import Record
from shanhai.apps.regions.models import Region
from shanhai.core.desk import Desk, Power


class PartnerQuerySet[P: models.Model](models.QuerySet[P]):
    """The one word every partner shares."""

    def visible_to(self, desk: Desk) -> Self:
        """Both sides of a pairing see the partners of either; a partner sees itself."""
        if desk.may(Power.READ_PARTNERSHIP):
            return self.filter(region__in=desk.regions | desk.senders | desk.receivers)
        return self.filter(code__in=desk.organisations)


class Partner(Record):
    """What every partner has: a code (credit code where there is one), a name, and the region it is registered in."""

    code = models.CharField(max_length=18, unique=True)
    name = models.CharField(max_length=60)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="%(class)s_set")

    class Meta:
        abstract = True
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Agency(Partner):
    """职业中介 or 劳务派遣 organisation, with its licence (人力资源市场暂行条例 §18)."""

    kind = models.CharField(max_length=10, choices=[("mediation", "mediation"), ("dispatch", "dispatch")])
    licence = models.CharField(max_length=30)
    licence_until = models.DateField()

    objects = PartnerQuerySet["Agency"].as_manager()


class Workstation(Partner):
    """劳务工作站: a home-side station in the receiving region, or the county's own."""

    serves = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="stations_abroad")
    founded_on = models.DateField()

    objects = PartnerQuerySet["Workstation"].as_manager()


class Broker(Partner):
    """劳务经纪人: a person who brings people from a township."""

    unit = models.CharField(max_length=12)

    objects = PartnerQuerySet["Broker"].as_manager()
