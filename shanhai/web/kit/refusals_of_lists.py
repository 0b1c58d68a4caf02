"""Sentences of the exchange of positions, of notices, of kept filters, and of acts on many rows."""

from typing import Final

from django.utils.translation import gettext_lazy as _

LISTS: Final = {
    "bulk.closed": _("已经关闭"),
    "bulk.elsewhere": _("不是本单位管的"),
    "bulk.moved": _("这期间名单变了，要办的和刚才看到的不一样。请再看一遍，再办。"),
    "bulk.no_round": _("还没有走访轮次。请先在企业页安排一轮走访。"),
    "bulk.not_asked": _("还没问过意愿"),
    "bulk.nothing": _("没有可办的，什么也没有改。"),
    "bulk.on_round": _("已在“{title}”的名单里"),
    "bulk.rests_already": _("已经定在这一天"),
    "bulk.said_long_ago": _("两年多以前说的，现在就可以再问"),
    "bulk.too_many": _("一次最多办 {most} 条，现在是 {given} 条。请先筛选，分几次办。"),
    "bulk.too_wide": _("查到的超过 {most} 条。请先筛选，再成批办。"),
    "bulk.verified_today": _("今天已经核实过"),
    "bulk.willing": _("说愿意去，不用等"),
    "dispatch.answer_by": _("答复期限 {day} 已经过去。请定在今天或以后。"),
    "dispatch.differs": _("“{title}”已经发出过，岗位和这次不一样。请另起一个标题。"),
    "dispatch.empty": _("请写标题，并至少选一个岗位。"),
    "dispatch.not_open": _("有 {n} 个岗位现在不对外：{titles}。请先核实或重新开放，或不选它们。"),
    "dispatch.pairing": _("这一对结对现在没有效力，不能发岗位信息。"),
    "dispatch.reason": _("请写明为什么撤回，对方要告诉乡镇。"),
    "dispatch.too_many": _("一份最多 {most} 个岗位，现在选了 {given} 个。请分几份发。"),
    "dispatch.township": _("{names} 不是本县的乡镇，不能转发。"),
    "dispatch.unknown_position": _("“{title}”不在这份岗位信息单里。"),
    "filter.long": _("筛选条件太长，最多 {most} 个字符。请少选几项。"),
    "filter.name": _("请给这个筛选起个名字。"),
    "filter.nothing": _("现在没有筛选。请先选条件或查找，再存。"),
    "filter.too_many": _("一个名单最多存 {most} 个筛选。请先删去不用的。"),
    "notice.empty": _("请至少选一个正在对外的岗位。"),
    "notice.too_many": _("一份最多 {most} 个岗位，现在选了 {given} 个。请分几份做。"),
}
