"""Journeys of the working group and the leaflets it takes along."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shanhai.apps.outreach.actions import print_leaflets, travel
from shanhai.apps.outreach.models import Trip
from shanhai.web.kit.forms import CountField, MomentField
from shanhai.web.officer.acts.form import JointForm

MOMENT = _("例如 2018-03-02 16:10")


class RecordTrip(JointForm):
    """A journey from one county to the other."""

    verb = "trip.record"
    home = "/outreach/"
    purpose = forms.CharField(label=_("去做什么"), max_length=80)
    set_out_at = MomentField(label=_("什么时候出发"), help_text=MOMENT)
    arrived_at = MomentField(label=_("什么时候到"), help_text=MOMENT)
    members = forms.CharField(label=_("有谁"), help_text=_("姓名之间用顿号隔开"), max_length=200)

    def act(self, said: dict[str, Any]) -> str:
        """Record it."""
        return f"/outreach/#{travel(**said, **self.stamp).pk}"


class PrintLeaflets(JointForm):
    """A print run of leaflets; what is left over is counted afterwards."""

    verb = "leaflets.print"
    home = "/outreach/#leaflets"
    title = forms.CharField(label=_("名称"), max_length=60)
    printed = CountField(label=_("印多少份"), min_value=1, max_value=1_000_000)
    trip = forms.ModelChoiceField(
        label=_("哪次出行带去"), help_text=_("还没有出行就空着"), queryset=Trip.objects.none(), required=False
    )

    def prepare(self) -> None:
        """Offer the journeys of one's pairings."""
        super().prepare()
        self.choose("trip", Trip.objects.visible_to(self.desk))

    def act(self, said: dict[str, Any]) -> str:
        """Record the run."""
        return f"/outreach/#{print_leaflets(**said, **self.stamp).pk}"


FORMS = (RecordTrip, PrintLeaflets)
