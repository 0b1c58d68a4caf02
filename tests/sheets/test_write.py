import io
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shanhai.sheets.cells import DANGEROUS, tidy
from shanhai.sheets.columns import Column, letter
from shanhai.sheets.errors import BadRow, Problem, error_workbook
from shanhai.sheets.read import read_table
from shanhai.sheets.template import template
from shanhai.sheets.write import LONGEST, csv_text, sheet_name, workbook
from tests.sheets.cast import MA, ROLL

TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)  # NUL: no text file has it
FILLED = st.tuples(TEXT.map(lambda text: "马" + text), TEXT, TEXT, TEXT, TEXT)
CALLS = ("1+1", "cmd|' /C calc'!A0", 'HYPERLINK("http://x","y")', "SUM(A1)", "@SUM(1)", "", "-2", "\tA1")
FORMULAS = [before + dangerous + call for before in ("", " ") for dangerous in DANGEROUS for call in CALLS]


def cells_of(content: bytes) -> list[Any]:
    file = openpyxl.load_workbook(io.BytesIO(content))
    return [cell for sheet in file for row in sheet for cell in row]


@settings(max_examples=25, deadline=None)
@given(st.lists(FILLED, max_size=6))
def test_what_is_written_is_read_again(rows: list[tuple[str, ...]]) -> None:
    keys = [f"k{at}" for at in range(len(rows))]
    wanted = [[tidy(text) for text in row] for row in rows]
    book = read_table(workbook(ROLL, rows, title="花名册", notice="演示", keys=keys), filename="a.xlsx", columns=ROLL)
    assert [list(row.cells.values()) for row in book.rows] == wanted
    assert [row.key for row in book.rows] == keys
    commas = read_table(csv_text(ROLL, rows), filename="a.csv", columns=ROLL)
    assert [list(row.cells.values()) for row in commas.rows] == wanted


@settings(max_examples=15, deadline=None)
@given(st.lists(FILLED, min_size=1, max_size=4))
def test_a_filled_in_template_is_read(rows: list[tuple[str, ...]]) -> None:
    file = openpyxl.load_workbook(io.BytesIO(template("花名册", ROLL, notes=["每人一行"])))
    sheet = file.worksheets[0]
    plain = [[openpyxl.cell.cell.ILLEGAL_CHARACTERS_RE.sub("", text) for text in row] for row in rows]
    for at, row in enumerate(plain, start=2):
        for place, text in enumerate(row, start=1):
            cell = sheet.cell(at, place, text)
            cell.data_type = "s"
    out = io.BytesIO()
    file.save(out)
    table = read_table(out.getvalue(), filename="a.xlsx", columns=ROLL)
    assert table.sheet == "花名册"
    got = [[text.replace("\r\n", "\n").replace("\r", "\n") for text in row.cells.values()] for row in table.rows]
    assert got == [[tidy(text.replace("\r\n", "\n").replace("\r", "\n")) for text in row] for row in plain]


def test_no_cell_of_a_workbook_is_a_formula() -> None:
    assert len(FORMULAS) > 150
    column = Column(key="a", title="=1+1", note="=1", choices=("=1", "＋1"))
    problem = [Problem("a", "=1+1"), Problem("", "@x")]
    books = [
        workbook([column], [[text] for text in FORMULAS], title="=甲", notice="=1+1", keys=FORMULAS),
        error_workbook(
            [column],
            [BadRow(number=1, key=text, cells={"a": text}, problems=problem) for text in FORMULAS],
        ),
        template("=甲", [column], notes=FORMULAS),
    ]
    for book in books:
        cells = cells_of(book)
        assert len(cells) > 4
        assert [cell for cell in cells if cell.data_type == "f"] == []
    kept = [cell.value for cell in cells_of(books[0])]
    assert [text for text in FORMULAS if text not in kept and "\r" not in text] == []


def test_a_formula_would_be_seen_by_this_page() -> None:
    """The negative control: the same text written carelessly is a formula."""
    file = openpyxl.Workbook()
    file.active["A1"] = "=1+1"
    out = io.BytesIO()
    file.save(out)
    assert [cell.data_type for cell in cells_of(out.getvalue())] == ["f"]


