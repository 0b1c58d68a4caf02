"""A vehicle: planned, and people with letters put on its roster in their order."""

from typing import Any, cast

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shanhai.apps.placements.actions import add_to_roster, plan_departure
from shanhai.apps.placements.facts.journeys import Journey
from shanhai.apps.placements.models import Departure, Transfer
from shanhai.core.desk import Desk, Power
from shanhai.core.refusal import Refusal
from shanhai.web.kit.forms import CountField, MomentField
from shanhai.web.kit.links import link_to
from shanhai.web.kit.pages import find
from shanhai.web.officer.acts.form import ActForm, JointForm
from shanhai.web.officer.acts.groups import Letters
from shanhai.web.officer.transfer import words
from shanhai.web.officer.transfer.letters import unseated


class PlanDeparture(JointForm):
    """One vehicle on one day."""

    verb = "departure.plan"
    power = Power.RUN_TRANSFER
    home = "/departures/"
    lead = _("同一个名称、同一个时间再排一次，就是改那一趟。")
    name = forms.CharField(label=_("这一趟叫什么"), help_text=_("例如 三月八日第一车"), max_length=40)
    kind = forms.ChoiceField(label=_("坐什么"), choices=tuple(words.KIND.items()), widget=forms.RadioSelect)
    number = forms.CharField(label=_("车次、航班或车牌"), max_length=20, required=False)
    seats = CountField(label=_("多少座位"), min_value=1, max_value=2000)
    leaves_at = MomentField(label=_("什么时候出发"), help_text=_("例如 2018-03-08 06:30"))
    from_place = forms.CharField(label=_("从哪里"), max_length=40)
    to_place = forms.CharField(label=_("到哪里"), max_length=40)
    escort = forms.CharField(label=_("谁带车"), max_length=40)

    def act(self, said: dict[str, Any]) -> str:
        """Plan it and open its page."""
        pairing = said.pop("pairing")
        row = plan_departure(pairing=pairing, journey=Journey(**said), **self.stamp)
        return link_to("placements.departure", row.pk)


class PutOnRoster(ActForm[Departure]):
    """People with letters onto the roster."""

    verb = "departure.list"
    power = Power.RUN_TRANSFER
    lead = _("照下面的顺序排座位；坐满以后，后面的人排队等位子。")
    members = Letters(label=_("谁坐这一趟"))

    @classmethod
    def find(cls, desk: Desk, about: str) -> Departure:
        """Find it among those that have not left."""
        return find(Departure.objects.visible_to(desk).filter(state="planned").select_related("pairing"), about)

    def back(self) -> str:
        """The departure's page."""
        return link_to("placements.departure", self.row.pk)

    def prepare(self) -> None:
        """Letters that no vehicle has yet; those of one group stand together."""
        rows = Transfer.objects.visible_to(self.desk).filter(pairing=self.row.pairing_id)
        listed = Q(boardings__departure=self.row)
        rows = rows.filter(unseated() | listed) if self.is_bound else rows.filter(unseated()).exclude(listed)
        cast("Letters", self.fields["members"]).offer(rows.distinct().order_by("group", "worker__unit", "worker__initials"), self.desk)  # fmt: skip

    def act(self, said: dict[str, Any]) -> str:
        """Put them on it."""
        members = list(said["members"])
        if not members:
            raise Refusal("bulk.nothing")
        add_to_roster(departure=self.row, transfers=members, **self.stamp)
        return f"{self.back()}#roster"


FORMS = (PlanDeparture, PutOnRoster)
