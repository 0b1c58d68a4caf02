"""Before a fair: the delegation, the employers it brings, its vouchers and the wordings its staff answer with."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shanhai.apps.employers.models import Employer
from shanhai.apps.fairs.actions import bring, bring_rest, join_trip, plan, word_answer
from shanhai.apps.fairs.models import Delegation
from shanhai.apps.outreach.models import Trip
from shanhai.apps.regions.models import Region
from shanhai.apps.vouchers.actions import print_lot
from shanhai.core.desk import Desk, Power
from shanhai.web.kit.forms import CountField, DayField
from shanhai.web.kit.links import link_to
from shanhai.web.kit.pages import find
from shanhai.web.officer.acts.form import ActForm, JointForm, places

PRESENT = (("yes", _("到场")), ("no", _("代招，由参会团替它招")))


class PlanDelegation(JointForm):
    """A delegation to a fair, which may be a third party's. An act of the office, not of the stand."""

    verb = "fair.plan"
    home = "/fairs/"
    name = forms.CharField(label=_("招聘会名称"), max_length=60)
    organiser = forms.CharField(label=_("谁主办"), max_length=60)
    organiser_region = forms.ModelChoiceField(label=_("主办方在哪里"), queryset=Region.objects.none())
    held_on = DayField(label=_("哪天开"))
    place = forms.CharField(label=_("地点"), max_length=60)
    leader = forms.CharField(label=_("领队"), max_length=40)
    trip = forms.ModelChoiceField(
        label=_("哪次出行"), help_text=_("还没有出行就空着，以后再补"), queryset=Trip.objects.none(), required=False
    )

    def prepare(self) -> None:
        """Offer places and journeys."""
        super().prepare()
        self.choose("organiser_region", places())
        self.choose("trip", Trip.objects.visible_to(self.desk))

    def act(self, said: dict[str, Any]) -> str:
        """Plan it and open the fair's page."""
        return link_to("fairs.fair", plan(**said, **self.stamp).fair_id)


class OfDelegation(ActForm[Delegation]):
    """An act about one delegation of one's pairings."""

    power = Power.RUN_FAIR

    @classmethod
    def find(cls, desk: Desk, about: str) -> Delegation:
        """Find it."""
        rows = Delegation.objects.visible_to(desk)
        return find(rows.select_related("fair", "pairing__sending", "pairing__receiving"), about)

    def back(self) -> str:
        """The fair's page."""
        return link_to("fairs.fair", self.row.fair_id)


class ReceivingOnly(OfDelegation):
    """An act of the receiving county: the employers and the money are its own."""

    @classmethod
    def find(cls, desk: Desk, about: str) -> Delegation:
        """Find it among those that bring one's own employers."""
        row = super().find(desk, about)
        return find(
            Delegation.objects.visible_to(desk).filter(pairing__receiving=desk.actor.region).select_related("fair"),
            row.pk,
        )


class Bring(ReceivingOnly):
    """One listed employer, present or represented."""

    verb = "fair.bring"
    employer = forms.ModelChoiceField(label=_("哪家企业"), queryset=Employer.objects.none())
    present = forms.ChoiceField(label=_("怎样参加"), choices=PRESENT, widget=forms.RadioSelect)

    def prepare(self) -> None:
        """Offer one's own listed employers."""
        self.choose("employer", Employer.objects.visible_to(self.desk).listed().filter(region=self.desk.actor.region))

    def act(self, said: dict[str, Any]) -> str:
        """Bring it."""
        bring(delegation=self.row, employer=said["employer"], present=said["present"] == "yes", **self.stamp)
        return f"{self.back()}#booths"


class BringRest(ReceivingOnly):
    """Every other listed employer at once, represented."""

    verb = "fair.bring_rest"
    button = _("全部带上")
    lead = _("本区已入库、还没有带上的企业，全部由参会团代招。到场的企业请另外逐家登记。")

    def act(self, said: dict[str, Any]) -> str:
        """Bring them."""
        bring_rest(delegation=self.row, **self.stamp)
        return f"{self.back()}#booths"


class JoinTrip(OfDelegation):
    """The journey the delegation came by, once it is known."""

    verb = "fair.join_trip"
    trip = forms.ModelChoiceField(label=_("哪次出行"), queryset=Trip.objects.none())

    def prepare(self) -> None:
        """Offer the pairing's journeys."""
        self.choose("trip", Trip.objects.visible_to(self.desk).filter(pairing=self.row.pairing_id))

    def act(self, said: dict[str, Any]) -> str:
        """Note it."""
        join_trip(delegation=self.row, **said, **self.stamp)
        return self.back()


class PrintLot(ReceivingOnly):
    """A numbered lot of vouchers, printed by the side that pays. An act of the office, not of the stand."""

    verb = "voucher.print"
    power = Power.WRITE_PARTNERSHIP
    lot = forms.CharField(label=_("批次号"), help_text=_("例如 MW2018-01，印在每张券上"), max_length=12)
    title = forms.CharField(label=_("券上的名称"), max_length=60)
    size = CountField(label=_("印多少张"))
    printed_on = DayField(label=_("哪天印"))
    expires_on = DayField(label=_("有效期至"))

    def act(self, said: dict[str, Any]) -> str:
        """Print it."""
        print_lot(delegation=self.row, **said, **self.stamp)
        return f"{self.back()}#vouchers"


class WordAnswer(OfDelegation):
    """A wording to answer a question with; the other side agrees to it before it is used."""

    verb = "answer.word"
    power = Power.WRITE_PARTNERSHIP
    lead = _("本方拟写即本方同意；对方也同意以后，现场才能用。改了字句，两边要重新同意。")
    topic = forms.CharField(label=_("话题"), max_length=20)
    question = forms.CharField(label=_("问题"), max_length=100)
    answer = forms.CharField(label=_("怎么答"), max_length=300, widget=forms.Textarea(attrs={"rows": 4}))

    def act(self, said: dict[str, Any]) -> str:
        """Propose it."""
        word_answer(pairing=self.row.pairing, **said, **self.stamp)
        return f"{self.back()}#answers"


FORMS = (PlanDelegation, Bring, BringRest, JoinTrip, PrintLot, WordAnswer)
