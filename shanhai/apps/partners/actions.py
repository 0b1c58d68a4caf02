"""Registering agencies, workstations and brokers."""

from datetime import date, datetime

from shanhai.apps.audit.actions import writing
from shanhai.apps.partners.models import Agency, Broker, Workstation
from shanhai.apps.regions.models import Region
from shanhai.core.desk import Actor, Power
from shanhai.core.refusal import Refusal


def register_agency(
    *,
    code: str,
    name: str,
    kind: str,
    region: Region,
    licence: str,
    licence_until: date,
    by: Actor,
    at: datetime,
) -> Agency:
    """Register an agency with its licence. Refuses `agency.licence` when the licence is missing or has run out."""
    by.require(Power.WRITE_PARTNERSHIP, owners=frozenset({region.code}))
    if not licence or licence_until < at.date():
        raise Refusal("agency.licence", name=name)
    with writing("agency.register", by=by, at=at) as pen:
        return pen.add(
            Agency(
                code=code,
                name=name,
                kind=kind,
                region=region,
                licence=licence,
                licence_until=licence_until,
            )
        )


def register_workstation(
    *,
    code: str,
    name: str,
    region: Region,
    serves: Region,
    founded_on: date,
    by: Actor,
    at: datetime,
) -> Workstation:
    """Register a workstation: where it stands and whose people it serves."""
    by.require(Power.WRITE_PARTNERSHIP, owners=frozenset({region.code, serves.code}))
    with writing("workstation.register", by=by, at=at) as pen:
        return pen.add(Workstation(code=code, name=name, region=region, serves=serves, founded_on=founded_on))


def register_broker(*, code: str, name: str, region: Region, unit: str, by: Actor, at: datetime) -> Broker:
    """Register a labour broker of a township."""
    by.require(Power.WRITE_PARTNERSHIP, owners=frozenset({region.code}))
    with writing("broker.register", by=by, at=at) as pen:
        return pen.add(Broker(code=code, name=name, region=region, unit=unit))
