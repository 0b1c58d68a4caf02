"""A document as a Word file that people may edit: A4, page numbers, Chinese fonts every office
has.
"""

import io
import zipfile
from collections.abc import Iterable
from datetime import datetime
from typing import Any

import docx as word_files
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from shanhai.paper.document import (
    Document,
    Heading,
    Language,
    Notes,
    Paragraph,
    Run,
    Table,
    printable,
)

NO_CLOCK = datetime(2000, 1, 1)  # noqa: DTZ001  # python-docx takes naive times in UTC
FIRST_ZIP_DAY = (1980, 1, 1, 0, 0, 0)
FACES: dict[Language, tuple[str, str, str]] = {  # body, headings, language of the East Asian text
    "zh-hans": ("宋体", "黑体", "zh-CN"),
    "zh-hant": ("新細明體", "微軟正黑體", "zh-TW"),
    "en": ("宋体", "黑体", "zh-CN"),
}
NOTES_HEADING: dict[Language, str] = {"zh-hans": "注释", "zh-hant": "註釋", "en": "Notes"}
NOTICE_INK = RGBColor(0xA6, 0x1B, 0x1B)


def docx(document: Document) -> bytes:
    """The document as .docx; the notes of its runs are numbered and stand at the end."""
    word = word_files.Document()
    _dress(word, document)
    title = word.add_paragraph(printable(document.title), style="Title")
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if document.subtitle:
        under = word.add_paragraph(printable(document.subtitle), style="Subtitle")
        under.alignment = WD_ALIGN_PARAGRAPH.CENTER
    notes: list[str] = []
    for block in document.blocks:
        match block:
            case Heading(text):
                word.add_heading(printable(text), level=1)
            case Paragraph(runs):
                _runs(word.add_paragraph(), runs, notes)
            case Table():
                _table(word, block)
            case Notes(items):
                _small(word, items)
    if notes:
        word.add_heading(NOTES_HEADING[document.lang], level=2)
        _small(word, (f"[{number}] {note}" for number, note in enumerate(notes, start=1)))
    return _timeless(word)


def _dress(word: Any, document: Document) -> None:
    """Page, faces, notice, footer and the properties of the file."""
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.4)
    body, headings, language = FACES[document.lang]
    for name in ("Normal", "Title", "Subtitle", "Heading 1", "Heading 2"):
        _face(word.styles[name], body if name == "Normal" else headings, language)
    word.styles["Normal"].font.size = Pt(10.5)
    if document.notice:
        notice = section.header.paragraphs[0]
        notice.alignment = WD_ALIGN_PARAGRAPH.CENTER
        notice.add_run(printable(document.notice)).font.color.rgb = NOTICE_INK
    foot = section.footer.paragraphs[0]
    foot.add_run(printable(document.footer) + "　" if document.footer else "")
    _field(foot, "PAGE")
    foot.add_run(" / ")
    _field(foot, "NUMPAGES")
    about = word.core_properties
    about.title, about.author, about.comments = printable(document.title), "Shanhai 山海", ""
    about.created = about.modified = NO_CLOCK
    about.last_modified_by, about.revision, about.language = "", 1, language


def _face(style: Any, face: str, language: str) -> None:
    """One face for Latin and Han, over the theme's own, which would win otherwise."""
    properties = style.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for old in list(fonts.attrib):
        del fonts.attrib[old]
    for script, name in (
        ("ascii", "Arial"),
        ("hAnsi", "Arial"),
        ("cs", "Arial"),
        ("eastAsia", face),
    ):
        fonts.set(qn(f"w:{script}"), name)
    spoken = OxmlElement("w:lang")
    spoken.set(qn("w:eastAsia"), language)
    properties.append(spoken)
    style.font.color.rgb = RGBColor(0, 0, 0)


def _field(paragraph: Any, name: str) -> None:
    """A number that Word counts itself."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    paragraph._p.append(field)


def _runs(paragraph: Any, runs: Iterable[Run], notes: list[str]) -> None:
    for run in runs:
        paragraph.add_run(printable(run.text)).bold = run.strong or None
        if run.note:
            notes.append(run.note)
            paragraph.add_run(f"[{len(notes)}]").font.superscript = True


def _table(word: Any, block: Table) -> None:
    if block.caption:
        caption = word.add_paragraph()
        caption.add_run(printable(block.caption)).bold = True
        caption.paragraph_format.keep_with_next = True
    made = word.add_table(rows=len(block.rows) + 1, cols=len(block.header), style="Table Grid")
    numeric = block.numeric()
    for row, texts in zip(made.rows, (block.header, *block.rows), strict=True):
        first = texts is block.header
        for cell, text, number in zip(row.cells, texts, numeric, strict=True):
            paragraph = cell.paragraphs[0]
            paragraph.add_run(printable(text)).bold = first or None
            if number and not first:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    repeated = OxmlElement("w:tblHeader")
    made.rows[0]._tr.get_or_add_trPr().append(repeated)
    word.add_paragraph()


def _small(word: Any, lines: Iterable[str]) -> None:
    for line in lines:
        word.add_paragraph().add_run(printable(line)).font.size = Pt(8.5)


def _timeless(word: Any) -> bytes:
    """The file with every entry of its zip dated the same, so that equal documents are equal
    bytes.
    """
    dated, out = io.BytesIO(), io.BytesIO()
    word.save(dated)
    with zipfile.ZipFile(dated) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(
                zipfile.ZipInfo(entry.filename, FIRST_ZIP_DAY),
                old.read(entry),
                zipfile.ZIP_DEFLATED,
            )
    return out.getvalue()
