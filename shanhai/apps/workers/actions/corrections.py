"""Requests that something held about a person be put right, and the answers (个人信息保护法 第四十五至四十七条)."""

from datetime import date, datetime

from shanhai.apps.audit.actions import note, settled, writing
from shanhai.apps.workers.models import Correction, Worker
from shanhai.apps.workers.models.corrections import LIFE, WHAT
from shanhai.core.dates import china
from shanhai.core.desk import Actor, Power
from shanhai.core.refusal import Refusal

ANSWER_WITHIN = 15  # working days, our own rule: the law says in good time (第五十条)
SHORTEST = 4


@settled
def ask_correction(*, worker: Worker, what: str, says: str, asked_on: date, by: Actor, at: datetime) -> Correction:
    """Write down what a person asks to be put right; the same request of a day stands once. Refuses correction.what, correction.says."""
    by.require(Power.WRITE_WORKERS, owners=frozenset({worker.region_id}), unit=worker.unit)
    if what not in WHAT:
        raise Refusal("correction.what", given=what)
    if len(says.strip()) < SHORTEST:
        raise Refusal("correction.says", shortest=SHORTEST)
    standing = Correction.objects.filter(worker=worker, what=what, asked_on=asked_on, state="asked").first()
    if standing is not None:
        return standing
    due = china().add(asked_on, ANSWER_WITHIN)
    with writing("correction.ask", by=by, at=at, about=worker) as pen:
        return pen.add(Correction(worker=worker, what=what, says=says.strip()[:200], asked_on=asked_on, due_on=due))


def decide_correction(*, correction: Correction, accepted: bool, reason: str, by: Actor, at: datetime) -> Correction:
    """Answer a request, always with a reason; answering the same again changes nothing. Refuses correction.reason."""
    worker = correction.worker
    by.require(Power.WRITE_WORKERS, owners=frozenset({worker.region_id}), unit=worker.unit)
    target = "accepted" if accepted else "declined"
    if correction.state == target:
        return correction
    state = LIFE.after(correction.state, "accept" if accepted else "decline")
    if len(reason.strip()) < SHORTEST:
        raise Refusal("correction.reason", shortest=SHORTEST)
    with writing("correction.decide", by=by, at=at, about=worker) as pen:
        return pen.change(correction, state=state, reason=reason.strip()[:200], decided_by=by.login, decided_at=at)


def hand_over(*, worker: Worker, by: Actor, at: datetime) -> None:
    """Note in the log that a person was handed everything that is held about them (第四十五条)."""
    by.require(Power.WRITE_WORKERS, owners=frozenset({worker.region_id}), unit=worker.unit)
    note("worker.hand_over", by=by, at=at, about=worker, facts={"basis": "个人信息保护法第四十五条"})
