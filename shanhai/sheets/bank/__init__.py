"""银行文件: what a batch says to a bank and what the bank says back, in the formats banks take. A format is one module with two functions.

To add one: write `write(lines) -> bytes` and `read(content) -> list[Answer]` in a module here and name it in `FORMATS`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from shanhai.sheets.bank import fixed, workbook
from shanhai.sheets.bank.lines import Answer, Line


@dataclass(frozen=True, slots=True)
class Format:
    """One format: how files are named and what they are, to the bank and back."""

    code: str
    suffix: str
    media: str
    write: Callable[[Sequence[Line]], bytes]
    read: Callable[[bytes], list[Answer]]


FORMATS: Final[Mapping[str, Format]] = {
    "fixed": Format("fixed", "txt", "text/plain; charset=gb18030", fixed.write, fixed.read),
    "workbook": Format(
        "workbook",
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        workbook.write,
        workbook.read,
    ),
}

__all__ = ["FORMATS", "Answer", "Format", "Line"]
