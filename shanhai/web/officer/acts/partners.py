"""Agencies, workstations and brokers of one's own region."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shanhai.apps.partners.actions import register_agency, register_broker, register_workstation
from shanhai.apps.regions.models import Level, Region
from shanhai.core.desk import Power
from shanhai.web.kit.forms import CreditField, DayField
from shanhai.web.officer.acts.form import ActForm, office

AGENCY = (("mediation", _("职业中介")), ("dispatch", _("劳务派遣")))
OWN_CODE = _("本地自编的代码，例如 WS640402-01")


class Register(ActForm[None]):
    """An act on the lists of partners."""

    power = Power.WRITE_PARTNERSHIP
    home = "/partners/"


class RegisterAgency(Register):
    """An agency with its licence; again with the same code renews it."""

    verb = "agency.register"
    code = CreditField(label=_("统一社会信用代码"))
    name = forms.CharField(label=_("名称"), max_length=60)
    kind = forms.ChoiceField(label=_("哪一类"), choices=AGENCY, widget=forms.RadioSelect)
    licence = forms.CharField(label=_("许可证号"), max_length=30)
    licence_until = DayField(label=_("许可证有效期至"))

    def act(self, said: dict[str, Any]) -> str:
        """Register it."""
        return f"/partners/#{register_agency(region=office(self.desk), **said, **self.stamp).pk}"


class RegisterWorkstation(Register):
    """A workstation: where it stands, and whose people it serves."""

    verb = "workstation.register"
    code = forms.CharField(label=_("代码"), help_text=OWN_CODE, max_length=18)
    name = forms.CharField(label=_("名称"), max_length=60)
    region = forms.ModelChoiceField(label=_("设在哪里"), queryset=Region.objects.none())
    serves = forms.ModelChoiceField(label=_("为哪里的人服务"), queryset=Region.objects.none())
    founded_on = DayField(label=_("哪天设立"))

    def prepare(self) -> None:
        """Offer one's own region and its partners."""
        rows = Region.objects.filter(code__in=self.desk.regions | self.desk.senders | self.desk.receivers)
        self.choose("region", rows)
        self.choose("serves", rows)

    def act(self, said: dict[str, Any]) -> str:
        """Register it."""
        return f"/partners/#{register_workstation(**said, **self.stamp).pk}"


class RegisterBroker(Register):
    """A labour broker of a township."""

    verb = "broker.register"
    code = forms.CharField(label=_("代码"), help_text=OWN_CODE, max_length=18)
    name = forms.CharField(label=_("姓名"), max_length=60)
    unit = forms.ModelChoiceField(label=_("哪个乡镇（街道）"), queryset=Region.objects.none())

    def prepare(self) -> None:
        """Offer one's own townships."""
        self.choose("unit", Region.objects.filter(parent=self.desk.actor.region, level=Level.TOWNSHIP))

    def act(self, said: dict[str, Any]) -> str:
        """Register the person."""
        unit = said.pop("unit").code
        return f"/partners/#{register_broker(region=office(self.desk), unit=unit, **said, **self.stamp).pk}"


FORMS = (RegisterAgency, RegisterWorkstation, RegisterBroker)
