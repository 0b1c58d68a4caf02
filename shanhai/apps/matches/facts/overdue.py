"""What of runs has been kept as long as the schedule of retention lets it be kept, by purpose: refused, undone, or left behind by a newer run."""

from datetime import date

from django.db.models import Exists, OuterRef, Q

from shanhai.apps.matches.facts.published import Published
from shanhai.apps.matches.models import (
    Call,
    Computed,
    Group,
    GroupQuerySet,
    Member,
    Proposal,
    ProposalQuerySet,
    Run,
    RunQuerySet,
    Unplaced,
)
from shanhai.apps.workers.facts import schedule
from shanhai.apps.workers.models import Worker
from shanhai.core.dates import add_months

NOBODY = "—"
REFUSED = ("sent_back", "declined")


def refused(region: str, *, on: date) -> ProposalQuerySet:
    """Proposals that were sent back or declined too long ago, and any of a person who is reduced by now."""
    before = add_months(on, -schedule()["refused"].months)
    over = Q(state__in=REFUSED, decided_at__date__lte=before) | Q(worker__reduced_on__isnull=False)
    return Proposal.objects.filter(over, run__pairing__sending=region)


def nameless(region: str, *, on: date) -> GroupQuerySet:
    """Groups that were dissolved too long ago, or of which somebody is reduced, and that still bear a name."""
    before = add_months(on, -schedule()["refused"].months)
    over = Q(dissolved_at__date__lte=before) | Q(Exists(Member.objects.filter(group=OuterRef("pk"), worker__reduced_on__isnull=False)))  # fmt: skip
    return Group.objects.filter(over, region=region).exclude(name=NOBODY)


def about_the_reduced(region: str) -> list[Run]:
    """Runs whose published inputs still lead to somebody who is reduced by now."""
    gone = set(Worker.objects.filter(region=region, reduced_on__isnull=False).values_list("pk", flat=True))
    linked = Computed.objects.filter(run__pairing__sending=region, certificate__unlinked__isnull=True) if gone else ()
    return [one.run for one in linked if gone.intersection(Published(bytes(one.inputs)).workers)]


def behind(region: str, *, on: date) -> RunQuerySet:
    """Runs whose people are no longer needed, and of which somebody is still kept: withdrawn, or behind a newer one that stands."""
    newer = Run.objects.standing().filter(pairing=OuterRef("pairing"), number__gt=OuterRef("number"))
    withdrawn = Q(state="withdrawn", started_at__date__lte=add_months(on, -schedule()["undone"].months))
    old = Q(Exists(newer), started_at__date__lte=add_months(on, -schedule()["match"].months))
    here = {"run": OuterRef("pk")}
    open_ones = Proposal.objects.filter(**here).exclude(state="confirmed")
    linked = Exists(Computed.objects.filter(**here, certificate__unlinked__isnull=True))
    held = Exists(open_ones) | Exists(Unplaced.objects.filter(**here)) | Exists(Call.objects.filter(**here)) | linked
    return Run.objects.filter(withdrawn | old, pairing__sending=region).filter(held)
