"""建档立卡劳动力: households, the people in them, and dated facts about both. No ethnicity, no religion, no sex, no health."""

from shanhai.apps.workers.models.consents import CanteenWish, Consent, ConsentQuerySet, Objection, ObjectionQuerySet
from shanhai.apps.workers.models.corrections import Correction, CorrectionQuerySet
from shanhai.apps.workers.models.households import Household, HouseholdQuerySet, StatusFact, StatusFactQuerySet, within
from shanhai.apps.workers.models.links import OwnLink, OwnLinkQuerySet, own_login
from shanhai.apps.workers.models.people import BY_REACH, REACH, Worker, WorkerQuerySet
from shanhai.apps.workers.models.stated import AbilityFact, Wish

__all__ = [
    "BY_REACH",
    "REACH",
    "AbilityFact",
    "CanteenWish",
    "Consent",
    "ConsentQuerySet",
    "Correction",
    "CorrectionQuerySet",
    "Household",
    "HouseholdQuerySet",
    "Objection",
    "ObjectionQuerySet",
    "OwnLink",
    "OwnLinkQuerySet",
    "StatusFact",
    "StatusFactQuerySet",
    "Wish",
    "Worker",
    "WorkerQuerySet",
    "own_login",
    "within",
]  # fmt: skip
