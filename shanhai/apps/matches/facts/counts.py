"""Counts of a run that name nobody."""

from django.db.models import Count, Q

from shanhai.apps.matches.models import Proposal, Run


def per_position(run: Run) -> dict[str, tuple[int, int]]:
    """For each position how many people are proposed for it (those confirmed, in this run or an earlier one, included), and how many are confirmed."""
    earlier = Q(run__pairing=run.pairing_id, run__number__lt=run.number, state="confirmed")
    here = Q(run=run) & ~Q(state__in=("sent_back", "declined"))
    rows = Proposal.objects.filter(here | earlier).order_by().values("position")
    counted = rows.annotate(n=Count("pk"), sure=Count("pk", filter=Q(state="confirmed")))
    return {row["position"]: (row["n"], row["sure"]) for row in counted}
