"""One sentence for every refusal code, and what to do about it. To add a code, add one line to its area below.

`{fact}` stands for a fact of the refusal; a fact that is missing is shown as “…”. `tests/house/test_refusals.py` finds codes without a line.
"""

from collections import defaultdict
from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as _c

from shanhai.core.refusal import Refusal
from shanhai.web.kit.refusals_of_employers import EMPLOYERS
from shanhai.web.kit.refusals_of_lists import LISTS
from shanhai.web.kit.refusals_of_match_files import MATCH_FILES
from shanhai.web.kit.refusals_of_matches import MATCHES
from shanhai.web.kit.refusals_of_matching import MATCHING
from shanhai.web.kit.refusals_of_people import PEOPLE
from shanhai.web.kit.refusals_of_policies import POLICIES
from shanhai.web.kit.refusals_of_subsidies import SUBSIDIES
from shanhai.web.kit.refusals_of_vouchers import VOUCHERS
from shanhai.web.kit.refusals_of_work import WORK

MOVED: Final = frozenset(
    {"bulk.moved", "audit.moved_on", "audit.undone", "audit.in_use", "lifecycle.not_allowed"}
)  # 409

SAYS: Final = {
    **EMPLOYERS,
    **LISTS,
    **MATCH_FILES,
    **MATCHES,
    **MATCHING,
    **PEOPLE,
    **POLICIES,
    **SUBSIDIES,
    **VOUCHERS,
    **WORK,
    # account · 账号
    "account.exists": _("登录名 {login} 已有人用。请换一个。"),
    "account.needed": _("请用 --as 说明以谁的身份做这件事。"),
    "account.unknown": _("没有账号 {login}。"),
    "account.wrong": _("登录名或密码不对。请再试一次；忘了密码，请找本单位的安全管理员。"),
    # agency · 中介
    "agency.licence": _("{name} 没有许可证号，或许可证已经到期。请先核对许可证。"),
    # agreement · 协议
    "agreement.year": _("签订日 {day} 不在 {year} 年。请核对年份和日期。"),
    # area · 补贴方面
    "area.reason": _("“{name}”是推定的，要写明为什么这样推定。"),
    # audit · 操作日志
    "audit.in_use": _("别的记录还用着它，不能删。请先处理引用它的记录。"),
    "audit.moved_on": _("这条记录后来又改过，不能自动撤销。请打开记录，用更正的办法改回来。"),
    "audit.undo_day": _("只能撤销当天的操作。请改用更正记录。"),
    "audit.undo_nothing": _("这一步没有改动任何记录，没有可撤销的内容。"),
    "audit.undo_other": _("只能撤销自己做的操作。请找做这一步的人。"),
    "audit.undone": _("这一步已经撤销过了。"),
    # booth · 展位
    "booth.not_listed": _("{name} 还没有入库，不能带去招聘会。请先走访、入库。"),
    "booth.untrusted": _("{name} 的劳动保障诚信等级不是 A 级，不能到场；可以委托参会。"),
    # bulletin · 简报
    "bulletin.edition": _("没有“{given}”这一种简报。请选一种。"),
    "bulletin.slug_taken": _("简报代号 {slug} 已经用在另一份简报上。请换一个代号。"),
    "bulletin.unchecked": _("这些外部统计数还没有第二个人核对：{indicators}。请核对后再冻结。"),
    "bulletin.unknown": _("没有简报 {slug}。"),
    # cell · 表格里的一格
    "cell.characters": _("这一格里有看不见的控制字符。请删掉重新输入。"),
    "cell.choice": _("不是认得的写法。请从这几种里选一个：{expected}。"),
    "cell.required": _("这一格必须填。请补上。"),
    "cell.too_long": _("文字太长：最多 {limit} 个字，现在是 {found} 个。请写短些。"),
    "cell.whole": _("请填 {low} 到 {high} 之间的整数。"),
    # citizen · 证件号
    "citizen.birth": _("证件号里的出生日期不存在。请对照证件重新输入。"),
    "citizen.characters": _("证件号第 {positions} 位不是数字（只有末位可以是 X）。请对照证件重新输入。"),
    "citizen.check_digit": _("证件号的校验位不对，多半是输错了一位。请对照证件重新输入。"),
    "citizen.division_not_at_birth": _("证件号前六位的地区在出生那年还没有设立。请核对证件。"),
    "citizen.division_unknown": _("证件号前六位不是已知的地区。请核对证件。"),
    "citizen.fifteen": _("这是 15 位的旧证件号。请用 18 位的号码。"),
    "citizen.future_birth": _("证件号里的出生日期还没有到。请对照证件重新输入。"),
    "citizen.length": _("证件号应是 {expected} 位，现在是 {found} 位。请对照证件重新输入。"),
    "citizen.scientific": _("证件号被 Excel 变成了科学计数，末几位已经丢了。请把这一列设成“文本”，照证件重新输入。"),
    "citizen.trailing_zeros": _("证件号末几位是 0，像被 Excel 改过。请把这一列设成“文本”，照证件重新输入。"),
    "citizen.zeros_doubtful": _("证件号末三位是 0，也许被 Excel 改过。请对照证件看一眼。"),
    # credit · 统一社会信用代码
    "credit.characters": _(
        "统一社会信用代码里有不该出现的字符（不用 I、O、S、V、Z）：{wrong}。请对照营业执照重新输入。"
    ),
    "credit.check_character": _("统一社会信用代码的校验位不对。请对照营业执照重新输入。"),
    "credit.division": _("统一社会信用代码第 3 到 8 位应是地区代码，现在是 {found}。请对照营业执照重新输入。"),
    "credit.division_unknown": _("统一社会信用代码里的地区代码不在表里。请核对营业执照。"),
    "credit.inner_check": _("统一社会信用代码里的组织机构代码校验不过。请对照营业执照重新输入。"),
    "credit.length": _("统一社会信用代码应是 {expected} 位，现在是 {found} 位。请对照营业执照重新输入。"),
    "credit.prefix": _("统一社会信用代码开头两位 {found} 不是已知的登记类别。请对照营业执照重新输入。"),
    "credit.zeros": _("统一社会信用代码不能全是 0。请对照营业执照重新输入。"),
    # database · 数据库
    "database.unready": _("数据库还没有准备好。请运行 shanhai doctor 查看原因。"),
    # date · 日期
    "date.before_birth": _("这个日期比出生日期还早。请核对两个日期。"),
    "date.empty": _("没有填日期。请写成 2018-03-05 这样。"),
    "date.excel_serial": _("这是 Excel 的日期序号，可能是 {perhaps}。请写成 2018-03-05 这样。"),
    "date.impossible": _("{year} 年 {month} 月没有 {day} 日。请核对日期。"),
    "date.incomplete": _("日期不全。请把年、月、日都写上，如 2018-03-05。"),
    "date.order": _("年份写在后面，分不清月和日。请写成 2018-03-05 这样。"),
    "date.range": _("年份应在 {first} 到 {last} 之间。请核对日期。"),
    "date.short_year": _("年份要写四位，如 2018-03-05。请重新填写。"),
    "date.unreadable": _("看不懂这个日期。请写成 2018-03-05 这样。"),
    # demo · 演示
    "demo.no_port": _("从 {wanted} 起的端口都被占用了。请用 --port 换一个。"),
    "demo.not_empty": _("这个数据库里有正式数据，不能变成演示环境。请换一个空的数据库。"),
    "demo.production": _("这里设了 SHANHAI_SECRET_KEY，是正式环境，不能运行演示。"),
    # desk · 岗位权限
    "desk.not_allowed": _("您的岗位不能做这件事。需要时请找有权限的同事。"),
    # division · 行政区划
    "division.not_then": _("行政区划代码 {code} 在 {month} 还没有或已经不用。"),
    "division.unknown": _("没有行政区划代码 {code}。"),
    # employer · 企业
    "employer.elsewhere": _("这家企业登记在别的地区。请由那边的人来改。"),
    "employer.not_willing": _("{name} 还没有表示愿意招，不能入库。"),
    # enquiry · 咨询
    "enquiry.no_tap": _("本页没有可以撤销的按键。手机上按的，请在那台手机上撤。"),
    "enquiry.tally": _("纸表上的咨询数应是正整数，现在是 {times}。"),
    "enquiry.tally_differs": _("纸表“{sheet}”已经录过，是 {standing} 次，现在是 {given} 次。请核对是哪一个。"),
    # fair · 招聘会
    "fair.not_open": _("展位没有开摊（现在是“{state}”）。请先开摊，或改用纸表补录。"),
    "fair.other_trip": _("这次出行不属于这一对结对地区。请换一次出行。"),
    "fair.too_early": _("招聘会 {held_on} 才开，现在还不能开摊。"),
    # figure · 数字
    "figure.no_base": _("分母 {bottom} 是零或还没有，算不出比例。"),
    "figure.not_divisible": _("{top} 和 {bottom} 数的不是同一样东西，不能相除。"),
    "figure.unknown": _("没有编号为 {id} 的数字。"),
    # employer · 企业
    "employer.ambiguous": _("信息库里有 {found} 家企业叫这个名称。请填统一社会信用代码。"),
    "employer.listed_unwilling": _("这家企业已在信息库里，不能用表格改成不愿意或不清楚。请先走访核实。"),
    "employer.other_name": _("信用代码和库里一样，名称却不同（库里是“{was}”）。请看清是改了名还是代码填错了。"),
    "employer.phone": _("联系电话应是 7 到 12 位数字，现在是 {digits} 位。请核对号码，只填一个。"),
    "employer.unknown": _("信息库里没有这家企业。请先导入企业，或核对代码和名称。"),
    # file · 表格文件
    "file.bomb": _("文件太大，或展开后太大，没有读。请拆成几份，只留要报的行和列。"),
    "file.cell_too_long": _("有一格的文字太长，像是贴错了。请检查后再传。"),
    "file.damaged": _("文件坏了，打不开。请在 Excel 或 WPS 里另存为 .xlsx 再传。"),
    "file.empty": _("文件里没有内容。请确认选对了文件。"),
    "file.encrypted": _("文件有密码。请去掉密码另存后再传。"),
    "file.kind": _("不是认得的表格。请用 .xlsx、.xls 或 .csv 文件。"),
    "file.macros": _("文件里有宏，不能收。请另存为不带宏的 .xlsx 再传。"),
    "file.missing_columns": _("缺少必填的列：{missing}。请用模板，或在核对页对上列名。"),
    "file.no_rows": _("工作表“{sheet}”只有表头，没有一行内容。请填好再传。"),
    "file.no_header": _("没有找到表头。表头应有这些列：{expected}。"),
    "file.too_many_rows": _("行数超过 {limit}。请拆成几份。"),
    "file.too_wide": _("列太多（超过 {limit}）。请只留要报的列。"),
    "file.unreadable": _("读不到文件 {file}。请核对路径和权限。"),
    "file.unwritable": _("写不了文件 {file}。请核对路径和权限。"),
    "file.xml": _("文件里有不安全的内容，没有读。请在 Excel 或 WPS 里另存为 .xlsx 再传。"),
    # grade · 诚信等级
    "grade.differs": _("{year} 年已经记了另一个等级。请核对评定文件。"),
    # intent · 意向
    "intent.nobody": _("没有找到这个人。请核对证件号后四位或姓名。"),
    "intent.not_offered": _("“{title}”没有带到这次招聘会。请换一个岗位。"),
    "intent.other_region": _("这个人不在结对的派出地名册里。请核对证件。"),
    "intent.under_age": _("这个人 {age} 岁，不满 {least} 岁，不能登记（禁止使用童工）。"),
    # language · 语言
    "language.unknown": _("没有语言 {given}。可用 zh-hans、zh-hant、en。"),
    # leaflets · 宣传画页
    "leaflets.differs": _("“{title}”已经记过印 {standing} 份，和现在的 {given} 份不一样。请核对，或换一个名称。"),
    "leaflets.more_left": _("剩下 {left_over} 份，比印的 {printed} 份还多。请再数一次。"),
    # household · 户
    "household.elsewhere": _("这个户编号在名册上属于别的乡镇。请核对户编号和乡镇。"),
    "household.two_places": _("同一个户编号在第 {row} 行写的是另一个乡镇。请核对户编号和乡镇。"),
    "household.village_differs": _("同一户在表里写了不同的村，以最先写的为准。请核对。"),
    # import · 导入核对
    "import.choice": _("没有这种选法。请选“用新的”或“留旧的”。"),
    "import.file_gone": _("传上来的文件已经不在了，什么都没有入库。请再传一次。"),
    "import.column": _("没有这样的列：{found}。请重新选择对应的列。"),
    "import.mostly_known": _("{percent}% 的行和现在的记录完全一样，也许传的是以前的表。请看看是不是最新的一份。"),
    "import.moved_on": _("核对以后，这一行涉及的记录又被别人改过，所以没有入库。请看看改动再决定。"),
    "import.other_unit": _("这一行是别的乡镇的，不由这里报。请从表里删去，或核对乡镇。"),
    "import.other_year": _("文件名里写的是 {year} 年，今年是 {now} 年。请看看是不是拿错了年份。"),
    "import.same_file": _("认出来了：这份表 {day} 已经入库（{title}），再入库也不会重复。"),
    "import.skipped": _("有 {count} 行只在没有对上的列里有字，没有读。请看看列对上了没有。"),
    "import.twice": _("和第 {row} 行是同一个，只留一行就行。请删去重复的一行。"),
    "import.unmatched": _("这些列没有对应，先不导入：{columns}。要导入就请改对应关系。"),
    # job · 后台任务
    "job.broken": _("后台处理时出了意外，什么都没有入库。请再传一次；还不行，请告诉系统管理员。"),
    "job.stopped": _("已经停下，什么都没有入库。要用时再传一次就行。"),
    # lifecycle · 状态
    "lifecycle.not_allowed": _("它的状态已经变了（现在是“{state}”），这一步不能再做。请看看最新的情况。"),
    # lot · 印制批次
    "lot.expired": _("有效期到 {expires_on}，比印制日 {printed_on} 还早。请核对两个日期。"),
    "lot.differs": _("批次 {lot} 已经印过 {standing} 张，和现在的 {given} 张不一样。请换一个批次号。"),
    "lot.size": _("一批的张数不对：{size}。"),
    "lot.taken": _("批次号 {lot} 已经用在别的招聘会。请换一个批次号。"),
    # minutes · 纪要
    "minutes.confirmed": _("纪要两边都已确认，不能再加。请另立一份。"),
    "minutes.responsible": _("“{field}”要写明两边各由谁负责。"),
    # money · 金额
    "money.decimals": _("金额最多两位小数。请写成 3500 或 3500.50 这样。"),
    "money.empty": _("没有填金额。请写上金额，如 3500。"),
    "money.negative": _("金额不能是负数。请核对金额。"),
    "money.scientific": _("金额被 Excel 变成了科学计数。请写成普通数字。"),
    "money.too_large": _("金额太大。请核对单位是不是“元”。"),
    "money.unreadable": _("看不懂这个金额。请只写数字，如 3500。"),
    "money.wan": _("请把金额写成元，不要用“万”或“亿”。"),
    # opinion · 意见
    "opinion.unowned": _("要跟进的意见，请写明由哪一方负责、哪天办完。"),
    # page · 页面
    "page.verb": _("这一页没有“{given}”这个按钮。请刷新后再试。"),
    "page.whole_number": _("“{given}”不是整数。请只写数字。"),
    # pairing · 结对
    "pairing.unknown": _("没有结对关系 {given}。"),
    # paper · 政策文件
    "paper.scope": _("“{title}”要写明管到哪些地区。"),
    # partner · 合作机构
    "partner.code_taken": _("代码 {code} 已经登记在别的地区。请核对代码。"),
    # position · 岗位
    "placement.future": _("上岗日期在今天以后。请核对日期。"),
    "placement.not_on_roll": _("名册里没有这个人。请先在“劳动力名册”里导入，再导这一行。"),
    "placement.order": _("离岗日期要晚于上岗日期。请核对两个日期。"),
    "placement.other_name": _("名册里这个号码是 {was}。请核对姓名和号码。"),
    "placement.overlaps": _("这段时间他还在别处干活（{since} 起）。请先填那一段的离岗日期。"),
    "placement.under_age": _("上岗那天不满 {least} 周岁，不能登记。请核对号码和日期。"),
    "position.hours": _("每天工作 {hours} 小时不对，应在 1 到 12 之间。请核对。"),
    "position.pay_order": _("最高月薪比最低月薪还低。请核对。"),
    "position.seats": _("招 {seats} 人不对，应在 1 到 5000 之间。请核对。"),
    # question · 提问
    "question.not_agreed": _("“{question}”的答法两边还没有都同意，现场不能用。请约好哪天回电话。"),
    "question.open_ended": _("请选一条答疑口径，或约好哪天回电话。"),
    "question.outcome": _("请写明电话里怎么说的。"),
    # position · 岗位
    "position.closed": _("这个岗位 {on} 已经关闭。入库会重新开放，请确认企业还在招。"),
    "position.employer_differs": _("信用代码是“{name}”的，和填的企业名称对不上。请核对代码和名称。"),
    "position.employer_missing": _("不知道是哪家企业的岗位。请填统一社会信用代码或企业名称。"),
    # reveal · 查看证件号
    "reveal.purpose": _("请写明为什么要看完整号码（至少 {shortest} 个字），这会记入操作日志。"),
    # statistic · 外部统计
    "statistic.differs": _("{period} 的这个数已经录过，值不一样。请对照原文。"),
    "statistic.same_person": _("录入的人不能自己核对。请找另一位同事。"),
    "statistic.source": _("请写明数字出自哪份文件。"),
    # status · 户的状态
    "status.kind": _("没有“{given}”这种户的状态。请从名单里选。"),
    "status.since": _("起始日期不对：不能早于这种状态开始使用的日子，也不能晚于今天。请核对日期。"),
    # survey · 走访
    "survey.outcome": _("走访结果“{given}”不对。请选“已走访”“谢绝”或“没联系上”。"),
    # trip · 出行
    "trip.order": _("到达时间比出发时间还早。请核对两个时间。"),
    # template · 模板
    "template.later": _("“{kind}”这种表格现在还不能导入，以后的版本会有。"),
    "template.unknown": _("没有“{kind}”这种表格。请用 workers、employers 或 positions。"),
    # vault · 密文
    "vault.format": _("密文损坏，读不出来。请系统管理员运行 shanhai doctor。"),
    "vault.key_ring": _("密钥文件不对。请系统管理员检查 SHANHAI_KEYS。"),
    "vault.tampered": _("密文被改动过，读不出来。请系统管理员运行 shanhai doctor。"),
    "vault.unknown_key": _("缺少解密用的密钥。请系统管理员检查 SHANHAI_KEYS。"),
    # voucher · 交通补贴券
    "voucher.given": _("{number} 号券已经发给别人了。请换一张。"),
    "voucher.has_one": _("这个人已经领过 {number} 号券，一人一张。"),
    "voucher.under_age": _("这个人 {age} 岁，不满 {least} 岁，不能领券。"),
    "voucher.unknown": _("批次 {lot} 里没有 {number} 号券。请核对号码。"),
    # wish · 意愿
    "wish.willing": _("请选“愿意”“不愿意”或“还没想好”。"),
    # worker · 劳动力
    "worker.elsewhere": _("这个人在别的乡镇的名册上。请让县里的同事核对后再改。"),
    "worker.name": _("姓名不对：应是 2 到 30 个字，可以有“·”。请照身份证重新输入。"),
    "worker.number_twice": _("第 {rows} 行是同一个证件号，姓名却不同，有一个填错了。请对照证件看一看。"),
    "worker.other_name": _("名册上这个证件号的人叫“{was}”，和表里的姓名不同。请看清是改了名还是号码填错了。"),
    "worker.phone": _("手机号应是 11 位数字，现在是 {digits} 位。请核对号码，只填一个。"),
    "worker.township": _("不认得这个乡镇。请写本县乡镇的全称，如“三营镇”。"),
    "worker.twice": _("名册里已经有这个证件号，或同一份表里出现了两次。请先查一查。"),
    "worker.under_age": _("这个人只有 {age} 岁，不满 {least} 周岁，不能登记为劳动力。请核对证件号，或从表里删去。"),
}

UNKNOWN = _("这一步现在做不了（代码 {code}）。请把代码告诉系统管理员。")
_AT = _("{file} 第 {line} 行：{said}")
_FACT = _c("between the items of a list", "、")


def sentence(refusal: Refusal) -> str:
    """Say a refusal to a person, in the language of the page."""
    facts = {name: _said(value) for name, value in refusal.facts.items()} | {"code": refusal.code}
    said = str(SAYS.get(refusal.code, UNKNOWN)).format_map(_Facts(facts))
    return (
        str(_AT).format(**facts, said=said) if refusal.code in POLICIES and {"file", "line"} <= facts.keys() else said
    )


def status(refusal: Refusal) -> int:
    """Return the HTTP status of a refusal: 403 not yours to do, 409 moved on meanwhile, 422 the rest."""
    if refusal.code == "desk.not_allowed":
        return 403
    return 409 if refusal.code in MOVED else 422


def _said(value: object) -> str:
    if isinstance(value, list | tuple | set | frozenset):
        return str(_FACT).join(str(item) for item in value)
    return str(value)


class _Facts(defaultdict[str, str]):
    def __init__(self, facts: Mapping[str, str]) -> None:
        super().__init__(lambda: "…", facts)
