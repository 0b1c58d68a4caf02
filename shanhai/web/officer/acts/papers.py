"""Papers of one's own government and the areas they pay in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shanhai.apps.regions.models import Region
from shanhai.apps.subsidies.actions import enter_paper, name_area
from shanhai.apps.subsidies.models import Area
from shanhai.core.desk import Power
from shanhai.web.kit.forms import CountField, DayField
from shanhai.web.officer.acts.form import ActForm, office, places

SUBJECTS = (("cooperation", _("劳务协作")), ("brokers", _("劳务经纪人")))


class OfGovernment(ActForm[None]):
    """An act of one's own government."""

    power = Power.WRITE_PARTNERSHIP
    home = "/system/policies/"


class EnterPaper(OfGovernment):
    """A paper; an unknown number or day stays empty and is shown as unknown."""

    verb = "paper.enter"
    title = forms.CharField(label=_("题名"), max_length=80)
    subject_of = forms.ChoiceField(label=_("讲什么"), choices=SUBJECTS, widget=forms.RadioSelect)
    number = forms.CharField(label=_("文号"), help_text=_("不知道就空着"), max_length=40, required=False)
    issued_on = DayField(label=_("日期"), help_text=_("不知道就空着"), required=False)
    scope = forms.ModelMultipleChoiceField(
        label=_("管到哪些地区"), queryset=Region.objects.none(), widget=forms.CheckboxSelectMultiple, required=False
    )

    def prepare(self) -> None:
        """Offer cities and counties."""
        self.fields["scope"].queryset = places()  # type: ignore[attr-defined]

    def act(self, said: dict[str, Any]) -> str:
        """Enter it."""
        subject = said.pop("subject_of")
        return f"/system/policies/#{enter_paper(issuer=office(self.desk), subject=subject, **said, **self.stamp).pk}"


class NameArea(OfGovernment):
    """An area of support; one that no paper names says why it is assumed."""

    verb = "area.name"
    ordinal = CountField(label=_("排在第几"), min_value=1, max_value=99)
    name = forms.CharField(label=_("补贴什么"), max_length=30)
    assumed = forms.ChoiceField(
        label=_("来历"), choices=(("no", _("文件点名")), ("yes", _("假定"))), widget=forms.RadioSelect, initial="no"
    )
    reason = forms.CharField(label=_("为什么这样假定"), help_text=_("文件点名的不用写"), max_length=120, required=False)

    def prepare(self) -> None:
        """Propose the next place."""
        self.initial["ordinal"] = Area.objects.visible_to(self.desk).filter(issuer=self.desk.actor.region).count() + 1

    def act(self, said: dict[str, Any]) -> str:
        """Name it."""
        assumed = said.pop("assumed") == "yes"
        return f"/system/policies/#{name_area(issuer=office(self.desk), assumed=assumed, **said, **self.stamp).pk}"


FORMS = (EnterPaper, NameArea)
