"""The roster 三营镇 sends on the 5th of March, with the damage such workbooks have: 186 rows = 151 new, 24 updates, 11 to mend.

Pure data for an import that waits to be checked: rows as the cells of the sheet, text only, in the order of the sheet. The heading is
row 1, so the nth row stands in Excel row n + 1.
"""

from collections.abc import Iterator
from random import Random

from shanhai.apps.workers.facts import EDUCATION
from shanhai.apps.workers.models import Worker
from shanhai.core.dates import parse_day
from shanhai.core.identifiers.citizen import compose
from shanhai.demo.people import NUMERALS, WORK, Maker
from shanhai.demo.world import SANYING, World, dice, lists

TITLE, FILENAME, SENT = "三营镇 3 月 5 日", "三营镇劳动力名册0305.xlsx", "2018-03-05 09:40"
NEW, UPDATED = 151, 24
HEADINGS = (
    "户编号", "姓名", "证件号", "乡镇", "村", "联系方式", "文化", "技能特长", "外出务工意愿", "意向工种", "期望月薪", "贫困户属性", "识别日期",
    "备注 2",
)  # fmt: skip
NEIGHBOUR = "640402108"
RESERVED = range(900, 999)
BAD_AT = {17: "scientific", 23: "short", 34: "scientific", 47: "zeros", 58: "zeros", 71: "repeated", 91: "elsewhere",
          102: "short", 129: "scientific", 148: "zeros", 173: "repeated"}  # fmt: skip
NAMES_AT = {17: "马志成", 23: "李芳", 58: "海尔·沙"}
YES = "愿意"

type Cells = dict[str, str]


def sanying_rows(_world: World | None = None) -> list[Cells]:
    """The 186 rows. They are made from the seed and from the roll that stands in the database; call it after the roll is enrolled."""
    rng = dice("roster")
    fresh, known = _new(rng), _updates(rng)
    good = [*fresh, *known]
    rng.shuffle(good)
    rows: list[Cells] = []
    for excel in range(2, 2 + len(good) + len(BAD_AT)):
        rows.append(_bad(rng, excel, rows, fresh) if excel in BAD_AT else good.pop())
    return rows


def _new(rng: Random) -> list[Cells]:
    """People who are on no roll yet: their sequences were kept free."""
    return [_stranger(rng, serial) for serial in range(NEW)]


def _stranger(rng: Random, serial: int) -> Cells:
    birth = parse_day(f"{rng.randrange(1962, 2000)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}")
    name = Maker(rng, wishes=[], today=parse_day("2018-03-05")).name(rng.choice(lists("names")["surnames"]))
    number = compose("642221", birth, RESERVED[serial % len(RESERVED)])
    willing = rng.random() < 0.5
    return dict(
        zip(
            HEADINGS,
            (
                f"YZ100{90_000 + serial // 2}", name, number, "三营镇", f"示例{NUMERALS[1 + serial // 2 % 9]}村",
                f"1990000{9000 + serial:04}", rng.choice(("初中", "初中", "小学", "高中")), rng.choice(("", "", "缝纫", "电焊")),
                YES if willing else rng.choice(("不愿意", "还没想好")), rng.choice(WORK) if willing else "",
                str(rng.randrange(2600, 4500, 100)) if willing else "", *_status(serial), "",
            ),
            strict=True,
        )
    )  # fmt: skip


def _status(serial: int) -> tuple[str, str]:
    """The household's status with its day: the same for both people of a household, none for every other household."""
    home = serial // 2
    return ("建档立卡贫困户", f"{2014 + home % 4}-0{1 + home % 9}-01") if home % 2 else ("", "")


def _updates(rng: Random) -> list[Cells]:
    """People of 三营镇 who stand on the roll already: a new phone for each, and for every other one a new wish."""
    roll = Worker.objects.filter(unit=SANYING, birth__lt="2000-01-01").exclude(name__contains="·")
    ours = list(roll.select_related("household").order_by("id"))
    return [_again(rng, worker, serial) for serial, worker in enumerate(rng.sample(ours, UPDATED))]


def _again(rng: Random, worker: Worker, serial: int) -> Cells:
    wish = (YES, rng.choice(WORK), str(rng.randrange(3000, 4600, 100))) if serial % 2 else ("", "", "")
    return dict(
        zip(
            HEADINGS,
            (
                worker.household.number, worker.name, worker.number(), "三营镇", worker.household.village,
                f"1990000{9500 + serial:04}", EDUCATION.get(worker.education, ""), worker.skill, *wish, "", "", "",
            ),
            strict=True,
        )
    )  # fmt: skip


def _bad(rng: Random, excel: int, above: list[Cells], fresh: list[Cells]) -> Cells:
    """One row that cannot be taken as it is."""
    damage = BAD_AT[excel]
    if damage == "elsewhere":
        return _elsewhere(rng)
    if damage == "repeated":
        twice = next(row for row in above[excel % 7 :] if row in fresh)
        return {**twice, "备注 2": "又报一次"}
    row = _stranger(rng, 400 + excel)
    row["姓名"] = NAMES_AT.get(excel, row["姓名"])
    row["证件号"] = next(_damaged(row["证件号"], damage))
    return row


def _damaged(number: str, damage: str) -> Iterator[str]:
    """What a spreadsheet or a tired hand makes of a citizen number."""
    if damage == "scientific":
        yield "6.42221E+17"
    elif damage == "short":
        yield number[:-1]
    body = number[:14]
    for digit in "0123456789":  # fifteen digits survive; not the ones whose check happens to fit
        lost = f"{body}{digit}000"
        if compose(lost[:6], parse_day(lost[6:14]), int(lost[14:17])) != lost:
            yield lost


def _elsewhere(rng: Random) -> Cells:
    """Somebody whom 黄铎堡镇 reported already: same number, same name, another township."""
    theirs = Worker.objects.filter(unit=NEIGHBOUR, birth__lt="2000-01-01").select_related("household")
    same = theirs.filter(name__startswith="张").order_by("id").first() or theirs.order_by("id")[0]
    return {**_again(rng, same, 40), "户编号": "YZ10090900", "备注 2": "2 月从黄铎堡镇迁来"}
