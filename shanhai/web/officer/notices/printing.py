"""Chosen positions → a poster or a leaflet on paper. Chinese, as what is spoken of hangs in Chinese villages."""

from datetime import date
from itertools import groupby
from typing import Any

from shanhai.core.identifiers.division import divisions
from shanhai.paper.poster import Card, Group, Job, Leaflet, Poster, leaflet, poster
from shanhai.web.officer.notices.chosen import Chosen
from shanhai.web.officer.notices.wording import Asking, benefits, pay

DEMO = "演示环境：人名、企业、金额都是编的，不是真实记录。"
STEPS = (
    "先报名：说清楚想干什么、哪天能走、有没有人一起去。",
    "乡镇和用工那边核实岗位、名额和工资，再答复你。",
    "定下日子，一起走。到了以后一个月之内要签书面劳动合同。",
)


def poster_of(made: Chosen, *, demo: bool, on: date) -> bytes:
    """The poster as PDF: a card a position with its own code."""
    site = made.asking.site
    cards = tuple(
        Card(
            title=one.title,
            figure=pay(one),
            unit="元/月",
            place=f"{one.employer.name}　{one.employer.region.name}",
            points=tuple(_points(one)),
            link=f"{site}/jobs/{one.pk}/",
        )
        for one in made.positions
    )
    said = Poster(
        title=f"{made.asking.county}招工",
        lead=_where(made, on),
        cards=cards,
        scan="手机扫一扫，看这个岗位",
        ask=_ask(made.asking, "想去的，问"),
        phone=made.asking.phone,
        footer=f"岗位以企业核实为准，工资以合同为准。{site}/jobs/",
        notice=DEMO if demo else "",
    )
    return poster(said)


def leaflet_of(made: Chosen, *, demo: bool, on: date) -> bytes:
    """The leaflet as PDF: employers with their positions, what to do, whom to ask."""
    rows = sorted(made.positions, key=lambda one: (one.employer.initials, one.employer_id, -one.pay_max))
    groups = tuple(_group(list(own)) for _firm, own in groupby(rows, key=lambda one: one.employer_id))
    said = Leaflet(
        title=f"到{made.asking.county}去上班",
        lead=_where(made, on),
        groups=groups,
        heading="想去怎么办",
        steps=STEPS,
        scan="扫一扫，看全部岗位",
        ask=_ask(made.asking, "问"),
        phone=made.asking.phone,
        link=f"{made.asking.site}/jobs/",
        footer="岗位以企业核实为准，工资以合同为准。",
        notice=DEMO if demo else "",
    )
    return leaflet(said)


def _group(rows: list[Any]) -> Group:
    firm = rows[0].employer
    jobs = tuple(
        Job(title=one.title, pay=f"{pay(one)} 元", seats=f"{one.seats} 人", points="；".join(_small(one)))
        for one in rows
    )
    return Group(name=firm.name, line="　".join(said for said in (firm.industry, firm.address) if said), jobs=jobs)


def _points(one: Any) -> list[str]:
    said = [f"招 {one.seats} 人", f"每天 {one.hours} 小时" + (f"，{one.shifts}" if one.shifts else "")]
    living = [word for word in benefits(one) if word in {"有宿舍", "有夫妻房"}]
    said += ["，".join(living)] if living else []
    said += [word for word in benefits(one) if word not in living]
    return said + ([f"要求：{one.requirements}"] if one.requirements else [])


def _small(one: Any) -> list[str]:
    return [f"{one.hours} 小时" + (f"，{one.shifts}" if one.shifts else ""), *benefits(one), *([one.requirements] if one.requirements else [])]  # fmt: skip


def _where(made: Chosen, on: date) -> str:
    table = divisions()
    counties = dict.fromkeys(one.employer.region_id for one in made.positions)
    names = "、".join(table.full_name(code) for code in counties)
    return f"{names}　{on.year} 年 {on.month} 月 {on.day} 日"


def _ask(asking: Asking, lead: str) -> str:
    return f"{lead}{asking.office or '村里'}"
