"""What a person wants, as of a day."""

from datetime import date, datetime

from shanhai.apps.audit.actions import settled, writing
from shanhai.apps.workers.models import Wish, Worker
from shanhai.core.desk import Actor, Power
from shanhai.core.money import Fen
from shanhai.core.refusal import Refusal


@settled
def record_wish(
    *,
    worker: Worker,
    willing: str,
    work: str,
    lowest_pay: Fen | None,
    stated_on: date,
    by: Actor,
    at: datetime,
) -> Wish:
    """Record what a person wants, as of a day; the same day's earlier wording is corrected."""
    by.require(Power.WRITE_WORKERS, owners=frozenset({worker.region_id}), unit=worker.unit)
    if willing not in Wish.Willing.values:
        raise Refusal("wish.willing", given=willing)
    stated = {"willing": willing, "work": work, "lowest_pay": lowest_pay}
    with writing("worker.wish", by=by, at=at, about=worker) as pen:
        standing = Wish.objects.filter(worker=worker, stated_on=stated_on).first()
        if standing is not None:
            wish = pen.change(standing, **stated)
        else:
            wish = pen.add(Wish(worker=worker, stated_on=stated_on, **stated))
        if not Wish.objects.filter(worker=worker, stated_on__gt=stated_on).exists():
            pen.change(worker, willing=willing, lowest_pay=lowest_pay)
        return wish