@pytest.mark.parametrize("text", [text for text in FORMULAS if not text.startswith(" ")])
def test_no_cell_of_a_csv_begins_as_a_formula(text: str) -> None:
    written = csv_text(ROLL[:1], [[text]]).decode("utf-8-sig").split("\r\n", 1)[1]
    assert written.lstrip('"').startswith("'")


def test_whole_numbers_stay_numbers_and_nothing_stays_nothing() -> None:
    cells = cells_of(workbook(ROLL[:2], [[3500, None], ["", "x"]], title="表"))
    assert [cell.value for cell in cells] == ["姓名", "身份证号", 3500, None, None, "x"]


def test_the_same_rows_are_the_same_bytes() -> None:
    assert workbook(ROLL, [MA], title="表") == workbook(ROLL, [MA], title="表")


def test_text_longer_than_excel_keeps_is_cut_where_it_can_be_seen() -> None:
    cells = cells_of(workbook(ROLL[:1], [["长" * (LONGEST + 1)]], title="表"))
    assert cells[1].value == "长" * (LONGEST - 1) + "…"


def test_headings_are_frozen_filtered_and_dressed() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(workbook(ROLL, [MA, MA], title="花/名册", notice="演示"))).active
    assert (sheet.title, sheet.freeze_panes, sheet.auto_filter.ref) == ("花名册", "A3", "A2:E4")
    assert sheet["A1"].value == "演示"
    assert sheet["B3"].number_format == "@"


def test_a_template_tells_what_is_wanted() -> None:
    file = openpyxl.load_workbook(io.BytesIO(template("花名册", ROLL, notes=["每人一行"])))
    sheet, guide, lists = file.worksheets
    assert [cell.value for cell in sheet[1]] == ["姓名", "身份证号", "性别", "出生日期", "月工资（元）"]
    assert sheet["A1"].fill.fgColor.rgb == "FFFFE699"
    assert sheet["C1"].fill.fgColor.rgb != sheet["A1"].fill.fgColor.rgb
    assert sheet["A1"].comment.text == "与身份证一致"
    assert sheet.column_dimensions["B"].width > 20
    (rule,) = sheet.data_validations.dataValidation
    assert (rule.formula1, str(rule.sqref)) == ("选项!$A$1:$A$2", "C2:C20001")
    assert (guide.title, guide["A1"].value, lists.sheet_state) == ("填写说明", "每人一行", "hidden")


def test_an_error_workbook_shows_its_reasons_and_is_read_again() -> None:
    cells = dict(zip([column.key for column in ROLL], MA, strict=True))
    problems = [Problem("number", "校验码不对"), Problem("number", "重复"), Problem("", "与第 3 行相同")]
    content = error_workbook(ROLL, [BadRow(number=12, key="w-7", cells=cells, problems=problems)])
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert sheet["B2"].comment.text == "校验码不对\n重复"
    assert sheet["B2"].fill.fgColor.rgb == "FFF4B6B6"
    assert sheet["A2"].comment is None
    assert sheet["F1"].value == "错误原因"
    assert sheet["F2"].value == "原第 12 行　身份证号：校验码不对；身份证号：重复；与第 3 行相同"
    assert sheet.column_dimensions["G"].hidden
    table = read_table(content, filename="a.xlsx", columns=ROLL)
    assert table.rows[0].cells == cells
    assert (table.rows[0].key, table.unmatched) == ("w-7", ())


@pytest.mark.parametrize(("position", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (16_383, "XFD")])
def test_a_column_has_the_name_that_excel_gives_it(position: int, name: str) -> None:
    assert letter(position) == name


@pytest.mark.parametrize(("title", "name"), [("a[1]:*?/\\b", "a1b"), ("'" * 40, "表"), ("长" * 40, "长" * 31)])
def test_any_title_makes_a_sheet_name(title: str, name: str) -> None:
    assert sheet_name(title) == name
