"""People on their way: the market's four willing people with letters, a coach for them, and the days that follow."""

from datetime import date, datetime, timedelta

from shanhai.apps.employers.models import Position
from shanhai.apps.partners.actions import register_workstation
from shanhai.apps.placements.actions import (
    add_to_roster,
    begin_work,
    board,
    leave,
    plan_departure,
    report_in,
    sign_letter,
)
from shanhai.apps.placements.facts.journeys import Journey
from shanhai.apps.placements.models import Departure, Placement, Transfer
from shanhai.apps.workers.models import Worker
from shanhai.core.money import Fen
from tests.apps.market import Market
from tests.cast import NOW, TODAY, Cast


def days(count: int) -> datetime:
    """So many days after the letters, in the morning."""
    return NOW + timedelta(days=count)


class Road(Market):
    """The market, the workstation there, and what people do from the letter on."""

    def __init__(self, cast: Cast) -> None:
        super().__init__(cast)
        self.station = register_workstation(
            code="WS1", name="驻马尾劳务工作站（示例）", region=cast.mawei, serves=cast.yuanzhou, founded_on=TODAY, by=self.by, at=NOW
        )  # fmt: skip
        cast.join("station", "WS1")
        cast.join("hr", self.sea.credit_code)
        self.pairing = cast.pairing

    def who(self, nth: int) -> Worker:
        """The nth of the people: 0 to 4."""
        return self.people[nth]

    def letter(self, nth: int, position: Position | None = None, at: datetime = NOW) -> Transfer:
        return sign_letter(
            pairing=self.pairing, worker=self.who(nth), position=position or self.assemble, signed_on=at.date(), by=self.by, at=at
        )  # fmt: skip

    def coach(self, seats: int = 2, name: str = "一号车", at: datetime = NOW) -> Departure:
        journey = Journey(
            name=name, kind="coach", number="宁D12345", seats=seats, leaves_at=days(3), from_place="三营", to_place="马尾", escort="马带队"
        )  # fmt: skip
        return plan_departure(pairing=self.pairing, journey=journey, by=self.by, at=at)

    def travelled(self, *transfers: Transfer) -> Departure:
        """All of them aboard, and the coach has left."""
        coach = self.coach(seats=len(transfers))
        for one in add_to_roster(departure=coach, transfers=transfers, by=self.by, at=NOW):
            board(boarding=one, by=self.by, at=days(3))
        for one in transfers:
            one.refresh_from_db()
        return leave(departure=coach, by=self.by, at=days(3))

    def working(self, nth: int, position: Position | None = None, on: date | None = None) -> Placement:
        """Letter, arrival and first day of work, with no coach."""
        transfer = self.letter(nth, position)
        started = on or days(5).date()
        moment = NOW.replace(year=started.year, month=started.month, day=started.day)
        report_in(transfer=transfer, on=started, by=self.cast.actor("station"), at=moment)
        return begin_work(transfer=transfer, on=started, pay=Fen(350_000), by=self.cast.actor("mawei"), at=moment)
