"""Spring 2019: positions asked anew, a second group in February, a coach planned for April, and where else people of the county work."""

from datetime import date, datetime, timedelta

from django.db.models import Q

from shanhai.apps.employers.actions import enter, verify_position
from shanhai.apps.employers.facts import Firm
from shanhai.apps.employers.models import Position
from shanhai.apps.employers.models.positions import PositionQuerySet
from shanhai.apps.figures.actions import Byline, draft, freeze, publish
from shanhai.apps.matches import tasks
from shanhai.apps.matches.actions import start
from shanhai.apps.partners.models import Broker
from shanhai.apps.placements.actions import (
    add_to_roster,
    arrive,
    begin_work,
    board,
    form_group,
    leave,
    miss,
    note_contact,
    note_placement,
    plan_departure,
    report_in,
    sign_letter,
)
from shanhai.apps.placements.facts import Spell
from shanhai.apps.placements.facts.following import Heard
from shanhai.apps.placements.facts.journeys import Journey
from shanhai.apps.placements.models import Departure, Placement, Transfer
from shanhai.apps.workers.actions import record_wish
from shanhai.apps.workers.models import Worker
from shanhai.core.identifiers.credit import CreditCode, compose
from shanhai.core.money import Fen
from shanhai.demo.matched import SAID
from shanhai.demo.world import REPORT_DAY, SENDING, TODAY, World, at

GROUP, COMING, WITHOUT_SEAT = 12, 9, 2
GROUP_NAME = "春节后电池班（示例）"
SLUG, TITLE = "2019-spring", "2019 年春季劳务协作工作简报"
BYLINE = Byline(
    headline="一年以后：谁还在岗，谁换了地方，谁失联又找到", source="山海演示", author="示例通讯员", editor="示例编辑"
)
ELSEWHERE = (
    ("六盘扶贫车间（示例）", "", 8),
    ("原州建筑劳务（示例）", "610113", 5),
    ("原州建筑劳务（示例）", "640104", 3),
)


def ask_some(world: World) -> None:
    """In January three positions are asked again, those that were stale a year ago too."""
    rows = Position.objects.stale(on=REPORT_DAY).exclude(pk__in=Position.objects.hidden(on=REPORT_DAY))
    _verify(world, rows, at("2019-01-24 20:00"))


def ask_positions(world: World) -> None:
    """Ahead of the spring the employers are asked about all that was fresh a year ago."""
    january = Position.objects.filter(verified_on=date(2019, 1, 24))
    _verify(world, Position.objects.offered(on=REPORT_DAY).exclude(pk__in=january), at("2019-03-18 20:00"))


def _verify(world: World, rows: PositionQuerySet, moment: datetime) -> None:
    for place, one in enumerate(rows.select_related("employer").order_by("employer__credit_code", "id")):
        verify_position(position=one, by=world.actor("mawei"), at=moment + timedelta(minutes=place))


def sign_together(world: World) -> None:
    """A broker brings a group of twelve in February: letters, a coach."""
    by = world.actor("yuanzhou")
    position = Position.objects.filter(employer=world.employers[0]).order_by("title")[0]
    people = _free(GROUP)
    signed = at("2019-02-20 19:00")
    rows = [_letter(world, one, position, signed + timedelta(minutes=6 * place)) for place, one in enumerate(people)]
    broker = Broker.objects.order_by("code")[0]
    form_group(
        pairing=world.pairing, employer=position.employer, name=GROUP_NAME, members=rows, leader=people[0], broker=broker, by=by,
        at=at("2019-02-20 20:30"),
    )  # fmt: skip
    coach = plan_departure(
        pairing=world.pairing, journey=_coach("2019-02-25 07:00", "春节后专车"), by=by, at=at("2019-02-20 20:40")
    )
    add_to_roster(departure=coach, transfers=rows, by=by, at=at("2019-02-20 20:50"))


def leave_together(world: World) -> None:
    """Eleven of them come, one does not."""
    station, coach = world.actor("station"), Departure.objects.get(name="春节后专车")
    for place, one in enumerate(coach.boardings.select_related("departure__pairing")):
        (miss if place == 6 else board)(boarding=one, by=station, at=at("2019-02-25 05:30") + timedelta(minutes=place))
    leave(departure=coach, by=station, at=at("2019-02-25 07:00"))


def arrive_together(world: World) -> None:
    """They report in together."""
    station, coach = world.actor("station"), Departure.objects.get(name="春节后专车")
    arrive(departure=coach, by=station, at=at("2019-02-27 19:00"))
    for place, one in enumerate(_members("departed")):
        report_in(transfer=one, on=date(2019, 2, 27), by=station, at=at("2019-02-27 19:10") + timedelta(minutes=place))


def begin_together(world: World) -> None:
    """And begin on the 1st of March."""
    for place, one in enumerate(_members("reported")):
        moment = at("2019-03-01 06:30") + timedelta(minutes=place)
        begin_work(transfer=one, on=moment.date(), by=world.actor("mawei"), at=moment)


def _members(state: str) -> list[Transfer]:
    rows = Transfer.objects.filter(group__name=GROUP_NAME, state=state).select_related(
        "worker", "pairing", "position__employer"
    )
    return list(rows.order_by("worker__number_index"))


