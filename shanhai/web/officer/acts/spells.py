"""One spell of work: the contract, the insurance, what the person or a paper says of a month, how somebody is, and the end."""

from typing import Any

from django import forms
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from shanhai.apps.placements.actions import (
    attest,
    end_placement,
    note_contact,
    note_contract,
    note_insurance,
    settle_dispute,
)
from shanhai.apps.placements.facts.following import Heard
from shanhai.apps.placements.models import Placement
from shanhai.core.desk import Desk, Power, Role
from shanhai.core.months import month_of, parse_month
from shanhai.web.kit.coded import ENDED_WHY
from shanhai.web.kit.forms import CountField, DayField, YuanField
from shanhai.web.kit.links import link_to
from shanhai.web.kit.pages import find
from shanhai.web.officer import roll
from shanhai.web.officer import words as common
from shanhai.web.officer.acts.form import ActForm
from shanhai.web.officer.transfer import words

WITH = (Power.RUN_TRANSFER, Power.FOLLOW_UP, Power.CONFIRM_ROSTER)
BELOW = frozenset({Role.TOWNSHIP, Role.VILLAGE, Role.STATION})
MONTH = _("例如 2019-02")


def states(desk: Desk) -> bool:
    """Whether a seat may state something about a spell that it reads; which spells, `stated` says."""
    return bool(desk.pairings) and any(desk.may(power) for power in WITH)


def stated(desk: Desk, about: str) -> Placement:
    """A spell about which the seat may state something: of its own people, at its own employers, or of the employer itself."""
    rows = Placement.objects.visible_to(desk).select_related("worker", "employer", "transfer")
    if desk.role == Role.EMPLOYER:
        rows = rows.filter(employer__credit_code__in=desk.organisations)
    elif desk.role in BELOW:
        rows = rows.filter(worker__region=desk.actor.region, worker__unit__startswith=desk.unit)
    return find(rows, about)


def name_of(spell: Placement, desk: Desk) -> str:
    """The person, whole where the seat's side owns the row."""
    return spell.worker.name if roll.mine(spell.worker, desk) else spell.worker.masked_name


class AtWork(ActForm[Placement]):
    """An act about one spell."""

    power = Power.FOLLOW_UP

    @classmethod
    def opened(cls, desk: Desk, about: str) -> Placement:
        """Whoever may state something about it: the powers differ by seat, the action asks again."""
        if not states(desk) or (desk.role == Role.EMPLOYER and cls.power == Power.FOLLOW_UP):
            raise Http404
        return cls.find(desk, about)

    @classmethod
    def find(cls, desk: Desk, about: str) -> Placement:
        """Find it."""
        return stated(desk, about)

    def subject(self) -> str:
        """Who works where."""
        return f"{name_of(self.row, self.desk)}　{self.row.employer} · {self.row.work}"

    def back(self) -> str:
        """The spell's page."""
        return link_to("placements.placement", self.row.pk)


class Contract(AtWork):
    """The written contract."""

    verb = "placement.contract"
    power = Power.CONFIRM_ROSTER
    lead = _("签晚了也照实记。试用期最长多久由合同期限定（劳动合同法第十九条）。")
    signed_on = DayField(label=_("哪天签的"))
    kind = forms.ChoiceField(label=_("哪种合同"), choices=tuple(common.CONTRACT.items()), widget=forms.RadioSelect)
    months = CountField(label=_("固定期限几个月"), min_value=1, max_value=600, required=False)
    probation = CountField(
        label=_("试用期几个月"), help_text=_("没有试用期就写 0"), min_value=0, max_value=12, initial=0
    )

    def act(self, said: dict[str, Any]) -> str:
        """Note it."""
        note_contract(placement=self.row, **said, **self.stamp)
        return self.back()


class Insure(AtWork):
    """Social insurance."""

    verb = "placement.insure"
    power = Power.CONFIRM_ROSTER
    registered_on = DayField(label=_("哪天办的社会保险登记"))

    def act(self, said: dict[str, Any]) -> str:
        """Note it."""
        note_insurance(placement=self.row, **said, **self.stamp)
        return self.back()


