from datetime import date

import pytest

from shanhai.core.identifiers.division import Division, Divisions, Township, divisions
from tests.core.refusals import code, refused

TABLE = divisions()
SPRING = date(2018, 3, 5)


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ("640402", "宁夏回族自治区固原市原州区"),
        ("350105", "福建省福州市马尾区"),
        ("350505", "福建省泉州市泉港区"),
        ("621102", "甘肃省定西市安定区"),
        ("640423", "宁夏回族自治区固原市隆德县"),
        ("642221", "宁夏回族自治区固原地区固原县"),
        ("640402100", "宁夏回族自治区固原市原州区三营镇"),
        ("110101", "北京市东城区"),
        ("110229", "北京市延庆县"),
        ("429004", "湖北省仙桃市"),
        ("640000", "宁夏回族自治区"),
    ],
)
def test_a_place_is_named_from_the_province_down(place, name):
    assert TABLE.full_name(place) == name


def test_yuanzhou_district_was_guyuan_county_before_2001():
    assert TABLE.exists("640402", SPRING)
    assert not TABLE.exists("640402", date(1999, 1, 1))
    assert TABLE.exists("642221", date(1999, 1, 1))
    assert not TABLE.exists("642221", SPRING)
    assert TABLE.name("642221", date(1999, 1, 1)) == "固原县"
    assert refused(TABLE.name, "642221", SPRING).as_json() == {
        "refusal": "division.not_then",
        "code": "642221",
        "month": "2018-03",
    }


def test_the_ends_of_the_lists_are_open():
    assert TABLE.exists("350105", date(1975, 1, 1))
    assert TABLE.exists("350105", date(2030, 1, 1))
    assert not TABLE.exists("350199", SPRING)


def test_an_unknown_code_has_no_name():
    assert not TABLE.known("350199")
    for question in (TABLE.name, TABLE.full_name, TABLE.parent):
        assert refused(question, "350199").as_json() == {
            "refusal": "division.unknown",
            "code": "350199",
        }
    assert code(TABLE.name, "350199", SPRING) == "division.unknown"


def test_parents_lead_to_the_province():
    assert TABLE.parent("640402100") == "640402"
    assert TABLE.parent("640402") == "640400"
    assert TABLE.parent("640400") == "640000"
    assert TABLE.parent("640000") is None
    assert TABLE.parent("110229") == "110000"  # its group, 110200, is in no list


def test_yuanzhou_has_fourteen_townships_and_mawei_four():
    assert len(TABLE.townships("640402")) == 14
    assert [unit.name for unit in TABLE.townships("350105")] == [
        "罗星街道",
        "马尾镇",
        "亭江镇",
        "琅岐镇",
    ]
    assert TABLE.townships("110101") == ()
    assert TABLE.known("640402100")
    assert TABLE.name("640402100") == "三营镇"


def test_where_lists_contradict_each_other_the_lasting_name_wins():
    assert TABLE.name("220281", date(2003, 12, 15)) == "蛟河市"
    assert TABLE.name("220281") == "蛟河市"


def test_a_renamed_place_has_the_name_of_its_day():
    table = Divisions(
        [
            Division("990000", "旧省", "1980-12", "1999-12"),
            Division("990000", "新省", "2000-12", "2023-06"),
            Division("990101", "甲县", "1980-12", "1998-12"),
            Division("990102", "乙县", "2001-12", "2023-06"),
        ],
        [Township("990102001", "丙镇")],
    )
    assert table.name("990000") == "新省"
    assert table.name("990000", date(1990, 1, 1)) == "旧省"
    assert table.full_name("990101") == "旧省甲县"
    assert table.full_name("990102001") == "新省乙县丙镇"
    assert table.parent("990101") == "990000"


def test_every_code_has_a_name_and_a_province():
    for place in TABLE._rows:
        assert TABLE.full_name(place).endswith(TABLE.name(place))
        assert place.endswith("0000") or TABLE.parent(place) is not None


def test_a_city_has_its_counties() -> None:
    assert "640402" in divisions().counties("640400")
    assert "640400" not in divisions().counties("640400")
    assert divisions().counties("999900") == ()
