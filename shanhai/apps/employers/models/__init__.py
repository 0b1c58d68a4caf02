"""对口支援企业信息库: employers and what is known of them, the rounds that visit them, the positions they offer, the lowest wage allowed."""

from shanhai.apps.employers.models.employers import Arrears, Document, Employer, EmployerQuerySet, Grade
from shanhai.apps.employers.models.positions import HIDDEN, STALE, Position, PositionQuerySet
from shanhai.apps.employers.models.surveys import Survey, SurveyRound, ToVisit
from shanhai.apps.employers.models.wages import MinimumWage

__all__ = [
    "HIDDEN",
    "STALE",
    "Arrears",
    "Document",
    "Employer",
    "EmployerQuerySet",
    "Grade",
    "MinimumWage",
    "Position",
    "PositionQuerySet",
    "Survey",
    "SurveyRound",
    "ToVisit",
]
