"""A person on one's own roll: asked for the wish, found able, related to the head, consents, and requests to put something right."""

from typing import Any

from django import forms
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from shanhai.apps.workers.actions import (
    allow_machines,
    ask_correction,
    decide_correction,
    end_status,
    give_consent,
    object_to_machines,
    record_wish,
    relate,
    state_ability,
    state_canteen,
    take_back_consent,
)
from shanhai.apps.workers.models import Consent, Correction, StatusFact, Worker
from shanhai.core.desk import Desk, Power
from shanhai.web.kit.forms import DayField, YuanField
from shanhai.web.kit.links import link_to
from shanhai.web.kit.pages import find
from shanhai.web.officer import roll, words
from shanhai.web.officer.acts.form import ActForm


def own(desk: Desk, about: str) -> Worker:
    """Find the person on one's own roll."""
    person = find(Worker.objects.visible_to(desk).select_related("household"), about)
    if not roll.owns(person, desk):
        raise Http404
    return person


class PersonForm(ActForm[Worker]):
    """An act about one person of one's own roll."""

    power = Power.WRITE_WORKERS

    @classmethod
    def find(cls, desk: Desk, about: str) -> Worker:
        """Find the person on one's own roll."""
        return own(desk, about)

    def subject(self) -> str:
        """The person."""
        return f"{self.row.name}　{self.row.household.number}"

    def back(self) -> str:
        """The person's page."""
        return link_to("workers.worker", self.row.pk)


