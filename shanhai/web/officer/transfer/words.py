"""What the codes of going, being and staying at work are called."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

TRANSFER: Final = {
    "letter": _("签了意向书"),
    "departed": _("出发了"),
    "reported": _("报到了"),
    "started": _("上岗了"),
    "fell_through": _("没有去成"),
}
TRANSFER_TAG: Final = {"letter": "soon", "departed": "do", "reported": "do", "started": "ok", "fell_through": ""}
DEPARTURE: Final = {"planned": _("等出发"), "left": _("在路上"), "arrived": _("到了"), "cancelled": _("取消")}
DEPARTURE_TAG: Final = {"planned": "soon", "left": "do", "arrived": "ok", "cancelled": ""}
BOARDING: Final = {"listed": _("还没点到"), "waiting": _("等位子"), "aboard": _("来了"), "absent": _("没来")}
BOARDING_TAG: Final = {"listed": "", "waiting": "soon", "aboard": "ok", "absent": "bad"}
KIND: Final = {"train": _("火车"), "coach": _("大巴"), "plane": _("飞机"), "car": _("小车")}
SOURCE: Final = {"roster": _("企业名单"), "worker": _("本人"), "evidence": _("社保或银行")}
DUTY: Final = {"done": _("按时办了"), "late": _("办晚了"), "due": _("还在期限里"), "overdue": _("过期没办")}
DUTY_TAG: Final = {"done": "ok", "late": "soon", "due": "do", "overdue": "bad"}
CONTACT_KIND: Final = {
    "heartbeat": _("问一声"),
    "call": _("打电话"),
    "visit": _("上门"),
    "own": _("本人在手机上点的"),
    "plea": _("本人在手机上说有事"),
}
OUTCOME: Final = {
    "working": _("还在干"),
    "left": _("不在那里干了"),
    "wants_change": _("想换一个"),
    "trouble": _("有难处"),
    "not_reached": _("没问到"),
}
OUTCOME_TAG: Final = {"working": "ok", "left": "bad", "wants_change": "soon", "trouble": "bad", "not_reached": ""}
TOLD: Final = {"self": _("本人说的"), "family": _("家里人说的")}
AFTER: Final = {"home": _("回家了"), "moved": _("去别处干活"), "unknown": _("还不知道")}


def options(words: dict[str, Any]) -> list[tuple[str, Any]]:
    """The codes and names of a table, as a field offers them."""
    return list(words.items())
