"""转移就业: groups and vehicles, one person's way to an employer, spells of work, months attested, and asking how it goes."""

from shanhai.apps.placements.models.departures import BOARDING_LIFE, DEPARTURE_LIFE, Boarding, Departure, Given
from shanhai.apps.placements.models.following import Contact
from shanhai.apps.placements.models.months import Attestation, Roster, Unlisted
from shanhai.apps.placements.models.spells import Placement, PlacementQuerySet
from shanhai.apps.placements.models.transfers import OPEN, TRANSFER_LIFE, Group, Transfer, TransferQuerySet

__all__ = [
    "BOARDING_LIFE",
    "DEPARTURE_LIFE",
    "OPEN",
    "TRANSFER_LIFE",
    "Attestation",
    "Boarding",
    "Contact",
    "Departure",
    "Given",
    "Group",
    "Placement",
    "PlacementQuerySet",
    "Roster",
    "Transfer",
    "TransferQuerySet",
    "Unlisted",
]
