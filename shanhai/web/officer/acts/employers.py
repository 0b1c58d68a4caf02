"""The base of employers: enter one, note a visit and a grade, and take it in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shanhai.apps.employers.actions import enlist, enter, grade, survey
from shanhai.apps.employers.facts import Firm
from shanhai.apps.employers.models import Employer
from shanhai.core.desk import Desk, Power
from shanhai.core.identifiers.credit import CreditCode
from shanhai.web.kit.forms import CountField, CreditField, DayField
from shanhai.web.kit.links import link_to
from shanhai.web.kit.pages import find
from shanhai.web.officer import words
from shanhai.web.officer.acts.form import ActForm, office

WILLING = [(code, words.WILLING[code]) for code in ("yes", "no", "unknown")]


class Enter(ActForm[None]):
    """An employer of one's own region; a known credit code brings its columns to what is stated now."""

    verb = "employer.enter"
    power = Power.WRITE_EMPLOYERS
    home = "/employers/"
    lead = _("信用代码已经有的，按这次填的更新；空着的不动。")
    code = CreditField(label=_("统一社会信用代码"))
    name = forms.CharField(label=_("名称"), max_length=60)
    industry = forms.CharField(label=_("行业"), max_length=30, required=False)
    address = forms.CharField(label=_("地址"), max_length=100, required=False)
    headcount = CountField(label=_("用工人数"), min_value=0, max_value=1_000_000, required=False)
    operations = forms.CharField(label=_("经营状况"), max_length=200, required=False)
    contact = forms.CharField(label=_("联系人"), max_length=40, required=False)
    contact_phone = forms.CharField(label=_("联系电话"), max_length=20, required=False)

    def act(self, said: dict[str, Any]) -> str:
        """Enter it and open its page."""
        firm = Firm(code=CreditCode.parse(said.pop("code")), willing="", **said)
        return link_to("employers.employer", enter(firm=firm, region=office(self.desk), **self.stamp).pk)


class OfEmployer(ActForm[Employer]):
    """An act about one employer of one's own region."""

    power = Power.WRITE_EMPLOYERS

    @classmethod
    def find(cls, desk: Desk, about: str) -> Employer:
        """Find it."""
        return find(Employer.objects.visible_to(desk).filter(region=desk.actor.region), about)

    def back(self) -> str:
        """The employer's page."""
        return link_to("employers.employer", self.row.pk)


class Survey(OfEmployer):
    """One visit of a round, also when nobody was met."""

    verb = "employer.survey"
    round = forms.CharField(label=_("哪一轮走访"), help_text=_("例如 2018 年春节前后走访"), max_length=30)
    on = DayField(label=_("哪天去的"))
    outcome = forms.ChoiceField(label=_("结果"), choices=list(words.SURVEY.items()), widget=forms.RadioSelect)
    willing = forms.ChoiceField(
        label=_("愿意招对口地区的人吗"), choices=WILLING, widget=forms.RadioSelect, initial="unknown"
    )
    found = forms.CharField(
        label=_("看到什么"), help_text=_("经营和用工情况"), max_length=200, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )  # fmt: skip

    def act(self, said: dict[str, Any]) -> str:
        """Note it."""
        survey(employer=self.row, **said, **self.stamp)
        return self.back()


class Grade(OfEmployer):
    """The official labour-credit grade of a year."""

    verb = "employer.grade"
    grade = forms.ChoiceField(label=_("等级"), choices=[(one, one) for one in "ABC"], widget=forms.RadioSelect)
    year = CountField(label=_("哪一年的"), min_value=1990, max_value=2100)
    assessor = forms.CharField(label=_("谁评的"), max_length=60)

    def act(self, said: dict[str, Any]) -> str:
        """Note it."""
        grade(employer=self.row, **said, **self.stamp)
        return self.back()


class Enlist(OfEmployer):
    """A willing employer into the base."""

    verb = "employer.list"
    lead = _("入库以后，对口地区看得到这家企业和它的岗位。")
    on = DayField(label=_("哪天入库"))

    def prepare(self) -> None:
        """Propose today."""
        self.initial["on"] = self.desk.today.isoformat()

    def act(self, said: dict[str, Any]) -> str:
        """List it."""
        enlist(employer=self.row, **said, **self.stamp)
        return self.back()


FORMS = (Enter, Survey, Grade, Enlist)
