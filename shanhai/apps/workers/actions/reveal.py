"""Showing one citizen number whole, for a purpose that is kept."""

from datetime import datetime

from shanhai.apps.audit.actions import note
from shanhai.apps.workers.models import Worker
from shanhai.core.desk import Actor, Power
from shanhai.core.refusal import Refusal

REVEAL_SHORTEST = 4


def reveal(*, worker: Worker, purpose: str, by: Actor, at: datetime) -> str:
    """Show one citizen number whole, for a stated purpose, and leave that in the log. Refuses `reveal.purpose` without one."""
    by.require(Power.REVEAL, owners=frozenset({worker.region_id}), unit=worker.unit)
    if len(purpose.strip()) < REVEAL_SHORTEST:
        raise Refusal("reveal.purpose", shortest=REVEAL_SHORTEST)
    note("worker.reveal", by=by, at=at, about=worker, facts={"purpose": purpose.strip()})
    return worker.number()
