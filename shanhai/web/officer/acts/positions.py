"""One position: offer it, or bring it to what is now stated. The law's checks are the action's; a refusal keeps what was typed."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shanhai.apps.employers.actions import amend, offer
from shanhai.apps.employers.facts import Job, job_of
from shanhai.apps.employers.models import Position
from shanhai.core.desk import Desk, Power
from shanhai.core.identifiers.credit import CreditCode
from shanhai.core.occupations import occupations
from shanhai.core.wording import limits
from shanhai.web.kit.forms import CountField, CreditField, PlainForm, YuanField
from shanhai.web.kit.links import link_to
from shanhai.web.kit.pages import find
from shanhai.web.officer import words
from shanhai.web.officer.acts.employers import OfEmployer
from shanhai.web.officer.acts.form import ActForm

BENEFITS = (("dormitory", _("宿舍")), ("couples_room", _("夫妻房")), ("insured", _("交社保")))
UNSAID = ("", _("没说"))
NOT_LISTED = ("", _("没有选"))


class Stated(PlainForm):
    """What is stated of a position."""

    title = forms.CharField(label=_("岗位名称"), max_length=40)
    occupation = forms.ChoiceField(label=_("职业"), help_text=_("职业分类大典里的，示例，不全"), required=False)
    seats = CountField(label=_("招多少人"))
    pay_min = YuanField(label=_("月薪最低多少元"))
    pay_max = YuanField(label=_("月薪最高多少元"))
    pay_includes = forms.CharField(label=_("工资包含什么"), help_text=_("例如基本工资，不含加班费"), max_length=60, required=False)  # fmt: skip
    hours = CountField(label=_("每天几小时"), initial=8)
    shifts = forms.CharField(label=_("班次"), help_text=_("例如长白班、两班倒"), max_length=20, required=False)
    overtime_hours = CountField(label=_("每月加班几小时"), min_value=0, max_value=200, required=False)
    overtime_note = forms.CharField(label=_("加班说明"), help_text=_("超过 36 小时要写明依据，和岗位一起显示"), max_length=200, required=False)  # fmt: skip
    contract = forms.ChoiceField(
        label=_("合同期限"), choices=[*words.CONTRACT.items(), UNSAID], widget=forms.RadioSelect, required=False, initial=""
    )  # fmt: skip
    relation = forms.ChoiceField(
        label=_("用工关系"), choices=[*words.RELATION.items(), UNSAID], widget=forms.RadioSelect, required=False, initial=""
    )  # fmt: skip
    dispatcher = forms.CharField(label=_("派遣单位"), help_text=_("劳务派遣才填：和工人签合同的单位"), max_length=60, required=False)  # fmt: skip
    dispatcher_code = CreditField(label=_("派遣单位信用代码"), required=False)
    canteen = forms.ChoiceField(label=_("食堂"), choices=list(words.CANTEEN.items()), widget=forms.RadioSelect, initial="none")  # fmt: skip
    benefits = forms.MultipleChoiceField(
        label=_("还有什么"), choices=BENEFITS, widget=forms.CheckboxSelectMultiple, required=False, initial=["insured"]
    )
    requirements = forms.CharField(label=_("要求"), help_text=_("只写工作本身的要求"), max_length=100, required=False)
    limits = forms.MultipleChoiceField(
        label=_("法定限制"), help_text=_("年龄、健康方面的要求，法律有规定才能写"), widget=forms.CheckboxSelectMultiple, required=False
    )  # fmt: skip
    age_min = CountField(
        label=_("年龄下限"), help_text=_("法律有规定才填"), min_value=16, max_value=100, required=False
    )

    def offer_choices(self, occupation: str = "") -> None:
        """Offer the occupations of the sample (and one that stands) and the lawful limits."""
        known = [(one.code, f"{one.code} {gettext(one.name)}") for one in occupations().values()]
        if occupation and occupation not in occupations():
            known.append((occupation, occupation))
        self._choices("occupation", [NOT_LISTED, *known])
        self._choices(
            "limits", [(tag, f"{gettext(one.name)}（{one.law}{one.article}）") for tag, one in limits().items()]
        )

    def _choices(self, name: str, choices: Any) -> None:
        field: Any = self.fields[name]
        field.choices = choices

    def stated(self, said: dict[str, Any]) -> dict[str, Any]:
        """The columns as typed."""
        benefits, tags = said.pop("benefits"), said.pop("limits")
        given: dict[str, Any] = {name: name in benefits for name, _label in BENEFITS}
        said["dispatcher_code"] = said["dispatcher_code"] or ""
        return {**said, **given, "limits": ",".join(tags)}


class Offer(OfEmployer, Stated):
    """A position; the same title again brings it to what is stated now."""

    verb = "position.offer"

    def prepare(self) -> None:
        """Offer choices."""
        self.offer_choices()

    def act(self, said: dict[str, Any]) -> str:
        """Open it from today."""
        job = Job(employer=CreditCode.parse(self.row.credit_code), **self.stated(said))
        row = offer(employer=self.row, job=job, on=self.desk.today, **self.stamp)
        return link_to("employers.position", row.pk)


class Amend(ActForm[Position], Stated):
    """A position as it is now stated, with what stands filled in."""

    verb = "position.amend"
    power = Power.WRITE_EMPLOYERS

    @classmethod
    def find(cls, desk: Desk, about: str) -> Position:
        """Find it among those of one's own region's employers."""
        rows = Position.objects.visible_to(desk).filter(employer__region=desk.actor.region)
        return find(rows.select_related("employer"), about)

    def subject(self) -> str:
        """Whose it is."""
        return str(self.row.employer)

    def back(self) -> str:
        """The position's page."""
        return link_to("employers.position", self.row.pk)

    def prepare(self) -> None:
        """Fill in what stands."""
        self.offer_choices(self.row.occupation)
        stands = job_of(self.row).stated()
        self.initial.update({name: value for name, value in stands.items() if name in self.fields})
        self.initial["benefits"] = [name for name, _label in BENEFITS if stands[name]]
        self.initial["limits"] = [tag for tag in self.row.limits.split(",") if tag]

    def act(self, said: dict[str, Any]) -> str:
        """Bring it to that."""
        amend(position=self.row, job=job_of(self.row, **self.stated(said)), **self.stamp)
        return self.back()


FORMS = (Offer, Amend)
