"""What a village reads and hears of positions: a text for a group chat and a script for the loudspeaker.

Both are Chinese whatever the language of the page, since they are copied into villages. A sentence is taken whole or left out.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from shanhai.apps.employers.models import Position
from shanhai.core.money import Fen, yuan
from shanhai.core.spoken import counted, spoken, spoken_digits

LONGEST = 400  # characters of a group text
PACE = 4  # characters read out in a second
SECONDS = 60  # one reading
MARKS = "，。；：、！？“”（）() \n"
CANTEEN = {"common": "有食堂", "halal": "有清真食堂"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """Whom people ask: an office and its telephone, either may be empty; `county` is where the work is; `site` the public address."""

    office: str
    phone: str
    county: str
    site: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """A script: one reading, what is said between, and how long one reading takes in seconds. `left` positions are not in it."""

    text: str
    again: str
    seconds: int
    left: int

    def whole(self) -> str:
        """All that is read out: once, and once more."""
        return f"{self.text}\n\n{self.again}\n\n{self.text}"


def pay(position: Position) -> str:
    """Write what a position pays a month in yuan: 3,500–4,500."""
    low, high = yuan(Fen(position.pay_min)), yuan(Fen(position.pay_max))
    return low if low == high else f"{low}–{high}"


def benefits(position: Position) -> list[str]:
    """What comes with it, in the words of a village."""
    said = ["有宿舍"] if position.dormitory else []
    said += ["有夫妻房"] if position.couples_room else []
    said += [CANTEEN[position.canteen]] if position.canteen in CANTEEN else []
    return said + (["上社会保险"] if position.insured else [])


def group_text(positions: Sequence[Position], asking: Asking) -> str:
    """A text of at most 400 characters: a line a position while they fit, how many more there are, and whom to ask."""
    head = f"【{asking.county}招工】"
    tail = _ask(asking) + "工资以合同为准。"
    lines = [_line(one) for one in positions]
    taken: list[str] = []
    for line in lines:
        trial = [*taken, line]
        if len(_joined(head, trial, len(lines) - len(trial), asking, tail)) <= LONGEST:
            taken = trial
    return _joined(head, taken, len(lines) - len(taken), asking, tail)


def _joined(head: str, lines: Sequence[str], left: int, asking: Asking, tail: str) -> str:
    numbered = [f"{at}. {line}" for at, line in enumerate(lines, start=1)]
    also = "还有" if lines else "有"
    more = [f"{also} {left} 个岗位，看 {asking.site}/jobs/"] if left else []
    return "\n".join([head, *numbered, *more, tail])


def _line(one: Position) -> str:
    said = [f"{one.employer.name}招{one.title} {one.seats} 人", f"月薪 {pay(one)} 元", *benefits(one)]
    return "，".join(said) + "。"


def _ask(asking: Asking) -> str:
    if not asking.office and not asking.phone:
        return "想去的，问村里。"
    phone = f"，电话 {asking.phone}" if asking.phone else ""
    return f"想去的，问{asking.office or '村里'}{phone}。"


def script(positions: Sequence[Position], asking: Asking) -> Script:
    """A script whose one reading takes at most 60 seconds at four characters a second; numbers as they are spoken."""
    head = f"乡亲们，现在播送招工消息。{asking.county}有工厂招人。"
    tail = _asked_aloud(asking)
    taken: list[str] = []
    for one in positions:
        for said in (_aloud(one, full=True), _aloud(one, full=False)):
            if seconds(_read(head, [*taken, said], len(positions) - len(taken) - 1, tail)) <= SECONDS:
                taken.append(said)
                break
    left = len(positions) - len(taken)
    text = _read(head, taken, left, tail)
    return Script(text=text, again="下面再播一遍。", seconds=seconds(text), left=left)


def _read(head: str, said: Sequence[str], left: int, tail: str) -> str:
    more = f"另外还有{counted(left)}个岗位。" if left else ""
    return head + "".join(said) + more + tail


def _aloud(one: Position, *, full: bool) -> str:
    """One position in a breath; the short way leaves out what comes with it."""
    low, high = spoken(one.pay_min // 100), spoken(one.pay_max // 100)
    wage = f"{low}块" if low == high else f"{low}到{high}块"
    comes = "，".join(["", *_heard(one)]) if full else ""
    return f"{_plain(one.employer.name)}招{_plain(one.title)}，{counted(one.seats)}个人，一个月{wage}{comes}。"


def _heard(one: Position) -> list[str]:
    return [{"有宿舍": "管住", "上社会保险": "上保险"}.get(said, said) for said in benefits(one)]


def _plain(name: str) -> str:
    """A name as it is read out: without brackets, and its figures spoken."""
    bare = "".join(one for one in name if one not in "（）()[]【】")
    return re.sub(r"\d{1,12}", lambda found: spoken(int(found[0])), bare)


def _asked_aloud(asking: Asking) -> str:
    office = f"到{_plain(asking.office)}问" if asking.office else "问村里"
    phone = f"，电话{spoken_digits(asking.phone)}" if spoken_digits(asking.phone) else ""
    return f"想去的，{office}{phone}。"


def seconds(text: str) -> int:
    """How long a text takes to read out, in whole seconds rounded up; marks are breath and are not counted."""
    return -(-sum(one not in MARKS for one in text) // PACE)
