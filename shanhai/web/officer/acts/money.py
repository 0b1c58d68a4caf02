"""Funds, batches, what lists say, and samples on screen."""

from typing import Any

from django import forms
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from shanhai.apps.subsidies.actions import (
    appropriate,
    check_batch,
    commit_list,
    draw,
    drop_batch,
    give_back,
    look,
    make_batch,
    note_received,
    open_fund,
    settle_difference,
)
from shanhai.apps.subsidies.actions.deciding import unpaid
from shanhai.apps.subsidies.facts.sampled import next_draw
from shanhai.apps.subsidies.models import BATCH_LIFE, Batch, Claim, Difference, Fund, Payment, Sample
from shanhai.core.desk import Desk, Power
from shanhai.web.kit.forms import CountField, DayField, YuanField
from shanhai.web.kit.links import link_to
from shanhai.web.kit.pages import find
from shanhai.web.officer.acts.claims import OnClaim
from shanhai.web.officer.acts.form import ActForm, office
from shanhai.web.officer.subsidies.todo import packs


class Received(ActForm[Payment]):
    """How much arrived, as the person says."""

    verb = "payment.received"
    power = Power.DRAW_UP
    amount = YuanField(label=_("收到多少元"))
    on = DayField(label=_("哪天收到"))

    @classmethod
    def find(cls, desk: Desk, about: str) -> Payment:
        """A payment that was made, of one's own people or firms."""
        rows = Payment.objects.visible_to(desk).filter(state="paid").select_related("claim", "batch")
        row = find(rows, about)
        if desk.actor.region not in {row.claim.issuer_id, row.claim.home_id}:
            raise Http404
        return row

    def act(self, said: dict[str, Any]) -> str:
        """Note it."""
        note_received(payment=self.row, **said, **self.stamp)
        return link_to("subsidies.claim", self.row.claim_id)


class GiveBack(OnClaim):
    """The recovered money is there."""

    verb = "claim.give_back"
    power = Power.PAY
    life = "give_back"
    side = "issuer"
    paper = forms.CharField(label=_("缴款凭证"), max_length=80)

    def act(self, said: dict[str, Any]) -> str:
        """Note it; into the fund it was paid from."""
        paid = self.row.payments.filter(state="paid").select_related("batch__fund").first()
        if paid is None:
            raise Http404
        give_back(claim=self.row, fund=paid.batch.fund, **said, **self.stamp)
        return self.back()


class OpenFund(ActForm[None]):
    """A fund by the code its packs name."""

    verb = "fund.open"
    power = Power.PAY
    home = "/payouts/"
    code = forms.ChoiceField(label=_("资金代号"), help_text=_("照政策包里写的"), widget=forms.RadioSelect)
    title = forms.CharField(label=_("名称"), max_length=60)

    def prepare(self) -> None:
        """Codes of one's own packs."""
        own = {one.fund for one in packs(self.desk) if one.issuer == self.desk.actor.region}
        self.fields["code"].choices = [(code, code) for code in sorted(own)]  # type: ignore[attr-defined]

    def act(self, said: dict[str, Any]) -> str:
        """Open it."""
        open_fund(issuer=office(self.desk), **said, **self.stamp)
        return self.home


class OnFund[R](ActForm[Fund]):
    """An act about one fund of one's own government."""

    power = Power.PAY
    home = "/payouts/"

    @classmethod
    def find(cls, desk: Desk, about: str) -> Fund:
        """Find it."""
        return find(Fund.objects.visible_to(desk).filter(issuer=desk.actor.region), about)


class Appropriate(OnFund[Fund]):
    """Money put by."""

    verb = "fund.appropriate"
    amount = YuanField(label=_("多少元"))
    paper = forms.CharField(label=_("依据哪份文件"), max_length=80)

    def act(self, said: dict[str, Any]) -> str:
        """Note it."""
        appropriate(fund=self.row, **said, **self.stamp)
        return self.home


class MakeBatch(OnFund[Fund]):
    """Everything approved that the fund holds money for."""

    verb = "batch.make"
    lead = _("这笔资金下批准了的全部进一批，照受理顺序。")

    def act(self, _said: dict[str, Any]) -> str:
        """Make it."""
        rows = Claim.objects.visible_to(self.desk).filter(state="approved").select_related("worker", "referrer")
        held = [one for one in rows.in_order() if unpaid(one).get(self.row.pk, 0) > 0 and one.account_index]
        return link_to("subsidies.batch", make_batch(fund=self.row, claims=held, **self.stamp).pk)


