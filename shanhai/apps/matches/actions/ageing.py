"""Keeping proposals no longer than their purpose needs: what a run said of people goes, its counts and its nameless proof stay.

The times are in the schedule of retention (workers/data/retention.csv). It cannot be taken back, and the log forgets what the rows held. A
proposal that was confirmed stays with the person, and goes once the person is reduced.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from shanhai.apps.audit.actions import Pen, blank, writing
from shanhai.apps.audit.facts import noun_of
from shanhai.apps.audit.models import Record
from shanhai.apps.matches.facts.overdue import NOBODY, about_the_reduced, behind, nameless, refused
from shanhai.apps.matches.facts.unlinked import unlinked
from shanhai.apps.matches.models import Call, Computed, Group, Move, Proposal, Recommendation, Run, Unplaced
from shanhai.core.desk import Actor, Power

PART = 500  # rows of one act


def forget_overdue(*, region: str, by: Actor, at: datetime) -> int:
    """Remove what is due of a county's runs; answer how many rows there were. By a county office only. Refuses desk.not_allowed."""
    by.require(Power.RUN_MATCH, owners=frozenset({region}))
    gone = _forget(refused(region, on=at.date()), None, by, at) + _unname(region, by, at)
    for run in list(behind(region, on=at.date()).order_by("number")):
        gone += _forget(Proposal.objects.filter(run=run).exclude(state="confirmed"), run, by, at)
        settled = Proposal.objects.filter(run=run).values("worker")
        for model in (Unplaced, Move, Call):
            gone += _forget(model._default_manager.filter(run=run), run, by, at)
        gone += _forget(Recommendation.objects.filter(run=run).exclude(worker__in=settled), run, by, at)
        gone += _unlink(run, by, at)
    return gone + sum(_unlink(run, by, at) for run in about_the_reduced(region))


def _unlink(run: Run, by: Actor, at: datetime) -> int:
    """What is published of the run leads to nobody any more."""
    row = Computed.objects.filter(run=run, certificate__unlinked__isnull=True).first()
    if row is None:
        return 0
    inputs, certificate = unlinked(bytes(row.inputs), row.certificate)
    names = [["", *group[1:]] for group in row.groups]
    with transaction.atomic():
        with writing("match.forget", by=by, at=at, about=run) as pen:
            pen.change(row, inputs=inputs, certificate=certificate, groups=names)
            pen.facts["rows"] = 1
        blank(noun_of(Computed), [row.pk])
    return 1


def _unname(region: str, by: Actor, at: datetime) -> int:
    """Groups are mostly called by the names of their people; what they were called goes."""
    found = list(nameless(region, on=at.date()))
    if not found:
        return 0
    with transaction.atomic():
        with writing("match.forget", by=by, at=at) as pen:
            for one in found:
                pen.change(one, name=NOBODY, why="")
            pen.facts["rows"] = len(found)
        blank(noun_of(Group), [one.pk for one in found])
    return len(found)


def _forget(rows: Iterable[Record], run: Run | None, by: Actor, at: datetime) -> int:
    """Some rows at a time, each an act of its own."""
    found = list(rows)
    for start in range(0, len(found), PART):
        part = found[start : start + PART]
        with transaction.atomic():
            with writing("match.forget", by=by, at=at, about=run) as pen:
                _remove(pen, part)
            blank(
                noun_of(type(part[0])), [one.pk for one in part]
            )  # what this very act has just remembered goes as well
    return len(found)


def _remove(pen: Pen, part: list[Record]) -> None:
    pen.facts["rows"] = len(part)
    pen.remove_all(part)
