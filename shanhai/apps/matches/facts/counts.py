"""Counts of a run that name nobody."""

from django.db.models import Count, Q

from shanhai.apps.matches.models import Proposal, Run


def per_position(run: Run) -> dict[str, tuple[int, int]]:
    """For each position how many people are proposed for it (those confirmed included), and how many are confirmed."""
    rows = Proposal.objects.filter(run=run).exclude(state__in=("sent_back", "declined")).order_by().values("position")
    counted = rows.annotate(n=Count("pk"), sure=Count("pk", filter=Q(state="confirmed")))
    return {row["position"]: (row["n"], row["sure"]) for row in counted}
