"""A person as far as likeness needs: the name in one spelling and one sound, the birth, the home, and keys of phone and number.

Two writings of one name meet here: blanks and middle dots are dropped, traditional and variant characters (《第一批异体字整理表》 1955)
become the standard one, so do a few that are commonly mistaken by their shape. The sound is pinyin without tones, with zh/z, ch/c, sh/s
and -ng/-n read alike, as they are in Ningxia and Fujian. Phones, numbers, their last four and their three digits of order (`sequence`) come as
keyed indexes: nothing is opened for comparing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from pypinyin import Style, lazy_pinyin

VARIANTS = {
    wrong: right
    for right, wrong in (
        *("峰峯", "群羣", "升昇", "哲喆", "珍珎", "德徳", "杰傑", "坤堃", "强強", "志誌", "文彣", "炯烱", "泛氾", "岳嶽", "俊儁", "和咊"),
        *("冶治", "己已", "己巳", "未末", "戌戍", "古占", "土士", "干千", "宜宣", "辛幸"),
    )
}  # fmt: skip
BETWEEN = frozenset(" \u3000·•・．‧.-'’")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """One row to be compared. `name` and `sound` are folded (use `sketch`); `sound` has one syllable a character.

    `home`, `village` and `unit` name places across sides, empty where unknown. No sex, and nothing else that is not needed.
    """

    key: str
    name: str
    sound: tuple[str, ...]
    birth: date
    home: str = ""
    village: str = ""
    unit: str = ""
    phone: str = ""
    number: str = ""
    tail: str = ""
    sequence: str = ""


def sketch(
    *,
    key: str,
    name: str,
    birth: date,
    home: str = "",
    village: str = "",
    unit: str = "",
    phone: str = "",
    number: str = "",
    tail: str = "",
    sequence: str = "",
) -> Sketch:
    """Sketch one row from what the roll holds, however the name is written."""
    folded = fold(name)
    return Sketch(
        key=key,
        name=folded,
        sound=tuple(map(syllable, folded)),
        birth=birth,
        home=home,
        village=village,
        unit=unit,
        phone=phone,
        number=number,
        tail=tail,
        sequence=sequence,
    )


def fold(name: str) -> str:
    """The name in one writing: 马　建峯 and 馬建峰 are 马建峰."""
    return "".join(_standard(char) for char in name if char not in BETWEEN)


@cache
def _standard(char: str) -> str:
    simple = str(_simplified()(char))
    return VARIANTS.get(simple, simple)


@cache
def _simplified():  # type: ignore[no-untyped-def]
    from opencc import OpenCC  # slow to load, and only needed where people are compared

    return OpenCC("t2s").convert


@cache
def syllable(char: str) -> str:
    """How a character sounds, near enough: 诚 → cen."""
    spelled = lazy_pinyin(char, errors="default")[0].lower()
    for wide, narrow in (("zh", "z"), ("ch", "c"), ("sh", "s")):
        if spelled.startswith(wide):
            spelled = narrow + spelled[2:]
    return spelled[:-1] if spelled.endswith("ng") else spelled


@cache
def toned(char: str) -> str:
    """How a character is spoken, with its tone: 诚 → cheng2."""
    return str(lazy_pinyin(char, style=Style.TONE3, errors="default")[0])


def frequencies[K](values: Iterable[K]) -> dict[K, int]:
    """How often each value stands."""
    counted: dict[K, int] = {}
    for value in values:
        counted[value] = counted.get(value, 0) + 1
    return counted
