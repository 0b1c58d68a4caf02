"""What the acts of the log are called, and what a change moved. To name a new act, add one line; nouns are in `nouns`."""

from typing import Any, Final

from django.apps import apps
from django.utils.translation import gettext_lazy as _

from shanhai.apps.audit.models import Change, Record
from shanhai.web.kit.logged import COLUMNS
from shanhai.web.kit.nouns import NOUNS
from shanhai.web.kit.words_of_subsidies import ACTS as OF_SUBSIDIES

ACTS: Final = {
    **OF_SUBSIDIES,
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
    "columns.choose": _("选列"),
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
    "identity.agree": _("同意比对两条记录"),
    "identity.drop": _("撤下没有看过的重复提示"),
    "identity.link": _("认定是同一人"),
    "identity.look": _("查找重复记录"),
    "identity.refuse": _("认定不是同一人"),
    "identity.separate": _("把并档分开"),
    "filter.drop": _("删去常用筛选"),
    "filter.look": _("看过常用筛选"),
    "filter.save": _("存为常用筛选"),
    "match.group": _("记小组"),
    "match.ungroup": _("解散小组"),
    "match.travel": _("小组编成建制"),
    "import.amend": _("改导入的行"),
    "import.choose": _("要选的行选好了"),
    "import.confirm": _("导入入库"),
    "import.discard": _("放弃导入"),
    "import.empty": _("到期清掉表格内容"),
    "import.stage": _("上传表格"),
    "intent.take": _("登记意向"),
    "intent.withdraw": _("撤回意向"),
    "leaflets.count": _("清点剩余画页"),
    "leaflets.print": _("印制宣传画页"),
    "match.begin": _("开始算对接方案"),
    "match.call": _("记电话结果"),
    "match.confirm": _("确认对接建议"),
    "match.decline": _("记本人不去了"),
    "match.forget": _("到期删去对接建议"),
    "match.lock": _("锁住对接建议"),
    "match.phones": _("为打电话显示号码"),
    "match.propose": _("存下对接方案"),
    "match.send_back": _("退回待配"),
    "match.start": _("新开对接方案"),
    "match.swap": _("换岗"),
    "match.unlock": _("放开对接建议"),
    "match.withdraw": _("撤下对接方案"),
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
    "placement.note": _("记下在岗"),
    "transfer.phones": _("为打电话显示号码"),
    "position.amend": _("修改岗位"),
    "position.close": _("关闭岗位"),
    "position.close_many": _("成批关闭岗位"),
    "position.offer": _("发布岗位"),
    "position.reopen": _("重新开放岗位"),
    "position.verify": _("核实岗位"),
    "position.verify_many": _("成批核实岗位"),
    "question.ask": _("记录提问"),
    "question.call_back": _("回电话"),
    "refused": _("没办成"),
    "region.found": _("设置地区"),
    "report.layout": _("存下报表格式"),
    "report.layout_drop": _("拿掉报表格式"),
    "reserve.set": _("留名额"),
    "round.add": _("加进走访名单"),
    "round.plan": _("安排一轮走访"),
    "round.add_many": _("成批列入走访"),
    "statistic.check": _("核对统计数"),
    "statistic.enter": _("录入统计数"),
    "trip.record": _("记录出行"),
    "voucher.hand_out": _("发放交通补贴券"),
    "voucher.paper": _("印出券纸"),
    "voucher.print": _("印制交通补贴券"),
    "wage.confirm": _("确认最低工资"),
    "wage.propose": _("提出最低工资"),
    "correction.ask": _("提出更正"),
    "correction.decide": _("答复更正"),
    "worker.ability": _("记录劳动能力"),
    "worker.canteen": _("记录食堂愿望"),
    "worker.consent": _("记录同意"),
    "worker.consent_withdrawn": _("撤回同意"),
    "worker.enrol": _("录入名册"),
    "worker.hand_over": _("把全部信息交给本人"),
    "worker.objection": _("记录不用电脑配"),
    "worker.objection_ended": _("本人同意电脑配了"),
    "worker.reduce": _("到期转为统计行"),
    "worker.relate": _("记录和户主的关系"),
    "worker.rest_many": _("成批定下再问的日子"),
    "worker.reveal": _("查看证件号"),
    "worker.status": _("记录户的状态"),
    "worker.status_ended": _("结束户的状态"),
    "worker.update": _("更新个人信息"),
    "worker.wish": _("记录意愿"),
    "workstation.register": _("登记劳务工作站"),
    "transfer.sign": _("签意向书"),
    "transfer.fall_through": _("记没有去成"),
    "transfer.report": _("记报到"),
    "transfer.start": _("记上岗"),
    "group.form": _("编小组"),
    "group.join": _("编进小组"),
    "departure.plan": _("安排出发"),
    "departure.list": _("上出发名单"),
    "departure.leave": _("记车出发"),
    "departure.arrive": _("记车到达"),
    "boarding.board": _("点名：来了"),
    "boarding.miss": _("点名：没来"),
    "boarding.substitute": _("顶上"),
    "boarding.take_off": _("从出发名单上拿下"),
    "departure.cancel": _("取消出发"),
    "boarding.give": _("发放路上的东西"),
    "placement.contract": _("记劳动合同"),
    "placement.insure": _("记参保登记"),
    "placement.end": _("记离岗"),
    "roster.confirm": _("确认在岗名单"),
    "roster.correct": _("更正在岗名单"),
    "unlisted.recognise": _("认出名单外的人"),
    "unlisted.dismiss": _("名单外的人不是我们的"),
    "word.attest": _("记本人或旁证的说法"),
    "word.settle": _("核实不一致的月份"),
    "contact.note": _("记跟踪"),
    "link.give": _("发本人链接"),
    "link.end": _("停用本人链接"),
    "link.show": _("印本人链接"),
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
