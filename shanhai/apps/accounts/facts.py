"""Rows → the desk: what one user may read from the seat on one day."""

from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone

from shanhai.apps.accounts.models import Installation, Membership, User
from shanhai.apps.regions.models import Level, Pairing
from shanhai.core.desk import Desk, Role
from shanhai.core.identifiers.division import divisions

OUTSIDERS = frozenset({Role.EMPLOYER, Role.AGENCY, Role.BROKER, Role.STATION})


def moment() -> datetime:
    """This moment in the country's time, in a demo world on its own day: for work that no page begins."""
    real = timezone.localtime()
    demo = Installation.objects.filter(pk=1, demo=True).exclude(today=None).first()
    return datetime.combine(demo.today, real.timetz()) if demo and demo.today else real


def desk_of(user: User, *, on: date) -> Desk:
    """Build the desk of a user. One or two queries; a city office reads every county ever listed beneath it, an auditor both sides of the pairings."""
    seat = user.region
    own = {seat.code}
    if seat.level == Level.CITY:
        own = set(divisions().counties(seat.code))
    pairings = list(Pairing.objects.in_force(on).filter(Q(sending__in=own) | Q(receiving__in=own)))
    if user.role == Role.AUDITOR:
        own |= {p.sending_id for p in pairings} | {p.receiving_id for p in pairings}
    codes: set[str] = set()
    if user.role in OUTSIDERS:
        codes = set(Membership.objects.valid(on).filter(user=user).values_list("organisation", flat=True))
    return Desk(
        actor=user.actor(),
        today=on,
        regions=frozenset(own),
        senders=frozenset(p.sending_id for p in pairings if p.receiving_id in own),
        receivers=frozenset(p.receiving_id for p in pairings if p.sending_id in own),
        pairings=frozenset(p.pk for p in pairings),
        organisations=frozenset(codes),
    )
