"""Visits of the demo: one round that is over, one that is under way; the wage-arrears list, papers shown, and the lowest wage by two people."""

from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

from shanhai.apps.employers.actions import (
    confirm_wage,
    enter_arrears_list,
    file_document,
    plan_round,
    propose_wage,
    remove_arrears,
    survey,
    visit,
)
from shanhai.apps.employers.facts import Post, Visit
from shanhai.apps.employers.models import Position
from shanhai.core.identifiers.credit import CreditCode, compose
from shanhai.core.money import Fen
from shanhai.demo.firms import LISTED, REFUSED, SURVEYED, UNWILLING, code, name
from shanhai.demo.world import RECEIVING, World, at, dice

ROUND = "2018 年春节前后走访"
SECOND = "2018 年 3 月回访"
IN_ARREARS = 65  # the serial of one employer that was visited and is on the list
AGAIN = (5, 8, 11, 14, 17, 26, 29, 32, 35, 38, 41, 44)
WAGE_PAPER = "福州市最低工资标准文件（示例）"
SOURCE = "福州市拖欠农民工工资“黑名单”2018 年第 1 批（示例）"


def confirm_the_wage(world: World) -> None:
    """Before the round one officer enters the lowest wage from its paper, and another compares it."""
    row = propose_wage(
        region=world.receiving, since=date(2017, 7, 1), monthly=Fen(165_000), source=WAGE_PAPER,
        by=world.actor("mawei"), at=at("2017-12-27 09:00"),
    )  # fmt: skip
    confirm_wage(wage=row, by=world.actor("mawei2"), at=at("2017-12-27 10:30"))


def plan_first(world: World) -> None:
    """All 84 known employers are on the list of the first round."""
    plan_round(
        region=world.receiving, title=ROUND, starts_on=date(2018, 1, 8), ends_on=date(2018, 2, 5),
        employers=world.employers, by=world.actor("mawei"), at=at("2018-01-05 16:00"),
    )  # fmt: skip


def visit_all(world: World) -> None:
    """Visit all of them: 60 are willing, 12 are not, 5 refuse the visit, 7 are not reached; nobody is left out."""
    rng, by = dice("survey"), world.actor("mawei")
    outcomes = [*["yes"] * LISTED, *["no"] * UNWILLING, *["refused"] * REFUSED]
    outcomes += ["not_reached"] * (SURVEYED - len(outcomes))
    visits = list(zip(world.employers, outcomes, strict=True))
    rng.shuffle(visits)
    for (employer, outcome), moment in zip(visits, _visits(), strict=False):
        told: dict[str, Any] = {"employer": employer, "round": ROUND, "on": moment.date(), "by": by, "at": moment}
        if outcome not in {"yes", "no"}:
            survey(**told, outcome=outcome)
            continue
        found = f"生产{rng.choice(('正常', '较忙', '平稳'))}，春节后{rng.choice(('缺普工', '缺熟练工', '扩线', '略有缺口'))}"
        said = Visit(
            operations=found, headcount=employer.headcount, insured="yes", willing=outcome, contact=employer.contact,
            contact_phone=employer.contact_phone,
        )  # fmt: skip
        visit(**told, said=said)


def _visits() -> list[datetime]:
    """Four visits a working day from the 8th of January 2018."""
    days = (at("2018-01-08 00:00") + timedelta(days=n) for n in range(60))
    working = list(islice((moment for moment in days if moment.weekday() < 5), SURVEYED // 4))
    return [moment + timedelta(hours=hour, minutes=15) for moment in working for hour in (9, 10, 14, 16)]


def enter_arrears(world: World) -> None:
    """The published list, before anybody is listed: one employer of the round and two others are on it; one is removed later."""
    by, day = world.actor("mawei"), date(2018, 1, 31)
    others = [CreditCode.parse(compose(RECEIVING, 96_000_000 + n)) for n in (1, 2)]
    lines = [
        (code(IN_ARREARS), name(IN_ARREARS), day),
        *[(one, f"名单上的示例企业{n}（示例）", day) for n, one in enumerate(others, 1)],
    ]
    rows = enter_arrears_list(region=world.receiving, lines=lines, source=SOURCE, by=by, at=at("2018-02-06 10:00"))
    remove_arrears(arrears=rows[-1], on=date(2018, 2, 6), source="移出公告（示例）", by=by, at=at("2018-02-06 16:00"))


def file_papers(world: World) -> None:
    """Two employers showed their licence, which is kept sealed."""
    for serial, until in ((0, None), (1, date(2018, 2, 28))):
        paper = f"%PDF-1.4\n% 示例营业执照 {code(serial).value}\n%%EOF\n".encode()
        file_document(
            employer=world.employers[serial], kind="licence", title="营业执照（示例）", number=code(serial).value, valid_until=until,
            filename="licence.pdf", content=paper, by=world.actor("mawei"), at=at("2018-02-07 15:00") + timedelta(minutes=serial),
        )  # fmt: skip


def go_again(world: World) -> None:
    """After the fair twelve employers are on the list of a second round: five were visited, one refused, two were not reached, four wait."""
    by, moment = world.actor("mawei"), at("2018-03-08 16:40")
    employers = [world.employers[serial] for serial in AGAIN]
    plan_round(
        region=world.receiving, title=SECOND, starts_on=date(2018, 3, 8), ends_on=date(2018, 3, 16), employers=employers,
        note="招聘会后核实岗位", by=by, at=moment,
    )  # fmt: skip
    for number, employer in enumerate(employers[:8]):
        moment += timedelta(minutes=8)
        told: dict[str, Any] = {"employer": employer, "round": SECOND, "on": moment.date(), "by": by, "at": moment}
        if number < 5:
            visit(**told, said=_as_it_stands(employer.pk))
        else:
            survey(**told, outcome="refused" if number == 5 else "not_reached")
    propose_wage(
        region=world.receiving, since=date(2018, 7, 1), monthly=Fen(170_000), source="征求意见稿（示例待核）",
        by=world.actor("mawei2"), at=moment + timedelta(minutes=5),
    )  # fmt: skip


def _as_it_stands(employer: str) -> Visit:
    """Everything still offered as it was."""
    rows = Position.objects.filter(employer=employer).select_related("employer").order_by("id")
    posts = [
        Post(position=one.pk, title=one.title, open=True, seats=one.seats, pay_min=one.pay_min, pay_max=one.pay_max)
        for one in rows
    ]
    first = rows[0].employer
    return Visit(operations=first.operations, headcount=first.headcount, posts=tuple(posts), willing="yes")