def sign_for_april(world: World) -> None:
    """Nine more have signed."""
    firms = Position.objects.filter(employer__in=world.employers[:3]).order_by("employer__credit_code", "title")
    for place, (one, position) in enumerate(zip(_free(COMING), [*firms[:3]] * 3, strict=True)):
        _letter(world, one, position, at("2019-03-27 19:00") + timedelta(minutes=7 * place))


def plan_april(world: World) -> None:
    """A coach leaves on the 2nd of April: seven are on its roster, six have seats; two letters have no vehicle yet."""
    by, seats = world.actor("yuanzhou"), COMING - WITHOUT_SEAT - 1
    journey = _coach("2019-04-02 07:00", "4 月 2 日专车", seats=seats)
    coach = plan_departure(pairing=world.pairing, journey=journey, by=by, at=at("2019-03-28 19:00"))
    rows = Transfer.objects.filter(signed_on=date(2019, 3, 27)).order_by("worker__number_index")
    add_to_roster(departure=coach, transfers=list(rows[: COMING - WITHOUT_SEAT]), by=by, at=at("2019-03-28 19:20"))


def note_elsewhere(world: World) -> None:
    """People at work at home and in other provinces, as the bureau notes them from the townships' lists."""
    by, moment = world.actor("yuanzhou"), at("2018-10-16 20:00")
    people = iter(_free(sum(count for _name, _place, count in ELSEWHERE)))
    firms = {}
    for serial, (name, place, count) in enumerate(ELSEWHERE):
        if name not in firms:
            code = CreditCode.parse(compose(SENDING, 90_100_000 + serial))
            firms[name] = enter(
                firm=Firm(code=code, name=name, industry="示例"), region=world.sending, by=by, at=moment
            )
        for _nth in range(count):
            moment += timedelta(minutes=3)
            spell = Spell(started_on=date(2018, 4, 2), way="own", work="普工", pay=Fen(320_000), place=place)
            note_placement(worker=next(people), employer=firms[name], spell=spell, by=by, at=moment)


def ask_the_rest(world: World) -> None:
    """At the end of March those who were noted and not brought are asked, and the eleven of February: all but a few were reached."""
    moment = at("2019-03-29 19:00")
    new = Q(transfer=None) | Q(started_on__gte=date(2019, 3, 1))
    rows = Placement.objects.filter(new).standing(TODAY).select_related("worker", "employer")
    for place, one in enumerate(rows.order_by("worker__number_index")):
        moment += timedelta(minutes=4)
        if place % 9:
            heard = Heard(on=moment.date(), kind="call", outcome="working")
            note_contact(placement=one, heard=heard, by=world.actor("yuanzhou"), at=moment)


def match_spring(world: World) -> None:
    """A run for the spring, so that the call lists are of today; not at the scale of a district, where one run is enough to look at."""
    if world.scale == "district":
        return
    by, moment = world.actor("yuanzhou"), at("2019-03-30 15:00")
    for worker, said in zip(_free(len(SAID)), SAID, strict=True):
        moment += timedelta(minutes=1)
        record_wish(worker=worker, willing="yes", stated_on=moment.date(), by=by, at=moment, **said)  # type: ignore[arg-type]
    moment = at("2019-03-30 16:30")
    run = start(pairing=world.pairing, day=moment.date(), group_rule="reserved", by=by, at=moment)
    tasks.compute(run=run, by=by, at=moment + timedelta(minutes=1))


def issue(world: World) -> None:
    """The bulletin of the spring of 2019, about going and staying."""
    by = world.actor("mawei")
    row = draft(
        pairing=world.pairing, slug=SLUG, title=TITLE, as_of=TODAY, edition="transfer", by=by, at=at("2019-03-31 09:20")
    )
    freeze(bulletin=row, by=by, at=at("2019-03-31 09:40"))
    publish(bulletin=row, byline=BYLINE, by=by, at=at("2019-03-31 10:00"))


def _free(count: int) -> list[Worker]:
    """Grown-up people who want to go, have no letter and no work, in the order of their number's index."""
    rows = Worker.objects.standing().filter(region=SENDING, willing="yes", birth__year__lte=1999)
    busy = Transfer.objects.values("worker")
    return list(
        rows.exclude(pk__in=busy)
        .exclude(placements__isnull=False)
        .exclude(intents__isnull=False)
        .order_by("number_index")[:count]
    )


def _letter(world: World, worker: Worker, position: Position, moment: datetime) -> Transfer:
    return sign_letter(
        pairing=world.pairing,
        worker=worker,
        position=position,
        signed_on=moment.date(),
        by=world.actor("yuanzhou"),
        at=moment,
    )


def _coach(leaves: str, name: str, seats: int = 30) -> Journey:
    return Journey(
        name=name, kind="coach", number="宁D·示例", seats=seats, leaves_at=at(leaves), from_place="固原汽车站", to_place="马尾区", escort="苏建军（示例）"
    )  # fmt: skip


DAYS = (
    ("2018-10-16 20:00", note_elsewhere),
    ("2019-01-24 20:00", ask_some),
    ("2019-02-20 19:00", sign_together),
    ("2019-02-25 05:30", leave_together),
    ("2019-02-27 19:00", arrive_together),
    ("2019-03-01 06:30", begin_together),
    ("2019-03-18 20:00", ask_positions),
    ("2019-03-27 19:00", sign_for_april),
    ("2019-03-28 19:00", plan_april),
    ("2019-03-29 19:00", ask_the_rest),
)
