"""What a person agrees may be known of them: given, withdrawn, never deleted."""

from collections.abc import Iterable
from datetime import datetime

from shanhai.apps.audit.actions import writing
from shanhai.apps.workers.models import Consent, Worker
from shanhai.core.desk import Actor


def consent(
    *,
    worker: Worker,
    purpose: str,
    recipients: Iterable[str],
    given_by: str = "self",
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
                    given_at=at,
                )
            )


def withdraw_consent(*, worker: Worker, purpose: str, recipients: Iterable[str], by: Actor, at: datetime) -> None:
    """End consents from now on; what was known before stays in the log only."""
    with writing("worker.consent_withdrawn", by=by, at=at, about=worker) as pen:
        for row in Consent.objects.standing().filter(worker=worker, purpose=purpose, recipient__in=set(recipients)):
            pen.change(row, withdrawn_at=at)
