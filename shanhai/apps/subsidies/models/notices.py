"""公示、异议和批准: a masked list hangs out for so many days, anybody may object, and whoever approves has had no other part in it."""

from datetime import date

from django.db import models
from django.db.models import Q

from shanhai.apps.audit.models import Record
from shanhai.apps.regions.models import Region
from shanhai.apps.subsidies.models.claims import Claim, OfClaimQuerySet
from shanhai.core.desk import Desk


class PublicityQuerySet(models.QuerySet["Publicity"]):
    """Words for asking after lists that hang out."""

    def visible_to(self, desk: Desk) -> "PublicityQuerySet":
        """With one of its claims."""
        return self.filter(pk__in=Claim.objects.visible_to(desk).exclude(publicity=None).values("publicity"))

    def standing(self, on: date) -> "PublicityQuerySet":
        """Hanging out on a day."""
        return self.filter(posted_on__lte=on, until__gte=on, ended_at=None)


class Publicity(Record):
    """公示: claims of one pack whose masked list hangs out from one day to the end of another."""

    number = models.CharField(max_length=20, unique=True)
    pack = models.CharField(max_length=40)
    issuer = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="publicities")
    title = models.CharField(max_length=80)
    posted_on = models.DateField()
    until = models.DateField(help_text="last day on which an objection is heard")
    days = models.PositiveSmallIntegerField()
    workdays = models.BooleanField()
    posted_by = models.CharField(max_length=40)
    ended_at = models.DateTimeField(null=True)

    objects = PublicityQuerySet.as_manager()

    class Meta:
        ordering = ("-posted_on", "number")
        verbose_name_plural = "publicities"
        constraints = [models.CheckConstraint(condition=Q(until__gte=models.F("posted_on")), name="publicity_in_order")]

    def __str__(self) -> str:
        return self.title


class Challenge(Record):
    """异议: what somebody says against a claim on a list, and what came of looking into it. Who says so is not shown."""

    PRIVATE = frozenset({"said_by"})

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="challenges")
    publicity = models.ForeignKey(Publicity, on_delete=models.PROTECT, related_name="challenges")
    says = models.CharField(max_length=200)
    said_by = models.CharField(max_length=40, blank=True)
    said_on = models.DateField()
    noted_by = models.CharField(max_length=40)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=40, blank=True)
    upheld = models.BooleanField(null=True)
    answer = models.CharField(max_length=200, blank=True)

    objects = OfClaimQuerySet["Challenge"].as_manager()

    class Meta:
        ordering = ("said_on", "id")
        constraints = [models.UniqueConstraint(fields=["claim", "publicity", "says"], name="challenge_once")]

    def __str__(self) -> str:
        return self.says


class Approval(Record):
    """批准: one person's yes; how many are needed depends on the sum and on what is unusual."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="approvals")
    login = models.CharField(max_length=40)
    name = models.CharField(max_length=40)
    at = models.DateTimeField()

    objects = OfClaimQuerySet["Approval"].as_manager()

    class Meta:
        ordering = ("at",)
        constraints = [models.UniqueConstraint(fields=["claim", "login"], name="one_yes_a_person")]

    def __str__(self) -> str:
        return self.name
