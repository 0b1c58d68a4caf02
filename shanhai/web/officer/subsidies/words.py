"""What the codes of claims and money are called."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

STATE: Final[dict[str, Any]] = {
    "drawn_up": _("登记了"),
    "accepted": _("审核中"),
    "asks": _("等补材料"),
    "reviewed": _("等核定"),
    "decided": _("核定了"),
    "waits": _("等资金"),
    "published": _("公示中"),
    "heard": _("等批准"),
    "approved": _("等发放"),
    "batched": _("在发放批次里"),
    "paid": _("发了"),
    "recovering": _("追回中"),
    "recovered": _("追回了"),
    "refused": _("不予补贴"),
    "appealed": _("申诉中"),
    "closed": _("申诉后维持"),
    "withdrawn": _("撤回了"),
}
TAG: Final = {
    "drawn_up": "soon", "accepted": "do", "asks": "soon", "reviewed": "do", "decided": "do", "waits": "bad", "published": "soon", "heard": "do",
    "approved": "do", "batched": "do", "paid": "ok", "recovering": "bad", "recovered": "", "refused": "bad", "appealed": "soon", "closed": "",
    "withdrawn": "",
}  # fmt: skip
LEVEL: Final[dict[str, Any]] = {
    "village": _("村里"),
    "township": _("乡镇"),
    "county": _("输出地人社局"),
    "receiving": _("输入地人社局"),
}
MODE: Final[dict[str, Any]] = {"claimed": _("本人申领"), "derived": _("免申即享")}
PAYS: Final[dict[str, Any]] = {
    "worker": _("本人"),
    "household": _("户里"),
    "employer": _("企业"),
    "referrer": _("介绍人"),
    "agency": _("中介"),
    "broker": _("经纪人"),
    "station": _("工作站"),
    "provider": _("培训机构"),
}
CONFLICT: Final[dict[str, Any]] = {
    "registrar_decider": _("登记的人又核定"),
    "registrar_approver": _("登记的人又批准"),
    "decider_approver": _("核定的人又批准"),
    "referrer_self": _("自己介绍自己"),
    "referrer_relative": _("介绍人是一户里的"),
    "referrer_phone": _("和介绍人用一个电话"),
    "account_shared": _("这个账号也收别人的补贴"),
    "phone_shared": _("这个电话也是别的申领人的"),
}
KIND: Final[dict[str, Any]] = {
    "decide": _("核定"),
    "cancel": _("收回核定"),
    "adjust": _("差额"),
    "recover": _("追回"),
}
OUTCOME: Final[dict[str, Any]] = {
    "granted": _("给"),
    "refused": _("不给"),
    "asks": _("等材料"),
    "waits": _("等资金"),
}
LINE: Final[dict[str, Any]] = {
    "appropriate": _("到位"),
    "reserve": _("留着"),
    "release": _("放开"),
    "commit": _("进批次"),
    "uncommit": _("退出批次"),
    "pay": _("发了"),
    "recover": _("追回到账"),
}
BATCH: Final[dict[str, Any]] = {
    "made": _("等复核"),
    "checked": _("复核了"),
    "sent": _("交银行了"),
    "settled": _("办完了"),
    "dropped": _("放弃了"),
}
BATCH_TAG: Final = {"made": "do", "checked": "do", "sent": "soon", "settled": "ok", "dropped": ""}
PAYMENT: Final[dict[str, Any]] = {
    "listed": _("等银行"),
    "dropped": _("退出批次"),
    "paid": _("发了"),
    "returned": _("银行退回"),
}
PAYMENT_TAG: Final = {"listed": "soon", "dropped": "", "paid": "ok", "returned": "bad"}
LIST: Final[dict[str, Any]] = {
    "anti_poverty": _("防止返贫系统名单"),
    "insurance": _("社保参保名单"),
    "business": _("工商登记名单"),
    "payroll": _("财政供养人员名单"),
    "deaths": _("死亡人员名单"),
}
FORMAT: Final[dict[str, Any]] = {"fixed": _("定长文本"), "workbook": _("Excel")}
RULE: Final[dict[str, Any]] = {
    "sum_unknown": _("金额还算不出来"),
    "nothing_due": _("这次没有可领的"),
    "limit": _("次数已经用完"),
    "exclusive": _("和另一项只能领一样"),
    "cap": _("到了封顶"),
    "budget": _("本年的资金用完了"),
}
DECLARED: Final = _("本人声明")
SUM: Final = _("金额")
UNKNOWN: Final = _("还不知道")
KNOWN: Final = _("知道是谁")
YES: Final = _("是")
NO: Final = _("不是")
STANDING: Final[dict[str, Any]] = {"official": _("文件原文"), "example": _("示例"), "illustrative": _("仅供说明")}
