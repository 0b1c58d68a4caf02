"""The columns of a list of people already working, and a row of it as one `Stated` or as everything that is wrong with it."""

from collections.abc import Iterable, Mapping
from datetime import date

from shanhai.apps.placements.facts import Spell, Stated
from shanhai.apps.placements.models import Placement
from shanhai.apps.workers.facts import clean_name
from shanhai.core.dates import parse_day
from shanhai.core.identifiers.citizen import CitizenNumber
from shanhai.core.identifiers.credit import CreditCode
from shanhai.core.money import Fen, parse_yuan, yuan
from shanhai.core.refusal import Refusal
from shanhai.sheets.columns import Column
from shanhai.sheets.reading import Flaw, Reading

TITLE = "在岗人员"
NOTES = (
    "黄底的列必填。一行一个人在一家企业的一段；人要先在名册里，企业要先在信息库里。",
    "信用代码和企业名称至少填一个。还在干的，“离岗日期”空着。",
)
WAY = {"组织": "organised", "自己去的": "own"}
WAY_WORDS = WAY | {
    "有组织": "organised",
    "组织输转": "organised",
    "有组织输出": "organised",
    "自发": "own",
    "自主": "own",
    "自行": "own",
}

COLUMNS = (
    Column(key="name", title="姓名", aliases=("劳动力姓名", "人员姓名"), required=True, note="照身份证写。", private=True),
    Column(key="number", title="公民身份号码", aliases=("身份证号", "身份证号码", "证件号码", "证件号", "身份证"), required=True, width=22, note="18 位文本；名册里要有这个人。", private=True),
    Column(key="code", title="统一社会信用代码", aliases=("信用代码", "社会信用代码", "企业信用代码"), width=22, note="18 位；填了名称可以空着。"),
    Column(key="employer", title="企业名称", aliases=("单位名称", "企业", "公司名称", "用人单位", "务工企业"), width=30, note="信息库里的名称；填了代码可以空着。"),
    Column(key="work", title="岗位", aliases=("工种", "职位", "从事工种"), width=16, note="干什么活。"),
    Column(key="way", title="怎么去的", aliases=("输转方式", "就业方式", "组织方式"), choices=tuple(WAY), required=True, note="组织去的，还是自己去的。"),
    Column(key="started_on", title="上岗日期", aliases=("用工日期", "入职日期", "到岗日期", "务工时间", "起始日期"), kind="day", required=True, width=14, note="第一天上班的日子。"),
    Column(key="ended_on", title="离岗日期", aliases=("离职日期", "返乡日期"), kind="day", width=14, note="还在干就空着。"),
    Column(key="pay", title="月工资（元）", aliases=("月工资", "月薪", "工资"), kind="yuan", width=14, note="每月拿多少，只写数字。"),
    Column(key="place", title="务工地区划代码", aliases=("务工地代码", "工作地代码", "务工地"), width=14, note="六位；就在企业所在的县干活就空着。"),
)  # fmt: skip


def parse(cells: Mapping[str, str], *, today: date) -> tuple[Stated | None, list[Flaw]]:
    """Read one row. Flaws: cell.*, citizen.*, credit.*, date.*, money.*, worker.name, placement.order, position.employer_missing."""
    row = Reading(cells)
    number = row.value("number", lambda text: CitizenNumber.parse(text, today=today), required=True)
    name = row.value("name", clean_name, required=True) or ""
    code, employer = row.value("code", CreditCode.parse), row.text("employer", most=60)
    if not employer and not cells.get("code", "").strip():
        row.blame("employer", Refusal("position.employer_missing"))
    started = row.value("started_on", parse_day, required=True)
    ended, way = row.value("ended_on", parse_day), row.choice("way", WAY_WORDS, required=True)
    work, pay, place = row.text("work", most=40), row.value("pay", parse_yuan), row.text("place", most=12)
    if row.flaws or number is None or started is None:
        return None, row.flaws
    try:
        spell = Spell(started_on=started, way=way, work=work, ended_on=ended, pay=pay, place=place)
    except Refusal as refusal:
        return None, [Flaw("place" if refusal.code == "placement.place" else "ended_on", refusal)]
    return Stated(number=number, name=name, code=code, employer=employer, spell=spell), []


def spell_cells(spell: Spell | Placement) -> dict[str, str]:
    """A spell, stated or standing, as cells; whose it is and where is left out."""
    return {
        "work": spell.work,
        "way": next(word for word, code in WAY.items() if code == spell.way),
        "started_on": spell.started_on.isoformat(),
        "ended_on": spell.ended_on.isoformat() if spell.ended_on else "",
        "pay": "" if spell.pay is None else yuan(Fen(spell.pay)),
        "place": spell.place,
    }


def own_rows(placements: Iterable[Placement]) -> list[list[str]]:
    """Rows of `COLUMNS`, numbers whole: for a workbook that is imported again, never for a page."""
    rows = []
    for one in placements:
        who = {"name": one.worker.name, "number": one.worker.number()}
        cells = who | {"code": one.employer.credit_code, "employer": one.employer.name} | spell_cells(one)
        rows.append([cells[column.key] for column in COLUMNS])
    return rows
