"""Whole numbers as Chinese is spoken: for what is read out over a village loudspeaker, where a figure must be heard once and understood."""

DIGITS = "零一二三四五六七八九"
UNITS = ("", "十", "百", "千")
GROUPS = ("", "万", "亿")


def spoken(number: int) -> str:
    """Say a whole number below 10¹² as people say an amount: 3500 → 三千五百, 10 → 十, 10500 → 一万零五百, 2000 → 两千.

    A lone 2 is 二; who counts people or things says 两 (`counted`).
    """
    if number < 0 or number >= 10**12:
        raise ValueError(f"nobody reads {number} out")
    if number == 0:
        return DIGITS[0]
    said, gap = "", False
    for place in (2, 1, 0):
        group = number // 10_000**place % 10_000
        if group == 0:
            gap = bool(said)
            continue
        said += ("零" if said and (gap or group < 1000) else "") + _group(group) + GROUPS[place]
        gap = False
    if said.startswith("一十"):
        return said[1:]
    return "两" + said[1:] if said.startswith(("二千", "二万", "二亿")) else said


def counted(number: int) -> str:
    """Say how many, before a measure word: 2 → 两, 12 → 十二."""
    return "两" if number == 2 else spoken(number)


def _group(number: int) -> str:
    """Say one to 9999, without a zero before it."""
    said, gap = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit == 0:
            gap = bool(said)
            continue
        said += ("零" if gap else "") + DIGITS[digit] + UNITS[place]
        gap = False
    return said


def spoken_digits(digits: str) -> str:
    """Say a telephone number digit by digit, 1 as 幺, in the groups in which it is written: 0954-203 → 零九五四，二零三."""
    names = {str(at): name for at, name in enumerate(DIGITS)} | {"1": "幺"}
    groups = "".join(names.get(one, "，") for one in digits).split("，")
    return "，".join(group for group in groups if group)
