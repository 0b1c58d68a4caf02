"""Which workbooks have been kept as long as the schedule of retention lets them be kept."""

from datetime import date

from django.db.models import Q

from shanhai.apps.imports.models import Import, ImportQuerySet
from shanhai.apps.workers.facts import schedule
from shanhai.core.dates import add_months


def overdue(region: str, *, on: date) -> ImportQuerySet:
    """A county's workbooks whose time is over: decided long ago, or come long ago and never decided. One landing half-way is never due."""
    decided = Q(
        state__in=("confirmed", "discarded", "undone"), at__date__lte=add_months(on, -schedule()["import"].months)
    )
    return Import.objects.filter(decided | undecided(on), region=region, emptied_on=None)


def undecided(on: date) -> Q:
    """Workbooks that have waited too long for a decision."""
    return Q(state="staged", at__date__lte=add_months(on, -schedule()["staged"].months))
