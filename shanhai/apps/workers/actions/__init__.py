"""Every write on the roll: enrol and update people, state facts and wishes, give and withdraw consent, reveal a number."""

from shanhai.apps.workers.actions.consents import consent, withdraw_consent
from shanhai.apps.workers.actions.enrol import enrol, find_person, number_index, update, update_all
from shanhai.apps.workers.actions.reveal import reveal
from shanhai.apps.workers.actions.statuses import state_status
from shanhai.apps.workers.actions.wishes import record_wish

__all__ = [
    "consent", "enrol", "find_person", "number_index", "record_wish", "reveal", "state_status", "update", "update_all",
    "withdraw_consent",
]  # fmt: skip
