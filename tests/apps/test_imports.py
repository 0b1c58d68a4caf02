"""核对: a village roll comes in; every row is judged, good ones land, bad ones come back with their reasons."""

from datetime import date

import pytest

from shanhai.apps.audit.facts import stored, verify
from shanhai.apps.audit.models import Entry
from shanhai.apps.imports.actions import amend, confirm, discard, take_back
from shanhai.apps.imports.facts import tally
from shanhai.apps.imports.models import Block, Import, Row
from shanhai.apps.workers.models import Household, StatusFact, Wish, Worker
from shanhai.apps.workers.sheets import COLUMNS, own_rows
from shanhai.core.identifiers.citizen import compose
from shanhai.core.refusal import Refusal
from shanhai.sheets.write import workbook
from shanhai.web.kit.refusals import sentence
from tests.cast import NOW, Cast
from tests.rolls import reasons, send, sheet, villager

NUMBER, PHONE = "公民身份号码", "手机号"


def land(
    cast: Cast, imported: Import, choices: dict[str, str] | None = None, login: str = "yuanzhou"
) -> dict[str, int]:
    confirm(imported=imported, choices=choices, by=cast.actor(login), at=NOW)
    return tally(imported)


def everything() -> dict[str, list[dict[str, object]]]:
    models = (Worker, Household, StatusFact, Wish)
    return {model.__name__: [stored(row) for row in model.objects.order_by("pk")] for model in models}


def test_nothing_is_stored_before_somebody_says_so(cast: Cast) -> None:
    imported = send(cast, [villager(1), villager(2)])
    assert tally(imported) == {"rows": 2, "new": 2, "updated": 0, "unchanged": 0, "rejected": 0, "review": 0}
    assert not Worker.objects.exists()
    assert land(cast, imported)["new"] == Worker.objects.count() == 2
    who = Worker.objects.get(household__number="H0001")
    assert (who.name, who.education, who.ability, who.phone()) == ("马志成", "70", "normal", "13800000001")
    assert Wish.objects.filter(worker=who, willing="yes", work="装配", lowest_pay=300_000).count() == 1
    assert StatusFact.objects.filter(household=who.household, kind="registered", since=date(2014, 4, 1)).exists()


