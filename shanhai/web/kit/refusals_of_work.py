"""Sentences about work itself: clocks, contracts, groups, spells, rosters."""

from typing import Final

from django.utils.translation import gettext_lazy as _

WORK: Final = {
    # clock · 法定时限
    "clock.no_law": _("{day} 当天没有哪部法律规定“{clock}”的时限，不能计时。请核对日期。"),
    # contract · 劳动合同
    "contract.months": _("固定期限的合同要写明几个月。请补上期限。"),
    # contact · 跟踪
    "contact.day": _("跟踪的日子要在上岗（{first}）以后、今天以前。请核对日期。"),
    "contact.kind": _("没有“{given}”这种跟踪方式。请从名单里选。"),
    "contact.outcome": _("没有“{given}”这种结果。请从名单里选。"),
    "contact.over": _("这一段 {day} 已经结束，不用再问了。要更正，先改离岗。"),
    "contact.told": _("是本人说的，还是家里人说的？请选一项。"),
    "contract.after_end": _("合同签订日期在离岗（{day}）以后。请核对日期。"),
    "contract.future": _("合同签订日期在今天以后。签好了再记。"),
    "contract.kind": _("没有“{given}”这种合同。请选固定期限、无固定期限或以完成任务为期限。"),
    "contract.probation": _(
        "这份合同的试用期最多 {most} 个月（劳动合同法第十九条），填的是 {given} 个月。请和企业核对。"
    ),
    # departure · 出发
    "departure.aboard": _("{name}已经上车。不走的话，先点“没来”，再拿下来。"),
    "departure.elsewhere": _("{name}已经在另一趟还没出发的车上。请先从那边拿下来。"),
    "departure.empty": _("没有人上车，不能出发。先点名，或者取消这一趟。"),
    "departure.full": _("座位满了（{seats} 个）。有人没来的话，先点“没来”，再让他顶上。"),
    "departure.item": _("没有“{given}”这样东西。请从名单里选。"),
    "departure.kind": _("没有“{given}”这种车。请选火车、大巴、飞机或小车。"),
    "departure.name": _("这一趟要有名称和带队人。请补上。"),
    "departure.no_letter": _("{name}没有在手的意向书，上不了名单。请先签意向书。"),
    "departure.not_absent": _("{name}没有标“没来”，座位还是他的。先点“没来”。"),
    "departure.not_waiting": _("{name}不在这一趟的候补里。请从候补里选一个人。"),
    "departure.number": _("一个号码只能给一个人。请一个一个填号码。"),
    "departure.numbered": _("已经记了号码 {number}。号码写错了的，请先核对，再找有权限的同事更正。"),
    "departure.other_pairing": _("这个人不是这一对结对的，不能上这一趟。"),
    "departure.seat_gone": _("{seat} 号座位已经有人顶上了。请看最新的名单。"),
    "departure.seats": _("座位数 {given} 不对。请填 1 到 2000。"),
    "departure.state": _("这一趟现在是“{state}”，不能再改了。"),
    "departure.too_early": _("这一趟 {day} 才出发。到那天再点“出发”。"),
    "departure.unchecked": _("还有 {left} 个人没点名。来了的点“来了”，没来的点“没来”，再出发。"),
    # group · 小组
    "group.brought_by": _("一个小组由中介带，或由经纪人带，不能两个都填。请留一个。"),
    "group.gone": _("{name}没有在手的意向书，不能编进小组。"),
    "group.leader": _("带队的{name}不在这个小组里。请从组员里选。"),
    "group.name": _("小组要有名称。请补上。"),
    "group.nobody": _("小组里还没有人。请先选人。"),
    "group.other_employer": _("小组整个去{name}；这个人签的是别家。请另编一组。"),
    "group.taken": _("这个人已经在小组“{group}”里。"),
    # insurance · 参保
    "insurance.day": _("参保登记日期要在上岗（{first}）以后、今天以前。请核对日期。"),
    # month · 月
    "month.unreadable": _("看不懂“{given}”是哪个月。请写成 2019-02 这样。"),
    # placement · 在岗的一段
    "placement.after": _("离岗以后去了哪里，请从名单里选。"),
    "placement.ended": _("这一段已经记了 {day} 离岗。要更正，请先撤销那一次。"),
    "placement.place": _("“{given}”不是六位的区划代码。就在企业所在的县干活就空着。"),
    "placement.why": _("请从名单里选一个离岗原因；没有说就选“没有说”。"),
    # roster · 在岗名单
    "roster.confirmed": _("这个月的名单 {at} 已由{by}确认过，没有重复入账。要改哪一行，请在那一行点“更正”。"),
    "roster.days": _("上班 {given} 天不对。一个月 0 到 31 天。"),
    "roster.left": _("离岗日期 {day} 不对：要在上岗（{since}）以后、今天以前。"),
    "roster.line": _("只有企业名单上的行能在这里更正。"),
    "roster.missing": _("还有 {left} 个人没有说在不在。每个人都要选一项，再确认。"),
    "roster.month_open": _("{month} 还没过完，{from_day} 起才能确认。"),
    "roster.not_yours": _("名单里有 {count} 行不是这家企业这个月的人。请重新打开名单再填。"),
    "roster.overtime": _("加班 {given} 小时不对。请填 0 到 400。"),
    "roster.left_on": _("离岗的人要写哪天起不上班了。"),
    "roster.row": _("{name}那一行：{why}"),
    "roster.state": _("请选这个月在岗、整月没来，还是离岗。"),
    "roster.tail": _("身份证后四位“{given}”不对。请填四位，最后一位可以是 X。"),
    "roster.twice": _("同一个人在名单里出现了两次。请留一行。"),
    "roster.way": _("没有这种确认方式。请用页面、表格或盖章纸单。"),
    "roster.why": _("更正要写原因。请补上。"),
    # transfer · 转移
    "transfer.at_work": _("这个人现在在别处上班。先记那一段的离岗，再签意向书。"),
    "transfer.before": _("日期早了：最早是 {first}（签意向书、出发或报到那天）。请核对日期。"),
    "transfer.day": _("{day} 在今天以后。到那天再记。"),
    "transfer.on_the_way": _("这个人已经签了“{title}”的意向书。那一份没有结果以前，不能再签。"),
    "transfer.other_region": _("人要在输出地的名册里，企业要在输入地。请核对。"),
    "transfer.reported": _("{day} 已经报到过了。要更正，请先撤销那一次。"),
    "transfer.started": _("{day} 已经上岗了。要更正，请先撤销那一次。"),
    "transfer.under_age": _("那天不满 {least} 周岁，不能签意向书、上车、报到或上岗（禁止使用童工规定第二条）。"),
    "transfer.why": _("请写为什么没有去成。"),
    "transfer.withdrawn": _("这条意向已撤回，或者不是去这个岗位的。请核对。"),
    # unlisted · 名单外的人
    "unlisted.decided": _("这个人已经有人核过了。请看最新的名单。"),
    "unlisted.elsewhere": _("这个人那个月在别家上班。请先核对那一段。"),
    "unlisted.why": _("请写为什么不是我们的人。"),
    # word · 一个月的说法
    "word.closed": _("{month} 过去久了，在这里不能再说。要改，请打电话给工作站。"),
    "word.future": _("{month} 还没到，不能先说。"),
    "word.how": _("请写核实下来是怎么回事。"),
    "word.month": _("{month} 不在这一段上班的时间里。请核对月份。"),
    "word.no_dispute": _("这个月各方说法一致，没有要核的。"),
    "word.paper": _("旁证要写是什么材料和号码，例如“社保缴费 2018-04”。请补上。"),
    "word.settled": _("这个月已经核过，说法不再改。要改，请先撤销核实。"),
    "word.source": _("只能记本人说的和旁证；企业的在名单里确认。"),
    # report · 报表
    "report.empty": _("这张表里没有一个格子写了指标代号。请照样子写上，例如 {{{{departed.new}}}}。"),
    "report.figure": _("{cell} 格写的“{given}”不是指标代号。请照“看全部指标口径”里的代号改。"),
    "report.future": _("{period} 还没到，出不了报表。"),
    "report.layout": _("打不开这个文件。请另存为 .xlsx，去掉宏和密码，不超过 2 MB。"),
    "report.name": _("给这个格式起个名字。"),
    "report.period": _("“{given}”不是月份也不是季度。请写成 2019-03 或 2019Q1。"),
}
