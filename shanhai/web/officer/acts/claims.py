"""Claims on screen: one small form an act. A button appears exactly in the states that the life cycle allows and for the side that may."""

from typing import Any, ClassVar

from django import forms
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from shanhai.apps.placements.models import Placement
from shanhai.apps.subsidies.actions import (
    Drawn,
    accept,
    appeal,
    ask,
    draw_up,
    name_account,
    note_call,
    refuse,
    review,
    withdraw,
)
from shanhai.apps.subsidies.models import CLAIM_LIFE, Claim
from shanhai.core.desk import Desk, Power
from shanhai.web.kit.forms import DayField
from shanhai.web.kit.links import link_to
from shanhai.web.kit.pages import find
from shanhai.web.officer import roll
from shanhai.web.officer.acts.form import ActForm
from shanhai.web.officer.subsidies.seen import RELATED, looks_now, money
from shanhai.web.officer.subsidies.todo import packs

YES_NO = (("yes", _("是")), ("no", _("不是")))


class OnClaim(ActForm[Claim]):
    """An act about one claim. `life` is the verb of its life cycle, `side` whose office acts: the payer's, the home's, or either."""

    life: ClassVar[str] = ""
    side: ClassVar[str] = "either"

    @classmethod
    def find(cls, desk: Desk, about: str) -> Claim:
        """Find it among those the seat may act on now."""
        row = find(Claim.objects.visible_to(desk).select_related(*RELATED), about)
        if not cls.fits(desk, row):
            raise Http404
        return row

    @classmethod
    def fits(cls, desk: Desk, row: Claim) -> bool:
        """Whether the act is open to this seat in the claim's state; asks no database."""
        owners = {"issuer": {row.issuer_id}, "home": {row.home_id}}.get(cls.side, {row.issuer_id, row.home_id})
        own = desk.actor.region in owners and row.unit.startswith(desk.unit)
        return own and (not cls.life or CLAIM_LIFE.may(row.state, cls.life))

    def subject(self) -> str:
        """Which claim, of whom."""
        roll.prepare([one for one in (self.row.worker,) if one], self.request)
        who = self.row.worker.shown_name if self.row.worker else self.row.payee_name  # type: ignore[attr-defined]
        return f"{self.row.number}　{self.row.label}　{who}　{money(self.row.amount)}"

    def back(self) -> str:
        """The claim's page."""
        return link_to("subsidies.claim", self.row.pk)


class DrawUp(ActForm[Placement]):
    """A claim about somebody at work."""

    verb = "claim.draw_up"
    power = Power.DRAW_UP
    lead = _("选一项补贴登记下来；符合不符合由文件说，登记以后能逐条看到。")
    button = _("登记")
    which = forms.ChoiceField(label=_("哪一项补贴"), widget=forms.RadioSelect)
    referrer = forms.ChoiceField(label=_("谁介绍的"), help_text=_("以工引工才用选"), required=False)

    @classmethod
    def find(cls, desk: Desk, about: str) -> Placement:
        """Somebody's spell: of one's own people, or at one's own firms."""
        rows = Placement.objects.visible_to(desk).select_related("worker__household", "employer", "transfer__group")
        row = find(rows, about)
        if not (roll.mine(row.worker, desk) or row.employer.region_id == desk.actor.region):
            raise Http404
        return row

    def prepare(self) -> None:
        """Subsidies of packs in force that are claimed for a spell, and colleagues at the same firm."""
        wanted = [
            (f"{pack.id}|{rule.id}", f"{rule.label}　{pack.title}")
            for pack in packs(self.desk)
            for rule in pack.subsidies
            if rule.claim == "placement" and {pack.issuer} & {self.row.worker.region_id, self.row.employer.region_id}
        ]
        self.fields["which"].choices = wanted  # type: ignore[attr-defined]
        there = (
            Placement.objects.visible_to(self.desk).filter(employer=self.row.employer).exclude(worker=self.row.worker)
        )
        people = [one.worker for one in there.select_related("worker")]
        roll.prepare(people, self.request)
        self.fields["referrer"].choices = [("", _("没有")), *((one.pk, one.shown_name) for one in people)]  # type: ignore[attr-defined]

    def subject(self) -> str:
        """Who works where."""
        roll.prepare([self.row.worker], self.request)
        return f"{self.row.worker.shown_name}　{self.row.employer}"  # type: ignore[attr-defined]

    def back(self) -> str:
        """The spell's page."""
        return link_to("placements.placement", self.row.pk)

    def act(self, said: dict[str, Any]) -> str:
        """Draw it up and open its page."""
        pack, _bar, subsidy = said["which"].partition("|")
        there = Placement.objects.visible_to(self.desk).filter(
            employer=self.row.employer, worker=said["referrer"] or None
        )
        referrer = there.select_related("worker").first()
        about = Drawn(placement=self.row, referrer=referrer.worker if referrer else None)
        return link_to("subsidies.claim", draw_up(pack=pack, subsidy=subsidy, about=about, **self.stamp).pk)


