"""Every write of an import: stage, amend, confirm, discard, take back."""

from shanhai.apps.imports.actions.confirm import choose, confirm
from shanhai.apps.imports.actions.decide import amend, choose_alike, discard, landed_in, take_back
from shanhai.apps.imports.actions.empty import empty_overdue
from shanhai.apps.imports.actions.stage import allow, stage

__all__ = [
    "allow",
    "amend",
    "choose",
    "choose_alike",
    "confirm",
    "discard",
    "empty_overdue",
    "landed_in",
    "stage",
    "take_back",
]
