"""A document as PDF, by typst: A4, page numbers, our own fonts and no others, the same bytes
every day.
"""

import json
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

import typst

from shanhai.paper.document import Block, Document, Table, printable

HERE = Path(__file__).parent
PAGE = HERE / "document.typ"
NO_CLOCK = 946_684_800  # 2000-01-01: a print says its day in its text, or not at all


def pdf(document: Document) -> bytes:
    """The document as a tagged PDF.

    Texts reach typst as JSON data, never as markup. A character that not even the Regular face has
    prints as an empty box.
    """
    return printed(PAGE, _data(document))


def printed(page: Path, data: object) -> bytes:
    """One of our own pages filled with data, which reaches it as JSON and is never read as markup."""
    compiler = typst.Compiler(page, root=HERE, font_paths=fonts(), ignore_system_fonts=True)
    said = {"document": json.dumps(_clean(data), ensure_ascii=False)}
    made = compiler.compile(format="pdf", sys_inputs=said, timestamp=NO_CLOCK)
    if not isinstance(made, bytes):
        raise TypeError("typst gave no PDF")
    return made


@cache
def fonts() -> Any:
    """The faces in `fonts/`, loaded once a process."""
    return typst.Fonts(False, False, [HERE / "fonts"])  # noqa: FBT003  # no system fonts, none of typst's


def _data(document: Document) -> Any:
    blocks = [_block(block) for block in document.blocks]
    return asdict(document) | {"blocks": blocks}


def _block(block: Block) -> dict[str, object]:
    facts: dict[str, object] = {"kind": type(block).__name__, **asdict(block)}
    if isinstance(block, Table):
        facts["numeric"] = block.numeric()
    return facts


def _clean(value: Any) -> Any:
    """The same data with every text printable."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        return {key: _clean(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(one) for one in value]
    return value