class Ask(PersonForm):
    """One short page for a phone: what the person wants, in their own words."""

    verb = "worker.wish"
    lead = _("问本人，一句一句记。说了不愿意的，记下哪天以后再问，在那以前名单上不再出现。")
    willing = forms.ChoiceField(
        label=_("愿意外出务工吗"), choices=[(code, words.WILLING[code]) for code in ("yes", "no", "undecided")], widget=forms.RadioSelect
    )  # fmt: skip
    from_on = DayField(label=_("最早哪天能走"), required=False)
    lowest_pay = YuanField(label=_("每月至少多少元"), required=False)
    work = forms.CharField(label=_("想做什么工作"), max_length=40, required=False)
    place = forms.CharField(label=_("想去哪里"), max_length=40, required=False)
    companions = forms.CharField(label=_("和谁一起去"), max_length=60, required=False)
    needs = forms.MultipleChoiceField(
        label=_("对岗位有什么要求"),
        choices=list(words.NEED.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    ask_from = DayField(label=_("不愿意的话，哪天以后再问"), required=False)
    stated_on = DayField(label=_("哪天说的"))

    def prepare(self) -> None:
        """Today, and what was said last."""
        self.initial["stated_on"] = self.desk.today.isoformat()
        last = self.row.wishes.first()
        if last is not None:
            self.initial.update(work=last.work, place=last.place, companions=last.companions, needs=last.needs)

    def act(self, said: dict[str, Any]) -> str:
        """Record it."""
        record_wish(worker=self.row, **said, **self.stamp)
        return self.back()


class Canteen(PersonForm):
    """A wish about the canteen, only while the person's consent to that stands."""

    verb = "worker.canteen"
    lead = _("本人同意以后才记，加密保存，只用来看岗位合不合适；不进名单、不统计、不导出，撤回同意就删去。")
    said = forms.CharField(
        label=_("对食堂有什么愿望"), help_text=_("空着就是删去"), max_length=60, required=False, strip=True
    )

    def act(self, said: dict[str, Any]) -> str:
        """Keep it."""
        state_canteen(worker=self.row, **said, **self.stamp)
        return self.back()


class Relate(PersonForm):
    """The relation to the head of the household."""

    verb = "worker.relate"
    relation = forms.ChoiceField(label=_("和户主是什么关系"), choices=list(words.RELATIVE.items()))

    def act(self, said: dict[str, Any]) -> str:
        """Say it."""
        relate(worker=self.row, **said, **self.stamp)
        return link_to("workers.household", self.row.household_id)


class StateAbility(PersonForm):
    """What the person can do, from a day on."""

    verb = "worker.ability"
    kind = forms.ChoiceField(label=_("劳动能力"), choices=list(words.ABILITY.items()), widget=forms.RadioSelect)
    since = DayField(label=_("从哪天起"))
    paper = forms.CharField(label=_("依据"), max_length=80, required=False)

    def act(self, said: dict[str, Any]) -> str:
        """State it."""
        state_ability(worker=self.row, **said, **self.stamp)
        return self.back()


class GiveConsent(PersonForm):
    """A consent as the person gives it at the desk."""

    verb = "worker.consent"
    lead = _("要把用途和给谁看说清楚，本人可以不同意，也可以随时撤回。")
    purpose = forms.ChoiceField(label=_("同意做什么用"), choices=list(words.PURPOSE.items()), widget=forms.RadioSelect)
    recipient = forms.CharField(
        label=_("给谁"), help_text=_("区划代码或企业信用代码；空着就是本县"), max_length=18, required=False
    )
    given_by = forms.ChoiceField(label=_("谁给的"), choices=list(words.GIVEN_BY.items()), widget=forms.RadioSelect)
    giver = forms.CharField(label=_("代办人姓名"), help_text=_("本人给的就空着"), max_length=40, required=False)
    way = forms.ChoiceField(label=_("怎么给的"), choices=list(words.CONSENT_WAY.items()))
    paper = forms.CharField(label=_("依据"), max_length=80, required=False)

    def act(self, said: dict[str, Any]) -> str:
        """Enter it."""
        give_consent(worker=self.row, **said, **self.stamp)
        return self.back()


class TakeBackConsent(ActForm[Consent]):
    """Withdrawing one consent."""

    verb = "worker.consent_withdrawn"
    power = Power.WRITE_WORKERS
    lead = _("从现在起不再有效；以前的记录留在操作日志里。")

    @classmethod
    def find(cls, desk: Desk, about: str) -> Consent:
        """Find it on one's own roll."""
        return find(Consent.objects.visible_to(desk).select_related("worker"), about)

    def subject(self) -> str:
        """Who, and for what."""
        return f"{self.row.worker.name}　{words.PURPOSE[self.row.purpose]}"

    def back(self) -> str:
        """The person's page."""
        return link_to("workers.worker", self.row.worker_id)

    def act(self, said: dict[str, Any]) -> str:
        """Withdraw it."""
        take_back_consent(given=self.row, **self.stamp)
        return self.back()


class EndStatus(ActForm[StatusFact]):
    """Ending one standing fact of a household."""

    verb = "worker.status_ended"
    power = Power.WRITE_WORKERS
    until = DayField(label=_("从哪天起不再是"))
    paper = forms.CharField(label=_("依据"), max_length=80, required=False)

    @classmethod
    def find(cls, desk: Desk, about: str) -> StatusFact:
        """Find it among one's own households."""
        return find(StatusFact.objects.visible_to(desk).select_related("household"), about)

    def subject(self) -> str:
        """The household and the fact."""
        return f"{self.row.household.number}　{words.called(words.STATUS, self.row.kind)}"

    def back(self) -> str:
        """The household's page."""
        return link_to("workers.household", self.row.household_id)

    def act(self, said: dict[str, Any]) -> str:
        """End it."""
        end_status(fact=self.row, **said, **self.stamp)
        return self.back()


class AskCorrection(PersonForm):
    """What a person asks to be put right."""

    verb = "correction.ask"
    lead = _("本人可以要求查看、更正、补充或删去关于自己的信息（个人信息保护法第四十五条至第四十七条）。")
    what = forms.ChoiceField(label=_("要更正什么"), choices=list(words.CORRECTION.items()))
    says = forms.CharField(label=_("本人怎么说"), max_length=200, widget=forms.Textarea)
    asked_on = DayField(label=_("哪天提的"))

    def prepare(self) -> None:
        """Today."""
        self.initial["asked_on"] = self.desk.today.isoformat()

    def act(self, said: dict[str, Any]) -> str:
        """Write it down."""
        ask_correction(worker=self.row, **said, **self.stamp)
        return "/corrections/"


class DecideCorrection(ActForm[Correction]):
    """Answering a request, with a reason."""

    verb = "correction.decide"
    power = Power.WRITE_WORKERS
    home = "/corrections/"
    accepted = forms.ChoiceField(
        label=_("怎么答复"), choices=(("yes", _("照改")), ("no", _("不照改"))), widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("理由"), help_text=_("会告诉本人；照改的写改了什么"), max_length=200, widget=forms.Textarea
    )

    @classmethod
    def find(cls, desk: Desk, about: str) -> Correction:
        """Find it on one's own roll."""
        return find(Correction.objects.visible_to(desk).select_related("worker"), about)

    def subject(self) -> str:
        """Who asks for what."""
        return f"{self.row.worker.name}　{words.CORRECTION[self.row.what]}：{self.row.says}"

    def act(self, said: dict[str, Any]) -> str:
        """Answer it."""
        decide_correction(correction=self.row, accepted=said["accepted"] == "yes", reason=said["reason"], **self.stamp)
        return self.back()


class Objects(PersonForm):
    """A person wants no positions proposed by a machine."""

    verb = "worker.objection"
    lead = _("本人说不要电脑配岗位，从这天起方案里就没有这个人，由工作人员当面帮着找（个人信息保护法第二十四条）。")
    since = DayField(label=_("从哪天起"))

    def prepare(self) -> None:
        """Today."""
        self.initial["since"] = self.desk.today.isoformat()

    def act(self, said: dict[str, Any]) -> str:
        """Write it down."""
        object_to_machines(worker=self.row, **said, **self.stamp)
        return self.back()


class ObjectsNoMore(PersonForm):
    """The person takes it back."""

    verb = "worker.objection_ended"
    lead = _("从今天起，方案里又会有这个人。")

    def act(self, said: dict[str, Any]) -> str:
        """End it."""
        allow_machines(worker=self.row, **self.stamp)
        return self.back()


FORMS = (
    Ask, Objects, ObjectsNoMore, Canteen, Relate, StateAbility, GiveConsent, TakeBackConsent, EndStatus, AskCorrection, DecideCorrection,
)  # fmt: skip
