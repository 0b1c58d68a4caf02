"""How a Chinese name is spelled: for finding it by letters, and for readers of English."""

from functools import cache

from pypinyin import Style, lazy_pinyin


def initials(name: str) -> str:
    """Pinyin initials of a name or firm, lower case, at most 20: 马志成 → mzc. Signs and spaces are left out."""
    letters = lazy_pinyin(name, style=Style.FIRST_LETTER, errors="default")
    return "".join(c for c in "".join(letters).lower() if c.isalnum())[:20]


def name_initials(name: str) -> str:
    """The same for a person, character by character: a name is no phrase, and a roll of 164,000 people has few characters."""
    return "".join(map(_initial, name))[:20]


@cache
def _initial(character: str) -> str:
    return initials(character)


KINDS = {"区": "District", "县": "County", "市": "City", "镇": "Town", "乡": "Township", "街道": "Subdistrict"}


def english_place(name: str) -> str:
    """Write a place for English readers: 原州区 → Yuanzhou District. Pinyin without tones; an unknown kind is spelled out."""
    kind = next((kind for kind in KINDS if name.endswith(kind) and len(name) > len(kind) + 1), "")
    spelled = "".join(lazy_pinyin(name.removesuffix(kind))).capitalize()
    return f"{spelled} {KINDS[kind]}" if kind else spelled
