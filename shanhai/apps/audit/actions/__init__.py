"""Writing into the log: the pen every row is written with, and taking an act back."""

from shanhai.apps.audit.actions.blank import blank
from shanhai.apps.audit.actions.pen import Pen, note, settled, writing
from shanhai.apps.audit.actions.undo import refuse_undo, undo

__all__ = ["Pen", "blank", "note", "refuse_undo", "settled", "undo", "writing"]
