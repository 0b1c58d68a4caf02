"""The queue decided in its order, and notices on screen: hung out, objected to, looked into, ended."""

from typing import Any

from django import forms
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from shanhai.apps.subsidies.actions import answer_challenge, challenge, decide_queue, end_notice, publish
from shanhai.apps.subsidies.models import Challenge, Claim, Publicity
from shanhai.core.desk import Desk, Power
from shanhai.web.kit.forms import DayField
from shanhai.web.kit.links import link_to
from shanhai.web.kit.pages import find
from shanhai.web.officer.acts.claims import OnClaim
from shanhai.web.officer.acts.form import ActForm
from shanhai.web.officer.subsidies.todo import packs


class Queue(ActForm[None]):
    """Decide a pack's reviewed claims in their order."""

    verb = "claim.decide_queue"
    power = Power.DECIDE
    home = "/subsidies/?todo=publish"
    lead = _("从排在最前面的起，一件一件照文件算；碰到还没审核完的就停下，不跳过。")
    pack = forms.ChoiceField(label=_("哪份政策"), widget=forms.RadioSelect)

    def prepare(self) -> None:
        """Packs of one's own government."""
        own = [(one.id, one.title) for one in packs(self.desk) if one.issuer == self.desk.actor.region]
        self.fields["pack"].choices = own  # type: ignore[attr-defined]

    def act(self, said: dict[str, Any]) -> str:
        """Decide them."""
        decide_queue(pack=said["pack"], issuer=self.desk.actor.region, **self.stamp)
        return self.home


class Publish(ActForm[None]):
    """Hang out everything of one kind that is decided."""

    verb = "claim.publish"
    power = Power.DECIDE
    home = "/publicity/"
    lead = _("名单自动打码：只有姓、末字、乡镇和金额。天数照文件。")
    which = forms.ChoiceField(label=_("哪一项"), widget=forms.RadioSelect)
    title = forms.CharField(label=_("公示的标题"), max_length=80, required=False)

    def prepare(self) -> None:
        """Kinds that have something decided."""
        rows = self._decided().values_list("pack", "subsidy", "label").distinct().order_by("pack", "subsidy")
        self.fields["which"].choices = [(f"{pack}|{kind}", label) for pack, kind, label in rows]  # type: ignore[attr-defined]

    def _decided(self) -> Any:
        return Claim.objects.visible_to(self.desk).filter(issuer=self.desk.actor.region, state="decided")

    def act(self, said: dict[str, Any]) -> str:
        """Publish them."""
        pack, _bar, subsidy = said["which"].partition("|")
        rows = list(self._decided().filter(pack=pack, subsidy=subsidy).select_related("issuer", "publicity").in_order())
        return link_to("subsidies.publicity", publish(claims=rows, title=said["title"], **self.stamp).pk)


class EndNotice(ActForm[Publicity]):
    """The days are over."""

    verb = "claim.end_notice"
    power = Power.DECIDE

    @classmethod
    def find(cls, desk: Desk, about: str) -> Publicity:
        """One that hangs out, of one's own government."""
        return find(Publicity.objects.visible_to(desk).filter(issuer=desk.actor.region, ended_at=None), about)

    def act(self, _said: dict[str, Any]) -> str:
        """End it."""
        end_notice(publicity=self.row, **self.stamp)
        return link_to("subsidies.publicity", self.row.pk)


class Object(OnClaim):
    """Somebody objects to a claim on a list."""

    verb = "challenge.note"
    power = Power.REVIEW
    lead = _("谁提的不公开，可以不写名字。")
    says = forms.CharField(label=_("说的是什么"), max_length=200, widget=forms.Textarea(attrs={"rows": 3}))
    said_by = forms.CharField(label=_("谁提的"), max_length=40, required=False)
    said_on = DayField(label=_("哪天"))

    @classmethod
    def fits(cls, desk: Desk, row: Claim) -> bool:
        """While it hangs out."""
        return super().fits(desk, row) and row.state == "published"

    def act(self, said: dict[str, Any]) -> str:
        """Note it."""
        challenge(claim=self.row, **said, **self.stamp)
        return self.back()


class AnswerObjection(ActForm[Challenge]):
    """What came of looking into it."""

    verb = "challenge.answer"
    power = Power.DECIDE
    upheld = forms.ChoiceField(
        label=_("属实吗"), choices=(("no", _("不属实")), ("yes", _("属实，不予补贴"))), widget=forms.RadioSelect
    )
    answer = forms.CharField(label=_("核实下来怎么回事"), max_length=200)
    ref = forms.CharField(label=_("依据哪一条"), help_text=_("属实才用填，例如 A/3"), max_length=60, required=False)

    @classmethod
    def find(cls, desk: Desk, about: str) -> Challenge:
        """One nobody has answered, about a claim of one's own side."""
        rows = Challenge.objects.visible_to(desk).filter(answered_at=None).select_related("claim")
        row = find(rows, about)
        if desk.actor.region not in {row.claim.issuer_id, row.claim.home_id}:
            raise Http404
        return row

    def act(self, said: dict[str, Any]) -> str:
        """Answer it."""
        upheld = said.pop("upheld") == "yes"
        answer_challenge(challenge=self.row, upheld=upheld, **said, **self.stamp)
        return link_to("subsidies.claim", self.row.claim_id)


FORMS = (Queue, Publish, EndNotice, Object, AnswerObjection)
