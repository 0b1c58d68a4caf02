"""Agreements the two bureaus signed, and what each side undertook."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shanhai.apps.agreements.actions import commit, sign
from shanhai.apps.agreements.models import Agreement
from shanhai.core.desk import Desk, Power
from shanhai.web.kit.forms import CountField, DayField
from shanhai.web.kit.links import link_to
from shanhai.web.kit.pages import find
from shanhai.web.officer.acts.form import ActForm, JointForm

SIDES = (("sending", _("输出地")), ("receiving", _("输入地")), ("both", _("双方")))


class Sign(JointForm):
    """A signed agreement; where only the year is known, the day stays empty."""

    verb = "agreement.sign"
    home = "/agreements/"
    title = forms.CharField(label=_("协议名称"), max_length=60)
    signed_year = CountField(label=_("哪年签的"), min_value=1990, max_value=2100)
    signed_on = DayField(label=_("哪天签的"), help_text=_("不知道就空着"), required=False)
    sending_signatory = forms.CharField(label=_("输出地由谁签"), max_length=60)
    receiving_signatory = forms.CharField(label=_("输入地由谁签"), max_length=60)
    text = forms.CharField(label=_("正文或摘要"), required=False, widget=forms.Textarea)

    def act(self, said: dict[str, Any]) -> str:
        """Record it and open its page."""
        return link_to("agreements.agreement", sign(**said, **self.stamp).pk)


class Commit(ActForm[Agreement]):
    """One thing a side undertook."""

    verb = "agreement.commit"
    power = Power.WRITE_PARTNERSHIP
    side = forms.ChoiceField(label=_("谁承诺"), choices=SIDES, widget=forms.RadioSelect)
    text = forms.CharField(label=_("承诺什么"), max_length=200, widget=forms.Textarea(attrs={"rows": 3}))
    quota = CountField(label=_("数量"), help_text=_("没有数量就空着"), min_value=1, max_value=1_000_000, required=False)
    unit = forms.CharField(label=_("单位"), help_text=_("例如个、次、人"), max_length=10, required=False)

    @classmethod
    def find(cls, desk: Desk, about: str) -> Agreement:
        """Find the agreement."""
        return find(Agreement.objects.visible_to(desk).select_related("pairing"), about)

    def back(self) -> str:
        """The agreement's page."""
        return link_to("agreements.agreement", self.row.pk)

    def act(self, said: dict[str, Any]) -> str:
        """Add it."""
        commit(agreement=self.row, **said, **self.stamp)
        return self.back()


FORMS = (Sign, Commit)
