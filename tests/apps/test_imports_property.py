"""Import → export → import is a no-op: whatever was written into a workbook and landed, our own workbook of it changes nothing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shanhai.apps.audit.facts import stored, verify
from shanhai.apps.audit.models import Change
from shanhai.apps.employers.actions import enlist
from shanhai.apps.employers.models import Employer, Position
from shanhai.apps.employers.sheets import COLUMNS as FIRM_COLUMNS
from shanhai.apps.employers.sheets import POSITION_COLUMNS, firm_cells, job_cells
from shanhai.apps.imports.actions import confirm
from shanhai.apps.imports.facts import tally
from shanhai.apps.imports.models import Import
from shanhai.apps.placements.models import Placement
from shanhai.apps.placements.sheets.spells import COLUMNS as SPELL_COLUMNS
from shanhai.apps.placements.sheets.spells import own_rows as own_spells
from shanhai.apps.workers import sheets
from shanhai.apps.workers.models import Household, StatusFact, Wish, Worker
from shanhai.apps.workers.sheets import COLUMNS, own_rows
from shanhai.sheets.columns import Column
from shanhai.sheets.write import csv_text, workbook
from tests.cast import NOW, Cast
from tests.rolls import Cells, firm, job, send, spell, villager

FULL = str.maketrans("0123456789X", "０１２３４５６７８９ｘ")  # noqa: RUF001  # as they are typed
DRAWN = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
FREE = st.text("电焊缝纫A1=+-'·（） 　㛃", max_size=8) | st.sampled_from(
    ["", "=1+1", "'电焊", "电焊、缝纫", "2018.3.5"]
)
PAYS = st.sampled_from(["", "3000", "3,000", "３０００", "3000元", "3000.5", "¥3000.00"])  # noqa: RUF001
WRITINGS: tuple[Callable[[str], str], ...] = (
    lambda number: number, lambda number: number.lower(), lambda number: number.translate(FULL),
    lambda number: f" {number[:6]} {number[6:14]} {number[14:]}", lambda number: f"'{number}",
)  # fmt: skip

type Standing = list[dict[str, object]]


def standing() -> Standing:
    """Everything an import may write."""
    models = (Worker, Household, StatusFact, Wish, Employer, Position, Placement)
    return [stored(row) for model in models for row in model._default_manager.order_by("pk")]


@contextmanager
def undone() -> Iterator[None]:
    """An example leaves nothing behind."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def land(cast: Cast, imported: Import) -> Import:
    """Confirm, and use the new where somebody has to choose."""
    choices = dict.fromkeys(imported.rows.values_list("pk", flat=True), "new")
    return confirm(imported=imported, choices=choices, by=cast.actor(imported.login), at=NOW)


def changes_nothing(cast: Cast, kind: str, columns: tuple[Column, ...], rows: Callable[[], list[list[str]]]) -> None:
    """Our own workbook and our own CSV of what stands: every row is found unchanged, nobody is absent, confirming writes no row."""
    ours, before = rows(), standing()
    assert ours, "a good row is among those drawn"
    contents = {"名册.xlsx": workbook(columns, ours, title="名册"), "名册.csv": csv_text(columns, ours)}
    for filename, content in contents.items():
        again = send(cast, kind=kind, content=content, filename=filename)
        assert (tally(again)["unchanged"], tally(again)["rows"]) == (len(ours), len(ours)), _why(again)
        assert again.absent == 0
        mark = Change.objects.count()
        land(cast, again)
        nouns = set(Change.objects.order_by("pk").values_list("noun", flat=True)[mark:])
        assert nouns <= {"imports.import", "imports.block"}
        assert standing() == before
        assert rows() == ours


def _why(imported: Import) -> list[Any]:
    return [(row.outcome, row.problems, row.differences) for row in imported.rows.all()]


@st.composite
def villagers(draw: st.DrawFn) -> Cells:
    """One row as people write it; some of it will be refused."""
    serial = draw(st.integers(1, 12))
    number = draw(st.sampled_from(WRITINGS))(villager(serial)["number"])
    dated = draw(st.sampled_from(["2014-04-01", "2014.4.1", "2014年4月1日", "20140401"]))
    status = draw(st.sampled_from(["", "建档立卡", "已脱贫户", "一般户"]))
    return villager(
        serial,
        number=number,
        household=draw(st.sampled_from(["H1", "H2", "h 3", "０４", "=5"])),  # noqa: RUF001
        name=draw(st.sampled_from(["马志成", "海尔•沙", "马　㛃", "王 芳", "A·明"])),
        township=draw(st.sampled_from(["三营镇", "三营", "640402105", "原州区张易镇"])),
        village=draw(FREE),
        phone=draw(st.sampled_from(["", "13800000001", "１３８００００００２２", "138 0000 0003", "0954-2012345"])),  # noqa: RUF001
        education=draw(st.sampled_from(["", *sheets.EDUCATION_WORDS])),
        skill=draw(FREE),
        ability=draw(st.sampled_from(["", *sheets.ABILITY_WORDS])),
        willing=draw(st.sampled_from(["愿意", "是", "待定", "不愿", ""])),
        work=draw(FREE),
        lowest_pay=draw(PAYS),
        status=status,
        status_since=dated if status else "",
    )


