"""Around the base: rounds of visits, the wage-arrears list, and the lowest wage by two people."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from shanhai.apps.employers.actions import (
    add_to_round,
    confirm_wage,
    enter_arrears_list,
    plan_round,
    propose_wage,
    remove_arrears,
)
from shanhai.apps.employers.facts import arrears_lines
from shanhai.apps.employers.models import Arrears, Employer, MinimumWage, SurveyRound
from shanhai.core.desk import Desk, Power
from shanhai.web.kit.forms import DayField, YuanField
from shanhai.web.kit.links import link_to
from shanhai.web.kit.pages import find
from shanhai.web.officer.acts.form import ActForm, office

WHO = (
    ("listed", _("已入库的企业")),
    ("unlisted", _("还没有入库的企业")),
    ("all", _("本区所有知道的企业")),
    ("none", _("先不放，以后再加")),
)


def chosen(desk: Desk, who: str) -> QuerySet[Employer]:
    """One's own employers of a group."""
    rows = Employer.objects.visible_to(desk).filter(region=desk.actor.region)
    groups = {"listed": rows.listed(), "unlisted": rows.filter(listed_on=None), "all": rows, "none": rows.none()}
    return groups[who]


class PlanRound(ActForm[None]):
    """A round of visits with its list."""

    verb = "round.plan"
    power = Power.WRITE_EMPLOYERS
    home = "/visits/"
    lead = _("名单就是走访率的分母：谢绝的、没联系上的都留在上面。")
    title = forms.CharField(label=_("这一轮叫什么"), help_text=_("例如 2018 年春节前后走访"), max_length=30)
    starts_on = DayField(label=_("从哪天"))
    ends_on = DayField(label=_("到哪天"))
    who = forms.ChoiceField(label=_("走访谁"), choices=WHO, widget=forms.RadioSelect)
    note = forms.CharField(label=_("备注"), max_length=120, required=False)

    def act(self, said: dict[str, Any]) -> str:
        """Plan it and open its page."""
        employers = chosen(self.desk, said.pop("who"))
        row = plan_round(region=office(self.desk), employers=employers, **said, **self.stamp)
        return link_to("employers.surveyround", row.pk)


class AddToRound(ActForm[SurveyRound]):
    """More employers onto the list of a round."""

    verb = "round.add"
    power = Power.WRITE_EMPLOYERS
    lead = _("已经在名单上的不会重复。")
    who = forms.ChoiceField(label=_("加哪些"), choices=WHO[:3], widget=forms.RadioSelect)

    @classmethod
    def find(cls, desk: Desk, about: str) -> SurveyRound:
        """Find it."""
        return find(SurveyRound.objects.visible_to(desk).filter(region=desk.actor.region), about)

    def back(self) -> str:
        """The round's page."""
        return link_to("employers.surveyround", self.row.pk)

    def act(self, said: dict[str, Any]) -> str:
        """Add them."""
        add_to_round(of=self.row, employers=chosen(self.desk, said["who"]), **self.stamp)
        return self.back()


class EnterArrears(ActForm[None]):
    """A published list, pasted as it is."""

    verb = "arrears.enter"
    power = Power.WRITE_EMPLOYERS
    home = "/arrears/"
    lead = _("整份名单一次录入：有一行看不懂，就一行也不录，并告诉您是哪一行。录过的不会重复。")
    source = forms.CharField(
        label=_("谁公布的，在哪里"), help_text=_("例如 某市人社局网站 2018 年第 1 批"), max_length=120
    )
    lines = forms.CharField(
        label=_("名单"), help_text=_("一行一家：信用代码、企业名称、列入日期，可以从 Excel 里粘过来"), max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )  # fmt: skip

    def act(self, said: dict[str, Any]) -> str:
        """Enter it."""
        lines = arrears_lines(said["lines"])
        enter_arrears_list(region=office(self.desk), lines=lines, source=said["source"], **self.stamp)
        return self.home


class RemoveArrears(ActForm[Arrears]):
    """A firm the authority took off its list."""

    verb = "arrears.remove"
    power = Power.WRITE_EMPLOYERS
    home = "/arrears/"
    on = DayField(label=_("哪天移出"))
    source = forms.CharField(label=_("依据"), help_text=_("移出公告是谁发的、在哪里"), max_length=120)

    @classmethod
    def find(cls, desk: Desk, about: str) -> Arrears:
        """Find it among those one's own office entered."""
        return find(Arrears.objects.visible_to(desk).filter(region=desk.actor.region), about)

    def act(self, said: dict[str, Any]) -> str:
        """Note it."""
        remove_arrears(arrears=self.row, **said, **self.stamp)
        return self.home


class ProposeWage(ActForm[None]):
    """A dated value of one's own region; a second person confirms it."""

    verb = "wage.propose"
    power = Power.WRITE_EMPLOYERS
    home = "/wages/"
    button = _("提出")
    lead = _("另一位同事对照文件确认以后才算数。录过的数不改、不删，有错就再提一个对的。")
    since = DayField(label=_("从哪天起"))
    monthly = YuanField(label=_("每月多少元"))
    source = forms.CharField(label=_("出自哪份文件"), max_length=120)

    def act(self, said: dict[str, Any]) -> str:
        """Propose it."""
        propose_wage(region=office(self.desk), **said, **self.stamp)
        return self.home


class ConfirmWage(ActForm[MinimumWage]):
    """A value somebody else proposed, compared with its document."""

    verb = "wage.confirm"
    power = Power.WRITE_EMPLOYERS
    home = "/wages/"
    button = _("和文件一致，确认")

    @classmethod
    def find(cls, desk: Desk, about: str) -> MinimumWage:
        """Find it among those of one's own region."""
        return find(MinimumWage.objects.visible_to(desk).filter(region=desk.actor.region), about)

    def subject(self) -> str:
        """What is to be compared."""
        facts = {"since": self.row.since, "yuan": self.row.monthly // 100, "source": self.row.source}
        return str(_("{since} 起每月 {yuan} 元（{source}）")).format_map(facts)

    def act(self, _said: dict[str, Any]) -> str:
        """Confirm it."""
        confirm_wage(wage=self.row, **self.stamp)
        return self.home


FORMS = (PlanRound, AddToRound, EnterArrears, RemoveArrears, ProposeWage, ConfirmWage)
