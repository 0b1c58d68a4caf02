"""The columns and rows that the tests of sheets share, and ways to build a workbook by hand."""

import io
import zipfile
from collections.abc import Mapping, Sequence

import xlsxwriter

from shanhai.sheets.columns import Column

NAME = Column(key="name", title="姓名", required=True, note="与身份证一致")
NUMBER = Column(
    key="number",
    title="身份证号",
    aliases=("公民身份号码", "身份证号码"),
    required=True,
    width=22,
    private=True,
)
SEX = Column(key="sex", title="性别", choices=("男", "女"))
BORN = Column(key="born", title="出生日期", kind="day")
PAY = Column(key="pay", title="月工资（元）", kind="whole")
ROLL = (NAME, NUMBER, SEX, BORN, PAY)
MA = ("马建国", "64222119910506001X", "男", "1991-05-06", "3500")


def book(rows: Sequence[Sequence[object]], *, hidden: Sequence[Sequence[object]] = ()) -> bytes:
    """A workbook as a person might have made it: strings as text, numbers as numbers."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"strings_to_formulas": False}) as file:
        if hidden:
            first = file.add_worksheet("参数")
            for at, row in enumerate(hidden):
                first.write_row(at, 0, row)
        sheet = file.add_worksheet("花名册")
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
        if hidden:
            sheet.activate()
            sheet.set_first_sheet()
            first.hide()
    return out.getvalue()


def zipped(entries: Mapping[str, bytes], *, packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packing) as file:
        for name, content in entries.items():
            file.writestr(name, content)
    return out.getvalue()


def opened(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return {name: file.read(name) for name in file.namelist()}


def with_sheet(xml: bytes) -> bytes:
    """A sound workbook whose only sheet is the given XML."""
    return zipped(opened(book([["姓名", "身份证号"]])) | {"xl/worksheets/sheet1.xml": xml})


def sheet(body: bytes) -> bytes:
    """The XML of a sheet around its rows."""
    space = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return b'<worksheet xmlns="%s"><sheetData>%s</sheetData></worksheet>' % (space, body)
