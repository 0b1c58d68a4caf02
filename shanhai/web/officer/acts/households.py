"""A household's status: one dated fact beside the others."""

from typing import Any

from django import forms
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from shanhai.apps.workers.actions import state_status
from shanhai.apps.workers.models import Worker
from shanhai.core.desk import Desk, Power
from shanhai.web.kit.forms import DayField
from shanhai.web.kit.links import link_to
from shanhai.web.kit.pages import find
from shanhai.web.officer import roll, words
from shanhai.web.officer.acts.form import ActForm


class StateStatus(ActForm[Worker]):
    """What a person's household is, from a day on; earlier facts stay."""

    verb = "worker.status"
    power = Power.WRITE_WORKERS
    lead = _("这是整户的状态。各种状态可以同时存在，旧的不会被新的盖掉。")
    kind = forms.ChoiceField(label=_("什么状态"), choices=list(words.STATUS.items()), widget=forms.RadioSelect)
    since = DayField(label=_("从哪天起"))
    paper = forms.CharField(label=_("依据"), help_text=_("文件或名单，可以不填"), max_length=80, required=False)

    @classmethod
    def find(cls, desk: Desk, about: str) -> Worker:
        """Find the person on one's own roll."""
        person = find(Worker.objects.visible_to(desk).select_related("household"), about)
        if not roll.owns(person, desk):
            raise Http404
        return person

    def subject(self) -> str:
        """The household, as the roll numbers it."""
        return f"{self.row.name}　{self.row.household.number}"

    def back(self) -> str:
        """The person's page."""
        return link_to("workers.worker", self.row.pk)

    def act(self, said: dict[str, Any]) -> str:
        """State it."""
        state_status(household=self.row.household, **said, **self.stamp)
        return self.back()


FORMS = (StateStatus,)
