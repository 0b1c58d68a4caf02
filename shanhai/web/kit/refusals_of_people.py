"""Sentences of refusals about people: one person once, wishes, consents, households, corrections and what is kept of them."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

PEOPLE: Final[dict[str, Any]] = {
    # identity · 一人一档
    "identity.at_home": _("两条记录都在本县名册上，不用等别的县同意。请直接并排比对。"),
    "identity.keep": _("还没有选留下哪一条。请选一条再并档。"),
    "identity.moved_on": _("其中一条已经并到别的记录了。请先打开看一看。"),
    "identity.not_compared": _("两个县还没有都同意比对。请先同意比对，等对方也同意。"),
    "identity.why": _("分开要写理由，至少 {shortest} 个字。请写清楚怎么看出不是同一人。"),
    # wishes, consents and corrections · 意愿、同意和更正
    "ability.kind": _("没有“{given}”这种劳动能力。请从列表里选。"),
    "ability.since": _("日期不对：不能在今天以后，也不能在出生以前。"),
    "canteen.no_consent": _("本人还没有同意记食堂愿望。请先说明用途，记下同意再填。"),
    "consent.giver": _("代办的同意要写代办人姓名。请补上。"),
    "consent.purpose": _("没有“{given}”这种用途。请从列表里选。"),
    "consent.way": _("没有选同意是怎么给的。请从列表里选。"),
    "correction.reason": _("答复要写理由，至少 {shortest} 个字，会告诉本人。请补上。"),
    "correction.says": _("请写清楚要更正什么，至少 {shortest} 个字。"),
    "correction.what": _("没有“{given}”这一项。请从列表里选。"),
    "link.nobody": _("这个人的记录已经转为统计行，不能再发链接。"),
    "member.head": _("这一户已经有户主了。请先改原来的户主，再填这一位。"),
    "member.relation": _("没有“{given}”这种关系。请从列表里选。"),
    "retention.nobody": _("选的人里没有到期的，什么也没有改。请重新打开名单看一看。"),
    "retention.too_many": _("一次最多转 {most} 个人。请分几次转。"),
    "status.until": _("结束日期不对：要在 {since} 以后，不能在今天以后。请核对。"),
    "wish.ask_from": _("以后再问的日期不对：要在说的那天以后，最多 {days} 天。请改一改。"),
    "wish.needs": _("有的要求不在列表里：{found}。要求只能按岗位条件选。"),
}
