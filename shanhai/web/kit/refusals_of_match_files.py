"""Sentences about the files of `match solve` and `match verify`: what a row may not hold, and what cannot be planned."""

from typing import Final

from django.utils.translation import gettext_lazy as _

MATCH_FILES: Final = {
    "match.certificate": _("证明文件里缺少“{key}”，或写法不对。请用 match solve 写出的原文件。"),
    "match.column_twice": _("{file} 第 {line} 行的表头里“{column}”出现了两次。请只留一列。"),
    "match.columns": _("{file} 的表头缺少这些列：{missing}。列名用英文，用逗号隔开。"),
    "match.encoding": _("{file} 第 {line} 行不是 UTF-8 文字。请另存为“CSV UTF-8”再试。"),
    "match.floor_name": _("{file} 第 {line} 行的“{name}”不在人员或岗位里。请核对。"),
    "match.group_too_large": _(
        "{file} 第 {line} 行的小组“{group}”有 {size} 人，没有一家企业有这么多名额（最多 {most} 个）。请分组或换企业。"
    ),
    "match.least": _("带 --floor 时 --least 要是 1 以上的整数，现在是 {given}。"),
    "match.least_alone": _("--least {given} 要和 --floor 一起给。请补上底线文件，或去掉 --least。"),
    "match.memory": _("{file} 太大：约需 {needed} MB 内存，现在可用 {free} MB。请换一台内存大的机器，或分地区做。"),
    "match.memory_out": _("内存不够了（现在可用 {free} MB），什么也没有写下。请换一台内存大的机器，或分地区做。"),
    "match.missing": _("{file} 第 {line} 行的“{column}”是空的。请补上。"),
    "match.negative": _("{file} 第 {line} 行的“{column}”是负数 {value}。请用从 0 起的整数。"),
    "match.no_ranks": _("{file} 没有 worker_rank 和 position_rank 两列。稳定匹配要有双方的次序，1 为最想要。"),
    "match.no_seats": _("{file} 第 {line} 行的岗位 {position} 没有名额。请填 1 以上的整数，或删去这一行。"),
    "match.pair_twice": _("{file} 第 {line} 行的 {worker} 和 {position} 在第 {first} 行已经有了。请只留一行。"),
    "match.priority": _("{file} 第 {line} 行：户“{household}”前后写的 priority 不一样。同一户要一致，请核对。"),
    "match.reserved": _("{file} 第 {line} 行的岗位 {position} 留给小组 {reserved} 个，比名额 {seats} 个还多。请核对。"),
    "match.row": _("{file} 第 {line} 行的引号不规则，读不出来。请核对这一行。"),
    "match.rule": _("没有“{given}”这种小组规则。可选：reserved、bonus:分数、households:户数。"),
    "match.rule_objective": _("规则 {rule} 按户数算，只看总分时用不上。请换规则，或用 lexicographic。"),
    "match.same_file": _("{file} 已经用作别的文件。请给方案和证明另起文件名。"),
    "match.stable_groups": _("稳定匹配不能带小组。请去掉小组文件，或换一种目标。"),
    "match.too_large": _("{file} 第 {line} 行的“{column}”是 {value}，超过 {most}。请核对，或把分数按比例缩小。"),
    "match.twice": _("{file} 第 {line} 行的“{name}”前面已经有了。请只留一行。"),
    "match.two_groups": _("{file} 第 {line} 行的 {worker} 同时在两个小组：{groups}。一个人只能在一个小组。"),
    "match.unknown_position": _("{file} 第 {line} 行的岗位 {position} 不在岗位文件里。请补上它的名额，或删去这一行。"),
    "match.unknown_worker": _("{file} 第 {line} 行的 {worker} 不在人员文件里，也没有合适的岗位。请核对。"),
    "match.whole": _("{file} 第 {line} 行的“{column}”是“{value}”，不是从 0 起的整数。请核对，不要有小数和文字。"),
    "match.width": _("{file} 第 {line} 行有 {found} 格，表头有 {expected} 格。请核对逗号。"),
}
