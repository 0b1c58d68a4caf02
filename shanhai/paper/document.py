"""A document as it is meant, before anyone decides whether it becomes a PDF or a Word file.

Texts are plain: no markup is read in them, and what no printer can print is dropped by
`printable`.
"""

import unicodedata
from dataclasses import dataclass
from typing import Literal

Language = Literal["zh-hans", "zh-hant", "en"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading over what follows."""

    text: str


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text; `note` is where it comes from, printed as a numbered note."""

    text: str
    strong: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Runs of text, one after the other with nothing between."""

    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table, its caption above it; each row is as long as the header."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def __post_init__(self) -> None:
        if not self.header or any(len(row) != len(self.header) for row in self.rows):
            raise ValueError("each row of a table is as long as its header")

    def numeric(self) -> tuple[bool, ...]:
        """Which columns hold numbers only, and so stand to the right."""
        columns = zip(*self.rows, strict=True) if self.rows else ((),) * len(self.header)
        return tuple(any(column) and all(map(_is_number, column)) for column in columns)


@dataclass(frozen=True, slots=True)
class Notes:
    """Remarks in small type, a line each."""

    items: tuple[str, ...]


Block = Heading | Paragraph | Table | Notes


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The whole; `footer` and `notice` (as that this is a demonstration) stand on every page."""

    title: str
    subtitle: str = ""
    blocks: tuple[Block, ...] = ()
    lang: Language = "zh-hans"
    footer: str = ""
    notice: str = ""


def printable(text: str) -> str:
    """The text without control characters, lone surrogates and noncharacters; line ends are line
    feeds.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(one for one in lines if one == "\n" or not _unprintable(one))


def _unprintable(one: str) -> bool:
    return unicodedata.category(one) in ("Cc", "Cs") or ord(one) & 0xFFFE == 0xFFFE


def _is_number(text: str) -> bool:
    digits = text.strip().strip("%\uff05+-−").replace(",", "").replace(".", "", 1)
    return not text.strip() or text.strip() in ("—", "-") or digits.isdecimal()
