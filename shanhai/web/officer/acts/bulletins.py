"""A bulletin is drafted here; it is frozen and published on its own page."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shanhai.apps.figures.actions import draft
from shanhai.core.desk import Power
from shanhai.web.kit.forms import DayField
from shanhai.web.kit.links import link_to
from shanhai.web.officer.acts.form import JointForm


class Draft(JointForm):
    """A bulletin as of the end of a day."""

    verb = "bulletin.draft"
    power = Power.EDIT_BULLETIN
    home = "/bulletin/"
    title = forms.CharField(label=_("简报名称"), max_length=80)
    slug = forms.SlugField(label=_("简报代号"), help_text=_("用在网址里，例如 2018-spring"), max_length=40)
    as_of = DayField(label=_("数据截至哪天"))

    def prepare(self) -> None:
        """Propose today."""
        super().prepare()
        self.initial["as_of"] = self.desk.today.isoformat()

    def act(self, said: dict[str, Any]) -> str:
        """Draft it and open its page."""
        return link_to("figures.bulletin", draft(**said, **self.stamp).slug)


FORMS = (Draft,)
