"""跟踪服务: note that somebody asked and what was heard; the next call, the tries and the last word follow from all that was noted."""

from datetime import datetime

from shanhai.apps.audit.actions import settled, writing
from shanhai.apps.placements.actions.own import says
from shanhai.apps.placements.actions.spells import end_placement
from shanhai.apps.placements.actions.words import attest
from shanhai.apps.placements.facts.following import Heard, standing
from shanhai.apps.placements.models import Contact, Placement
from shanhai.core.attest import WORKER
from shanhai.core.desk import Actor
from shanhai.core.refusal import Refusal


@settled
def note_contact(*, placement: Placement, heard: Heard, by: Actor, at: datetime) -> Contact:
    """Note one contact; the same day and kind again says what it says last, and counts once.

    Who says to be working, about a month, has attested it; who is said to have left with a day and a reason has left, in the same act.
    Refuses contact.day (before the first day of work, or tomorrow), contact.over (the spell has ended), and what ending a spell does.
    """
    says(placement, by, kind=heard.kind)
    if not placement.started_on <= heard.on <= at.date():
        raise Refusal("contact.day", first=placement.started_on.isoformat())
    known = Contact.objects.filter(placement=placement, on=heard.on, kind=heard.kind).first()
    if placement.ended_on is not None and known is None:
        raise Refusal("contact.over", day=placement.ended_on.isoformat())
    stated = {"outcome": heard.outcome, "told": heard.told, "note": heard.note, "noted_by": by.name}
    with writing("contact.note", by=by, at=at, about=placement) as pen:
        if known is None:
            row = pen.add(Contact(placement=placement, on=heard.on, kind=heard.kind, noted_at=at, **stated))
        else:
            row = pen.change(known, **stated)
        if heard.outcome == "working" and heard.told == "self" and heard.month is not None:
            attest(placement=placement, month=heard.month, source=WORKER, worked=True, pay=heard.pay, by=by, at=at)
        if heard.outcome == "left" and heard.left_on is not None:
            end_placement(placement=placement, ended_on=heard.left_on, why=heard.why, after=heard.after, by=by, at=at)
        else:
            pen.change(placement, **standing(placement))
        return row
