"""How much speaks for two rows being one person: whole points from written-down weights, with the reasons.

The model is that of Fellegi and Sunter (A Theory for Record Linkage, JASA 64, 1969): each comparison adds 10·log₂(m/u), where m is how
often it comes out so for one person and u for two; ten points double the odds. Agreement on a name counts by how rare the name is on
this roll (Winkler 1989), so 马秀英 says little and 马㛃 much. What chance alone would bring among n rows (10·log₂ n) is taken off.
Inside one household the surname and the place say nothing, and twins share a birth, therefore a table of its own. Two numbers whose
three digits of order (顺序码, GB 11643) agree are often one number with a slip in its division or its birth. A phone is never an identity:
people whose names do not meet are not compared further, whatever phone they share; and inside a household a phone says nothing unless
others of the house have another. The points were fitted by logistic regression to development seeds of `tests/likeness`, to no other.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from math import log2
from typing import NamedTuple

from shanhai.core.likeness.sketch import Sketch, frequencies, toned


class Reason(NamedTuple):
    """One thing that speaks for it, or against it where the points are below zero."""

    code: str
    points: int


NUMBER = 400  # one citizen number: whatever else, somebody must look
BIRTH = {
    "birth": 96, "birth_swapped": 55, "birth_digit": 34, "birth_year": 42, "birth_decade": 12, "birth_calendar": 49, "birth_near": -82,
    "birth_far": -115,
}  # fmt: skip
NAME_AT_HOME = {"name": 188, "sound": 148, "alike": 108, "dropped": 108, "one_character": 2}
BIRTH_AT_HOME = {
    "birth": 110, "birth_swapped": 119, "birth_digit": 133, "birth_year": 99, "birth_decade": 74, "birth_calendar": 159, "birth_near": 41,
    "birth_far": 48,
}  # fmt: skip
HOME_CHANCE = 165
NAME_COST = {"name": 0, "sound": 24, "alike": 67, "dropped": 16, "one_character": 174}
VILLAGE, UNIT, ELSEWHERE, PHONE, OTHER_PHONE = 61, 0, 0, 139, -26
OWN_PHONE, OTHER_PHONE_AT_HOME = 59, -18
SEQUENCE, SEQUENCE_AT_HOME, OTHER_NUMBER = 91, 51, -20
CHANCE = 33  # points beside 10·log₂ n: how unlikely a second row of one person is at all
CALENDAR_DAYS = range(17, 53)  # the traditional calendar is behind the solar one by so many days
NEAR_DAYS, NEAR_DAY = 760, 3


@dataclass(frozen=True, slots=True)
class Weigher:
    """Weighs pairs against the names that stand on one roll."""

    rows: int
    names: dict[str, int] = field(repr=False)
    sounds: dict[tuple[str, ...], int] = field(repr=False)
    surnames: dict[str, int] = field(repr=False)
    homes: dict[str, int] = field(repr=False)
    phones: dict[tuple[str, str], int] = field(repr=False)

    @classmethod
    def of(cls, sketches: Sequence[Sketch]) -> "Weigher":
        """Count how often names stand on a roll, how many live in each home, and how many of a home have one phone."""
        return cls(
            rows=max(len(sketches), 2),
            names=frequencies(one.name for one in sketches),
            sounds=frequencies(one.sound for one in sketches),
            surnames=frequencies(one.sound[0] for one in sketches if one.sound),
            homes=frequencies(one.home for one in sketches),
            phones=frequencies((one.home, one.phone) for one in sketches if one.phone),
        )

    def weigh(self, a: Sketch, b: Sketch) -> list[Reason]:
        """Every reason, for and against; the points of all add up to the score. None where the names do not meet."""
        same_number = bool(a.number) and a.number == b.number
        name = meeting(a, b)
        if same_number:
            return [Reason("number", NUMBER), *([Reason(name, 0)] if name else [])]
        if not name:
            return []
        birth = births(a.birth, b.birth)
        if a.home and a.home == b.home:
            reasons = [Reason("home", -HOME_CHANCE), Reason(name, NAME_AT_HOME[name])]
            return [
                *reasons,
                Reason(birth, BIRTH_AT_HOME[birth]),
                *self._phone_at_home(a, b),
                *_number(a, b, SEQUENCE_AT_HOME),
            ]
        reasons = [Reason("chance", -self._chance()), Reason(name, self._name(name, a, b)), Reason(birth, BIRTH[birth])]
        return [*reasons, *_place(a, b), *_phone(a, b), *_number(a, b, SEQUENCE)]

    def _chance(self) -> int:
        return round(10 * log2(self.rows)) + CHANCE

    def _name(self, how: str, a: Sketch, b: Sketch) -> int:
        """The points of a name that meets: rare names count more, and the cost of the error that made them differ is taken off."""
        if how == "name":
            often = max(self.names.get(a.name, 1), self.names.get(b.name, 1))
        elif how in ("sound", "alike"):
            often = max(self.sounds.get(a.sound, 1), self.sounds.get(b.sound, 1))
        else:
            often = max(self.surnames.get(a.sound[0], 1) // 40, 1)
        return round(10 * log2(max(self.rows / often, 1))) - NAME_COST[how]

    def _phone_at_home(self, a: Sketch, b: Sketch) -> list[Reason]:
        """A phone that the whole house has says nothing; one that others of the house do not have says that the two belong together."""
        if not (a.phone and b.phone):
            return []
        if a.phone != b.phone:
            return [Reason("other_phone", OTHER_PHONE_AT_HOME)]
        whole = self.phones.get((a.home, a.phone), 0) >= self.homes.get(a.home, 0)
        return [Reason("phone", 0 if whole else OWN_PHONE)]


def _place(a: Sketch, b: Sketch) -> list[Reason]:
    if a.village and a.village == b.village:
        return [Reason("village", VILLAGE)]
    if not (a.unit and b.unit):
        return []
    return [Reason("unit", UNIT) if a.unit == b.unit else Reason("elsewhere", ELSEWHERE)]


def _phone(a: Sketch, b: Sketch) -> list[Reason]:
    if not (a.phone and b.phone):
        return []
    return [Reason("phone", PHONE) if a.phone == b.phone else Reason("other_phone", OTHER_PHONE)]


def _number(a: Sketch, b: Sketch, points: int) -> list[Reason]:
    """What two different numbers say: the last four or the three digits of order the same, or nothing in common."""
    if not (a.sequence and b.sequence):
        return []
    if a.sequence == b.sequence:
        return [Reason("tail" if a.tail == b.tail else "sequence", points)]
    return [Reason("other_number", OTHER_NUMBER)]


def meeting(a: Sketch, b: Sketch) -> str:
    """How two names meet, empty = they do not: name · sound, one character another of the same sound and tone · alike, as dialects
    take sounds for one another · dropped, a character more · one_character, one of three or more another.
    """
    if a.name == b.name:
        return "name"
    x, y = a.sound, b.sound
    if x == y:
        differ = [(one, other) for one, other in zip(a.name, b.name, strict=True) if one != other]
        return "sound" if len(differ) == 1 and toned(differ[0][0]) == toned(differ[0][1]) else "alike"
    if not x or not y or x[0] != y[0]:
        return ""
    if abs(len(x) - len(y)) == 1:
        long, short = (x, y) if len(x) > len(y) else (y, x)
        return "dropped" if any(long[:i] + long[i + 1 :] == short for i in range(1, len(long))) else ""
    if len(x) == len(y) > 2 and sum(one != other for one, other in zip(x, y, strict=True)) == 1:
        return "one_character"
    return ""


def births(a: date, b: date) -> str:
    """How two births differ, as slips make them differ."""
    if a == b:
        return "birth"
    same_year = a.year == b.year
    if same_year and (a.month, a.day) == (b.day, b.month):
        return "birth_swapped"
    if (a.month, a.day) == (b.month, b.day):
        return "birth_year" if abs(a.year - b.year) == 1 else "birth_decade"
    if abs(a.year - b.year) == 1 and a.month == b.month and abs(a.day - b.day) <= NEAR_DAY:
        return "birth_year"
    if same_year and (a.month == b.month or a.day == b.day) and _one_digit(a, b):
        return "birth_digit"
    days = abs((a - b).days)
    if days in CALENDAR_DAYS:
        return "birth_calendar"
    return "birth_near" if days < NEAR_DAYS else "birth_far"


def _one_digit(a: date, b: date) -> bool:
    return sum(x != y for x, y in zip(f"{a:%m%d}", f"{b:%m%d}", strict=True)) == 1
