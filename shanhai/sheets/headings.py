"""Finding the heading row of a sheet people made, and which of its columns is which of ours.

Title rows may stand above it; it may be two rows high, a group over its members; its words may
have brackets, stars, line breaks and full-width letters that ours have not.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from shanhai.sheets.columns import KEY_HEADING, OWN_HEADINGS, Column, letter
from shanhai.sheets.grid import Row

DEPTH = 10  # rows looked at

BRACKETED = re.compile(r"[(\[{<【《\u3014「].*?[)\]}>】》\u3015」]", re.DOTALL)
NOISE = re.compile(r"[\s\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A heading row: its last row's number, positions of our columns, and every heading by
    position.
    """

    number: int
    at: Mapping[str, int]
    words: Mapping[int, str]
    left_out: frozenset[int]

    def matched(self) -> dict[str, tuple[str, str]]:
        """Each matched column's letter and the heading that stands there."""
        return {
            key: (letter(position), self.words[position]) for key, position in self.at.items() if key != KEY_HEADING
        }

    def unmatched(self) -> tuple[str, ...]:
        """The headings that are neither a column's nor our own."""
        taken = {*self.at.values(), *self.left_out}
        return tuple(
            word for position, word in sorted(self.words.items()) if position not in taken and word not in OWN_HEADINGS
        )


def plain(heading: str) -> str:
    """A heading without what people add to it: `* 身份证号 （必填）` is 身份证号必填."""
    return NOISE.sub("", unicodedata.normalize("NFKC", heading)).casefold()


def _bare(heading: str) -> str:
    """The same, without what stands in brackets."""
    return plain(BRACKETED.sub("", unicodedata.normalize("NFKC", heading)))


def names(columns: Sequence[Column], mapping: Mapping[str, str]) -> list[dict[str, str]]:
    """Heading to key, in the order of trust: what a person said, titles, aliases, then without
    brackets.
    """
    titles = {column.title: column.key for column in columns} | {KEY_HEADING: KEY_HEADING}
    aliases = {alias: column.key for column in columns for alias in column.aliases}
    exact = [{plain(word): key for word, key in table.items() if plain(word)} for table in (mapping, titles, aliases)]
    bare = {_bare(word): key for word, key in (aliases | titles).items() if _bare(word)}
    return [*exact, bare]


def find(rows: Sequence[Row], known: Sequence[Mapping[str, str]], *, wanted: int) -> Found | None:
    """The row, or pair of rows, that matches most columns, if it is enough of them."""
    best: Found | None = None
    for number, words in _candidates(rows):
        at, left_out = _places(words, known)
        if at and (best is None or len(at) > len(best.at)):
            shown = {position: options[0] for position, options in words.items()}
            best = Found(number=number, at=at, words=shown, left_out=left_out)
    enough = best is not None and len(best.at) >= min(2, wanted)
    return best if enough else None


def _candidates(rows: Sequence[Row]) -> Iterator[tuple[int, dict[int, list[str]]]]:
    """Each row alone, then each row with the one right under it; by position, the readings to
    try.
    """
    for number, cells in rows:
        yield number, {at: [cell.strip()] for at, cell in enumerate(cells) if cell.strip()}
    for (upper, group), (lower, members) in pairwise(rows):
        if lower == upper + 1:
            yield lower, _doubled(group, members)


def _doubled(group: Sequence[str], members: Sequence[str]) -> dict[int, list[str]]:
    """A group heading merged over its members stands in its first cell only."""
    words, over = {}, ""
    for at in range(max(len(group), len(members))):
        top = group[at].strip() if at < len(group) else ""
        under = members[at].strip() if at < len(members) else ""
        over = top or (over if under else "")
        if under:
            words[at] = [over + under, under, top]
        elif top:
            words[at] = [top]
    return words


def _places(
    words: Mapping[int, Sequence[str]], known: Sequence[Mapping[str, str]]
) -> tuple[dict[str, int], frozenset[int]]:
    """Key to position, each given once and to the most trusted reading; and positions told to
    leave out.
    """
    at: dict[str, int] = {}
    left_out: set[int] = set()
    for trust, table in enumerate(known):
        read = _bare if trust == len(known) - 1 else plain
        for position, options in words.items():
            key = next((table[read(one)] for one in options if read(one) in table), None)
            if position in left_out or position in at.values() or key is None:
                continue
            if key == "":
                left_out.add(position)
            else:
                at.setdefault(key, position)
    return at, frozenset(left_out)
