"""Blanking what the log remembers of rows whose time is over: what they held goes, that they were written and when stays verifiable."""

from collections.abc import Collection
from itertools import batched

from shanhai.apps.audit.models import Change
from shanhai.core.ledger import digest

BATCH = 500


def blank(noun: str, keys: Collection[str]) -> int:
    """Forget the deltas of every change of some rows, leaving their digests in their place; answer how many. Joins the act around it."""
    done = 0
    for part in batched(sorted(keys), BATCH):
        told = [one for one in Change.objects.filter(noun=noun, key__in=part, blanked="") if one.delta]
        for one in told:
            one.blanked, one.delta = digest(one.delta), {}
        Change.objects.bulk_update(told, ["blanked", "delta"], batch_size=BATCH)
        done += len(told)
    return done
