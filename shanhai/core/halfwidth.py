"""Text as a Chinese keyboard or a spreadsheet gives it, made half-width.

Only the block U+FF01–U+FF5E and two wide spaces are mapped, and invisible characters removed.
Unicode's NFKC is not used: it would also read "1²" as 12 and "½" as three characters.
"""

_FULL_TO_HALF = {0xFEE0 + code: code for code in range(0x21, 0x7F)} | {0x3000: 0x20, 0xA0: 0x20}
_INVISIBLE = dict.fromkeys([*range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, 0xFEFF])
_TABLE: dict[int, int | None] = {**_FULL_TO_HALF, **_INVISIBLE}


def halfwidth(text: str) -> str:
    """`text` with half-width letters, digits and signs, trimmed at both ends."""
    return text.translate(_TABLE).strip()
