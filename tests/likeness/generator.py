"""Near-duplicate people for judging the detector of `shanhai.core.likeness`: made up, seeded, with the truth known.

Written before any detector. Seeds 1–20 are for developing and tuning one; the verdict is given on `UNSEEN`, seeds drawn from fixed
sentences by SHA-256, which nobody may look at while tuning. Change this file only together with a new sentence.

A list holds whole households of whole villages, with the people who are easily taken for one another although they are not (twins,
brothers with a shared generation character, cousins of one village, namesakes, families with one phone), and duplicates: the same
person a second time, with errors as registers have them (`errors.py`). Every number is valid: an invalid one is caught on entry.
Of number, name, household and phone at least one stays undamaged; all else would be beyond an officer with both papers in hand.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from shanhai.core.identifiers.citizen import compose
from tests.likeness.errors import Damage

DEVELOPMENT = tuple(range(1, 21))
UNSEEN = tuple(
    int.from_bytes(hashlib.sha256(f"山海 一人一档 第二套未见种子 {n}".encode()).digest()[:6])
    for n in ("甲", "乙", "丙")
)

SURNAMES = "马马马马马马马马王王王王李李李张张张杨杨杨海海苏苏刘刘陈赵虎罗田白丁何吴黄周徐孙朱高郭林买柯摆铁火撒禹党冶邵祁任贾曹谢韩程姚石金康"
FIRST = "志建国文海玉秀淑晓小春永占彦万宏成金桂红桃雪冬凤明丽俊学耀生进世兴振少庭登贵发仁廷克惠慧巧艳银翠兰彩月晋德宝向守有汉忠正"
SECOND = "成诚林军君红梅花兰英霞芳琴萍燕娟玲龙虎平辉东伟峰锋刚勇斌涛鹏飞祥福禄寿财明亮山川海江河元学德仁义礼智信忠良善贵荣昌盛全才俊杰豪文武秀珍珠香莲菊桃月云雪静慧敏丽婷瑶琪宇轩"
SINGLE = "梅兰花霞燕娟军勇峰伟龙虎亮鹏飞斌涛静敏慧丽萍玲芳琴杰宇"
RARE = ("㛃", "䶮", "燊", "翀", "堃", "犇", "喆", "珺")
DOTTED = ("海尔·沙", "沙力·白", "阿丹·明", "穆沙·海", "尔里·苏", "依布·马", "哈娃·田", "麦然·杨", "优素·马", "尤努·丁")
DIVISIONS = ("642221",) * 9 + ("640402",) * 6 + ("642222", "642224", "620802")
SIZES = (1, 2, 2, 3, 3, 4, 5)
YOUNGEST = date(2001, 12, 31)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a register. `person` is who it truly is; two rows with one `person` are a duplicate. `how` names the errors."""

    key: str
    person: int
    name: str
    birth: date
    number: str
    household: str
    unit: str
    village: str
    phone: str
    side: str = "640402"
    how: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Register:
    """A list of rows in no telling order, with the pairs (by key, ordered) that are truly one person."""

    rows: tuple[Row, ...]
    pairs: frozenset[tuple[str, str]]


