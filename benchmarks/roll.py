"""A village roll of any size as a file: the same rows for a seed, three in a hundred damaged and one in a hundred said twice."""

import csv
import io
import random
from collections.abc import Iterator
from datetime import date, timedelta

from shanhai.apps.workers.sheets import COLUMNS
from shanhai.core.identifiers.citizen import compose
from shanhai.sheets.write import workbook

DAMAGED, TWICE = 30, 10  # of a thousand rows
SURNAMES = "马李王杨张海罗苏刘赵丁白金田陈穆虎祁买撒"
GIVEN = "志成建国秀英玉兰海龙小军淑芳文博少华玉梅国强桂花永福彦龙耀祖进财生贵鹏飞晓燕丽娟"
TOWNSHIPS = ("三营镇", "头营镇", "张易镇", "官厅镇", "开城镇", "彭堡镇", "黄铎堡镇")
FIRST, DAYS = date(1960, 1, 1), 14_000


def rows(people: int, *, seed: int = 2018, doubtful: bool = False) -> Iterator[dict[str, str]]:
    """Each row as the cells of a roll, by column key. `doubtful`: who is said twice has another name the second time."""
    rng = random.Random(seed)  # noqa: S311 - made-up people
    said: list[dict[str, str]] = []
    for serial in range(people):
        dice = rng.randrange(1000)
        if said and dice < TWICE:
            again = {**rng.choice(said), "work": "缝纫"}
            yield again | ({"name": again["name"][0] + "同"} if doubtful else {})
            continue
        row = _person(serial, rng)
        if dice < TWICE + DAMAGED:
            yield {**row, **rng.choice(_DAMAGE)(row)}
            continue
        if serial % 50 == 0:
            said.append(row)
        yield row


_DAMAGE = (
    lambda row: {"number": f"{row['number'][:14]}0000"},
    lambda row: {"number": f"{float(row['number'][:17]):.5E}"},
    lambda row: {"number": row["number"][:17]},
    lambda row: {"phone": "1380013"},
    lambda row: {"name": f"{row['name']}1"},
    lambda row: {"lowest_pay": "三千"},
)


def _person(serial: int, rng: random.Random) -> dict[str, str]:
    home = serial // 3
    poor, asked = home % 5 < 2, rng.random() < 0.6
    return {
        "household": f"YZ{home:06}",
        "name": rng.choice(SURNAMES) + "".join(rng.sample(GIVEN, rng.choice((1, 2, 2)))),
        "number": compose("642221", FIRST + timedelta(days=serial % DAYS), 123 + serial // DAYS * 7),
        "township": TOWNSHIPS[home % len(TOWNSHIPS)],
        "village": f"第{home % 150 + 1}村",
        "phone": f"139{home:08}" if rng.random() < 0.8 else "",
        "education": rng.choice(("初中", "小学", "高中", "大专")),
        "skill": rng.choice(("", "", "电焊", "缝纫", "驾驶")),
        "ability": "普通劳动力",
        "willing": rng.choice(("愿意", "不愿意", "还没想好")) if asked else "",
        "work": rng.choice(("装配", "缝纫", "水产加工")) if asked else "",
        "lowest_pay": str(rng.randrange(2500, 4600, 100)) if asked else "",
        "status": "建档立卡" if poor else "",
        "status_since": "2014-04-01" if poor else "",
    }


def as_csv(people: int, *, doubtful: bool = False) -> bytes:
    """The roll in UTF-8."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([column.title for column in COLUMNS])
    writer.writerows([row[column.key] for column in COLUMNS] for row in rows(people, doubtful=doubtful))
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(people: int, *, doubtful: bool = False) -> bytes:
    """The roll as a workbook."""
    return workbook(
        COLUMNS, ([row[column.key] for column in COLUMNS] for row in rows(people, doubtful=doubtful)), title="名册"
    )
