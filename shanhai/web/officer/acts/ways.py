"""One person's way to work: the letter of intent, reporting in, the first day of work, or nothing comes of it."""

from typing import Any, cast

from django import forms
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from shanhai.apps.employers.models import Position
from shanhai.apps.fairs.models import Intent
from shanhai.apps.placements.actions import begin_work, fall_through, report_in, sign_letter
from shanhai.apps.placements.models import Transfer
from shanhai.apps.regions.models import Pairing
from shanhai.apps.workers.models import Worker
from shanhai.core.desk import Desk, Power
from shanhai.core.money import Fen
from shanhai.web.kit.forms import DayField, YuanField
from shanhai.web.kit.links import link_to
from shanhai.web.kit.pages import find
from shanhai.web.officer import roll
from shanhai.web.officer import words as common
from shanhai.web.officer.acts.form import ActForm


class SignLetter(ActForm[Intent | Worker]):
    """A letter of intent, from what somebody said at a fair, or for a person who was at none."""

    verb = "transfer.sign"
    power = Power.RUN_TRANSFER
    lead = _("本人签了字再记。签了就是同意企业、那边的人社局和工作站知道本人的情况；说好的工资照今天岗位上写的留底。")
    position = forms.ModelChoiceField(label=_("去哪个岗位"), queryset=Position.objects.none())
    signed_on = DayField(label=_("哪天签的"))
    way = forms.ChoiceField(label=_("怎么去"), choices=tuple(common.WAY.items()), widget=forms.RadioSelect)

    @classmethod
    def find(cls, desk: Desk, about: str) -> Intent | Worker:
        """The standing intent, or the person on one's own roll."""
        standing = Intent.objects.visible_to(desk).filter(withdrawn_at=None)
        intent = standing.select_related("worker", "position__employer", "delegation__pairing").filter(pk=about).first()
        if intent is not None:
            return intent
        person = find(Worker.objects.visible_to(desk).standing(), about)
        if person.region_id != desk.actor.region:
            raise Http404
        return person

    def subject(self) -> str:
        """Who, and where to if that is said already."""
        if isinstance(self.row, Worker):
            return self.row.name
        name = self.row.worker.name if roll.mine(self.row.worker, self.desk) else self.row.worker.masked_name
        return f"{name}　{self.row.position.employer} · {self.row.position}"

    def back(self) -> str:
        """The fair's page, or the person's."""
        if isinstance(self.row, Worker):
            return link_to("workers.worker", self.row.pk)
        return f"{link_to('fairs.fair', self.row.delegation.fair_id)}#intents"

    def prepare(self) -> None:
        """The intent's own position, or what partners offer today."""
        self.initial.update({"signed_on": self.desk.today.isoformat(), "way": "organised"})
        if isinstance(self.row, Intent):
            self.choose("position", Position.objects.visible_to(self.desk).filter(pk=self.row.position_id))
            return
        offered = Position.objects.visible_to(self.desk).offered(on=self.desk.today)
        rows = offered.filter(employer__region__in=self.desk.receivers).select_related("employer")
        self.choose("position", rows)
        field = cast("forms.ModelChoiceField[Any]", self.fields["position"])
        field.label_from_instance = lambda obj: f"{obj.employer} · {obj}"  # type: ignore[method-assign]

    def act(self, said: dict[str, Any]) -> str:
        """Sign it and open the person's way."""
        if isinstance(self.row, Intent):
            who, intent, pairing = self.row.worker, self.row, self.row.delegation.pairing
        else:
            rows = Pairing.objects.visible_to(self.desk).filter(pk__in=self.desk.pairings)
            there = said["position"].employer.region_id
            who, intent, pairing = self.row, None, rows.get(sending=self.row.region_id, receiving=there)
        letter = sign_letter(pairing=pairing, worker=who, intent=intent, **said, **self.stamp)
        return link_to("placements.transfer", letter.pk)


class OnTheWay(ActForm[Transfer]):
    """An act about one person's way."""

    @classmethod
    def find(cls, desk: Desk, about: str) -> Transfer:
        """Find it."""
        rows = Transfer.objects.visible_to(desk).select_related(
            "worker", "position__employer", "pairing__sending", "pairing__receiving"
        )
        return find(rows, about)

    def subject(self) -> str:
        """Who goes where."""
        name = self.row.worker.name if roll.mine(self.row.worker, self.desk) else self.row.worker.masked_name
        return f"{name}　{self.row.position.employer} · {self.row.position}"

    def back(self) -> str:
        """The person's way."""
        return link_to("placements.transfer", self.row.pk)

    def prepare(self) -> None:
        """Today, unless somebody says otherwise."""
        self.initial["on"] = self.desk.today.isoformat()


class ReportIn(OnTheWay):
    """Somebody saw the person come."""

    verb = "transfer.report"
    power = Power.RECEIVE
    lead = _("谁看着到的，由谁来记：工作站、企业或两边人社局。")
    on = DayField(label=_("哪天到的"))

    def act(self, said: dict[str, Any]) -> str:
        """Note it."""
        report_in(transfer=self.row, **said, **self.stamp)
        return self.back()


class BeginWork(OnTheWay):
    """The first day of work."""

    verb = "transfer.start"
    power = Power.RECEIVE
    lead = _("第一天上班的日子就是用工之日，签没签合同都从这天算起（劳动合同法第七条）。")
    on = DayField(label=_("哪天上班"))
    work = forms.CharField(label=_("干什么活"), max_length=40, required=False)
    pay = YuanField(label=_("说定每月多少元"), required=False)

    def prepare(self) -> None:
        """What the letter says, until somebody says otherwise."""
        super().prepare()
        self.initial.update({"work": self.row.position.title, "pay": Fen(self.row.promised_min)})

    def act(self, said: dict[str, Any]) -> str:
        """Note it and open the spell."""
        spell = begin_work(transfer=self.row, **said, **self.stamp)
        readable = self.desk.may(Power.READ_WORKERS)
        return link_to("placements.placement", spell.pk) if readable else self.back()


class FallThrough(OnTheWay):
    """It comes to nothing."""

    verb = "transfer.fall_through"
    power = Power.RUN_TRANSFER
    lead = _("记下原因，好知道下次怎么办。本人原来的意向不受影响。")
    on = DayField(label=_("哪天定的"))
    why = forms.CharField(label=_("为什么"), help_text=_("写活的原因或家里的原因，不写病情"), max_length=60)

    def act(self, said: dict[str, Any]) -> str:
        """Note it."""
        fall_through(transfer=self.row, **said, **self.stamp)
        return self.back()


FORMS = (SignLetter, ReportIn, BeginWork, FallThrough)
