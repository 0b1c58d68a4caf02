"""The clock: the one place that reads the time. A demo world keeps its own day and only borrows the time of day."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from shanhai.apps.accounts.models import Installation


@dataclass(frozen=True, slots=True)
class World:
    """What this installation is: a demo with its own today, or the real thing."""

    demo: bool = False
    today: date | None = None


def world() -> World:
    """Read the installation's one row. Pages ask once a request (`request.world`), so it is never stale."""
    row = Installation.objects.filter(pk=1).first()
    return World(demo=row.demo, today=row.today if row.demo else None) if row else World()


def now(where: World | None = None) -> datetime:
    """Return this moment in Asia/Shanghai; in a demo world the same time of day on the demo's own day."""
    real = timezone.localtime()
    day = (where or world()).today
    return real if day is None else datetime.combine(day, real.timetz())


def today(where: World | None = None) -> date:
    """Return the day of `now`."""
    return now(where).date()