@DRAWN
@given(rows=st.lists(villagers(), min_size=1, max_size=8))
@pytest.mark.django_db
def test_a_roll_written_out_and_read_in_again_changes_nothing(cast: Cast, rows: list[Cells]) -> None:
    with undone():
        land(cast, send(cast, [villager(99), *rows]))
        people = Worker.objects.select_related("household").order_by("pk")
        changes_nothing(cast, "workers", COLUMNS, lambda: own_rows(people.all(), on=NOW.date()))
        assert verify()["ok"]


@st.composite
def offers(draw: st.DrawFn) -> Cells:
    """One position as it is written down, at the first or the second firm."""
    serial = draw(st.integers(1, 2))
    by_name = draw(st.booleans())
    return job(
        serial,
        draw(st.sampled_from(["装配工", "包装工 ", "质检（夜）"])),
        code="" if by_name else firm(serial)["code"],
        employer=firm(serial)["name"] if by_name else "",
        seats=draw(st.sampled_from(["30", "30人", "３０"])),  # noqa: RUF001
        pay_min=draw(st.sampled_from(["3500", "3,500元"])),
        pay_includes=draw(FREE),
        hours=draw(st.sampled_from(["", "8小时", "10"])),
        dormitory=draw(st.sampled_from(["", "有", "不提供"])),
        canteen=draw(st.sampled_from(["", "普通食堂", "清真"])),
        insured=draw(st.sampled_from(["", "是", "否"])),
        overtime_hours=draw(st.sampled_from(["", "20", "36"])),
        contract=draw(st.sampled_from(["", "长期", "任务"])),
        relation=draw(st.sampled_from(["", "劳动"])),
    )


@DRAWN
@given(
    willing=st.sampled_from(["愿意", "否", ""]),
    headcount=st.sampled_from(["", "800人", "８00"]),  # noqa: RUF001
    address=FREE,
    jobs=st.lists(offers(), max_size=5),
)
@pytest.mark.django_db
def test_a_base_written_out_and_read_in_again_changes_nothing(
    cast: Cast, willing: str, headcount: str, address: str, jobs: list[Cells]
) -> None:
    with undone():
        land(
            cast,
            send(cast, [firm(1, willing=willing, headcount=headcount, address=address), firm(2)], kind="employers"),
        )
        land(cast, send(cast, [job(2, "叉车工"), *jobs], kind="positions"))
        changes_nothing(cast, "employers", FIRM_COLUMNS, _firms)
        changes_nothing(cast, "positions", POSITION_COLUMNS, _jobs)
        assert verify()["ok"]


def _firms() -> list[list[str]]:
    cells = [firm_cells(one) for one in Employer.objects.order_by("pk")]
    return [[row[column.key] for column in FIRM_COLUMNS] for row in cells]


def _jobs() -> list[list[str]]:
    found = Position.objects.select_related("employer").order_by("pk")
    cells = [{"code": one.employer.credit_code, "employer": one.employer.name, **job_cells(one)} for one in found]
    return [[row[column.key] for column in POSITION_COLUMNS] for row in cells]


@DRAWN
@given(
    spells=st.lists(
        st.builds(
            lambda serial, way, begun, ended, pay, work: spell(
                serial, way=way, started_on=begun, ended_on=ended, pay=pay, work=work
            ),
            st.integers(1, 4),
            st.sampled_from(["组织", "自发", "自己去的"]),
            st.sampled_from(["2017.9.1", "2016年3月5日", "20170901"]),
            st.sampled_from(["", "2018-01-31", "2017/12/1"]),
            PAYS,
            FREE,
        ),
        min_size=1,
        max_size=6,
    )
)
@pytest.mark.django_db
def test_people_at_work_written_out_and_read_in_again_change_nothing(cast: Cast, spells: list[Cells]) -> None:
    with undone():
        land(cast, send(cast, [villager(1), villager(2), villager(3), villager(5)]))
        land(cast, send(cast, [firm(1)], kind="employers"))
        enlist(employer=Employer.objects.get(), on=NOW.date(), by=cast.actor("mawei"), at=NOW)
        land(cast, send(cast, [spell(5), *spells], kind="placements"))
        found = Placement.objects.select_related("worker", "employer").order_by("pk")
        changes_nothing(cast, "placements", SPELL_COLUMNS, lambda: own_spells(found.all()))
        assert verify()["ok"]
