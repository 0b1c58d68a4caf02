"""核对: surveys of employers and lists of positions come in."""

import pytest

from shanhai.apps.audit.facts import stored, verify
from shanhai.apps.employers.actions import close_position, enlist
from shanhai.apps.employers.models import Employer, Position
from shanhai.apps.imports.actions import confirm, take_back
from shanhai.apps.imports.facts import tally
from shanhai.apps.imports.models import Import
from shanhai.core.identifiers.credit import compose
from shanhai.core.refusal import Refusal
from tests.cast import NOW, Cast
from tests.rolls import Cells, firm, job, reasons, send


def take(cast: Cast, rows: list[Cells], kind: str = "employers", choose: str = "old") -> Import:
    """Stage and confirm as 马尾."""
    imported = send(cast, rows, kind=kind)
    choices = dict.fromkeys(imported.rows.values_list("pk", flat=True), choose)
    confirm(imported=imported, choices=choices, by=cast.actor("mawei"), at=NOW)
    imported.refresh_from_db()
    return imported


def everything() -> list[dict[str, object]]:
    return [stored(row) for model in (Employer, Position) for row in model.objects.order_by("pk")]


FIRM_DAMAGE = {
    "short": ({"code": "9135010500000001"}, "统一社会信用代码", "credit.length"),
    "an O": ({"code": "9135010500000001OA"}, "统一社会信用代码", "credit.characters"),
    "check": ({"code": compose("350105", 7)[:-1] + "0"}, "统一社会信用代码", "credit.check_character"),
    "nameless": ({"name": ""}, "企业名称", "cell.required"),
    "headcount": ({"headcount": "很多"}, "职工人数", "cell.whole"),
    "phone": ({"contact_phone": "不便透露"}, "联系电话", "employer.phone"),
    "willing": ({"willing": "看情况"}, "是否愿意对口招工", "cell.choice"),
}
JOB_DAMAGE = {
    "whose": ({"code": ""}, "企业名称", "position.employer_missing"),
    "unknown code": ({"code": compose("350105", 99)}, "统一社会信用代码", "employer.unknown"),
    "unknown name": ({"code": "", "employer": "没有这家"}, "企业名称", "employer.unknown"),
    "another name": ({"employer": "没有这家"}, "企业名称", "position.employer_differs"),
    "no seats": ({"seats": "0"}, "名额", "cell.whole"),
    "some seats": ({"seats": "若干"}, "名额", "cell.whole"),
    "negotiable": ({"pay_min": "面议"}, "月工资下限（元）", "money.unreadable"),
    "upside down": ({"pay_max": "3000"}, "月工资上限（元）", "position.pay_order"),
    "hours": ({"hours": "13"}, "每天小时", "cell.whole"),
    "canteen": ({"canteen": "好吃"}, "食堂", "cell.choice"),
    "dormitory": ({"dormitory": "也许"}, "宿舍", "cell.choice"),
}


@pytest.mark.parametrize("damage", FIRM_DAMAGE)
def test_a_damaged_row_of_a_survey_is_named_and_the_others_land(cast: Cast, damage: str) -> None:
    cells, heading, code = FIRM_DAMAGE[damage]
    assert reasons(take(cast, [firm(1), firm(2, **cells), firm(3)])) == [(3, heading, code)]
    assert Employer.objects.count() == 2


@pytest.mark.parametrize("damage", JOB_DAMAGE)
def test_a_damaged_row_of_a_list_of_positions_is_named_and_the_others_land(cast: Cast, damage: str) -> None:
    take(cast, [firm(1)])
    cells, heading, code = JOB_DAMAGE[damage]
    rows = [job(1), job(1, "包装工", **cells), job(1, "质检员")]
    assert reasons(take(cast, rows, "positions")) == [(3, heading, code)]
    assert Position.objects.seats() == 60


def test_a_survey_and_its_positions_land_twice_as_once(cast: Cast) -> None:
    take(cast, [firm(1), firm(2)])
    by_name = job(2, "包装工", code="", employer="海岸电池2（示例）", hours="8小时", seats="12 人", canteen="")
    take(cast, [job(1), by_name], "positions")
    first = Position.objects.get(title="装配工")
    assert (first.seats, first.pay_min, first.pay_max, first.dormitory, first.canteen) == (
        30,
        350_000,
        450_000,
        True,
        "halal",
    )
    assert Position.objects.get(title="包装工").employer.credit_code == compose("350105", 2)
    before = everything()
    assert tally(take(cast, [firm(1), firm(2)]))["unchanged"] == 2
    assert tally(take(cast, [job(1), by_name], "positions"))["unchanged"] == 2
    assert everything() == before


