"""The employers of 马尾区, all fictional: entered, visited in one survey round, graded, listed, and what they offer."""

from datetime import date, datetime, timedelta
from itertools import islice

from shanhai.apps.employers.actions import enlist, enter, grade, offer, survey
from shanhai.apps.employers.facts import Firm, Job
from shanhai.core.identifiers.credit import CreditCode, compose
from shanhai.core.money import Fen
from shanhai.demo.accounts import seat
from shanhai.demo.world import RECEIVING, World, apportion, at, dice, lines, table

SURVEYED, LISTED, UNWILLING, REFUSED = 84, 60, 12, 5
SEATS = 2986
ROUND = "2018 年春节前后走访"
ASSESSOR = "马尾区劳动保障监察大队（示例）"
GRADED_A = 14
YUAN = 100


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


def visit_all(world: World) -> None:
    """Visit all of them: 60 are willing, 12 are not, 5 refuse the visit, 7 are not reached; nobody is left out."""
    rng, by = dice("survey"), world.actor("mawei")
    outcomes = [*["yes"] * LISTED, *["no"] * UNWILLING, *["refused"] * REFUSED]
    outcomes += ["not_reached"] * (SURVEYED - len(outcomes))
    visits = list(zip(world.employers, outcomes, strict=True))
    rng.shuffle(visits)
    for (employer, outcome), moment in zip(visits, _visits(), strict=False):
        seen = outcome in {"yes", "no"}
        survey(
            employer=employer,
            round=ROUND,
            on=moment.date(),
            outcome="visited" if seen else outcome,
            willing=outcome if seen else "unknown",
            found=f"生产{rng.choice(('正常', '较忙', '平稳'))}，春节后{rng.choice(('缺普工', '缺熟练工', '扩线', '略有缺口'))}"
            if seen
            else "",
            by=by,
            at=moment,
        )


def _visits() -> list[datetime]:
    """Four visits a working day from the 8th of January 2018."""
    days = (at("2018-01-08 00:00") + timedelta(days=n) for n in range(60))
    working = list(islice((moment for moment in days if moment.weekday() < 5), SURVEYED // 4))
    return [moment + timedelta(hours=hour, minutes=15) for moment in working for hour in (9, 10, 14, 16)]


def list_willing(world: World) -> None:
    """Grade the willing for 2017 and take them into the base: 14 A, some C, the others B."""
    by, moment = world.actor("mawei"), at("2018-02-07 09:00")
    for serial, employer in enumerate(world.employers[:LISTED]):
        letter = "A" if serial < GRADED_A else "C" if serial % 9 == 0 else "B"
        grade(employer=employer, grade=letter, year=2017, assessor=ASSESSOR, by=by, at=moment)
        enlist(employer=employer, on=moment.date(), by=by, at=moment + timedelta(minutes=1))
        moment += timedelta(minutes=3)


def offer_all(world: World) -> None:
    """150 positions with 2,986 seats in all, between 3,000 and 6,500 yuan a month."""
    rng, by, moment = dice("positions"), world.actor("mawei"), at("2018-02-08 09:00")
    jobs = [(employer, job) for n, employer in enumerate(world.employers[:LISTED]) for job in _jobs(n)]
    seats = apportion(SEATS, [rng.randint(4, 40) for _ in jobs])
    for (employer, (title, low, high)), count in zip(jobs, seats, strict=True):
        moment += timedelta(minutes=3)
        raised = rng.choice((0, 0, 100, 200))
        job = Job(
            employer=CreditCode(employer.credit_code),
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
        world.positions.append(offer(employer=employer, job=job, on=moment.date(), by=by, at=moment))
    seat(world, "hr", organisation=code(0).value, since=date(2018, 2, 9), moment="2018-02-09 10:00")


def _jobs(serial: int) -> list[tuple[str, str, str]]:
    """Three jobs for every other employer, two for the others."""
    stated = [tuple(job.split("|")) for job in kind(serial)["jobs"].split(";")]
    start = serial % 2
    return [(title, low, high) for title, low, high in stated[start : start + (3 if serial % 2 == 0 else 2)]]
