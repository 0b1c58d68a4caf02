"""人岗对接: a run over everybody who wants to go and every free seat of one pairing, and what people made of its proposals."""

from shanhai.apps.matches.models.calls import OUTCOMES, Call, CallQuerySet
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
    "HELD", "OUTCOMES", "PROPOSAL_LIFE", "RUN_LIFE", "Call", "CallQuerySet", "Computed", "Move", "Proposal", "ProposalQuerySet",
    "Recommendation", "Run", "RunQuerySet", "Unplaced",
]  # fmt: skip
