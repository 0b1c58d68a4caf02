"""The people of the rolls: households, names, valid numbers in no use, phones in a range that does not exist.

No ethnicity, religion, sex or health is made up, because none is stored. Nobody here is real; numbers are valid so that the software
can be shown, and the sequences from 900 on are kept for the roster that is still to be imported.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from shanhai.apps.workers.facts import Person
from shanhai.core.identifiers.citizen import CitizenNumber, compose
from shanhai.core.money import Fen
from shanhai.demo.world import SANYING, VILLAGE, lists

FIRST_BIRTH, LAST_BIRTH = date(1958, 1, 1), date(2001, 12, 31)
COUNTY_UNTIL = date(2001, 12, 1)
ELSEWHERE = ("642222", "642224", "642226", "620802", "610113")
SIZES = (1, 2, 2, 2, 3, 3, 4)
NUMERALS = "一二三四五六七八九十"
EDUCATION = ("70",) * 45 + ("80",) * 30 + ("60",) * 10 + ("40",) * 6 + ("30",) * 4 + ("20",) * 2 + ("90",) * 3
SKILLS = ("",) * 8 + ("电焊", "缝纫", "驾驶", "电工", "烹饪", "砌筑", "养殖")
WORK = ("普工", "装配", "缝纫", "包装", "质检", "叉车", "保安", "保洁", "焊接", "食品加工")
WISHES = (("yes", 43), ("no", 22), ("undecided", 15), ("", 20))
RARE_EVERY, DOTTED_EVERY, PHONELESS, ELSEWHERE_SHARE = 180, 90, 0.08, 0.02


class Maker:
    """Makes people one after another from seeded dice; no two have the same number or phone."""

    def __init__(self, rng: Random, *, wishes: list[str], today: date) -> None:
        self.rng, self.today = rng, today
        self._wishes, self._used, self._made = wishes, set[str](), 0

    def household(self, unit: str, number: str, village: str, size: int) -> Iterator[Person]:
        """The working-age people of one household: mostly one surname, one status and one village."""
        surname = self.rng.choice(lists("names")["surnames"])
        status, since = self._status()
        for place in range(size):
            shared = surname if place == 0 or self.rng.random() < 0.7 else self.rng.choice(lists("names")["surnames"])
            yield self._person(unit, number, village, shared, status, since)

    def child(self, like: Person, birth: date) -> Person:
        """Somebody of that household who is not sixteen yet: on the roll, with no wish."""
        return Person(
            number=self._number(birth),
            name=self.name(like.name[0]),
            household=like.household,
            unit=like.unit,
            village=like.village,
            education="70",
        )

    def _person(self, unit: str, household: str, village: str, surname: str, status: str, since: date | None) -> Person:
        rng, wish = self.rng, self._wishes.pop()
        self._made += 1
        return Person(
            number=self._number(
                FIRST_BIRTH + timedelta(days=int(rng.triangular(0, (LAST_BIRTH - FIRST_BIRTH).days, 11000)))
            ),
            name=self.name(surname),
            household=household,
            unit=unit,
            village=village,
            phone="" if rng.random() < PHONELESS else f"1990{self._made:07}",
            education=rng.choice(EDUCATION),
            skill=rng.choice(SKILLS),
            ability="weak" if rng.random() < 0.05 else "skilled" if rng.random() < 0.12 else "normal",
            willing=wish,
            work=rng.choice(WORK) if wish == "yes" else "",
            lowest_pay=Fen(rng.randrange(2500, 4600, 100) * 100) if wish == "yes" else None,
            status=status,
            status_since=since,
        )

    def name(self, surname: str) -> str:
        """A plausible name; now and then one with a rare character or a middle dot."""
        words, rng = lists("names"), self.rng
        if self._made % RARE_EVERY == 7:
            return str(rng.choice(words["rare"]))
        if self._made % DOTTED_EVERY == 13:
            return str(rng.choice(words["dotted"]))
        if rng.random() < 0.12:
            return f"{surname}{rng.choice(words['single'])}"
        first = rng.choice(words["first"])
        return f"{surname}{first}{rng.choice([c for c in words['second'] if c != first])}"

    def _number(self, birth: date) -> CitizenNumber:
        division = "642221" if birth < COUNTY_UNTIL else "640402"
        if self.rng.random() < ELSEWHERE_SHARE:
            division = self.rng.choice(ELSEWHERE)
        while True:
            text = compose(division, birth, self.rng.randrange(1, 900))
            if text not in self._used and not text.endswith("000"):
                self._used.add(text)
                return CitizenNumber.parse(text, today=self.today)

    def _status(self) -> tuple[str, date | None]:
        if self.rng.random() >= 0.7:
            return "", None
        year = self.rng.choice((2014, 2014, 2014, 2015, 2015, 2016, 2017))
        return "registered", date(year, self.rng.randint(3, 9), 1)


def wishes(rng: Random, people: int) -> list[str]:
    """Exactly the shares of `WISHES`, shuffled: 43 in a hundred are willing to go."""
    counts = [people * share // 100 for _wish, share in WISHES]
    counts[-1] += people - sum(counts)
    deck = [wish for (wish, _share), count in zip(WISHES, counts, strict=True) for _ in range(count)]
    rng.shuffle(deck)
    return deck


def village_of(unit: str, place: int) -> tuple[str, str]:
    """Unit code and name of the village of a township's nth household. One village of 三营 keeps its own twelve-digit unit."""
    which = place % len(NUMERALS)
    own = VILLAGE if unit == SANYING and which == 0 else unit
    return own, f"示例{NUMERALS[which]}村"
