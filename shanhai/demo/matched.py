"""人岗对接 in the demo: what some people say they want, a run of the 8th of March with what people made of it, and another a day later.

The run is computed by the same code as any other. Who is picked for a story is picked by the number's index, so that it is the same each time.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from shanhai.apps.employers.models import Position
from shanhai.apps.fairs.models import Intent
from shanhai.apps.matches import tasks
from shanhai.apps.matches.actions import confirm, decline, form, lock, note_call, reserve, send_back, start, swap
from shanhai.apps.matches.models import Proposal, Recommendation, Run
from shanhai.apps.workers.actions import object_to_machines, record_wish
from shanhai.apps.workers.models import Worker
from shanhai.core.money import Fen
from shanhai.demo.world import SANYING, World, at

SAID: tuple[dict[str, object], ...] = (
    {"work": "数控车工", "lowest_pay": Fen(720_000)},
    {"work": "电焊", "lowest_pay": Fen(700_000)},
    {"work": "普工", "lowest_pay": Fen(680_000)},
    {"work": "装配", "lowest_pay": Fen(350_000), "place": "不去马尾"},
    {"work": "缝纫", "lowest_pay": Fen(330_000), "place": "不去马尾，厦门"},
    {"work": "装配", "lowest_pay": Fen(340_000), "companions": "爱人", "needs": ["couple_room"]},
    {"work": "包装", "lowest_pay": Fen(310_000), "companions": "爱人", "needs": ["couple_room", "no_night"]},
    {"work": "普工", "lowest_pay": Fen(320_000), "companions": "同村两个人", "needs": ["no_night"], "place": "马尾"},
    {"work": "质检", "lowest_pay": Fen(340_000), "needs": ["no_night"], "from_on": date(2018, 3, 18)},
    {"work": "缝纫", "lowest_pay": Fen(360_000), "from_on": date(2018, 6, 1), "place": "马尾"},
)
ANSWERS = (
    ("will_go", "想和同村的人一起去"),
    ("will_think", "家里老人要商量"),
    ("no", "孩子要开学"),
    ("not_reached", ""),
    ("will_go", ""),
    ("will_think", "问宿舍能不能带被褥"),
)
CONFIRMED, LOCKED, CALLED = 9, 5, 4
COUPLES, ASKED_LATER, TEAM, TEAM_SEATS = 6, 2, 8, 8
FEW = 2_000  # people looked at for a story
DEAR = 450_000  # fen a month: more than most positions pay


def ask_some(world: World) -> None:
    """The bureau asks ten people in more detail on the phone; one wants no proposals made by a machine."""
    by, moment = world.actor("yuanzhou"), at("2018-03-08 17:50")
    people = _willing(world)
    for worker, said in zip(people, SAID, strict=False):
        moment += timedelta(minutes=1)
        record_wish(worker=worker, willing="yes", stated_on=moment.date(), by=by, at=moment, **said)  # type: ignore[arg-type]
    object_to_machines(worker=people[len(SAID)], since=moment.date(), by=by, at=moment + timedelta(minutes=1))
    _go_together(world, moment + timedelta(minutes=2))


def _go_together(world: World, moment: datetime) -> None:
    """Couples say so, most are formed and two are still to be asked together; a team of one village is formed, with seats kept for it."""
    by, homes = world.actor("yuanzhou"), _homes_of_two(world)[: COUPLES + ASKED_LATER]
    for place, pair in enumerate(homes):
        for one in pair:
            record_wish(
                worker=one, willing="yes", work=one.skill, lowest_pay=Fen(one.lowest_pay or 0), companions="爱人", needs=["couple_room"] if place % 2 else [],
                stated_on=moment.date(), by=by, at=moment,
            )  # fmt: skip
            moment += timedelta(seconds=10)
    for pair in homes[:COUPLES]:
        form(people=pair, kind="couple", name="、".join(one.name for one in pair), by=by, at=moment)
    team = _team(world, {one.pk for pair in homes for one in pair})
    for one in team:
        record_wish(
            worker=one, willing="yes", work="装配", lowest_pay=Fen(300_000), companions="同村的人", stated_on=moment.date(), by=by, at=moment
        )  # fmt: skip
    form(
        people=team,
        kind="team",
        name=f"{team[0].household.village}装配队",
        leader=team[0],
        vehicle_seats=19,
        by=by,
        at=moment,
    )
    position = Position.objects.public(on=moment.date()).filter(
        employer__region=world.receiving, limits="", seats__gte=3 * TEAM_SEATS
    )
    chosen = position.select_related("employer").order_by("employer__credit_code", "title")[0]
    reserve(
        pairing=world.pairing, position=chosen, purpose="groups", seats=TEAM_SEATS, why="说好给村里的装配队留着（示例）", by=by, at=moment
    )  # fmt: skip


def propose(world: World) -> None:
    """The run of the 8th of March, gone over the same evening: some confirmed, some locked, one swapped, one sent back, one declined."""
    by, moment = world.actor("yuanzhou"), at("2018-03-08 18:05")
    run = start(pairing=world.pairing, day=moment.date(), by=by, at=moment)
    tasks.compute(run=run, by=by, at=moment + timedelta(minutes=1))
    _call(world, run, at("2018-03-08 18:10"))
    rows = list(run.proposals.select_related("worker", "position", "run__pairing").order_by("worker__number_index"))
    moment = at("2018-03-08 19:00")
    clear = [one for one in rows if not one.looks]
    confirm(run=run, proposals=clear[:CONFIRMED], by=by, at=moment)
    lock(run=run, proposals=clear[CONFIRMED : CONFIRMED + LOCKED], by=by, at=moment + timedelta(minutes=5))
    rest = [one for one in rows if one.looks] + clear[CONFIRMED + LOCKED :]
    _swap(world, rest[0], moment + timedelta(minutes=9))
    send_back(
        run=run, proposals=rest[1:2], why="本人问过，那家夜班多，想换一家", by=by, at=moment + timedelta(minutes=12)
    )
    decline(
        run=run, proposals=rest[2:3], why="电话里说家里走不开，今年不去了", by=by, at=moment + timedelta(minutes=15)
    )


def match_again(world: World) -> None:
    """The next afternoon again: what was locked stays, and the difference page says who moved and why.

    Not at the scale of a district, where one run of seventy thousand people is enough to look at and takes a minute to write down.
    """
    if world.scale == "district":
        return
    by, moment = world.actor("yuanzhou"), at("2018-03-09 16:30")
    run = start(pairing=world.pairing, day=moment.date(), group_rule="reserved", by=by, at=moment)
    tasks.compute(run=run, by=by, at=moment + timedelta(minutes=1))


def _homes_of_two(world: World) -> list[tuple[Worker, Worker]]:
    """Households of which just two people want to go, outside 三营镇, neither of them asked in more detail before."""
    asked = {one.pk for one in _willing(world)}
    homes: dict[str, list[Worker]] = {}
    for one in _free(world).order_by("number_index")[:FEW]:
        homes.setdefault(one.household_id, []).append(one)
    pairs = [
        (home[0], home[1]) for home in homes.values() if len(home) == 2 and asked.isdisjoint(one.pk for one in home)
    ]
    grown = [
        pair for pair in pairs if all(one.age(date(2018, 3, 8)) >= 22 and (one.lowest_pay or 0) <= DEAR for one in pair)
    ]
    return [pair for pair in grown if abs(pair[0].birth.year - pair[1].birth.year) <= 8]


def _team(world: World, taken: set[str]) -> list[Worker]:
    """People of the village where most want to go, each of another household."""
    villages: dict[str, dict[str, Worker]] = {}
    for one in _free(world).exclude(pk__in=taken).filter(lowest_pay__lte=DEAR).order_by("number_index")[:FEW]:
        villages.setdefault(one.unit, {}).setdefault(one.household_id, one)
    return list(max(villages.values(), key=len).values())[:TEAM]


def _free(world: World) -> QuerySet[Worker]:
    going = Intent.objects.filter(withdrawn_at=None).values("worker")
    rows = Worker.objects.standing().filter(region=world.sending, willing="yes").exclude(unit__startswith=SANYING)
    return rows.exclude(pk__in=going).select_related("household")


def _willing(world: World) -> list[Worker]:
    """Willing people outside 三营镇 without an intent: that township asks its own."""
    return list(_free(world).order_by("number_index")[: len(SAID) + 1])


def _call(world: World, run: Run, moment: datetime) -> None:
    """Some lists are called through; the first by the township, whose people they are."""
    positions = Position.objects.filter(recommendations__run=run).distinct().order_by("employer__credit_code", "title")
    answers = iter(ANSWERS * 10)
    for position in positions[:CALLED]:
        for row in _people(run, position):
            login = "sanying" if row.worker.unit.startswith(SANYING) else "yuanzhou"
            outcome, said = next(answers)
            moment += timedelta(minutes=1)
            note_call(
                run=run, worker=row.worker, position=position, outcome=outcome, text=said, by=world.actor(login), at=moment
            )  # fmt: skip


def _people(run: Run, position: Position) -> Iterable[Recommendation]:
    rows = Recommendation.objects.filter(run=run, position=position).select_related("worker")
    return rows.order_by("worker__number_index")[:12]


def _swap(world: World, proposal: Proposal, moment: datetime) -> None:
    other = Recommendation.objects.filter(run=proposal.run, worker=proposal.worker, place=2).select_related("position")
    swap(
        proposal=proposal, position=other[0].position, why="同村的人在这家，本人想有个伴", by=world.actor("yuanzhou"), at=moment
    )  # fmt: skip
