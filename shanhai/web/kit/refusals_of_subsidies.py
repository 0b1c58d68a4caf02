"""Sentences about claims, notices, funds and payments."""

from typing import Final

from django.utils.translation import gettext_lazy as _

SUBSIDIES: Final = {
    # approve · 批准
    "approve.difference": _("别的部门的名单和这一件对不上，还没有人核过。请先核对，再批准。"),
    "approve.notice": _("文件要求先公示。请先公示，期满再批准。"),
    # audit · 操作日志
    "audit.undo_kept": _("核定和资金的记录只增不改，不能撤销。请用更正、不予补贴或追回来改。"),
    # bank · 银行文件
    "bank.format": _("没有“{given}”这种银行文件格式。请从名单里选。"),
    "bank.other_amount": _("第 {line} 笔的金额（{yuan} 元）和批次里的不一样。什么都没有记，请和银行核对。"),
    "bank.other_batch": _("文件里有别的批次（{number}）。什么都没有记，请换对的文件。"),
    "bank.other_format": _("这一批已经用另一种格式（{form}）交给银行了，不能换。"),
    "bank.said_otherwise": _("第 {line} 笔银行以前说的不一样。什么都没有记，请和银行核对。"),
    "bank.sum": _("文件的笔数或合计和首行对不上（读到 {lines} 笔）。请重新下载。"),
    "bank.too_long": _("“{text}”太长，银行文件里最多 {most} 个字节。请改短。"),
    "bank.unknown_line": _("批次里没有第 {line} 笔。什么都没有记，请和银行核对。"),
    "bank.unreadable": _("文件第 {line} 行看不懂。请确认格式，重新下载。"),
    # bar · 失信名单
    "bar.order": _("移出的日子在列入（{since}）以前。请核对日期。"),
    "bar.why": _("列入失信名单要写原因和依据的文件。请补上。"),
    # batch · 发放批次
    "batch.account": _("{number} 还没有账号。请先补上账号。"),
    "batch.nobody": _("还没有选要发的申领。请先选。"),
    "batch.not_held": _("资金里没有为 {number} 留的钱。请先看它等在哪一步。"),
    "batch.not_sent": _("{number} 还没有交给银行，没有回盘可读。"),
    "batch.same_hand": _("{by}制了这一批，或者办过里面的申领，不能再复核。请另一位同事复核。"),
    "batch.unchecked": _("这一批还没有第二个人复核，不能交给银行。"),
    # challenge · 异议
    "challenge.answer": _("请写核实下来是怎么回事。"),
    "challenge.answered": _("这条异议已由{by}答复过。"),
    "challenge.open": _("还有异议没有核实，公示不能结束。请先核实。"),
    "challenge.over": _("这一件现在不在公示里，或者日子不在公示期内。"),
    "challenge.ref": _("异议属实要写明依据哪一条。请补上条款。"),
    "challenge.says": _("请写异议说的是什么。"),
    # claim · 申领
    "claim.account": _("账号应是 8 到 30 位数字，现在是 {found} 位。请对照存折或卡核对。"),
    "claim.appeal": _("请写清楚理由。"),
    "claim.asked_nothing": _("请写还缺什么材料。"),
    "claim.call_day": _("电话核实的日子要在受理以后、今天以前（写的是 {day}）。"),
    "claim.claimed": _("这个人 {period} 的“{kind}”已经申领过（{number}），不能再领一次。另一边的只告诉有没有。"),
    "claim.conflict": _("{who}在这一件里站在两边，不能往下走。请看“回避”一栏，换没有关系的人办。"),
    "claim.earlier_first": _("{number} 先受理，还没有核定；它们用同一份额度。请先核定那一件，或者请它补材料。"),
    "claim.no_subsidy": _("现行政策里没有“{name}”这项补贴。"),
    "claim.nobody": _("没有说明补给谁（{pays}）。请先选定。"),
    "claim.refused_why": _("不予补贴要写原因和依据哪一条。请补上。"),
    "claim.same_hand": _("{by}已经办过这一件的另一步，这一步要换一个人办。"),
    "claim.too_late": _("这一件已经走到“{state}”，这里不能再改。"),
    # decision · 核定
    "decision.no_rule": _("文件里没有“{rule}”这一种追回。请从文件列的里选。"),
    "decision.none": _("这一件还没有核定。"),
    # difference · 比对
    "difference.how": _("请写核对下来是怎么回事。"),
    # evidence · 申请材料
    "evidence.fact": _("“{name}”不是这份材料能证明的事，或者写法不对。"),
    "evidence.kind": _("没有“{given}”这种材料。请从名单里选。"),
    # fund · 资金
    "fund.amount": _("金额要大于零。请核对。"),
    "fund.other": _("资金代号 {code} 是另一个政府的。请换一个。"),
    "fund.paper": _("请写依据哪份文件或凭证。"),
    "fund.paper_used": _("这份文件已经记过另一笔（{yuan} 元）。请核对文号。"),
    "fund.short": _("“{fund}”还剩 {free} 元，不够 {wanted} 元。"),
    "fund.still_short": _("资金还不够 {number} 这一件。等追加以后再办。"),
    "fund.title": _("资金要有名称和代号。请补上。"),
    "fund.unknown": _("还没有开设资金“{code}”。请财政先开设。"),
    # list · 名单
    "list.empty": _("名单里没有读得懂的证件号。请核对文件。"),
    "list.kind": _("没有“{given}”这种名单。请从里面选。"),
    "list.source": _("请写名单出自哪个部门、哪一天。"),
    # payment · 发放
    "payment.not_paid": _("这一笔还没有发出去。"),
    "payment.received_day": _("收到的日子（{day}）要在发放以后、今天以前。"),
    # policy · 政策
    "policy.altered": _("政策存根 {digest} 和它的摘要对不上。请系统管理员核对数据库。"),
    "policy.decided": _("已由{by}定过了。"),
    "policy.issuer": _("库里没有发文地区 {code}。请先设置地区。"),
    "policy.key": _("政策里没有参数“{key}”。请从里面选。"),
    "policy.not_adopted": _("政策包 {pack} 还没有启用。"),
    "policy.reason": _("请写为什么这样改、谁定的。"),
    "policy.same_hand": _("是{by}提出的，要另一个人来定。"),
    # publicity · 公示
    "publicity.nobody": _("还没有选要公示的申领。请先选。"),
    "publicity.none": _("文件没有要求公示这一项，可以直接批准。"),
    "publicity.open": _("公示到 {until} 才满。"),
    "publicity.packs": _("一张公示单只放同一份政策、同样天数的申领。请分开公示。"),
    # review · 审核
    "review.no_call": _("文件要求电话核实，还没有记电话。请先打电话、记下来。"),
    "review.not_yours": _("现在轮到“{level}”审核。"),
    "review.same_hand": _("是{by}登记或受理的，要换一个人审核。"),
    # sample · 抽查
    "sample.empty": _("这段日子没有发出去的补贴，没有可抽的。"),
    "sample.fen": _("名单里有一笔不大于零。请核对。"),
    "sample.order": _("要按抽中的次序看，现在看第 {next} 个。"),
    "sample.overpaid": _("多发的金额要在 0 到 {most} 分之间。"),
    "sample.seed": _("先定下公开的种子和它的出处，再抽。"),
    "sample.seeded": _("种子已经定了（{seed}），不能换。"),
    "sample.tolerated": _("容许的误差要在 1 到 5000 个基点之间。"),
    "sample.twice": _("名单里同一笔出现了两次。"),
}
