"""The rows of an import that somebody goes through, in three piles, each sorted by reason: to mend, to choose, changed."""

from collections import Counter
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Count, Q, QuerySet

from shanhai.apps.imports.models import Import, Row

DEEP = 6  # reasons of one row by which it is found; a row seldom has more


@dataclass(frozen=True, slots=True)
class Pile:
    """One pile: its outcome, and where a row keeps the reasons that put it there."""

    name: str
    outcome: str
    field: str
    key: str

    def places(self) -> list[str]:
        """The paths of a row's first reasons."""
        return [f"{self.field}__{at}__{self.key}" for at in range(DEEP)]


FIX = Pile("fix", "rejected", "problems", "code")
REVIEW = Pile("review", "review", "problems", "code")
CHANGES = Pile("changes", "updated", "differences", "column")
PILES = {one.name: one for one in (FIX, REVIEW, CHANGES)}


def pile(imported: Import, which: Pile) -> QuerySet[Row]:
    """The rows of one pile in the order of the file; a bad row that came back mended is on none, nor is one emptied since."""
    rows = imported.rows.filter(outcome=which.outcome, imported__emptied_on=None)
    return rows if which is CHANGES else rows.exclude(pk__in=Row.objects.mended())


def because(which: Pile, reason: str) -> Q:
    """Rows with that reason, among others perhaps."""
    return reduce(or_, (Q(**{place: reason}) for place in which.places()))


def reasons(rows: QuerySet[Row], which: Pile) -> Counter[str]:
    """How many rows have each reason, the commonest first, and under "" how many there are whatever the reason.

    A row with two reasons is counted under both; `because` finds the same rows.
    """
    found = Counter[str]({"": 0})
    for *said, n in rows.order_by().values_list(*which.places()).annotate(n=Count("pk")):
        for reason in {"", *(one for one in said if one)}:
            found[reason] += n
    return Counter(dict(sorted(found.items(), key=lambda one: (-one[1], one[0]))))


def said(rows: QuerySet[Row]) -> Counter[str]:
    """How many rows in review somebody wants new ("new"), left as they stand ("old"), and has not said anything of ("")."""
    return Counter(dict(rows.order_by().values_list("choice").annotate(n=Count("pk"))))
