"""The columns of an employer survey and of a list of positions, and a row of either as a value or as everything wrong with it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from shanhai.apps.employers.facts import Firm, Job
from shanhai.apps.employers.models import Employer, Position
from shanhai.core.halfwidth import halfwidth
from shanhai.core.identifiers.credit import CreditCode
from shanhai.core.money import Fen, parse_yuan, yuan
from shanhai.core.occupations import parse_occupation
from shanhai.core.refusal import Refusal
from shanhai.core.wording import check_age, limits, tags_of
from shanhai.sheets.columns import Column
from shanhai.sheets.reading import Flaw, Reading

TITLE = "企业信息"
POSITION_TITLE = "岗位信息"
NOTES = (
    "黄底的列必填。一家企业一行，用统一社会信用代码认企业。",
    "空着的格子表示“没有说”，不会抹掉已有的内容；表里没有的企业不会被删除。",
)
POSITION_NOTES = (
    "黄底的列必填。一个岗位一行；信用代码和企业名称至少填一个，企业要先在信息库里。",
    "工资写每月多少元，不低于当地最低工资；不写民族、性别、宗教；年龄和健康要求要有法定依据。",
)
HIGHEST_PAY = 100_000_000  # fen a month
WILLING = {"愿意": "yes", "不愿意": "no", "不清楚": "unknown"}
WILLING_WORDS = WILLING | {"是": "yes", "否": "no", "愿": "yes", "不愿": "no", "未表态": "unknown", "不确定": "unknown"}
YES_NO = {"是": "yes", "否": "no"}
YES_NO_WORDS = YES_NO | {
    "有": "yes",
    "无": "no",
    "提供": "yes",
    "不提供": "no",
    "没有": "no",
    "包": "yes",
    "不包": "no",
    "√": "yes",
    "×": "no",
}
CONTRACT = {"固定期限": "fixed", "无固定期限": "open_ended", "以完成一定工作任务为期限": "task"}
CONTRACT_WORDS = CONTRACT | {"固定": "fixed", "长期": "open_ended", "以完成一定工作任务": "task", "任务": "task"}
RELATION = {"劳动关系": "labour", "劳务关系": "service"}
RELATION_WORDS = RELATION | {"劳动": "labour", "劳动合同": "labour", "劳务": "service", "劳务合同": "service"}
CANTEEN = {"没有": "none", "普通": "common", "清真": "halal"}
CANTEEN_WORDS = CANTEEN | {
    "无": "none",
    "否": "none",
    "没有食堂": "none",
    "有": "common",
    "是": "common",
    "普通食堂": "common",
    "清真食堂": "halal",
    "有清真": "halal",
}

COLUMNS = (
    Column(key="code", title="统一社会信用代码", aliases=("信用代码", "社会信用代码", "企业信用代码", "统一信用代码"), required=True, width=22, note="18 位，照营业执照。"),
    Column(key="name", title="企业名称", aliases=("单位名称", "企业", "公司名称", "用人单位"), required=True, width=30, note="照营业执照写全称。"),
    Column(key="industry", title="行业", aliases=("所属行业", "行业类别"), width=14, note="如“电子”“食品加工”。"),
    Column(key="address", title="地址", aliases=("企业地址", "单位地址", "所在地"), width=30, note="上班的地方。"),
    Column(key="headcount", title="职工人数", aliases=("用工人数", "员工人数", "现有职工"), kind="whole", note="现在有多少人。"),
    Column(key="operations", title="经营状况", aliases=("生产经营状况", "经营情况"), width=24, note="走访看到的情况。"),
    Column(key="contact", title="联系人", aliases=("负责人", "人事负责人"), note="人事上找谁。"),
    Column(key="contact_phone", title="联系电话", aliases=("联系方式", "电话", "手机", "手机号"), width=16, note="一个号码。", private=True),
    Column(key="willing", title="是否愿意对口招工", aliases=("是否愿意", "对口招工意愿", "招工意愿", "意愿"), choices=tuple(WILLING), width=18, note="企业自己说的。"),
)  # fmt: skip
POSITION_COLUMNS = (
    Column(key="code", title="统一社会信用代码", aliases=("信用代码", "社会信用代码", "企业信用代码"), width=22, note="18 位；填了名称可以空着。"),
    Column(key="employer", title="企业名称", aliases=("单位名称", "企业", "公司名称", "用人单位"), width=30, note="信息库里的名称；填了代码可以空着。"),
    Column(key="title", title="岗位", aliases=("岗位名称", "工种", "职位", "招聘岗位"), required=True, width=18, note="如“装配工”。"),
    Column(key="seats", title="名额", aliases=("招聘人数", "需求人数", "人数", "招工人数", "岗位数"), kind="whole", required=True, note="招多少人，1 到 5000。"),
    Column(key="pay_min", title="月工资下限（元）", aliases=("月工资下限", "最低工资", "工资下限", "月薪下限"), kind="yuan", required=True, width=16, note="每月，只写数字。"),
    Column(key="pay_max", title="月工资上限（元）", aliases=("月工资上限", "最高工资", "工资上限", "月薪上限"), kind="yuan", required=True, width=16, note="每月；没有幅度就和下限一样。"),
    Column(key="pay_includes", title="含什么", aliases=("工资包含", "工资构成", "包含项目"), width=20, note="如“含加班费”“包一餐”。"),
    Column(key="hours", title="每天小时", aliases=("每天工作小时", "日工时", "工作时长"), kind="whole", note="1 到 12；不填按 8。"),
    Column(key="shifts", title="班次", aliases=("倒班", "班制"), note="如“两班倒”。"),
    Column(key="dormitory", title="宿舍", aliases=("是否有宿舍", "住宿"), choices=tuple(YES_NO), width=8, note="是或否。"),
    Column(key="couples_room", title="夫妻房", aliases=("是否有夫妻房", "夫妻宿舍"), choices=tuple(YES_NO), width=8, note="是或否。"),
    Column(key="canteen", title="食堂", aliases=("食堂情况",), choices=tuple(CANTEEN), width=8, note="没有、普通或清真。"),
    Column(key="insured", title="保险", aliases=("是否参保", "社保", "社会保险"), choices=tuple(YES_NO), width=8, note="是否参加社会保险；不填按“是”。"),
    Column(key="requirements", title="要求", aliases=("岗位要求", "招聘要求", "任职要求"), width=24, note="做这个活要会什么。"),
    Column(key="occupation", title="职业代码", aliases=("职业", "职业名称", "职业分类代码"), width=14, note="职业分类大典代码，如 6-25-04-07。"),
    Column(key="overtime_hours", title="每月加班小时", aliases=("月加班", "加班时间", "加班小时"), kind="whole", width=12, note="大约多少；超过 36 要写加班说明。"),
    Column(key="overtime_note", title="加班说明", width=20, note="超过 36 小时，写明依据。"),
    Column(key="contract", title="合同期限", aliases=("合同类型", "合同种类"), choices=tuple(CONTRACT), width=20, note="三种里选一种。"),
    Column(key="relation", title="用工关系", aliases=("关系",), choices=tuple(RELATION), width=12, note="劳动关系或劳务关系。"),
    Column(key="dispatcher", title="派遣单位", aliases=("劳务派遣单位", "派遣公司"), width=24, note="劳务派遣的，写签合同的单位；不是派遣就空着。"),
    Column(key="dispatcher_code", title="派遣单位信用代码", aliases=("派遣单位代码",), width=22, note="和派遣单位一起填。"),
    Column(key="limits", title="法定限制", aliases=("法定限制标签", "限制依据"), width=20, note="年龄、健康要求的法定依据，如“食品从业人员健康证明”。"),
    Column(key="age_min", title="年龄下限", aliases=("最低年龄",), kind="whole", width=10, note="法律有规定才填。"),
    Column(key="age_max", title="年龄上限", aliases=("最高年龄",), kind="whole", width=10, note="法律有规定才填。"),
)  # fmt: skip


def parse(cells: Mapping[str, str]) -> tuple[Firm | None, list[Flaw]]:
    """Read one row of a survey: a firm, or every flaw of it. Flaws: cell.*, credit.*, employer.phone.

    An empty 是否愿意 is read as unknown; whoever knows the employer keeps what stands.
    """
    row = Reading(cells)
    code = row.value("code", CreditCode.parse, required=True)
    name = row.text("name", most=60, required=True)
    headcount = row.whole("headcount", low=0, high=1_000_000, unit="人|名")
    stated = {
        "industry": row.text("industry", most=30),
        "address": row.text("address", most=100),
        "operations": row.text("operations", most=200),
        "contact": row.text("contact", most=40),
        "contact_phone": row.value("contact_phone", _phone) or "",
        "willing": row.choice("willing", WILLING_WORDS) or "unknown",
    }
    if row.flaws or code is None:
        return None, row.flaws
    return Firm(code=code, name=name, headcount=headcount, **stated), []


@dataclass(frozen=True, slots=True)
class Offered:
    """One row of a list of positions: whose (by code, by name or by both), what, and which cells said something."""

    code: CreditCode | None
    name: str
    job: Job
    said: frozenset[str]


def parse_position(cells: Mapping[str, str]) -> tuple[Offered | None, list[Flaw]]:
    """Read one row of positions. The employer is looked up by whoever asks: `job.employer` is that code, or a stand-in without one.

    Flaws: cell.*, credit.*, money.*, position.employer_missing, position.seats, position.pay_order, position.hours, position.occupation,
    position.limit_unknown, position.age_*, position.dispatcher, position.dispatch_terms.
    """
    row = Reading(cells)
    code = row.value("code", CreditCode.parse)
    name = row.text("employer", most=60)
    if not name and not cells.get("code", "").strip():
        row.blame("employer", Refusal("position.employer_missing"))
    title = row.text("title", most=40, required=True)
    seats = row.whole("seats", low=1, high=5000, unit="人|名|个", required=True)
    low, high = row.value("pay_min", _pay, required=True), row.value("pay_max", _pay, required=True)
    if low is not None and high is not None and high < low:
        row.blame("pay_max", Refusal("position.pay_order"))
    told = _hours(row) | _benefits(row) | _contract(row) | _limits(row)
    told |= {"pay_includes": row.text("pay_includes", most=60), "requirements": row.text("requirements", most=100)}
    told["occupation"] = row.value("occupation", parse_occupation) or ""
    if row.flaws or seats is None or low is None or high is None:
        return None, row.flaws
    job = Job(employer=code or _NOBODY, title=title, seats=seats, pay_min=low, pay_max=high, **told)
    return Offered(code, name, job, frozenset(key for key, text in cells.items() if text.strip())), []


def _hours(row: Reading) -> dict[str, Any]:
    return {
        "hours": row.whole("hours", low=1, high=12, unit="小时|时|h") or 8,
        "shifts": row.text("shifts", most=20),
        "overtime_hours": row.whole("overtime_hours", low=0, high=200, unit="小时|时|h"),
        "overtime_note": row.text("overtime_note", most=200),
    }


def _benefits(row: Reading) -> dict[str, Any]:
    yes = {key: row.choice(key, YES_NO_WORDS) for key in ("dormitory", "couples_room", "insured")}
    return {
        "dormitory": yes["dormitory"] == "yes",
        "couples_room": yes["couples_room"] == "yes",
        "insured": yes["insured"] != "no",
        "canteen": row.choice("canteen", CANTEEN_WORDS) or "none",
    }


def _contract(row: Reading) -> dict[str, Any]:
    contract, relation = row.choice("contract", CONTRACT_WORDS) or "", row.choice("relation", RELATION_WORDS) or ""
    dispatcher, code = row.text("dispatcher", most=60), row.value("dispatcher_code", CreditCode.parse)
    if bool(dispatcher) != (code is not None):
        row.blame("dispatcher", Refusal("position.dispatcher"))
    elif dispatcher and (contract not in {"", "fixed"} or relation == "service"):
        row.blame("contract", Refusal("position.dispatch_terms"))
    return {
        "contract": contract,
        "relation": relation,
        "dispatcher": dispatcher,
        "dispatcher_code": code.value if code else "",
    }


def _limits(row: Reading) -> dict[str, Any]:
    tags = row.value("limits", tags_of) or ()
    ages = {key: row.whole(key, low=0, high=120, unit="周?岁") for key in ("age_min", "age_max")}
    try:
        check_age(ages["age_min"], ages["age_max"], tags)
    except Refusal as no:
        row.blame("age_min" if ages["age_min"] else "age_max", no)
    return {"limits": ",".join(tags), **ages}


_NOBODY = CreditCode("")


def _phone(text: str) -> str:
    digits = "".join(c for c in halfwidth(text) if c.isdigit()).removeprefix("86")
    if not re.fullmatch(r"[\d+\-() 转]+", halfwidth(text)) or not 7 <= len(digits) <= 12:
        raise Refusal("employer.phone", digits=len(digits))
    return digits


def _pay(text: str) -> Fen:
    pay = parse_yuan(text)
    if pay > HIGHEST_PAY:
        raise Refusal("money.too_large")
    return pay


def firm_cells(firm: Firm | Employer) -> dict[str, str]:
    """A firm, stated or standing, as the cells of a survey."""
    return {
        "code": firm.code.value if isinstance(firm, Firm) else firm.credit_code,
        "name": firm.name,
        "industry": firm.industry,
        "address": firm.address,
        "headcount": "" if firm.headcount is None else str(firm.headcount),
        "operations": firm.operations,
        "contact": firm.contact,
        "contact_phone": _digits(firm.contact_phone),
        "willing": next(word for word, code in WILLING.items() if code == firm.willing),
    }


def _digits(phone: str) -> str:
    """A number as a cell would be read, however it was typed when it was entered by hand."""
    try:
        return _phone(phone) if phone else ""
    except Refusal:
        return phone


def job_cells(job: Job | Position) -> dict[str, str]:
    """A position, stated or standing, as the cells of a list; whose it is left out."""
    return {
        "title": job.title,
        "seats": str(job.seats),
        "pay_min": yuan(Fen(job.pay_min)),
        "pay_max": yuan(Fen(job.pay_max)),
        "pay_includes": job.pay_includes,
        "hours": str(job.hours),
        "shifts": job.shifts,
        "dormitory": "是" if job.dormitory else "否",
        "couples_room": "是" if job.couples_room else "否",
        "canteen": next(word for word, code in CANTEEN.items() if code == job.canteen),
        "insured": "是" if job.insured else "否",
        "requirements": job.requirements,
        "occupation": job.occupation,
        "overtime_hours": _number(job.overtime_hours),
        "overtime_note": job.overtime_note,
        "contract": _word(CONTRACT, job.contract),
        "relation": _word(RELATION, job.relation),
        "dispatcher": job.dispatcher,
        "dispatcher_code": job.dispatcher_code,
        "limits": "、".join(limits()[tag].name for tag in tags_of(job.limits)),
        "age_min": _number(job.age_min),
        "age_max": _number(job.age_max),
    }


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def _word(words: Mapping[str, str], code: str) -> str:
    return next((word for word, known in words.items() if known == code), "")


_TOLD = frozenset(Job.__dataclass_fields__) - {"employer", "title", "seats", "pay_min", "pay_max"}


def over(offered: Offered, standing: Position) -> Job:
    """The job as stated, what the row did not say as it stands. Refuses what a `Job` refuses, where the two do not go together."""
    unsaid = {key: getattr(standing, key) for key in _TOLD if key not in offered.said}
    return replace(offered.job, **unsaid)
