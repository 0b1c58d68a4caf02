"""How a Chinese name is found by typing letters."""

from pypinyin import Style, lazy_pinyin


def initials(name: str) -> str:
    """Pinyin initials of a name or firm, lower case, at most 20: 马志成 → mzc. Signs and spaces are left out."""
    letters = lazy_pinyin(name, style=Style.FIRST_LETTER, errors="default")
    return "".join(c for c in "".join(letters).lower() if c.isalnum())[:20]
