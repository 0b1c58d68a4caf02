"""What a column of a worksheet is: its key in code, its heading on paper and what a person may
put in it.
"""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "day", "whole", "yuan"]

KEY_HEADING = "行标识"  # the hidden column by which a row of ours is known again
REASON_HEADING = "错误原因"  # the last column of an error workbook
OWN_HEADINGS = (KEY_HEADING, REASON_HEADING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column. `title` is what we write; `aliases` are other headings people use for the same
    thing.

    `width` is in characters of Latin width, as Excel counts. `private` marks what masking and
    access rules apply to; the writers here print what they are given and never unmask anything.
    """

    key: str
    title: str
    aliases: tuple[str, ...] = ()
    required: bool = False
    note: str = ""
    choices: tuple[str, ...] = ()
    width: int = 12
    kind: Kind = "text"
    private: bool = False


def letter(position: int) -> str:
    """The name Excel gives to a column, counted from 0: 0 is A, 25 is Z, 26 is AA."""
    name = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
