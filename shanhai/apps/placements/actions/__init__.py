"""Every write about going, being and staying at work, by verb family."""

from shanhai.apps.placements.actions.arrivals import begin_work, report_in
from shanhai.apps.placements.actions.calls import open_phones
from shanhai.apps.placements.actions.departures import (
    add_to_roster,
    arrive,
    board,
    cancel,
    hand_over,
    leave,
    miss,
    plan_departure,
    substitute,
    take_off,
)
from shanhai.apps.placements.actions.following import note_contact
from shanhai.apps.placements.actions.letters import fall_through, form_group, join_group, sign_letter
from shanhai.apps.placements.actions.rosters import confirm_roster, correct_line, dismiss, recognise
from shanhai.apps.placements.actions.spells import (
    end_placement,
    note_contract,
    note_insurance,
    note_placement,
    refuse_spell,
)
from shanhai.apps.placements.actions.words import attest, settle_dispute

__all__ = [
    "add_to_roster",
    "arrive",
    "attest",
    "begin_work",
    "board",
    "cancel",
    "confirm_roster",
    "correct_line",
    "dismiss",
    "end_placement",
    "fall_through",
    "form_group",
    "hand_over",
    "join_group",
    "leave",
    "miss",
    "note_contact",
    "note_contract",
    "note_insurance",
    "note_placement",
    "open_phones",
    "plan_departure",
    "recognise",
    "refuse_spell",
    "report_in",
    "settle_dispute",
    "sign_letter",
    "substitute",
    "take_off",
]
