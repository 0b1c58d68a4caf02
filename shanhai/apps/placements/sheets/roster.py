"""The columns of an employer's monthly list: those of the written wage ledger (保障农民工工资支付条例 §15), and who left and why."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from shanhai.apps.placements.facts.journeys import reasons
from shanhai.apps.placements.facts.rosters import Extra, Line
from shanhai.apps.placements.models import Placement
from shanhai.apps.workers.facts import clean_name
from shanhai.core.dates import parse_day
from shanhai.core.identifiers.citizen import CitizenNumber
from shanhai.core.identifiers.credit import CreditCode
from shanhai.core.money import Fen, parse_yuan, yuan
from shanhai.core.months import parse_month
from shanhai.core.refusal import Refusal
from shanhai.sheets.columns import Column
from shanhai.sheets.reading import Flaw, Reading

TITLE = "在岗名单"
NOTES = (
    "黄底的列必填。一行一个人一个月；同一张表可以有几个月、几家企业。",
    "一个月过完了才能确认。表里没有说到的人，下次还会问。",
    "名单外的人也请写上，人社局会核对是不是对口地区来的。",
)
THERE = {"在岗": "there", "整月没来": "away", "离岗": "left"}
THERE_WORDS = THERE | {"在职": "there", "上班": "there", "请假": "away", "离职": "left", "走了": "left"}

COLUMNS = (
    Column(key="code", title="统一社会信用代码", aliases=("信用代码", "企业信用代码"), required=True, width=22, note="18 位，本企业的。"),
    Column(key="month", title="月份", aliases=("工资月份", "支付周期", "所属月份"), required=True, note="写成 2019-02。"),
    Column(key="name", title="姓名", aliases=("支付对象姓名", "员工姓名", "人员姓名"), required=True, note="照身份证写。", private=True),
    Column(key="number", title="公民身份号码", aliases=("身份证号", "身份证号码", "证件号码", "身份证"), required=True, width=22, note="18 位文本；只有后四位也行。", private=True),
    Column(key="state", title="这个月", aliases=("在岗情况", "状态"), choices=tuple(THERE), required=True, note="在岗、整月没来，或者离岗。"),
    Column(key="days", title="出勤天数", aliases=("工作天数", "出勤"), kind="whole", note="这个月上了几天班。"),
    Column(key="overtime", title="加班小时", aliases=("加班时间", "加班工时"), kind="whole", note="这个月加班几小时。"),
    Column(key="pay_due", title="应发工资（元）", aliases=("应发工资", "应发", "应发合计"), kind="yuan", width=14, note="扣款以前，只写数字。"),
    Column(key="pay", title="实发工资（元）", aliases=("实发工资", "实发", "实发合计"), kind="yuan", width=14, note="发到手的，只写数字。"),
    Column(key="paid_on", title="支付日期", aliases=("发放日期", "发薪日"), kind="day", width=14, note="工资发到手的那天。"),
    Column(key="started_on", title="上岗日期", aliases=("入职日期", "到岗日期"), kind="day", width=14, note="名单外的人填。"),
    Column(key="left_on", title="离岗日期", aliases=("离职日期",), kind="day", width=14, note="离岗的人填：第一个不上班的日子。"),
    Column(key="why", title="离岗原因", aliases=("离职原因",), choices=tuple(reasons().values()), width=20, note="离岗的人填；没有说就选“没有说”。"),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One row read: which employer and month, who by name and number (or its last four), and what is said."""

    code: CreditCode
    month: date
    name: str
    number: CitizenNumber | None
    tail: str
    state: str
    started_on: date | None
    said: Line

    def line(self, placement: str) -> Line:
        """What is said, of a spell we have."""
        return Line(placement=placement, left_on=self.said.left_on, why=self.said.why, **self.said.columns())

    def extra(self) -> Extra:
        """The same of somebody we do not have there."""
        return Extra(name=self.name, tail=self.tail, started_on=self.started_on)


def parse(cells: Mapping[str, str], *, today: date) -> tuple[Listed | None, list[Flaw]]:
    """Read one row. Flaws: cell.*, citizen.*, credit.*, date.*, money.*, month.unreadable, worker.name, roster.*, placement.why."""
    row = Reading(cells)
    code = row.value("code", CreditCode.parse, required=True)
    month = row.value("month", parse_month, required=True)
    name = row.value("name", clean_name, required=True) or ""
    who = row.value("number", lambda text: _who(text, today), required=True)
    state = row.choice("state", THERE_WORDS, required=True)
    days, overtime = row.whole("days", low=0, high=31, unit="天"), row.whole("overtime", low=0, high=400, unit="小时")
    due, pay, paid = row.value("pay_due", parse_yuan), row.value("pay", parse_yuan), row.value("paid_on", parse_day)
    started, left = row.value("started_on", parse_day), row.value("left_on", parse_day)
    why = row.choice("why", {word: key for key, word in reasons().items()})
    if state == "left" and left is None:
        row.blame("left_on", Refusal("cell.required"))
    if row.flaws or code is None or month is None or who is None:
        return None, row.flaws
    gone = state == "left"
    said = Line(
        placement="", worked=state != "away", pay_due=due, pay=pay, paid_on=paid, days=days, overtime=overtime,
        left_on=left if gone else None, why=(why or "unsaid") if gone else "",
    )  # fmt: skip
    number, tail = who
    return Listed(
        code=code, month=month, name=name, number=number, tail=tail, state=state, started_on=started, said=said
    ), []


def _who(text: str, today: date) -> tuple[CitizenNumber | None, str]:
    """A whole citizen number, or its last four."""
    plain = text.strip().upper()
    if len(plain) == 4 and plain[:3].isdigit():
        return None, plain
    number = CitizenNumber.parse(text, today=today)
    return number, number.value[-4:]


def prefilled(placements: Iterable[Placement], month: date) -> list[list[str]]:
    """Rows of `COLUMNS` for everybody expected in a month, to be filled in: last four of the number only."""
    rows = []
    for one in placements:
        cells = {
            "code": one.employer.credit_code, "month": f"{month:%Y-%m}", "name": one.worker.name, "number": one.worker.number()[-4:],
            "state": "在岗", "started_on": one.started_on.isoformat(),
        }  # fmt: skip
        rows.append([cells.get(column.key, "") for column in COLUMNS])
    return rows


def line_cells(line: Line) -> dict[str, str]:
    """What is said of one person, as cells."""
    money = {
        key: "" if value is None else yuan(Fen(value)) for key, value in (("pay_due", line.pay_due), ("pay", line.pay))
    }
    plain = {
        key: "" if value is None else str(value) for key, value in (("days", line.days), ("overtime", line.overtime))
    }
    return money | plain | {
        "state": next(word for word, key in THERE.items() if key == ("left" if line.left_on else "there" if line.worked else "away")),
        "paid_on": line.paid_on.isoformat() if line.paid_on else "",
        "left_on": line.left_on.isoformat() if line.left_on else "",
        "why": reasons()[line.why] if line.left_on else "",
    }  # fmt: skip
