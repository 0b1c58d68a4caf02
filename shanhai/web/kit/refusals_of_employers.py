"""Sentences of the employer base: what visits, positions, papers, the arrears list and the lowest wage are refused for."""

from typing import Final

from django.utils.translation import gettext_lazy as _

EMPLOYERS: Final = {
    "arrears.future": _("列入或移出的日期 {on} 还没有到。请核对公告上的日期。"),
    "arrears.line": _("第 {line} 行看不懂：要写信用代码、企业名称、列入日期三样，用空格或制表符隔开。请核对这一行。"),
    "arrears.removed_before": _("移出的日期比列入的 {listed_on} 还早。请核对公告。"),
    "arrears.source": _("请写明名单是谁公布的、在哪里。"),
    "document.empty": _("文件是空的。请重新选择。"),
    "document.gone": _("“{title}”的文件找不到了，只剩登记的内容。请系统管理员从备份里恢复。"),
    "document.sort": _("没有“{given}”这种材料。请从名单里选。"),
    "document.too_large": _("文件超过 {most} MB。请压缩或分开扫描。"),
    "document.type": _("只收 PDF、JPEG 和 PNG。请另存为其中一种。"),
    "employer.in_arrears": _(
        "{name} 从 {since} 起在拖欠农民工工资失信名单上（{source}），不能入库，也不能带去招聘会。移出名单以后再办。"
    ),
    "position.age_order": _("年龄上限比下限还小。请核对。"),
    "position.age_untagged": _("年龄 {age} 岁没有法定依据。请去掉，或选上规定这个年龄的法定限制。"),
    "position.dispatch_terms": _(
        "劳务派遣要由派遣单位签固定期限的劳动合同（《劳动合同法》第五十八条）。请核对合同期限和用工关系。"
    ),
    "position.dispatcher": _("劳务派遣要写全：派遣单位的名称和信用代码。不是派遣就都空着。"),
    "position.limit_unknown": _("没有“{given}”这种法定限制。可用：{known}。"),
    "position.limit_untagged": _(
        "“{title}”里写了没有法定依据的年龄或身体条件：{words}。请删去；法律有规定的，请选上法定限制。"
    ),
    "position.occupation": _("不认得职业“{given}”。请填职业分类大典的代码，如 6-25-04-07，或空着。"),
    "position.overtime": _(
        "“{title}”每月加班 {hours} 小时，超过 {most} 小时（《劳动法》第四十一条）。请改少，或写明依据，例如批准的综合计算工时。"
    ),
    "position.overtime_hours": _("每月加班 {hours} 小时不对，应在 0 到 200 之间。请核对。"),
    "position.pay_below_minimum": _(
        "“{title}”的最低月薪低于当地最低工资每月 {least} 元（{since} 起；{source}）。请和企业核实。"
    ),
    "position.title_taken": _("这家企业已经有一个叫“{title}”的岗位。请换一个名称，或去改那个岗位。"),
    "position.wording": _("“{title}”里有招聘信息不能写的条件：{words}。依据：{law}。请改成工作本身的要求。"),
    "round.dates": _("这一轮的结束日比开始日还早。请核对。"),
    "survey.future": _("走访日 {on} 还没有到。请核对日期。"),
    "visit.answer": _("“{question}”的回答不在选项里。请重新选。"),
    "visit.position": _("表里有一个岗位不是这家企业的。请刷新后再填。"),
    "wage.amount": _("最低工资应在每月 100 元到 20,000 元之间。请核对单位是不是“元”。"),
    "wage.same_person": _("提出的人不能自己确认。请找另一位同事对照文件。"),
    "wage.source": _("请写明数值出自哪份文件。"),
}