class Village:
    """Makes the households of one village; cousins and namesakes live next to each other."""

    def __init__(self, rng: Random, unit: str, name: str, people: Iterator[int], used: set[str]) -> None:
        self.rng, self.unit, self.name, self.people, self.used = rng, unit, name, people, used
        self.houses = 0
        self.clan = ("", "", date(1980, 1, 1))

    def household(self) -> list[Row]:
        """One household: parents and children of working age, now and then twins, often one phone for all."""
        rng, size = self.rng, self.rng.choice(SIZES)
        self.houses += 1
        number = f"{self.unit[-3:]}{self.name}{self.houses:03}"
        surname, phone = rng.choice(SURNAMES), self.new_phone()
        shared = rng.random() < 0.35
        parents = [date(rng.randint(1955, 1976), 1, 1) + timedelta(rng.randrange(365)) for _ in range(min(size, 2))]
        made = [self.row(rng.choice([surname, surname, rng.choice(SURNAMES)]), born, number, phone) for born in parents]
        generation, born = rng.choice(FIRST), date(max(p.year for p in parents) + 20, 1, 1)
        if rng.random() < 0.3 and self.clan[0]:
            surname, generation, born = (
                self.clan
            )  # cousins: the generation character of the next house, about the same age
        while len(made) < size and born < YOUNGEST - timedelta(1500):
            born += timedelta(rng.randint(300, 1500))
            made.append(self.child(made, surname, born, number, phone, generation if rng.random() < 0.6 else ""))
            if rng.random() < 0.02:
                shared_by_twins = made[-1].name[1] if len(made[-1].name) == 3 else ""
                made.append(self.child(made, surname, born, number, phone, shared_by_twins))
        self.clan = (surname, generation, born - timedelta(rng.randint(300, 1200)))
        return made if shared else [self.with_phone(row, self.new_phone()) for row in made]

    def child(self, family: list[Row], surname: str, born: date, household: str, phone: str, generation: str) -> Row:
        """One more child; nobody gives two of a family one name."""
        taken = {one.name for one in family}
        name = self.given(surname, generation)
        while name in taken:
            name = self.given(surname, generation)
        return self.row(surname, born, household, phone, name=name)

    def row(self, surname: str, born: date, household: str, phone: str, generation: str = "", name: str = "") -> Row:
        """One person who is like nobody else."""
        person = next(self.people)
        return Row(
            key=f"P{person:07}",
            person=person,
            name=name or self.given(surname, generation),
            birth=born,
            number=self.number(born),
            household=household,
            unit=self.unit,
            village=self.name,
            phone=phone,
        )

    def namesake(self, row: Row) -> Row:
        """Somebody else of the same name in the same village, of another household and another age."""
        self.houses += 1
        years = self.rng.choice((-9, -6, -4, -3, -2, 2, 3, 4, 6, 9))
        born = row.birth.replace(day=1) + timedelta(years * 365 + self.rng.randrange(330))
        born = born if born < YOUNGEST else born - timedelta(20 * 365)
        home = f"{self.unit[-3:]}{self.name}{self.houses:03}"
        return self.row(row.name[0], born, home, self.new_phone(), name=row.name)

    def given(self, surname: str, generation: str) -> str:
        """A name as people of these places have it."""
        rng, dice = self.rng, self.rng.random()
        if generation:
            return surname + generation + rng.choice([c for c in SECOND if c != generation])
        if dice < 0.008:
            return rng.choice(DOTTED)
        if dice < 0.02:
            return surname + rng.choice(FIRST) + rng.choice(RARE)
        if dice < 0.12:
            return surname + rng.choice(SINGLE)
        return surname + rng.choice(FIRST) + rng.choice(SECOND)

    def number(self, born: date) -> str:
        """A valid number in no other use."""
        while True:
            text = compose(self.rng.choice(DIVISIONS), born, self.rng.randrange(1, 999))
            if text not in self.used:
                self.used.add(text)
                return text

    def new_phone(self) -> str:
        """A phone of a range that does not exist; some have none."""
        return "" if self.rng.random() < 0.08 else f"199{self.rng.randrange(10**8):08}"

    def with_phone(self, row: Row, phone: str) -> Row:
        """The same person with a phone of their own."""
        return replace(row, phone=phone)


def register(seed: int, people: int = 12_000, share: float = 0.02) -> Register:
    """A register of about so many people, a share of them a second time, in shuffled order."""
    rng, used = Random(seed), set[str]()
    rows: list[Row] = []
    villages: list[Village] = []
    counter = iter(range(1, 10**7))
    townships = [f"640402{100 + n:03}" for n in range(14)]
    while len(rows) < people:
        village = Village(
            rng, rng.choice(townships), f"{rng.choice('东西南北上下新老')}{len(villages):03}", counter, used
        )
        villages.append(village)
        ours = [row for _ in range(rng.randint(60, 160)) for row in village.household()]
        ours += [village.namesake(row) for row in ours if rng.random() < 0.015]
        rows += ours
        if rng.random() < 0.03:  # the same name and day of birth in another township: rare, and not one person
            like = rng.choice(rows)
            rows.append(village.row(like.name[0], like.birth, "999", village.new_phone(), name=like.name))
    damage = Damage(rng, used, villages)
    homes: dict[str, list[Row]] = {}
    for row in rows:
        homes.setdefault(row.household, []).append(row)
    doubles = [damage.double(row, homes[row.household]) for row in rng.sample(rows, round(len(rows) * share))]
    gone = {double.number for double in doubles if "sibling" in double.how}
    kept = [row for row in rows if row.number not in gone]  # whose number was used instead is not on the list
    everybody = kept + doubles
    rng.shuffle(everybody)
    present = {row.key for row in everybody}
    pairs = {tuple(sorted((f"P{double.person:07}", double.key))) for double in doubles}
    true = frozenset((a, b) for a, b in pairs if {a, b} <= present)
    return Register(tuple(everybody), true)
