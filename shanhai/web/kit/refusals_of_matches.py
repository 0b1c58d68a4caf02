"""Sentences of matching: starting a run, deciding on proposals, calling people."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

MATCHES: Final[dict[str, Any]] = {
    "match.at_work": _("这个人已经上岗。"),
    "match.barred": _("硬性条件拦着，不能换到那里。请选别的岗位。"),
    "match.cluster_empty": _("{address} 上的调度器还没有工作进程。请在几台机器上运行 dask worker {address}。"),
    "match.cluster_missing": _(
        "这里没有装集群引擎。请运行 uv pip install -r requirements/cluster.txt，或用 --engine local。"
    ),
    "match.cluster_mode": _("小组和稳定匹配要把每一对列在一处，不能在集群上算。请用 --engine local。"),
    "match.cluster_unreachable": _(
        "连不上 {address} 的调度器。请核对 SHANHAI_CLUSTER，确认 dask scheduler 在运行，或用 --engine local。"
    ),
    "match.cluster_unset": _(
        "没有设 SHANHAI_CLUSTER。请设成调度器的地址，例如 tcp://10.0.0.5:8786，或用 --engine local。"
    ),
    "match.confirmed_there": _("这份方案里已经有人确认过，不能撤下。"),
    "match.engine": _("没有“{given}”这种引擎，可选：{known}。"),
    "group.dissolved": _("“{name}”已经解散了。"),
    "group.kind": _("小组要么是夫妻，要么是小组。请选一种。"),
    "group.vehicle": _("选了 {given} 人，一车坐 {seats} 人（最多 {most}）。请分成两个小组，或换一辆车。"),
    "group.name": _("请给小组起个名字，至少 {shortest} 个字。"),
    "group.regions": _("小组里的人要在同一个县。请分开记。"),
    "group.size": _("选了 {given} 人。夫妻是 2 人，小组至少 2 人、最多 {most} 人。"),
    "group.scattered": _("这些人签的不是同一家：{names}。小组整个去一家，请先商量好。"),
    "group.unsigned": _("还没有在手的意向书：{names}。每个人都签了，才能编成建制。"),
    "group.twice": _("这些人已经在别的小组里：{names}。请先解散那个小组。"),
    "match.floor": _(
        "看不懂底线“{given}”。写法是 township:乡镇代码:人数、household:人数、registered:人数、short:人数。"
    ),
    "match.floor_alone": _("底线不能和小组、稳定匹配一起用。请去掉一样。"),
    "match.floor_most": _("底线要 {least} 人，最多只配得到 {most} 人。请改小，或先添合适的岗位。"),
    "match.group_whole": _("小组里有人不能办，全组都没有办。"),
    "match.grouped": _("这个人和小组一起走，不能单独换岗。请把全组退回待配，或先解散小组。"),
    "match.intends": _("这个人已经有就业意向。"),
    "match.nobody": _("还没有选人。请勾选要办的人。"),
    "match.not_proven": _("没有证明这是最好的方案（还差 {gap}），所以不存。请再算一次，仍不行请联系维护人员。"),
    "match.not_recommended": _("“{title}”没有推荐给这个人，不能记电话。请从电话名单里记。"),
    "match.not_verified": _("独立核对没有通过（{found}），所以不存。请联系维护人员。"),
    "match.objects": _("这个人说了不要电脑配。请当面帮着找。"),
    "match.other_run": _("这一行不是这份方案里的。"),
    "match.outcome": _("电话的结果要从几种里选一个。"),
    "match.pairing": _("这一对结对在 {day} 没有效力，不能算。请换一天。"),
    "match.position_gone": _("“{title}”现在不招人了。请换岗，或退回待配。"),
    "match.reason": _("请写明理由，至少 {shortest} 个字；以后要和干得住干不住一起看。"),
    "match.run_state": _("这份方案现在不能改。"),
    "match.seats_full": _("“{title}”的名额已经满了。请换岗，或退回待配。"),
    "match.seed": _("抽签种子要是 0 到 2147483647 之间的整数。"),
    "match.too_many": _("这一天有 {pairs} 对要逐一列出，超过 {most} 对。请换“先家中无人就业的户”，各走各的。"),
    "match.under_age": _("不满 {least} 岁，哪一步都不能办。"),
    "match.under_way": _("第 {number} 号方案还在算。请等它算完，或先停下它、撤下它。"),
    "match.unknown_pairing": _("没有结对 {given}。写法是：输入地代码-输出地代码，例如 350105-640402。"),
    "match.verb": _("没有这个办法。请按页面上的按钮办。"),
    "reserve.position": _("“{title}”不是结对县的岗位，不能留名额。"),
    "reserve.purpose": _("名额要么留给小组，要么留给以后来的人。请选一种。"),
    "reserve.seats": _("要留 {given} 个，这个岗位一共 {most} 个名额。请改小。"),
}
