"""The rolls of the fourteen townships: enrolled in autumn 2017 by each, with later facts beside earlier ones."""

from collections.abc import Iterator
from datetime import date, timedelta

from shanhai.apps.workers.actions import enrol, record_wish, state_status
from shanhai.apps.workers.facts import Person
from shanhai.apps.workers.models import StatusFact, Worker
from shanhai.core.money import Fen
from shanhai.demo.people import SIZES, Maker, village_of, wishes
from shanhai.demo.world import SANYING, World, apportion, at, dice, table

AT_ONCE = 5000  # people an act: what one township sends in one workbook
CHILDREN = (
    ("640402100", date(2002, 3, 12)),
    ("640402107", date(2002, 3, 20)),
    ("640402105", date(2002, 4, 2)),
    ("640402106", date(2002, 4, 15)),
    ("640402108", date(2002, 5, 6)),
    ("640402205", date(2002, 6, 1)),
)
LIFTED_PAPER = "脱贫退出公示（示例）"
GOERS_OF_A_TOWNSHIP = 60
OLDEST, YOUNGEST = date(1968, 1, 1), date(2000, 1, 1)


def enrol_all(world: World) -> None:
    """One act a township (one for each 5,000 people where it is larger). 三营镇 sends its own, the bureau the others."""
    rng = dice("people")
    grown = world.people - len(CHILDREN)
    maker = Maker(rng, wishes=wishes(dice("wishes"), grown), today=at("2017-10-16 09:00").date())
    for row, wanted in zip(table("townships"), shares(grown), strict=True):
        by = world.actor("sanying" if row["unit"] == SANYING else "yuanzhou")
        people = list(_township(maker, row["unit"], wanted))
        for start in range(0, len(people), AT_ONCE):
            moment = at(row["enrolled_at"]) + timedelta(minutes=start // AT_ONCE)
            part = people[start : start + AT_ONCE]
            workers = enrol(people=part, region=world.sending, by=by, at=moment)
            _remember(world, part, workers)
            world.say(f"名册 {world.regions[row['unit']].name} {start + len(part)} 人")


def shares(people: int) -> list[int]:
    """How many of them live in each township, in the order of the table."""
    return apportion(people, [int(row["share"]) for row in table("townships")])


def _township(maker: Maker, unit: str, wanted: int) -> Iterator[Person]:
    """The grown people of a township, and after them its children who are not sixteen."""
    made, place, home = 0, 0, None
    while made < wanted:
        size = min(maker.rng.choice(SIZES), wanted - made)
        own, village = village_of(unit, place)
        for person in maker.household(own, f"YZ{unit[6:]}{place + 1:05}", village, size):
            home = home or person
            yield person
        made, place = made + size, place + 1
    for township, birth in CHILDREN:
        if township == unit and home is not None:
            yield maker.child(home, birth)


def _remember(world: World, people: list[Person], workers: list[Worker]) -> None:
    """Keep some who may go to the fair, and the children who will try to."""
    pairs = list(zip(people, workers, strict=True))
    world.children += [w for p, w in pairs if p.number.birth >= date(2002, 3, 10)]
    grown = [(p, w) for p, w in pairs if p.phone and OLDEST < p.number.birth < YOUNGEST]
    world.goers += [w for p, w in grown if p.willing == "yes"][:GOERS_OF_A_TOWNSHIP]
    world.others += [w for p, w in grown if p.willing != "yes"][:GOERS_OF_A_TOWNSHIP]


def lift_some(world: World) -> None:
    """At the end of 2017 some registered households are lifted: a second fact beside the first, which stays."""
    rng, moment, lifted = dice("lifted"), at("2017-12-28 09:00"), date(2017, 12, 20)
    by = world.actor("yuanzhou")
    homes = StatusFact.objects.filter(kind="registered", since__lt=date(2017, 1, 1)).order_by("household__number")
    for fact in homes.select_related("household").iterator(2000):
        if rng.random() < 0.18:
            moment += timedelta(seconds=20)
            home = fact.household
            state_status(household=home, kind="lifted", since=lifted, paper=LIFTED_PAPER, by=by, at=moment)


def ask_again(world: World) -> None:
    """Before the fair 三营镇 asks again those who said yes; some now name another wage. The earlier wish stays."""
    rng, moment = dice("asked again"), at("2018-02-22 09:00")
    ours = [worker for worker in world.goers if worker.unit.startswith(SANYING)]
    for worker in ours[::2]:
        moment += timedelta(minutes=9)
        record_wish(
            worker=worker,
            willing="yes",
            work=rng.choice(("普工", "装配", "缝纫", "包装")),
            lowest_pay=Fen(rng.randrange(2800, 4600, 100) * 100),
            stated_on=moment.date(),
            by=world.actor("sanying"),
            at=moment,
        )
