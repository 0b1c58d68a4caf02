"""本人和旁证: what the person or a paper says about a month beside the employer's list, and disagreements looked into."""

from datetime import date, datetime

from shanhai.apps.audit.actions import settled, writing
from shanhai.apps.placements.actions.own import says
from shanhai.apps.placements.actions.spells import at_work
from shanhai.apps.placements.models import Attestation, Placement
from shanhai.core.attest import EVIDENCE, WORKER
from shanhai.core.desk import Actor
from shanhai.core.money import Fen
from shanhai.core.months import last_day, month_of
from shanhai.core.refusal import Refusal


@settled
def attest(
    *,
    placement: Placement,
    month: date,
    source: str,
    worked: bool,
    pay: Fen | None = None,
    paper: str = "",
    by: Actor,
    at: datetime,
) -> Attestation:
    """Note one source's word about a month; said again it is the same, said otherwise it is changed, and the log keeps both.

    `source`: worker, or evidence with the `paper` it is (社保缴费, 银行流水 and its number). Refuses word.source, word.paper,
    word.month (outside the spell), word.future, word.settled (a disagreement already decided).
    """
    says(placement, by, source=source)
    if source not in {WORKER, EVIDENCE}:
        raise Refusal("word.source", given=source)
    if source == EVIDENCE and not paper.strip():
        raise Refusal("word.paper")
    if month > month_of(at.date()):
        raise Refusal("word.future", month=f"{month:%Y-%m}")
    if last_day(month) < placement.started_on or (placement.ended_on is not None and placement.ended_on <= month):
        raise Refusal("word.month", month=f"{month:%Y-%m}")
    known = Attestation.objects.filter(placement=placement, month=month, source=source).first()
    if known is not None and known.settled_at is not None:
        raise Refusal("word.settled")
    stated = {"worked": worked, "pay": pay, "paper": paper.strip()}
    with writing("word.attest", by=by, at=at, about=placement) as pen:
        if known is not None:
            return pen.change(known, **{key: value for key, value in stated.items() if value not in (None, "")})
        return pen.add(Attestation(placement=placement, month=month, source=source, noted_at=at, **stated))


def settle_dispute(*, placement: Placement, month: date, how: str, by: Actor, at: datetime) -> list[Attestation]:
    """Somebody looked into words that contradict each other and says how it was; the words stay. Refuses word.how, word.no_dispute."""
    at_work(placement, by)
    if not how.strip():
        raise Refusal("word.how")
    words = list(Attestation.objects.filter(placement=placement, month=month))
    if len({one.worked for one in words}) < 2:
        raise Refusal("word.no_dispute")
    with writing("word.settle", by=by, at=at, about=placement) as pen:
        return [pen.change(one, settled_at=at, settled_how=how.strip()) for one in words if one.settled_at is None]
