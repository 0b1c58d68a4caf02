"""From the 53 intents to the first day of work: letters on the 6th of March 2018, a train and a coach on the 8th, reporting in, starting.

50 sign; 8 of them go as a formed group; of 42 for 40 seats on the train three do not come and two go instead; one turns back on the way, one
leaves again before the first day, one who missed the train follows by himself.
"""

from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from shanhai.apps.fairs.models import Intent
from shanhai.apps.placements.actions import (
    add_to_roster,
    arrive,
    begin_work,
    board,
    fall_through,
    form_group,
    hand_over,
    leave,
    miss,
    plan_departure,
    report_in,
    sign_letter,
    substitute,
)
from shanhai.apps.placements.facts.journeys import Journey
from shanhai.apps.placements.models import Boarding, Departure, Transfer
from shanhai.core.desk import Actor
from shanhai.demo.world import World, at

LETTERS, GROUP, SEATS = 50, 8, 40
ABSENT = (5, 17, 30)  # places on the train's roster
BACK, GONE = 11, 23
FELL = ("孩子还小，今年不去了", "家里老人不放心")
GROUP_FIRM, GROUP_NAME = "灯塔针织（示例）", "三营针织班（示例）"


def sign_letters(world: World) -> None:
    """The bureau signs letters with those whose intent stands; eight who go to one employer become a group that an agency brought."""
    by, moment = world.actor("yuanzhou"), at("2018-03-06 18:30")
    for intent in _intents():
        moment += timedelta(seconds=40)
        sign_letter(
            pairing=world.pairing, worker=intent.worker, position=intent.position, intent=intent, signed_on=moment.date(), by=by, at=moment
        )  # fmt: skip
    members = list(_ways().filter(position__employer__name=GROUP_FIRM)[:GROUP])
    form_group(
        pairing=world.pairing, employer=members[0].position.employer, name=GROUP_NAME, members=members, leader=members[0].worker,
        agency=world.agencies[0], by=by, at=at("2018-03-06 19:30"),
    )  # fmt: skip


def _intents() -> list[Intent]:
    """One a person, the first; the last three of them do not sign."""
    rows = Intent.objects.filter(withdrawn_at=None).select_related("worker", "position__employer", "delegation")
    first: dict[str, Intent] = {}
    for one in rows.order_by("worker__number_index", "taken_at"):
        first.setdefault(one.worker_id, one)
    return list(first.values())[:LETTERS]


def _ways() -> QuerySet[Transfer]:
    return Transfer.objects.select_related("worker", "position__employer", "pairing").order_by("worker__number_index")


def plan_vehicles(world: World) -> None:
    """The evening before: a train and a coach, with everybody's seat."""
    by = world.actor("yuanzhou")
    train = plan_departure(pairing=world.pairing, journey=_train(), by=by, at=at("2018-03-07 19:00"))
    coach = plan_departure(pairing=world.pairing, journey=_coach(), by=by, at=at("2018-03-07 19:10"))
    add_to_roster(departure=train, transfers=list(_ways().filter(group=None)), by=by, at=at("2018-03-07 19:30"))
    add_to_roster(departure=coach, transfers=list(_ways().exclude(group=None)), by=by, at=at("2018-03-07 19:40"))


def depart(world: World) -> None:
    """The 8th of March: the train at 06:40 and the group's coach at 07:30, roll called, things handed out."""
    by, escort = world.actor("yuanzhou"), world.actor("station")
    train, coach = Departure.objects.order_by("leaves_at")
    rows = Boarding.objects.select_related("departure__pairing").order_by("transfer__worker__number_index")
    listed, together = list(rows.filter(departure=train)), list(rows.filter(departure=coach))
    _call_the_roll(listed, escort, at("2018-03-08 05:20"))
    _hand_out(listed, escort, at("2018-03-08 06:20"))
    leave(departure=train, by=escort, at=at("2018-03-08 06:40"))
    for minute, one in enumerate(together):
        board(boarding=one, by=by, at=at("2018-03-08 07:00") + timedelta(minutes=minute))
    _hand_out(together, by, at("2018-03-08 07:20"))
    leave(departure=coach, by=by, at=at("2018-03-08 07:30"))


