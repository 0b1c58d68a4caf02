"""帮扶政策: papers of one issuing government each, and the areas they subsidise. Amounts and claims come with the policy engine."""

from django.db import models
from django.db.models import Q

from shanhai.apps.audit.models import Record
from shanhai.apps.regions.models import Region
from shanhai.core.desk import Desk, Power


class PaperQuerySet(models.QuerySet["Paper"]):
    """Words for asking after papers."""

    def visible_to(self, desk: Desk) -> "PaperQuerySet":
        """Papers of one's own government and of partners."""
        if not desk.may(Power.READ_PARTNERSHIP):
            return self.none()
        return self.filter(issuer__in=desk.regions | desk.senders | desk.receivers)


class Paper(Record):
    """政策文件: one paper. Number and day may be unknown; then they are empty and shown as unknown."""

    issuer = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="papers")
    title = models.CharField(max_length=80)
    number = models.CharField(max_length=40, blank=True)
    issued_on = models.DateField(null=True)
    subject = models.CharField(max_length=20, choices=[("cooperation", "cooperation"), ("brokers", "brokers")])
    scope = models.ManyToManyField(Region, related_name="papers_about", blank=True)

    objects = PaperQuerySet.as_manager()

    class Meta:
        ordering = ("issuer", "title")
        constraints = [models.UniqueConstraint(fields=["issuer", "title"], name="paper_once")]

    def __str__(self) -> str:
        return self.title


class AreaQuerySet(models.QuerySet["Area"]):
    """Words for asking after subsidy areas."""

    def visible_to(self, desk: Desk) -> "AreaQuerySet":
        """With the issuing government's papers."""
        if not desk.may(Power.READ_PARTNERSHIP):
            return self.none()
        return self.filter(issuer__in=desk.regions | desk.senders | desk.receivers)


class Area(Record):
    """One of the areas in which an issuing government pays: named in the report, or assumed by us and labelled so."""

    issuer = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="subsidy_areas")
    ordinal = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=30)
    assumed = models.BooleanField(default=False)
    reason = models.CharField(max_length=120, blank=True, help_text="why we assume it")

    objects = AreaQuerySet.as_manager()

    class Meta:
        ordering = ("ordinal",)
        constraints = [
            models.UniqueConstraint(fields=["issuer", "name"], name="area_once"),
            models.CheckConstraint(condition=Q(assumed=False) | ~Q(reason=""), name="an_assumption_has_a_reason"),
        ]

    def __str__(self) -> str:
        return self.name
