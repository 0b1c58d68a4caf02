"""Keeping no longer than needed: people whose time is over become rows for statistics, and the log forgets what they held.

What is left: region, township, year of birth, education, ability, kind of status, each date by its month. It cannot be taken back.
"""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from shanhai.apps.audit.actions import Pen, blank, writing
from shanhai.apps.workers.facts import due
from shanhai.apps.workers.models import (
    AbilityFact,
    CanteenWish,
    Consent,
    Correction,
    Household,
    Objection,
    OwnLink,
    StatusFact,
    Wish,
    Worker,
)
from shanhai.core.desk import Actor, Power
from shanhai.core.refusal import Refusal

MOST = 500  # people an act
NOBODY = "—"


def reduce_due(*, region: str, people: Sequence[str], by: Actor, at: datetime) -> int:
    """Reduce those of some people who are due today; answer how many were. By a county office only.

    Refuses `retention.nobody` where none of them is due, `retention.too_many` for more than 500 at once.
    """
    by.require(Power.WRITE_WORKERS, owners=frozenset({region}))
    if len(people) > MOST:
        raise Refusal("retention.too_many", most=MOST)
    rows = list(due(region, on=at.date()).filter(pk__in=people).select_related("household"))
    if not rows:
        raise Refusal("retention.nobody")
    touched: dict[str, set[str]] = {}
    with transaction.atomic():
        _write(rows, touched, by=by, at=at)
        for noun, keys in touched.items():  # what this very act has just remembered goes as well
            blank(noun, keys)
    return len(rows)


def _write(rows: Sequence[Worker], touched: dict[str, set[str]], *, by: Actor, at: datetime) -> None:
    with writing("worker.reduce", by=by, at=at) as pen:
        for worker in rows:
            _reduce(pen, worker, touched, on=at.date())
        for home in Household.objects.filter(pk__in={worker.household_id for worker in rows}):
            if not home.workers.filter(reduced_on=None).exists():
                _close_home(pen, home, touched)
        pen.facts["people"] = len(rows)


def _reduce(pen: Pen, worker: Worker, touched: dict[str, set[str]], *, on: date) -> None:
    wishes = list(Wish.objects.filter(worker=worker).order_by("-stated_on"))
    gone: tuple[Sequence[Wish | CanteenWish | Correction | Objection | OwnLink], ...] = (
        list(CanteenWish.objects.filter(worker=worker)), list(Correction.objects.filter(worker=worker)),
        list(Objection.objects.filter(worker=worker)), list(OwnLink.objects.filter(worker=worker)), wishes[1:],
    )  # fmt: skip
    for rows in gone:
        if rows:
            pen.remove_all(rows)
            _touch(touched, rows)
    for wish in wishes[:1]:
        pen.change(
            wish, work="", lowest_pay=None, from_on=None, place="", companions="", needs=[], ask_from=None, stated_on=_month(wish.stated_on)
        )  # fmt: skip
    consents, abilities = list(Consent.objects.filter(worker=worker)), list(AbilityFact.objects.filter(worker=worker))
    for one in consents:
        ended = one.withdrawn_at or one.given_at  # nobody is served by it any more, so it opens nothing
        pen.change(one, giver="", paper="", withdrawn_at=ended)
    for fact in abilities:
        pen.change(fact, paper="")
    pen.change(
        worker, unit=worker.unit[:9], name=NOBODY, initials="", birth=date(worker.birth.year, 1, 1), number_sealed=b"",
        number_index=f"reduced:{worker.pk}", tail_index="", sequence_index="", phone_sealed=None, phone_index="", skill="", relation="",
        lowest_pay=None, ask_from=None, reduced_on=on,
    )  # fmt: skip
    _touch(touched, [worker, *wishes, *consents, *abilities])


def _close_home(pen: Pen, home: Household, touched: dict[str, set[str]]) -> None:
    """A household all of whose members are reduced: its number and village go, its statuses keep kind and month."""
    facts = list(StatusFact.objects.filter(household=home).order_by("since"))
    months: set[tuple[str, date]] = set()
    for fact in facts:
        month = _month(fact.since)
        if (fact.kind, month) in months or (fact.until and _month(fact.until) <= month):
            pen.change(fact, paper="")
        else:
            pen.change(fact, paper="", since=month, until=_month(fact.until) if fact.until else None)
        months.add((fact.kind, fact.since))
    pen.change(home, number=f"R{home.pk}", unit=home.unit[:9], village="")
    _touch(touched, [home, *facts])


def _touch(touched: dict[str, set[str]], rows: Sequence[Worker | Household | Wish | Consent | AbilityFact | StatusFact | CanteenWish | Correction | Objection | OwnLink]) -> None:  # fmt: skip
    for row in rows:
        touched.setdefault(row._meta.label_lower, set()).add(row.pk)


def _month(day: date) -> date:
    return day.replace(day=1)