def _train() -> Journey:
    return Journey(
        name="3 月 8 日固原—福州列车组", kind="train", number="示例 K1 次", seats=SEATS, leaves_at=at("2018-03-08 06:40"),
        from_place="固原站", to_place="福州站", escort="苏建军（示例）",
    )  # fmt: skip


def _coach() -> Journey:
    return Journey(
        name="三营针织班大巴", kind="coach", number="宁D·示例", seats=10, leaves_at=at("2018-03-08 07:30"), from_place="三营镇",
        to_place="马尾区", escort="带队人（示例）",
    )  # fmt: skip


def _call_the_roll(listed: list[Boarding], escort: Actor, moment: datetime) -> None:
    waiting = [one for one in listed if one.seat is None]
    for place, one in enumerate(listed):
        if one.seat is None:
            continue
        act = miss if place in ABSENT else board
        act(boarding=one, by=escort, at=moment + timedelta(seconds=40 * place))
    for place, one in zip(ABSENT, waiting, strict=False):
        substitute(absent=listed[place], waiting=one, by=escort, at=moment + timedelta(minutes=32 + place))


def _hand_out(rows: list[Boarding], by: Actor, moment: datetime) -> None:
    here = Boarding.objects.filter(pk__in=[row.pk for row in rows], state="aboard")
    aboard = list(here.select_related("departure__pairing"))
    for item in ("card", "ticket", "food"):
        hand_over(boardings=aboard, item=item, by=by, at=moment)
    for one in aboard[:3]:
        hand_over(boardings=[one], item="insurance", number=f"示例保单 {one.seat:03}", by=by, at=moment)


def arrive_and_start(world: World) -> None:
    """The 10th: they report in at the workstation; the 12th is the first day of work for all but one."""
    station, mawei = world.actor("station"), world.actor("mawei")
    for hour, vehicle in enumerate(Departure.objects.order_by("leaves_at")):
        arrive(departure=vehicle, by=station, at=at("2018-03-10 08:20") + timedelta(minutes=9 * hour))
    rows = list(_ways().filter(state="departed"))
    alone = [one for one in rows if one.group_id is None]
    back, gone = alone[BACK], alone[GONE]
    moment = at("2018-03-10 09:00")
    for one in rows:
        moment += timedelta(minutes=2)
        if one is back:
            fall_through(
                transfer=one,
                why="半路接到家里电话，在西安下车回去了",
                on=moment.date(),
                by=world.actor("yuanzhou"),
                at=moment,
            )
            continue
        report_in(transfer=one, on=moment.date(), by=station, at=moment)
    moment = at("2018-03-12 08:00")
    for one in _ways().filter(state="reported"):
        moment += timedelta(minutes=2)
        if one.pk == gone.pk:
            continue
        begin_work(transfer=one, on=moment.date(), by=mawei, at=moment)


def go_home_again(world: World) -> None:
    """One who reported in went home before the first day."""
    gone = _ways().get(state="reported")
    fall_through(
        transfer=gone,
        why="看了宿舍，不想住八人间",
        on=date(2018, 3, 13),
        by=world.actor("mawei"),
        at=at("2018-03-13 10:00"),
    )


def stay_at_home(world: World) -> None:
    """With two of the three who did not come to the train it comes to nothing."""
    absent = _ways().filter(state="letter")[1:]
    for place, one in enumerate(absent):
        moment = at("2018-03-15 19:00") + timedelta(minutes=place)
        fall_through(transfer=one, why=FELL[place % 2], on=moment.date(), by=world.actor("yuanzhou"), at=moment)


def follow_later(world: World) -> None:
    """The third follows two weeks later by himself."""
    late = _ways().get(state="letter")
    report_in(transfer=late, on=date(2018, 3, 21), by=world.actor("station"), at=at("2018-03-21 19:00"))


def begin_later(world: World) -> None:
    """And begins the next day."""
    late = _ways().get(state="reported")
    begin_work(transfer=late, on=date(2018, 3, 22), by=world.actor("mawei"), at=at("2018-03-22 19:00"))


DAYS = (
    ("2018-03-06 18:30", sign_letters),
    ("2018-03-07 19:00", plan_vehicles),
    ("2018-03-08 05:20", depart),
)
LATER = (
    ("2018-03-13 10:00", go_home_again),
    ("2018-03-15 19:00", stay_at_home),
    ("2018-03-21 19:00", follow_later),
    ("2018-03-22 19:00", begin_later),
)
