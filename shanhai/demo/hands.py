"""The year's calendar and the hands that write in it."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from shanhai.apps.placements.actions import note_contact
from shanhai.apps.placements.facts.following import Heard
from shanhai.apps.placements.models import Placement
from shanhai.core.desk import Actor
from shanhai.demo.clockwork import Day
from shanhai.demo.world import SANYING, SHANGHAI, World, dice

LIST_OF = 4  # the employers with most of them confirm every month; the others never send a list


class Hands:
    """One calendar and the hands that write in it."""

    def __init__(self, world: World) -> None:
        self.world, self.day = world, Day(dice("the year"))
        self.rng = self.day.rng
        rows = Placement.objects.exclude(transfer=None).select_related(
            "worker", "employer", "transfer__group", "transfer__position"
        )
        self.spells = list(rows.order_by("worker__number_index"))
        sizes: dict[str, int] = {}
        for one in self.spells:
            sizes[one.employer_id] = sizes.get(one.employer_id, 0) + 1
        self.listing = sorted(sizes, key=lambda pk: (-sizes[pk], pk))[:LIST_OF]

    def then(self, day: date, hour: int, act: Callable[..., object], **said: Any) -> None:
        """Put one act on the calendar, a few minutes after the one before it."""
        moment = datetime.combine(day, time(hour), tzinfo=SHANGHAI) + timedelta(seconds=self.rng.randrange(9000))
        self.day.then(moment, lambda now: act(**said, at=now))

    def ask(self, *, spell: Placement, outcome: str, on: date, at: datetime, kind: str = "call", **said: Any) -> None:
        """Somebody asks how it goes, unless the spell is over by then."""
        if still(spell, on):
            note_contact(
                placement=spell, heard=Heard(on=on, kind=kind, outcome=outcome, **said), by=self.asker(spell), at=at
            )

    def asker(self, spell: Placement) -> Actor:
        """Who asks: the workstation, or the township for some of its own."""
        login = "sanying" if spell.worker.unit.startswith(SANYING) and self.rng.random() < 0.5 else "station"
        return self.world.actor(login)


def still(spell: Placement, on: date) -> bool:
    """Whether the spell has not ended by then, as the database knows it now."""
    spell.refresh_from_db(fields=["ended_on"])
    return spell.ended_on is None or spell.ended_on > on
