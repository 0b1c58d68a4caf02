"""What a person wants, as of a day; a No is kept with the day from which one may ask again."""

from collections.abc import Sequence
from datetime import date, datetime

from shanhai.apps.audit.actions import settled, writing
from shanhai.apps.audit.keys import keyring
from shanhai.apps.workers.facts import needs as known_needs
from shanhai.apps.workers.models import CanteenWish, Consent, Wish, Worker
from shanhai.core.desk import Actor, Power
from shanhai.core.money import Fen
from shanhai.core.refusal import Refusal
from shanhai.core.vault import seal

LONGEST_REST = 730  # days: after two years one may always ask again
LONGEST_SAID = 60


@settled
def record_wish(
    *,
    worker: Worker,
    willing: str,
    work: str,
    lowest_pay: Fen | None,
    stated_on: date,
    from_on: date | None = None,
    place: str = "",
    companions: str = "",
    needs: Sequence[str] = (),
    ask_from: date | None = None,
    by: Actor,
    at: datetime,
) -> Wish:
    """Record what a person wants, as of a day; the same day's earlier wording is corrected.

    Refuses wish.willing, wish.needs (a need outside data/needs.csv: needs are in terms of the job), wish.ask_from (a day before which a
    person who said no is not asked again: after the day it was said, within two years).
    """
    by.require(Power.WRITE_WORKERS, owners=frozenset({worker.region_id}), unit=worker.unit)
    if willing not in Wish.Willing.values:
        raise Refusal("wish.willing", given=willing)
    if unknown := sorted(set(needs) - known_needs().keys()):
        raise Refusal("wish.needs", found=unknown)
    if ask_from is not None and not 0 < (ask_from - stated_on).days <= LONGEST_REST:
        raise Refusal("wish.ask_from", days=LONGEST_REST)
    rest = ask_from if willing != Wish.Willing.YES else None
    stated = {
        "willing": willing, "work": work, "lowest_pay": lowest_pay, "from_on": from_on, "place": place, "companions": companions,
        "needs": sorted(set(needs)), "ask_from": rest,
    }  # fmt: skip
    with writing("worker.wish", by=by, at=at, about=worker) as pen:
        standing = Wish.objects.filter(worker=worker, stated_on=stated_on).first()
        if standing is not None:
            wish = pen.change(standing, **stated)
        else:
            wish = pen.add(Wish(worker=worker, stated_on=stated_on, **stated))
        if not Wish.objects.filter(worker=worker, stated_on__gt=stated_on).exists():
            pen.change(worker, willing=willing, lowest_pay=lowest_pay, ask_from=rest)
        return wish


def state_canteen(*, worker: Worker, said: str, by: Actor, at: datetime) -> None:
    """Keep a wish about the canteen, sealed, in place of an earlier one; an empty one is taken away. Nothing of it goes to the log.

    Refuses `canteen.no_consent` unless the person's consent to exactly that stands.
    """
    by.require(Power.WRITE_WORKERS, owners=frozenset({worker.region_id}), unit=worker.unit)
    if not Consent.objects.standing().filter(worker=worker, purpose="canteen").exists():
        raise Refusal("canteen.no_consent")
    with writing("worker.wish", by=by, at=at, about=worker) as pen:
        standing = list(CanteenWish.objects.filter(worker=worker))
        if standing and standing[0].said() == said:
            return
        if standing:
            pen.remove_all(standing)
        if said:
            row = CanteenWish(worker=worker)
            pen.name(row)
            text = said[:LONGEST_SAID]
            row.said_sealed = seal(keyring(), text, table="workers.canteenwish", column="said", row=row.id)
            pen.add(row)
