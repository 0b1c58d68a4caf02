"""本人链接: given to a person at work, and taken back. Only by who asks after people of the person's own side."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from shanhai.apps.placements.models import Placement
from shanhai.apps.workers.actions import end_link, give_link
from shanhai.apps.workers.models import OwnLink
from shanhai.core.desk import Desk, Power
from shanhai.web.kit.links import link_to
from shanhai.web.kit.pages import find
from shanhai.web.officer.acts.form import ActForm
from shanhai.web.officer.acts.spells import name_of


def of_ones_own(desk: Desk) -> QuerySet[Placement]:
    """Spells of people of one's own side, and of one's own township or village where the seat has one."""
    rows = Placement.objects.visible_to(desk).filter(worker__region=desk.actor.region)
    return rows.filter(worker__unit__startswith=desk.unit).select_related("worker", "employer")


def standing(desk: Desk, worker_id: str) -> OwnLink | None:
    """The person's link that has not been taken back, as far as the desk may hand it out."""
    if not desk.may(Power.FOLLOW_UP):
        return None
    rows = OwnLink.objects.visible_to(desk).filter(worker=worker_id, worker__region=desk.actor.region)
    return rows.filter(ended_at=None, until__gte=desk.today).select_related("worker").first()


class GiveLink(ActForm[Placement]):
    """A link for a year; the one that stands is kept and runs a year from today."""

    verb = "link.give"
    power = Power.FOLLOW_UP
    lead = _(
        "本人在自己手机上打开，一个月点一次“还在干吗”，不用密码。一年内能用，随时可以停。拿着链接的人就当是本人，请只交给本人。"
    )
    button = _("发给本人")

    @classmethod
    def find(cls, desk: Desk, about: str) -> Placement:
        """Find the spell."""
        return find(of_ones_own(desk), about)

    def subject(self) -> str:
        """Who."""
        return name_of(self.row, self.desk)

    def back(self) -> str:
        """Where it can be printed."""
        return f"{link_to('placements.placement', self.row.pk)}slip/"

    def act(self, _said: dict[str, Any]) -> str:
        """Give it."""
        give_link(worker=self.row.worker, **self.stamp)
        return self.back()


class EndLink(GiveLink):
    """It opens nothing from now on."""

    verb = "link.end"
    lead = _("停了以后，这个链接打不开任何东西。要用就再发一张，地址会不一样。")
    button = _("停用")

    def back(self) -> str:
        """The spell's page."""
        return f"{link_to('placements.placement', self.row.pk)}#link"

    def act(self, _said: dict[str, Any]) -> str:
        """Take it back."""
        found = standing(self.desk, self.row.worker_id)
        if found is not None:
            end_link(link=found, **self.stamp)
        return self.back()


FORMS = (GiveLink, EndLink)
