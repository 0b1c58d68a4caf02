"""Every write of matching: starting and keeping a run, what people make of its proposals, groups, seats kept back, and calls."""

from shanhai.apps.matches.actions.ageing import forget_overdue
from shanhai.apps.matches.actions.calls import note_call, open_phones
from shanhai.apps.matches.actions.groups import dissolve, form, reserve
from shanhai.apps.matches.actions.keeping import begin, keep
from shanhai.apps.matches.actions.review import confirm, decline, lock, send_back, swap, unlock
from shanhai.apps.matches.actions.runs import allow, start, withdraw
from shanhai.apps.matches.actions.travelling import travel

__all__ = [
    "allow", "begin", "confirm", "decline", "dissolve", "forget_overdue", "form", "keep", "lock", "note_call", "open_phones", "reserve", "send_back", "start", "swap", "travel", "unlock", "withdraw",
]  # fmt: skip
