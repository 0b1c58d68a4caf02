"""Entering papers and the areas they pay in."""

from collections.abc import Iterable
from datetime import date, datetime

from shanhai.apps.audit.actions import settled, writing
from shanhai.apps.regions.models import Region
from shanhai.apps.subsidies.models import Area, Paper
from shanhai.core.desk import Actor, Power
from shanhai.core.refusal import Refusal


@settled
def enter_paper(
    *, issuer: Region, title: str, subject: str, scope: Iterable[Region], number: str = "", issued_on: date | None = None,
    by: Actor, at: datetime,
) -> Paper:  # fmt: skip
    """Enter a paper of one's own government, with the regions it speaks of. Unknown number or day stays empty."""
    by.require(Power.WRITE_PARTNERSHIP, owners=frozenset({issuer.code}))
    known = Paper.objects.filter(issuer=issuer, title=title).first()
    if known is not None:
        return known
    regions = list(scope)
    if not regions:
        raise Refusal("paper.scope", title=title)
    with writing("paper.enter", by=by, at=at) as pen:
        paper = pen.add(Paper(issuer=issuer, title=title, subject=subject, number=number, issued_on=issued_on))
        pen.facts["scope"] = sorted(region.code for region in regions)
        paper.scope.set(regions)
        return paper


@settled
def name_area(
    *,
    issuer: Region,
    ordinal: int,
    name: str,
    assumed: bool = False,
    reason: str = "",
    by: Actor,
    at: datetime,
) -> Area:
    """Name one area of support; an assumed one says why it is assumed."""
    by.require(Power.WRITE_PARTNERSHIP, owners=frozenset({issuer.code}))
    if assumed and not reason:
        raise Refusal("area.reason", name=name)
    known = Area.objects.filter(issuer=issuer, name=name).first()
    if known is not None:
        return known
    with writing("area.name", by=by, at=at) as pen:
        return pen.add(Area(issuer=issuer, ordinal=ordinal, name=name, assumed=assumed, reason=reason))
