"""Rows and texts → values: what a person's columns must hold before they are sealed."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from shanhai.apps.audit.models import Change
from shanhai.apps.workers.models import AbilityFact, CanteenWish, Consent, Correction, StatusFact, Wish, Worker
from shanhai.core.dates import add_months
from shanhai.core.identifiers.citizen import CitizenNumber
from shanhai.core.identifiers.division import divisions
from shanhai.core.money import Fen
from shanhai.core.refusal import Refusal

WORKING_AGE = 16
EDUCATION = {
    "10": "研究生",
    "20": "本科",
    "30": "大专",
    "40": "中专",
    "47": "技工学校",
    "60": "高中",
    "70": "初中",
    "80": "小学",
    "90": "其他",
}
ABILITY = {
    "normal": "普通劳动力",
    "skilled": "技能劳动力",
    "weak": "弱劳动力",
    "none": "无劳动能力",
}


@dataclass(frozen=True, slots=True)
class StatusKind:
    """One kind of household status: which family it belongs to and since when the term exists."""

    code: str
    name: str
    family: str
    in_use_since: date
    source: str


@cache
def status_kinds() -> dict[str, StatusKind]:
    """The list of household statuses. It is data: a new term is a new line with its source."""
    with (Path(__file__).parent / "data" / "status_kinds.csv").open(encoding="utf-8") as lines:
        return {
            row["code"]: StatusKind(**{**row, "in_use_since": date.fromisoformat(row["in_use_since"])})  # type: ignore[arg-type]
            for row in csv.DictReader(lines)
        }


@cache
def needs() -> dict[str, str]:
    """What a person may need of a job, in terms of the job and never of the person."""
    return _names("needs")


@cache
def relations() -> dict[str, str]:
    """Relations to the head of a household (GB/T 4761)."""
    return _names("relations")


def _names(file: str) -> dict[str, str]:
    with (Path(__file__).parent / "data" / f"{file}.csv").open(encoding="utf-8") as lines:
        return {row["code"]: row["name"] for row in csv.DictReader(lines)}


@cache
def poor_kinds() -> frozenset[str]:
    """The kinds that make a household registered-poor while they stand."""
    return frozenset(kind.code for kind in status_kinds().values() if kind.family == "poor")


def newest(facts: Iterable[tuple[str, date, date | None]], *, on: date) -> str:
    """The kind of the (kind, since, until) that began last of those standing on a day; empty when none stands."""
    standing = [(since, kind) for kind, since, until in facts if since <= on and (until is None or until > on)]
    return max(standing)[1] if standing else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One person as a roll states them, every value already valid. `lowest_pay` in fen a month."""

    number: CitizenNumber
    name: str
    household: str
    unit: str
    village: str
    phone: str = ""
    education: str = ""
    skill: str = ""
    ability: str = ""
    willing: str = ""
    work: str = ""
    lowest_pay: Fen | None = None
    status: str = ""
    status_since: date | None = None


def clean_name(text: str) -> str:
    """A person's name: 2–30 characters, the middle dot as U+00B7. Refuses `worker.name`."""
    if text.isalpha() and 2 <= len(text) <= 30:  # nearly every name: letters only, so no sign to settle
        return text
    name = "".join(text.split()).replace("•", "·").replace("・", "·").replace("．", "·").replace("‧", "·")
    if not 2 <= len(name) <= 30 or any(c.isdigit() for c in name):
        raise Refusal("worker.name", length=len(name))
    return name


def clean_phone(text: str) -> str:
    """A mainland mobile or fixed number in digits; empty stays empty. Refuses `worker.phone`."""
    if len(text) == 11 and text.isascii() and text.isdigit() and text[0] == "1":
        return text
    digits = "".join(c for c in text if c.isdigit()).removeprefix("86")
    if text.strip() and not 7 <= len(digits) <= 12:
        raise Refusal("worker.phone", digits=len(digits))
    return digits


@dataclass(frozen=True, slots=True)
class Keeping:
    """One line of the schedule: how many months after which event what is kept, and on what basis."""

    purpose: str
    months: int
    after: str
    kept: str
    basis: str


@cache
def schedule() -> dict[str, Keeping]:
    """The schedule of retention by purpose. It is data."""
    with (Path(__file__).parent / "data" / "retention.csv").open(encoding="utf-8") as lines:
        return {row["purpose"]: Keeping(**{**row, "months": int(row["months"])}) for row in csv.DictReader(lines)}  # type: ignore[arg-type]


def due(region: str, *, on: date) -> QuerySet[Worker]:
    """People of a county whose time is over on a day: nothing said or stated since long, or erasure asked for and granted.

    Whoever is willing to go, or has given a consent that stands, is still served and never due by age of the record.
    """
    before = add_months(on, -schedule()["roll"].months)
    fresh = Exists(Wish.objects.filter(worker=OuterRef("pk"), stated_on__gt=before))
    stated = Exists(
        StatusFact.objects.filter(household=OuterRef("household")).filter(Q(since__gt=before) | Q(until__gt=before))
    )
    agreed = Exists(Consent.objects.standing().filter(worker=OuterRef("pk")))
    noted = Exists(
        Change.objects.filter(
            noun="workers.worker", key=OuterRef("pk"), entry__at__date__gt=before, verb__in=("add", "change")
        )
    )
    granted = Exists(Correction.objects.filter(worker=OuterRef("pk"), what="erase", state="accepted"))
    silent = ~fresh & ~stated & ~agreed & ~noted & ~Q(willing="yes")
    return Worker.objects.filter(region=region, reduced_on=None).filter(silent | granted).order_by("unit", "pk")


