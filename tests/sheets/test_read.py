import datetime
import hashlib
import io

import pytest

from shanhai.core.refusal import Refusal
from shanhai.sheets.read import Table, read_table
from tests.sheets.cast import BORN, MA, NAME, NUMBER, PAY, ROLL, book

HEADINGS = [column.title for column in ROLL]


def read(content: bytes, name: str = "花名册.xlsx", **more: object) -> Table:
    return read_table(content, filename=name, columns=ROLL, **more)  # type: ignore[arg-type]


def test_a_heading_row_is_found_under_title_rows_and_rows_keep_their_numbers() -> None:
    table = read(book([["2018年花名册"], [], ["填表单位：张易镇"], HEADINGS, MA, [], MA]))
    assert [row.number for row in table.rows] == [5, 7]
    assert list(table.rows[0].cells.values()) == list(MA)


def test_two_heading_rows_are_read_as_group_and_members() -> None:
    group = ["姓名", "身份证号", "基本情况", "", "备注"]
    members = ["", "", "性别", "出生\n日期", ""]
    table = read(book([["标题"], group, members, [*MA[:4], "无"]]))
    assert table.matched["born"] == ("D", "基本情况出生\n日期")
    assert table.unmatched == ("备注",)
    assert table.rows[0].number == 4
    assert table.rows[0].cells["born"] == "1991-05-06"


def test_headings_are_known_in_any_order_and_dress() -> None:
    headings = ["* 公民身份号码 （18位）", "姓\n名", "【性别】", "月工资", "手机"]
    table = read(book([headings, [MA[1], MA[0], "男", 3500, "13800000000"]]))
    assert {key: at for key, (at, _) in table.matched.items()} == {
        "name": "B",
        "number": "A",
        "sex": "C",
        "pay": "D",
    }
    assert table.unmatched == ("手机",)
    assert table.rows[0].cells["pay"] == "3500"


def test_a_hidden_sheet_is_passed_over() -> None:
    table = read(book([HEADINGS, MA], hidden=[HEADINGS, ["隐藏的人", "1", "男"]]))
    assert table.sheet == "花名册"
    assert [row.cells["name"] for row in table.rows] == ["马建国"]


def test_a_second_sheet_is_taken_when_the_first_has_not_the_required_columns() -> None:
    from tests.sheets.cast import opened, zipped

    parts = opened(book([HEADINGS, MA], hidden=[["姓名", "性别"], ["甲", "男"]]))
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(b' state="hidden"', b"")
    assert read(zipped(parts)).rows[0].cells["number"] == MA[1]


def test_what_a_person_said_of_a_heading_goes_before_what_we_know() -> None:
    content = book([["名字", "证件", "姓名"], ["甲", "1", "乙"]])
    told = {"名字": "name", "证件": "number", "姓名": ""}
    table = read(content, mapping=told)
    assert table.rows[0].cells == {"name": "甲", "number": "1"}
    assert table.unmatched == ()


def test_missing_columns_refuse_the_file_unless_a_page_is_to_map_them() -> None:
    content = book([["姓名", "性别", "证件"], ["甲", "男", "1"]])
    with pytest.raises(Refusal) as caught:
        read(content)
    assert caught.value.code == "file.missing_columns"
    assert caught.value.facts == {"missing": ("身份证号",), "unmatched": ("证件",)}
    assert read(content, partial=True).missing == ("身份证号",)


def test_no_heading_row_is_refused_with_what_was_expected() -> None:
    with pytest.raises(Refusal) as caught:
        read(book([["甲", "乙"], ["1", "2"]]))
    assert caught.value.code == "file.no_header"
    assert caught.value.facts["expected"] == tuple(HEADINGS)


def test_numbers_and_days_become_the_text_a_person_sees() -> None:
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as file:
        sheet = file.add_worksheet()
        day = file.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, HEADINGS)
        sheet.write_number(1, 1, 642221199105060017)
        sheet.write_datetime(1, 3, datetime.date(2018, 3, 5), day)
        sheet.write_number(1, 4, 3500.0)
        sheet.write_string(2, 1, "6.42221E+17")
        sheet.write_string(2, 3, "2018.3.5")
        sheet.write_number(2, 4, 0.1 + 0.2)
    first, second = read(out.getvalue()).rows
    assert first.cells["number"] == "642221199105060000"
    assert (first.cells["born"], first.cells["pay"]) == ("2018-03-05", "3500")
    assert second.cells["number"] == "6.42221E+17"
    assert (second.cells["born"], second.cells["pay"]) == ("2018.3.5", "0.3")


def wide(text: str) -> str:
    """As an input method in full-width mode writes it."""
    return "".join(chr(ord(one) + 0xFEE0) for one in text)


def test_full_width_digits_are_plain_and_names_are_left_alone() -> None:
    row = ["　﨑山·\u2f08\u200b ", wide(MA[1]), "男", wide("2018-03-05"), wide("3500") + "元"]
    cells = read(book([HEADINGS, row])).rows[0].cells
    assert cells["name"] == "﨑山·\u2f08"
    assert cells["number"] == "64222119910506001X"
    assert (cells["born"], cells["pay"]) == ("2018-03-05", "3500元")


def test_a_row_with_text_only_beside_our_columns_is_named_as_skipped() -> None:
    table = read(book([["序号", *HEADINGS], [1, *MA], [2, "", "", "", "", ""]]))
    assert len(table.rows) == 1
    assert table.skipped == (3,)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_csv_is_read_in_the_encodings_of_excel_and_wps(encoding: str, delimiter: str) -> None:
    lines = [HEADINGS, ("𠮷建国", *MA[1:]), ['"两\n行"', *MA[1:]]]
    text = "\r\n".join(delimiter.join(line) for line in lines)
    table = read(text.encode(encoding), "roll.CSV")
    assert [row.cells["name"] for row in table.rows] == ["𠮷建国", "两\n行"]
    assert [row.number for row in table.rows] == [2, 3]


def test_the_digest_is_that_of_the_file() -> None:
    content = "姓名,身份证号\n甲,1\n".encode()
    table = read_table(content, filename="a.csv", columns=(NAME, NUMBER, BORN, PAY))
    assert table.digest == hashlib.sha256(content).hexdigest()
    assert table.missing == ()


def test_an_xls_of_the_old_kind_is_read() -> None:
    from tests.sheets.old_excel import biff

    table = read(biff([["姓名", "身份证号"], ["马建国", "64222119910506001X"]]), "old.xls")
    assert table.rows[0].cells == {"name": "马建国", "number": "64222119910506001X"}
