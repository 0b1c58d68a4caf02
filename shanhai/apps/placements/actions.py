"""Writing down who works where already. Nobody under sixteen, nobody in two places on one day."""

from datetime import datetime

from django.db.models import Q

from shanhai.apps.audit.actions import settled, writing
from shanhai.apps.employers.models import Employer
from shanhai.apps.placements.facts import WORKING_AGE, Spell
from shanhai.apps.placements.models import Placement
from shanhai.apps.workers.models import Worker
from shanhai.core.dates import age_on
from shanhai.core.desk import Actor, Power
from shanhai.core.refusal import Refusal


@settled
def note_placement(*, worker: Worker, employer: Employer, spell: Spell, by: Actor, at: datetime) -> Placement:
    """Note a spell of work that stands already, or bring the same one (employer and first day) to what is now stated.

    Refuses placement.under_age, placement.future, placement.overlaps (`since`), desk.not_allowed.
    """
    by.require(Power.WRITE_WORKERS, owners=frozenset({worker.region_id}), unit=worker.unit)
    refuse_spell(worker=worker, employer=employer, spell=spell, at=at)
    stated = {"work": spell.work, "way": spell.way, "ended_on": spell.ended_on, "pay": spell.pay}
    with writing("placement.note", by=by, at=at, about=worker) as pen:
        known = Placement.objects.filter(worker=worker, employer=employer, started_on=spell.started_on).first()
        if known is not None:
            return pen.change(known, **stated)
        return pen.add(Placement(worker=worker, employer=employer, started_on=spell.started_on, **stated))


def refuse_spell(*, worker: Worker, employer: Employer, spell: Spell, at: datetime) -> None:
    """Refuse what `note_placement` would, writing nothing."""
    if age_on(worker.birth, spell.started_on) < WORKING_AGE:
        raise Refusal("placement.under_age", least=WORKING_AGE)
    if spell.started_on > at.date():
        raise Refusal("placement.future")
    others = Placement.objects.filter(worker=worker).exclude(employer=employer, started_on=spell.started_on)
    beside = others.filter(Q(ended_on=None) | Q(ended_on__gt=spell.started_on))
    if spell.ended_on is not None:
        beside = beside.filter(started_on__lt=spell.ended_on)
    if (other := beside.first()) is not None:
        raise Refusal("placement.overlaps", since=other.started_on.isoformat())
