"""Every write of matching: starting and keeping a run, what people make of its proposals, and calls."""

from shanhai.apps.matches.actions.calls import note_call, open_phones
from shanhai.apps.matches.actions.keeping import begin, keep
from shanhai.apps.matches.actions.review import confirm, decline, lock, may, send_back, swap, unlock
from shanhai.apps.matches.actions.runs import allow, start, withdraw

__all__ = [
    "allow", "begin", "confirm", "decline", "keep", "lock", "may", "note_call", "open_phones", "send_back", "start", "swap", "unlock", "withdraw",
]  # fmt: skip