class Account(OnClaim):
    """Where it is paid."""

    verb = "claim.account"
    power = Power.DRAW_UP
    lead = _("账号加密存放，只有给银行的文件里能看到。")
    name = forms.CharField(label=_("户名"), max_length=60)
    bank = forms.CharField(label=_("开户行"), max_length=40)
    account = forms.CharField(
        label=_("账号"), max_length=40, widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    )

    @classmethod
    def fits(cls, desk: Desk, row: Claim) -> bool:
        """Until a batch has it."""
        return super().fits(desk, row) and row.state in {
            "drawn_up",
            "accepted",
            "asks",
            "reviewed",
            "decided",
            "waits",
            "published",
            "heard",
            "approved",
        }

    def act(self, said: dict[str, Any]) -> str:
        """Note it."""
        name_account(claim=self.row, **said, **self.stamp)
        return self.back()


class Accept(OnClaim):
    """Into the queue."""

    verb = "claim.accept"
    power = Power.DRAW_UP
    life = "accept"
    lead = _("受理以后排进这份政策的队，封顶和资金照这个顺序用。")

    def act(self, _said: dict[str, Any]) -> str:
        """Accept it."""
        accept(claim=self.row, **self.stamp)
        return self.back()


class Ask(OnClaim):
    """Something is missing."""

    verb = "claim.ask"
    power = Power.REVIEW
    life = "ask"
    lead = _("补齐以后重新受理，顺序重新排。")
    missing = forms.CharField(label=_("还缺什么"), max_length=200)

    def act(self, said: dict[str, Any]) -> str:
        """Ask for it."""
        ask(claim=self.row, missing=said["missing"], **self.stamp)
        return self.back()


class Call(OnClaim):
    """Somebody rang."""

    verb = "claim.call"
    power = Power.REVIEW
    on = DayField(label=_("哪天打的电话"))

    @classmethod
    def fits(cls, desk: Desk, row: Claim) -> bool:
        """While it is being looked at."""
        return super().fits(desk, row) and row.state == "accepted"

    def act(self, said: dict[str, Any]) -> str:
        """Note it."""
        note_call(claim=self.row, **said, **self.stamp)
        return self.back()


class Review(OnClaim):
    """Pass it on."""

    verb = "claim.review"
    power = Power.REVIEW
    note = forms.CharField(label=_("备注"), max_length=200, required=False)

    @classmethod
    def fits(cls, desk: Desk, row: Claim) -> bool:
        """When it is this seat's turn."""
        return row.state == "accepted" and looks_now(row, desk)

    def act(self, said: dict[str, Any]) -> str:
        """Pass it on."""
        review(claim=self.row, **said, **self.stamp)
        return self.back()


class Refuse(OnClaim):
    """No, by a clause."""

    verb = "claim.refuse"
    power = Power.REVIEW
    life = "refuse"
    lead = _("本人会看到原因、依据哪一条，和怎样能改变。")
    why = forms.CharField(label=_("为什么不给"), max_length=200)
    ref = forms.CharField(label=_("依据哪一条"), help_text=_("例如 A/3"), max_length=60)
    remedy = forms.CharField(label=_("怎样能改变"), help_text=_("没有就空着"), max_length=200, required=False)

    def act(self, said: dict[str, Any]) -> str:
        """Refuse it."""
        refuse(claim=self.row, **said, **self.stamp)
        return self.back()


class Withdraw(OnClaim):
    """The person takes it back."""

    verb = "claim.withdraw"
    power = Power.DRAW_UP
    life = "withdraw"

    def act(self, _said: dict[str, Any]) -> str:
        """Take it back."""
        withdraw(claim=self.row, **self.stamp)
        return self.back()


class Appeal(OnClaim):
    """What the person says against a refusal."""

    verb = "claim.appeal"
    power = Power.DRAW_UP
    life = "appeal"
    says = forms.CharField(label=_("本人怎么说"), max_length=200, widget=forms.Textarea(attrs={"rows": 3}))

    def act(self, said: dict[str, Any]) -> str:
        """Note it."""
        appeal(claim=self.row, **said, **self.stamp)
        return self.back()


FORMS = (DrawUp, Account, Accept, Ask, Call, Review, Refuse, Withdraw, Appeal)
