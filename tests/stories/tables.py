"""The tables the two bureaus fill in: sixty employers with 2,986 seats, and a village roll. All fictional."""

from datetime import date

from shanhai.core.identifiers.citizen import compose as citizen
from shanhai.core.identifiers.credit import compose as credit

EMPLOYERS, SEATS, PEOPLE = 60, 2986, 60
STEMS = [
    "海岸",
    "青屿",
    "白帆",
    "潮声",
    "灯塔",
    "珊瑚",
    "榕荫",
    "江畔",
    "云帆",
    "鹭洲",
    "星港",
    "长堤",
    "望海",
    "明礁",
    "汐湾",
]
KINDS = ("电池", "光学", "食品", "显示", "纺织")
TOWNSHIPS = (
    "三营镇", "官厅镇", "开城镇", "张易镇", "彭堡镇", "头营镇", "黄铎堡镇", "中河乡", "河川乡", "炭山乡", "寨科乡", "南关街道",
    "古雁街道", "北塬街道",
)  # fmt: skip
NAMES = ["马志成", "李梅", "海兰", "杨小军", "王秀英", "苏建国", "田玉兰", "丁明", "虎成", "白雪"]


def employer(serial: int) -> str:
    """The fictional name of the nth employer, which says that it is one."""
    return f"{STEMS[serial % len(STEMS)]}{KINDS[serial // len(STEMS)]}（示例）"


def employers() -> list[list[str]]:
    """Sixty that may be willing, and one that is not."""
    rows = [["统一社会信用代码", "企业名称", "行业", "地址", "职工人数", "联系人", "联系电话"]]
    for serial in range(EMPLOYERS):
        rows.append([credit("350105", 500 + serial), employer(serial), "制造", f"马尾区示例路 {serial + 1} 号", "300", "林经理（示例）", f"1990000{8000 + serial}"])  # fmt: skip
    rows.append([credit("350105", 600), "礁石机件（示例）", "机械", "马尾区示例路 99 号", "80", "", ""])
    return rows


def positions() -> list[list[str]]:
    """One position each: 49 seats, and 50 at the first 46, which are 2,986 in all."""
    rows = [
        [
            "统一社会信用代码",
            "企业名称",
            "岗位",
            "名额",
            "月工资下限（元）",
            "月工资上限（元）",
            "每天小时",
            "宿舍",
            "食堂",
            "保险",
        ]
    ]
    for serial in range(EMPLOYERS):
        seats = SEATS // EMPLOYERS + (serial < SEATS % EMPLOYERS)
        rows.append([credit("350105", 500 + serial), employer(serial), "装配工", str(seats), "3500", "4500", "8", "是", "清真" if serial % 3 == 0 else "普通", "是"])  # fmt: skip
    return rows


def number(serial: int) -> str:
    """The citizen number of the nth person of the roll; valid and in no use."""
    return citizen("642221", date(1970 + serial % 28, 5, 1 + serial % 28), 100 + serial)


def person(serial: int) -> str:
    """A name of the roll."""
    return NAMES[serial % len(NAMES)]


def roll() -> list[list[str]]:
    """Sixty people of fourteen townships; one number spoilt by a spreadsheet, one child."""
    rows = [
        [
            "户编号",
            "姓名",
            "公民身份号码",
            "乡镇",
            "村",
            "手机号",
            "文化程度",
            "外出意愿",
            "想干什么",
            "最低月工资（元）",
            "户状态",
            "认定日期",
        ]
    ]
    for serial in range(PEOPLE):
        rows.append([f"YZ{serial:04}", person(serial), number(serial), TOWNSHIPS[serial % 14], "示例一村", f"1990001{serial:04}", "初中", "愿意", "装配", "3000", "建档立卡贫困户", "2014-01-01"])  # fmt: skip
    good = rows[-1]
    rows.append([*good[:1], "牛小兵", "6.42221E+17", *good[3:]])
    rows.append([*good[:1], "牛小妹", citizen("642221", date(2005, 5, 1), 901), *good[3:]])
    return rows


def as_csv(rows: list[list[str]]) -> bytes:
    """A table as a spreadsheet saves it."""
    return ("\ufeff" + "\n".join(",".join(row) for row in rows)).encode()
