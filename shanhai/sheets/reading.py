"""One row's cells read one after another: a cell that cannot be read is kept as a flaw and stops none of the others."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from shanhai.core.halfwidth import halfwidth
from shanhai.core.refusal import Refusal

_UNSEEN = dict.fromkeys([*range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, *range(0x2066, 0x206A), 0xFEFF])
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong in one cell: the column's key and the refusal, whose facts hold no private value."""

    column: str
    refusal: Refusal


type Memory = dict[tuple[Any, ...], tuple[Any, Any]]
MOST_KEPT = 10_000  # readings: a file in which hardly two rows are alike gains nothing, and is not to fill the memory


class Reading:
    """Reads the cells of one row by column key and collects every flaw.

    `memory`, shared by the rows of one file, holds how a column's words were read: a roll says the same few hundred words over and
    over. `never` names the columns whose words are not repeated, or not to be kept.
    """

    def __init__(
        self, cells: Mapping[str, str], memory: Memory | None = None, never: frozenset[str] = frozenset()
    ) -> None:
        self._cells, self._memory, self._never = cells, memory, never
        self.flaws: list[Flaw] = []

    def blame(self, column: str, refusal: Refusal) -> None:
        """Note a flaw that no single cell shows."""
        self.flaws.append(Flaw(column, refusal))

    def value[T](self, column: str, parse: Callable[[str], T], *, required: bool = False) -> T | None:
        """The cell as `parse` reads it; an empty one is None. Flaws: cell.required, cell.characters, whatever `parse` refuses."""
        cell = self._cells.get(column, "")
        if self._memory is None or column in self._never:
            read, refusal = _read(cell, parse, required)
        elif (known := self._memory.get((column, cell))) is not None:
            read, refusal = known
        else:
            read, refusal = self._memory[column, cell] = _read(cell, parse, required)
        if refusal is not None:
            self.blame(column, refusal)
        return read

    def together[T](self, columns: tuple[str, ...], read: Callable[[], T]) -> T:
        """What `read` makes of some columns, and only of those; rows alike in all of them are read once."""
        if self._memory is None:
            return read()
        key = (columns, *[self._cells.get(column, "") for column in columns])
        known = self._memory.get(key)
        if known is not None:
            self.flaws.extend(known[1])
            said: T = known[0]
            return said
        before = len(self.flaws)
        said = read()
        if len(self._memory) < MOST_KEPT:
            self._memory[key] = said, tuple(self.flaws[before:])
        return said

    def text(self, column: str, *, most: int, required: bool = False) -> str:
        """Free text of at most `most` characters. Flaw: cell.too_long."""
        return self.value(column, lambda text: _short(text, most), required=required) or ""

    def choice(self, column: str, words: Mapping[str, str], *, required: bool = False) -> str:
        """The code of one of the `words`. Flaw: cell.choice with the first word of each code (never what was typed)."""
        return self.value(column, lambda text: _chosen(text, words), required=required) or ""

    def whole(self, column: str, *, low: int, high: int, unit: str = "", required: bool = False) -> int | None:
        """A whole number within bounds; a `unit` of measure after it, one of its words, is understood. Flaw: cell.whole."""
        return self.value(column, lambda text: _whole(text, low, high, unit), required=required)


def _read[T](cell: str, parse: Callable[[str], T], required: bool) -> tuple[T | None, Refusal | None]:  # noqa: FBT001
    text = cell if cell.isalnum() else " ".join(cell.translate(_UNSEEN).split())
    try:
        if not text.isalnum() and _CONTROL.search(text):
            raise Refusal("cell.characters")
        if not text:
            if required:
                raise Refusal("cell.required")
            return None, None
        return parse(text), None
    except Refusal as refusal:
        return None, refusal


def _short(text: str, most: int) -> str:
    if len(text) > most:
        raise Refusal("cell.too_long", limit=most, found=len(text))
    return text


def _chosen(text: str, words: Mapping[str, str]) -> str:
    plain = halfwidth(text).replace(" ", "")
    if plain not in words:
        first: dict[str, str] = {}
        for word, code in words.items():
            first.setdefault(code, word)
        raise Refusal("cell.choice", expected=[word for code, word in first.items() if code])
    return words[plain]


def _whole(text: str, low: int, high: int, unit: str) -> int:
    found = re.fullmatch(rf"(\d{{1,9}}|\d{{1,3}}(?:,\d{{3}})+)(?:{unit})?", halfwidth(text).replace(" ", ""), re.ASCII)
    number = int(found[1].replace(",", "")) if found else low - 1
    if not low <= number <= high:
        raise Refusal("cell.whole", low=low, high=high)
    return number
