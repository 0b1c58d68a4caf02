"""Before the fair: the delegation and its employers, leaflets, agreed answers, the lot of vouchers, the journey."""

from datetime import date, timedelta

from shanhai.apps.fairs.actions import agree_answer, bring, join_trip, plan, word_answer
from shanhai.apps.outreach.actions import print_leaflets, travel
from shanhai.apps.vouchers.actions import print_lot
from shanhai.demo.firms import GRADED_A, LISTED
from shanhai.demo.refused import noted
from shanhai.demo.world import SENDING_CITY, World, at, table

FAIR = "2018 年固原市春风行动万人转移就业用工现场招聘会"
FAIR_DAY = date(2018, 3, 3)
TRAVELLING = 5
LEAFLETS = 600
LOT, LOT_SIZE = "MW2018-01", 500
VOUCHER_TITLE = "马尾·固原结对帮扶就业交通补贴券"
LEADER = "陈敏（示例）"


def plan_delegation(world: World) -> None:
    """Five employers of grade A travel, fifty-five are represented; one below grade A asks to travel and is refused."""
    by = world.actor("mawei")
    world.delegation = plan(
        pairing=world.pairing,
        name=FAIR,
        organiser="固原市",
        organiser_region=world.regions[SENDING_CITY],
        held_on=FAIR_DAY,
        place="固原市（示例广场）",
        leader=LEADER,
        trip=None,
        by=by,
        at=at("2018-02-26 09:30"),
    )
    moment = at("2018-02-26 10:00")
    for serial, employer in enumerate(world.employers[:LISTED]):
        present = serial < TRAVELLING
        bring(delegation=world.delegation, employer=employer, present=present, by=by, at=moment)
        moment += timedelta(minutes=1)
    below = world.employers[GRADED_A]
    with noted("fair.bring", by=by, at=moment, about=below):
        bring(delegation=world.delegation, employer=below, present=True, by=by, at=moment)


def prepare(world: World) -> None:
    """Print leaflets and vouchers; word the answers, which both sides agree to but for the last."""
    mawei, yuanzhou = world.actor("mawei"), world.actor("yuanzhou")
    world.leaflets = print_leaflets(
        pairing=world.pairing,
        trip=None,
        title="企业用工宣传画页（示例）",
        printed=LEAFLETS,
        by=mawei,
        at=at("2018-02-27 09:20"),
    )
    for minute, row in enumerate(table("answers")):
        moment = at("2018-02-27 14:00") + timedelta(minutes=6 * minute)
        world.answers.append(word_answer(pairing=world.pairing, **row, by=mawei, at=moment))
    for minute, answer in enumerate(world.answers[:-1]):
        agree_answer(answer=answer, by=yuanzhou, at=at("2018-02-28 10:00") + timedelta(minutes=minute))
    world.lot = print_lot(
        delegation=world.delegation,
        lot=LOT,
        title=VOUCHER_TITLE,
        size=LOT_SIZE,
        printed_on=date(2018, 2, 28),
        expires_on=date(2018, 12, 31),
        by=mawei,
        at=at("2018-02-28 15:00"),
    )


def set_out(world: World) -> None:
    """The flight of the 2nd of March, which lands in the evening; the delegation came by it."""
    by = world.actor("mawei")
    trip = travel(
        pairing=world.pairing,
        purpose="赴固原开展新一轮劳务对接（航班福州—固原）",
        set_out_at=at("2018-03-02 16:10"),
        arrived_at=at("2018-03-02 19:20"),
        members="马尾区人社局劳务协作工作组：陈敏（示例）、吴思源（示例）、许文静（示例）、江海平（示例）",
        by=by,
        at=at("2018-03-02 20:30"),
    )
    join_trip(delegation=world.delegation, trip=trip, by=by, at=at("2018-03-02 20:31"))
