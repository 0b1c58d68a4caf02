"""What stored codes are called on a page."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shanhai.apps.workers.facts import needs, relations
from shanhai.core.desk import Role
from shanhai.web.kit.catalogues import RELATIVES

WILLING = {"yes": _("愿意"), "no": _("不愿意"), "undecided": _("还没想好"), "unknown": _("不清楚")}
WILLING_TAG = {"yes": "ok", "no": "", "undecided": "soon", "unknown": ""}
STATUS = {
    "registered": _("建档立卡贫困户"),
    "lifted": _("脱贫户"),
    "unstable": _("脱贫不稳定户"),
    "borderline": _("边缘易致贫户"),
    "sudden_hardship": _("突发严重困难户"),
    "risk_removed": _("风险消除"),
}
EDUCATION = {
    "10": _("研究生"),
    "20": _("本科"),
    "30": _("大专"),
    "40": _("中专"),
    "47": _("技工学校"),
    "60": _("高中"),
    "70": _("初中"),
    "80": _("小学"),
    "90": _("其他"),
}
ABILITY = {"normal": _("普通劳动力"), "skilled": _("技能劳动力"), "weak": _("弱劳动力"), "none": _("无劳动能力")}
SURVEY = {"visited": _("已走访"), "refused": _("谢绝"), "not_reached": _("没联系上")}
SURVEY_TAG = {"visited": "ok", "refused": "", "not_reached": "soon"}
CANTEEN = {"none": _("没有食堂"), "common": _("普通食堂"), "halal": _("清真食堂")}
CONTRACT = {"fixed": _("固定期限"), "open_ended": _("无固定期限"), "task": _("以完成一定工作任务为期限")}
RELATION = {"labour": _("劳动关系"), "service": _("劳务关系")}
BENEFIT = {"yes": _("有"), "no": _("没有"), "varies": _("有的岗位有"), "": _("没问到")}
INSURED = {"yes": _("都交"), "no": _("不交"), "varies": _("有的岗位交"), "": _("没问到")}
MEALS = {**CANTEEN, "varies": _("各岗位不一样"), "": _("没问到")}
DOCUMENT = {
    "licence": _("营业执照"),
    "dispatch": _("劳务派遣经营许可证"),
    "dormitory": _("宿舍消防合格材料"),
    "safety": _("安全生产材料"),
    "other": _("其他"),
}
INTENT_SOURCE = {"scan": _("扫码"), "paper": _("纸表补录")}
PURPOSE = {
    "intent": _("让对方知道就业意向"),
    "contact": _("联系本人"),
    "training": _("安排培训"),
    "canteen": _("安排食堂"),
}
CONSENT_WAY = {"spoken": _("当面口头"), "signed": _("书面签字"), "scan": _("扫码"), "phone": _("打电话")}
CORRECTION = {
    "name": _("姓名"), "number": _("证件号"), "phone": _("手机"), "household": _("户和家里人"), "status": _("户的状态"),
    "wish": _("意愿"), "erase": _("删去个人信息"), "other": _("其他"),
}  # fmt: skip
CORRECTION_STATE = {"asked": _("待答复"), "accepted": _("已照改"), "declined": _("没有改")}
RELATIVE = {code: pgettext_lazy(RELATIVES, name) for code, name in relations().items()}
NEED = {code: _(name) for code, name in needs().items()}
GIVEN_BY = {"self": _("本人"), "helper": _("代办")}
ROLE = {
    Role.OFFICER: _("工作人员"), Role.CITY: _("市级"), Role.TOWNSHIP: _("乡镇"), Role.VILLAGE: _("村"), Role.STATION: _("工作站"),
    Role.EMPLOYER: _("企业"), Role.AGENCY: _("中介"), Role.BROKER: _("经纪人"), Role.BOOTH: _("招聘会现场"), Role.FINANCE: _("财政"),
    Role.AUDITOR: _("审计"), Role.LEADER: _("领导"), Role.SYSADMIN: _("系统管理员"), Role.SECADMIN: _("安全管理员"),
    Role.AUDITADMIN: _("审计管理员"), Role.ESCORT: _("带车人"), Role.WORKER: _("本人"),
}  # fmt: skip


def called(words: dict[Any, Any], code: Any) -> Any:
    """Name a code; an unknown one is shown as it is, nothing as nothing."""
    return words.get(code, code) if code else ""


def years_before(day: date, years: int) -> date:
    """The day on which somebody was born who turns `years` on `day`."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # the 29th of February in a common year
        return date(day.year - years, 3, 1)


WAY = {"organised": _("组织去的"), "own": _("自己去的")}
