"""Meetings: that one was held, who came, what was said."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from shanhai.apps.outreach.actions import attend, attend_all, hear, meet
from shanhai.apps.outreach.models import Meeting
from shanhai.apps.partners.models import Agency, Workstation
from shanhai.apps.regions.models import Level, Region
from shanhai.core.desk import Desk, Power
from shanhai.web.kit.forms import CountField, DayField
from shanhai.web.kit.links import link_to
from shanhai.web.kit.pages import find
from shanhai.web.officer.acts.form import PARTICIPANTS, ActForm, JointForm, counties

KINDS = (("symposium", _("座谈会")), ("briefing", _("宣讲会")), ("talks", _("会谈")))


class HoldMeeting(JointForm):
    """A meeting; the host may be a third party."""

    verb = "meeting.hold"
    home = "/outreach/"
    kind = forms.ChoiceField(label=_("什么会"), choices=KINDS, widget=forms.RadioSelect)
    title = forms.CharField(label=_("会议名称"), max_length=60)
    theme = forms.CharField(label=_("主题"), max_length=80, required=False)
    host = forms.CharField(label=_("谁主办"), max_length=60)
    place = forms.CharField(label=_("地点"), max_length=60)
    held_on = DayField(label=_("哪天开"))

    def act(self, said: dict[str, Any]) -> str:
        """Record it and open its page, where the rest is noted."""
        return link_to("outreach.meeting", meet(**said, **self.stamp).pk)


class OfMeeting(ActForm[Meeting]):
    """An act about one meeting of one's pairings."""

    power = Power.WRITE_PARTNERSHIP

    @classmethod
    def find(cls, desk: Desk, about: str) -> Meeting:
        """Find it."""
        return find(Meeting.objects.visible_to(desk).select_related("pairing__sending", "pairing__receiving"), about)

    def back(self) -> str:
        """The meeting's page."""
        return link_to("outreach.meeting", self.row.pk)


class Attend(OfMeeting):
    """One participant."""

    verb = "meeting.attend"
    kind = forms.ChoiceField(label=_("哪一类"), choices=PARTICIPANTS, widget=forms.RadioSelect)
    name = forms.CharField(label=_("单位名称"), max_length=60)
    code = forms.CharField(label=_("代码"), help_text=_("没有就空着"), max_length=18, required=False)
    people = CountField(label=_("来了几个人"), min_value=1, max_value=500, initial=1)
    signed = forms.ChoiceField(
        label=_("签到了吗"), choices=(("yes", _("签了")), ("no", _("没有签"))), widget=forms.RadioSelect, initial="yes"
    )

    def act(self, said: dict[str, Any]) -> str:
        """Note it."""
        attend(meeting=self.row, **(said | {"signed": said["signed"] == "yes"}), **self.stamp)
        return f"{self.back()}#attendance"


class AttendMany(OfMeeting):
    """Several at once, from a list we have; all are ticked, who did not come is unticked."""

    kind = ""
    button = _("这些都签到")
    lead = _("没有来的，请去掉勾。")
    came = forms.ModelMultipleChoiceField(
        label=_("谁来了"), queryset=Region.objects.none(), widget=forms.CheckboxSelectMultiple
    )

    def listed(self) -> QuerySet[Any]:
        """The list."""
        raise NotImplementedError

    def prepare(self) -> None:
        """Offer the list with every box ticked."""
        rows = self.listed()
        self.fields["came"].queryset = rows  # type: ignore[attr-defined]
        self.initial["came"] = [row.pk for row in rows]

    def act(self, said: dict[str, Any]) -> str:
        """Note them in one act."""
        who = [(row.name, row.code) for row in said["came"]]
        attend_all(meeting=self.row, kind=self.kind, who=who, **self.stamp)
        return f"{self.back()}#attendance"


class AttendTownships(AttendMany):
    """The townships of the sending county."""

    verb, kind = "meeting.attend_townships", "township"

    def listed(self) -> QuerySet[Any]:
        """Those beneath it."""
        return Region.objects.filter(parent=self.row.pairing.sending_id, level=Level.TOWNSHIP)


class AttendAgencies(AttendMany):
    """Registered agencies of either county."""

    verb, kind = "meeting.attend_agencies", "agency"

    def listed(self) -> QuerySet[Any]:
        """The pairing's own."""
        return Agency.objects.visible_to(self.desk).filter(region__in=self.row.pairing.owners)


class AttendStations(AttendMany):
    """Registered workstations of either county."""

    verb, kind = "meeting.attend_stations", "station"

    def listed(self) -> QuerySet[Any]:
        """The pairing's own."""
        return Workstation.objects.visible_to(self.desk).filter(region__in=self.row.pairing.owners)


class Hear(OfMeeting):
    """An opinion and what follows from it."""

    verb = "meeting.hear"
    said_by = forms.ChoiceField(label=_("谁说的"), choices=PARTICIPANTS, widget=forms.RadioSelect)
    text = forms.CharField(label=_("说了什么"), max_length=200, widget=forms.Textarea(attrs={"rows": 3}))
    follow_up = forms.CharField(label=_("接着怎么办"), help_text=_("不用跟进就空着"), max_length=120, required=False)
    responsible = forms.ModelChoiceField(label=_("谁办"), queryset=Region.objects.none(), required=False)
    due_on = DayField(label=_("哪天办完"), required=False)

    def prepare(self) -> None:
        """Offer the two sides."""
        self.choose("responsible", counties(self.row.pairing))

    def act(self, said: dict[str, Any]) -> str:
        """Note it."""
        hear(meeting=self.row, **said, **self.stamp)
        return f"{self.back()}#opinions"


FORMS = (HoldMeeting, Attend, AttendTownships, AttendAgencies, AttendStations, Hear)
