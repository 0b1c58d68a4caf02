"""The 3rd of March 2018: the stand opens at 08:30 with its snapshot of seats, counts and answers, and closes at 17:00.

297 enquiries = 255 taps of three devices (seven more were taken back) + 42 strokes of three paper sheets.
"""

from datetime import datetime, timedelta

from shanhai.apps.fairs import actions as fair
from shanhai.apps.workers.models import Worker
from shanhai.demo.clockwork import Act, Day
from shanhai.demo.counter import Counter
from shanhai.demo.world import World, at, day_or_none, dice, table

OPENED, CLOSED = at("2018-03-03 08:30"), at("2018-03-03 17:00")
FIRST_TAP, LAST_TAP = at("2018-03-03 08:36"), at("2018-03-03 16:40")
TAPS = (("1号台", 112, 3), ("2号台", 84, 3), ("3号台", 59, 1))
TALLIES = (("纸表A", 19), ("纸表B", 14), ("纸表C", 9))


def hold(world: World) -> None:
    """Play the whole day."""
    day = Day(dice("fair day"))
    mawei = world.actor("mawei")
    day.then(OPENED, lambda now: fair.open_delegation(delegation=world.delegation, by=mawei, at=now))
    _taps(world, day)
    _questions(world, day)
    Counter(world, day).plan()
    day.then(CLOSED, lambda now: fair.close_delegation(delegation=world.delegation, by=mawei, at=now))
    _tallies(world, day)
    day.run()


def _taps(world: World, day: Day) -> None:
    """Counted taps, and some that are taken back a few seconds later."""
    for device, counted, mistaken in TAPS:
        moments = day.moments(counted + mistaken, FIRST_TAP, LAST_TAP)
        wrong = set(day.rng.sample(moments, mistaken))
        for moment in moments:
            day.then(moment, _tap(world, day, device, wrong=moment in wrong))


def _tap(world: World, day: Day, device: str, *, wrong: bool) -> Act:
    booth = world.actor("booth")

    def act(now: datetime) -> None:
        row = fair.tap(delegation=world.delegation, device=device, by=booth, at=now)
        if wrong:
            day.then(now + timedelta(seconds=6), lambda later: fair.untap(enquiry=row, by=booth, at=later))

    return act


def _tallies(world: World, day: Day) -> None:
    """Three paper sheets, entered in the evening."""
    for minute, (sheet, times) in enumerate(TALLIES):
        day.then(CLOSED + timedelta(minutes=40 + minute), _tally(world, sheet, times))


def _tally(world: World, sheet: str, times: int) -> Act:
    counted = CLOSED - timedelta(minutes=30)
    return lambda now: fair.tally(
        delegation=world.delegation, sheet=sheet, times=times, counted_at=counted, by=world.actor("booth"), at=now
    )


def _questions(world: World, day: Day) -> None:
    """Questions through the day: answered in the agreed wording, or with a day to call back and whom."""
    rows = list(table("questions"))
    day.rng.shuffle(rows)
    for row, moment in zip(rows, day.moments(len(rows), FIRST_TAP, LAST_TAP), strict=True):
        day.then(moment, _question(world, row, None if row["answer"] else day.rng.choice(world.goers)))


def _question(world: World, row: dict[str, str], asker: Worker | None) -> Act:
    def act(now: datetime) -> None:
        asked = fair.ask(
            delegation=world.delegation,
            topic=row["topic"],
            text=row["text"],
            answer=world.answers[int(row["answer"])] if row["answer"] else None,
            call_back_on=day_or_none(row["call_back_on"]),
            worker=asker,
            by=world.actor("booth"),
            at=now,
        )
        world.questions.append((asked, row))

    return act
