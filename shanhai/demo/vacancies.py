"""The exchange of positions before and after the fair: sent by 马尾, received the next day, answered, passed on; one changed and told again."""

from datetime import date, timedelta

from shanhai.apps.employers.actions import offer
from shanhai.apps.employers.facts import Job
from shanhai.apps.employers.models import Position
from shanhai.apps.exchange.actions import acknowledge, answer, receive_forward, send, tell_changes
from shanhai.apps.exchange.models import Dispatch
from shanhai.core.identifiers.credit import CreditCode
from shanhai.core.money import Fen
from shanhai.demo.world import World, at, table

TITLE = "2018 年春节前后第一批岗位"
NOTE = "请转各乡镇，春节返乡的人正好在家。3 月 3 日招聘会上还有这些岗位。"
RAISED = 200_00  # fen a month


def send_positions(world: World) -> None:
    """All positions go to 原州 on the 12th of February; the next day they are received, the day after answered and passed on."""
    row = send(
        pairing=world.pairing,
        title=TITLE,
        positions=world.positions,
        answer_by=date(2018, 2, 23),
        note=NOTE,
        by=world.actor("mawei"),
        at=at("2018-02-12 15:20"),
    )
    acknowledge(dispatch=row, by=world.actor("yuanzhou"), at=at("2018-02-13 09:05"))
    answer(
        dispatch=row,
        may_come=len(world.goers) // 8,
        text="想去的多数等正月十五以后；先转十四个乡镇（街道）。",
        townships=[world.regions[one["unit"]] for one in table("townships")],
        by=world.actor("yuanzhou"),
        at=at("2018-02-14 10:40"),
    )
    _arrive(world, row)


def _arrive(world: World, row: Dispatch) -> None:
    """三营镇 says that it arrived; the other townships have no log-in in the demo."""
    forward = row.forwards.select_related("dispatch__pairing").get(township="640402100")
    receive_forward(forward=forward, by=world.actor("sanying"), at=at("2018-02-14 15:10"))


def tell_change(world: World) -> None:
    """After the fair one employer pays more: the position is brought to what is now stated, and 原州 is told."""
    moment, by = at("2018-03-08 16:20"), world.actor("mawei")
    position = next(one for one in world.positions if one.pay_max + RAISED < 600_000)
    offer(employer=position.employer, job=_paying_more(position), on=moment.date(), by=by, at=moment)
    row = Dispatch.objects.get(title=TITLE)
    tell_changes(dispatch=row, by=by, at=moment + timedelta(minutes=5))


def _paying_more(position: Position) -> Job:
    kept = {name: getattr(position, name) for name in Job.__dataclass_fields__ if name != "employer"}
    raised = {"pay_min": Fen(position.pay_min + RAISED), "pay_max": Fen(position.pay_max + RAISED)}
    return Job(employer=CreditCode(position.employer.credit_code), **(kept | raised))