class OnBatch(ActForm[Batch]):
    """An act about one batch in a state that allows it."""

    power = Power.PAY
    life = ""

    @classmethod
    def find(cls, desk: Desk, about: str) -> Batch:
        """Find it."""
        row = find(Batch.objects.visible_to(desk).filter(fund__issuer=desk.actor.region).select_related("fund"), about)
        if not BATCH_LIFE.may(row.state, cls.life):
            raise Http404
        return row

    def back(self) -> str:
        """The batch's page."""
        return link_to("subsidies.batch", self.row.pk)


class CheckBatch(OnBatch):
    """A second hand."""

    verb = "batch.check"
    life = "check"
    lead = _("对照批准和账号看过；制表的人自己不能复核。")

    def act(self, _said: dict[str, Any]) -> str:
        """Check it."""
        check_batch(batch=self.row, **self.stamp)
        return self.back()


class DropBatch(OnBatch):
    """Before the bank has it."""

    verb = "batch.drop"
    life = "drop"

    def act(self, _said: dict[str, Any]) -> str:
        """Give it up."""
        drop_batch(batch=self.row, **self.stamp)
        return self.back()


class SettleDifference(ActForm[Difference]):
    """Somebody looked into what a list says."""

    verb = "difference.settle"
    power = Power.COMPARE
    how = forms.CharField(label=_("核对下来怎么回事"), max_length=100)

    @classmethod
    def find(cls, desk: Desk, about: str) -> Difference:
        """One nobody has looked into."""
        return find(Difference.objects.visible_to(desk).filter(settled_at=None).select_related("claim"), about)

    def act(self, said: dict[str, Any]) -> str:
        """Note it."""
        settle_difference(difference=self.row, **said, **self.stamp)
        return "/comparisons/"


class CommitList(ActForm[None]):
    """Fix what is sampled from."""

    verb = "sample.commit"
    power = Power.SAMPLE
    home = "/samples/"
    lead = _("先把名单定下来、公布它的摘要，以后才有种子，谁也挑不了。")
    since = DayField(label=_("从哪天发的"))
    until = DayField(label=_("到哪天发的"))
    tolerated = CountField(label=_("容许的误差（万分之几）"), min_value=1, max_value=5000, initial=500)

    def act(self, said: dict[str, Any]) -> str:
        """Fix it."""
        return link_to("subsidies.sample", commit_list(issuer=office(self.desk), **said, **self.stamp).pk)


class OnSample(ActForm[Sample]):
    """An act about one sample."""

    power = Power.SAMPLE

    @classmethod
    def find(cls, desk: Desk, about: str) -> Sample:
        """Find it."""
        return find(Sample.objects.visible_to(desk), about)

    def back(self) -> str:
        """The sample's page."""
        return link_to("subsidies.sample", self.row.pk)


class NameSeed(OnSample):
    """The public seed."""

    verb = "sample.seed"
    seed = forms.CharField(
        label=_("种子"), help_text=_("名单定下以后才公布的数，例如下一期福利彩票的号码"), max_length=80
    )
    source = forms.CharField(label=_("哪里能查到"), max_length=120)

    def act(self, said: dict[str, Any]) -> str:
        """Name it."""
        draw(sample=self.row, **said, **self.stamp)
        return self.back()


class Look(OnSample):
    """What the next draw turned out to be."""

    verb = "sample.look"
    overpaid = YuanField(label=_("多发了多少元"), help_text=_("没有多发就写 0"))
    note = forms.CharField(label=_("怎么看出来的"), max_length=100, required=False)

    def act(self, said: dict[str, Any]) -> str:
        """Note it."""
        look(sample=self.row, ordinal=next_draw(self.row)[0], **said, **self.stamp)
        return self.back()


FORMS = (
    Received, GiveBack, OpenFund, Appropriate, MakeBatch, CheckBatch, DropBatch, SettleDifference, CommitList, NameSeed, Look,
)  # fmt: skip
