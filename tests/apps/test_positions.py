"""Positions: what is refused on every way in, and how long one is shown after somebody verified it."""

from datetime import date, timedelta
from typing import Any

import pytest

from shanhai.apps.audit.models import Entry
from shanhai.apps.employers import actions
from shanhai.apps.employers.facts import job_of
from shanhai.apps.employers.models import Position
from shanhai.apps.imports.facts import tally
from shanhai.core.identifiers.credit import compose
from shanhai.core.money import Fen
from shanhai.core.refusal import Refusal
from tests.apps.test_employers import code, firm, job, listed, offered
from tests.apps.test_imports_firms import take
from tests.cast import NOW, TODAY, Cast
from tests.rolls import firm as firm_row
from tests.rolls import job as job_row
from tests.rolls import reasons

AGENT = compose("350105", 77)
REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "ethnic": ({"requirements": "限汉族"}, "position.wording"),
    "sex": ({"title": "男装配工"}, "position.wording"),
    "religion": ({"requirements": "不信教"}, "position.wording"),
    "hidden in pay": ({"pay_includes": "女工另有补贴"}, "position.wording"),
    "age": ({"requirements": "18-45岁"}, "position.limit_untagged"),
    "body": ({"requirements": "需健康证"}, "position.limit_untagged"),
    "pay": ({"pay_min": Fen(164_999)}, "position.pay_below_minimum"),
    "overtime": ({"overtime_hours": 37}, "position.overtime"),
    "overtime, empty note": ({"overtime_hours": 37, "overtime_note": "  "}, "position.overtime"),
    "age without a tag": ({"age_min": 18}, "position.age_untagged"),
    "unknown tag": ({"limits": "fit"}, "position.limit_unknown"),
    "half a dispatcher": ({"dispatcher": "派遣公司"}, "position.dispatcher"),
    "dispatched for a task": ({"dispatcher": "派遣公司", "dispatcher_code": AGENT, "contract": "task"}, "position.dispatch_terms"),
    "dispatched without a labour contract": ({"dispatcher": "派遣公司", "dispatcher_code": AGENT, "relation": "service"}, "position.dispatch_terms"),
}  # fmt: skip
LAWFUL: dict[str, dict[str, Any]] = {
    "clothes": {"title": "男式衬衫缝制工", "requirements": "看得懂女装纸样"},
    "canteen": {"requirements": "有清真食堂", "canteen": "halal"},
    "place": {"requirements": "厂址在汉阳路，民族大道口"},
    "certificate": {"requirements": "需健康证", "limits": "food_certificate"},
    "adults": {"requirements": "年满18周岁", "limits": "minor_barred", "age_min": 18},
    "lowest pay": {"pay_min": Fen(165_000)},
    "36 hours": {"overtime_hours": 36},
    "noted overtime": {"overtime_hours": 50, "overtime_note": "经批准实行综合计算工时（示例）"},
    "dispatched": {"dispatcher": "派遣公司（示例）", "dispatcher_code": AGENT, "contract": "fixed", "relation": "labour"},
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_a_position_that_a_law_forbids_is_not_offered(cast: Cast, case: str) -> None:
    said, refusal = REFUSED[case]
    employer = firm(cast)
    title = str(said.get("title", "装配工"))
    with pytest.raises(Refusal, match=refusal.replace(".", r"\.")):
        offered(cast, employer, **({"title": title} | said))
    assert not Position.objects.exists()


@pytest.mark.parametrize("case", LAWFUL)
def test_a_lawful_position_is(cast: Cast, case: str) -> None:
    said = LAWFUL[case]
    row = offered(cast, firm(cast), **({"title": "装配工"} | said))
    assert {name: getattr(row, name) for name in said} == said


@pytest.mark.parametrize(
    ("cells", "heading", "refusal"),
    [
        ({"title": "男装配工"}, "岗位", "position.wording"),
        ({"requirements": "汉族优先"}, "要求", "position.wording"),
        ({"requirements": "45岁以下"}, "要求", "position.limit_untagged"),
        ({"pay_min": "1,600"}, "月工资下限（元）", "position.pay_below_minimum"),
        ({"overtime_hours": "40小时"}, "每月加班小时", "position.overtime"),
        ({"limits": "身体好"}, "法定限制", "position.limit_unknown"),
        ({"age_min": "18"}, "年龄下限", "position.age_untagged"),
        ({"occupation": "拧螺丝"}, "职业代码", "position.occupation"),
        ({"dispatcher": "派遣公司"}, "派遣单位", "position.dispatcher"),
        ({"dispatcher": "派遣公司", "dispatcher_code": AGENT, "contract": "无固定期限"}, "合同期限", "position.dispatch_terms"),
    ],
)  # fmt: skip
def test_the_same_checks_run_in_a_workbook(cast: Cast, cells: dict[str, str], heading: str, refusal: str) -> None:
    take(cast, [firm_row(1)])
    imported = take(cast, [job_row(1, "质检员"), job_row(1, **cells)], "positions")
    assert reasons(imported) == [(3, heading, refusal)]
    assert [one.title for one in Position.objects.all()] == ["质检员"]


FULL = {
    "occupation": "电子设备装接工", "overtime_hours": "50", "overtime_note": "综合计算工时（示例）", "contract": "固定期限",
    "relation": "劳动关系", "dispatcher": "派遣公司（示例）", "dispatcher_code": AGENT, "limits": "未成年工禁忌劳动", "age_min": "18",
    "requirements": "年满18周岁",
}  # fmt: skip


def test_every_column_lands_and_a_second_time_changes_nothing(cast: Cast) -> None:
    take(cast, [firm_row(1)])
    take(cast, [job_row(1, **FULL)], "positions")
    row = Position.objects.get()
    assert (row.occupation, row.overtime_hours, row.contract, row.relation, row.limits, row.age_min) == (
        "6-25-04-07", 50, "fixed", "labour", "minor_barred", 18,
    )  # fmt: skip
    again = take(cast, [job_row(1, **FULL)], "positions")
    assert tally(again)["unchanged"] == 1


def test_what_a_row_says_must_go_with_what_stands(cast: Cast) -> None:
    take(cast, [firm_row(1)])
    take(cast, [job_row(1, **FULL)], "positions")
    assert reasons(take(cast, [job_row(1, contract="无固定期限")], "positions")) == [
        (2, "岗位", "position.dispatch_terms")
    ]


def test_a_position_is_fresh_for_sixty_days_and_hidden_after_ninety(cast: Cast) -> None:
    row = offered(cast, listed(cast), on=TODAY)

    def shown(login: str, on: date) -> bool:
        return Position.objects.shown_to(cast.desk(login, on=on)).exists()

    for days, stale, hidden in [(0, False, False), (60, False, False), (61, True, False), (90, True, False), (91, True, True)]:  # fmt: skip
        day = TODAY + timedelta(days=days)
        assert (row.is_stale(day), row.is_hidden(day)) == (stale, hidden), days
        assert Position.objects.stale(on=day).exists() is stale and Position.objects.hidden(on=day).exists() is hidden
        assert Position.objects.public(on=day).exists() is shown("yuanzhou", day) is not hidden
        assert shown("mawei", day)
    assert row.hides_on() == TODAY + timedelta(days=91)
    later = NOW + timedelta(days=120)
    actions.verify_position(position=row, by=cast.actor("mawei"), at=later)
    assert Position.objects.public(on=later.date()).exists() and shown("yuanzhou", later.date())


def test_closing_and_reopening_are_acts_of_their_own(cast: Cast) -> None:
    mawei, row = cast.actor("mawei"), offered(cast, listed(cast), on=date(2018, 1, 5))
    actions.reopen(position=row, by=mawei, at=NOW)
    assert not Entry.objects.filter(action="position.reopen").exists()
    actions.close_position(position=row, by=mawei, at=NOW)
    closed = row.closed_on
    actions.close_position(position=row, by=mawei, at=NOW + timedelta(days=3))
    assert row.closed_on == closed and Entry.objects.filter(action="position.close").count() == 1
    actions.reopen(position=row, by=mawei, at=NOW + timedelta(days=4))
    assert (row.closed_on, row.verified_on, row.opened_on) == (None, TODAY + timedelta(days=4), date(2018, 1, 5))
    assert Entry.objects.filter(action="position.reopen").count() == 1


def test_a_position_reopens_only_as_the_law_of_the_day_allows(cast: Cast) -> None:
    row = offered(cast, firm(cast), pay_min=Fen(165_000))
    actions.close_position(position=row, by=cast.actor("mawei"), at=NOW)
    with pytest.raises(Refusal, match=r"position\.pay_below_minimum"):
        actions.reopen(position=row, by=cast.actor("mawei"), at=NOW.replace(year=2021))


def test_amending_takes_the_same_checks_and_no_other_positions_title(cast: Cast) -> None:
    employer, mawei = firm(cast), cast.actor("mawei")
    row, _other = offered(cast, employer), offered(cast, employer, "包装工")
    told = job_of(row, title="贴片操作工", seats=5, overtime_hours=20)
    actions.amend(position=row, job=told, by=mawei, at=NOW)
    entries = Entry.objects.count()
    actions.amend(position=row, job=told, by=mawei, at=NOW)
    assert (row.title, row.seats, Entry.objects.count()) == ("贴片操作工", 5, entries)
    with pytest.raises(Refusal, match=r"position\.title_taken"):
        actions.amend(position=row, job=job(title="包装工"), by=mawei, at=NOW)
    with pytest.raises(Refusal, match=r"position\.wording"):
        actions.amend(position=row, job=job(requirements="女性优先"), by=mawei, at=NOW)
    assert job(1).employer == code(1)
