"""Every write about papers, policies, claims, notices, funds, payments, comparisons and samples, by verb family."""

from shanhai.apps.subsidies.actions.claims import (
    Drawn,
    accept,
    ask,
    draw_up,
    name_account,
    note_call,
    note_evidence,
    withdraw,
)
from shanhai.apps.subsidies.actions.decisions import adjust, decide, decide_queue, recover, resume
from shanhai.apps.subsidies.actions.funds import appropriate, give_back, open_fund
from shanhai.apps.subsidies.actions.lists import bar, compare, settle_difference, unbar
from shanhai.apps.subsidies.actions.notices import answer_challenge, approve, challenge, end_notice, publish
from shanhai.apps.subsidies.actions.papers import enter_paper, name_area
from shanhai.apps.subsidies.actions.payments import (
    check_batch,
    drop_batch,
    make_batch,
    note_received,
    read_return,
    send_batch,
)
from shanhai.apps.subsidies.actions.policies import decide_pack, decide_value, propose_pack, propose_value
from shanhai.apps.subsidies.actions.refusals import answer_appeal, appeal, refuse
from shanhai.apps.subsidies.actions.reviews import review
from shanhai.apps.subsidies.actions.samples import commit_list, draw, look

__all__ = [
    "Drawn", "accept", "adjust", "answer_appeal", "answer_challenge", "appeal", "appropriate", "approve", "ask", "bar", "challenge", "check_batch",
    "commit_list", "compare", "decide", "decide_pack", "decide_queue", "decide_value", "draw", "draw_up", "drop_batch", "end_notice",
    "enter_paper", "give_back", "look", "make_batch", "name_account", "name_area", "note_call", "note_evidence", "note_received", "open_fund",
    "propose_pack", "propose_value", "publish", "read_return", "recover", "refuse", "resume", "review", "send_batch", "settle_difference",
    "unbar", "withdraw",
]  # fmt: skip
