"""Money in whole fen (分): read from what people type, written as people read. No float."""

import re
from typing import NewType

from shanhai.core.halfwidth import halfwidth
from shanhai.core.refusal import Refusal

Fen = NewType("Fen", int)

LARGEST = 2**63 - 1  # fen; what a database integer holds

_BEFORE = re.compile(r"^(-?)\s*(?:¥|\uffe5|RMB|人民币)\s*", re.IGNORECASE)
_AFTER = re.compile(r"\s*(?:元整|元|圆)$")
_NUMBER = re.compile(r"(-?)(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?", re.ASCII)
_SCIENTIFIC = re.compile(r"-?\d+(?:\.\d*)?E[+-]?\d+", re.ASCII | re.IGNORECASE)


def parse_yuan(text: str, *, negative: bool = False) -> Fen:
    """Fen from an amount in yuan: "1,500", "1500.5", "3500元", "¥3,500.00", full-width too.

    Refuses money.empty, money.wan (万 and 亿: the writer must spell the amount out),
    money.scientific, money.unreadable (also NaN and wrongly grouped commas), money.decimals (more
    than two), money.negative (unless `negative` is allowed) and money.too_large (beyond 63 bits).
    """
    plain = halfwidth(text).replace("\u2212", "-")  # the minus sign of mathematics
    if not plain:
        raise Refusal("money.empty")
    if set("万萬亿億") & set(plain):
        raise Refusal("money.wan")
    bare = _AFTER.sub("", _BEFORE.sub(r"\1", plain))
    if _SCIENTIFIC.fullmatch(bare):
        raise Refusal("money.scientific")
    number = _NUMBER.fullmatch(bare)
    if number is None:
        raise Refusal("money.unreadable")
    fen = _fen(whole=number[2].replace(",", ""), decimals=number[3] or "")
    if number[1] and fen and not negative:
        raise Refusal("money.negative")
    return Fen(-fen if number[1] else fen)


def _fen(*, whole: str, decimals: str) -> int:
    if len(decimals) > 2:
        raise Refusal("money.decimals", found=len(decimals), most=2)
    digits = whole + decimals.ljust(2, "0")
    if len(digits) > 19 or int(digits) > LARGEST:
        raise Refusal("money.too_large")
    return int(digits)


def yuan(fen: Fen) -> str:
    """Yuan with thousands commas: "1,500", or "1,500.50" when there are jiao or fen."""
    whole, rest = divmod(abs(fen), 100)
    sign = "-" if fen < 0 else ""
    return f"{sign}{whole:,}.{rest:02}" if rest else f"{sign}{whole:,}"


def yi(fen: Fen) -> str:
    """亿元 (10⁸ yuan) to two decimals, half away from zero, no trailing zeros: "12.84"."""
    hundredths = (abs(fen) + 50_000_000) // 100_000_000
    whole, rest = divmod(hundredths, 100)
    sign = "-" if fen < 0 and hundredths else ""
    return f"{sign}{whole}.{rest:02}".rstrip("0").rstrip(".")
