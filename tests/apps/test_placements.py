"""在岗: a list of people who work there already comes in; the person is on our roll, the employer in the base, and nobody in two places."""

from datetime import date

import pytest

from shanhai.apps.audit.facts import verify
from shanhai.apps.employers.actions import enlist
from shanhai.apps.employers.models import Employer
from shanhai.apps.imports.actions import confirm, take_back
from shanhai.apps.imports.facts import tally
from shanhai.apps.imports.models import Import
from shanhai.apps.placements.actions import note_placement
from shanhai.apps.placements.facts import Spell
from shanhai.apps.placements.models import Placement
from shanhai.apps.placements.sheets.spells import own_rows
from shanhai.apps.workers.models import Worker
from shanhai.core.identifiers.citizen import compose
from shanhai.core.refusal import Refusal
from tests.cast import NOW, Cast
from tests.rolls import firm, reasons, send, sheet, spell, villager


@pytest.fixture
def ground(cast: Cast) -> Cast:
    """Three people on the roll, two listed employers."""
    confirm(imported=send(cast, [villager(n) for n in (1, 2, 3)]), by=cast.actor("yuanzhou"), at=NOW)
    confirm(imported=send(cast, [firm(1), firm(2)], kind="employers"), by=cast.actor("mawei"), at=NOW)
    for employer in Employer.objects.all():
        enlist(employer=employer, on=NOW.date(), by=cast.actor("mawei"), at=NOW)
    return cast


def bring(cast: Cast, *rows: dict[str, str]) -> Import:
    imported = send(cast, list(rows), kind="placements", login="yuanzhou")
    confirm(imported=imported, by=cast.actor("yuanzhou"), at=NOW)
    return imported


def test_those_already_working_there_come_in_and_the_same_list_again_changes_nothing(ground: Cast) -> None:
    first = bring(ground, spell(1), spell(2, way="自发", ended_on="2018-02-01"))
    assert tally(first)["new"] == Placement.objects.count() == 2
    one = Placement.objects.get(worker__household__number="H0001")
    assert (one.work, one.way, one.started_on, one.ended_on, one.pay) == (
        "装配",
        "organised",
        date(2017, 9, 1),
        None,
        380_000,
    )
    again = bring(ground, spell(1), spell(2, way="自发", ended_on="2018-02-01"))
    assert (tally(again)["unchanged"], Placement.objects.count()) == (2, 2)
    third = send(ground, [spell(1, pay="4000")], kind="placements", login="yuanzhou")
    assert third.rows.get().differences == [{"column": "pay", "was": "3,800", "now": "4,000"}]
    assert third.absent == 0, "who has left is not missed"
    assert verify()["ok"]


def test_what_is_exported_comes_back_as_no_change(ground: Cast) -> None:
    bring(ground, spell(1), spell(2, ended_on="2018-02-01", pay=""))
    rows = own_rows(Placement.objects.order_by("started_on", "id"))
    keys = ("name", "number", "code", "employer", "work", "way", "started_on", "ended_on", "pay", "place")
    back = send(ground, [dict(zip(keys, row, strict=True)) for row in rows], kind="placements", login="yuanzhou")
    assert tally(back)["unchanged"] == tally(back)["rows"] == 2


BAD = {
    "unknown person": ({"number": compose("642221", date(1990, 5, 1), 77)}, "公民身份号码", "placement.not_on_roll"),
    "another name": ({"name": "李梅"}, "姓名", "placement.other_name"),
    "unknown employer": ({"code": "", "employer": "没有这家"}, "企业名称", "employer.unknown"),
    "no employer": ({"code": "", "employer": ""}, "企业名称", "position.employer_missing"),
    "tomorrow": ({"started_on": "2018-03-06"}, "上岗日期", "placement.future"),
    "a child then": ({"started_on": "2005-01-01"}, "上岗日期", "placement.under_age"),
    "left before": ({"ended_on": "2017-08-01"}, "离岗日期", "placement.order"),
    "nowhere": ({"place": "西安"}, "务工地区划代码", "placement.place"),
    "how": ({"way": "坐车"}, "怎么去的", "cell.choice"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_row_is_named_and_spoils_no_other(ground: Cast, case: str) -> None:
    cells, heading, code = BAD[case]
    imported = bring(ground, spell(1, **cells), spell(2))
    assert reasons(imported) == [(2, heading, code)]
    assert Placement.objects.count() == 1


def test_nobody_is_in_two_places_on_one_day(ground: Cast) -> None:
    elsewhere = firm(2)["code"]
    imported = bring(ground, spell(1), spell(1, code=elsewhere, started_on="2018-01-01"))
    assert reasons(imported) == [(3, "上岗日期", "import.twice")]
    later = bring(ground, spell(1, code=elsewhere, started_on="2018-01-01"))
    assert reasons(later) == [(2, "上岗日期", "placement.overlaps")]
    bring(ground, spell(1, ended_on="2017-12-31"))
    assert tally(bring(ground, spell(1, code=elsewhere, started_on="2018-01-01")))["new"] == 1


def test_it_is_taken_back_the_same_day(ground: Cast) -> None:
    imported = bring(ground, spell(1))
    imported.refresh_from_db()
    take_back(imported=imported, by=ground.actor("yuanzhou"), at=NOW)
    assert not Placement.objects.exists()
    assert verify()["ok"]


@pytest.mark.parametrize("login", ["mawei", "stranger", "zhangyi", "leader"])
def test_a_stranger_may_neither_note_nor_read(ground: Cast, login: str) -> None:
    worker, employer = Worker.objects.get(household__number="H0001"), Employer.objects.first()
    assert employer is not None
    made = Spell(started_on=date(2017, 9, 1), way="own")
    with pytest.raises(Refusal, match=r"desk\.not_allowed"):
        note_placement(worker=worker, employer=employer, spell=made, by=ground.actor(login), at=NOW)
    with pytest.raises(Refusal, match=r"desk\.not_allowed"):
        send(
            ground, content=sheet("placements", [spell(1)]), kind="placements", login="yuanzhou", by=ground.actor(login)
        )
    bring(ground, spell(1))
    assert not Placement.objects.visible_to(ground.desk(login)).exists()
    assert Placement.objects.visible_to(ground.desk("sanying")).count() == 1
