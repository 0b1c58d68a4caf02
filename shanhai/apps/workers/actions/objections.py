"""不用电脑配: a person wants no proposals made by a machine, from a day on, and may take that back."""

from datetime import date, datetime

from shanhai.apps.audit.actions import settled, writing
from shanhai.apps.workers.models import Objection, Worker
from shanhai.core.desk import Actor, Power


@settled
def object_to_machines(*, worker: Worker, since: date, by: Actor, at: datetime) -> Objection:
    """Keep the person out of whatever a machine proposes, from a day on; said twice it is said once."""
    by.require(Power.WRITE_WORKERS, owners=frozenset({worker.region_id}), unit=worker.unit)
    standing = Objection.objects.filter(worker=worker, ended_on=None).first()
    if standing is not None:
        return standing
    with writing("worker.objection", by=by, at=at, about=worker) as pen:
        return pen.add(Objection(worker=worker, since=since))


def allow_machines(*, worker: Worker, by: Actor, at: datetime) -> None:
    """The person takes it back, from today; where nothing stands nothing changes."""
    by.require(Power.WRITE_WORKERS, owners=frozenset({worker.region_id}), unit=worker.unit)
    with writing("worker.objection_ended", by=by, at=at, about=worker) as pen:
        for row in Objection.objects.filter(worker=worker, ended_on=None):
            pen.change(row, ended_on=max(at.date(), row.since))
