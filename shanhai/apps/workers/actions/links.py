"""本人链接: given to one person by somebody who asks after them, renewed, and taken back."""

from datetime import datetime, timedelta

from shanhai.apps.audit.actions import note, settled, writing
from shanhai.apps.audit.keys import secret_name
from shanhai.apps.workers.models import OwnLink, Worker
from shanhai.core.desk import Actor, Power
from shanhai.core.refusal import Refusal

GOOD_FOR = timedelta(days=365)


@settled
def give_link(*, worker: Worker, by: Actor, at: datetime) -> OwnLink:
    """Give a person the link to their own page for a year. One that still opens stays the same and runs a year from today.

    Refuses link.nobody (of the person only what statistics need is kept), desk.not_allowed.
    """
    _home(worker, by)
    if worker.reduced_on is not None:
        raise Refusal("link.nobody")
    until = at.date() + GOOD_FOR
    standing = OwnLink.objects.filter(worker=worker, ended_at=None).first()
    with writing("link.give", by=by, at=at, about=worker) as pen:
        if standing is not None and standing.until >= at.date():
            return pen.change(standing, until=until)
        if standing is not None:
            pen.change(standing, ended_at=at)
        row = OwnLink(worker=worker, until=until, given_at=at, given_by=by.name)
        pen.name(row)
        row.key = secret_name(row.id, purpose="worker.link")
        return pen.add(row)


def end_link(*, link: OwnLink, by: Actor, at: datetime) -> OwnLink:
    """Take it back: from now on it opens nothing. Twice is once; a new one has another address."""
    _home(link.worker, by)
    if link.ended_at is not None:
        return link
    with writing("link.end", by=by, at=at, about=link.worker) as pen:
        return pen.change(link, ended_at=at)


def show_link(*, link: OwnLink, by: Actor, at: datetime) -> str:
    """The address, for printing; that somebody saw it is in the log, since whoever has it is taken for the person."""
    _home(link.worker, by)
    note("link.show", by=by, at=at, about=link.worker, facts={"link": link.pk})
    return link.address


def _home(worker: Worker, by: Actor) -> None:
    """Who asks after people of the person's own side."""
    by.require(Power.FOLLOW_UP, owners=frozenset({worker.region_id}), unit=worker.unit)
