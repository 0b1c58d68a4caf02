"""Every statement of the report of 2018-03-09, paraphrased, with where it lives in this system.

States: computed (from our records) · external (published by others, entered with source and checked) · assumed (the report does not say,
we say why) · outside (a judgement, or work that a later release brings: then nothing here claims it).
The names of the five firms appear here and nowhere else, as the report gives them.
"""

from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

type State = Literal["computed", "external", "assumed", "outside"]


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement: what is said, its state, the figure that says it, the screen that shows it and the test that holds it."""

    id: str
    text: str | Promise
    state: State
    figure: str = ""
    screen: str = ""
    test: str = ""
    remark: str | Promise = ""


STORY = "tests/stories/test_spring_fair_2018.py"
FIGURE_TEST = "tests/apps/test_figures.py"
LATER = _("由后续版本接上，现在不作数")
JUDGEMENT = _("评价性的话，不由系统计算")

SECTIONS: tuple[tuple[str | Promise, tuple[Statement, ...]], ...] = (
    (
        _("启程"),
        (
            Statement("s01", _("元宵节（3 月 2 日）傍晚，马尾区人社局工作组乘福州航班到达固原"), "computed", "", "/outreach/", STORY),
            Statement("s02", _("两地相距约 2000 公里"), "computed", "distance_km", "/figures/distance_km/", FIGURE_TEST),
            Statement("s03", _("工作人员现场为务工人员答疑"), "computed", "", "/fairs/", STORY),
        ),
    ),
    (
        _("协作机制"),
        (
            Statement("s04", _("2016 年马尾区接过泉港区帮扶原州区的接力棒"), "computed", "pairing_start_year", "/agreements/", FIGURE_TEST),
            Statement("s05", _("2016 年是闽宁协作二十周年"), "computed", "programme_years", "/agreements/", FIGURE_TEST),
            Statement("s06", _("两年来推动了当地贫困人口就业"), "outside", remark=JUDGEMENT),
            Statement("s07", _("固原是宁夏脱贫攻坚的主战场"), "outside", remark=JUDGEMENT),
            Statement("s08", _("福州牵头下，隆德、原州的劳动力多年来陆续进入马尾企业（报道点名上润、飞毛腿等）务工"), "outside", remark=LATER),
            Statement("s09", _("2017 年两区人社局签订劳务对接合作协议"), "computed", "agreement_year", "/agreements/", FIGURE_TEST),
            Statement("s10", _("今年元宵节双方在供求信息、技能培训、服务管理、劳务维权等方面达成共识"), "computed", "consensus_fields", "/outreach/", STORY),
        ),
    ),
    (
        _("底数"),
        (
            Statement("s11", _("原州区常住人口 44 万"), "external", "resident_population", "/figures/resident_population/", FIGURE_TEST),
            Statement("s12", _("贫困人口 2.9 万"), "external", "poor_population", "/figures/poor_population/", FIGURE_TEST),
            Statement("s13", _("贫困发生率 10.2%"), "external", "poverty_rate", "/figures/poverty_rate/", FIGURE_TEST, _("分母未公布，系统给出反推的基数并标明非官方")),
            Statement("s14", _("富余农村劳动力 16.4 万"), "external", "surplus_labour", "/figures/surplus_labour/", FIGURE_TEST),
            Statement("s15", _("2017 年工资收入 12.84 亿元"), "external", "wage_income", "/figures/wage_income/", FIGURE_TEST),
            Statement("s16", _("工资收入占农民人均可支配收入的 46%"), "external", "wage_share", "/figures/wage_share/", FIGURE_TEST, _("报道把总量和人均写在一句里，系统加注")),
        ),
    ),
    (
        _("帮扶政策"),
        (
            Statement("s17", _("马尾区先后出台两份协作文件，其中一份同时面向定西和固原"), "computed", "policy_papers", "/system/policies/", FIGURE_TEST, _("文号和日期未知，照实留空")),
            Statement("s18", _("在交通、生活、以工引工、招工用工、职业培训等 7 个方面给予补助"), "computed", "subsidy_areas", "/system/policies/", FIGURE_TEST),
            Statement("s19", _("7 个方面里报道没有点名的两个"), "assumed", "subsidy_areas", "/system/policies/", FIGURE_TEST, _("假定为工作站补贴和成建制转移奖励，依据写在条目里")),
            Statement("s20", _("提供政策和经费保障"), "outside", remark=LATER),
            Statement("s21", _("原州区有扶持劳务经纪人的意见"), "assumed", "", "/system/policies/", STORY, _("题名为示例")),
        ),
    ),
    (
        _("供需平台"),
        (
            Statement("s22", _("调查走访辖区用人单位，筛选有意愿的企业"), "computed", "", "/employers/?willing=yes", STORY),
            Statement("s23", _("掌握经营、用人、薪酬福利，建立对口支援企业信息库"), "computed", "", "/employers/?listed=yes", STORY),
            Statement("s24", _("联系原州区人社部门，及时发布信息"), "computed", "", "/jobs/", STORY),
            Statement("s25", _("3 月 3 日参加固原市春风行动万人转移就业用工现场招聘会"), "computed", "", "/fairs/", STORY, _("“万人”是主办方的名称，不作统计")),
            Statement("s26", _("带去飞毛腿集团、上润精密仪器、顶益食品、华映集团、正泰纺织 5 家诚信用工企业"), "computed", "employers_present", "/fairs/", STORY, _("企业名照报道，只出现在本页；演示用虚构企业")),
            Statement("s27", _("提供区内 60 家企业的岗位信息"), "computed", "employers_offering", "/figures/employers_offering/", STORY),
            Statement("s28", _("岗位近 3000 个"), "computed", "positions_offered", "/figures/positions_offered/", STORY),
            Statement("s29", _("发放用工宣传画页 500 余份"), "computed", "leaflets", "/figures/leaflets/", STORY),
            Statement("s30", _("现场回应咨询近 300 人次"), "computed", "enquiries", "/figures/enquiries/", STORY),
            Statement("s31", _("印制“马尾·固原结对帮扶就业交通补贴券”500 份"), "computed", "vouchers_printed", "/figures/vouchers_printed/", STORY),
            Statement("s32", _("50 余人现场达成就业意向"), "computed", "intents_on_site", "/figures/intents_on_site/", STORY),
        ),
    ),
    (
        _("社会力量"),
        (
            Statement("s33", _("还要拓宽招用工渠道"), "outside", remark=JUDGEMENT),
            Statement("s34", _("春季企业用工招聘工作座谈会上，与就业创业部门、劳务工作站和企业代表座谈"), "computed", "", "/outreach/", STORY),
            Statement("s35", _("座谈主题是新形势下农村劳动力转移就业工作怎么做"), "computed", "", "/outreach/", STORY),
            Statement("s36", _("召开就业扶贫政策宣讲会，原州 14 个乡镇到会"), "computed", "townships_briefed", "/figures/townships_briefed/", STORY),
            Statement("s37", _("6 家职业中介、劳务派遣等机构到会"), "computed", "agencies_briefed", "/figures/agencies_briefed/", STORY),
            Statement("s38", _("宣传马尾区情、优惠政策和用工环境"), "outside", remark=LATER),
            Statement("s39", _("鼓励劳务机构、企业在马尾设立劳务工作站"), "outside", remark=LATER),
            Statement("s40", _("鼓励中介机构成建制转移劳动力"), "outside", remark=LATER),
            Statement("s41", _("发挥劳务组织带头作用，打造转移就业新格局"), "outside", remark=JUDGEMENT),
        ),
    ),
    (
        _("报道本身"),
        (
            Statement("s42", _("2018-03-09 10:47 发布，署来源、作者、编辑、责编"), "computed", "", "/news/2018-spring/", STORY),
            Statement("s43", _("页上有福建各市的地方导航"), "computed", "", "/news/", STORY),
        ),
    ),
)  # fmt: skip


def statements() -> list[Statement]:
    """Every statement in the report's order."""
    return [statement for _heading, rows in SECTIONS for statement in rows]
