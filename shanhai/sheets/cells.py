"""A cell's value as the text a person would read in it."""

import datetime
import re
import unicodedata
from decimal import Decimal

Cell = int | float | str | bool | datetime.time | datetime.date | datetime.datetime | datetime.timedelta

DANGEROUS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")  # may begin a formula

LARGEST_PLAIN = 1e21
FULL_WIDTH_DIGITS = {0xFF10 + digit: ord("0") + digit for digit in range(10)}
NUMBER_LIKE = re.compile(r"(?=.*\d)[\dXx+\-.,/() ]+")
FULL_WIDTH = re.compile("[\uff01-\uff5e\u3000]")
UNSEEN = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"


def text_of(cell: Cell) -> str:
    """A cell as text: days in ISO, whole numbers without a point, at most Excel's 15 true
    digits.

    A citizen number that Excel has kept as a number therefore ends in zeros, as it does on the
    screen: 642221199105060000. Whoever parses it sees that it was damaged.
    """
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, int | float):
        return _number(cell)
    if isinstance(cell, datetime.datetime):
        midnight = cell.time() == datetime.time.min
        return cell.date().isoformat() if midnight else cell.isoformat(sep=" ")
    if isinstance(cell, datetime.timedelta):
        return str(cell)
    return cell.isoformat()


def _number(number: float) -> str:
    if not abs(number) < LARGEST_PLAIN:
        return repr(number)
    text = format(Decimal(format(number, ".15g")), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def tidy(text: str) -> str:
    """Trimmed, full-width digits made plain; a cell that is all number, sign and X is NFKC as a
    whole.

    Names keep every character they came with, compatibility ideographs included.
    """
    trimmed = text.strip().strip(UNSEEN).strip()
    if trimmed.isascii() or not FULL_WIDTH.search(trimmed):
        return trimmed
    whole = unicodedata.normalize("NFKC", trimmed)
    return whole if NUMBER_LIKE.fullmatch(whole) else trimmed.translate(FULL_WIDTH_DIGITS)
