"""The unified social credit code (统一社会信用代码, GB 32100): 18 characters with two checks.

Places 1–2 name the registering authority and the kind of body, 3–8 the division, 9–17 are the
organisation code with its own check (GB 11714), 18 is the check over all.
"""

import re
from dataclasses import dataclass

from shanhai.core.halfwidth import halfwidth
from shanhai.core.identifiers.division import Divisions
from shanhai.core.refusal import Refusal

_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # no I O S V Z
_AUTHORITIES = "123456789ANY"
_INNER_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_NATIONAL = "100000"  # registered with the national authority, in no division


@dataclass(frozen=True, slots=True)
class CreditCode:
    """A code that `parse` has accepted."""

    value: str

    @classmethod
    def parse(cls, text: str) -> "CreditCode":
        """Read a code as typed: full-width, spaced, hyphenated or in small letters.

        Refuses credit.length (`found`), credit.characters (`wrong`: the characters), credit.zeros,
        credit.prefix (no such authority), credit.division (not digits), credit.inner_check
        (organisation code), credit.check_character.
        """
        value = re.sub(r"[\s-]", "", halfwidth(text)).upper()
        _refuse_shape(value)
        if _inner_check(value[8:16]) != value[16]:
            raise Refusal("credit.inner_check")
        if _check(value) != value[17]:
            raise Refusal("credit.check_character")
        return cls(value)

    @property
    def prefix(self) -> str:
        """Authority and kind: "91" a company, "92" a sole trader, "93" a farmers' co-operative."""
        return self.value[:2]

    @property
    def division(self) -> str:
        """Six-digit code of the division that registered the body."""
        return self.value[2:8]

    @property
    def organisation(self) -> str:
        """The nine characters of the organisation code (组织机构代码)."""
        return self.value[8:17]

    def doubts(self, divisions: Divisions) -> tuple[str, ...]:
        """credit.division_unknown, for a person to look at; never a reason to refuse."""
        known = self.division == _NATIONAL or divisions.known(self.division)
        return () if known else ("credit.division_unknown",)


def compose(division: str, serial: int, prefix: str = "91") -> str:
    """The code of a made-up firm: six-digit division, serial 0–99,999,999, two checks."""
    body = f"{serial:08}"
    if not re.fullmatch(r"\d{6}", division, re.ASCII) or not re.fullmatch(r"\d{8}", body, re.ASCII):
        raise ValueError("a division has six digits, a serial at most eight")
    code = prefix + division + body + _inner_check(body)
    return code + _check(code)


def _refuse_shape(value: str) -> None:
    if len(value) != 18:
        raise Refusal("credit.length", found=len(value), expected=18)
    if wrong := sorted(set(value) - set(_CHARACTERS)):
        raise Refusal("credit.characters", wrong=wrong)
    if value == "0" * 18:
        raise Refusal("credit.zeros")
    if value[0] not in _AUTHORITIES:
        raise Refusal("credit.prefix", found=value[:2])
    if not value[2:8].isdigit():
        raise Refusal("credit.division", found=value[2:8])


def _inner_check(body: str) -> str:
    """GB 11714 over eight characters (A is 10 … Z is 35), modulo 11 with X for ten."""
    total = sum(int(char, 36) * weight for char, weight in zip(body, _INNER_WEIGHTS, strict=True))
    return "0X987654321"[total % 11]


def _check(value: str) -> str:
    """GB 32100 over seventeen characters: the weight of place i is 3^i mod 31."""
    total = sum(_CHARACTERS.index(char) * 3**place for place, char in enumerate(value[:17]))
    return _CHARACTERS[-total % 31]
