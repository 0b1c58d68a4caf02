"""电话: the numbers of people to be rung about a vehicle or about how they are, opened once and logged with whose they were."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Model

from shanhai.apps.audit.actions import note
from shanhai.apps.workers.models import Worker
from shanhai.core.desk import Actor, Power


def open_phones(
    *, people: Sequence[Worker], purpose: str, about: Model | None = None, by: Actor, at: datetime
) -> dict[str, str]:
    """The phone numbers of people of one's own side, by id; empty where somebody has none. Refuses desk.not_allowed."""
    for one in people:
        by.require(Power.REVEAL, owners=frozenset({one.region_id}), unit=one.unit)
    facts = {"people": [one.pk for one in people], "purpose": purpose}
    note("transfer.phones", by=by, at=at, about=about, facts=facts)
    return {one.pk: one.phone() for one in people}
