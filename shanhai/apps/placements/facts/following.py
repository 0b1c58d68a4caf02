"""What was heard in one contact, and what all contacts of a spell come to: last heard, tries since, next call."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from shanhai.apps.placements.models import Contact, Placement
from shanhai.core.following import next_call, retry
from shanhai.core.money import Fen
from shanhai.core.refusal import Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """One contact as noted. `month`: the month the person spoke of; `pay` in fen for it; `left_on` the first day no longer at work.

    Refuses contact.kind, contact.outcome, contact.told.
    """

    on: date
    kind: str
    outcome: str
    told: str = "self"
    note: str = ""
    month: date | None = None
    pay: Fen | None = None
    left_on: date | None = None
    why: str = "unsaid"
    after: str = "unknown"

    def __post_init__(self) -> None:
        if self.kind not in Contact.KINDS:
            raise Refusal("contact.kind", given=self.kind)
        if self.outcome not in Contact.OUTCOMES:
            raise Refusal("contact.outcome", given=self.outcome)
        if self.told not in Contact.TOLD:
            raise Refusal("contact.told", given=self.told)


def standing(placement: Placement) -> dict[str, Any]:
    """The columns that repeat the contacts: `heard_on`, `tries` (days, not calls), `next_on`."""
    heard_on, tried, last, plea = placement.started_on, set[date](), None, False
    for one in placement.contacts.order_by("on", "noted_at"):
        last, plea = one, one.kind == "plea" or (plea and one.kind not in Contact.ANSWERS)
        if one.outcome == "not_reached":
            tried.add(one.on)
            continue
        tried.clear()
        if one.outcome != "left":
            heard_on = one.on
    if last is None:
        return {"heard_on": heard_on, "tries": 0, "next_on": next_call(placement.started_on, after=heard_on)}
    if plea:
        coming = last.on  # at once: somebody is to ring
    elif tried:
        coming = retry(max(tried))
    elif last.outcome == "working":
        coming = next_call(placement.started_on, after=last.on)
    else:
        coming = last.on + timedelta(days=1) if last.outcome == "left" else retry(last.on)
    return {"heard_on": heard_on, "tries": len(tried), "next_on": coming}