class End(AtWork):
    """The end of a spell."""

    verb = "placement.end"
    power = Power.CONFIRM_ROSTER
    lead = _("原因照本人说的选，写活的原因或家里的原因；不问病情。")
    ended_on = DayField(label=_("从哪天起不在那里干"))
    why = forms.ChoiceField(label=_("为什么"), choices=tuple(ENDED_WHY.items()))
    after = forms.ChoiceField(label=_("以后呢"), choices=tuple(words.AFTER.items()), widget=forms.RadioSelect)

    def prepare(self) -> None:
        """Nothing is said until somebody says it."""
        self.initial.update({"why": "unsaid", "after": "unknown"})

    def act(self, said: dict[str, Any]) -> str:
        """Note it."""
        end_placement(placement=self.row, **said, **self.stamp)
        return f"{self.back()}#next"


class Word(AtWork):
    """What the person or a paper says of one month."""

    verb = "word.attest"
    lead = _("企业那一份在名单里；这里记另外两份：本人说的，或者社保、银行的凭据。")
    month = forms.CharField(label=_("哪个月"), help_text=MONTH, max_length=10)
    source = forms.ChoiceField(
        label=_("谁说的"),
        choices=[(s, words.SOURCE[s]) for s in ("worker", "evidence")],
        widget=forms.RadioSelect,
    )
    worked = forms.ChoiceField(
        label=_("这个月干了没有"), choices=(("yes", _("干了")), ("no", _("没干"))), widget=forms.RadioSelect
    )
    pay = YuanField(label=_("这个月拿到多少元"), required=False)
    paper = forms.CharField(label=_("什么凭据"), help_text=_("例如 社保缴费 201902"), max_length=60, required=False)

    def prepare(self) -> None:
        """The month that was asked for, or this one."""
        self.initial["month"] = self.request.GET.get("month", f"{month_of(self.desk.today):%Y-%m}")

    def act(self, said: dict[str, Any]) -> str:
        """Note it."""
        said |= {"month": parse_month(said["month"]), "worked": said["worked"] == "yes"}
        attest(placement=self.row, **said, **self.stamp)
        return f"{self.back()}#months"


class Settle(AtWork):
    """A disagreement somebody looked into."""

    verb = "word.settle"
    lead = _("各方说过的话都留着；这里记查下来是怎么回事。")
    month = forms.CharField(label=_("哪个月"), help_text=MONTH, max_length=10)
    how = forms.CharField(label=_("查下来怎么回事"), max_length=100)

    def prepare(self) -> None:
        """The month that was asked for."""
        self.initial["month"] = self.request.GET.get("month", "")

    def act(self, said: dict[str, Any]) -> str:
        """Note it."""
        settle_dispute(placement=self.row, month=parse_month(said["month"]), how=said["how"], **self.stamp)
        return f"{self.back()}#months"


class Asked(AtWork):
    """Somebody asked how the person is."""

    verb = "contact.note"
    lead = _("问到什么记什么。说已经不干了，又知道日子和原因的，一起记，就算离岗。")
    on = DayField(label=_("哪天问的"))
    kind = forms.ChoiceField(
        label=_("怎么问的"), choices=[(k, words.CONTACT_KIND[k]) for k in ("call", "visit")], widget=forms.RadioSelect
    )
    told = forms.ChoiceField(label=_("谁说的"), choices=tuple(words.TOLD.items()), widget=forms.RadioSelect)
    outcome = forms.ChoiceField(label=_("怎么说"), choices=tuple(words.OUTCOME.items()), widget=forms.RadioSelect)
    month = forms.CharField(
        label=_("说的是哪个月"),
        help_text=_("本人说某个月在干，就算本人的证明；例如 2019-02"),
        max_length=10,
        required=False,
    )
    pay = YuanField(label=_("那个月拿到多少元"), required=False)
    left_on = DayField(label=_("从哪天起不在那里干"), required=False)
    why = forms.ChoiceField(label=_("为什么不干了"), choices=tuple(ENDED_WHY.items()), required=False)
    note = forms.CharField(label=_("备注"), help_text=_("不写病情"), max_length=100, required=False)

    def prepare(self) -> None:
        """A call today with the person."""
        self.initial.update({"on": self.desk.today.isoformat(), "kind": "call", "told": "self", "why": "unsaid"})

    def act(self, said: dict[str, Any]) -> str:
        """Note it."""
        said["month"] = parse_month(said["month"]) if said["month"] else None
        said["why"] = said["why"] or "unsaid"
        note_contact(placement=self.row, heard=Heard(**said), **self.stamp)
        return f"{self.back()}#contacts"


FORMS = (Contract, Insure, End, Word, Settle, Asked)
