"""Every write on the roll: enrol and update people, state facts and wishes, give and withdraw consent, correct, reveal a number."""

from shanhai.apps.workers.actions.consents import consent, give_consent, take_back_consent, withdraw_consent
from shanhai.apps.workers.actions.corrections import ask_correction, decide_correction, hand_over
from shanhai.apps.workers.actions.enrol import enrol, find_person, number_index, update, update_all
from shanhai.apps.workers.actions.links import end_link, give_link, show_link
from shanhai.apps.workers.actions.many import may_rest, rest_many
from shanhai.apps.workers.actions.members import end_status, relate, state_ability
from shanhai.apps.workers.actions.objections import allow_machines, object_to_machines
from shanhai.apps.workers.actions.retire import reduce_due
from shanhai.apps.workers.actions.reveal import reveal
from shanhai.apps.workers.actions.statuses import state_status
from shanhai.apps.workers.actions.wishes import record_wish, state_canteen

__all__ = [
    "allow_machines", "ask_correction", "consent", "decide_correction", "end_link", "end_status", "enrol", "find_person", "give_consent", "give_link", "hand_over", "may_rest", "number_index", "object_to_machines",
    "record_wish", "reduce_due", "relate", "rest_many", "reveal", "show_link", "state_ability", "state_canteen", "state_status", "take_back_consent", "update", "update_all",
    "withdraw_consent",
]  # fmt: skip