def test_what_changed_is_shown_and_an_empty_cell_changes_nothing(cast: Cast) -> None:
    take(cast, [firm(1)])
    take(cast, [job(1)], "positions")
    silent = dict.fromkeys(firm(1), "") | {"code": firm(1)["code"], "name": firm(1)["name"]}
    assert take(cast, [silent | {"contact_phone": "13911112222"}]).rows.get().differences == [
        {"column": "contact_phone", "was": "059****0000", "now": "139****2222"}
    ]
    assert Employer.objects.get().willing == "yes"
    quiet = dict.fromkeys(job(1), "") | {key: job(1)[key] for key in ("code", "title", "pay_min", "pay_max")}
    assert take(cast, [quiet | {"seats": "40"}], "positions").rows.get().differences == [
        {"column": "seats", "was": "30", "now": "40"}
    ]
    assert Position.objects.get().canteen == "halal"


def test_a_listed_employer_is_not_made_unwilling_by_a_workbook(cast: Cast) -> None:
    take(cast, [firm(1)])
    enlist(employer=Employer.objects.get(), on=NOW.date(), by=cast.actor("mawei"), at=NOW)
    assert reasons(take(cast, [firm(1, willing="不愿意")])) == [(2, "是否愿意对口招工", "employer.listed_unwilling")]


def test_another_name_for_a_code_is_for_somebody_to_decide(cast: Cast) -> None:
    take(cast, [firm(1)])
    assert reasons(take(cast, [firm(1, name="海岸新能源（示例）")])) == [(2, "企业名称", "employer.other_name")]
    assert Employer.objects.get().name == "海岸电池1（示例）"
    assert tally(take(cast, [firm(1, name="海岸新能源（示例）")], choose="new"))["updated"] == 1
    assert Employer.objects.get().name == "海岸新能源（示例）"


def test_a_closed_position_opens_again_only_when_somebody_says_so(cast: Cast) -> None:
    take(cast, [firm(1)])
    take(cast, [job(1)], "positions")
    close_position(position=Position.objects.get(), by=cast.actor("mawei"), at=NOW)
    assert reasons(take(cast, [job(1)], "positions")) == [(2, "岗位", "position.closed")]
    assert Position.objects.get().closed_on
    take(cast, [job(1)], "positions", choose="new")
    assert Position.objects.get().closed_on is None


def test_an_employer_of_another_region_is_left_to_it(cast: Cast) -> None:
    take(cast, [firm(1)])
    theirs = send(cast, [firm(1)], kind="employers", login="yuanzhou")
    assert reasons(theirs) == [(2, "统一社会信用代码", "employer.elsewhere")]
    assert theirs.rows.get().target == ""


def test_repeated_rows_name_the_first(cast: Cast) -> None:
    assert reasons(take(cast, [firm(1), firm(1)])) == [(3, "统一社会信用代码", "import.twice")]
    rows = [job(1), job(1, code="", employer="海岸电池1（示例）")]
    assert reasons(take(cast, rows, "positions")) == [(3, "岗位", "import.twice")]


def test_what_a_file_does_not_name_is_counted(cast: Cast) -> None:
    take(cast, [firm(1), firm(2)])
    take(cast, [job(1), job(1, "包装工"), job(2)], "positions")
    assert send(cast, [firm(1)], kind="employers").absent == 1
    assert send(cast, [job(1)], kind="positions").absent == 2


def test_taking_back_restores_the_base(cast: Cast) -> None:
    take(cast, [firm(1)])
    take(cast, [job(1)], "positions")
    before = everything()
    imported = take(cast, [job(1, seats="50"), job(1, "包装工")], "positions")
    take_back(imported=imported, by=cast.actor("mawei"), at=NOW)
    assert everything() == before
    assert verify()["ok"]


def test_a_township_sends_no_employers(cast: Cast) -> None:
    with pytest.raises(Refusal, match=r"desk\.not_allowed"):
        send(cast, [firm(1)], kind="employers", login="sanying")
