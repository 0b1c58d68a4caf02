"""Every write on the employer base, by subject: firms, visits, positions, the arrears list, papers, and the lowest wage."""

from shanhai.apps.employers.actions.arrears import enter_arrears, enter_arrears_list, remove_arrears
from shanhai.apps.employers.actions.firms import enlist, enter, grade
from shanhai.apps.employers.actions.papers import file_document, read_document
from shanhai.apps.employers.actions.positions import amend, close_position, offer, reopen, verify_position
from shanhai.apps.employers.actions.visits import add_to_round, plan_round, survey, visit
from shanhai.apps.employers.actions.wages import confirm_wage, propose_wage

__all__ = [
    "add_to_round",
    "amend",
    "close_position",
    "confirm_wage",
    "enlist",
    "enter",
    "enter_arrears",
    "enter_arrears_list",
    "file_document",
    "grade",
    "offer",
    "plan_round",
    "propose_wage",
    "read_document",
    "remove_arrears",
    "reopen",
    "survey",
    "verify_position",
    "visit",
]
