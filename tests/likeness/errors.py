"""How the same person comes to stand twice in a register: the errors of numbers, names, households and phones, as registers have them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING

from shanhai.core.identifiers.citizen import compose

if TYPE_CHECKING:
    from tests.likeness.generator import Row, Village

HOMOPHONES = (
    "成诚承城", "军君均", "峰锋丰", "霞侠", "芳方", "英鹰瑛", "梅媒玫", "花华", "燕艳雁彦", "娟涓", "玲铃灵", "辉晖", "伟玮", "平萍苹",
    "志智治", "建健", "国帼", "文雯", "玉育", "秀绣", "小晓", "红宏洪鸿", "明鸣", "丽莉俐", "珍真", "香湘", "静敬", "慧惠会", "敏闵",
    "福富", "禄录", "才财", "俊峻", "杰洁节", "龙隆", "飞非", "祥翔详", "永勇", "金今", "桂贵", "雪学", "宝保", "忠中", "正政", "兰岚",
    "云芸", "月悦", "元园媛", "江姜", "河和", "山珊", "林琳", "东冬", "刚钢", "涛滔", "斌彬宾", "宇雨", "轩萱",
)  # fmt: skip
VARIANTS = (
    "峰峯",
    "德徳",
    "群羣",
    "升昇",
    "秀绣",
    "杰傑",
    "国國",
    "喆哲",
    "堃坤",
    "燊森",
    "珍珎",
    "云雲",
    "贵貴",
    "马馬",
    "丽麗",
    "兰蘭",
)
LOOKALIKES = (
    "侯候",
    "冶治",
    "祁祈",
    "任仁",
    "己已",
    "未末",
    "琪棋",
    "瑶谣",
    "婷停",
    "莲连",
    "菊鞠",
    "晓哓",
    "庭廷",
    "彦颜",
    "占古",
)
DOTS = ("•", "・", "．", " ", "")


class Damage:
    """Makes the second row of a person."""

    def __init__(self, rng: Random, used: set[str], villages: "Sequence[Village]") -> None:
        self.rng, self.used, self.villages, self.made = rng, used, villages, 0

    def double(self, row: "Row", family: "Sequence[Row]") -> "Row":
        """The same person again, with one to three of number, name, household and phone damaged; rarely with none but the row."""
        rng = self.rng
        parts = rng.sample(("number", "name", "household", "phone"), rng.choices((1, 2, 3), (45, 45, 10))[0])
        if "number" not in parts and rng.random() < 0.5:
            parts[0] = "number"
        parts.sort(key=("household", "number", "name", "phone").index)
        self.made += 1
        again = replace(row, key=f"D{self.made:07}")
        for part in parts:
            again = getattr(self, part)(again, family)
        return again

    def number(self, row: "Row", family: "Sequence[Row]") -> "Row":
        """Another valid number: the same birth with another division or sequence, another birth, or a sibling's."""
        how = self.rng.choices(
            ("division", "sequence", "digit", "year", "swap", "lunar", "sibling"), (22, 18, 18, 10, 8, 16, 8)
        )[0]
        born = row.birth
        if how == "sibling":
            others = [one for one in family if one.person != row.person]
            if others and row.household == family[0].household:  # at home, where the booklets lie together
                other = self.rng.choice(others)
                return replace(row, number=other.number, birth=other.birth, how=(*row.how, how))
            how = "sequence"
        division, sequence = row.number[:6], int(row.number[14:17])
        if how == "division":
            division = "640402" if division != "640402" else "642221"
        elif how == "sequence":
            a, b, c = tuple(row.number[14:17])
            sequence = int(self.rng.choice([a + c + b, b + a + c, a + b + str((int(c) + 2) % 10)]))
        else:
            born = getattr(self, f"birth_{how}")(born)
            sequence = self.rng.randrange(1, 999) if how == "lunar" else sequence
        text = compose(division, born, sequence)
        while text in self.used:
            text = compose(division, born, self.rng.randrange(1, 999))
        self.used.add(text)
        return replace(row, number=text, birth=born, how=(*row.how, how))

    def birth_digit(self, born: date) -> date:
        """One digit of the day or of the year is wrong."""
        rng = self.rng
        for _try in range(40):
            text = list(f"{born:%Y%m%d}")
            place = rng.choice((2, 3, 5, 6, 7, 7))
            text[place] = str((int(text[place]) + rng.choice((1, 2, 3, 9, 8))) % 10)
            try:
                wrong = date.fromisoformat("".join(text))
            except ValueError:
                continue
            if wrong != born and 1950 <= wrong.year <= 2001:
                return wrong
        return self.birth_year(born)

    def birth_year(self, born: date) -> date:
        """A year more or less: nominal age taken for full years."""
        years = self.rng.choice((-1, -1, 1)) if born.year < 2001 else -1
        return born.replace(year=born.year + years, day=min(born.day, 28))

    def birth_swap(self, born: date) -> date:
        """Month and day changed places, where that is a day; else a digit."""
        if born.day <= 12 and born.day != born.month:
            return born.replace(month=born.day, day=born.month)
        return self.birth_digit(born)

    def birth_lunar(self, born: date) -> date:
        """The day of the traditional calendar written as if it were a solar one: 18 to 50 days earlier, now and then later."""
        days = self.rng.randint(18, 50)
        return born + timedelta(-days if self.rng.random() < 0.9 or born.year > 2000 else days)

    def name(self, row: "Row", family: "Sequence[Row]") -> "Row":
        """The same name heard or read wrongly, or written another way."""
        taken = {one.name for one in family}
        for _try in range(30):
            how = self.rng.choices(("homophone", "variant", "space", "dropped", "lookalike"), (50, 16, 10, 14, 10))[0]
            wrong = self.dotted(row.name) if "·" in row.name else getattr(self, how)(row.name)
            if wrong != row.name and wrong not in taken and len(wrong.strip()) >= 2:
                return replace(row, name=wrong, how=(*row.how, "dot" if "·" in row.name else how))
        return replace(row, name=self.space(row.name), how=(*row.how, "space"))

    def dotted(self, name: str) -> str:
        """Another sign for the middle dot, or none."""
        return name.replace("·", self.rng.choice(DOTS))

    def homophone(self, name: str) -> str:
        """A given-name character that sounds the same."""
        return self._one_of(name, HOMOPHONES, first=1)

    def variant(self, name: str) -> str:
        """异体字 or the traditional form of a character."""
        return self._one_of(name, VARIANTS, first=0)

    def lookalike(self, name: str) -> str:
        """A character that looks alike."""
        return self._one_of(name, LOOKALIKES, first=0)

    def space(self, name: str) -> str:
        """Blanks inside the name, as two-character names are widened."""
        return name[0] + self.rng.choice((" ", "\u3000", "  ")) + name[1:]

    def dropped(self, name: str) -> str:
        """The generation character left out, or one put in."""
        if len(name) == 3:
            return name[0] + name[2]
        return name[0] + self.rng.choice("小志玉秀文") + name[1:] if len(name) == 2 else name

    def _one_of(self, name: str, groups: Sequence[str], *, first: int) -> str:
        places = [(i, g) for i, c in enumerate(name) if i >= first for g in groups if c in g]
        if not places:
            return name
        place, group = self.rng.choice(places)
        return name[:place] + self.rng.choice([c for c in group if c != name[place]]) + name[place + 1 :]

    def household(self, row: "Row", family: "Sequence[Row]") -> "Row":
        """Another household number after a split, a move to another village, or the roll of another county."""
        village, dice = self.rng.choice(self.villages), self.rng.random()
        if dice < 0.6:
            return replace(row, household=f"{row.household}-{self.rng.randint(1, 3)}", how=(*row.how, "split"))
        home = f"{village.unit[-3:]}{village.name}{self.rng.randint(500, 999)}"
        if dice < 0.85:
            return replace(row, household=home, unit=village.unit, village=village.name, how=(*row.how, "moved"))
        return replace(row, household=home, unit="350105", village="外来", side="350105", how=(*row.how, "other_side"))

    def phone(self, row: "Row", family: "Sequence[Row]") -> "Row":
        """Another phone, or none."""
        new = "" if self.rng.random() < 0.3 else f"199{self.rng.randrange(10**8):08}"
        return replace(row, phone=new, how=(*row.how, "phone"))
