"""Words for figures: 近3000, 500余, 44万, 12.84亿元 — never a claim beyond the truth."""

from dataclasses import dataclass
from typing import Literal

from shanhai.core.money import Fen, yi, yuan

type Language = Literal["zh-hans", "zh-hant", "en"]

_OVER = {"zh-hans": "余", "zh-hant": "餘"}
_WAN = {"zh-hans": "万", "zh-hant": "萬"}
_YI = {"zh-hans": "亿", "zh-hant": "億"}
_EXACT_BELOW = 20


@dataclass(frozen=True, slots=True)
class Approximation:
    """A count in words: "exact" is it, "nearly" is a little above it, "over" is below it."""

    kind: Literal["exact", "nearly", "over"]
    rounded: int


def approximate(value: int) -> Approximation:
    """A count with one leading digit.

    Exact: below 20, or when all digits after the first are zero (60, 500). Nearly: the next such
    number is at most 10 % of itself away and closer than the one below (297 → 300, 2986 → 3000,
    58 → 60). Over: otherwise the one below (512 → 500, 53 → 50). ValueError for a negative count.
    """
    if value < 0:
        raise ValueError("a count is not negative")
    unit = 10 ** (len(str(value)) - 1)
    below = value - value % unit
    if value < _EXACT_BELOW or below == value:
        return Approximation("exact", value)
    above = below + unit
    gap = above - value
    if gap * 10 <= above and gap * 2 < unit:
        return Approximation("nearly", above)
    return Approximation("over", below)


def show(value: int | Approximation, lang: Language) -> str:
    """近3000 and 500余 (餘), "nearly 3,000" and "more than 500"; an exact count as it is."""
    told = approximate(value) if isinstance(value, int) else value
    if lang == "en":
        words = {"exact": "", "nearly": "nearly ", "over": "more than "}
        return f"{words[told.kind]}{told.rounded:,}"
    number = in_wan(told.rounded, lang)
    if told.kind == "nearly":
        return f"近{number}"
    return f"{number}{_OVER[lang]}" if told.kind == "over" else number


def in_wan(value: int, lang: Language = "zh-hans") -> str:
    """A count in 万 (10⁴) when at most two decimals say it exactly: 44万, 16.4万.

    Below 10,000 and when it would not be exact, all its digits. English: "440,000".
    """
    if lang == "en":
        return f"{value:,}"
    if abs(value) < 10_000 or value % 100:
        return str(value)
    return f"{_decimal(value, 10_000)}{_WAN[lang]}"


def in_yi_yuan(fen: Fen, lang: Language = "zh-hans") -> str:
    """Money in 亿元 (10⁸ yuan) when two decimals say it exactly: 12.84亿元; else all its digits.

    English, when three decimals say it exactly: "1.284 billion yuan", "50 million yuan".
    """
    if lang == "en":
        return _english_yuan(fen)
    if abs(fen) >= 10**10 and fen % 10**8 == 0:
        return f"{yi(fen)}{_YI[lang]}元"
    return f"{yuan(fen)}元"


def _english_yuan(fen: Fen) -> str:
    word, each = ("billion", 10**11) if abs(fen) >= 10**11 else ("million", 10**8)
    if abs(fen) >= each and fen % (each // 1000) == 0:
        return f"{_decimal(fen, each)} {word} yuan"
    return f"{yuan(fen)} yuan"


def _decimal(value: int, unit: int) -> str:
    """`value / unit`, exactly, without trailing zeros; `unit` is a power of ten."""
    whole, rest = divmod(abs(value), unit)
    digits = str(rest).rjust(len(str(unit)) - 1, "0").rstrip("0")
    return ("-" if value < 0 else "") + (f"{whole}.{digits}" if digits else str(whole))
