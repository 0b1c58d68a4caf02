"""The symposium and the briefing, and what became of the fair's open questions. Their days are examples."""

from datetime import date, datetime, timedelta
from functools import partial

from shanhai.apps.fairs.actions import call_back
from shanhai.apps.fairs.models import Question
from shanhai.apps.outreach.actions import attend, confirm_minutes, count_leaflets, follow_up_done, hear, meet
from shanhai.apps.outreach.models import Meeting, Minutes, Opinion
from shanhai.core.desk import Actor
from shanhai.demo import going
from shanhai.demo.clockwork import Day
from shanhai.demo.world import World, at, day_or_none, dice, table

LEFT_OVER = 88


def hold_symposium(world: World) -> None:
    """固原市 is the host; bureaus, stations and employers talk, six opinions are noted, five of them lead to something."""
    by, moment = world.actor("mawei"), at("2018-03-04 11:40")
    meeting = meet(
        pairing=world.pairing,
        kind="symposium",
        title="2018 年固原市春季企业用工招聘工作座谈会",
        theme="如何做好新形势下农村劳动力转移就业工作",
        host="固原市",
        place="固原市（示例会议室）",
        held_on=date(2018, 3, 4),
        by=by,
        at=moment,
    )
    record_attendance(world, meeting, "symposium", moment=moment + timedelta(minutes=1))
    moment += timedelta(minutes=10)
    for station in world.stations:
        attend(meeting=meeting, kind="station", name=station.name, code=station.code, by=by, at=moment)
    for employer in world.employers[:8]:
        attend(meeting=meeting, kind="employer", name=employer.name, code=employer.credit_code, by=by, at=moment)
    _hear_all(world, meeting)


def _hear_all(world: World, meeting: Meeting) -> None:
    heard = []
    for minute, row in enumerate(table("opinions")):
        opinion = hear(
            meeting=meeting,
            said_by=row["said_by"],
            text=row["text"],
            follow_up=row["follow_up"],
            responsible=world.regions.get(row["responsible"]),
            due_on=day_or_none(row["due_on"]),
            by=world.actor("mawei"),
            at=at("2018-03-04 12:00") + timedelta(minutes=2 * minute),
        )
        heard.append((opinion, row["done"] == "yes"))
    world.followed = [opinion for opinion, done in heard if done]


def hold_briefing(world: World) -> None:
    """All fourteen townships and six of the seven registered agencies sign; the seventh did not come and is not on the sheet."""
    by, moment = world.actor("mawei"), at("2018-03-04 16:30")
    meeting = meet(
        pairing=world.pairing,
        kind="briefing",
        title="马尾·原州就业扶贫政策宣讲会",
        theme="马尾区情、优惠政策和用工环境",
        host="马尾区人力资源和社会保障局、原州区人力资源和社会保障局",
        place="原州区（示例会场）",
        held_on=date(2018, 3, 4),
        by=by,
        at=moment,
    )
    record_attendance(world, meeting, "briefing", moment=moment + timedelta(minutes=1))
    moment += timedelta(minutes=5)
    for row in table("townships"):
        unit = world.regions[row["unit"]]
        attend(meeting=meeting, kind="township", name=unit.name, code=unit.code, people=2, by=by, at=moment)
    came = {row["name"] for row in table("agencies") if row["came"] == "yes"}
    for agency in world.agencies:
        if agency.name in came:
            attend(meeting=meeting, kind="agency", name=agency.name, code=agency.code, by=by, at=moment)


def record_attendance(world: World, meeting: Meeting, name: str, *, moment: datetime) -> None:
    """Note the bureaus that came to a meeting."""
    for row in table("attendance"):
        if row["meeting"] == name:
            attend(
                meeting=meeting,
                kind=row["kind"],
                name=row["name"],
                people=int(row["people"]),
                by=world.actor("mawei"),
                at=moment,
            )


def follow_up(world: World) -> None:
    """Count the leaflets that came back, confirm the minutes, call people back, tick off what was done; meanwhile people sign and leave."""
    mawei, yuanzhou, after = world.actor("mawei"), world.actor("yuanzhou"), Day(dice("after the fair"))
    after.then(
        at("2018-03-05 18:10"),
        lambda now: count_leaflets(run=world.leaflets, left_over=LEFT_OVER, by=mawei, at=now),
    )
    for moment, by in (("2018-03-06 08:50", mawei), ("2018-03-07 09:20", yuanzhou)):
        after.then(at(moment), partial(_confirm, world.minutes, by))
    for question, row in world.questions:
        if row["called_at"]:
            after.then(at(row["called_at"]), partial(_call, question, row["outcome"], mawei))
    for opinion in world.followed:
        after.then(at("2018-03-08 15:00"), partial(_tick, opinion, mawei))
    after.then_all(going.DAYS, world)
    after.run()


def _confirm(minutes: Minutes, by: Actor, now: datetime) -> None:
    confirm_minutes(minutes=minutes, by=by, at=now)


def _call(question: Question, outcome: str, by: Actor, now: datetime) -> None:
    call_back(question=question, outcome=outcome, by=by, at=now)


def _tick(opinion: Opinion, by: Actor, now: datetime) -> None:
    follow_up_done(opinion=opinion, by=by, at=now)
