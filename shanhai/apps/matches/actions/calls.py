"""Calling people about a position: the numbers are opened for that and the opening is logged; what was said is kept."""

from collections.abc import Sequence
from datetime import datetime

from shanhai.apps.audit.actions import note, writing
from shanhai.apps.employers.models import Position
from shanhai.apps.matches.models import OUTCOMES, Call, Recommendation, Run
from shanhai.apps.workers.models import Worker
from shanhai.core.desk import Actor, Power
from shanhai.core.matching.score import WORKING_AGE
from shanhai.core.refusal import Refusal


def note_call(
    *, run: Run, worker: Worker, position: Position, outcome: str, text: str = "", by: Actor, at: datetime
) -> Call:
    """Keep what came of a call about a recommended position. The same moment twice is once.

    Refuses match.not_recommended, match.outcome, match.under_age.
    """
    by.require(Power.CALL, owners=frozenset({run.pairing.sending_id}), unit=worker.unit)
    if outcome not in OUTCOMES:
        raise Refusal("match.outcome", given=outcome)
    if worker.age(at.date()) < WORKING_AGE:
        raise Refusal("match.under_age", least=WORKING_AGE)
    if not Recommendation.objects.filter(run=run, worker=worker, position=position).exists():
        raise Refusal("match.not_recommended", title=position.title)
    with writing("match.call", by=by, at=at, about=worker) as pen:
        known = Call.objects.filter(run=run, worker=worker, position=position, called_at=at).first()
        said = {"outcome": outcome, "note": text.strip()[:100]}
        if known is not None:
            return pen.change(known, **said)
        return pen.add(Call(run=run, worker=worker, position=position, called_by=by.login, called_at=at, **said))


def open_phones(*, run: Run, people: Sequence[Worker], by: Actor, at: datetime) -> dict[str, str]:
    """The phone numbers of people to be called, opened once and logged with whose they were. Empty where somebody has none."""
    for one in people:
        by.require(Power.REVEAL, owners=frozenset({run.pairing.sending_id}), unit=one.unit)
    note(
        "match.phones", by=by, at=at, about=run, facts={"people": [one.pk for one in people], "purpose": "打电话问岗位"}
    )
    return {one.pk: one.phone() for one in people}
