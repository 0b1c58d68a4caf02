"""What a person agrees may be known of them: given, withdrawn, never deleted."""

from collections.abc import Iterable
from datetime import datetime

from shanhai.apps.audit.actions import writing
from shanhai.apps.workers.models import CanteenWish, Consent, Worker
from shanhai.apps.workers.models.consents import PURPOSES, WAYS
from shanhai.core.desk import Actor, Power
from shanhai.core.refusal import Refusal


def consent(
    *,
    worker: Worker,
    purpose: str,
    recipients: Iterable[str],
    given_by: str = "self",
    giver: str = "",
    way: str = "spoken",
    paper: str = "",
    by: Actor,
    at: datetime,
) -> None:
    """Record that a person agrees to be known to some offices or employers for a purpose. Joins the act that asked for it."""
    with writing("worker.consent", by=by, at=at, about=worker) as pen:
        standing = set(
            Consent.objects.standing().filter(worker=worker, purpose=purpose).values_list("recipient", flat=True)
        )
        for recipient in sorted(set(recipients) - standing):
            pen.add(
                Consent(
                    worker=worker,
                    purpose=purpose,
                    recipient=recipient,
                    given_by=given_by,
                    giver=giver,
                    way=way,
                    paper=paper,
                    given_at=at,
                )
            )


def give_consent(
    *,
    worker: Worker,
    purpose: str,
    recipient: str,
    given_by: str = "self",
    giver: str = "",
    way: str = "spoken",
    paper: str = "",
    by: Actor,
    at: datetime,
) -> None:
    """Enter at the desk what a person agreed to. A canteen wish is for one's own county only, whatever recipient is named.

    Refuses consent.purpose, consent.way, `consent.giver` where somebody else gave it and no name is given.
    """
    by.require(Power.WRITE_WORKERS, owners=frozenset({worker.region_id}), unit=worker.unit)
    if purpose not in PURPOSES:
        raise Refusal("consent.purpose", given=purpose)
    if way not in WAYS or given_by not in {"self", "helper"}:
        raise Refusal("consent.way", given=way)
    if given_by == "helper" and not giver.strip():
        raise Refusal("consent.giver")
    known = worker.region_id if purpose == "canteen" or not recipient.strip() else recipient.strip()
    consent(
        worker=worker, purpose=purpose, recipients=[known], given_by=given_by, giver=giver.strip(), way=way, paper=paper, by=by, at=at
    )  # fmt: skip


def withdraw_consent(*, worker: Worker, purpose: str, recipients: Iterable[str], by: Actor, at: datetime) -> None:
    """End consents from now on; what was known before stays in the log only. A canteen wish goes with its consent."""
    with writing("worker.consent_withdrawn", by=by, at=at, about=worker) as pen:
        for row in Consent.objects.standing().filter(worker=worker, purpose=purpose, recipient__in=set(recipients)):
            pen.change(row, withdrawn_at=at)
        still = Consent.objects.standing().filter(worker=worker, purpose="canteen").exists()
        wishes = [] if still else list(CanteenWish.objects.filter(worker=worker))
        if wishes:
            pen.remove_all(wishes)


def take_back_consent(*, given: Consent, by: Actor, at: datetime) -> None:
    """Withdraw one consent at the desk, as the person asks; the second time changes nothing."""
    worker = given.worker
    by.require(Power.WRITE_WORKERS, owners=frozenset({worker.region_id}), unit=worker.unit)
    withdraw_consent(worker=worker, purpose=given.purpose, recipients=[given.recipient], by=by, at=at)
