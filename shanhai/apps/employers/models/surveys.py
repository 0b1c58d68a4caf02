"""走访: the rounds of visits, whom each is to visit, and what came of every try."""

from django.db import models
from django.db.models import Q

from shanhai.apps.audit.models import Record
from shanhai.apps.employers.models.employers import OWN, Employer
from shanhai.apps.regions.models import Region
from shanhai.core.desk import Desk


class Survey(Record):
    """One try to visit one employer in one round: visited, refused, or not reached (never left out).

    `answers` are the nine questions as answered on the day; a visit that only noted its outcome has none. `round` is the round's title.
    """

    PRIVATE = frozenset({"contact_phone"})

    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="surveys")
    round = models.CharField(max_length=30)
    on = models.DateField()
    outcome = models.CharField(max_length=12, choices=[(o, o) for o in ("visited", "refused", "not_reached")])
    willing = models.CharField(max_length=10, default="unknown", choices=[(w, w) for w in ("yes", "no", "unknown")])
    found = models.CharField(max_length=200, blank=True)
    answers = models.JSONField(default=dict, blank=True)
    contact = models.CharField(max_length=40, blank=True)
    contact_phone = models.CharField(max_length=20, blank=True)
    visited_by = models.CharField(max_length=40)

    class Meta:
        ordering = ("-on",)
        constraints = [models.UniqueConstraint(fields=["employer", "round"], name="survey_once_a_round")]

    def __str__(self) -> str:
        return f"{self.round} {self.outcome}"


class SurveyRoundQuerySet(models.QuerySet["SurveyRound"]):
    """Words for asking after rounds."""

    def visible_to(self, desk: Desk) -> "SurveyRoundQuerySet":
        """The office that visits, the city above and the auditor."""
        return self.filter(region__in=desk.regions) if desk.role in OWN else self.none()


class SurveyRound(Record):
    """One round of visits by one office. Its surveys are those of the region's employers under its title."""

    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="survey_rounds")
    title = models.CharField(max_length=30)
    starts_on = models.DateField()
    ends_on = models.DateField()
    note = models.CharField(max_length=120, blank=True)

    objects = SurveyRoundQuerySet.as_manager()

    class Meta:
        ordering = ("-starts_on", "title")
        constraints = [
            models.UniqueConstraint(fields=["region", "title"], name="survey_round_once"),
            models.CheckConstraint(condition=Q(ends_on__gte=models.F("starts_on")), name="survey_round_dates_in_order"),
        ]

    def __str__(self) -> str:
        return self.title


class ToVisitQuerySet(models.QuerySet["ToVisit"]):
    """Words for asking whom a round is to visit."""

    def visible_to(self, desk: Desk) -> "ToVisitQuerySet":
        """With the round."""
        return self.filter(of__in=SurveyRound.objects.visible_to(desk))

    def untried(self) -> "ToVisitQuerySet":
        """Those whom nobody has tried to visit in the round yet."""
        tried = Survey.objects.filter(employer=models.OuterRef("employer"), round=models.OuterRef("of__title"))
        return self.filter(~models.Exists(tried))

    def with_outcome(self) -> "ToVisitQuerySet":
        """Each with `outcome` and `tried_on` of its survey; both are empty where nobody has been yet."""
        tried = Survey.objects.filter(employer=models.OuterRef("employer"), round=models.OuterRef("of__title"))
        return self.annotate(
            outcome=models.Subquery(tried.values("outcome")[:1]), tried_on=models.Subquery(tried.values("on")[:1])
        )


class ToVisit(Record):
    """One employer on the list of one round: the list is the denominator, whatever comes of the visits."""

    of = models.ForeignKey(SurveyRound, on_delete=models.PROTECT, related_name="to_visit")
    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="rounds")

    objects = ToVisitQuerySet.as_manager()

    class Meta:
        ordering = ("employer__initials", "id")
        constraints = [models.UniqueConstraint(fields=["of", "employer"], name="to_visit_once_a_round")]

    def __str__(self) -> str:
        return str(self.employer)
