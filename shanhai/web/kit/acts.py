"""What the acts of the log, the nouns they touch and their columns are called. To name a new act, add one line."""

from typing import Any, Final

from django.apps import apps
from django.utils.translation import gettext_lazy as _

from shanhai.apps.audit.models import Change, Record

ACTS: Final = {
    "account.join": _("加入单位"),
    "account.open": _("开设账号"),
    "account.sign_in": _("登录"),
    "agency.register": _("登记中介机构"),
    "agreement.commit": _("记录协议承诺"),
    "agreement.sign": _("签订协议"),
    "answer.agree": _("同意答疑口径"),
    "answer.word": _("拟写答疑口径"),
    "area.name": _("记录补贴方面"),
    "arrears.enter": _("录入欠薪失信名单"),
    "arrears.remove": _("记录移出欠薪名单"),
    "audit.undo": _("撤销"),
    "broker.register": _("登记经纪人"),
    "bulletin.draft": _("起草简报"),
    "bulletin.freeze": _("冻结简报"),
    "bulletin.publish": _("发布简报"),
    "dispatch.acknowledge": _("签收岗位信息单"),
    "dispatch.answer": _("答复岗位信息单"),
    "dispatch.arrive": _("乡镇收到岗位信息单"),
    "dispatch.send": _("发出岗位信息单"),
    "dispatch.tell": _("告知岗位变动"),
    "dispatch.withdraw": _("撤回所发岗位"),
    "document.file": _("存入企业材料"),
    "document.read": _("查看企业材料"),
    "employer.enter": _("录入企业"),
    "employer.grade": _("记录诚信等级"),
    "employer.list": _("企业入库"),
    "employer.survey": _("走访企业"),
    "enquiry.tally": _("补录咨询计数"),
    "enquiry.tap": _("咨询计数"),
    "enquiry.void": _("撤回咨询计数"),
    "export": _("导出名单"),
    "fair.bring": _("带企业参会"),
    "fair.bring_rest": _("带上其余入库企业"),
    "fair.close": _("展位收摊"),
    "fair.join_trip": _("记上怎么来的"),
    "fair.open": _("展位开摊"),
    "fair.plan": _("安排参会团"),
    "import.amend": _("改导入的行"),
    "import.confirm": _("导入入库"),
    "import.discard": _("放弃导入"),
    "import.stage": _("上传表格"),
    "intent.take": _("登记意向"),
    "intent.withdraw": _("撤回意向"),
    "leaflets.count": _("清点剩余画页"),
    "leaflets.print": _("印制宣传画页"),
    "meeting.attend": _("签到"),
    "meeting.attend_agencies": _("中介机构签到"),
    "meeting.attend_stations": _("工作站签到"),
    "meeting.attend_townships": _("乡镇全部签到"),
    "meeting.hear": _("记录意见"),
    "meeting.hold": _("记录会议"),
    "minutes.agree": _("记录议定事项"),
    "minutes.confirm": _("确认纪要"),
    "minutes.draw_up": _("起草纪要"),
    "minutes.item_done": _("办结议定事项"),
    "opinion.done": _("办结意见"),
    "pairing.begin": _("开始结对"),
    "paper.enter": _("录入政策文件"),
    "position.amend": _("修改岗位"),
    "position.close": _("关闭岗位"),
    "position.offer": _("发布岗位"),
    "position.reopen": _("重新开放岗位"),
    "position.verify": _("核实岗位"),
    "question.ask": _("记录提问"),
    "question.call_back": _("回电话"),
    "region.found": _("设置地区"),
    "round.add": _("加进走访名单"),
    "round.plan": _("安排一轮走访"),
    "statistic.check": _("核对统计数"),
    "statistic.enter": _("录入统计数"),
    "trip.record": _("记录出行"),
    "voucher.hand_out": _("发放交通补贴券"),
    "voucher.print": _("印制交通补贴券"),
    "wage.confirm": _("确认最低工资"),
    "wage.propose": _("提出最低工资"),
    "worker.consent": _("记录同意"),
    "worker.consent_withdrawn": _("撤回同意"),
    "worker.enrol": _("录入名册"),
    "worker.reveal": _("查看证件号"),
    "worker.status": _("记录户的状态"),
    "worker.update": _("更新个人信息"),
    "worker.wish": _("记录意愿"),
    "workstation.register": _("登记劳务工作站"),
}
NOUNS: Final = {
    "accounts.membership": _("单位成员"),
    "accounts.user": _("账号"),
    "agreements.agreement": _("协议"),
    "agreements.commitment": _("承诺"),
    "employers.arrears": _("欠薪失信名单"),
    "employers.document": _("企业材料"),
    "employers.employer": _("企业"),
    "employers.grade": _("诚信等级"),
    "employers.minimumwage": _("最低工资"),
    "employers.position": _("岗位"),
    "employers.survey": _("走访"),
    "employers.surveyround": _("走访轮次"),
    "employers.tovisit": _("走访名单"),
    "exchange.answer": _("岗位信息单的答复"),
    "exchange.dispatch": _("岗位信息单"),
    "exchange.forward": _("转发乡镇"),
    "exchange.notice": _("告知"),
    "exchange.noticeline": _("所告岗位"),
    "exchange.receipt": _("回执"),
    "fairs.agreedanswer": _("答疑口径"),
    "fairs.booth": _("展位"),
    "fairs.delegation": _("参会团"),
    "fairs.enquiry": _("咨询"),
    "fairs.fair": _("招聘会"),
    "fairs.intent": _("意向"),
    "fairs.question": _("提问"),
    "fairs.seatoffer": _("参会岗位"),
    "figures.bulletin": _("简报"),
    "imports.columnmemory": _("列名对应"),
    "imports.import": _("导入"),
    "imports.row": _("导入的行"),
    "outreach.agreeditem": _("议定事项"),
    "outreach.attendance": _("签到"),
    "outreach.leafletrun": _("宣传画页"),
    "outreach.meeting": _("会议"),
    "outreach.minutes": _("纪要"),
    "outreach.opinion": _("意见"),
    "outreach.trip": _("出行"),
    "partners.agency": _("中介机构"),
    "partners.broker": _("经纪人"),
    "partners.workstation": _("劳务工作站"),
    "regions.pairing": _("结对"),
    "regions.region": _("地区"),
    "regions.statistic": _("统计数"),
    "subsidies.area": _("补贴方面"),
    "subsidies.paper": _("政策文件"),
    "vouchers.handout": _("发放"),
    "vouchers.printrun": _("印制批次"),
    "vouchers.voucher": _("交通补贴券"),
    "workers.consent": _("同意"),
    "workers.household": _("户"),
    "workers.statusfact": _("户的状态"),
    "workers.wish": _("意愿"),
    "workers.worker": _("劳动力"),
}
COLUMNS: Final = {
    "ability": _("劳动能力"),
    "answered_by": _("谁答复的"),
    "birth": _("出生日期"),
    "closed_on": _("关闭日"),
    "contact_phone": _("联系电话"),
    "education": _("文化程度"),
    "headcount": _("用工人数"),
    "household_id": _("户"),
    "limits": _("法定限制"),
    "listed_on": _("入库日"),
    "lowest_pay": _("最低月薪（分）"),
    "may_come": _("可能来多少人"),
    "name": _("名称"),
    "number_sealed": _("证件号"),
    "opened_on": _("开放日"),
    "operations": _("经营状况"),
    "overtime_hours": _("每月加班小时"),
    "overtime_note": _("加班说明"),
    "pay_max": _("最高月薪（分）"),
    "pay_min": _("最低月薪（分）"),
    "phone_sealed": _("手机号"),
    "received_at": _("收到的时间"),
    "received_by": _("谁收到的"),
    "removed_on": _("移出日"),
    "requirements": _("要求"),
    "seats": _("人数"),
    "skill": _("技能"),
    "title": _("名称"),
    "unit": _("乡镇或村"),
    "verified_by": _("核实人"),
    "verified_on": _("核实日"),
    "willing": _("意愿"),
    "work": _("想做的工作"),
}
HIDDEN: Final = _("不显示")


def act(code: str) -> Any:
    """Name an act; a new one is shown by its code."""
    return ACTS.get(code, code)


def noun(code: str) -> Any:
    """Name a noun; a new one is shown by its code."""
    return NOUNS.get(code, code)


def told(change: Change) -> list[dict[str, Any]]:
    """Say what a change moved, column by column. Values of private columns are never shown, nor those of derived indexes."""
    private = _private(change.noun)
    lines = []
    for column, pair in sorted(change.delta.items()):
        if column.endswith("_index") or column == "id":
            continue
        secret = column.removesuffix("_id") in private
        was, now = (HIDDEN if secret and value not in (None, "") else value for value in pair)
        lines.append({"column": COLUMNS.get(column, column), "was": was, "now": now})
    return lines


def _private(label: str) -> frozenset[str]:
    model = apps.get_model(label)
    return model.PRIVATE if issubclass(model, Record) else frozenset()
