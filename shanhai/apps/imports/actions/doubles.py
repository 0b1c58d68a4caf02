"""After people landed: whether any of them stands on the roll already under another number; before they are taken back: those pairs go."""

from datetime import datetime

from shanhai.apps.audit.models import Change, Entry
from shanhai.apps.identities.actions import drop_open, look_for
from shanhai.apps.imports.models import Import
from shanhai.core.desk import Actor


def look_after(*, imported: Import, by: Actor, at: datetime) -> int:
    """Look for the people a workbook added; answer how many pairs are to be looked at."""
    people = added(imported)
    return look_for(region=imported.region_id, people=people, by=by, at=at) if people else 0


def drop_pairs(*, imported: Import, by: Actor, at: datetime) -> None:
    """Forget undecided pairs with people a workbook added, so that it can be taken back."""
    people = added(imported)
    if people:
        drop_open(region=imported.region_id, people=people, by=by, at=at)


def added(imported: Import) -> list[str]:
    """The people a workbook put on the roll."""
    acts = Entry.objects.filter(about_noun="imports.import", about_key=imported.pk, action="import.confirm")
    return list(Change.objects.filter(entry__in=acts, noun="workers.worker", verb="add").values_list("key", flat=True))
