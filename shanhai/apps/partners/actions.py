"""Registering agencies, workstations and brokers."""

from datetime import date, datetime

from django.db.models import QuerySet

from shanhai.apps.audit.actions import writing
from shanhai.apps.partners.models import Agency, Broker, Partner, Workstation
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
    """Register an agency with its licence, or renew the one that stands under its code.

    Refuses `agency.licence` when the licence is missing or has run out, `partner.code_taken` when another region holds the code.
    """
    by.require(Power.WRITE_PARTNERSHIP, owners=frozenset({region.code}))
    if not licence or licence_until < at.date():
        raise Refusal("agency.licence", name=name)
    stated = {"name": name, "kind": kind, "licence": licence, "licence_until": licence_until}
    with writing("agency.register", by=by, at=at) as pen:
        known = _held(Agency.objects.filter(code=code), region)
        return pen.change(known, **stated) if known else pen.add(Agency(code=code, region=region, **stated))


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
    """Register a workstation: where it stands and whose people it serves. Refuses `partner.code_taken`."""
    by.require(Power.WRITE_PARTNERSHIP, owners=frozenset({region.code, serves.code}))
    stated = {"name": name, "serves": serves, "founded_on": founded_on}
    with writing("workstation.register", by=by, at=at) as pen:
        known = _held(Workstation.objects.filter(code=code), region)
        return pen.change(known, **stated) if known else pen.add(Workstation(code=code, region=region, **stated))


def register_broker(*, code: str, name: str, region: Region, unit: str, by: Actor, at: datetime) -> Broker:
    """Register a labour broker of a township. Refuses `partner.code_taken`."""
    by.require(Power.WRITE_PARTNERSHIP, owners=frozenset({region.code}))
    with writing("broker.register", by=by, at=at) as pen:
        known = _held(Broker.objects.filter(code=code), region)
        if known is not None:
            return pen.change(known, name=name, unit=unit)
        return pen.add(Broker(code=code, name=name, region=region, unit=unit))


def _held[P: Partner](rows: QuerySet[P], region: Region) -> P | None:
    """The partner that stands under a code, if one's own region registered it."""
    known = rows.first()
    if known is not None and known.region_id != region.code:
        raise Refusal("partner.code_taken", code=known.code)
    return known
