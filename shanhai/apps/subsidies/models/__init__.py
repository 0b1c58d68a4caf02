"""帮扶政策和补贴: papers and packs, claims and decisions, notices, funds and payments, and what lists of others say."""

from shanhai.apps.subsidies.models.claims import (
    CLAIM_LIFE,
    OPEN,
    Claim,
    Claimed,
    ClaimQuerySet,
    Evidence,
    Review,
)
from shanhai.apps.subsidies.models.decisions import Decision
from shanhai.apps.subsidies.models.funds import Fund, FundLine
from shanhai.apps.subsidies.models.lists import Barred, Comparison, Difference
from shanhai.apps.subsidies.models.notices import Approval, Challenge, Publicity
from shanhai.apps.subsidies.models.papers import Area, Paper
from shanhai.apps.subsidies.models.payments import BATCH_LIFE, BankReturn, Batch, Payment
from shanhai.apps.subsidies.models.policies import Adoption, ParamValue, Policy
from shanhai.apps.subsidies.models.samples import Drawn, Sample

__all__ = [
    "BATCH_LIFE", "CLAIM_LIFE", "OPEN", "Adoption", "Approval", "Area", "BankReturn", "Barred", "Batch", "Challenge", "Claim", "ClaimQuerySet",
    "Claimed", "Comparison", "Decision", "Difference", "Drawn", "Evidence", "Fund", "FundLine", "Paper", "ParamValue", "Payment", "Policy",
    "Publicity", "Review", "Sample",
]  # fmt: skip