DAMAGE = {
    "scientific": ({"number": "6.42221E+17"}, NUMBER, "citizen.scientific"),
    "zeros": ({"number": "642221199005020000"}, NUMBER, "citizen.trailing_zeros"),
    "short": ({"number": "64222119900501001"}, NUMBER, "citizen.length"),
    "fifteen": ({"number": "642221900501001"}, NUMBER, "citizen.fifteen"),
    "letters": ({"number": "64222119900501O019"}, NUMBER, "citizen.characters"),
    "check digit": ({"number": "642221199005010010"}, NUMBER, "citizen.check_digit"),
    "no such day": ({"number": "642221199002310019"}, NUMBER, "citizen.birth"),
    "not born yet": ({"number": compose("642221", date(2018, 3, 6), 1)}, NUMBER, "citizen.future_birth"),
    "a child": ({"number": compose("642221", date(2002, 3, 6), 1)}, NUMBER, "worker.under_age"),
    "nobody": ({"number": ""}, NUMBER, "cell.required"),
    "a formula": ({"name": "=HYPERLINK(A:A)"}, "姓名", "worker.name"),
    "a long name": ({"name": "马" * 31}, "姓名", "worker.name"),
    "unknown place": ({"township": "无此镇"}, "乡镇", "worker.township"),
    "no household": ({"household": ""}, "户编号", "cell.required"),
    "a long household": ({"household": "H" * 21}, "户编号", "cell.too_long"),
    "two phones": ({"phone": "13800000001/13800000002"}, PHONE, "worker.phone"),
    "ten digits": ({"phone": "1380000000"}, PHONE, "worker.phone"),
    "schooling": ({"education": "读过书"}, "文化程度", "cell.choice"),
    "a wan of pay": ({"lowest_pay": "0.3万"}, "最低月工资（元）", "money.wan"),
    "fen for yuan": ({"lowest_pay": "30000000000"}, "最低月工资（元）", "money.too_large"),
    "work unasked": ({"willing": ""}, "外出意愿", "wish.willing"),
    "status undated": ({"status_since": ""}, "认定日期", "date.empty"),
    "a day without status": ({"status": ""}, "户状态", "cell.required"),
    "next year's status": ({"status_since": "2019-01-01"}, "认定日期", "status.since"),
    "before its time": ({"status": "风险消除"}, "认定日期", "status.since"),
    "a serial day": ({"status_since": "41730"}, "认定日期", "date.excel_serial"),
    "half a day": ({"status_since": "2014.4"}, "认定日期", "date.incomplete"),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_cell_is_named_by_row_column_and_reason_and_the_good_rows_land(cast: Cast, damage: str) -> None:
    cells, heading, code = DAMAGE[damage]
    imported = send(cast, [villager(1), villager(2, **cells), villager(3)])
    assert reasons(imported) == [(3, heading, code)]
    assert "请" in sentence(Refusal(code)), "a reason says what to do"
    assert land(cast, imported)["new"] == Worker.objects.count() == 2
    assert verify()["ok"]


def test_every_flaw_of_a_row_is_told_at_once(cast: Cast) -> None:
    imported = send(cast, [villager(1, number="64", phone="12", education="?")])
    assert reasons(imported) == [
        (2, NUMBER, "citizen.length"),
        (2, PHONE, "worker.phone"),
        (2, "文化程度", "cell.choice"),
    ]


def test_a_control_character_and_an_unseen_one_are_told_apart(cast: Cast) -> None:
    text = ",".join(column.title for column in COLUMNS) + "\n"
    rows = [villager(1, name="马\u200b志成"), villager(2, skill="电\x07焊")]
    content = (text + "\n".join(",".join(f'"{v}"' for v in row.values()) for row in rows)).encode()
    imported = send(cast, content=content, filename="名册.csv")
    assert reasons(imported) == [(3, "技能", "cell.characters")]


def test_the_same_file_twice_changes_nothing(cast: Cast) -> None:
    content = sheet("workers", [villager(1), villager(2, number="1")])
    land(cast, send(cast, content=content))
    before = everything()
    again = send(cast, content=content)
    assert [note["code"] for note in again.notes] == ["import.same_file"]
    assert land(cast, again) == {"rows": 2, "new": 0, "updated": 0, "unchanged": 1, "rejected": 1, "review": 0}
    assert everything() == before


def test_confirming_twice_is_confirming_once(cast: Cast) -> None:
    imported = send(cast, [villager(1)])
    land(cast, imported)
    before, entries = everything(), Entry.objects.count()
    land(cast, imported)
    assert (everything(), Entry.objects.count()) == (before, entries)


def test_what_was_written_out_and_read_in_again_changes_nothing(cast: Cast) -> None:
    land(
        cast, send(cast, [villager(1), villager(2, phone="", village="", status="", status_since="", education="小学")])
    )
    people = list(Worker.objects.select_related("household"))
    again = send(cast, content=workbook(COLUMNS, own_rows(people, on=NOW.date()), title="名册"))
    assert tally(again) == {"rows": 2, "new": 0, "updated": 0, "unchanged": 2, "rejected": 0, "review": 0}
    before = everything()
    land(cast, again)
    assert everything() == before


def test_an_empty_cell_says_nothing_and_takes_nothing_away(cast: Cast) -> None:
    land(cast, send(cast, [villager(1)]))
    silent = dict.fromkeys(villager(1), "") | {
        key: villager(1)[key] for key in ("household", "name", "number", "township")
    }
    assert tally(send(cast, [silent]))["unchanged"] == 1
    imported = send(cast, [silent | {"skill": "缝纫"}])
    assert imported.rows.get().differences == [{"column": "skill", "was": "电焊", "now": "缝纫"}]
    land(cast, imported)
    who = Worker.objects.get()
    assert (who.skill, who.education, who.phone()) == ("缝纫", "70", "13800000001")
    assert Wish.objects.count() == 1


def test_an_update_shows_what_changes_with_private_values_masked(cast: Cast) -> None:
    land(cast, send(cast, [villager(1)]))
    imported = send(
        cast, [villager(1, phone="13911112222", lowest_pay="3500", village="新村", status_since="2015-01-01")]
    )
    assert imported.rows.get().differences == [
        {"column": "village", "was": "示例村", "now": "新村"},
        {"column": "phone", "was": "138****0001", "now": "139****2222"},
        {"column": "lowest_pay", "was": "3,000", "now": "3,500"},
        {"column": "status", "was": "建档立卡贫困户 2014-04-01", "now": "建档立卡贫困户 2015-01-01"},
    ]
    land(cast, imported)
    who = Worker.objects.get()
    assert (who.phone(), who.household.village) == ("13911112222", "新村")
    assert Wish.objects.get().lowest_pay == 350_000, "the same day's wish is corrected"
    assert StatusFact.objects.count() == 2, "a later fact stands beside the earlier one"
    assert verify()["ok"]


def test_a_row_that_comes_twice_is_taken_once_and_names_the_other(cast: Cast) -> None:
    imported = send(cast, [villager(1), villager(2), villager(1)])
    assert reasons(imported) == [(4, NUMBER, "import.twice")]
    assert imported.rows.get(number=4).problems[0]["facts"] == {"row": 2}
    assert land(cast, imported)["new"] == 2


def test_one_number_under_two_names_waits_for_somebody(cast: Cast) -> None:
    imported = send(cast, [villager(1), villager(1, name="李梅")])
    assert reasons(imported) == [(2, NUMBER, "worker.number_twice"), (3, NUMBER, "worker.number_twice")]
    row = imported.rows.get(number=3)
    assert land(cast, imported, {row.pk: "new"}) == {
        "rows": 2, "new": 1, "updated": 0, "unchanged": 0, "rejected": 0, "review": 1,
    }  # fmt: skip
    assert Worker.objects.get().name == "李梅"


def test_two_rows_chosen_for_one_number_land_once(cast: Cast) -> None:
    imported = send(cast, [villager(1), villager(1, name="李梅"), villager(2)])
    choices = dict.fromkeys(imported.rows.filter(outcome="review").values_list("pk", flat=True), "new")
    assert land(cast, imported, choices)["rejected"] == 1
    assert Worker.objects.count() == 2
    assert verify()["ok"]


def test_another_name_on_the_roll_is_for_somebody_to_decide(cast: Cast) -> None:
    land(cast, send(cast, [villager(1)]))
    imported = send(cast, [villager(1, name="马志诚")])
    assert reasons(imported) == [(2, "姓名", "worker.other_name")]
    assert "马志" not in str(imported.rows.get().problems), "names are masked"
    assert land(cast, imported)["review"] == 1
    assert Worker.objects.get().name == "马志成"
    again = send(cast, [villager(1, name="马志诚")])
    assert land(cast, again, {again.rows.get().pk: "new"})["updated"] == 1
    assert Worker.objects.get().name == "马志诚"


def test_households_keep_to_their_township(cast: Cast) -> None:
    land(cast, send(cast, [villager(1)]))
    imported = send(
        cast,
        [
            villager(2, household="H0001", township="张易镇"),
            villager(3, household="H9"),
            villager(4, household="H9", township="张易镇"),
        ],
    )
    assert reasons(imported) == [(2, "户编号", "household.elsewhere"), (4, "户编号", "household.two_places")]


def test_people_the_file_does_not_name_are_counted_and_kept(cast: Cast) -> None:
    land(cast, send(cast, [villager(1), villager(2), villager(3, township="张易镇")]))
    assert send(cast, [villager(1)]).absent == 2
    ours = send(cast, [villager(1), villager(2, phone="1")], login="sanying")
    assert ours.absent == 0, "a row that cannot be taken still names its person"
    land(cast, ours, login="sanying")
    assert Worker.objects.count() == 3


def test_a_township_sends_its_own_people_only(cast: Cast) -> None:
    land(cast, send(cast, [villager(9, township="张易镇")]))
    rows = [villager(1, township=""), villager(2, township="张易镇"), villager(9, household="H1")]
    imported = send(cast, rows, login="sanying")
    assert reasons(imported) == [(3, "乡镇", "import.other_unit"), (4, NUMBER, "worker.elsewhere")]
    assert Worker.objects.count() == 1
    land(cast, imported, login="sanying")
    assert sorted(Worker.objects.values_list("unit", flat=True)) == ["640402100", "640402105"]


@pytest.mark.parametrize("login", ["zhangyi", "mawei", "stranger", "auditor", "leader", "city-guyuan"])
def test_nobody_else_decides_or_sees(cast: Cast, login: str) -> None:
    imported = send(cast, [villager(1), villager(2, number="")], login="sanying")
    row, by = imported.rows.get(), cast.actor(login)
    for act in (
        lambda: confirm(imported=imported, by=by, at=NOW),
        lambda: discard(imported=imported, by=by, at=NOW),
        lambda: amend(row=row, cells={"name": "李梅"}, by=by, at=NOW),
        lambda: take_back(imported=imported, by=by, at=NOW),
        lambda: send(cast, [villager(1)], login="yuanzhou", by=by, unit="640402100"),
    ):
        with pytest.raises(Refusal, match=r"desk\.not_allowed"):
            act()
    desk = cast.desk(login)
    assert not Import.objects.visible_to(desk).exists()
    assert not Row.objects.visible_to(desk).exists()
    assert not Block.objects.visible_to(desk).exists()


def test_the_county_sees_what_its_townships_send_and_not_the_other_way_round(cast: Cast) -> None:
    send(cast, [villager(1)], login="sanying")
    send(cast, [villager(2)])
    assert Import.objects.visible_to(cast.desk("yuanzhou")).count() == 2
    assert Import.objects.visible_to(cast.desk("sanying")).count() == 1


def test_the_scope_is_what_hides_them(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control: without the scope the stranger would see it."""
    send(cast, [villager(1)])
    monkeypatch.setattr("shanhai.apps.imports.models.ImportQuerySet.visible_to", lambda self, desk: self)
    assert Import.objects.visible_to(cast.desk("stranger")).exists()
