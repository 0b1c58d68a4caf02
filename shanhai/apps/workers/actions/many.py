"""One act on many people of one's own roll: from which day those who said no, or have not decided, are to be asked again."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import batched

from shanhai.apps.audit.actions.many import Why, do_many
from shanhai.apps.workers.actions.wishes import LONGEST_REST, record_wish
from shanhai.apps.workers.models import Wish, Worker
from shanhai.core.desk import Actor, Power
from shanhai.core.money import Fen
from shanhai.core.refusal import Refusal

AT_ONCE = 1000


def may_rest(people: Iterable[Worker], until: date, *, by: Actor) -> Why[Worker]:
    """Who has said no or has not decided can be left alone until a day, by their own office, up to two years after they said so."""
    said = {pk: wish.stated_on for pk, wish in _latest(people).items()}

    def why(one: Worker) -> Refusal | None:
        if one.region_id != by.region or not one.unit.startswith(by.unit):
            return Refusal("bulk.elsewhere")
        if one.pk not in said:
            return Refusal("bulk.not_asked")
        if one.willing == Wish.Willing.YES:
            return Refusal("bulk.willing")
        if one.ask_from == until:
            return Refusal("bulk.rests_already")
        return None if 0 < (until - said[one.pk]).days <= LONGEST_REST else Refusal("bulk.said_long_ago")

    return why


def rest_many(*, people: Sequence[Worker], until: date, by: Actor, at: datetime) -> int:
    """Leave all of these alone until a day; what they said, and when, stays as it is. Answers the entry's number, 0 where nothing was done."""
    by.require(Power.WRITE_WORKERS, unit=by.unit)  # whose each of them is, is asked one by one
    wishes = _latest(people)

    def rest(one: Worker) -> None:
        wish = wishes[one.pk]
        record_wish(
            worker=one, willing=wish.willing, work=wish.work, lowest_pay=None if wish.lowest_pay is None else Fen(wish.lowest_pay), stated_on=wish.stated_on, from_on=wish.from_on,
            place=wish.place, companions=wish.companions, needs=wish.needs, ask_from=until, by=by, at=at,
        )  # fmt: skip

    return do_many("worker.rest_many", people, may_rest(people, until, by=by), rest, by=by, at=at)


def _latest(people: Iterable[Worker]) -> dict[str, Wish]:
    """What each of them said last."""
    found: dict[str, Wish] = {}
    for part in batched((one.pk for one in people), AT_ONCE):
        found |= {wish.worker_id: wish for wish in Wish.objects.filter(worker__in=part).order_by("stated_on")}
    return found
