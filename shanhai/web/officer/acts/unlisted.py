"""People whom an employer's list names and whom we do not have there: recognised, or nobody of ours."""

from typing import Any

from django import forms
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from shanhai.apps.placements.actions import dismiss, recognise
from shanhai.apps.placements.models import Unlisted
from shanhai.apps.workers.models import Worker
from shanhai.core.desk import Desk, Power
from shanhai.core.refusal import Refusal
from shanhai.web.kit.forms import DayField
from shanhai.web.kit.pages import find
from shanhai.web.officer.acts.form import ActForm


class AboutUnlisted(ActForm[Unlisted]):
    """An act about one name on a list."""

    power = Power.RUN_TRANSFER
    home = "/followups/unknown/"

    @classmethod
    def find(cls, desk: Desk, about: str) -> Unlisted:
        """Find it."""
        return find(Unlisted.objects.visible_to(desk).select_related("roster__employer"), about)

    def subject(self) -> str:
        """The name as the list has it, and which list."""
        tail = f"（…{self.row.tail}）" if self.row.tail else ""
        return f"{self.row.name}{tail}　{self.row.roster.employer}　{self.row.roster.month:%Y-%m}"


class Recognise(AboutUnlisted):
    """Somebody of our roll."""

    verb = "unlisted.recognise"
    lead = _("只列出名册里同名的人。认出来以后，这个月企业的名单就算这个人的证明。")
    worker = forms.ChoiceField(label=_("是名册里的哪一位"), widget=forms.RadioSelect, choices=())
    started_on = DayField(label=_("哪天上岗的"))

    @classmethod
    def opened(cls, desk: Desk, about: str) -> Unlisted:
        """An act of the side on whose roll the people are."""
        row = super().opened(desk, about)
        if not desk.receivers:
            raise Http404
        return row

    def prepare(self) -> None:
        """Offer people of one's own roll with the same name, and the same last four where the list has them."""
        rows = Worker.objects.visible_to(self.desk).standing().filter(region=self.desk.actor.region, name=self.row.name)
        if self.row.tail:
            rows = rows & Worker.objects.visible_to(self.desk).search(self.row.tail)
        self.people = {one.pk: one for one in rows.select_related("household")[:20]}
        told = [(one.pk, f"{one.name}　{one.masked_number}　{one.household.village}") for one in self.people.values()]
        self.fields["worker"].choices = told  # type: ignore[attr-defined]
        self.initial["started_on"] = (self.row.started_on or self.row.roster.month).isoformat()

    def act(self, said: dict[str, Any]) -> str:
        """Note who it is."""
        if said["worker"] not in self.people:
            raise Refusal("intent.nobody")
        worker = self.people[said["worker"]]
        recognise(unlisted=self.row, worker=worker, started_on=said["started_on"], **self.stamp)
        return self.home


class Dismiss(AboutUnlisted):
    """Nobody of ours."""

    verb = "unlisted.dismiss"
    why = forms.CharField(label=_("怎么知道不是我们的人"), max_length=60)

    def act(self, said: dict[str, Any]) -> str:
        """Note it."""
        dismiss(unlisted=self.row, **said, **self.stamp)
        return self.home


FORMS = (Recognise, Dismiss)
