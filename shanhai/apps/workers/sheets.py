"""The columns of a village roll, and a row of it as one `Person` or as everything that is wrong with it."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any

from shanhai.apps.regions.models import Level, Region
from shanhai.apps.workers.facts import ABILITY, EDUCATION, WORKING_AGE, Person, clean_name, clean_phone, status_kinds
from shanhai.apps.workers.models import StatusFact, Wish, Worker
from shanhai.core.dates import age_on, parse_day
from shanhai.core.halfwidth import halfwidth
from shanhai.core.identifiers.citizen import CitizenNumber
from shanhai.core.money import Fen, parse_yuan, yuan
from shanhai.core.refusal import Refusal
from shanhai.sheets.columns import Column
from shanhai.sheets.reading import Flaw, Memory, Reading

TITLE = "劳动力名册"
NOTES = (
    "黄底的列必填。证件号一列已设成“文本”，照证件输入即可。",
    "空着的格子表示“没有说”，不会抹掉名册上已有的内容；名册上有、表里没有的人也不会被删除。",
    "填了户状态就要填认定日期；不要填民族、宗教、性别和健康状况，系统不收。",
)
HIGHEST_PAY = 100_000_000  # fen a month: beyond a million yuan somebody took yuan for fen
_LETTERS = frozenset(
    {"Lo", "Lu", "Ll", "Lm", "Mn", "Mc", "Nl", "Co"}
)  # Nl: the ideographic zero; Co: rare characters of old fonts
WILLING = {"愿意": "yes", "不愿意": "no", "还没想好": "undecided"}
WILLING_WORDS = WILLING | {
    "是": "yes", "愿": "yes", "有": "yes", "有意愿": "yes", "同意": "yes", "否": "no", "不愿": "no", "无": "no", "无意愿": "no",
    "不同意": "no", "没想好": "undecided", "未定": "undecided", "待定": "undecided", "不确定": "undecided",
}  # fmt: skip
EDUCATION_WORDS = {name: code for code, name in EDUCATION.items()} | {
    "硕士": "10", "博士": "10", "硕士研究生": "10", "大学本科": "20", "大学": "20", "大学专科": "30", "专科": "30", "中等专业学校": "40",
    "技校": "47", "普通高中": "60", "高中及中专": "60", "初级中学": "70", "初中及以下": "70", "小学及以下": "80", "文盲": "90",
    "文盲或半文盲": "90", "文盲半文盲": "90",
}  # fmt: skip
ABILITY_WORDS = {name: code for code, name in ABILITY.items()} | {
    "普通": "normal", "技能": "skilled", "弱": "weak", "弱劳动力或半劳动力": "weak", "半劳动力": "weak", "无": "none", "丧失劳动力": "none",
    "无劳动力": "none", "有": "normal", "有劳动能力": "normal",
}  # fmt: skip
STATUS_WORDS = {kind.name: code for code, kind in status_kinds().items()} | {
    "建档立卡户": "registered", "建档立卡": "registered", "贫困户": "registered", "未脱贫": "registered", "未脱贫户": "registered",
    "已脱贫": "lifted", "已脱贫户": "lifted", "脱贫": "lifted", "一般户": "", "一般农户": "", "非贫困户": "", "非建档立卡户": "", "无": "",
}  # fmt: skip

COLUMNS = (
    Column(key="household", title="户编号", aliases=("户号", "户编码", "家庭编号", "贫困户编号", "建档立卡户编号"), required=True, width=14, note="名册上这一户的编号，同一户的人填一样的。"),
    Column(key="name", title="姓名", aliases=("劳动力姓名", "贫困劳动力姓名", "成员姓名", "人员姓名"), required=True, note="照身份证写；名字里的点用“·”。", private=True),
    Column(key="number", title="公民身份号码", aliases=("身份证号", "身份证号码", "证件号码", "证件号", "身份证", "公民身份证号码", "居民身份证号"), required=True, width=22, note="18 位。这一列是文本，末位的 X 大小写都行。", private=True),
    Column(key="township", title="乡镇", aliases=("乡镇（街道）", "乡（镇）", "乡镇街道", "所在乡镇", "乡镇名称", "街道"), required=True, note="写全称，如“三营镇”。"),
    Column(key="village", title="村", aliases=("行政村", "村名", "所在村", "村（社区）", "村居", "村委会"), width=14, note="行政村或社区。"),
    Column(key="phone", title="手机号", aliases=("联系电话", "联系方式", "电话", "手机", "手机号码", "电话号码", "本人电话"), width=16, note="一个号码；一家人可以留同一个。", private=True),
    Column(key="education", title="文化程度", aliases=("文化", "学历", "受教育程度"), choices=tuple(EDUCATION.values()), note="从名单里选。"),
    Column(key="skill", title="技能", aliases=("技能特长", "特长", "专业技能", "技能工种"), width=16, note="会什么，如“电焊”。"),
    Column(key="ability", title="劳动能力", aliases=("劳动技能", "劳动力状况", "劳动能力状况"), choices=tuple(ABILITY.values()), width=14, note="名册上怎样认定的就怎样填。"),
    Column(key="willing", title="外出意愿", aliases=("外出务工意愿", "务工意愿", "是否愿意外出", "是否愿意外出务工", "是否有外出意愿"), choices=tuple(WILLING), note="本人自己说的。没有问过就空着。"),
    Column(key="work", title="想干什么", aliases=("意向工种", "意向岗位", "想做的工作", "期望工种", "就业意向工种"), width=16, note="如“缝纫”“装配”。"),
    Column(key="lowest_pay", title="最低月工资（元）", aliases=("最低月工资", "期望月薪", "期望工资", "期望月工资", "最低工资", "期望薪资"), kind="yuan", width=16, note="每月至少多少元，只写数字。"),
    Column(key="status", title="户状态", aliases=("贫困户属性", "户属性", "户类型", "脱贫状态", "贫困户状态"), choices=tuple(kind.name for kind in status_kinds().values()), width=18, note="一般户空着。"),
    Column(key="status_since", title="认定日期", aliases=("识别日期", "认定时间", "识别时间", "建档日期"), kind="day", width=14, note="从哪天起，如 2014-04-01。"),
)  # fmt: skip


def township_words(region: Region) -> dict[str, str]:
    """Every way to write a township of a county: its name, the name without its kind, its code → code. One query."""
    rows = Region.objects.filter(parent=region, level=Level.TOWNSHIP).values_list("code", "name")
    short = {re.sub("(街道办事处|街道|镇|乡)$", "", name): code for code, name in rows}
    return short | {name: code for code, name in rows} | {code: code for code, _name in rows}


_NEVER_KEPT = frozenset({"household", "name", "number", "phone"})


def parse(
    cells: Mapping[str, str],
    *,
    today: date,
    townships: Mapping[str, str],
    unit: str = "",
    memory: Memory | None = None,
) -> tuple[Person | None, list[Flaw]]:
    """Read one row: a person, or every flaw of it. `unit` is the sender's township, which an empty cell then means.

    `memory` is shared by the rows of one file, all read on the same day for the same sender.

    Flaws: cell.*, citizen.*, worker.name, worker.phone, worker.under_age (`age`), worker.township, money.*, date.*, status.since.
    """
    row = Reading(cells, memory, _NEVER_KEPT)
    number = row.value("number", lambda text: CitizenNumber.parse(text, today=today), required=True)
    if number is not None and (age := age_on(number.birth, today)) < WORKING_AGE:
        row.blame("number", Refusal("worker.under_age", age=age, least=WORKING_AGE))
    stated: dict[str, Any] = {
        "name": row.value("name", _name, required=True) or "",
        "household": row.text("household", most=20, required=True),
        "village": row.text("village", most=40),
        "phone": row.value("phone", _phone) or "",
    }
    said = row.together(_WORDS, lambda: _said(row, cells, today, townships, unit))
    pay = row.value("lowest_pay", _pay)
    if row.flaws or number is None:
        return None, row.flaws
    return Person(number=number, lowest_pay=pay, **said, **stated), []


_WORDS = ("township", "status", "status_since", "education", "skill", "ability", "willing", "work")


def _said(
    row: Reading, cells: Mapping[str, str], today: date, townships: Mapping[str, str], unit: str
) -> dict[str, Any]:
    """What the columns of `_WORDS` say, in which a roll repeats itself from row to row."""
    place = row.value("township", lambda text: _township(text, townships), required=not unit) or unit
    status, since = _status(row, cells, today)
    return {
        "unit": place,
        "status": status,
        "status_since": since,
        "education": row.choice("education", EDUCATION_WORDS),
        "skill": row.text("skill", most=40),
        "ability": row.choice("ability", ABILITY_WORDS),
        "willing": row.choice("willing", WILLING_WORDS),
        "work": row.text("work", most=40),
    }


def _name(text: str) -> str:
    """Letters of any script and the middle dot; nothing that could begin a formula."""
    name = clean_name(text)
    letters = all(map(_letter, name))
    if not letters or name[0] == "·" or name[-1] == "·":
        raise Refusal("worker.name", length=len(name))
    return name


@cache
def _letter(character: str) -> bool:
    return character == "·" or unicodedata.category(character) in _LETTERS


def _phone(text: str) -> str:
    """One number: no letters, no second number, and eleven digits where it is a mobile one."""
    digits = clean_phone(text)
    if not re.fullmatch(r"[\d+\-() 转]+", halfwidth(text)) or (digits[0] == "1" and len(digits) != 11):
        raise Refusal("worker.phone", digits=len(digits))
    return digits


def _township(text: str, townships: Mapping[str, str]) -> str:
    plain = halfwidth(text).replace(" ", "")
    if plain in townships:
        return townships[plain]
    for word, code in townships.items():
        if plain.endswith(word) and len(word) > 2:
            return code
    raise Refusal("worker.township")


def _pay(text: str) -> Fen:
    pay = parse_yuan(text)
    if pay > HIGHEST_PAY:
        raise Refusal("money.too_large")
    return pay


def _status(row: Reading, cells: Mapping[str, str], today: date) -> tuple[str, date | None]:
    status = row.choice("status", STATUS_WORDS)
    since = row.value("status_since", parse_day)
    if status and not cells.get("status_since", "").strip():
        row.blame("status_since", Refusal("date.empty"))
    elif since and not cells.get("status", "").strip():
        row.blame("status", Refusal("cell.required"))
    elif status and since and not status_kinds()[status].in_use_since <= since <= today:
        row.blame("status_since", Refusal("status.since", kind=status, since=since.isoformat()))
    return (status, since) if status else ("", None)


def stated_cells(person: Person, names: Mapping[str, str]) -> dict[str, str]:
    """A person as the cells of a roll; `names` are townships by code."""
    return {
        "household": person.household,
        "name": person.name,
        "number": person.number.value,
        "township": names.get(person.unit[:9], person.unit),
        "village": person.village,
        "phone": person.phone,
        "education": EDUCATION.get(person.education, ""),
        "skill": person.skill,
        "ability": ABILITY.get(person.ability, ""),
        "willing": next((word for word, code in WILLING.items() if code == person.willing), ""),
        "work": person.work,
        "lowest_pay": "" if person.lowest_pay is None else yuan(person.lowest_pay),
        "status": status_kinds()[person.status].name if person.status else "",
        "status_since": person.status_since.isoformat() if person.status_since else "",
    }


def standing_cells(
    worker: Worker, names: Mapping[str, str], *, wish: Wish | None, status: StatusFact | None
) -> dict[str, str]:
    """Somebody on the roll as the cells a roll would state them in, the citizen number left out (it is sealed)."""
    return {
        "household": worker.household.number,
        "name": worker.name,
        "township": names.get(worker.unit[:9], worker.unit),
        "village": worker.household.village,
        "phone": worker.phone(),
        "education": EDUCATION.get(worker.education, ""),
        "skill": worker.skill,
        "ability": ABILITY.get(worker.ability, ""),
        "willing": next((word for word, code in WILLING.items() if wish and code == wish.willing), ""),
        "work": wish.work if wish else "",
        "lowest_pay": "" if wish is None or wish.lowest_pay is None else yuan(Fen(wish.lowest_pay)),
        "status": status_kinds()[status.kind].name if status else "",
        "status_since": status.since.isoformat() if status else "",
    }


def own_rows(workers: Iterable[Worker], *, on: date) -> list[list[str]]:
    """Rows of `COLUMNS` for people as they stand on a day, numbers whole: for a workbook that is imported again, never for a page."""
    found = list(workers)
    names = dict(Region.objects.filter(level=Level.TOWNSHIP).values_list("code", "name"))
    wishes = {w.worker_id: w for w in Wish.objects.filter(worker__in=found, stated_on__lte=on).order_by("stated_on")}
    homes = {worker.household_id for worker in found}
    facts = {f.household_id: f for f in StatusFact.objects.standing(on).filter(household__in=homes).order_by("since")}
    rows = []
    for worker in found:
        cells = standing_cells(worker, names, wish=wishes.get(worker.id), status=facts.get(worker.household_id))
        cells["number"] = worker.number()
        rows.append([cells[column.key] for column in COLUMNS])
    return rows
