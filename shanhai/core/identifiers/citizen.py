"""The citizen identity number (公民身份号码, GB 11643): eighteen characters, parsed or refused.

Length, digits, a real past birth date and the check digit decide. The division code never does:
a number is given once and kept for life, so a code that is unknown, or that did not exist at
birth (late registration), is a doubt for a person to look at.
"""

import re
from dataclasses import dataclass
from datetime import date
from operator import mul

from shanhai.core.halfwidth import halfwidth
from shanhai.core.identifiers.division import Divisions
from shanhai.core.refusal import Refusal

OLDEST = 1900  # year of birth
_NUMBERS_BEGAN = date(1984, 12, 31)  # numbers came with the first identity cards, in 1984

_WEIGHTS = [1 << 17 - place for place in range(17)]
_SHAPE = re.compile(r"\d{17}[\dX]", re.ASCII)
_SPREADSHEET = re.compile(r"\d(\.\d*)?E\+?\d+", re.ASCII)
_PASSED_AS_NUMBER = re.compile(r"\d{18}\.0+", re.ASCII)
_OLD = re.compile(r"\d{15}", re.ASCII)


@dataclass(frozen=True, slots=True, repr=False)
class CitizenNumber:
    """A number that `parse` has accepted; its repr, and so its text, is masked."""

    value: str

    def __repr__(self) -> str:
        return f"CitizenNumber({self.masked})"

    @classmethod
    def parse(cls, text: str, *, today: date) -> "CitizenNumber":
        """Read a number as typed: full-width, spaced, in quotes or with a small x.

        Refuses citizen.length (`found`, `hint` short or long), citizen.fifteen (the old number:
        ask for the new one), citizen.scientific and citizen.trailing_zeros (a spreadsheet has kept
        fifteen digits: the number is lost, type it anew), citizen.characters (`positions`, from
        1), citizen.birth (no such day, or before 1900), citizen.future_birth, citizen.check_digit
        (`expected`). No fact holds the number.
        """
        value = text
        if not _SHAPE.fullmatch(text):
            value = re.sub(r"\s", "", halfwidth(text)).strip("'\"’‘`").upper()
            _refuse_shape(value)
        if _birth(value) > today:
            raise Refusal("citizen.future_birth")
        if (expected := _check(value)) != value[17]:
            if value.endswith("000"):
                raise Refusal("citizen.trailing_zeros")
            raise Refusal("citizen.check_digit", expected=expected)
        return cls(value)

    @property
    def birth(self) -> date:
        """Day of birth."""
        return _birth(self.value)

    @property
    def division(self) -> str:
        """Six-digit code of the county that gave the number; not where the person lives."""
        return self.value[:6]

    @property
    def sex_digit(self) -> int:
        """The seventeenth digit: odd for a man, even for a woman."""
        return int(self.value[16])

    @property
    def sequence(self) -> str:
        """The three digits of order among those born on one day in one division (顺序码)."""
        return self.value[14:17]

    @property
    def tail(self) -> str:
        """The last four characters, which may be shown."""
        return self.value[14:]

    @property
    def masked(self) -> str:
        """The first three and the last four characters: the most that a page may show."""
        return f"{self.value[:3]}***{self.tail}"

    def doubts(self, divisions: Divisions) -> tuple[str, ...]:
        """Codes of what a person should look at; never a reason to refuse.

        citizen.division_unknown, citizen.division_not_at_birth (for those born before numbers
        began, the end of 1984 counts), citizen.zeros_doubtful (ends in 000 and the check digit
        fits: one damaged number in eleven does).
        """
        found = []
        if not divisions.known(self.division):
            found.append("citizen.division_unknown")
        elif not divisions.exists(self.division, max(self.birth, _NUMBERS_BEGAN)):
            found.append("citizen.division_not_at_birth")
        if self.value.endswith("000"):
            found.append("citizen.zeros_doubtful")
        return tuple(found)


def compose(division: str, birth: date, sequence: int) -> str:
    """The number of a made-up person: six-digit division, birth, sequence 0–999, check digit."""
    body = f"{division}{birth:%Y%m%d}{sequence:03}"
    if not re.fullmatch(r"\d{17}", body, re.ASCII) or birth.year < OLDEST:
        raise ValueError("a division has six digits, a sequence is 0 to 999, a birth since 1900")
    return body + _check(body)


def _refuse_shape(value: str) -> None:
    if _SPREADSHEET.fullmatch(value):
        raise Refusal("citizen.scientific")
    if _PASSED_AS_NUMBER.fullmatch(value):
        raise Refusal("citizen.trailing_zeros")
    if _OLD.fullmatch(value):
        raise Refusal("citizen.fifteen")
    if len(value) != 18:
        hint = "short" if len(value) < 18 else "long"
        raise Refusal("citizen.length", found=len(value), expected=18, hint=hint)
    allowed = ["0123456789"] * 17 + ["0123456789X"]
    wrong = [place for place, char in enumerate(value) if char not in allowed[place]]
    if wrong:
        raise Refusal("citizen.characters", positions=[place + 1 for place in wrong])


def _birth(value: str) -> date:
    try:
        birth = date(int(value[6:10]), int(value[10:12]), int(value[12:14]))
    except ValueError:
        raise Refusal("citizen.birth") from None
    if birth.year < OLDEST:
        raise Refusal("citizen.birth")
    return birth


def _check(value: str) -> str:
    """ISO 7064 MOD 11-2: the weight of place i is 2^(17 - i) mod 11."""
    total = sum(map(mul, _WEIGHTS, map(int, value[:17])))
    return "10X98765432"[total % 11]
