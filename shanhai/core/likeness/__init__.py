"""Which rows of a roll may be one person: sketches of people, and pairs of them with reasons. Nothing is decided here."""

from shanhai.core.likeness.sketch import Sketch, sketch
from shanhai.core.likeness.suspects import Suspect, suspects
from shanhai.core.likeness.weigh import Reason, Weigher

__all__ = ["Reason", "Sketch", "Suspect", "Weigher", "sketch", "suspects"]
