"""What the codes of matching are called: reasons, limits and what would change them, states, moves, answers on the phone, groups."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from shanhai.core.identifiers.division import divisions
from shanhai.core.money import Fen, yuan
from shanhai.core.wording import limits

REASONS: Final = {
    "base": _("能去"),
    "work.wanted": _("正是想做的活"),
    "work.skilled": _("有这门手艺"),
    "work.near": _("和想做、会做的活相近"),
    "schooling.fits": _("文化程度够"),
    "schooling.below": _("文化程度比岗位写的低"),
    "pay.least": _("最低一档就到 {least} 元"),
    "pay.upper": _("最高一档才到 {least} 元"),
    "pay.unsaid": _("没说要多少工资"),
    "place.wished": _("正是想去的地方"),
    "dormitory.given": _("有宿舍"),
    "dormitory.none": _("没有宿舍，要自己找"),
    "couple.room": _("夫妻能住一间"),
    "couple.no_room": _("要夫妻房，厂里没有"),
    "fellows.some": _("厂里有同乡镇的人 {n} 个"),
    "fellows.many": _("厂里有同乡镇的人 {n} 个"),
    "shift.day": _("白班，不上夜班"),
    "shift.night": _("要上夜班"),
    "shift.long": _("一天 {hours} 小时"),
    "start.now": _("现在就能走"),
    "start.soon": _("两周之内能走"),
    "start.late": _("两个月以后才能走"),
    "verified.fresh": _("岗位六十天内核实过"),
}
BARS: Final = {
    "age.child": _("开工那天不满 {least} 岁"),
    "age.hazard": _("不满 {least} 岁，法律不许做这样的活"),
    "age.below": _("法律要求这个岗位满 {least} 岁"),
    "age.above": _("超过法律给这个岗位定的 {most} 岁"),
    "licence.missing": _("没有登记“{tag}”的证"),
    "pay.below": _("要的工资高过岗位的最高一档"),
    "own.not_there": _("本人说了不去那里"),
    "officer.only": _("要由工作人员当面办的岗位"),
    "employer.arrears": _("企业在欠薪失信名单上"),
    "full": _("能去的岗位名额都有人了"),
    "none": _("现在没有岗位在招人"),
}
CAUSES: Final = {  # the same, said of a person without the facts of one position
    "age.child": _("不满 16 岁"),
    "age.hazard": _("不满 18 岁，只剩法律不许做的活"),
    "age.below": _("年龄没到法律给岗位定的下限"),
    "age.above": _("年龄超过法律给岗位定的上限"),
    "licence.missing": _("没有登记岗位要的证"),
    "pay.below": _("要的工资高过所有岗位"),
    "own.not_there": _("本人说了不去那里"),
    "officer.only": _("只剩要当面办的岗位"),
    "employer.arrears": _("只剩欠薪企业的岗位"),
    "full": _("能去的岗位名额都有人了"),
    "none": _("现在没有岗位在招人"),
    "group.apart": _("要一起走，没有一家企业全组都合适"),
    "group.seats": _("要一起走，没有一家企业有这么多名额"),
    "group.full": _("要一起走，能容下全组的企业名额都有人了"),
}
CHANGES: Final = {
    "enter_licence": _("有证的，请在“记录劳动能力”里登记；没有的，可以先报培训。"),
    "ask_pay": _("在招的岗位里最高给到 {most} 元。问本人能不能少要一些，或请企业再加。"),
    "ask_person": _("问本人是不是还不想去；想法变了，请重新记一次意愿。"),
    "ask_group": _("问全组：能不能分开走，或请企业给小组留 {size} 个名额。"),
    "see_officer": _("这样的岗位要看本人情况，请约本人当面谈。"),
}
STATE: Final = {
    "proposed": _("等您确认"), "locked": _("锁住"), "swapped": _("换过岗"), "confirmed": _("已确认"), "sent_back": _("退回待配"),
    "declined": _("不去了"),
}  # fmt: skip
STATE_TAG: Final = {
    "proposed": "soon",
    "locked": "do",
    "swapped": "do",
    "confirmed": "ok",
    "sent_back": "",
    "declined": "",
}
RUN_STATE: Final = {
    "queued": _("排队"), "running": _("正在算"), "proposed": _("等您确认"), "confirmed": _("全部定了"), "withdrawn": _("撤下"),
}  # fmt: skip
RUN_TAG: Final = {"queued": "", "running": "do", "proposed": "soon", "confirmed": "ok", "withdrawn": ""}
VERB: Final = {
    "confirm": _("确认"), "lock": _("锁住"), "unlock": _("放开"), "swap": _("换岗"), "send_back": _("退回待配"), "decline": _("不去了"),
}  # fmt: skip
OUTCOME: Final = {"not_reached": _("没打通"), "will_go": _("愿意去"), "will_think": _("再想想"), "no": _("不去")}
OUTCOME_TAG: Final = {"not_reached": "", "will_go": "ok", "will_think": "soon", "no": ""}
LOOK: Final = {
    "pay.upper": _("工资要问清"), "schooling.below": _("文化程度要问"), "dormitory.none": _("住处要问"), "couple.no_room": _("夫妻房要问"),
    "shift.night": _("夜班要问"), "shift.long": _("工时要问"), "start.late": _("走得晚"), "group_parted": _("同伴没有全在这次里"), "no_phone": _("没有电话"),
}  # fmt: skip
MOVE: Final = {
    "new": _("这次才来"),
    "placed": _("上次没配上，这次有了"),
    "sent_back": _("上次退回待配，另配一个"),
    "declined": _("本人不去了，不再配"),
    "intends": _("已经有就业意向"),
    "at_work": _("已经上岗"),
    "objects": _("本人不要电脑配"),
    "merged": _("和另一条并成一档"),
    "not_willing": _("现在不想出去"),
    "position_gone": _("原来的岗位不招了或没有名额"),
    "decided": _("有人把这个人定在别处"),
    "barred": _("原来的岗位现在不合条件：{bar}"),
    "better": _("新的岗位多合 {more} 分"),
    "outbid": _("原来的岗位抢手，名额价 {price} 分"),
    "even": _("两个一样合适，为了让全体更好换了一个"),
    "group": _("和小组一起换"),
}
DECIDED: Final = {
    "kept": _("照原样"),
    "overridden": _("有人改过"),
    "swapped": _("换岗"),
    "sent_back": _("退回待配"),
    "declined": _("不去了"),
}
WHY: Final = {
    "companions": _("想和熟人在一起"),
    "pay": _("工资"),
    "shift": _("夜班和工时"),
    "bed": _("吃住"),
    "work": _("活不合适"),
    "distance": _("路远"),
    "family": _("家里走不开"),
    "other": _("别的"),
}
OBJECTIVE: Final = {
    "lexicographic": _("先让家中无人就业的户有人就业，再看合得多少"),
    "score": _("只看合得多少"),
    "stable": _("谁也不想对换：没有哪个人和哪个岗位都更想要对方"),
}
GROUP_KIND: Final = {"couple": _("夫妻"), "team": _("小组")}
GROUP_RULE: Final = {
    "": _("各走各的"),
    "reserved": _("小组一起走，除了给小组留的名额，没有别的优先"),
    "bonus": _("小组一起走，成行的每人多算 {n} 分"),
    "households": _("小组一起走，成行的一组按 {n} 户算"),
}
GROUP_CHOICE: Final = {
    "": GROUP_RULE[""],
    "reserved": GROUP_RULE["reserved"],
    "bonus": _("小组一起走，成行的每人多算几分"),
    "households": _("小组一起走，成行的一组按几户算"),
}
FLOOR: Final = {
    "": _("不设底线"),
    "township": _("一个乡镇至少配上几人"),
    "household": _("家中无人就业的户至少配上几人"),
    "registered": _("建档立卡户至少配上几人"),
    "short": _("缺人的企业至少配给几人"),
}
FLOOR_SAID: Final = {
    "township": _("{place}至少配上 {n} 人"),
    "household": _("家中无人就业的户至少配上 {n} 人"),
    "registered": _("建档立卡户至少配上 {n} 人"),
    "short": _("缺人的企业至少配给 {n} 人"),
}
RESERVE: Final = {"groups": _("只给小组"), "later": _("以后来的人")}
KIND: Final = {
    "household": _("家里"), "status": _("户的状态"), "age": _("年龄"), "schooling": _("文化程度"), "sex": _("性别"), "township": _("乡镇"),
}  # fmt: skip
HOUSEHOLD: Final = {"priority": _("家中无人就业"), "other": _("其他户")}
SEX: Final = {"f": _("女"), "m": _("男")}
AGE: Final = {"16-29": _("16–29 岁"), "30-44": _("30–44 岁"), "45-59": _("45–59 岁"), "60-": _("60 岁以上")}
NONE: Final = _("没有记录")


def said(words: Mapping[str, Any], code: str, facts: Mapping[str, Any]) -> str:
    """A code with its facts in words: fen in yuan, tags and limits by name."""
    told = dict(facts)
    for name in ("least", "most"):
        if isinstance(told.get(name), int) and code.startswith(("pay.", "ask_pay")):
            told[name] = yuan(Fen(told[name]))
    if "tag" in told and told["tag"] in limits():
        told["tag"] = limits()[told["tag"]].name
    if "bar" in told:
        told["bar"] = str(CAUSES.get(told["bar"], told["bar"]))
    return str(words.get(code, code)).format_map(_Missing(told))


class _Missing(dict[str, Any]):
    """A fact that is missing is shown as …"""

    def __missing__(self, key: str) -> str:
        return "…"


def change(facts: Mapping[str, Any]) -> str:
    """What would change a cause; "" where nobody can do anything."""
    code = facts.get("change", "")
    return said(CHANGES, code, facts) if code in CHANGES else ""


def rule(text: str) -> str:
    """A group rule in words."""
    kind, _colon, n = text.partition(":")
    return str(GROUP_RULE[kind]).format(n=n)


def floor(text: str) -> str:
    """A floor in words."""
    kind, *rest = text.split(":")
    place = divisions().name(rest[0]) if kind == "township" else ""
    return str(FLOOR_SAID[kind]).format(place=place, n=rest[-1])


def summary(reasons: Sequence[Sequence[Any]]) -> str:
    """The strongest reason of a pair, in words."""
    own = [one for one in reasons if one[0] != "base" and one[1] > 0]
    if not own:
        return _t("没有硬性条件拦着")
    code, _points, facts = max(own, key=lambda one: one[1])
    return said(REASONS, code, facts)


def money(fen: int) -> str:
    """Fen a month in yuan."""
    return yuan(Fen(fen))
