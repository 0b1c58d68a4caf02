"""政策 on screen: a pack put in force, and a value changed, each by two people."""

import json
from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from shanhai.apps.subsidies.actions import decide_pack, decide_value, propose_pack, propose_value
from shanhai.apps.subsidies.facts.packs import adopted, pack_of
from shanhai.apps.subsidies.models import Adoption, ParamValue
from shanhai.core.desk import Desk, Power
from shanhai.core.policy.pack import Pack
from shanhai.core.policy.reading import load
from shanhai.web.kit.forms import DayField
from shanhai.web.kit.pages import find
from shanhai.web.officer.acts.form import ActForm
from shanhai.web.officer.subsidies.seen import end_of

ANSWER = (("yes", _("同意")), ("no", _("不同意")))


def shipped(issuer: str) -> list[Pack]:
    """Packs that lie beside the program, of one government."""
    return [pack for pack in map(load, sorted(Path(settings.POLICIES).iterdir())) if pack.issuer == issuer]


class ProposePack(ActForm[None]):
    """A pack of one's own government."""

    verb = "policy.propose"
    power = Power.WRITE_POLICY
    home = "/system/policies/"
    button = _("提出")
    lead = _("另一位同事同意以后才启用；以前核定的不变。")
    pack = forms.ChoiceField(label=_("哪一包"), widget=forms.RadioSelect)
    reason = forms.CharField(label=_("为什么、谁定的"), max_length=200)

    def prepare(self) -> None:
        """Those that lie beside the program."""
        own = shipped(self.desk.actor.region)
        self.fields["pack"].choices = [(one.id, f"{one.title}　{one.digest[:8]}") for one in own]  # type: ignore[attr-defined]

    def act(self, said: dict[str, Any]) -> str:
        """Propose it."""
        propose_pack(folder=Path(settings.POLICIES) / said["pack"], reason=said["reason"], **self.stamp)
        return f"/system/policies/{said['pack']}/"


class DecidePack(ActForm[Adoption]):
    """A second person's answer."""

    verb = "policy.adopt"
    power = Power.WRITE_POLICY
    answer = forms.ChoiceField(label=_("同不同意"), choices=ANSWER, widget=forms.RadioSelect)

    @classmethod
    def find(cls, desk: Desk, about: str) -> Adoption:
        """One of one's own government that waits, and that somebody else proposed."""
        rows = Adoption.objects.visible_to(desk).waiting().filter(issuer=desk.actor.region)
        return find(rows.exclude(maker=desk.actor.login), about)

    def act(self, said: dict[str, Any]) -> str:
        """Answer."""
        decide_pack(adoption=self.row, approve=said["answer"] == "yes", **self.stamp)
        return f"/system/policies/{self.row.pack}/"


class ProposeValue(ActForm[Pack]):
    """A number from a day on."""

    verb = "policy.value"
    power = Power.WRITE_POLICY
    button = _("提出")
    lead = _("只加不改：从哪天起是多少。另一位同事看过差别、算例和影响以后同意才算数。金额写分；分档写成 0:0;3:20000。")
    key = forms.ChoiceField(label=_("哪个参数"))
    valid_from = DayField(label=_("从哪天起"))
    value = forms.CharField(label=_("是多少"), max_length=200)
    paper = forms.ChoiceField(label=_("依据哪份文件"), widget=forms.RadioSelect)
    clause = forms.CharField(label=_("第几条"), max_length=40)
    reason = forms.CharField(label=_("为什么、谁定的"), max_length=200)

    @classmethod
    def find(cls, desk: Desk, about: str) -> Pack:
        """A pack in force of one's own government."""
        base = adopted(about, at=end_of(desk))
        if base is None or base.issuer_id != desk.actor.region:
            raise Http404
        return pack_of(base.policy)

    def prepare(self) -> None:
        """What the pack has."""
        self.fields["key"].choices = [(key, f"{one.label}（{key}）") for key, one in self.row.params.items()]  # type: ignore[attr-defined]
        self.fields["paper"].choices = [(key, one.title) for key, one in self.row.papers.items()]  # type: ignore[attr-defined]

    def subject(self) -> str:
        """Which pack."""
        return self.row.title

    def back(self) -> str:
        """The pack's page."""
        return f"/system/policies/{self.row.id}/"

    def act(self, said: dict[str, Any]) -> str:
        """Propose it."""
        said["value"] = _parsed(said["value"].strip())
        propose_value(pack=self.row.id, **said, **self.stamp)
        return f"{self.back()}#waiting"


def _parsed(text: str) -> Any:
    """A whole number or a code as it is; bands as 0:0;3:20000."""
    if ":" not in text:
        return text
    pairs = [part.split(":", 1) for part in text.split(";") if part.strip()]
    if all(one[0].strip().isdigit() for one in pairs if len(one) == 2):
        return [[since.strip(), fen.strip()] for since, fen in pairs]
    return {code.strip(): fen.strip() for code, fen in pairs}


class DecideValue(ActForm[ParamValue]):
    """A second person's answer."""

    verb = "policy.value_decided"
    power = Power.WRITE_POLICY
    answer = forms.ChoiceField(label=_("同不同意"), choices=ANSWER, widget=forms.RadioSelect)

    @classmethod
    def find(cls, desk: Desk, about: str) -> ParamValue:
        """One of one's own government that waits, and that somebody else proposed."""
        rows = ParamValue.objects.visible_to(desk).waiting().filter(issuer=desk.actor.region)
        return find(rows.exclude(maker=desk.actor.login), about)

    def subject(self) -> str:
        """What is proposed."""
        return (
            f"{self.row.key}　{self.row.valid_from}　{json.dumps(self.row.value, ensure_ascii=False)}　{self.row.ref}"
        )

    def act(self, said: dict[str, Any]) -> str:
        """Answer."""
        decide_value(value=self.row, approve=said["answer"] == "yes", **self.stamp)
        return f"/system/policies/{self.row.pack}/"


FORMS = (ProposePack, DecidePack, ProposeValue, DecideValue)
