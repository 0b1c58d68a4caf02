"""Minutes of talks and the items agreed in them."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shanhai.apps.outreach.actions import agree_item, draw_up_minutes
from shanhai.apps.outreach.models import Minutes
from shanhai.core.desk import Desk, Power
from shanhai.web.kit.forms import DayField
from shanhai.web.kit.links import link_to
from shanhai.web.kit.pages import find
from shanhai.web.officer.acts.form import ActForm
from shanhai.web.officer.acts.meetings import OfMeeting


class DrawUp(OfMeeting):
    """The minutes of one meeting."""

    verb = "minutes.draw_up"
    lead = _("纪要不是协议；两边都确认以后才算数。")
    title = forms.CharField(label=_("纪要名称"), max_length=60)

    def prepare(self) -> None:
        """Propose a name."""
        self.initial["title"] = gettext("%(meeting)s纪要") % {"meeting": self.row.title}

    def act(self, said: dict[str, Any]) -> str:
        """Open them."""
        draw_up_minutes(meeting=self.row, **said, **self.stamp)
        return f"{self.back()}#minutes"


class AgreeItem(ActForm[Minutes]):
    """One agreed field, with who is responsible on either side."""

    verb = "minutes.agree"
    power = Power.WRITE_PARTNERSHIP
    field = forms.CharField(
        label=_("哪个领域"), help_text=_("例如供求信息、技能培训、服务管理、劳务维权"), max_length=20
    )
    text = forms.CharField(label=_("商定了什么"), max_length=200, widget=forms.Textarea(attrs={"rows": 3}))
    sending_person = forms.CharField(max_length=40)
    receiving_person = forms.CharField(max_length=40)
    due_on = DayField(label=_("哪天办完"))

    @classmethod
    def find(cls, desk: Desk, about: str) -> Minutes:
        """Find the minutes among those of one's pairings."""
        rows = Minutes.objects.visible_to(desk)
        return find(rows.select_related("meeting__pairing__sending", "meeting__pairing__receiving"), about)

    def back(self) -> str:
        """The meeting's page."""
        return f"{link_to('outreach.meeting', self.row.meeting_id)}#minutes"

    def prepare(self) -> None:
        """Name the two sides."""
        pairing = self.row.meeting.pairing
        self.fields["sending_person"].label = gettext("%(side)s由谁负责") % {"side": pairing.sending}
        self.fields["receiving_person"].label = gettext("%(side)s由谁负责") % {"side": pairing.receiving}

    def act(self, said: dict[str, Any]) -> str:
        """Add it."""
        agree_item(minutes=self.row, **said, **self.stamp)
        return self.back()


FORMS = (DrawUp, AgreeItem)
