"""The employers of 马尾区, all fictional: entered, graded, listed, and what they offer."""

from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any

from shanhai.apps.employers.actions import enlist, enter, grade, offer
from shanhai.apps.employers.facts import Firm, Job
from shanhai.core.identifiers.credit import CreditCode, compose
from shanhai.core.money import Fen
from shanhai.demo.accounts import seat
from shanhai.demo.world import RECEIVING, World, apportion, at, dice, lines, table

SURVEYED, LISTED, UNWILLING, REFUSED = 84, 60, 12, 5
SEATS = 2986
ASSESSOR = "马尾区劳动保障监察大队（示例）"
GRADED_A = 14
YUAN = 100
EARLY = 23  # whose position was stated long before the round
ASKED_BY_PHONE = (40, 77, 120)
DISPATCHER = "示例派遣（示例）"
SPECIAL: dict[int, dict[str, Any]] = {
    10: {"dispatcher": DISPATCHER, "dispatcher_code": compose(RECEIVING, 95_000_001), "contract": "fixed", "relation": "labour"},
    20: {"overtime_hours": 48, "overtime_note": "经批准实行综合计算工时制，一个周期里平均不超过 36 小时（示例）"},
}  # fmt: skip


def code(serial: int) -> CreditCode:
    """The credit code of the nth demo employer."""
    return CreditCode.parse(compose(RECEIVING, 90_000_000 + serial))


def kind(serial: int) -> dict[str, str]:
    """What the nth employer makes; the same stem never makes the same thing twice."""
    kinds = table("kinds")
    return kinds[(serial + serial // len(lines("stems")) * 5) % len(kinds)]


def name(serial: int) -> str:
    """The fictional name of the nth employer, which says that it is one."""
    stems = lines("stems")
    return f"{stems[serial % len(stems)]}{kind(serial)['kind']}（示例）"


def enter_all(world: World) -> None:
    """Enter the 84 employers that the round will visit."""
    rng, moment, by = dice("firms"), at("2018-01-04 09:00"), world.actor("mawei")
    for serial in range(SURVEYED):
        firm = Firm(
            code=code(serial),
            name=name(serial),
            industry=kind(serial)["industry"],
            address=f"马尾区示例路 {serial + 1} 号",
            headcount=rng.randrange(60, 2400, 10),
            contact=f"{rng.choice('林陈郑黄吴江许')}经理（示例）",
            contact_phone=f"1990000{8000 + serial}",
        )
        world.employers.append(
            enter(firm=firm, region=world.receiving, by=by, at=moment + timedelta(minutes=4 * serial))
        )


def list_willing(world: World) -> None:
    """Grade the willing for 2017 and take them into the base: 14 A, some C, the others B."""
    by, moment = world.actor("mawei"), at("2018-02-07 09:00")
    for serial, employer in enumerate(world.employers[:LISTED]):
        letter = "A" if serial < GRADED_A else "C" if serial % 9 == 0 else "B"
        grade(employer=employer, grade=letter, year=2017, assessor=ASSESSOR, by=by, at=moment)
        enlist(employer=employer, on=moment.date(), by=by, at=moment + timedelta(minutes=1))
        moment += timedelta(minutes=3)


def offer_all(world: World) -> None:
    """150 positions with 2,986 seats in all, between 3,000 and 6,500 yuan a month; those asked by phone before stand as they were."""
    by, moment = world.actor("mawei"), at("2018-02-08 09:00")
    for serial, job in stated():
        moment += timedelta(minutes=3)
        world.positions.append(offer(employer=world.employers[serial], job=job, on=moment.date(), by=by, at=moment))
    seat(world, "hr", organisation=code(0).value, since=date(2018, 2, 9), moment="2018-02-09 10:00")


def know_early(world: World) -> None:
    """One employer was known in November already, with a position that nobody has confirmed since: hidden by the day of the fair."""
    by, moment = world.actor("mawei"), at("2017-11-20 10:00")
    early = enter(firm=Firm(code=code(EARLY), name=name(EARLY)), region=world.receiving, by=by, at=moment)
    job = Job(employer=code(EARLY), title="叉车驾驶工", seats=6, pay_min=Fen(380_000), pay_max=Fen(480_000), limits="special_equipment", age_min=18)  # fmt: skip
    offer(employer=early, job=job, on=moment.date(), by=by, at=moment + timedelta(minutes=10))


def ask_by_phone(world: World) -> None:
    """Before the round three positions are asked by phone. The visits did not come to them, so they are stale by the 9th of March."""
    by, moment = world.actor("mawei"), at("2018-01-05 10:00")
    jobs = list(stated())
    for number in ASKED_BY_PHONE:
        serial, job = jobs[number]
        offer(employer=world.employers[serial], job=job, on=moment.date(), by=by, at=moment)
        moment += timedelta(minutes=20)


@cache
def stated() -> tuple[tuple[int, Job], ...]:
    """Every position of the sixty, with the serial of its employer."""
    rng, terms = dice("positions"), dice("terms")
    jobs = [(serial, job) for serial in range(LISTED) for job in _jobs(serial)]
    seats = apportion(SEATS, [rng.randint(4, 40) for _ in jobs])
    found = []
    for number, ((serial, (title, low, high)), count) in enumerate(zip(jobs, seats, strict=True)):
        raised = rng.choice((0, 0, 100, 200))
        job = Job(
            employer=code(serial),
            title=title,
            seats=count,
            pay_min=Fen((int(low) + raised) * YUAN),
            pay_max=Fen(min(6500, int(high) + raised) * YUAN),
            pay_includes=rng.choice(("基本工资和计件", "基本工资和全勤奖", "基本工资，不含加班费")),
            hours=8,
            shifts=rng.choice(("长白班", "两班倒", "长白班", "三班倒")),
            dormitory=rng.random() < 0.8,
            couples_room=rng.random() < 0.25,
            canteen=rng.choice(("none", "common", "common", "common", "halal")),
            insured=True,
            requirements=rng.choice(("", "", "初中以上", "能适应倒班", "有经验者优先")),
        )
        found.append((serial, replace(job, **(_terms(terms, title) | SPECIAL.get(number, {})))))
    return tuple(found)


def _terms(rng: Random, title: str) -> dict[str, Any]:
    """Overtime, contract and what a law asks for at this kind of work; some employers did not say."""
    known = table("occupations")
    row = next((one for one in known if one["title"] == title), {"occupation": "", "limits": ""})
    return {
        "overtime_hours": rng.choice((None, 0, 12, 20, 30, 36)),
        "contract": rng.choice(("fixed", "fixed", "fixed", "open_ended", "")),
        "relation": rng.choice(("labour", "labour", "labour", "")),
        "occupation": row["occupation"],
        "limits": row["limits"],
    }


def _jobs(serial: int) -> list[tuple[str, str, str]]:
    """Three jobs for every other employer, two for the others."""
    stated = [tuple(job.split("|")) for job in kind(serial)["jobs"].split(";")]
    start = serial % 2
    return [(title, low, high) for title, low, high in stated[start : start + (3 if serial % 2 == 0 else 2)]]
