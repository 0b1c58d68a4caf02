"""券号: the number people read and type: the lot's name, four or more digits, and a check character that finds one wrong sign, and nearly any two swapped.

The check is MOD 37,36 of ISO/IEC 7064 over letters and digits; signs between them are for the eye only.
"""

import re
from dataclasses import dataclass

from shanhai.core.halfwidth import halfwidth
from shanhai.core.refusal import Refusal

_SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SHAPE = re.compile(r"(?P<lot>[A-Z0-9]+(?:-[A-Z0-9]+)*)-(?P<number>\d{4,8})-?(?P<check>[A-Z0-9])", re.ASCII)


@dataclass(frozen=True, slots=True)
class VoucherNumber:
    """A lot's name and a number in it."""

    lot: str
    number: int

    def __str__(self) -> str:
        body = f"{self.lot}-{self.number:04}"
        return f"{body}-{check(body)}"


def check(body: str) -> str:
    """The check character of a number without one."""
    held = 36
    for sign in body:
        if sign in _SIGNS:
            held = (held + _SIGNS.index(sign)) % 36 or 36
            held = held * 2 % 37
    return _SIGNS[(37 - held) % 36]


def parse(text: str) -> VoucherNumber:
    """The number somebody typed, in any case, full-width too. Refuses voucher.number (shape), voucher.check_character."""
    plain = re.sub(r"\s+", "", halfwidth(text)).upper().replace("—", "-").replace("–", "-")
    found = _SHAPE.fullmatch(plain)
    if found is None:
        raise Refusal("voucher.number", given=plain[:24])
    body = f"{found['lot']}-{found['number']}"
    if check(body) != found["check"]:
        raise Refusal("voucher.check_character", given=plain[:24])
    return VoucherNumber(found["lot"], int(found["number"]))