@dataclass(frozen=True, slots=True)
class Standing:
    """What stood about a person and the household at the end of a day."""

    statuses: tuple[StatusFact, ...]
    ability: AbilityFact | None
    wish: Wish | None
    consents: tuple[Consent, ...]


def standing_on(worker: Worker, day: date) -> Standing:
    """The statement as of a day: facts begun and not over, the latest wish said by then, consents given and not withdrawn."""
    statuses = StatusFact.objects.standing(day).filter(household=worker.household_id)
    ability = worker.abilities.filter(Q(until=None) | Q(until__gt=day), since__lte=day).order_by("-since").first()
    wish = worker.wishes.filter(stated_on__lte=day).order_by("-stated_on").first()
    given = worker.consents.filter(given_at__date__lte=day)
    consents = given.filter(Q(withdrawn_at=None) | Q(withdrawn_at__date__gt=day)).order_by("given_at")
    return Standing(tuple(statuses), ability, wish, tuple(consents))


def held(worker: Worker) -> dict[str, Any]:
    """Everything held about a person on the roll, opened, in parts that a page or a file shows; for the person only."""
    home = worker.household
    own = {
        "姓名": worker.name, "证件号": worker.number(), "出生": worker.birth, "手机": worker.phone(), "县": worker.region.name,
        "乡镇": _place(worker.unit[:9]), "村": home.village, "户号": home.number, "文化程度": EDUCATION.get(worker.education, ""),
        "技能": worker.skill, "劳动能力": ABILITY.get(worker.ability, ""), "和户主的关系": relations().get(worker.relation, ""),
    }  # fmt: skip
    canteen = CanteenWish.objects.filter(worker=worker).first()
    parts: list[tuple[str, list[dict[str, Any]]]] = [
        ("本人", [own]),
        ("户的状态", [_plain(one, ("kind", "since", "until", "paper")) for one in home.statuses.all()]),
        ("劳动能力", [_plain(one, ("kind", "since", "until", "paper")) for one in worker.abilities.all()]),
        (
            "意愿",
            [
                _plain(
                    one,
                    (
                        "stated_on",
                        "willing",
                        "work",
                        "lowest_pay",
                        "from_on",
                        "place",
                        "companions",
                        "needs",
                        "ask_from",
                    ),
                )
                for one in worker.wishes.all()
            ],
        ),
        ("食堂", [{"愿望": canteen.said()}] if canteen else []),
        (
            "同意",
            [
                _plain(one, ("purpose", "recipient", "given_by", "giver", "way", "paper", "given_at", "withdrawn_at"))
                for one in worker.consents.all()
            ],
        ),
        ("不用电脑配", [_plain(one, ("since", "ended_on")) for one in worker.objections.all()]),
        ("更正", [_plain(one, ("what", "says", "asked_on", "state", "reason")) for one in worker.corrections.all()]),
    ]
    return {"parts": [{"title": title, "rows": rows} for title, rows in parts]}


def _place(code: str) -> str:
    """A division's name; a credit code as it is."""
    return divisions().name(code) if divisions().known(code) else code


def _plain(row: Model, columns: tuple[str, ...]) -> dict[str, Any]:
    return {WORDS[column]: _said(column, getattr(row, column)) for column in columns}


def _said(column: str, value: Any) -> Any:
    """Codes as the words they stand for, amounts in yuan."""
    if column == "kind":
        return status_kinds()[value].name if value in status_kinds() else ABILITY.get(value, value)
    if column == "lowest_pay" and value:
        return f"{value // 100} 元"
    if column == "needs":
        return "、".join(needs().get(code, code) for code in value)
    if column == "recipient":
        return _place(value)
    return CODES.get(value, value) if isinstance(value, str) else value


WORDS = {
    "kind": "种类", "since": "从哪天起", "until": "到哪天", "ended_on": "到哪天", "paper": "依据", "stated_on": "哪天说的", "willing": "愿意外出", "work": "想做的工作",
    "lowest_pay": "每月至少", "from_on": "最早能走", "place": "想去哪里", "companions": "和谁一起", "needs": "对岗位的要求", "ask_from": "以后再问",
    "purpose": "用途", "recipient": "给谁", "given_by": "谁给的", "giver": "代办人", "way": "怎么给的", "given_at": "什么时候给的",
    "withdrawn_at": "什么时候撤回", "what": "要更正什么", "says": "本人怎么说", "asked_on": "哪天提的", "state": "现在", "reason": "答复",
}  # fmt: skip
CODES = {
    "yes": "愿意", "no": "不愿意", "undecided": "还没想好", "self": "本人", "helper": "代办", "intent": "让对方知道就业意向", "contact": "联系本人",
    "training": "安排培训", "canteen": "安排食堂", "spoken": "当面口头", "signed": "书面签字", "scan": "扫码", "phone": "电话", "asked": "待答复",
    "accepted": "已照改", "declined": "没有改",
}  # fmt: skip
