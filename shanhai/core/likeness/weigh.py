"""How much speaks for two rows being one person: whole points from written-down weights, with the reasons.

The model is that of Fellegi and Sunter (A Theory for Record Linkage, JASA 64, 1969): each comparison adds 10·log₂(m/u), where m is how
often it comes out so for one person and u for two; ten points double the odds. Agreement on a name counts by how rare the name is on
this roll (Winkler 1989), so 马秀英 says little and 马㛃 much. What chance alone would bring among n rows (10·log₂ n) is taken off.
Inside one household the surname and the place say nothing, therefore a table of its own. A phone is never an identity: people whose
names do not meet are not compared further, whatever phone they share; and inside a household a phone says nothing at all.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from math import log2
from typing import NamedTuple

from shanhai.core.likeness.sketch import Sketch, frequencies


class Reason(NamedTuple):
    """One thing that speaks for it, or against it where the points are below zero."""

    code: str
    points: int


NUMBER = 400  # one citizen number: whatever else, somebody must look
BIRTH = {
    "birth": 125, "birth_swapped": 75, "birth_digit": 62, "birth_year": 70, "birth_decade": 35, "birth_calendar": 45, "birth_near": -35,
    "birth_far": -80,
}  # fmt: skip
NAME_AT_HOME = {"name": 290, "sound": 145, "dropped": 130, "one_character": 20}
BIRTH_AT_HOME = {
    "birth": 110, "birth_swapped": 90, "birth_digit": 70, "birth_year": 55, "birth_decade": 50, "birth_calendar": 70, "birth_near": -40,
    "birth_far": -95,
}  # fmt: skip
HOME_CHANCE = 165
NAME_COST = {"name": 5, "sound": 40, "dropped": 50, "one_character": 110}
VILLAGE, UNIT, ELSEWHERE, PHONE, OTHER_PHONE, OTHER_NUMBER, TAIL = 75, 0, -8, 95, -8, -10, 40
NOTHING_SHARED = -38  # another phone, and elsewhere: a namesake born on the same day, of whom a district has a few
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

    @classmethod
    def of(cls, sketches: Sequence[Sketch]) -> "Weigher":
        """Count how often names stand on a roll."""
        return cls(
            rows=max(len(sketches), 2),
            names=frequencies(one.name for one in sketches),
            sounds=frequencies(one.sound for one in sketches),
            surnames=frequencies(one.sound[0] for one in sketches if one.sound),
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
            reasons.append(Reason(birth, BIRTH_AT_HOME[birth]))
        else:
            reasons = [Reason("chance", -self._chance()), Reason(name, self._name(name, a, b))]
            place = _place(a, b)
            reasons += [
                Reason(birth, BIRTH[birth]),
                *place,
                *_phone(a, b, away=Reason("elsewhere", ELSEWHERE) in place),
            ]
        if a.tail and a.tail == b.tail:
            reasons.append(Reason("tail", TAIL))
        if a.number and b.number:
            reasons.append(Reason("other_number", OTHER_NUMBER))
        return reasons

    def _chance(self) -> int:
        return round(10 * log2(self.rows)) + CHANCE

    def _name(self, how: str, a: Sketch, b: Sketch) -> int:
        """The points of a name that meets: rare names count more, and the cost of the error that made them differ is taken off."""
        if how == "name":
            often = max(self.names.get(a.name, 1), self.names.get(b.name, 1))
        elif how == "sound":
            often = max(self.sounds.get(a.sound, 1), self.sounds.get(b.sound, 1))
        else:
            often = max(self.surnames.get(a.sound[0], 1) // 40, 1)
        return round(10 * log2(max(self.rows / often, 1))) - NAME_COST[how]


def _place(a: Sketch, b: Sketch) -> list[Reason]:
    if a.village and a.village == b.village:
        return [Reason("village", VILLAGE)]
    if not (a.unit and b.unit):
        return []
    return [Reason("unit", UNIT) if a.unit == b.unit else Reason("elsewhere", ELSEWHERE)]


def _phone(a: Sketch, b: Sketch, *, away: bool) -> list[Reason]:
    if not (a.phone and b.phone):
        return []
    if a.phone == b.phone:
        return [Reason("phone", PHONE)]
    return [Reason("other_phone", NOTHING_SHARED if away else OTHER_PHONE)]


def meeting(a: Sketch, b: Sketch) -> str:
    """How two names meet: name, sound, dropped (a character more), one_character (of three or more another); empty = they do not."""
    if a.name == b.name:
        return "name"
    x, y = a.sound, b.sound
    if x == y:
        return "sound"
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
