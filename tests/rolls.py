"""Workbooks as townships and bureaus send them, row by row, for the tests of importing."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import Any

import openpyxl

from shanhai.apps.employers.sheets import COLUMNS as FIRM_COLUMNS
from shanhai.apps.employers.sheets import POSITION_COLUMNS
from shanhai.apps.imports.actions import stage
from shanhai.apps.imports.facts import errors
from shanhai.apps.imports.models import Import
from shanhai.apps.placements.sheets.spells import COLUMNS as SPELL_COLUMNS
from shanhai.apps.workers.sheets import COLUMNS
from shanhai.core.identifiers.citizen import compose as compose_number
from shanhai.core.identifiers.credit import compose as compose_code
from shanhai.sheets.columns import Column
from shanhai.sheets.write import workbook
from shanhai.web.kit.refusals import sentence
from tests.cast import NOW, Cast

type Cells = dict[str, str]

KINDS: dict[str, Sequence[Column]] = {
    "workers": COLUMNS,
    "employers": FIRM_COLUMNS,
    "positions": POSITION_COLUMNS,
    "placements": SPELL_COLUMNS,
}


def villager(serial: int = 1, **cells: str) -> Cells:
    """One good row of a roll; `cells` replaces some of it."""
    return {
        "household": f"H{serial:04}", "name": "马志成", "number": compose_number("642221", date(1990, 5, 1), serial),
        "township": "三营镇", "village": "示例村", "phone": f"1380000{serial:04}", "education": "初中", "skill": "电焊",
        "ability": "普通劳动力", "willing": "愿意", "work": "装配", "lowest_pay": "3,000", "status": "建档立卡贫困户",
        "status_since": "2014-04-01", **cells,
    }  # fmt: skip


def firm(serial: int = 1, **cells: str) -> Cells:
    """One good row of a survey."""
    return {
        "code": compose_code("350105", serial), "name": f"海岸电池{serial}（示例）", "industry": "电子", "address": "示例路 1 号",
        "headcount": "800", "operations": "订单足", "contact": "王经理", "contact_phone": "0591-8000000", "willing": "愿意", **cells,
    }  # fmt: skip


def job(serial: int = 1, title: str = "装配工", **cells: str) -> Cells:
    """One good row of a list of positions, at the firm of that serial."""
    return {
        "code": compose_code("350105", serial), "employer": "", "title": title, "seats": "30", "pay_min": "3,500", "pay_max": "4,500",
        "pay_includes": "含加班费", "hours": "8", "shifts": "两班倒", "dormitory": "是", "couples_room": "否", "canteen": "清真",
        "insured": "是", "requirements": "", "occupation": "", "overtime_hours": "", "overtime_note": "", "contract": "", "relation": "",
        "dispatcher": "", "dispatcher_code": "", "limits": "", "age_min": "", "age_max": "", **cells,
    }  # fmt: skip


def spell(serial: int = 1, **cells: str) -> Cells:
    """One good row of people at work: the villager of that serial at the first firm."""
    who = villager(serial)
    return {
        "name": who["name"], "number": who["number"], "code": compose_code("350105", 1), "employer": "", "work": "装配", "way": "组织",
        "started_on": "2017-09-01", "ended_on": "", "pay": "3800", "place": "", **cells,
    }  # fmt: skip


def sheet(kind: str, rows: Sequence[Cells], *, title: str = "花名册") -> bytes:
    """The rows under our own headings, in row 1; the nth row is Excel row n + 1."""
    columns = KINDS[kind]
    return workbook(columns, [[row[column.key] for column in columns] for row in rows], title=title)


def send(
    cast: Cast, rows: Sequence[Cells] = (), *, kind: str = "workers", login: str = "", content: bytes = b"", **more: Any
) -> Import:
    """Stage the rows (or a file) as the bureau whose rows they are."""
    login = login or ("yuanzhou" if kind in {"workers", "placements"} else "mawei")
    actor = cast.actor(login)
    region = {"640402": cast.yuanzhou, "350105": cast.mawei}[actor.region]
    told: dict[str, Any] = {
        "filename": "名册.xlsx",
        "title": "三营镇 3 月 5 日",
        "unit": actor.unit,
        "by": actor,
        "at": NOW,
    }
    return stage(kind=kind, content=content or sheet(kind, rows), region=region, **(told | more))


def reasons(imported: Import) -> list[tuple[int, str, str]]:
    """Row, heading and code of everything that is wrong."""
    return [(one["row"], one["column"], one["code"]) for one in errors(imported, say=sentence)]


def mended(content: bytes, cells: dict[tuple[int, str], str]) -> bytes:
    """A workbook after somebody typed over cells, found by row and heading."""
    book = openpyxl.load_workbook(BytesIO(content))
    page = book.active
    assert page is not None
    headings = {str(cell.value): cell.column for cell in page[1]}
    for (row, heading), text in cells.items():
        page.cell(row=row, column=headings[heading]).value = text
    out = BytesIO()
    book.save(out)
    return out.getvalue()
