"""People of 原州区 who worked in 马尾区 before anybody brought them: noted by the sending bureau from a list, as spells of work."""

from datetime import timedelta

from shanhai.apps.employers.models import Employer
from shanhai.apps.placements.actions import note_placement
from shanhai.apps.placements.facts import Spell
from shanhai.apps.workers.models import Worker
from shanhai.core.money import Fen
from shanhai.demo.world import World, at, dice

PLACED, EMPLOYERS = 12, 2


def note_standing(world: World) -> None:
    """A dozen at two employers, most of them gone there by themselves, two back home again."""
    rng, moment = dice("placed"), at("2018-03-08 15:30")
    busy = {worker.pk for worker in [*world.goers, *world.others, *world.children]}
    people = Worker.objects.filter(region=world.sending, willing="no", birth__year__lte=1998).exclude(pk__in=busy)
    firms = list(Employer.objects.listed().filter(region=world.receiving).order_by("credit_code")[:EMPLOYERS])
    for place, worker in enumerate(people.order_by("number_index")[:PLACED]):
        started = moment.date() - timedelta(days=rng.randrange(120, 700))
        ended = started + timedelta(days=rng.randrange(40, 110)) if place >= PLACED - 2 else None
        spell = Spell(
            started_on=started,
            way="organised" if place % 4 == 0 else "own",
            work="装配工",
            ended_on=ended,
            pay=Fen(rng.randrange(3200, 4600, 100) * 100),
        )
        note_placement(
            worker=worker, employer=firms[place % EMPLOYERS], spell=spell, by=world.actor("yuanzhou"), at=moment
        )
