"""Papers of a claim on screen: which paper, and the facts it states, each asked for in its own kind."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shanhai.apps.subsidies.actions import note_evidence
from shanhai.apps.subsidies.facts.known import facts_of
from shanhai.apps.subsidies.facts.packs import effective
from shanhai.apps.subsidies.models import Claim
from shanhai.apps.subsidies.models.claims import DECLARATION
from shanhai.core.desk import Desk, Power
from shanhai.core.halfwidth import halfwidth
from shanhai.core.policy.kinds import Fact
from shanhai.web.kit.forms import CountField, DayField, YuanField
from shanhai.web.officer.acts.claims import YES_NO, OnClaim
from shanhai.web.officer.subsidies import words

PREFIX = "fact_"
ASKED = {"bool", "int", "fen", "date", "code", "codes"}


class Evidence(OnClaim):
    """One paper, and what it says that our own rows do not."""

    verb = "claim.evidence"
    power = Power.DRAW_UP
    lead = _("写材料上有的；名单、合同、参保这些系统里已经有的不用再填。")
    kind = forms.ChoiceField(label=_("什么材料"), widget=forms.RadioSelect)
    number = forms.CharField(label=_("编号"), max_length=60, required=False)
    on = DayField(label=_("材料上的日期"), required=False)

    @classmethod
    def fits(cls, desk: Desk, row: Claim) -> bool:
        """Before it is decided."""
        return super().fits(desk, row) and row.state in {"drawn_up", "accepted", "asks", "reviewed"}

    def prepare(self) -> None:
        """The papers the pack takes, and one field for each fact that is still unknown."""
        moment = self.request.now
        self.pack = effective(self.row.pack, at=moment)
        papers = [*self.pack.documents.items(), (DECLARATION, words.DECLARED)]
        self.fields["kind"].choices = papers  # type: ignore[attr-defined]
        known = {name for name, value in facts_of(self.row, on=moment.date(), at=moment).items() if value is not None}
        for name in sorted(self.pack.subsidy(self.row.subsidy).facts - known - {"documents", "accepted_at"}):
            fact = self.pack.facts[name]
            if fact.kind in ASKED:
                self.fields[PREFIX + name] = _field(fact)

    def act(self, said: dict[str, Any]) -> str:
        """Note it with what was filled in."""
        stated = {
            key.removeprefix(PREFIX): _value(self.pack.facts[key.removeprefix(PREFIX)].kind, value)
            for key, value in said.items()
            if key.startswith(PREFIX) and value not in (None, "")
        }
        note_evidence(
            claim=self.row, kind=said["kind"], number=said["number"], on=said["on"], facts=stated, **self.stamp
        )
        return self.back()


def _field(fact: Fact) -> forms.Field:
    told: dict[str, Any] = {"label": fact.label, "help_text": fact.asks, "required": False}
    match fact.kind:
        case "bool":
            return forms.ChoiceField(choices=(("", _("没有写")), *YES_NO), widget=forms.RadioSelect, **told)
        case "int":
            return CountField(min_value=0, max_value=fact.most, **told)
        case "fen":
            return YuanField(**told)
        case "date":
            return DayField(**told)
        case "codes":
            return forms.CharField(max_length=100, **{**told, "help_text": _("没有就写 0；几样用逗号分开")})
        case _:
            return forms.CharField(max_length=40, **told)


def _value(kind: str, value: Any) -> Any:
    if kind == "bool":
        return value == "yes"
    if kind == "codes":
        return [
            one.strip() for one in halfwidth(str(value)).replace("、", ",").split(",") if one.strip() not in {"", "0"}
        ]
    return value.isoformat() if isinstance(value, date) else value


FORMS = (Evidence,)
