"""Rows and texts → values: a spell as stated, what a roster says, the clocks of a spell, staying, promises."""

from shanhai.apps.placements.facts.spells import WORKING_AGE, Spell, Stated

__all__ = ["WORKING_AGE", "Spell", "Stated"]
