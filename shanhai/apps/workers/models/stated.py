"""What is stated of a person on a day: the wish, and the labour ability."""

from django.db import models
from django.db.models import F, Q

from shanhai.apps.audit.models import Record


class Wish(Record):
    """What a person said they want, and when. The latest stands; earlier ones are kept."""

    class Willing(models.TextChoices):
        """Whether to go away for work."""

        YES = "yes"
        NO = "no"
        UNDECIDED = "undecided"

    worker = models.ForeignKey("workers.Worker", on_delete=models.PROTECT, related_name="wishes")
    willing = models.CharField(max_length=10, choices=Willing.choices)
    work = models.CharField(max_length=40, blank=True)
    lowest_pay = models.PositiveIntegerField(null=True, help_text="fen a month")
    from_on = models.DateField(null=True, help_text="could leave from this day on")
    place = models.CharField(max_length=40, blank=True)
    companions = models.CharField(max_length=60, blank=True, help_text="with whom, as stated")
    needs = models.JSONField(default=list, blank=True, help_text="codes of data/needs.csv: in terms of the job")
    ask_from = models.DateField(null=True, help_text="said no: not to be asked before")
    stated_on = models.DateField()

    class Meta:
        ordering = ("-stated_on",)
        constraints = [models.UniqueConstraint(fields=["worker", "stated_on"], name="wish_once_a_day")]

    def __str__(self) -> str:
        return f"{self.willing} {self.stated_on}"


class AbilityFact(Record):
    """劳动能力: what a person could do from a day on, with the paper it was found on. Later findings do not overwrite earlier ones."""

    worker = models.ForeignKey("workers.Worker", on_delete=models.PROTECT, related_name="abilities")
    kind = models.CharField(max_length=10, help_text="a code of facts.ABILITY")
    since = models.DateField()
    until = models.DateField(null=True, help_text="first day it no longer stands")
    paper = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ("since",)
        constraints = [
            models.UniqueConstraint(fields=["worker", "since"], name="ability_once_a_day"),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gt=F("since")), name="ability_dates_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.since}"
