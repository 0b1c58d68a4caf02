"""Founding regions and pairings, relaying them to a successor, and entering and checking external statistics."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from shanhai.apps.audit.actions import settled, writing
from shanhai.apps.regions.models import Level, Pairing, Region, Statistic
from shanhai.core.desk import Actor, Power, Role
from shanhai.core.identifiers.division import divisions
from shanhai.core.refusal import Refusal


def found(*, counties: Iterable[str], by: Actor, at: datetime) -> dict[str, Region]:
    """Write counties with everything above them and the township units beneath, from the dated division table."""
    table = divisions()
    wanted: dict[str, tuple[str, str | None, str]] = {}
    for county in counties:
        city, province = f"{county[:4]}00", f"{county[:2]}0000"
        wanted |= {
            province: (table.name(province), None, Level.PROVINCE),
            city: (table.name(city), province, Level.CITY),
            county: (table.name(county), city, Level.COUNTY),
        }
        wanted |= {t.code: (t.name, county, Level.TOWNSHIP) for t in table.townships(county)}
    standing = {region.code: region for region in Region.objects.filter(code__in=wanted)}
    with writing("region.found", by=by, at=at) as pen:
        for code in sorted(set(wanted) - set(standing), key=lambda c: (len(c.rstrip("0")), c)):
            name, parent, level = wanted[code]
            standing[code] = pen.add(Region(code=code, name=name, level=level, parent=standing.get(parent or "")))
    return standing


def pair(
    *,
    sending: Region,
    receiving: Region,
    started_on: date,
    precision: str = "day",
    programme: str,
    programme_since: int,
    distance_km: int,
    source: str,
    predecessor: Pairing | None = None,
    by: Actor,
    at: datetime,
) -> Pairing:
    """Pair two counties; a relay ends its predecessor on the day it begins. Old rows stay under the old pairing."""
    if by.role != Role.SYSADMIN:
        raise Refusal("desk.not_allowed", power="pair", role=str(by.role))
    with writing("pairing.begin", by=by, at=at) as pen:
        if predecessor is not None:
            pen.change(predecessor, ended_on=started_on)
        return pen.add(
            Pairing(
                sending=sending,
                receiving=receiving,
                started_on=started_on,
                started_precision=precision,
                programme=programme,
                programme_since=programme_since,
                distance_km=distance_km,
                source=source,
                predecessor=predecessor,
            )
        )


@settled
def enter_statistic(
    *,
    region: Region,
    indicator: str,
    period: str,
    value: Decimal,
    unit: str,
    source_title: str,
    source_on: date | None = None,
    by: Actor,
    at: datetime,
) -> Statistic:
    """Enter a number somebody else published. It counts as checked only after a second person has compared it with the document."""
    by.require(Power.WRITE_STATISTICS)
    if not source_title.strip():
        raise Refusal("statistic.source")
    standing = Statistic.objects.filter(
        region=region, indicator=indicator, period=period, source_title=source_title
    ).first()
    if standing is not None:
        if standing.value != value:
            raise Refusal("statistic.differs", indicator=indicator, period=period)
        return standing
    with writing("statistic.enter", by=by, at=at) as pen:
        return pen.add(
            Statistic(
                region=region,
                indicator=indicator,
                period=period,
                value=value,
                unit=unit,
                source_title=source_title,
                source_on=source_on,
                entered_by=by.login,
                entered_at=at,
            )
        )


def check_statistic(*, statistic: Statistic, by: Actor, at: datetime) -> Statistic:
    """The second person confirms the number against its document. Refuses `statistic.same_person` to whoever entered it."""
    by.require(Power.WRITE_STATISTICS)
    if statistic.entered_by == by.login:
        raise Refusal("statistic.same_person")
    if statistic.checked_at is not None:
        return statistic
    with writing("statistic.check", by=by, at=at, about=statistic) as pen:
        return pen.change(statistic, checked_by=by.login, checked_at=at)
