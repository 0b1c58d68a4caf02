"""What is decided about a claim on screen: by the papers, by a yes, corrected, recovered; and which of all acts a seat is shown."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shanhai.apps.subsidies.actions import adjust, answer_appeal, approve, decide, recover, resume
from shanhai.apps.subsidies.facts.packs import pack_of
from shanhai.apps.subsidies.models import Claim
from shanhai.core.desk import Desk, Power
from shanhai.web.kit.acts import act
from shanhai.web.officer.acts.claims import (
    Accept,
    Account,
    Appeal,
    Ask,
    Call,
    OnClaim,
    Refuse,
    Review,
    Withdraw,
)


class AnswerAppeal(OnClaim):
    """Somebody else looks at a refusal again."""

    verb = "claim.answer_appeal"
    power = Power.DECIDE
    life = "reopen"
    side = "issuer"
    right = forms.ChoiceField(
        label=_("申诉有没有道理"),
        choices=(("yes", _("有，重新受理")), ("no", _("没有，维持"))),
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(label=_("怎么答复"), max_length=200)

    def act(self, said: dict[str, Any]) -> str:
        """Answer it."""
        answer_appeal(claim=self.row, right=said["right"] == "yes", answer=said["answer"], **self.stamp)
        return self.back()


class Decide(OnClaim):
    """What the papers give."""

    verb = "claim.decide"
    power = Power.DECIDE
    life = "decide"
    side = "issuer"
    lead = _("金额由文件算出，不用填。核定只增不改，有错用更正。")

    def act(self, _said: dict[str, Any]) -> str:
        """Decide it."""
        decide(claim=self.row, **self.stamp)
        return self.back()


class Resume(OnClaim):
    """There is money again."""

    verb = "claim.resume"
    power = Power.DECIDE
    life = "resume"
    side = "issuer"

    def act(self, _said: dict[str, Any]) -> str:
        """Go on."""
        resume(claim=self.row, **self.stamp)
        return self.back()


class Approve(OnClaim):
    """One yes."""

    verb = "claim.approve"
    power = Power.APPROVE
    life = "approve"
    side = "issuer"
    lead = _("登记、收材料、核定过这一件的人不能批准；有人站在两边也不能。")

    def act(self, _said: dict[str, Any]) -> str:
        """Say yes."""
        approve(claim=self.row, **self.stamp)
        return self.back()


class Adjust(OnClaim):
    """Decide the difference by what is known and in force now."""

    verb = "claim.adjust"
    power = Power.DECIDE
    side = "issuer"
    lead = _("照现在的文件和事实再算一遍，只记差额；多的另外发，少的要另外追回。")

    @classmethod
    def fits(cls, desk: Desk, row: Claim) -> bool:
        """Once it was granted."""
        return super().fits(desk, row) and row.state in {"decided", "waits", "published", "heard", "approved", "paid"}

    def act(self, _said: dict[str, Any]) -> str:
        """Add the difference."""
        adjust(claim=self.row, **self.stamp)
        return self.back()


class Recover(OnClaim):
    """Money comes back, by a rule of the paper."""

    verb = "claim.recover"
    power = Power.DECIDE
    life = "recover"
    side = "issuer"
    rule = forms.ChoiceField(label=_("为什么追回"), widget=forms.RadioSelect)

    def prepare(self) -> None:
        """The rules the paper has."""
        last = self.row.decisions.exclude(kind="recover").order_by("-place").select_related("policy").first()
        rules = pack_of(last.policy).subsidy(self.row.subsidy).recover if last else ()
        self.fields["rule"].choices = [(one.id, f"{one.say}（{one.ref}）") for one in rules]  # type: ignore[attr-defined]

    def act(self, said: dict[str, Any]) -> str:
        """Decide it."""
        recover(claim=self.row, **said, **self.stamp)
        return self.back()


FORMS = (AnswerAppeal, Decide, Resume, Approve, Adjust, Recover)
SHOWN: tuple[type[OnClaim], ...] = (
    Accept, Review, Call, Decide, Resume, Approve, Account, Ask, Adjust, Refuse, Recover, Appeal, AnswerAppeal, Withdraw,
)  # fmt: skip


def buttons(row: Claim, desk: Desk) -> list[tuple[str, Any]]:
    """The acts open to a seat, by verb and name: what the life cycle and the seat's powers allow."""
    return [
        (form.verb, act(form.verb)) for form in SHOWN if desk.pairings and desk.may(form.power) and form.fits(desk, row)
    ]
