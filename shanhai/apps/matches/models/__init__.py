"""人岗对接: a run over everybody who wants to go and every free seat of one pairing, and what people made of its proposals."""

from shanhai.apps.matches.models.calls import OUTCOMES, Call, CallQuerySet
from shanhai.apps.matches.models.groups import GROUP_KINDS, RESERVE_FOR, Group, GroupQuerySet, Member, Reserve
from shanhai.apps.matches.models.proposals import (
    HELD,
    PROPOSAL_LIFE,
    Move,
    Proposal,
    ProposalQuerySet,
    Recommendation,
    Unplaced,
)
from shanhai.apps.matches.models.runs import RUN_LIFE, Computed, Run, RunQuerySet

__all__ = [
    "GROUP_KINDS", "HELD", "OUTCOMES", "PROPOSAL_LIFE", "RESERVE_FOR", "RUN_LIFE", "Call", "CallQuerySet", "Computed", "Group", "GroupQuerySet", "Member", "Move",
    "Proposal", "ProposalQuerySet", "Recommendation", "Reserve", "Run", "RunQuerySet", "Unplaced",
]  # fmt: skip
