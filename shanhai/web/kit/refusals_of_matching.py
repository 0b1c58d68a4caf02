"""Sentences about matching 人岗对接: the two sides, seats, scores, groups, certificates."""

from typing import Final

from django.utils.translation import gettext_lazy as _

MATCHING: Final = {
    # match · 人岗对接
    "match.empty_side": _("有一边是空的：{workers} 个人，{positions} 个岗位。两边都要有，才能对接。"),
    "match.objective": _("没有“{given}”这种目标。可选：lexicographic、score、stable。"),
    "match.overflow": _("分数太大（最高 {highest} 分，{seats} 个名额），整数会溢出。请把分数按比例缩小。"),
    "match.part": _("分数各部分加起来最高是 {highest}，不能超过 {most}，否则盖过“不能去”的标记。请把分数按比例缩小。"),
    "match.seats": _("岗位 {position} 的名额是 {seats}，至少要有 1 个。请核对名额。"),
}
