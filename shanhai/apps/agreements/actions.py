"""Recording agreements and the commitments in them."""

from datetime import date, datetime

from shanhai.apps.agreements.models import Agreement, Commitment
from shanhai.apps.audit.actions import settled, writing
from shanhai.apps.regions.models import Pairing
from shanhai.core.desk import Actor, Power
from shanhai.core.refusal import Refusal


@settled
def sign(
    *,
    pairing: Pairing,
    title: str,
    signed_year: int,
    signed_on: date | None = None,
    sending_signatory: str,
    receiving_signatory: str,
    text: str = "",
    by: Actor,
    at: datetime,
) -> Agreement:
    """Record a signed agreement; both signatories are named. The same title again is the same agreement; refuses `agreement.year`."""
    by.require(Power.WRITE_PARTNERSHIP, owners=pairing.owners)
    if signed_on is not None and signed_on.year != signed_year:
        raise Refusal("agreement.year", year=signed_year, day=signed_on)
    known = Agreement.objects.filter(pairing=pairing, title=title).first()
    if known is not None:
        return known
    with writing("agreement.sign", by=by, at=at) as pen:
        return pen.add(
            Agreement(
                pairing=pairing,
                title=title,
                signed_year=signed_year,
                signed_on=signed_on,
                sending_signatory=sending_signatory,
                receiving_signatory=receiving_signatory,
                text=text,
            )
        )


def commit(
    *,
    agreement: Agreement,
    side: str,
    text: str,
    quota: int | None = None,
    unit: str = "",
    by: Actor,
    at: datetime,
) -> Commitment:
    """Add one commitment to an agreement; the same words of the same side again correct its number only."""
    by.require(Power.WRITE_PARTNERSHIP, owners=agreement.pairing.owners)
    with writing("agreement.commit", by=by, at=at, about=agreement) as pen:
        known = Commitment.objects.filter(agreement=agreement, side=side, text=text).first()
        if known is not None:
            return pen.change(known, quota=quota, unit=unit)
        ordinal = agreement.commitments.count() + 1
        return pen.add(Commitment(agreement=agreement, ordinal=ordinal, side=side, text=text, quota=quota, unit=unit))
