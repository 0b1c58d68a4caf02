"""The lowest wage by maker-checker: one officer proposes a dated value with its document, another login confirms it. Rows are only added."""

from datetime import date, datetime

from shanhai.apps.audit.actions import settled, writing
from shanhai.apps.employers.actions.office import own
from shanhai.apps.employers.models import MinimumWage
from shanhai.apps.regions.models import Region
from shanhai.core.desk import Actor
from shanhai.core.money import Fen
from shanhai.core.refusal import Refusal


@settled
def propose_wage(*, region: Region, since: date, monthly: Fen, source: str, by: Actor, at: datetime) -> MinimumWage:
    """Propose the lowest monthly pay (fen) of one's own region from a day. The same day and value again is the same proposal.

    It counts after `confirm_wage`. Refuses wage.source and wage.amount.
    """
    own(by, region.code)
    if not source.strip():
        raise Refusal("wage.source")
    if not 10_000 <= monthly <= 2_000_000:
        raise Refusal("wage.amount")
    known = MinimumWage.objects.filter(region=region, since=since, monthly=monthly).first()
    if known is not None:
        return known
    with writing("wage.propose", by=by, at=at) as pen:
        return pen.add(
            MinimumWage(
                region=region,
                since=since,
                monthly=monthly,
                source=source.strip(),
                proposed_by=by.login,
                proposed_at=at,
            )
        )


def confirm_wage(*, wage: MinimumWage, by: Actor, at: datetime) -> MinimumWage:
    """A second person has compared the value with its document: it counts from now on. Refuses `wage.same_person`."""
    own(by, wage.region_id)
    if wage.proposed_by == by.login:
        raise Refusal("wage.same_person")
    if wage.confirmed_at is not None:
        return wage
    with writing("wage.confirm", by=by, at=at, about=wage) as pen:
        return pen.change(wage, confirmed_by=by.login, confirmed_at=at)
