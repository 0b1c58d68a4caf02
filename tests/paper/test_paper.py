import io
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import docx as word_files
import pytest
from docx.oxml.ns import qn

from shanhai.paper.document import Document, Heading, Notes, Paragraph, Run, Table, printable
from shanhai.paper.docx import docx
from shanhai.paper.pdf import HERE, pdf

RARE = "㐂㛃䶮𬭩𠮷"
BULLETIN = Document(
    title="工作简报第1期",
    subtitle="二〇一八年三月",
    footer="固原市人力资源和社会保障局",
    notice="演示数据",
    blocks=(
        Heading("一、转移就业"),
        Paragraph(
            (
                Run("本月输出"),
                Run("1204人", strong=True, note="来源：花名册"),
                Run("，#let x = $a$ *b* 不是标记。"),
                Run(RARE),
                Run(RARE, strong=True),
            )
        ),
        Table("各乡镇", ("乡镇", "人数"), tuple((f"第{at}镇", str(at)) for at in range(60))),
        Notes(("口径见附件。",)),
    ),
)


def tool(name: str, *arguments: str, given: bytes) -> bytes:
    """Run one of poppler's programs; its absence is a failure, not a skip."""
    if not shutil.which(name):
        pytest.fail(f"{name} is missing: apt-get install poppler-utils")
    return subprocess.run([name, *arguments], input=given, capture_output=True, check=True).stdout


def text_of(content: bytes) -> str:
    return "".join(tool("pdftotext", "-layout", "-", "-", given=content).decode().split(" "))


def one_glyph(character: str, *, strong: bool = False, lang: str = "zh-hans") -> bytes:
    """A picture of one character on an otherwise empty page, page number aside."""
    page = Document(title="", blocks=(Paragraph((Run(character, strong=strong),)),), lang=lang)  # type: ignore[arg-type]
    return tool("pdftoppm", "-r", "150", "-gray", "-y", "0", "-H", "1500", "-", given=pdf(page))


def test_everything_in_a_document_is_on_the_page() -> None:
    text = text_of(pdf(BULLETIN))
    for wanted in ("工作简报第1期", "一、转移就业", "1204人", "来源：花名册", "第59镇", "口径见附件。"):
        assert wanted in text
    assert "，#letx=$a$*b*不是标记。" in text
    assert text.count(RARE) == 2


def test_notice_footer_and_page_number_stand_on_every_page() -> None:
    pages = [page for page in text_of(pdf(BULLETIN)).split("\f") if page.strip()]
    assert len(pages) == 2
    for number, page in enumerate(pages, start=1):
        assert "演示数据" in page
        assert f"固原市人力资源和社会保障局{number}/2" in page
        assert "乡镇人数" in page


def test_a_page_is_a4() -> None:
    assert re.search(rb"595\.\d+ x 841\.\d+ pts \(A4\)", tool("pdfinfo", "-", given=pdf(BULLETIN)))


@pytest.mark.parametrize("strong", [False, True])
@pytest.mark.parametrize("character", RARE)
def test_a_rare_name_is_drawn_and_not_as_the_empty_box(character: str, strong: bool) -> None:
    drawn = one_glyph(character, strong=strong)
    assert drawn != one_glyph("\ue000", strong=strong), "the box of a missing character"
    assert drawn != one_glyph("", strong=strong), "nothing at all"
    others = [one_glyph(other, strong=strong) for other in RARE if other != character]
    assert drawn not in others


def test_traditional_pages_have_the_glyphs_of_taiwan() -> None:
    for character in "骨角令次返":
        assert one_glyph(character, lang="zh-hant") != one_glyph(character)
    assert one_glyph("一", lang="zh-hant") == one_glyph("一")


def test_only_our_own_fonts_are_used() -> None:
    fonts = tool("pdffonts", "-", given=pdf(BULLETIN)).decode().splitlines()[2:]
    assert sorted(line.split()[0].partition("+")[2] for line in fonts) == [
        "NotoSansCJKsc-Bold-Identity-H",
        "NotoSansCJKsc-Regular-Identity-H",
    ]


def test_the_fonts_travel_with_their_licence_and_stay_small() -> None:
    files = {file.name: file.stat().st_size for file in (HERE / "fonts").iterdir() if file.is_file()}
    assert "SIL OPEN FONT LICENSE Version 1.1" in (HERE / "fonts" / "OFL.txt").read_text()
    assert sum(files.values()) < 30_000_000


@pytest.mark.parametrize("lang", ["zh-hans", "zh-hant", "en"])
def test_the_same_document_is_the_same_bytes(lang: str) -> None:
    document = replace(BULLETIN, lang=lang)  # type: ignore[arg-type]
    assert pdf(document) == pdf(document)
    assert docx(document) == docx(document)


def test_a_word_file_holds_the_document() -> None:
    word = word_files.Document(io.BytesIO(docx(BULLETIN)))
    texts = [paragraph.text for paragraph in word.paragraphs]
    assert texts[:3] == ["工作简报第1期", "二〇一八年三月", "一、转移就业"]
    assert texts[3] == f"本月输出1204人[1]，#let x = $a$ *b* 不是标记。{RARE}{RARE}"
    assert texts[-3:] == ["口径见附件。", "注释", "[1] 来源：花名册"]
    assert [cell.text for cell in word.tables[0].rows[60].cells] == ["第59镇", "59"]
    section = word.sections[0]
    assert section.header.paragraphs[0].text == "演示数据"
    assert section.footer.paragraphs[0].text.startswith("固原市人力资源和社会保障局")
    assert 'w:instr="NUMPAGES"' in section.footer.paragraphs[0]._p.xml
    assert section.page_height and round(section.page_height.cm, 1) == 29.7


def test_a_word_file_names_chinese_fonts_and_no_day() -> None:
    word = word_files.Document(io.BytesIO(docx(replace(BULLETIN, lang="zh-hant"))))
    fonts = word.styles["Normal"].element.rPr.rFonts
    assert fonts.get(qn("w:eastAsia")) == "新細明體"
    assert word.core_properties.modified.year == 2000
    assert word.core_properties.comments == ""


def test_what_cannot_be_printed_is_left_out_of_both() -> None:
    odd = "甲\x00\x0b\ud800\ufffe乙\r\n丙"
    assert printable(odd) == "甲乙\n丙"
    page = Document(title=odd, blocks=(Paragraph((Run(odd, note=odd),)), Table(odd, (odd,), ((odd,),))))
    assert text_of(pdf(page)).count("甲乙\n") >= 3
    assert word_files.Document(io.BytesIO(docx(page))).paragraphs[0].text == "甲乙\n丙"


def test_a_ragged_table_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="as long as its header"):
        Table("", ("a", "b"), (("1",),))


def test_number_columns_stand_to_the_right() -> None:
    table = Table("", ("a", "b", "c"), (("1,204", "—", "甲"), ("−3.5%", "2", "4")))
    assert table.numeric() == (True, True, False)


def test_the_template_is_beside_its_program() -> None:
    assert Path(HERE / "document.typ").is_file()
